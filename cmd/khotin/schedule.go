package main

import (
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"path/filepath"
	"time"

	"khotin/crawler"
	"khotin/crawler/archive"
	"khotin/crawler/site"
)

// plan is what the flags of crawl say.
type plan struct {
	delay    time.Duration
	maxPages int
	every    time.Duration
	metrics  string
	log      string
	since    string
	verbose  bool
	perHost  int
	noIndex  bool
}

// crawlPlanned crawls once or, with --every, until it is stopped.
func (c *cli) crawlPlanned(ctx context.Context, sites []string, p *plan) error {
	o, err := c.crawlOptions(sites, p)
	if err != nil {
		return err
	}
	m := newMeters()
	o.Progress = m.saw
	if p.metrics != "" {
		stop, err := c.serveMetrics(p.metrics, m)
		if err != nil {
			return err
		}
		defer stop()
	}
	if p.every == 0 {
		return c.crawlThen(ctx, o, c.after(p))
	}
	return c.crawlOn(ctx, o, p, m)
}

// after gives what follows a crawl.
func (c *cli) after(p *plan) indexer {
	if p.noIndex {
		return noIndex
	}
	return c.update
}

// config reads the archive's configuration.
func (c *cli) config() (site.Config, error) {
	return site.ReadConfig(filepath.Join(c.dir, site.ConfigFile), crawler.CheckConfig)
}

// crawlOptions gives the options that the flags stand for.
func (c *cli) crawlOptions(sites []string, p *plan) (crawler.Options, error) {
	o := crawler.Options{Only: sites, Delay: p.delay, MaxPages: p.maxPages, PerHost: p.perHost}
	if !p.noIndex { // else pages are kept as they come, and nothing is read in them
		o.Published = publishedIn
	}
	if p.every != 0 && p.every < time.Minute {
		return o, wrongUse("portals are asked at most every minute", "--every %s is too often", p.every)
	}
	if p.perHost < 0 || p.perHost > 64 {
		return o, wrongUse("", "--per-host %d: want a number from 0 to 64", p.perHost)
	}
	since, err := day("--since", p.since, false)
	if err != nil {
		return o, err
	}
	if since != "" {
		if o.Since, err = time.Parse(time.DateOnly, since); err != nil {
			return o, err
		}
	}
	level := &slog.HandlerOptions{Level: slog.LevelInfo}
	if p.verbose {
		level.Level = slog.LevelDebug
	}
	switch p.log {
	case "json":
		o.Log = slog.New(slog.NewJSONHandler(c.Stderr, level))
	case "text":
		o.Log = slog.New(slog.NewTextHandler(c.Stderr, level))
	case "":
		if p.verbose {
			o.Log = slog.New(slog.NewTextHandler(c.Stderr, level))
		}
	default:
		return o, wrongUse("logs are text or json", "unknown log format %q", p.log)
	}
	return o, nil
}

// crawlOn crawls again and again, until it is stopped.
func (c *cli) crawlOn(ctx context.Context, o crawler.Options, p *plan, m *meters) error {
	config, err := c.config()
	if err != nil {
		return err
	}
	names, err := c.siteNames(o.Only, config)
	if err != nil {
		return err
	}
	times := map[string]crawler.Times{}
	for _, name := range names {
		times[name] = crawler.Every(p.every)
		if own := config.Schedule[name]; own != "" {
			if times[name], err = crawler.ParseTimes(own); err != nil {
				return err
			}
		}
	}
	return crawler.Timetable{Times: times, Now: c.Now, Log: o.Log,
		Planned: func(ctx context.Context) (map[string]time.Time, error) {
			a, err := archive.Open(c.dir, archive.Options{ReadOnly: true})
			if errors.Is(err, archive.ErrNotArchive) {
				return map[string]time.Time{}, nil
			}
			if err != nil {
				return nil, err
			}
			defer a.Close()
			planned, err := crawler.Planned(ctx, a)
			if errors.Is(err, fs.ErrNotExist) {
				return map[string]time.Time{}, nil
			}
			return planned, err
		},
		Plan: func(ctx context.Context, next map[string]time.Time) error {
			a, err := archive.Open(c.dir, archive.Options{})
			if err != nil {
				return err
			}
			defer a.Close()
			return crawler.Plan(ctx, a, next)
		},
		Round: func(ctx context.Context, due []string) error {
			o.Only = due
			return c.round(ctx, o, c.after(p), m)
		},
	}.Run(ctx)
}

// siteNames gives the sites of a crawl: those named, those of the
// configuration, or all.
func (c *cli) siteNames(named []string, config site.Config) ([]string, error) {
	if len(named) > 0 {
		return named, nil
	}
	if len(config.Sites) > 0 {
		return config.Sites, nil
	}
	sites, err := c.sites()
	if err != nil {
		return nil, err
	}
	return sites.Names(), nil
}

// round is one crawl of many: only what the next one would meet again, or the
// timetable knows how to wait for, is an error.
func (c *cli) round(ctx context.Context, o crawler.Options, then indexer, m *meters) error {
	err := c.crawlThen(ctx, o, then)
	m.ended(err)
	switch {
	case err == nil || errors.Is(err, errPartly):
		return nil
	case ctx.Err() != nil, errors.Is(err, archive.ErrLocked), errors.Is(err, crawler.ErrAsleep),
		errors.Is(err, crawler.ErrNoContact), errors.Is(err, crawler.ErrNoSite), errors.Is(err, archive.ErrNotArchive):
		return err
	}
	c.say("%v", err)
	return nil
}
