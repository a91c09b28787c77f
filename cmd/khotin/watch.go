package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"io"
	"slices"
	"strconv"
	"time"

	"github.com/gorilla/feeds"
	"github.com/spf13/cobra"

	"khotin/cmd/khotin/render"
	"khotin/index"
)

func (c *cli) watchCommand() *cobra.Command {
	w := index.Watch{}
	figures, all := false, false
	cmd := &cobra.Command{
		Use:   "watch QUERY",
		Short: "Save a query, to be told what is new",
		Long: "Save a query about articles, or with --figures about figures, in the archive. khotin watch run\n" +
			"then shows what it finds that was not there the last time; what is there already when the\n" +
			"query is saved is not new, unless --all. Of articles, all words of QUERY must occur.",
		Example: "  khotin watch \"giải phóng mặt bằng\" --place \"Lê Chân\"",
		Args:    cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			q, err := words("watch", args)
			if err != nil {
				return err
			}
			w.Query, w.Place, w.Site, w.Table = q, c.place, c.site, "articles"
			if figures {
				w.Table = "figures"
			}
			w.Name = cmp.Or(w.Name, index.WatchName(q))
			return c.addWatch(cmd.Context(), w, all)
		},
	}
	f := cmd.Flags()
	f.StringVar(&w.Name, "name", "", "`name` of the watch (default: made of the query)")
	f.BoolVar(&figures, "figures", false, "watch figures instead of articles")
	f.BoolVar(&all, "all", false, "what is there already counts as new, too")
	f.StringVar(&c.place, "place", "", "administrative `unit`: \"Lê Chân\", \"huyện An Dương\"")
	f.StringVar(&c.site, "site", "", "portal: its `name` or host")
	cmd.AddCommand(c.watchRunCommand(), c.watchListCommand(), c.watchRemoveCommand())
	return cmd
}

// withWatches opens the watches of the archive.
func (c *cli) withWatches(ctx context.Context, use func(*index.Watches) error) (err error) {
	ix, err := c.openIndex(ctx) // an archive, and one with an index
	if err != nil {
		return err
	}
	if err := ix.Close(); err != nil {
		return err
	}
	ws, err := index.OpenWatches(c.dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, ws.Close()) }()
	return use(ws)
}

func (c *cli) addWatch(ctx context.Context, w index.Watch, all bool) error {
	return c.withWatches(ctx, func(ws *index.Watches) error {
		if _, err := ws.Load(w.Name); !errors.Is(err, index.ErrNoWatch) {
			return wrongUse("khotin watch remove "+w.Name+" forgets it, --name gives another name", "there is a watch named %s already", w.Name)
		}
		ix, err := c.openIndex(ctx)
		if err != nil {
			return err
		}
		defer ix.Close()
		w.Made = c.Now().UTC().Format(time.RFC3339)
		probe := w
		there, err := ix.News(ctx, &probe) // also finds out whether the query can be read
		if err != nil {
			return err
		}
		if !all {
			w.Seen = probe.Seen
		}
		commit, err := ws.Prepare(w)
		if err != nil {
			return err
		}
		if err := commit(); err != nil {
			return err
		}
		c.chat("watch %s is saved; %s there now", w.Name, plural(len(there), "answer", "answers"))
		return nil
	})
}

func (c *cli) watchListCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "list",
		Short:   "The saved queries",
		Long:    "List the saved queries.",
		Example: "  khotin watch list",
		Args:    noArguments("watch list"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			var all []watchLine
			err := c.withWatches(cmd.Context(), func(ws *index.Watches) error {
				names, err := ws.Names()
				for _, name := range names {
					w, err := ws.Load(name)
					if err != nil {
						return err
					}
					all = append(all, watchLine{w.Name, w.Table, w.Query, w.Place, w.Site, w.Made, len(w.Seen)})
				}
				return err
			})
			if err != nil {
				return err
			}
			return emit(c, watchColumns, all)
		},
	}
	c.formats(cmd, "table", "json", "csv")
	return cmd
}

// watchLine is a watch as it is listed.
type watchLine struct {
	Name  string `json:"name"`
	Table string `json:"table"`
	Query string `json:"query"`
	Place string `json:"place"`
	Site  string `json:"site"`
	Made  string `json:"made"`
	Seen  int    `json:"seen"`
}

var watchColumns = []column[watchLine]{
	{name: "name", cell: func(w watchLine) string { return w.Name }},
	{name: "table", cell: func(w watchLine) string { return w.Table }},
	{name: "query", cell: func(w watchLine) string { return w.Query }, width: 44},
	{name: "place", cell: func(w watchLine) string { return w.Place }},
	{name: "site", cell: func(w watchLine) string { return w.Site }},
	{name: "seen", cell: func(w watchLine) string { return strconv.Itoa(w.Seen) }, right: true},
}

func (c *cli) watchRemoveCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "remove NAME",
		Short:   "Forget a saved query",
		Long:    "Forget a saved query and what it has shown.",
		Example: "  khotin watch remove giai-phong-mat-bang",
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return wrongUse("khotin watch list shows the names", "watch remove needs one name, %d given", len(args))
			}
			return c.withWatches(cmd.Context(), func(ws *index.Watches) error { return ws.Remove(args[0]) })
		},
	}
}

func (c *cli) watchRunCommand() *cobra.Command {
	feed := ""
	cmd := &cobra.Command{
		Use:   "run [NAME…]",
		Short: "What is new since the last time",
		Long: "Show what the saved queries find that was not there the last time; nothing new is exit status\n" +
			"1. With --feed, an Atom feed of the newest answers is written, too, which feed readers follow.\n" +
			"What is shown is marked as seen in one step right after; a run that is killed before shows it\n" +
			"the next time.",
		Example: "  khotin watch run --feed ~/public_html/haiphong.xml",
		Args:    cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.withWatches(cmd.Context(), func(ws *index.Watches) error { return c.runWatches(cmd.Context(), ws, args, feed) })
		},
	}
	cmd.Flags().StringVar(&feed, "feed", "", "the `file` of an Atom feed, to be written anew")
	c.formats(cmd, "table", "json", "csv")
	return cmd
}

func (c *cli) runWatches(ctx context.Context, ws *index.Watches, names []string, feed string) error {
	c.interrupted = "interrupted; the next run shows what is new"
	if len(names) == 0 {
		var err error
		if names, err = ws.Names(); err != nil {
			return err
		}
	}
	end := c.wait()
	defer end()
	ix, err := c.openIndex(ctx)
	if err != nil {
		return err
	}
	defer ix.Close()
	var news, recent []index.News
	var commits []func() error
	for _, name := range names {
		w, err := ws.Load(name)
		if err != nil {
			return err
		}
		found, err := ix.News(ctx, &w)
		if err != nil {
			return err
		}
		news, recent = append(news, found...), append(recent, w.Recent...)
		if len(found) == 0 {
			continue
		}
		commit, err := ws.Prepare(w)
		if err != nil {
			return err
		}
		commits = append(commits, commit)
	}
	if feed != "" {
		if err := c.output(feed, func(w io.Writer) error { return c.atom(w, recent) }); err != nil {
			return err
		}
	}
	// The whole answer goes out in one write, and is marked as seen at once.
	var b bytes.Buffer
	plain := *c
	plain.Stdout = &b
	if err := emit(&plain, newsColumns, news); err != nil {
		return err
	}
	end()
	if _, err := c.Stdout.Write(b.Bytes()); err != nil {
		return err
	}
	for _, commit := range commits {
		err = errors.Join(err, commit())
	}
	return err
}

var newsColumns = []column[index.News]{
	{name: "watch", cell: func(n index.News) string { return n.Watch }},
	{name: "article", cell: func(n index.News) string { return n.ID }},
	{name: "published", cell: func(n index.News) string { return render.Day(n.Published) }},
	{name: "what", cell: func(n index.News) string { return n.What() }, width: 60},
	{name: "place", cell: func(n index.News) string { return n.Place }},
	{name: "site", cell: func(n index.News) string { return n.Site }},
	{name: "title", cell: func(n index.News) string { return n.Title }, only: "csv"},
	{name: "url", cell: func(n index.News) string { return n.URL }, only: "csv"},
	{name: "sentence", cell: func(n index.News) string { return n.Sentence }, only: "csv"},
}

// atom writes the newest answers as an Atom feed (RFC 4287), newest first. An
// entry is as new as the capture in which it was found, for feed readers pass over
// what is older than what they have shown; published says how old it is. The feed
// depends on nothing but them, so a feed without news stays as it is.
func (c *cli) atom(w io.Writer, recent []index.News) error {
	slices.SortStableFunc(recent, func(a, b index.News) int { return cmp.Compare(b.Published, a.Published) })
	feed := &feeds.Feed{Title: "khotin: what is new", Id: "urn:khotin:watch", Link: &feeds.Link{Href: "urn:khotin:watch"},
		Updated: feedTime("")} // it must have one before there is news, too
	for _, n := range recent {
		published := feedTime(n.Published)
		at := published
		if captured := feedTime(n.Captured); captured.After(at) {
			at = captured
		}
		if at.After(feed.Updated) {
			feed.Updated = at
		}
		id := "urn:khotin:" + n.Watch + ":" + n.Key
		feed.Items = append(feed.Items, &feeds.Item{Title: render.Printable(n.What()), Id: id, Link: &feeds.Link{Href: cmp.Or(n.URL, id)},
			Author: &feeds.Author{Name: cmp.Or(n.Site, "khotin")}, Description: render.Printable(cmp.Or(n.Sentence, n.Title)), Created: published, Updated: at})
	}
	x := (&feeds.Atom{Feed: feed}).AtomFeed()
	for i, e := range x.Entries {
		e.Published = feed.Items[i].Created.Format(time.RFC3339)
		if e.Summary != nil {
			e.Summary.Type = "text" // no markup (3.1.1.1)
		}
	}
	s, err := feeds.ToXML(x)
	if err != nil {
		return err
	}
	_, err = io.WriteString(w, s+"\n")
	return err
}

// feedTime reads when an article was published; a feed needs some time, and
// takes the first day of Unix where none is known.
func feedTime(s string) time.Time {
	for _, layout := range []string{time.RFC3339, time.DateOnly} {
		if t, err := time.Parse(layout, s); err == nil {
			return t
		}
	}
	return time.Unix(0, 0).UTC()
}
