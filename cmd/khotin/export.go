package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"khotin/crawler/archive"
	"khotin/crawler/site"
	"khotin/index"
)

func (c *cli) exportCommand() *cobra.Command {
	output, siteName := "", ""
	cmd := &cobra.Command{
		Use:   "export -o FILE",
		Short: "The archive as one WARC file or WACZ package",
		Long: "Write every record of the archive, byte for byte as it was kept, into one file: a WARC file, or\n" +
			"a WACZ package that ReplayWeb.page opens. khotin import takes both back.\n\n" +
			"The commands below export rows instead: articles, figures and the like, for other programs.",
		Example: "  khotin -d haiphong export --format wacz -o haiphong.wacz --site thanhphohaiphong",
		Args:    noArguments("export"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return c.export(cmd.Context(), output, siteName)
		},
	}
	f := cmd.Flags()
	f.StringVarP(&output, "output", "o", "", "the `file` to write; - is standard output")
	f.StringVar(&siteName, "site", "", "only what belongs to the portal of that `name`")
	format := f.String("format", "", "warc or wacz (default: by the ending of the file, else wacz)")
	prior := cmd.RunE
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if info, err := os.Stat(output); err == nil && info.IsDir() {
			return wrongUse("name a file in it, as in: -o "+filepath.Join(output, "NAME.wacz"), "%s is a directory", output)
		}
		switch c.format = *format; {
		case c.format == "" && (strings.HasSuffix(output, ".warc") || strings.HasSuffix(output, ".warc.gz")):
			c.format = "warc"
		case c.format == "" && filepath.Ext(output) != "" && !strings.HasSuffix(output, ".wacz"):
			return wrongUse("files end in .warc, .warc.gz or .wacz; --format chooses for other endings. Rows are another command: khotin export figures", "no format is known by the ending of %s", output)
		case c.format == "":
			c.format = "wacz"
		case c.format != "warc" && c.format != "wacz":
			return wrongUse("formats are warc, wacz", "unknown format %q", c.format)
		}
		return prior(cmd, args)
	}
	cmd.AddCommand(c.exportRowsCommands()...)
	return cmd
}

func (c *cli) export(ctx context.Context, output, siteName string) (err error) {
	if output == "" {
		return wrongUse("-o FILE names it, -o - is standard output", "export needs a file to write")
	}
	c.interrupted = "interrupted; no file was written"
	a, err := archive.Open(c.dir, archive.Options{ReadOnly: true})
	if err != nil {
		return err
	}
	defer a.Close()
	sites, err := c.sites()
	if err != nil {
		return err
	}
	o := archive.ExportOptions{Software: "khotin/" + version, Title: filepath.Base(c.dir), Now: c.Now, Site: siteName}
	if siteName != "" {
		if sites.Get(siteName) == nil {
			return wrongUse("the sites are "+strings.Join(sites.Names(), ", "), "unknown site %q", siteName)
		}
		o.Of = func(address string) string {
			if p := sites.For(address); p != nil {
				return p.Name
			}
			return ""
		}
	}
	if c.format == "wacz" {
		if o.Page, err = c.pageTitles(ctx, sites); err != nil {
			return err
		}
	}
	write := a.ExportWACZ
	if c.format == "warc" {
		write = a.ExportWARC
	}
	var report archive.Exported
	var faults error
	err = c.output(output, func(w io.Writer) error {
		var err error
		report, err = write(ctx, w, o)
		var damage *archive.DamageError
		if errors.As(err, &damage) { // all else went out
			faults, err = err, nil
		}
		return err
	})
	if errors.Is(err, archive.ErrNothing) {
		return errNothing
	}
	if err != nil {
		return err
	}
	c.chat("%s, %s, %s, %s", plural(report.Captures, "capture", "captures"), plural(report.Records, "record", "records"),
		plural(report.Files, "WARC file", "WARC files"), bytesOf(report.Bytes))
	if faults != nil {
		c.say("%v", faults)
		return errPartly
	}
	return nil
}

// output writes a file that is there whole or not at all; "-" is stdout. A link
// stays one, and what is no file, as a pipe, is written as it is. The umask says
// who may read.
func (c *cli) output(name string, write func(io.Writer) error) error {
	if name == "-" {
		return write(c.Stdout)
	}
	if at, err := filepath.EvalSymlinks(name); err == nil {
		name = at
	}
	if info, err := os.Stat(name); err == nil && !info.Mode().IsRegular() && !info.IsDir() {
		f, err := os.OpenFile(name, os.O_WRONLY, 0)
		if err != nil {
			return err
		}
		return errors.Join(write(f), f.Close())
	}
	f, err := os.OpenFile(name+".part", os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o666)
	for n := 1; errors.Is(err, fs.ErrExist); n++ { // another writes it, or was killed
		f, err = os.OpenFile(fmt.Sprintf("%s.part%d", name, n), os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o666)
	}
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	err = write(f)
	if err == nil {
		err = f.Sync()
	}
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}

// pageTitles gives what the index knows: the articles, with their titles. An
// archive without an index lists every page, under its address.
func (c *cli) pageTitles(ctx context.Context, sites *site.Set) (func(*archive.Capture) (string, bool), error) {
	ix, err := c.readIndex(ctx, sites)
	if errors.Is(err, index.ErrNone) || errors.Is(err, index.ErrDamaged) {
		c.chat("without an index the list of pages has no titles; khotin reindex makes one")
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer ix.Close()
	hits, err := ix.Search(ctx, "", index.Filter{Limit: 10_000_000})
	if err != nil {
		return nil, fmt.Errorf("index: %w", err)
	}
	titles := make(map[string]string, len(hits.Hits))
	for _, h := range hits.Hits {
		titles[sites.CanonicalURL(string(h.URL))] = string(h.Title)
	}
	return func(capture *archive.Capture) (string, bool) {
		title, ok := titles[sites.CanonicalURL(capture.URL)]
		return title, ok
	}, nil
}
