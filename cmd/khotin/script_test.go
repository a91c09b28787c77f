package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"khotin/testdata/portal"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"khotin": main})
}

// TestScripts runs the sessions of testdata/script the way a user would. Each
// finds the text dumps of the demonstration portal in $DUMPS.
func TestScripts(t *testing.T) {
	dumps := writeDumps(t)
	testscript.Run(t, testscript.Params{
		Dir: filepath.Join("..", "..", "testdata", "script"),
		Setup: func(env *testscript.Env) error {
			env.Setenv("DUMPS", dumps)
			return nil
		},
		Cmds:          map[string]func(*testscript.TestScript, bool, []string){"status": wantStatus, "await": awaitFile},
		UpdateScripts: os.Getenv("UPDATE") != "",
	})
}

// wantStatus is the script command "status N command args…": it fails unless
// the command ends with exit status N.
func wantStatus(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: status N command args…")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			ts.Fatalf("%s: %v", args[1], err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("exit status %d, want %d", got, want)
	}
}

// awaitFile is the script command "await FILE": it goes on when FILE holds
// something, which tells that a command in the background has come so far.
func awaitFile(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: await FILE")
	}
	path := ts.MkAbs(args[0])
	for deadline := time.Now().Add(2 * time.Minute); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		if f, err := os.Stat(path); err == nil && f.Size() > 0 {
			return
		}
	}
	ts.Fatalf("%s holds nothing", args[0])
}

// writeDumps writes the text dump of every article of the demonstration
// portal and gives the directory.
func writeDumps(t *testing.T) string {
	t.Helper()
	p, err := portal.Load()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, a := range p.Articles() {
		if err := os.WriteFile(filepath.Join(dir, a.Name+".txt"), []byte(a.Dump(a.Renderings()[0])), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}
