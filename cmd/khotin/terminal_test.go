package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"khotin/cmd/khotin/render"
)

// TestNothingSteers: what an archived page holds steers no terminal, in no
// command and no format; JSON keeps it, escaped.
func TestNothingSteers(t *testing.T) {
	// Raw and as references, in every part of the page that is shown.
	const evil = "\x1b]0;chiếm\x07\x1b[2J\u009b31m\u202egnol\u2066\x7f&#27;[1m&#x9b;5m&#x202e;"
	page := `<html><head><meta charset="utf-8"><title>Huyện An Lão ` + evil + ` họp giao ban</title>
<meta property="article:published_time" content="2024-05-02T08:00:00+07:00"></head><body><article><h1>Huyện An Lão ` + evil + ` họp giao ban</h1>
<p>Sáng 2/5, UBND huyện An Lão ` + evil + ` tổ chức hội nghị giao ban. Đồng chí Bùi Hữu ` + evil + ` Khang, Bí thư Huyện ủy chủ trì hội nghị.</p>
<p>Bốn tháng đầu năm 2024, thu ngân sách ` + evil + ` trên địa bàn huyện ước đạt 48,6 tỷ đồng, bằng 17,2% kế hoạch thành phố giao.</p>
<p>Các đại biểu đã thảo luận về nhiệm vụ phát triển kinh tế, xã hội trong thời gian tới của huyện và các xã, thị trấn.</p></article></body></html>`
	line, err := json.Marshal(map[string]string{"url": "https://vi-du.test/mot", "title": "Huyện " + evil + " họp", "published": "2024-05-02", "html": page})
	if err != nil {
		t.Fatal(err)
	}
	dir, work := filepath.Join(t.TempDir(), "archive"), t.TempDir()
	html, lines := filepath.Join(work, "trang.html"), filepath.Join(work, "dong.jsonl")
	for name, text := range map[string][]byte{html: []byte(page), lines: line} {
		if err := os.WriteFile(name, text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if status, _, talk := command("-d", dir, "import", html, lines); status != statusAnswer {
		t.Fatalf("import: exit status %d\n%s", status, talk)
	}
	asked := [][]string{{"history", "https://vi-du.test/mot"}, {"history", "https://vi-du.test/mot", "--json"}, {"verify"}, {"status", "--json"}}
	for _, format := range []string{"text", "markdown", "json"} {
		asked = append(asked, []string{"extract", "--format", format, html, lines})
	}
	for _, format := range []string{"table", "json", "csv"} {
		for _, question := range [][]string{{"search", "giao ban"}, {"figures", "ngân sách"}, {"officials"}, {"meetings"}} {
			asked = append(asked, append(question, "--format", format))
		}
	}
	for _, args := range asked {
		status, stdout, talk := command(append([]string{"-d", dir}, args...)...)
		if status > statusNothing {
			t.Errorf("%q: exit status %d\n%s", args, status, talk)
		}
		for i, out := range []string{stdout, talk} {
			if at := strings.IndexFunc(out, render.Steers); at >= 0 {
				t.Errorf("%q writes %q to %s", args, out[max(0, at-20):min(len(out), at+20)], []string{"stdout", "stderr"}[i])
			}
		}
		if strings.HasSuffix(strings.Join(args, " "), "json") && stdout != "" && !json.Valid([]byte(strings.SplitN(stdout, "\n", 2)[0])) {
			t.Errorf("%q: no JSON: %.200s", args, stdout)
		}
	}
}

// TestEscaper: what is escaped reads as it was.
func TestEscaper(t *testing.T) {
	for _, want := range []string{"Xã họp", "a\u009b31m\u202e\x7f\x1b\nb", "\u0085", strings.Repeat("\u2066", 3)} {
		var out strings.Builder
		if err := jsonTo(&out).Encode(want); err != nil {
			t.Fatal(err)
		}
		var got string
		if err := json.Unmarshal([]byte(out.String()), &got); err != nil || got != want || strings.ContainsFunc(out.String(), render.Steers) {
			t.Errorf("%q → %q → %q: %v", want, out.String(), got, err)
		}
	}
}
