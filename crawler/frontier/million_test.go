package frontier

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
	"time"
)

var million = flag.Bool("million", false, "TestMillion: up to 1,000,000 addresses")

// fillVariable makes the test binary fill a frontier in place of running tests:
// the number of addresses.
const fillVariable = "KHOTIN_TEST_FRONTIER"

func TestMain(m *testing.M) {
	if n, err := strconv.Atoi(os.Getenv(fillVariable)); err == nil {
		if err := fill(n); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// fill makes a frontier that knows n addresses, and leases and commits 5,000 of
// them, each with links that are known.
func fill(n int) error {
	ctx, now := context.Background(), time.Date(2024, 5, 2, 8, 0, 0, 0, time.UTC)
	dir, err := os.MkdirTemp("", "khotin-frontier-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	f, err := Open(ctx, filepath.Join(dir, File))
	if err != nil {
		return err
	}
	defer f.Close()
	run, err := f.Begin(ctx, []string{"xa"}, now)
	if err != nil {
		return err
	}
	link := func(i int) Link {
		return Link{URL: fmt.Sprintf("http://xa.test/tin-tuc/bai-viet-so-%d.html", i), Host: "xa.test", Site: "xa", Kind: Page, FoundOn: "http://xa.test/"}
	}
	for at := 0; at < n; at += 1000 {
		var links []Link
		for i := at; i < min(at+1000, n); i++ {
			links = append(links, link(i))
		}
		if err := f.Add(ctx, run, now, links); err != nil {
			return err
		}
	}
	for done := 0; done < 5000; {
		items, _, err := f.Lease(ctx, "xa.test", []string{"xa"}, 20, 100, now)
		if err != nil {
			return err
		}
		if len(items) == 0 {
			return fmt.Errorf("nothing to lease after %d", done)
		}
		var outcomes []Outcome
		for i, it := range items {
			outcomes = append(outcomes, Outcome{Item: it, State: Done, At: now, Digest: "sha1:X", Changed: true, Links: []Link{link((done + i*7919) % n)}})
		}
		if err := f.Commit(ctx, run, now, outcomes); err != nil {
			return err
		}
		done += len(items)
	}
	if n, err := f.Waiting(ctx, []string{"xa"}, 20); err != nil || n < 0 {
		return err
	}
	return nil
}

// TestMillion: what the frontier takes of memory does not grow with what it
// knows: within a fifth from 10,000 to 50,000 addresses, with -million to
// 1,000,000. It is the peak of a process of its own that is measured.
func TestMillion(t *testing.T) {
	if racing {
		t.Skip("the race detector takes memory of its own")
	}
	sizes := []int{10_000, 50_000}
	if *million {
		sizes = []int{10_000, 100_000, 1_000_000}
	}
	var least int64
	for _, n := range sizes {
		child := exec.Command(os.Args[0])
		child.Env = append(os.Environ(), fillVariable+"="+strconv.Itoa(n))
		if out, err := child.CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		usage, ok := child.ProcessState.SysUsage().(*syscall.Rusage)
		if !ok {
			t.Skip("the system does not tell how much memory a process took")
		}
		t.Logf("%9d addresses: peak of %d MB, %.1f s of CPU", n, usage.Maxrss/1000, (child.ProcessState.UserTime() + child.ProcessState.SystemTime()).Seconds())
		if least == 0 {
			least = usage.Maxrss
		}
		if usage.Maxrss > least*6/5 {
			t.Errorf("%d addresses take %d kB, %d took %d", n, usage.Maxrss, sizes[0], least)
		}
	}
}
