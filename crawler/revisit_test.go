package crawler

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"khotin/crawler/archive"
	"khotin/crawler/disk"
	"khotin/crawler/frontier"
)

// foreign gives a record as another archiver wrote it.
func foreign(kind, id, uri, date, block string, more ...string) string {
	return fmt.Sprintf("WARC/1.1\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nWARC-Date: %s\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-%s>\r\n"+
		"Content-Type: application/http; msgtype=response\r\n%sContent-Length: %d\r\n\r\n%s\r\n\r\n",
		kind, uri, date, id, strings.Join(more, ""), len(block), block)
}

// TestImportRevisits: the payload of a revisit is taken from the record that it
// refers to, in the same file or in the archive.
func TestImportRevisits(t *testing.T) {
	const head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
	body := head + "<p>Xã họp bàn sản xuất vụ đông.</p>"
	digest := "WARC-Payload-Digest: sha256:0a1b\r\n" // of an algorithm that is not ours
	const profile = "WARC-Profile: http://netpreserve.org/warc/1.1/revisit/identical-payload-digest\r\n"
	first := foreign("response", "000000000001", "http://vidu.vn/a", "2019-11-05T01:02:03Z", body, digest) +
		foreign("revisit", "000000000002", "http://vidu.vn/a", "2019-11-06T01:02:03Z", head, digest, profile) + // as it was
		foreign("revisit", "000000000003", "http://vidu.vn/b", "2019-11-06T01:02:04Z", head, profile, digest) + // by digest
		foreign("revisit", "000000000004", "http://vidu.vn/c", "2019-11-06T01:02:05Z", "", profile,
			"WARC-Refers-To: <urn:uuid:00000000-0000-4000-8000-000000000001>\r\n") // by id, without a block
	second := foreign("revisit", "000000000005", "http://vidu.vn/d", "2019-12-06T01:02:03Z", head, profile,
		"WARC-Refers-To-Target-URI: http://vidu.vn/a\r\nWARC-Refers-To-Date: 2019-11-05T01:02:03Z\r\n") + // in the archive
		foreign("revisit", "000000000006", "http://vidu.vn/e", "2019-12-06T01:02:03Z", head, profile, "WARC-Payload-Digest: sha256:ffff\r\n")

	// Several writers of one crawl: the payload lies behind what refers to it.
	third := foreign("revisit", "000000000009", "http://vidu.vn/i", "2020-01-06T01:02:04Z", "", profile,
		"WARC-Refers-To-Target-URI: http://vidu.vn/h\r\nWARC-Refers-To-Date: 2020-01-05T01:02:03Z\r\n") +
		foreign("revisit", "000000000007", "http://vidu.vn/g", "2020-01-06T01:02:03Z", head, profile, "WARC-Payload-Digest: sha256:0c\r\n") +
		foreign("response", "000000000008", "http://vidu.vn/h", "2020-01-05T01:02:03Z", head+"<p>Kỳ họp thứ năm.</p>", "WARC-Payload-Digest: sha256:0c\r\n")

	dir := t.TempDir()
	a, err := archive.Create(filepath.Join(dir, "archive"))
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	ctx := context.Background()
	var problems []string
	take := func(text string) ImportReport {
		t.Helper()
		file := filepath.Join(dir, "khac.warc")
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		problems = nil
		report, err := Import(ctx, ImportOptions{Archive: a, Pages: disk.ReadAll(ctx, []string{file}, nil),
			Problem: func(err error) { problems = append(problems, err.Error()) }})
		if err != nil {
			t.Fatal(err)
		}
		return report
	}
	for _, step := range []struct {
		text string
		want ImportReport
	}{{first, ImportReport{Kept: 3, Known: 1}}, {first, ImportReport{Known: 4}}, {second, ImportReport{Kept: 1, Failed: 1}}, {second, ImportReport{Known: 1, Failed: 1}},
		{third, ImportReport{Kept: 3}}, {third, ImportReport{Known: 3}}, {second, ImportReport{Known: 1, Failed: 1}}} {
		if got := take(step.text); got != step.want {
			t.Errorf("report %+v, want %+v: %q", got, step.want, problems)
		}
	}
	if len(problems) != 1 || !strings.Contains(problems[0], "http://vidu.vn/e: revisit of a payload that is not here") {
		t.Errorf("problems %q", problems)
	}
	var got []string
	for c, err := range a.Captures(ctx) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, fmt.Sprintf("%s %s %s %d %s", c.Type, c.URL, c.Time.Format("02/01"), c.Status, c.Body))
	}
	const page = " 200 <p>Xã họp bàn sản xuất vụ đông.</p>"
	equal(t, "kept", got, []string{"response http://vidu.vn/a 05/11" + page, "response http://vidu.vn/b 06/11" + page,
		"response http://vidu.vn/c 06/11" + page, "response http://vidu.vn/d 06/12" + page,
		"response http://vidu.vn/h 05/01 200 <p>Kỳ họp thứ năm.</p>", "response http://vidu.vn/i 06/01 200 <p>Kỳ họp thứ năm.</p>", "response http://vidu.vn/g 06/01 200 <p>Kỳ họp thứ năm.</p>"})
	if report, err := archive.Verify(ctx, a); err != nil || len(report.Faults) > 0 {
		t.Errorf("verify: %v %+v", err, report.Faults)
	}
}

// TestRecently: an import of any size remembers what it kept last, and no more
// than its bound.
func TestRecently(t *testing.T) {
	var r recently
	for i := range 5 * recentMost {
		r.put(itoa(i), frontier.Kept{Offset: int64(i)})
		if n := len(r.young) + len(r.old); n > 2*recentMost {
			t.Fatalf("%d keys are remembered after %d", n, i+1)
		}
	}
	for i := 4 * recentMost; i < 5*recentMost; i++ {
		if k, ok := r.get(itoa(i)); !ok || k.Offset != int64(i) {
			t.Fatalf("%d is forgotten", i)
		}
	}
	if _, ok := r.get("0"); ok {
		t.Error("the first is not forgotten")
	}
}
