package archive

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestMain plays the second process of TestLock when told so.
func TestMain(m *testing.M) {
	if dir := os.Getenv("KHOTIN_TEST_OPEN"); dir != "" {
		_, err := Open(dir, Options{ReadOnly: os.Getenv("KHOTIN_TEST_READONLY") != ""})
		fmt.Println(errors.Is(err, ErrLocked), err)
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func TestCreateAndOpen(t *testing.T) {
	empty := t.TempDir()
	if _, err := Open(empty, Options{}); !errors.Is(err, ErrNotArchive) {
		t.Errorf("empty directory: %v", err)
	}
	if _, err := Open(filepath.Join(empty, "khong-co"), Options{ReadOnly: true}); !errors.Is(err, ErrNotArchive) {
		t.Errorf("missing directory: %v", err)
	}
	full := t.TempDir()
	os.WriteFile(filepath.Join(full, "anh.jpg"), []byte("x"), 0o644)
	if _, err := Create(full); !errors.Is(err, ErrNotArchive) {
		t.Errorf("directory with other things: %v", err)
	}
	a, err := Create(filepath.Join(empty, "a", "b"))
	if err != nil {
		t.Fatal(err)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	again, err := Create(a.Dir())
	if err != nil {
		t.Fatalf("create twice: %v", err)
	}
	defer again.Close()
	if again.Created() != a.Created() || a.Created().IsZero() {
		t.Errorf("created %v, then %v", a.Created(), again.Created())
	}
	configured := t.TempDir()
	os.WriteFile(filepath.Join(configured, "khotin.yaml"), []byte("mail: a@vidu.vn\n"), 0o644)
	if c, err := Create(configured); err != nil {
		t.Errorf("directory with configuration: %v", err)
	} else {
		c.Close()
	}
	newer := t.TempDir()
	os.WriteFile(filepath.Join(newer, markerName), []byte(`{"format":99}`), 0o644)
	if _, err := Open(newer, Options{}); err == nil || !strings.Contains(err.Error(), "newer") {
		t.Errorf("newer format: %v", err)
	}
}

func TestLock(t *testing.T) {
	a := newArchive(t)
	if _, err := Open(a.Dir(), Options{}); !errors.Is(err, ErrLocked) {
		t.Errorf("twice in one process: %v", err)
	}
	second := func(env ...string) string {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), append(env, "KHOTIN_TEST_OPEN="+a.Dir())...)
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		return string(out)
	}
	if out := second(); !strings.HasPrefix(out, "true") || !strings.Contains(out, fmt.Sprintf("process %d", os.Getpid())) {
		t.Errorf("second process, held: %s", out)
	}
	if out := second("KHOTIN_TEST_READONLY=1"); !strings.HasPrefix(out, "false <nil>") {
		t.Errorf("second process, reading: %s", out)
	}
	a.Close()
	if out := second(); !strings.HasPrefix(out, "false <nil>") {
		t.Errorf("second process, free: %s", out)
	}
}

func TestReadOnlyWritesNothing(t *testing.T) {
	a := newArchive(t)
	r, err := Open(a.Dir(), Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.NewWriter(WriterOptions{Site: "thu"}); !errors.Is(err, ErrClosed) {
		t.Errorf("writer of a read-only archive: %v", err)
	}
	for _, site := range []string{"", "../x", "a/b", ".an", "-x"} {
		if _, err := a.NewWriter(WriterOptions{Site: site}); err == nil {
			t.Errorf("site %q taken", site)
		}
	}
	if _, err := a.ReadAt("../../etc/passwd", 0); err == nil {
		t.Error("path outside the archive read")
	}
}
