package main

import (
	"bytes"
	"errors"
	"net/http"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"khotin/testdata/portal"
)

// TestTerminated: SIGTERM ends a crawl cleanly though the portal does not
// answer: what was fetched is kept and in order, and the next crawl goes on.
func TestTerminated(t *testing.T) {
	p, err := portal.Load()
	if err != nil {
		t.Fatal(err)
	}
	stuck, let := make(chan struct{}, 1), make(chan struct{})
	asked := 0
	var mu sync.Mutex
	dir := archiveFor(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		asked++
		n := asked
		mu.Unlock()
		if n > 40 {
			select {
			case stuck <- struct{}{}:
			default:
			}
			select {
			case <-let:
			case <-r.Context().Done():
				return
			}
		}
		p.Handler().ServeHTTP(w, r)
	}))
	khotin := program(t)
	for _, args := range [][]string{{"crawl", "--delay", "1ns", "--every", "1h"}, {"crawl", "--delay", "1ns"}} {
		cmd := exec.Command(khotin, append([]string{"-d", dir}, args...)...)
		var out bytes.Buffer
		cmd.Stdout, cmd.Stderr = &out, &out
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		<-stuck
		time.Sleep(50 * time.Millisecond) // let it get into the next request
		if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
			t.Fatal(err)
		}
		// What systemd would do after the time that a service is promised.
		kill := time.AfterFunc(10*time.Second, func() { cmd.Process.Kill() })
		err := cmd.Wait()
		kill.Stop()
		select { // a request of this run says nothing of the next
		case <-stuck:
		default:
		}
		var exit *exec.ExitError
		if !errors.As(err, &exit) || exit.ExitCode() != statusInterrupted || !strings.Contains(out.String(), "what was done is kept") {
			t.Errorf("%v ends with %v\n%s", args, err, out.String())
		}
		// The archive is in order; only the index is behind it, until the next command.
		_, stdout, _ := command("-d", dir, "verify")
		for line := range strings.Lines(stdout) {
			if !strings.HasPrefix(line, "index: ") && !strings.HasSuffix(line, " is not indexed\n") {
				t.Errorf("verify after SIGTERM: %s", line)
			}
		}
	}
	close(let)
	if status, _, talk := command("-d", dir, "crawl", "--delay", "1ns"); status != statusAnswer {
		t.Errorf("the crawl after it: exit status %d\n%s", status, talk)
	}
	if status, stdout, talk := command("-d", dir, "verify"); status != statusAnswer {
		t.Errorf("verify: exit status %d\n%s%s", status, stdout, talk)
	}
	for _, a := range p.Articles() {
		if status, _, talk := command("-d", dir, "history", a.URL); status != statusAnswer {
			t.Errorf("%s was not captured: %s", a.URL, talk)
		}
	}
}
