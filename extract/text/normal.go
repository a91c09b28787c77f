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

// Key gives s in lower case with every tone mark in its modern place: the
// spelling under which keywords are compared. s must be in normal form.
func Key(s string) string {
	last := letter(0) // before the next
	for i := 0; i < len(s); {
		c := s[i]
		if c-'a' < 26 {
			last = isLetterBit | regular
			i++
			continue
		}
		l, n := letters[c&0x7f], 1
		if c >= utf8.RuneSelf {
			l, n = letterAt(s, i)
		}
		if l&(upperBit|regular) != regular || last&mobile != 0 && !l.is() && movable(s[:i]) {
			return respell(s)
		}
		last = l
		i += n
	}
	if last&mobile != 0 && movable(s) {
		return respell(s)
	}
	return s
}

// respell is Key of what is not spelled as its key.
func respell(s string) string {
	var buf [512]byte          // a line of furniture, a name, an indicator
	b, done := buf[:0], 0      // the key of s[:done]: what stays as it is is copied in one piece
	word, last := 0, letter(0) // where in the key the word begins, and the letter before
	for i := 0; i < len(s); {
		var l letter
		n := 1
		switch c := s[i]; {
		case c-'a' < 26:
			last = isLetterBit | regular
			i++
			continue
		case c < utf8.RuneSelf:
			l = letters[c]
		case c == 0xe1 && i+2 < len(s) && s[i+1] < 0xbc:
			l, n = letters[0x1000|int(s[i+1]&0x3f)<<6|int(s[i+2]&0x3f)], 3
		default:
			l, n = letterAt(s, i)
		}
		if l&(isLetterBit|upperBit|regular) != isLetterBit|regular {
			if last&mobile != 0 && !l.is() {
				b, done = moveTone(append(b, s[done:i]...), word), i
			}
			if l&(upperBit|regular) != regular {
				r, _ := utf8.DecodeRuneInString(s[i:])
				b, done = utf8.AppendRune(append(b, s[done:i]...), toLower(r)), i+n
			}
			if !l.is() {
				word = len(b) + i + n - done
			}
		}
		last = l
		i += n
	}
	if done == 0 && last&mobile == 0 {
		return s
	}
	b = append(b, s[done:]...)
	if last&mobile != 0 {
		b = moveTone(b, word)
	}
	if string(b) == s {
		return s
	}
	return string(b)
}

// Fold gives Key(s) without diacritics, đ as d.
func Fold(s string) string { return fold(Key(s)) }

// fold is Fold of a key.
func fold(key string) string {
	for i := 0; i < len(key); i++ {
		if key[i] >= utf8.RuneSelf {
			var buf [64]byte
			return string(appendFold(buf[:0], key))
		}
	}
	return key
}

// appendLower appends one word in lower case, its tone mark in the modern
// place: in open syllables oà, oè, uỳ become òa, òe, ùy, except after q.
func appendLower(b []byte, word string) []byte {
	start := len(b)
	for i := 0; i < len(word); {
		if c := word[i]; c < utf8.RuneSelf {
			if 'A' <= c && c <= 'Z' {
				c += 'a' - 'A'
			}
			b = append(b, c)
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(word[i:])
		b = utf8.AppendRune(b, toLower(r))
		i += n
	}
	return moveTone(b, start)
}

// toLower is unicode.ToLower, quick for the letters of Vietnamese. Eth, which
// some keyboards type for đ, becomes đ.
func toLower(r rune) rune {
	switch {
	case 0x1ea0 <= r && r < 0x1efa:
		return r | 1
	case 0xe0 <= r && r < 0x100 && r != 'ð' || r == 'đ' || r == 'ă' || r == 'ơ' || r == 'ư' || r == 'ĩ' || r == 'ũ':
		return r
	case r == 'Ð' || r == 'ð':
		return 'đ'
	}
	return unicode.ToLower(r)
}

// moveTone puts the tone of the word in b[start:] in its modern place: it
// moves only from an a, e or y that ends the word to the o or u before it.
func moveTone(b []byte, start int) []byte {
	word := b[start:]
	if len(word) < 3 || word[len(word)-1] < utf8.RuneSelf {
		return b
	}
	last, n := utf8.DecodeLastRune(word)
	if n < 2 || len(word) <= n {
		return b
	}
	tone, base := splitTone(last)
	if tone == 0 {
		return b
	}
	before := word[len(word)-n-1]
	switch {
	case before == 'o' && (base == 'a' || base == 'e'):
	case before == 'u' && base == 'y':
		if len(word) > n+1 && word[len(word)-n-2] == 'q' {
			return b
		}
	default:
		return b
	}
	b = b[:len(b)-n-1]
	b = utf8.AppendRune(b, withTone(rune(before), tone))
	return append(b, byte(base))
}

// appendFold appends word (a Key) without diacritics.
func appendFold(b []byte, word string) []byte {
	for i := 0; i < len(word); {
		if c := word[i]; c < utf8.RuneSelf {
			b = append(b, c)
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(word[i:])
		b = utf8.AppendRune(b, foldRune(r))
		i += n
	}
	return b
}

// vowels holds the twelve Vietnamese vowels, each without tone and with the
// tones huyền, sắc, hỏi, ngã, nặng in this order.
var vowels = [12][6]rune{
	[6]rune([]rune("aàáảãạ")), [6]rune([]rune("ăằắẳẵặ")), [6]rune([]rune("âầấẩẫậ")),
	[6]rune([]rune("eèéẻẽẹ")), [6]rune([]rune("êềếểễệ")), [6]rune([]rune("iìíỉĩị")),
	[6]rune([]rune("oòóỏõọ")), [6]rune([]rune("ôồốổỗộ")), [6]rune([]rune("ơờớởỡợ")),
	[6]rune([]rune("uùúủũụ")), [6]rune([]rune("ưừứửữự")), [6]rune([]rune("yỳýỷỹỵ")),
}

// bare gives the letter of a vowel row without any diacritic.
const bare = "aaaeeiooouuy"

type vowel struct {
	row, tone uint8 // row of vowels plus one; 0 for no vowel
}

// vowelTable is vowels turned round, for code points below 0x1f00.
var vowelTable = func() *[0x1f00]vowel {
	var t [0x1f00]vowel
	for row, tones := range vowels {
		for tone, r := range tones {
			t[r] = vowel{uint8(row + 1), uint8(tone)}
		}
	}
	return &t
}()

func isVowel(base rune) bool { return base < 0x1f00 && vowelTable[base].row != 0 }

// splitTone gives the tone (0 for none) of a lower-case vowel, and the vowel
// without it.
func splitTone(r rune) (tone uint8, base rune) {
	if r >= 0x1f00 || r < 0 || vowelTable[r].row == 0 {
		return 0, r
	}
	v := vowelTable[r]
	return v.tone, vowels[v.row-1][0]
}

// withTone gives a vowel without tone with the tone.
func withTone(base rune, tone uint8) rune { return vowels[vowelTable[base].row-1][tone] }

// foldRune gives a lower-case letter without diacritics.
func foldRune(r rune) rune {
	if r == 'đ' {
		return 'd'
	}
	if r < 0x1f00 && r >= 0 && vowelTable[r].row != 0 {
		return rune(bare[vowelTable[r].row-1])
	}
	if r < 0xc0 || r >= 0x250 {
		return r
	}
	// Other Latin letters (é in a foreign name is above; ö, ñ, ç are here).
	d := norm.NFD.String(string(r))
	first, _ := utf8.DecodeRuneInString(d)
	return first
}

func isLetter(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
	}
	if r < 0x1f00 && vowelTable[r].row != 0 || r == 'đ' || r == 'Đ' {
		return true
	}
	return unicode.IsLetter(r) || unicode.IsMark(r)
}

// letter is what the tokenizer asks of a code point.
type letter uint8

const (
	isLetterBit letter = 1 << iota
	upperBit
	regular // it is a capital or the same in lower case
	mobile  // a toned a, e or y, from which moveTone may take the tone
)

func (l letter) is() bool      { return l&isLetterBit != 0 }
func (l letter) upper() uint32 { return uint32(l / upperBit & 1) }

// letters holds the letter of every code point below 0x2000.
var letters = func() (t [0x2000]letter) {
	for r := range rune(len(t)) {
		t[r] = newLetter(r)
	}
	return t
}()

func newLetter(r rune) (l letter) {
	lower := toLower(r)
	if isLetter(r) {
		l |= isLetterBit
	}
	if isUpper(r) {
		l |= upperBit
	}
	if lower == r || isUpper(r) {
		l |= regular
	}
	if tone, base := splitTone(lower); tone > 0 && (base == 'a' || base == 'e' || base == 'y') {
		l |= mobile
	}
	return l
}

// letterAt gives the letter at byte i of s, and its size in bytes.
func letterAt(s string, i int) (letter, int) {
	switch c := int(s[i]); {
	case c < utf8.RuneSelf:
		return letters[c], 1
	case c == 0xe1 && i+2 < len(s) && s[i+1] < 0xbc:
		return letters[0x1000|int(s[i+1]&0x3f)<<6|int(s[i+2]&0x3f)], 3
	case c < 0xe0 && i+1 < len(s):
		return letters[c&0x1f<<6|int(s[i+1]&0x3f)], 2
	}
	r, n := utf8.DecodeRuneInString(s[i:])
	return newLetter(r), n
}
