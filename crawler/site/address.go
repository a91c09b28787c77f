package site

import (
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
)

// tracking names the query parameters that say where a reader came from and
// nothing about the page.
var tracking = regexp.MustCompile(`^(?i:utm_\w+|fbclid|gclid|dclid|msclkid|yclid|igshid|zarsrc|mc_[ce]id|_ga|gidzl)$`)

// variant names the query parameters that ask for another dress of the same
// page: print and AMP views.
var variant = regexp.MustCompile(`^(?i:print|amp|outputtype|noamp)$`)

// CanonicalURL gives the one address of the article behind address: profile
// rewrites, no fragment, no AMP, print or mobile variant. Unknown sites get
// only the generic rules. An address that is no http address comes back as it
// is.
func (s *Set) CanonicalURL(address string) string {
	plain := normal(address)
	p := s.For(plain)
	if p == nil {
		return plain
	}
	for i, re := range p.rules.canonical {
		if re.MatchString(plain) {
			plain = re.ReplaceAllString(plain, p.Canonical[i].To)
		}
	}
	return normal(plain)
}

// normal applies the generic rules: Normal, no tracking or variant parameter,
// no AMP path.
func normal(address string) string {
	return rewrite(address, withoutAMP, func(part string) bool {
		name, _, _ := strings.Cut(part, "=")
		return part == "" || tracking.MatchString(name) || variant.MatchString(name)
	})
}

// Normal brings an address to one form without making it another address: RFC
// 3986 section 6.2.2 (case, percent encoding, dot segments), no default port,
// no fragment. An address that is no http address comes back as it is.
func Normal(address string) string {
	return rewrite(address, func(p string) string { return p }, func(string) bool { return false })
}

// rewrite does the work of normal and Normal: trim takes something off the
// path, drop tells which query parameters go.
func rewrite(address string, trim func(path string) string, drop func(parameter string) bool) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return address
	}
	u.Host = strings.ToLower(u.Host)
	if port := u.Port(); port == "80" && u.Scheme == "http" || port == "443" && u.Scheme == "https" {
		u.Host = strings.TrimSuffix(u.Host, ":"+port)
	}
	u.Host = strings.TrimSuffix(u.Host, ".")
	escaped := trim(withoutDots(normalEscapes(u.EscapedPath())))
	// Joined by hand: URL.String would choose an encoding of its own.
	out := u.Scheme + "://" + u.Host + escaped
	if query := normalQuery(u.RawQuery, drop); query != "" {
		out += "?" + query
	}
	return out
}

// withoutDots resolves "." and ".." segments and keeps everything else, also
// empty segments: "/vi//slug" may be another page than "/vi/slug".
func withoutDots(p string) string {
	if p == "" {
		return "/"
	}
	if !strings.Contains(p, "/.") {
		return p
	}
	clean := path.Clean(p)
	if clean != "/" && (strings.HasSuffix(p, "/") || strings.HasSuffix(p, "/.") || strings.HasSuffix(p, "/..")) {
		clean += "/"
	}
	return clean
}

// withoutAMP takes a last segment "amp" off a path that has another before it.
func withoutAMP(p string) string {
	bare := strings.TrimSuffix(p, "/")
	head, found := strings.CutSuffix(bare, "/amp")
	if !found || head == "" {
		return p
	}
	if bare != p && !strings.HasSuffix(head, ".html") && !strings.HasSuffix(head, ".htm") {
		head += "/"
	}
	return head
}

func normalQuery(query string, drop func(parameter string) bool) string {
	if query == "" {
		return ""
	}
	parts := slices.DeleteFunc(strings.Split(query, "&"), drop)
	for i, part := range parts {
		parts[i] = normalEscapes(part)
	}
	return strings.Join(parts, "&")
}

// normalEscapes brings percent encoding to one form: hexadecimal digits in
// capitals, unreserved characters plain, everything outside ASCII and every
// blank encoded, a lone % as %25. Combining marks stay apart: to the server
// they are another address.
func normalEscapes(s string) string {
	for i := 0; i < len(s) && isPlain(s[i]); i++ {
		if i == len(s)-1 {
			return s
		}
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == '%' && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2]) {
			c = unhex(s[i+1])<<4 | unhex(s[i+2])
			i += 2
			if unreserved(c) {
				b.WriteByte(c)
				continue
			}
			writeEscape(&b, c)
			continue
		}
		if !isPlain(c) {
			writeEscape(&b, c)
			continue
		}
		b.WriteByte(c)
	}
	return b.String()
}

// isPlain reports what stands for itself in an address.
func isPlain(c byte) bool {
	switch c {
	case '"', '<', '>', '\\', '^', '`', '{', '|', '}', '%':
		return false
	}
	return c > ' ' && c < 0x7f
}

func writeEscape(b *strings.Builder, c byte) {
	const digits = "0123456789ABCDEF"
	b.WriteByte('%')
	b.WriteByte(digits[c>>4])
	b.WriteByte(digits[c&15])
}

func unreserved(c byte) bool { // RFC 3986 section 2.3
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.IndexByte("-._~", c) >= 0
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}

func unhex(c byte) byte {
	switch {
	case c <= '9':
		return c - '0'
	case c >= 'a':
		return c - 'a' + 10
	}
	return c - 'A' + 10
}
