package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"khotin/testdata/cases"
)

// TestReadme runs README's sessions, the blocks marked console, and compares
// what they print; UPDATE=1 rewrites them. Commands other than khotin's must
// be run by .ci/run.
func TestReadme(t *testing.T) {
	if testing.Short() {
		t.Skip("one process after the other")
	}
	file, err := filepath.Abs(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	readme, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	ci, err := os.ReadFile(filepath.Join("..", "..", ".ci", "run"))
	if err != nil {
		t.Fatal(err)
	}
	page := filepath.Join("..", "..", "testdata", "readme", "page.txt")
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	if err := os.WriteFile("page.txt", text, 0o644); err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	inside, commands := false, 0
	for line := range strings.Lines(string(readme)) {
		line = strings.TrimRight(line, "\n")
		command, isCommand := strings.CutPrefix(line, "$ ")
		switch {
		case strings.HasPrefix(line, "```"):
			inside = line == "```console"
		case inside && isCommand:
			commands++
			fmt.Fprintln(&out, line)
			switch args := fields(t, command); args[0] {
			case "khotin":
				out.WriteString(session(t, args[1:]))
			case "go", ".ci/run":
				if !bytes.Contains(ci, []byte(command)) && args[0] == "go" {
					t.Errorf("%q is run by no test: .ci/run does not have it", command)
				}
			default:
				t.Errorf("%q is run by no test", command)
			}
			continue
		case inside:
			continue // printed anew
		}
		fmt.Fprintln(&out, line)
	}
	if commands < 10 {
		t.Errorf("README shows only %d commands", commands)
	}
	if got := out.String(); got != string(readme) {
		if os.Getenv("UPDATE") != "" {
			if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
			return
		}
		t.Errorf("README's sessions print something else now:\n%s", cases.Diff(strings.Split(string(readme), "\n"), strings.Split(got, "\n")))
	}
}

// session runs one command and gives what it prints on stdout.
func session(t *testing.T, args []string) string {
	t.Helper()
	var stdout, stderr bytes.Buffer
	status := run(context.Background(), args, world{
		Stdin: strings.NewReader(""), Stdout: &stdout, Stderr: &stderr, Getenv: func(string) string { return "" }, Now: time.Now,
	})
	if status != statusAnswer {
		t.Errorf("khotin %q: exit status %d\n%s", args, status, stderr.String())
	}
	if args[0] == "demo" { // shown in parts by the commands that follow
		return ""
	}
	return stdout.String()
}

// fields splits a command line at blanks, double quotes kept together.
func fields(t *testing.T, line string) []string {
	t.Helper()
	var out []string
	for i, part := range strings.Split(line, `"`) {
		if i%2 == 1 {
			out = append(out, part)
			continue
		}
		out = append(out, strings.Fields(part)...)
	}
	if len(out) == 0 {
		t.Fatalf("README has an empty command")
	}
	return out
}
