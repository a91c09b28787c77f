package strip

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"khotin/extract/text"
)

// penSeparators stand between the names of several authors.
var penSeparators = strings.NewReplacer(" – ", "\n", " - ", "\n", " — ", "\n", ", ", "\n", "; ", "\n", " & ", "\n", " và ", "\n", "/", "\n", "–", "\n")

// allPens reports whether s is one to four names joined by signs or "và".
func allPens(s string) bool {
	n := 0
	for part := range strings.SplitSeq(penSeparators.Replace(s), "\n") {
		if n++; n > 4 || !isPen(part) {
			return false
		}
	}
	return true
}

// isPen reports what a person signs with: initials or a name.
func isPen(s string) bool {
	s = strings.TrimSpace(s)
	return isInitials(s) || isName(s)
}

// isInitials reports "TB", "V.H.N", "PV", "H.T.P.", "LMT".
func isInitials(s string) bool {
	letters := 0
	for _, r := range s {
		switch {
		case unicode.IsUpper(r):
			letters++
		case r != '.':
			return false
		}
	}
	return letters >= 1 && letters <= 5 && s[0] != '.' && !outlets.has[text.Key(s)]
}

// isName reports one to five words that each begin with a capital and are
// words of letters: "Trần Hà", "TRUNG KIÊN", "V. Huy". Names of places and
// offices have this shape too: only where a line stands tells them apart,
// but those that open with a kind of office or place are none.
func isName(s string) bool {
	if len(s) > 60 || s == "" {
		return false
	}
	n := 0
	for w := range strings.SplitSeq(s, " ") {
		if !nameWord(w) {
			return false
		}
		n++
	}
	if n > 5 {
		return false
	}
	key := text.Key(s)
	switch key {
	case "theo", "bởi", "by", "von", "par", "nguồn", "tác giả", "admin", "quản trị viên", "quản trị":
		return false
	}
	if outlets.prefix(key) != "" || offices.prefix(key) != "" && families.prefix(key) == "" || places.has[key] || categories.has[key] || siteNames.has[key] {
		return false
	}
	// One word alone is a name where it is a syllable: "Share", "News" are none.
	return n >= 2 || utf8.RuneCountInString(s) >= 2 && utf8.RuneCountInString(s) <= 7 && text.IsSyllable(key[strings.LastIndexByte(strings.TrimRight(key, "."), '.')+1:])
}

// isFullName reports a name of two and more words.
func isFullName(s string) bool { return words(s) >= 2 && isName(s) }

// nameWord reports a word of letters that begins with a capital and goes on
// in one case, or an initial with its full stop: "Hà", "HÀ", "V.", "Tr.Đức".
func nameWord(w string) bool {
	upper, lower := 0, 0
	for i, r := range w {
		switch {
		case unicode.IsUpper(r):
			upper++
			if lower > 0 && !strings.Contains(w[:i], ".") {
				return false
			}
		case unicode.IsLower(r):
			if i == 0 {
				return false
			}
			lower++
		case r == '.' || r == '\'':
			if i == 0 {
				return false
			}
		default:
			return false
		}
	}
	return upper > 0 && utf8.RuneCountInString(w) <= 8
}
