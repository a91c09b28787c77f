package site

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/parser"
)

//go:embed profiles/*.yaml
var builtIn embed.FS

// Load gives the profiles that come with khotin, and those of dir/*.yaml
// (dir may be "" or missing) laid over them by name: a field that the user's
// file names takes the place of ours, the others stay. Errors name file and
// line; an unknown key is an error.
func Load(dir string) (*Set, error) {
	set := &Set{}
	sub, err := fs.Sub(builtIn, "profiles")
	if err != nil {
		return nil, err
	}
	if err := set.Overlay(sub, "built-in profiles"); err != nil {
		return nil, err
	}
	if dir == "" {
		return set, nil
	}
	if err := set.Overlay(os.DirFS(dir), dir); err != nil {
		return nil, err
	}
	return set, nil
}

// Overlay lays every *.yaml of fsys over the set, as Load does; dir is its name
// in messages.
func (s *Set) Overlay(fsys fs.FS, dir string) error {
	files, err := fs.Glob(fsys, "*.yaml")
	if err != nil {
		return err
	}
	slices.Sort(files)
	for _, file := range files {
		data, err := fs.ReadFile(fsys, file)
		if err != nil {
			return err
		}
		if err := s.lay(filepath.Join(dir, file), data); err != nil {
			return err
		}
	}
	return nil
}

// lay reads one profile and puts it over the one of the same name.
func (s *Set) lay(file string, data []byte) error {
	var head struct {
		Name string `yaml:"name"`
	}
	if err := yaml.Unmarshal(data, &head); err != nil {
		return located(file, data, err)
	}
	var p Profile
	if old := s.Get(head.Name); old != nil {
		p = *old
	}
	if err := decode(file, data, &p); err != nil {
		return err
	}
	if err := s.Add(p); err != nil {
		return located(file, data, err)
	}
	return nil
}

// decode reads YAML strictly: unknown and doubled keys are errors, and errors
// name file and line. An empty file leaves v as it is.
func decode(file string, data []byte, v any) error {
	decoder := yaml.NewDecoder(bytes.NewReader(data), yaml.Strict())
	if err := decoder.Decode(v); err != nil && !errors.Is(err, io.EOF) {
		return located(file, data, err)
	}
	return nil
}

// yamlPosition is how go-yaml begins its messages: "[3:1] …".
var yamlPosition = regexp.MustCompile(`^\[(\d+):\d+\] `)

// located puts file and line before err.
func located(file string, data []byte, err error) error {
	var field *fieldError
	if errors.As(err, &field) {
		if line := lineOf(data, field.path); line > 0 {
			return fmt.Errorf("%s:%d: %w", file, line, field)
		}
		return fmt.Errorf("%s: %w", file, field)
	}
	text := yaml.FormatError(err, false, false)
	if m := yamlPosition.FindStringSubmatch(text); m != nil {
		return fmt.Errorf("%s:%s: %s", file, m[1], text[len(m[0]):])
	}
	return fmt.Errorf("%s: %w", file, err)
}

// lineOf gives the line on which the value at a YAML path stands, or 0.
func lineOf(data []byte, path string) int {
	where, err := yaml.PathString(path)
	if err != nil {
		return 0
	}
	parsed, err := parser.ParseBytes(data, 0)
	if err != nil {
		return 0
	}
	node, err := where.FilterFile(parsed)
	if err != nil || node == nil || node.GetToken() == nil {
		return 0
	}
	return node.GetToken().Position.Line
}

// ConfigFile is the name of the configuration in the archive directory, and
// SitesDir that of the folder of the user's own profiles.
const (
	ConfigFile = "khotin.yaml"
	SitesDir   = "sites"
)

// Config is khotin.yaml, the configuration of one archive. The zero value is
// good for hosts on loopback only: public hosts are owed a Contact.
type Config struct {
	Contact  string            `yaml:"contact,omitempty"`   // mail or address by which a portal's keeper reaches us
	Agent    string            `yaml:"agent,omitempty"`     // product token for User-Agent and robots.txt; default "khotin"
	Delay    time.Duration     `yaml:"delay,omitempty"`     // between two requests to a host; 0 is 5 s
	Sites    []string          `yaml:"sites,omitempty"`     // names of the sites to crawl; none is all
	Resolve  map[string]string `yaml:"resolve,omitempty"`   // host (or host:port) to ip:port, past DNS; these addresses are allowed
	MaxPages int               `yaml:"max_pages,omitempty"` // pages followed from one listing in a crawl; 0 is 20
	Night    string            `yaml:"night,omitempty"`     // crawl only then, in local time: "22:00-05:30"; empty is always
	Revisit  []time.Duration   `yaml:"revisit,omitempty"`   // ages at which an article is fetched again; none is 1h 24h 168h 720h 4320h
	Workers  int               `yaml:"workers,omitempty"`   // hosts asked at the same time; 0 is 8
	PerHost  int               `yaml:"per_host,omitempty"`  // requests to one host at the same time; 0 is 1
	Schedule map[string]string `yaml:"schedule,omitempty"`  // site to its own times in a scheduled crawl: "6h" or "30 5,17 * * *"
}

// A Check judges values that later stages give their meaning. It gives the YAML
// path of a field and what is wrong with it; a nil error if nothing is.
type Check func(Config) (path string, err error)

// ReadConfig reads a configuration file strictly; a file that is not there is
// the zero Config. Errors, those of checks too, name file and line.
func ReadConfig(file string, checks ...Check) (Config, error) {
	var c Config
	data, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return c, nil
	}
	if err != nil {
		return c, err
	}
	if err := decode(file, data, &c); err != nil {
		return Config{}, err
	}
	if err := c.check(); err != nil {
		return Config{}, located(file, data, err)
	}
	for _, check := range checks {
		if path, err := check(c); err != nil {
			return Config{}, located(file, data, &fieldError{path, err})
		}
	}
	return c, nil
}

func (c *Config) check() error {
	switch {
	case c.Delay < 0:
		return &fieldError{"$.delay", errors.New("want a time such as 5s, not a negative one")}
	case c.MaxPages < 0:
		return &fieldError{"$.max_pages", errors.New("want a number from 0")}
	case c.Workers < 0:
		return &fieldError{"$.workers", errors.New("want a number from 0")}
	case c.PerHost < 0 || c.PerHost > 64:
		return &fieldError{"$.per_host", errors.New("want a number from 0 to 64")}
	case strings.ContainsAny(c.Agent, " /();"):
		return &fieldError{"$.agent", errors.New("want a single word")}
	case strings.ContainsAny(c.Contact, "\r\n()"):
		return &fieldError{"$.contact", errors.New("want a mail address or a web address")}
	}
	if _, _, err := NightWindow(c.Night); err != nil {
		return &fieldError{"$.night", err}
	}
	for host, address := range c.Resolve {
		if _, _, err := net.SplitHostPort(address); err != nil {
			return &fieldError{"$.resolve", fmt.Errorf("%s: want ip:port, have %q", host, address)}
		}
	}
	return nil
}

// NightWindow reads "22:00-05:30": the beginning and the end as time since
// midnight. Both are 0 for the empty text.
func NightWindow(text string) (from, to time.Duration, err error) {
	if text == "" {
		return 0, 0, nil
	}
	begin, end, ok := strings.Cut(text, "-")
	if !ok {
		return 0, 0, fmt.Errorf("want a window such as 22:00-05:30, have %q", text)
	}
	var clock [2]time.Duration
	for i, part := range []string{begin, end} {
		t, err := time.Parse("15:04", strings.TrimSpace(part))
		if err != nil {
			return 0, 0, fmt.Errorf("want a window such as 22:00-05:30, have %q", text)
		}
		clock[i] = time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute
	}
	return clock[0], clock[1], nil
}
