package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"github.com/spf13/cobra"
)

func (c *cli) serviceCommand() *cobra.Command {
	u := unit{}
	cmd := &cobra.Command{
		Use:   "service install | status",
		Short: "A systemd unit and timer that crawl on their own",
		Long: "install writes a systemd unit that crawls the archive once and a timer that starts it, with some\n" +
			"delay by chance, and makes up for what was missed while the machine was off; status tells\n" +
			"whether they are there and as install would write them. Both work on --output, by default the\n" +
			"user's own units.",
		Example: "  khotin -d haiphong service install --every 6h\n  systemctl --user daemon-reload && systemctl --user enable --now khotin.timer",
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 || args[0] != "install" && args[0] != "status" {
				return wrongUse("khotin service --help", "service is install or status")
			}
			if err := c.fillUnit(&u); err != nil {
				return err
			}
			if args[0] == "install" {
				return c.installUnit(u)
			}
			return c.unitStatus(u)
		},
	}
	f := cmd.Flags()
	f.DurationVar(&u.every, "every", 6*time.Hour, "a crawl every so `often`")
	f.StringVar(&u.dir, "output", "", "the `directory` for the files (default ~/.config/systemd/user)")
	f.StringVar(&u.name, "name", "khotin", "`name` of the unit")
	return cmd
}

// unit is a service and its timer.
type unit struct {
	name, dir  string
	every      time.Duration
	exe, keeps string // the program and the archive, absolute

}

var unitName = regexp.MustCompile(`^[A-Za-z0-9:_.-]+$`)

// fillUnit completes a unit from the world.
func (c *cli) fillUnit(u *unit) (err error) {
	switch {
	case !unitName.MatchString(u.name):
		return wrongUse("letters, digits, :, -, _ and . make a name", "%q is no name of a unit", u.name)
	case u.every < time.Minute:
		return wrongUse("portals are asked at most every minute", "--every %s is too often", u.every)
	}
	if u.dir == "" {
		base := c.Getenv("XDG_CONFIG_HOME")
		if base == "" {
			base = filepath.Join(c.Getenv("HOME"), ".config")
		}
		u.dir = filepath.Join(base, "systemd", "user")
	}
	if u.exe, err = os.Executable(); err != nil {
		return err
	}
	u.keeps, err = filepath.Abs(c.dir)
	return err
}

// files gives the unit's files by name.
func (u unit) files() map[string]string {
	return map[string]string{
		u.name + ".service": "[Unit]\nDescription=khotin: crawl into " + escapeUnit(u.keeps) + "\n" +
			"Wants=network-online.target\nAfter=network-online.target\n\n" +
			"[Service]\nType=oneshot\nExecStart=" + quoteUnit(u.exe) + " -d " + quoteUnit(u.keeps) + " crawl --log text\n" +
			"# 3: some pages failed, which is daily life\nSuccessExitStatus=3\nTimeoutStopSec=15\nNice=10\n" +
			"NoNewPrivileges=yes\nPrivateTmp=yes\n",
		u.name + ".timer": "[Unit]\nDescription=khotin: crawl " + escapeUnit(u.keeps) + " every " + u.every.String() + "\n\n" +
			"[Timer]\n" + u.when() + "RandomizedDelaySec=" + fmt.Sprint(int(u.every.Seconds()/10)) + "\n\n" +
			"[Install]\nWantedBy=timers.target\n",
	}
}

// when gives the timer's lines. Only times of the calendar are made up for
// after the machine was off, so they are taken where every divides a day.
func (u unit) when() string {
	const day = 24 * time.Hour
	switch {
	case u.every == day:
		return "OnCalendar=daily\nPersistent=true\n"
	case u.every >= time.Hour && u.every%time.Hour == 0 && day%u.every == 0:
		return fmt.Sprintf("OnCalendar=*-*-* 00/%d:00:00\nPersistent=true\n", u.every/time.Hour)
	case u.every < time.Hour && u.every%time.Minute == 0 && time.Hour%u.every == 0:
		return fmt.Sprintf("OnCalendar=*-*-* *:00/%d:00\nPersistent=true\n", u.every/time.Minute)
	}
	return fmt.Sprintf("OnBootSec=5min\nOnUnitActiveSec=%ds\n", int(u.every.Seconds()))
}

// escapeUnit writes text for a unit file, where % begins a specifier and a
// line is a setting (systemd.unit(5)).
func escapeUnit(s string) string {
	return strings.NewReplacer("%", "%%", "\n", " ", "\r", " ").Replace(s)
}

// quoteUnit writes one word of a command line (systemd.service(5)).
func quoteUnit(s string) string {
	return `"` + strings.NewReplacer("%", "%%", `\`, `\\`, `"`, `\"`, "$", "$$", "\n", `\n`, "\r", `\r`).Replace(s) + `"`
}

func (c *cli) installUnit(u unit) error {
	if err := os.MkdirAll(u.dir, 0o755); err != nil {
		return err
	}
	for _, name := range []string{u.name + ".service", u.name + ".timer"} {
		path := filepath.Join(u.dir, name)
		if err := os.WriteFile(path, []byte(u.files()[name]), 0o644); err != nil {
			return err
		}
		fmt.Fprintln(c.Stdout, path)
	}
	c.chat("hint: systemctl --user daemon-reload && systemctl --user enable --now %s.timer", u.name)
	return nil
}

func (c *cli) unitStatus(u unit) error {
	missing, other := 0, 0
	for _, name := range []string{u.name + ".service", u.name + ".timer"} {
		path, state := filepath.Join(u.dir, name), "as install writes it"
		text, err := os.ReadFile(path)
		switch {
		case os.IsNotExist(err):
			state = "not installed"
			missing++
		case err != nil:
			return err
		case string(text) != u.files()[name]:
			state = "differs from what install would write"
			other++
		}
		fmt.Fprintf(c.Stdout, "%s: %s\n", path, state)
	}
	switch {
	case missing > 0:
		return errNothing
	case other > 0:
		c.chat("hint: the same flags as for install compare best")
		return errPartly
	}
	return nil
}
