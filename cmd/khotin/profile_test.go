package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestProfiles: every kind of profile is written whole, whatever the command
// answers, and a file that cannot be made is told.
func TestProfiles(t *testing.T) {
	dir := t.TempDir()
	page := filepath.Join(dir, "page.txt")
	if err := os.WriteFile(page, []byte("Hội nghị giao ban\n\nSáng 14/3, Huyện ủy An Lão tổ chức hội nghị giao ban.\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	khotin := func(args ...string) (int, string) {
		var complaint bytes.Buffer
		status := run(context.Background(), args, world{Stdin: strings.NewReader(""), Stdout: io.Discard, Stderr: &complaint,
			Getenv: func(string) string { return "" }, Now: time.Now})
		return status, complaint.String()
	}
	archive := filepath.Join(dir, "archive")
	for _, args := range [][]string{{"import", page}, {"reindex"}, {"search", "giao ban"}, {"search", "không đâu có"}, {"extract", page}} {
		// Both are gzip; a trace says what it is.
		begins := map[string]string{"cpuprofile": "\x1f\x8b", "memprofile": "\x1f\x8b", "trace": "go 1."}
		var flags []string
		for kind := range begins {
			flags = append(flags, "--"+kind, filepath.Join(dir, kind))
		}
		khotin(append(append([]string{"-d", archive, "--quiet"}, flags...), args...)...)
		for kind, want := range begins {
			b, err := os.ReadFile(filepath.Join(dir, kind))
			if err != nil || !strings.HasPrefix(string(b), want) {
				t.Errorf("%v: --%s: %.10q, want %q: %v", args, kind, b, want, err)
			}
			os.Remove(filepath.Join(dir, kind))
		}
	}
	if status, said := khotin("-d", archive, "search", "giao ban", "--cpuprofile", filepath.Join(dir, "none", "x")); status != statusError || !strings.Contains(said, "profile") {
		t.Errorf("no such directory: status %d, %q", status, said)
	}
}
