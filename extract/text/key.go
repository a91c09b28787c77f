package text

import "unicode/utf8"

// Key gives s in lower case with every tone mark in its modern place: the
// spelling under which keywords are compared. s must be in normal form. In open
// syllables oà, oè, uỳ become òa, òe, ùy, except after q.
func Key(s string) string {
	if i, l, n := change(s, 0); n > 0 {
		return respell(s, i, l, n)
	}
	return s
}

// respell is Key of what is spelled as its key up to byte i, and not in the
// letter l of n bytes there.
func respell(s string, i int, l letter, n int) string {
	var buf [512]byte     // a line of furniture, a name, an indicator
	b, done := buf[:0], 0 // the key of s[:done]: what stays as it is is copied in one piece
	for n > 0 {
		b = append(b, s[done:i]...)
		if l.moves(s, i, i+n) {
			before := len(b) - 1
			tone, base := splitTone(l.lower())
			b = append(utf8.AppendRune(b[:before], withTone(rune(b[before]), tone)), byte(base))
		} else {
			b = utf8.AppendRune(b, l.lower())
		}
		done = i + n
		i, l, n = change(s, done)
	}
	return string(append(b, s[done:]...))
}

// change gives the first letter at or behind byte i of s at which the key
// differs: its place, and its size in bytes, 0 where there is none.
func change(s string, i int) (at int, l letter, size int) {
	for i < len(s) {
		switch c := s[i]; {
		case c-'[' < 0xc0-'[' || c < 'A': // no capital, or a later byte: most of a text
			i++
			continue
		case c < utf8.RuneSelf:
			l, size = letters[c], 1
		case c == 0xe1 && i+2 < len(s):
			l, size = letters[0x1000|int(s[i+1]&0x3f)<<6|int(s[i+2]&0x3f)], 3
		case c < 0xe0 && i+1 < len(s):
			l, size = letters[int(c&0x1f)<<6|int(s[i+1]&0x3f)], 2
		default:
			l, size = letterAt(s, i)
		}
		if l&altered != 0 || l&mobile != 0 && l.moves(s, i, i+size) {
			return i, l, size
		}
		i += size
	}
	return i, 0, 0
}

// moves reports whether the tone of the letter l at s[from:to] belongs to the
// letter before it: where l ends the word, and before an a or e is an o, before
// a y a u but no q.
func (l letter) moves(s string, from, to int) bool {
	if l&mobile == 0 || from == 0 {
		return false
	}
	switch s[from-1] | ' ' {
	case 'o':
		if l&mobile != fromO {
			return false
		}
	case 'u':
		if l&mobile != fromU || from > 1 && s[from-2]|' ' == 'q' {
			return false
		}
	default:
		return false
	}
	if to == len(s) {
		return true
	}
	next, _ := letterAt(s, to)
	return !next.is()
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
