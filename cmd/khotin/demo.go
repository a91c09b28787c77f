package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"khotin/crawler"
	"khotin/crawler/site"
	"khotin/testdata/portal"
)

func (c *cli) demoCommand() *cobra.Command {
	keep := ""
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "A complete run on a portal of our own: crawl, archive, extract, index, ask",
		Long: "Start a small portal on loopback (its articles and the people in them are made up), crawl it\n" +
			"into a temporary archive, and put one question of each kind to it.",
		Example: "  khotin demo --keep khotin-demo",
		Args:    noArguments("demo"),
		RunE:    func(cmd *cobra.Command, _ []string) error { return c.demo(cmd.Context(), keep) },
	}
	cmd.Flags().StringVar(&keep, "keep", "", "keep the archive in this new or empty `directory`")
	return cmd
}

// demoQuestions are the commands that the demonstration runs and shows.
var demoQuestions = [][]string{
	{"search", "giai phong mat bang", "--limit", "5"},
	{"figures", "thu ngân sách", "--place", "Lê Chân"},
	{"officials", "Vũ Đức Thắng"},
	{"meetings", "kỳ họp"},
}

func (c *cli) demo(ctx context.Context, keep string) error {
	dir, cleanup, err := demoDir(keep)
	if err != nil {
		return err
	}
	defer cleanup()
	c.dir = dir
	p, err := portal.Load()
	if err != nil {
		return err
	}
	address, stop, err := serve(p.Handler())
	if err != nil {
		return err
	}
	defer stop()
	c.chat("a portal with %s listens on %s", plural(len(p.Articles()), "article", "articles"), address)
	names, err := c.settleDemo(address)
	if err != nil {
		return err
	}
	c.interrupted = "interrupted" // it begins anew
	if err := c.crawl(ctx, crawler.Options{Only: names, Delay: -1}); err != nil {
		return err
	}
	shown := dir
	if keep == "" {
		shown = "DIR"
	}
	for _, q := range demoQuestions {
		fmt.Fprintf(c.Stdout, "\n$ khotin -d %s %s\n", shown, shellWords(q))
		args := append([]string{"-d", dir, "--quiet"}, q...)
		if status := run(ctx, args, c.world); status != statusAnswer {
			return &failure{status: status, err: fmt.Errorf("the demonstration's %s has no answer", q[0])}
		}
	}
	if keep == "" {
		c.chat("hint: khotin demo --keep DIR keeps the archive, and these commands work on it")
	} else {
		c.chat("the archive is kept in %s", dir)
	}
	return nil
}

// demoDir gives the directory for the archive and what takes it away again.
func demoDir(keep string) (dir string, cleanup func(), err error) {
	if keep == "" {
		dir, err = os.MkdirTemp("", "khotin-demo-")
		return dir, func() { os.RemoveAll(dir) }, err
	}
	entries, err := os.ReadDir(keep)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", nil, err
	}
	if len(entries) > 0 {
		return "", nil, wrongUse("name a new or empty directory", "%s is not empty", keep)
	}
	return keep, func() {}, os.MkdirAll(keep, 0o755)
}

// serve serves h on a free port of loopback.
func serve(h http.Handler) (address string, stop func(), err error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", nil, err
	}
	s := &http.Server{Handler: h, ReadHeaderTimeout: 10 * time.Second}
	go s.Serve(l)
	return l.Addr().String(), func() { s.Close() }, nil
}

// settleDemo makes the archive and lays the portal's profiles into it, with a
// configuration that sends their hosts to address. It gives the sites' names.
func (c *cli) settleDemo(address string) ([]string, error) {
	a, err := c.openOrCreate()
	if err != nil {
		return nil, err
	}
	if err := a.Close(); err != nil {
		return nil, err
	}
	sites := filepath.Join(c.dir, site.SitesDir)
	if err := os.CopyFS(sites, portal.Profiles()); err != nil {
		return nil, err
	}
	set, err := site.Load(sites)
	if err != nil {
		return nil, err
	}
	var names []string
	var cfg strings.Builder
	cfg.WriteString("# The hosts of the demonstration portal, which listened here.\nresolve:\n")
	files, err := fs.Glob(portal.Profiles(), "*.yaml")
	if err != nil {
		return nil, err
	}
	for _, f := range files {
		name := strings.TrimSuffix(f, ".yaml")
		profile := set.Get(name)
		if profile == nil {
			return nil, fmt.Errorf("the profile in %s is not named %s", f, name)
		}
		names = append(names, name)
		for _, host := range profile.Hosts {
			fmt.Fprintf(&cfg, "  %s: %s\n", host, address)
		}
	}
	cfg.WriteString("sites: [" + strings.Join(names, ", ") + "]\n")
	return names, os.WriteFile(filepath.Join(c.dir, site.ConfigFile), []byte(cfg.String()), 0o644)
}

// shellWords writes arguments as one would type them.
func shellWords(args []string) string {
	out := make([]string, len(args))
	for i, a := range args {
		out[i] = a
		if strings.ContainsAny(a, " \"'$") {
			out[i] = `"` + a + `"`
		}
	}
	return strings.Join(out, " ")
}
