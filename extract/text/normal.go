package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Normalize gives s in the normal form that finders read: Unicode NFC, every
// kind of space as U+0020, no soft hyphens, zero-width or control characters
// except line feeds. It changes no letter.
func Normalize(s string) string {
	if isNormal(s) {
		return s
	}
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "\uFFFD")
	}
	// What is taken out may stand between a letter and its mark: NFC comes last.
	return norm.NFC.String(strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r >= ' ' && r < 0x7f:
			return r
		case r == '\r' || r == '\u00ad' || r == '\ufeff' || r >= '\u200b' && r <= '\u200f' || r == '\u2060':
			return -1
		case r == '\t' || unicode.Is(unicode.Zs, r):
			return ' '
		case unicode.IsControl(r):
			return -1
		}
		return r
	}, s))
}

// plainRunes marks the code points below 0x2040 that Normalize leaves alone
// wherever they stand: they are in NFC, compose with nothing before them and
// are no spaces or controls that are taken out.
var plainRunes = func() *[0x2040]bool {
	var t [0x2040]bool
	mark := func(from, to rune) {
		for r := from; r <= to; r++ {
			t[r] = true
		}
	}
	t['\n'] = true
	mark(' ', '~')
	mark(0xa1, 0xac)
	mark(0xae, 0x2ff)
	mark(0x1ea0, 0x1ef9) // the letters of Vietnamese
	mark(0x2010, 0x2027) // dashes, quotes, ellipsis
	mark(0x2030, 0x203e)
	for r := range t {
		t[r] = t[r] && norm.NFC.PropertiesString(string(rune(r))).BoundaryBefore() && norm.NFC.IsNormalString(string(rune(r)))
	}
	return &t
}()

// isNormal is the quick check of Normalize: true only where nothing changes.
func isNormal(s string) bool {
	for i := 0; i < len(s); {
		if c := s[i]; c < utf8.RuneSelf {
			if c < ' ' && c != '\n' || c == 0x7f {
				return false
			}
			i++
			continue
		}
		r, n := decode(s, i)
		if r >= 0x2040 || !plainRunes[r] {
			return isNormalSlow(s)
		}
		i += n
	}
	return true
}

// decode is utf8.DecodeRuneInString(s[i:]), quick for the letters of
// Vietnamese, of which there is more text than of all else.
func decode(s string, i int) (rune, int) {
	switch c := s[i]; {
	case c == 0xe1 && i+2 < len(s) && s[i+1]&0xc0 == 0x80 && s[i+2]&0xc0 == 0x80:
		return 0x1000 | rune(s[i+1]&0x3f)<<6 | rune(s[i+2]&0x3f), 3
	case c >= 0xc2 && c < 0xe0 && i+1 < len(s) && s[i+1]&0xc0 == 0x80:
		return rune(c&0x1f)<<6 | rune(s[i+1]&0x3f), 2
	}
	return utf8.DecodeRuneInString(s[i:])
}

func isNormalSlow(s string) bool {
	for _, r := range s {
		if r < ' ' && r != '\n' || r == 0x7f || r >= 0x80 && r < 0xc0 || r >= 0x300 && r < 0x370 || r >= 0x2000 && r < 0x2010 ||
			r == 0x202f || r == 0x205f || r == 0x2060 || r == 0x3000 || r == 0xfeff || r == utf8.RuneError || r == 0x1680 {
			return false
		}
	}
	return norm.NFC.IsNormalString(s)
}
