package archive

import (
	"bytes"
	"encoding/json"
	"net"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
)

// cdxEntry is one line of a CDXJ index: a sort-friendly address, the time to
// the second, and where the record lies.
// https://specs.webrecorder.net/cdxj/0.1.0/
type cdxEntry struct {
	key, stamp string

	URL      string `json:"url"`
	Mime     string `json:"mime,omitempty"`
	Status   string `json:"status,omitempty"`
	Digest   string `json:"digest,omitempty"`
	Length   string `json:"length"`
	Offset   string `json:"offset"`
	Filename string `json:"filename"`
}

// line gives the entry as it stands in the file.
func (e cdxEntry) line() string {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.Encode(e) // strings only: cannot fail
	return e.key + " " + e.stamp + " " + b.String()
}

// indexEntry gives the line for a record that holds a page; not ok for others.
func indexEntry(r *Record) (cdxEntry, bool) {
	e := cdxEntry{
		URL: r.TargetURI(), Digest: r.Header.Get("WARC-Payload-Digest"),
		Length: strconv.FormatInt(r.Length, 10), Offset: strconv.FormatInt(r.Offset, 10),
		Filename: path.Base(r.File), stamp: r.Date().Format("20060102150405"),
	}
	e.key = surt(e.URL)
	switch r.Type() {
	case "resource":
		e.Mime = mediaType(r.Header.Get("Content-Type"))
	case "response", "revisit":
		head, _ := splitHead(r.Block)
		if status, h, ok := parseHead(head); ok {
			e.Status, e.Mime = strconv.Itoa(status), mediaType(h.Get("Content-Type"))
		}
		if r.Type() == "revisit" {
			e.Mime = "warc/revisit"
		}
	default:
		return e, false
	}
	return e, true
}

// mediaType gives a Content-Type without its parameters.
func mediaType(s string) string {
	s, _, _ = strings.Cut(s, ";")
	return strings.ToLower(strings.TrimSpace(s))
}

// surt gives the sort-friendly form of an address: host labels turned round,
// "www." and the scheme left out, path and query in lower case, the query's
// parts sorted.
func surt(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" {
		return strings.ReplaceAll(address, " ", "%20")
	}
	host := strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
	if net.ParseIP(host) == nil {
		labels := strings.Split(host, ".")
		slices.Reverse(labels)
		host = strings.Join(labels, ",")
	}
	if p := u.Port(); p != "" && p != "80" && p != "443" {
		host += ":" + p
	}
	key := host + ")" + u.EscapedPath()
	if u.EscapedPath() == "" {
		key += "/"
	}
	if u.RawQuery != "" {
		parts := strings.Split(u.RawQuery, "&")
		slices.Sort(parts)
		key += "?" + strings.Join(parts, "&")
	}
	return strings.ReplaceAll(strings.ToLower(key), " ", "%20")
}

// cdxj gives the index as text, sorted by bytes.
func cdxj(entries []cdxEntry) []byte {
	lines := make([]string, len(entries))
	for i, e := range entries {
		lines[i] = e.line()
	}
	slices.Sort(lines)
	return []byte(strings.Join(lines, ""))
}

// writeCDXJ writes the index beside the WARC file at path.
func writeCDXJ(path string, entries []cdxEntry) error {
	return writeFile(cdxjName(path), cdxj(entries))
}
