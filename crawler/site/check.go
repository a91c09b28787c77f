package site

import (
	"fmt"
	"net/url"
	"os"
	"slices"
)

// ReadProfile reads one profile file as Load would, over the profiles that
// come with khotin. It gives the profile that comes of it, and the set with it.
func ReadProfile(file string) (*Profile, *Set, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, nil, err
	}
	set, err := Load("")
	if err != nil {
		return nil, nil, err
	}
	before := slices.Clone(set.profiles)
	if err := set.lay(file, data); err != nil {
		return nil, nil, err
	}
	for _, p := range set.profiles {
		if !slices.Contains(before, p) {
			return p, set, nil
		}
	}
	return nil, nil, fmt.Errorf("%s: no profile", file)
}

// Rule names the rule by which Kind says what address is: "articles[0]: ^/…",
// "seeds", or "" where none knows it.
func (p *Profile) Rule(address string) string {
	u, err := url.Parse(address)
	if err != nil || p.rules == nil {
		return ""
	}
	target := u.EscapedPath()
	if target == "" {
		target = "/"
	}
	if u.RawQuery != "" {
		target += "?" + u.RawQuery
	}
	for _, list := range []struct {
		name     string
		patterns []string
		matches  func(i int) bool
	}{
		{"skip", p.Skip, func(i int) bool { return p.rules.skip[i].MatchString(target) }},
		{"articles", p.Articles, func(i int) bool { return p.rules.articles[i].MatchString(target) }},
		{"lists", p.Lists, func(i int) bool { return p.rules.lists[i].MatchString(target) }},
	} {
		for i, pattern := range list.patterns {
			if list.matches(i) {
				return fmt.Sprintf("%s[%d]: %s", list.name, i, pattern)
			}
		}
	}
	if p.Kind(address) == KindList {
		return "seeds"
	}
	return ""
}
