package main

import (
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

// peakMemory gives the largest resident size of an ended process, in kB.
func peakMemory(s *os.ProcessState) int64 {
	if usage, ok := s.SysUsage().(*syscall.Rusage); ok {
		return usage.Maxrss
	}
	return 0
}

// apartVariable is set for a test process whose mounts nobody else sees.
const apartVariable = "KHOTIN_TEST_APART"

// apart runs the test t once more, in a process whose mounts nobody else sees
// and which go with it: as root, or as root of a user namespace. ok is false in
// that process, and where the machine does not allow one: why tells.
func apart(t *testing.T) (ok bool, why string) {
	t.Helper()
	if os.Getenv(apartVariable) != "" {
		return false, ""
	}
	for _, asRoot := range []bool{true, false} {
		child := exec.Command(os.Args[0], childArguments(t.Name())...)
		child.Env = append(os.Environ(), apartVariable+"=1")
		child.SysProcAttr = &syscall.SysProcAttr{Unshareflags: syscall.CLONE_NEWNS}
		if !asRoot {
			child.SysProcAttr = &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWUSER | syscall.CLONE_NEWNS,
				UidMappings: []syscall.SysProcIDMap{{HostID: os.Getuid(), Size: 1}},
				GidMappings: []syscall.SysProcIDMap{{HostID: os.Getgid(), Size: 1}}}
		}
		out, err := child.CombinedOutput()
		if child.Process == nil {
			why = err.Error()
			continue
		}
		t.Logf("with mounts of its own:\n%s", out)
		if err != nil {
			t.Error(err)
		}
		return true, ""
	}
	return false, why
}

// childArguments gives the arguments for a process that runs a single test and
// says all, with the flags of this one that are not the testing package's, and
// no more time.
func childArguments(test string) []string {
	args := []string{"-test.run=^" + test + "$", "-test.v"}
	flag.Visit(func(f *flag.Flag) {
		if !strings.HasPrefix(f.Name, "test.") || f.Name == "test.timeout" {
			args = append(args, "-"+f.Name+"="+f.Value.String())
		}
	})
	return args
}

// smallDisk puts what lies in dir onto a file system of size bytes of its own,
// until the test ends. It is only for a process that is apart.
func smallDisk(t *testing.T, dir string, size int) {
	t.Helper()
	aside := filepath.Join(t.TempDir(), "aside")
	if err := os.Rename(dir, aside); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size="+strconv.Itoa(size)); err != nil {
		t.Skipf("no small file system can be made: %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, 0); err != nil {
			t.Error(err)
		}
	})
	if err := os.CopyFS(dir, os.DirFS(aside)); err != nil {
		t.Fatal(err)
	}
}
