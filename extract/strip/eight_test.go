package strip

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"khotin/extract/text"
)

// pieces are what texts and their odd places are made of.
var pieces = []string{
	"a", "Z", "0", " ", " ", "  ", "\n", "\t", "\r\n", "\f", "\v", "\x1f", "\x7f", "à", "Ư", "ß", "ĩ", "ƿ", "ạ", "Ỹ", "ế", "\u1e9e", "\u1e7f", "\u1f00", "“", "–", "…", "\u2027", "\u202f", "\u2044", "\u00a0", "\u200b",
	"e\u0301", "字", "ï", "ǎ", "😀", "한", "\ufeff", "Hải Phòng", "thu ngân sách", "plain text of some length",
}

// textOf is walker.text, letter by letter: white space as one space, and
// whether a character stands in s that is no common one.
func textOf(before, s string) (all string, odd bool) {
	all = before
	for _, r := range s {
		switch {
		case strings.ContainsRune(" \n\t\r\f", r):
			if all != "" && !strings.HasSuffix(all, " ") {
				all += " "
			}
			continue
		case r > ' ' && r < 0x7f, r >= 0xc0 && r < 0x1c0, r >= 0x1e80 && r <= 0x1eff, r >= 0x2010 && r <= 0x2026:
		default:
			odd = true
		}
		all += string(r)
	}
	return all, odd
}

func TestWalkerText(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 50_000 {
		var s strings.Builder
		common := rng.IntN(3) > 0 // most texts hold nothing odd
		for range rng.IntN(30) {
			p := pieces[rng.IntN(len(pieces))]
			if _, odd := textOf("", p); odd && common {
				continue
			}
			s.WriteString(p)
		}
		before := []string{"", "x", "ế ", "à"}[rng.IntN(4)]
		w := walker{buf: []byte(before)}
		w.text(s.String())
		want, odd := textOf(before, s.String())
		if string(w.buf) != want || w.odd != odd {
			t.Fatalf("%q and %q: %q, odd %v, want %q, %v", before, s.String(), w.buf, w.odd, want, odd)
		}
		if !odd && text.Normalize(want) != want && strings.TrimSpace(want) != "" && strings.TrimSpace(text.Normalize(want)) != strings.TrimSpace(want) {
			t.Fatalf("%q is not in normal form, and not told odd", want)
		}
	}
}

func TestIsUTF8(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	bad := []string{"\x80", "\xc0\x80", "\xc3", "\xe1", "\xe1\xba", "\xe0\x80\x80", "\xed\xa0\x80", "\xf0\x80\x80\x80", "\xf5\x80\x80\x80", "\xff", "\xe1\xc3\xa0\x80", "\xe1\xba\xe0", "\xbf\xbf", "\xe1a\xba", "\xc3\xe1\xba\xa1"}
	for range 50_000 {
		var s []byte
		for range rng.IntN(12) {
			s = append(s, pieces[rng.IntN(len(pieces))]...)
			if rng.IntN(12) == 0 {
				s = append(s, bad[rng.IntN(len(bad))]...)
			}
		}
		if len(s) > 0 && rng.IntN(4) == 0 {
			s = s[:rng.IntN(len(s))]
		}
		if got, want := isUTF8(s), utf8.Valid(s); got != want {
			t.Fatalf("%q: %v, want %v", s, got, want)
		}
	}
}
