package main

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestRealTmux runs the browser on the archive of the demonstration in a real
// terminal, tmux: a query, an article with a finding, its series, and the
// terminal as it was.
//
//	apt-get install --no-install-recommends tmux
//	go test ./cmd/khotin -run Tmux -v -args -real
func TestRealTmux(t *testing.T) {
	needs(t, "tmux")
	khotin, dir := program(t), filepath.Join(t.TempDir(), "demo")
	must(t, khotin, "demo", "--quiet", "--keep", dir)
	socket := filepath.Join(t.TempDir(), "tmux")
	tmux := func(args ...string) string {
		t.Helper()
		out, err := exec.Command("tmux", append([]string{"-u", "-S", socket}, args...)...).CombinedOutput()
		if err != nil {
			t.Fatalf("tmux %q: %v: %s", args, err, out)
		}
		return string(out)
	}
	screen := ""
	// sees waits until the screen shows something.
	sees := func(wanted ...string) {
		t.Helper()
		for range 100 {
			screen = tmux("capture-pane", "-p")
			missing := false
			for _, s := range wanted {
				missing = missing || !strings.Contains(screen, s)
			}
			if !missing {
				return
			}
			time.Sleep(100 * time.Millisecond)
		}
		t.Fatalf("the screen lacks one of %q:\n%s", wanted, screen)
	}
	tmux("-f", "/dev/null", "new-session", "-d", "-x", "80", "-y", "24",
		"echo before; "+khotin+" -d "+dir+" browse; echo status $?; stty -a | grep -o ' icanon'; sleep 600")
	t.Cleanup(func() { exec.Command("tmux", "-S", socket, "kill-server").Run() })

	sees("[news]", "articles", "F1 help")
	tmux("send-keys", "-l", "thu ngân sách Lê Chân 9 thánh")
	tmux("send-keys", "BSpace") // as input methods correct what they have sent
	tmux("send-keys", "-l", "g")
	sees("> thu ngân sách Lê Chân 9 tháng", "Lê Chân: Thu ngân sách 9 tháng")
	tmux("send-keys", "Enter")
	sees("q quit")
	tmux("send-keys", "Enter")
	sees("published:", "[f1 ", "n next finding")
	for range 40 { // to the first figure
		tmux("send-keys", "n")
		time.Sleep(100 * time.Millisecond)
		if strings.Contains(tmux("capture-pane", "-p"), "\nf1 ") {
			break
		}
	}
	sees("\nf1 ", "tỷ đồng")
	tmux("send-keys", "Enter")
	sees("┤", "c chart on, off", "thu ngân sách trên địa bàn")
	tmux("resize-window", "-x", "50", "-y", "16")
	sees("> 2")
	tmux("resize-window", "-x", "120", "-y", "40")
	sees("c chart on, off", "q quit")
	for range 20 { // until it is drawn, with one foot
		if screen = tmux("capture-pane", "-p"); strings.Count(screen, "q quit") == 1 && strings.Count(screen, "\n") == 40 {
			break
		}
		time.Sleep(100 * time.Millisecond)
	}
	if n := strings.Count(screen, "q quit"); n != 1 {
		t.Errorf("the foot stands %d times after the window grew:\n%s", n, screen)
	}
	tmux("send-keys", "q")
	sees("before", "status 0", " icanon")
}
