package main

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestInterrupted: a question that is interrupted keeps nothing and says so by
// saying no more than that; an import goes on.
func TestInterrupted(t *testing.T) {
	dir, page := filepath.Join(t.TempDir(), "archive"), filepath.Join(t.TempDir(), "trang.jsonl")
	if err := os.WriteFile(page, []byte(`{"url":"https://vi-du.test/mot","title":"Hải An giao ban","text":"Sáng 2/4, UBND quận Hải An họp giao ban tháng 3."}`), 0o644); err != nil {
		t.Fatal(err)
	}
	if status, _, talk := command("-d", dir, "import", page); status != statusAnswer {
		t.Fatalf("import: exit status %d\n%s", status, talk)
	}
	ctx, stop := context.WithCancel(context.Background())
	asked, typing := io.Pipe()
	defer typing.Close()
	go io.WriteString(typing, "giao ban\n") // and no more, as at a terminal
	var talk strings.Builder
	answers := stopping{stop: stop}
	status := run(ctx, []string{"-d", dir, "--quiet", "search", "-"}, world{
		Stdin: asked, Stdout: &answers, Stderr: &talk, Getenv: func(string) string { return "" }, Now: time.Now,
	})
	if status != statusInterrupted || strings.Count(answers.String(), "\n") != 1 {
		t.Errorf("waiting for a line: exit status %d, %q, %q", status, answers.String(), talk.String())
	}
	for _, tc := range []struct {
		args []string
		want string
	}{
		{[]string{"search", "giao ban"}, "khotin: interrupted\n"},
		{[]string{"figures", "giao ban", "--series"}, "khotin: interrupted\n"},
		{[]string{"sql", "select count(*) from articles"}, "khotin: interrupted\n"},
		{[]string{"export", "figures", "-o", filepath.Join(t.TempDir(), "f.csv")}, "khotin: interrupted; no file was written\n"},
		{[]string{"reindex"}, "khotin: " + goesOn + "\n"},
	} {
		var talk strings.Builder
		status := run(ctx, append([]string{"-d", dir, "--quiet"}, tc.args...), world{
			Stdin: strings.NewReader(""), Stdout: &strings.Builder{}, Stderr: &talk, Getenv: func(string) string { return "" }, Now: time.Now,
		})
		if status != statusInterrupted || talk.String() != tc.want {
			t.Errorf("%q: exit status %d, %q, want %q", tc.args, status, talk.String(), tc.want)
		}
	}
}

// stopping stops what writes to it.
type stopping struct {
	strings.Builder
	stop func()
}

func (s *stopping) Write(p []byte) (int, error) {
	s.stop()
	return s.Builder.Write(p)
}
