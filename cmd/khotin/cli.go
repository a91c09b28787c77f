package main

import (
	"cmp"
	"context"
	"io"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"khotin/crawler/archive"
	"khotin/crawler/site"
	"khotin/index"
)

// cli is one run of the program: the world and the flags that all commands
// share.
type cli struct {
	world
	dir      string
	format   string
	from, to string
	place    string
	site     string
	limit    int
	quiet    bool
	profiles profiles

	screen      io.Writer    // standard output itself, whatever Stdout goes through
	interrupted string       // what to say where the user interrupts, "" for no more than that
	waiting     func()       // ends what wait shows; nil before
	translation *translation // of messages, once it is needed
}

const exitStatuses = `

EXIT STATUS
  0  answer given
  1  nothing found
  2  wrong use or error
  3  partly done: some pages failed, which ones stands on stderr
  130  interrupted`

func (c *cli) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "khotin",
		Short: "Keep what Vietnamese city portals publish, and ask for its facts",
		Long: "khotin (kho tin, store of news) crawls Vietnamese city portals into an archive,\n" +
			"reads meetings, officials, documents and figures out of their articles, and\n" +
			"answers from the terminal.",
		Example:       "  khotin demo\n  khotin -d haiphong figures \"thu ngân sách\" --place \"Lê Chân\"",
		Version:       version,
		SilenceUsage:  true,
		SilenceErrors: true,
	}
	dir := c.Getenv("KHOTIN_DIR")
	if dir == "" {
		dir = "khotin-data"
	}
	f := root.PersistentFlags()
	f.StringVarP(&c.dir, "dir", "d", dir, "the archive, a `directory`; KHOTIN_DIR sets another default")
	f.BoolVar(&c.quiet, "quiet", false, "no progress and no remarks, only answers and errors")
	root.SetFlagErrorFunc(wrongFlag)
	root.AddCommand(c.crawlCommand(), c.importCommand(), c.backfillCommand(), c.extractCommand(),
		c.searchCommand(), c.figuresCommand(), c.officialsCommand(), c.meetingsCommand(), c.documentsCommand(), c.showCommand(), c.browseCommand(), c.historyCommand(),
		c.statusCommand(), c.verifyCommand(), c.reindexCommand(), c.exportCommand(),
		c.sqlCommand(), c.citeCommand(), c.openCommand(), c.watchCommand(), c.manCommand(),
		c.siteCommand(), c.serviceCommand(), c.demoCommand(), c.generateCommand())
	root.InitDefaultCompletionCmd()
	root.InitDefaultHelpCmd()
	describeAdded(root)
	c.translated(root)
	tellStatuses(root)
	c.completed(root)
	for _, cmd := range root.Commands() {
		if slices.Contains(paging, cmd.Name()) {
			c.paged(cmd)
		}
	}
	root.RunE = func(cmd *cobra.Command, args []string) error {
		if len(args) > 0 {
			return wrongUse("khotin --help lists the commands", "unknown command %q", args[0])
		}
		return cmd.Help()
	}
	root.Args = cobra.ArbitraryArgs
	c.profiled(root)
	c.helped(root)
	return root
}

// wrongValue is pflag's message about a value that a flag cannot take; it ends
// with what the parser of such values said.
var wrongValue = regexp.MustCompile(`^invalid argument (".*") for "(?:-\w, )?(--[\w-]+)" flag: `)

// wrongFlag is an error of a command's flags.
func wrongFlag(cmd *cobra.Command, err error) error {
	if m := wrongValue.FindStringSubmatch(err.Error()); m != nil {
		return wrongUse(cmd.CommandPath()+" --help shows the flags", "%s is not what %s takes", m[1], m[2])
	}
	if strings.HasPrefix(err.Error(), "unknown shorthand flag") { // most often a word that is to be left out
		return wrongUse("what is to be left out goes behind --: "+cmd.CommandPath()+" -- -quảng", "%v", err)
	}
	return wrongUse(cmd.CommandPath()+" --help shows the flags", "%v", err)
}

// tellStatuses ends the help of every command with the exit statuses.
func tellStatuses(cmd *cobra.Command) {
	if !strings.HasSuffix(cmd.Long, exitStatuses) {
		cmd.Long = cmp.Or(cmd.Long, cmd.Short) + exitStatuses
	}
	for _, sub := range cmd.Commands() {
		tellStatuses(sub)
	}
}

// formats adds --format and --json to cmd; the first name is the default.
func (c *cli) formats(cmd *cobra.Command, names ...string) {
	f := cmd.Flags()
	format := f.String("format", names[0], strings.Join(names, ", "))
	asJSON := f.Bool("json", false, "short for --format json, one object a line")
	prior := cmd.RunE
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if c.format = *format; *asJSON {
			c.format = "json"
		}
		if !slices.Contains(names, c.format) {
			return wrongUse("formats are "+strings.Join(names, ", "), "unknown format %q", c.format)
		}
		return prior(cmd, args)
	}
}

// filters adds --from, --to, --place, --site and --limit to cmd, with a limit
// of its own.
func (c *cli) filters(cmd *cobra.Command, limit int) {
	f := cmd.Flags()
	f.StringVar(&c.from, "from", "", "first `day`: 2023-09-22, 2023-09 or 2023, also 22/9/2023")
	f.StringVar(&c.to, "to", "", "last `day`; a month or year is taken to its end")
	f.StringVar(&c.place, "place", "", "administrative `unit`: \"Lê Chân\", \"huyện An Dương\"")
	f.StringVar(&c.site, "site", "", "portal: its `name` or host")
	most := f.Int("limit", limit, "at most `N` answers, 0 for all")
	cmd.PreRun = func(*cobra.Command, []string) { c.limit = *most }
}

// filter reads the flags of filters.
func (c *cli) filter() (index.Filter, error) {
	out := index.Filter{Place: c.place, Site: c.site, Limit: c.limit}
	if c.limit < 0 {
		return out, wrongUse("--limit 0 gives all", "--limit %d: a limit is 0 (no limit) or more", c.limit)
	}
	var err error
	if out.From, err = day("--from", c.from, false); err != nil {
		return out, err
	}
	if out.To, err = day("--to", c.to, true); err != nil {
		return out, err
	}
	if out.From != "" && out.To != "" && out.From > out.To {
		return out, wrongUse("--from is the first day, --to the last", "--from %s is after --to %s", out.From, out.To)
	}
	return out, nil
}

var slashed = regexp.MustCompile(`^(\d{1,2})[/-](\d{1,2})[/-](\d{4})$`)

// day reads a day, month or year of the command line: its first or last day
// as YYYY-MM-DD, "" for "".
func day(flag, s string, last bool) (string, error) {
	if s == "" {
		return "", nil
	}
	if m := slashed.FindStringSubmatch(s); m != nil {
		t, err := time.Parse("2/1/2006", m[1]+"/"+m[2]+"/"+m[3])
		if err == nil {
			return t.Format(time.DateOnly), nil
		}
	}
	for _, f := range []struct {
		layout        string
		years, months int
	}{{time.DateOnly, 0, 0}, {"2006-01", 0, 1}, {"2006", 1, 0}} {
		t, err := time.Parse(f.layout, s)
		if err != nil {
			continue
		}
		if last && f.years+f.months > 0 {
			t = t.AddDate(f.years, f.months, -1)
		}
		return t.Format(time.DateOnly), nil
	}
	return "", wrongUse("write 2023-09-22, 22/9/2023, 2023-09 or 2023", "%s %q is no day, month or year", flag, s)
}

// openIndex opens the archive's index for questions.
func (c *cli) openIndex(ctx context.Context) (*index.Index, error) {
	a, err := archive.Open(c.dir, archive.Options{ReadOnly: true})
	if err != nil {
		return nil, err
	}
	if err := a.Close(); err != nil {
		return nil, err
	}
	sites, err := c.sites()
	if err != nil {
		return nil, err
	}
	return c.readIndex(ctx, sites)
}

// readIndex opens the index for questions, made whole where its writer was
// stopped; that can take minutes, and the end of ctx ends it.
func (c *cli) readIndex(ctx context.Context, sites *site.Set) (*index.Index, error) {
	o := index.Options{ReadOnly: true, Sites: sites}
	if err := index.Finish(ctx, c.dir, o); err != nil {
		return nil, err
	}
	return index.Open(c.dir, o)
}

// ask opens the index, puts one question to it and closes it. What the places
// of its queries are taken for is said on stderr.
func ask[T any](ctx context.Context, c *cli, question func(*index.Index, index.Filter) (T, error), queries ...string) (answer T, err error) {
	f, err := c.filter()
	if err != nil {
		return answer, err
	}
	end := c.wait()
	defer end()
	ix, err := c.openIndex(ctx)
	if err != nil {
		return answer, err
	}
	defer func() {
		if cerr := ix.Close(); err == nil {
			err = cerr
		}
	}()
	if err := c.settlePlace(ctx, ix, &f); err != nil {
		return answer, err
	}
	if answer, err = question(ix, f); err != nil {
		return answer, err
	}
	for _, q := range queries {
		if err := c.tellMeanings(ctx, ix, q, f); err != nil {
			return answer, err
		}
	}
	return answer, nil
}

// sites loads the profiles that come with khotin and the archive's own.
func (c *cli) sites() (*site.Set, error) { return site.Load(filepath.Join(c.dir, site.SitesDir)) }
