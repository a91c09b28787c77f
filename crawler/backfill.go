package crawler

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"

	"khotin/crawler/frontier"
)

// sincePages is how far listings are followed with Options.Since: the end of
// any real listing, and a bound for endless ones.
const sincePages = 10_000

// dated is a link of a listing and the day that stands beside it.
type dated struct {
	address string
	day     time.Time
}

// dayText is a day as Vietnamese pages write it, or as the attribute datetime
// has it.
var dayText = regexp.MustCompile(`(?:^|[^\d/.-])(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[^\d/]|$)|(?:^|\D)(\d{4})-(\d{2})-(\d{2})(?:\D|$)`)

// dayIn gives the first day in a text; the zero time for none.
func dayIn(text string) time.Time {
	for _, m := range dayText.FindAllStringSubmatch(text, -1) {
		y, mo, d := m[3], m[2], m[1]
		if m[4] != "" {
			y, mo, d = m[4], m[5], m[6]
		}
		t, err := time.Parse("2006-1-2", y+"-"+strings.TrimPrefix(mo, "0")+"-"+strings.TrimPrefix(d, "0"))
		if err == nil && t.Year() > 1990 {
			return t
		}
	}
	return time.Time{}
}

// ends reports whether a listing need not be followed beyond this page: no
// article on it is one that no other listing of this run had, or most of those
// that it alone has are older than Options.Since. Links that stand on every
// page, as the latest news do, count once so.
func (r *run) ends(it frontier.Item, s seen, links []frontier.Link) bool {
	days := map[string]time.Time{}
	for _, d := range s.dated {
		if address := r.Sites.CanonicalURL(d.address); days[address].IsZero() {
			days[address] = d.day
		}
	}
	own, older, newer := 0, 0, 0
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, l := range links {
		if l.Kind != frontier.Page {
			continue
		}
		if on, known := r.listed[l.URL]; known && on != it.URL {
			continue
		}
		r.listed[l.URL] = it.URL
		own++
		switch day := days[l.URL]; {
		case day.IsZero():
		case day.Before(r.Since):
			older++
		default:
			newer++
		}
	}
	return own == 0 && it.FoundOn != "" || older > newer
}

// follow settles how the numbered pages that a listing links are followed: as
// far as there is news, or with Options.Since to its end.
func (r *run) follow(it frontier.Item, s seen, links []frontier.Link) []frontier.Link {
	if r.Since.IsZero() || it.Kind != frontier.List {
		for i := range links {
			links[i].IfNew = links[i].Numbered
		}
		return links
	}
	ends := r.ends(it, s, links)
	out := links[:0]
	for _, l := range links {
		if l.Numbered && ends {
			continue
		}
		l.Again = l.Again || l.Numbered // what it links has to be seen again
		out = append(out, l)
	}
	return out
}

// postsPage is the posts that one request asks WordPress for, its most.
const postsPage = 100

// posts gives the address that lists a WordPress site's posts: those that
// changed since the last time, a day before to be safe from time zones, or
// those published from since on. Both may be zero.
// https://developer.wordpress.org/rest-api/reference/posts/
func posts(root string, since, last time.Time) string {
	base := strings.TrimSuffix(root, "/")
	if !strings.Contains(base, "/wp-json") {
		base += "/wp-json"
	}
	address := base + "/wp/v2/posts?_fields=link,date_gmt,modified_gmt&per_page=" + strconv.Itoa(postsPage)
	const layout = "2006-01-02T15:04:05"
	switch {
	case !since.IsZero():
		return address + "&orderby=date&order=desc&after=" + since.Format(layout)
	case !last.IsZero():
		return address + "&orderby=modified&order=desc&modified_after=" + last.UTC().Add(-24*time.Hour).Truncate(24*time.Hour).Format(layout)
	}
	return address + "&orderby=modified&order=desc"
}

// readPosts gives the articles of a page of posts, and the next page.
func (r *run) readPosts(it frontier.Item, s seen) ([]frontier.Link, error) {
	var list []struct {
		Link     string `json:"link"`
		Modified string `json:"modified_gmt"`
	}
	if err := json.Unmarshal(s.body, &list); err != nil {
		return nil, fmt.Errorf("no list of posts: %w", err)
	}
	var links []frontier.Link
	for _, post := range list {
		link, why := r.accept(r.resolve(it.URL, post.Link), it)
		if why != "" || link.Kind != frontier.Page {
			continue
		}
		link.Modified = r.past(w3cTime(post.Modified))
		links = append(links, link)
	}
	address, page, err := nextPosts(it.URL)
	if err != nil {
		return links, err
	}
	total, err := strconv.Atoi(s.header.Get("X-WP-TotalPages"))
	if more := err == nil && page <= total || err != nil && len(list) == postsPage; more && page <= r.MaxPages {
		links = append(links, frontier.Link{URL: address, Host: hostOf(address), Site: it.Site, Kind: frontier.Posts, FoundOn: it.URL, Numbered: true, Again: true})
	}
	return links, nil
}

// nextPosts gives the address of the page behind a page of posts, and its
// number.
func nextPosts(address string) (string, int, error) {
	u, err := url.Parse(address)
	if err != nil {
		return "", 0, err
	}
	plain, number, found := strings.Cut(u.RawQuery, "&page=")
	page := 1
	if found {
		if page, err = strconv.Atoi(number); err != nil {
			return "", 0, errors.New("no number of a page: " + number)
		}
	}
	u.RawQuery = plain + "&page=" + strconv.Itoa(page+1)
	return u.String(), page + 1, nil
}
