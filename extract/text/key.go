package text

import "unicode/utf8"

// Key gives s in lower case with every tone mark in its modern place: the
// spelling under which keywords are compared. s must be in normal form. In open
// syllables oà, oè, uỳ become òa, òe, ùy, except after q.
func Key(s string) string {
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if c-'A' < 26 {
				return respell(s, i)
			}
			i++
			continue
		}
		l, n := letterAt(s, i)
		if l&altered != 0 || l&mobile != 0 && l.moves(s, i, i+n) {
			return respell(s, i)
		}
		i += n
	}
	return s
}

// respell is Key of what is spelled as its key up to byte i, and not there.
func respell(s string, i int) string {
	var buf [512]byte     // a line of furniture, a name, an indicator
	b, done := buf[:0], 0 // the key of s[:done]: what stays as it is is copied in one piece
	for i < len(s) {
		var l letter
		n := 1
		switch c := s[i]; {
		case c < utf8.RuneSelf:
			if c-'A' < 26 {
				b = append(append(b, s[done:i]...), c|' ')
				done = i + 1
			}
			i++
			continue
		case c == 0xe1 && i+2 < len(s) && s[i+1] < 0xbc:
			l, n = letters[0x1000|int(s[i+1]&0x3f)<<6|int(s[i+2]&0x3f)], 3
		default:
			l, n = letterAt(s, i)
		}
		switch {
		case l&mobile != 0 && l.moves(s, i, i+n):
			b = append(b, s[done:i]...)
			last := len(b) - 1
			tone, base := splitTone(l.lower())
			b = append(utf8.AppendRune(b[:last], withTone(rune(b[last]), tone)), byte(base))
			done = i + n
		case l&altered != 0:
			b = utf8.AppendRune(append(b, s[done:i]...), l.lower())
			done = i + n
		}
		i += n
	}
	return string(append(b, s[done:]...))
}

// moves reports whether the tone of the mobile letter l at s[from:to] belongs
// to the letter before it: where l ends the word, and before an a or e is an o,
// before a y a u but no q.
func (l letter) moves(s string, from, to int) bool {
	if from == 0 {
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
