// Package site holds the portals we know, as data: where to start, which
// addresses are articles or lists, and what their pages look like. It also
// reads khotin.yaml, the configuration of an archive.
package site

import (
	"cmp"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// Profile is what we know of one portal. It is read from YAML; one file each.
type Profile struct {
	Name      string    `yaml:"name"`                // short name, as --site takes it: "thanhphohaiphong"
	Title     string    `yaml:"title"`               // for people: "Cổng tin tức thành phố Hải Phòng"
	Hosts     []string  `yaml:"hosts"`               // host names; "*.haiphong.gov.vn" takes every sub-domain; with a port only that port
	Seeds     []string  `yaml:"seeds"`               // absolute addresses to start from: front page, lists
	Feeds     []string  `yaml:"feeds,omitempty"`     // RSS or Atom
	Sitemaps  []string  `yaml:"sitemaps,omitempty"`  // sitemaps or indexes of them
	WordPress []string  `yaml:"wordpress,omitempty"` // roots of WordPress sites whose REST interface is open: "https://example.org/"
	Articles  []string  `yaml:"articles"`            // RE2 on path and query: these addresses are articles
	Lists     []string  `yaml:"lists,omitempty"`     // RE2: these are lists, worth following
	Skip      []string  `yaml:"skip,omitempty"`      // RE2: never fetched
	Canonical []Rewrite `yaml:"canonical,omitempty"` // applied in order to get the one address of an article
	Selectors Selectors `yaml:"selectors,omitempty"`

	rules *rules // compiled by Set.Add
}

// Rewrite turns one shape of an address into another.
type Rewrite struct {
	From string `yaml:"from"` // RE2 on the whole address
	To   string `yaml:"to"`   // with $1
}

// Selectors name parts of the portal's pages, CSS. All are optional: what is
// not named is found by structure and text markers.
type Selectors struct {
	Title     string   `yaml:"title,omitempty"`
	Published string   `yaml:"published,omitempty"`
	Author    string   `yaml:"author,omitempty"`
	Source    string   `yaml:"source,omitempty"`
	Body      string   `yaml:"body,omitempty"`
	Caption   string   `yaml:"caption,omitempty"`
	Remove    []string `yaml:"remove,omitempty"`
}

// What Profile.Kind says of an address.
const (
	KindArticle = "article"
	KindList    = "list"
	KindSkip    = "skip"
	KindNone    = ""
)

// Kind says what address is by the profile's rules: KindSkip before
// KindArticle before KindList; a seed is a list. KindNone means that no rule
// knows it. The host is not looked at.
func (p *Profile) Kind(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return KindNone
	}
	r := p.rules
	if r == nil {
		if r, err = compile(p); err != nil {
			return KindNone
		}
	}
	target := u.EscapedPath()
	if target == "" {
		target = "/"
	}
	if u.RawQuery != "" {
		target += "?" + u.RawQuery
	}
	switch {
	case matchAny(r.skip, target):
		return KindSkip
	case matchAny(r.articles, target):
		return KindArticle
	case matchAny(r.lists, target), slices.Contains(p.Seeds, address):
		return KindList
	}
	return KindNone
}

// Has reports whether address lies on one of the profile's hosts, by http or
// https.
func (p *Profile) Has(address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" {
		return false
	}
	return p.rank(u) > 0
}

// rank tells how closely the profile's hosts match u: 0 not at all, a whole
// name above any wildcard, a longer wildcard above a shorter.
func (p *Profile) rank(u *url.URL) int {
	name, best := strings.ToLower(u.Hostname()), 0
	for _, host := range p.Hosts {
		suffix, wild := strings.CutPrefix(strings.ToLower(host), "*")
		switch {
		case !wild && (host == name || host == strings.ToLower(u.Host)):
			return 1 << 16
		case wild && strings.HasSuffix(name, suffix) && len(name) > len(suffix):
			best = max(best, len(suffix))
		}
	}
	return best
}

// Set is the profiles in use. A nil Set knows no site.
type Set struct {
	profiles []*Profile // in order of name
}

// Add puts p into the set, in place of one of the same name. It fails if the
// profile lacks a part it cannot do without, or if a pattern does not compile.
func (s *Set) Add(p Profile) error {
	if err := check(&p); err != nil {
		return fmt.Errorf("site %q: %w", p.Name, err)
	}
	compiled, err := compile(&p)
	if err != nil {
		return fmt.Errorf("site %q: %w", p.Name, err)
	}
	p.rules = compiled
	s.profiles = slices.DeleteFunc(s.profiles, func(old *Profile) bool { return old.Name == p.Name })
	s.profiles = append(s.profiles, &p)
	slices.SortFunc(s.profiles, func(a, b *Profile) int { return cmp.Compare(a.Name, b.Name) })
	return nil
}

// Names gives the short names of the profiles, sorted.
func (s *Set) Names() []string {
	if s == nil {
		return nil
	}
	names := make([]string, len(s.profiles))
	for i, p := range s.profiles {
		names[i] = p.Name
	}
	return names
}

// Get gives the profile of that name, or nil.
func (s *Set) Get(name string) *Profile {
	if s == nil {
		return nil
	}
	for _, p := range s.profiles {
		if p.Name == name {
			return p
		}
	}
	return nil
}

// For gives the profile whose hosts match address, or nil. Of several the one
// that names the host most closely wins.
func (s *Set) For(address string) *Profile {
	if s == nil {
		return nil
	}
	u, err := url.Parse(address)
	if err != nil {
		return nil
	}
	var best *Profile
	most := 0
	for _, p := range s.profiles {
		if rank := p.rank(u); rank > most {
			best, most = p, rank
		}
	}
	return best
}

// rules is a profile's patterns, compiled.
type rules struct {
	articles, lists, skip []*regexp.Regexp
	canonical             []*regexp.Regexp // beside Profile.Canonical
}

// A fieldError is a mistake in one field of a profile; path is where it stands,
// as a YAML path.
type fieldError struct {
	path string
	err  error
}

func (e *fieldError) Error() string { return strings.TrimPrefix(e.path, "$.") + ": " + e.err.Error() }
func (e *fieldError) Unwrap() error { return e.err }

func compile(p *Profile) (*rules, error) {
	var r rules
	for _, part := range []struct {
		field    string
		patterns []string
		to       *[]*regexp.Regexp
	}{{"articles", p.Articles, &r.articles}, {"lists", p.Lists, &r.lists}, {"skip", p.Skip, &r.skip}} {
		for i, pattern := range part.patterns {
			re, err := regexp.Compile(pattern)
			if err != nil {
				return nil, &fieldError{fmt.Sprintf("$.%s[%d]", part.field, i), err}
			}
			*part.to = append(*part.to, re)
		}
	}
	for i, rewrite := range p.Canonical {
		re, err := regexp.Compile(rewrite.From)
		if err != nil {
			return nil, &fieldError{fmt.Sprintf("$.canonical[%d].from", i), err}
		}
		r.canonical = append(r.canonical, re)
	}
	return &r, nil
}

// check tells what a profile lacks.
func check(p *Profile) error {
	if p.Name == "" || strings.ContainsFunc(p.Name, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '-' && r != '_' && r != '.'
	}) {
		return &fieldError{"$.name", fmt.Errorf("want a short name of a-z, 0-9, - and _, have %q", p.Name)}
	}
	if len(p.Hosts) == 0 {
		return &fieldError{"$.hosts", fmt.Errorf("no host is named")}
	}
	for i, host := range p.Hosts {
		if host == "" || strings.ContainsAny(host, "/ ") || strings.Contains(strings.TrimPrefix(host, "*."), "*") {
			return &fieldError{fmt.Sprintf("$.hosts[%d]", i), fmt.Errorf("want a host name or *.domain, have %q", host)}
		}
	}
	for _, part := range []struct {
		field     string
		addresses []string
	}{{"seeds", p.Seeds}, {"feeds", p.Feeds}, {"sitemaps", p.Sitemaps}, {"wordpress", p.WordPress}} {
		for i, address := range part.addresses {
			if !p.Has(address) {
				return &fieldError{fmt.Sprintf("$.%s[%d]", part.field, i),
					fmt.Errorf("%q is no http address on the hosts of this site", address)}
			}
		}
	}
	return nil
}

func matchAny(patterns []*regexp.Regexp, s string) bool {
	for _, re := range patterns {
		if re.MatchString(s) {
			return true
		}
	}
	return false
}
