package text

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Class says what a token is.
type Class uint8

// The classes of tokens.
const (
	Word   Class = iota // letters: one Vietnamese syllable as a rule, or an abbreviation
	Number              // digits, with separators between digits: 641,769 or 27.12.2019
	Code                // capitals with digits, one thing: TM15, PC07, U16
	Punct               // one sign
)

// Case says how a word is written.
type Case uint8

// The cases of words. A single capital letter is Upper.
const (
	Lower Case = iota
	Title      // first letter a capital, the others small
	Upper      // all capitals
	Mixed
)

// Token is a word, a number or a sign of a paragraph. Finders walk over the
// tokens of a text again and again, so a token is small.
type Token struct {
	Start, End int32  // bytes
	runes      uint32 // code points of the paragraph before it
	hash       uint32 // of Key, see hash
	Key        string // see Key
	Class      Class
	Case       Case
	Glued      bool // no white space before it, and not the first
	// Virtual tells that only a boundary that we put there divides it from
	// the token before: "thángước", "đạt125%".
	Virtual bool
}

// Folds reports whether the token's key without its diacritics (see Fold) is
// one of keys.
func (t *Token) Folds(keys ...string) bool {
	for _, k := range keys {
		if t.folds(k) {
			return true
		}
	}
	return false
}

// folds takes the marks off no more than it must to tell two words apart.
func (t *Token) folds(key string) bool {
	for i := 0; i < len(t.Key); i++ {
		if t.Key[i] >= utf8.RuneSelf {
			var buf [64]byte
			return string(appendFold(buf[:0], t.Key[i:])) == key[i:]
		}
		if i == len(key) || t.Key[i] != key[i] {
			return false
		}
	}
	return len(t.Key) == len(key)
}

// Is reports whether the token's key is one of keys, given as the first and
// the others: asked about one word, as most are, it is a comparison with a
// constant and no loop.
func (t *Token) Is(key string, others ...string) bool {
	return t.Key == key || len(others) > 0 && t.isOf(others)
}

// isOf tells most keys apart by length and first byte, which spares the
// comparison.
func (t *Token) isOf(keys []string) bool {
	if t.Key == "" {
		return false
	}
	n, c := len(t.Key), t.Key[0]
	for _, k := range keys {
		if len(k) == n && k[0] == c && k == t.Key {
			return true
		}
	}
	return false
}

// Parse reads one paragraph in normal form.
func Parse(paragraph string) Para {
	t := tokenizer{toks: make([]Token, 0, strings.Count(paragraph, " ")*5/4+2), room: len(paragraph)}
	return t.paragraph(paragraph)
}

// tokenizer reads paragraph after paragraph. It knows a word by one pass over
// its letters: most words stand in the text as their keys are spelled, and
// share its memory.
type tokenizer struct {
	s         string // the paragraph
	i         int
	runes     uint32 // code points of s before i
	end       int    // of the last token, -1 before the first
	last      Class  // its class
	toks      []Token
	sentences [][2]int
	spellings strings.Builder // keys that are no part of the text
	room      int             // bytes that spellings takes at a time
	buf       []byte
}

func (t *tokenizer) paragraph(s string) Para {
	t.s, t.i, t.runes, t.end = s, 0, 0, -1
	first := len(t.toks)
	for t.i < len(s) {
		switch c := s[t.i]; {
		case c == ' ' || c == '\n':
			t.i++
			t.runes++
		case c < utf8.RuneSelf && letters[c].is():
			t.word()
		case isDigit(rune(c)):
			t.number()
		default:
			t.sign()
		}
	}
	p := Para{Text: s, Tokens: t.toks[first:len(t.toks):len(t.toks)]}
	from := len(t.sentences)
	t.sentences = p.appendSentences(t.sentences)
	p.sentences = t.sentences[from:len(t.sentences):len(t.sentences)]
	return p
}

// sign reads a word, a code, a sign or a rare kind of space.
func (t *tokenizer) sign() {
	if l, _ := letterAt(t.s, t.i); l.is() {
		t.word()
		return
	}
	switch r, n := utf8.DecodeRuneInString(t.s[t.i:]); {
	case unicode.IsSpace(r):
		t.i += n
		t.runes++
	default:
		t.emit(Punct, false, written{size: n, runes: 1})
	}
}

// number reads digits with single dots or commas between them.
func (t *tokenizer) number() {
	j := t.i
	for j < len(t.s) {
		c := t.s[j]
		if isDigit(rune(c)) || (c == '.' || c == ',') && j+1 < len(t.s) && isDigit(rune(t.s[j+1])) {
			j++
			continue
		}
		break
	}
	t.emit(Number, t.follows(Word), written{size: j - t.i, runes: uint32(j - t.i)})
}

// word reads letters; capitals run on over digits as one code (TM15), and the
// unit signs m2, km2, m3 … keep their digit. Other letters stop at a digit.
func (t *tokenizer) word() {
	rest, virtual := t.s[t.i:], t.follows(Number)
	w := readLetters(rest)
	if j := w.size; j < len(rest) && rest[j] > ' ' {
		switch r, size := utf8.DecodeRuneInString(rest[j:]); {
		case (r == '²' || r == '³') && isMetre(rest[:j]), (r == '2' || r == '3') && isMetre(rest[:j]) && !digitAt(rest, j+1):
			t.emit(Word, virtual, written{size: j + size, runes: w.runes + 1, odd: true})
			return
		case isDigit(r) && isCodeHead(rest[:j]):
			for ; j < len(rest) && (isDigit(rune(rest[j])) || 'A' <= rest[j] && rest[j] <= 'Z'); j++ {
				w.runes++
			}
			t.emit(Code, false, written{size: j, runes: w.runes, odd: true})
			return
		}
	}
	if w.runes >= 5 && (w.uppers == 0 || w.letterCase() != Upper) {
		if cut := splitGlued(rest[:w.size], w.uppers > 0); cut > 0 {
			t.emit(Word, virtual, readLetters(rest[:cut]))
			t.emit(Word, true, readLetters(rest[cut:w.size]))
			return
		}
	}
	t.emit(Word, virtual, w)
}

// follows reports whether a token of class c ends where the next begins.
func (t *tokenizer) follows(c Class) bool { return t.end == t.i && t.last == c }

// written is what one pass over a token tells.
type written struct {
	size   int    // bytes
	runes  uint32 // code points
	uppers uint32 // capitals
	title  bool   // the first is a capital
	odd    bool   // its case and key need another look
}

// readLetters reads the letters that s begins with.
func readLetters(s string) written {
	i, runes, uppers := 0, uint32(0), uint32(0)
	all, last := ^letter(0), letter(0)
	for i < len(s) {
		var l letter
		n := 1
		switch c := s[i]; {
		case c-'a' < 26:
			last = isLetterBit | regular
			runes++
			i++
			continue
		case c < utf8.RuneSelf:
			l = letters[c]
		case c == 0xe1 && i+2 < len(s) && s[i+1] < 0xbc:
			l, n = letters[0x1000|int(s[i+1]&0x3f)<<6|int(s[i+2]&0x3f)], 3
		case c < 0xe0 && i+1 < len(s):
			l, n = letters[int(c&0x1f)<<6|int(s[i+1]&0x3f)], 2
		default:
			l, n = letterAt(s, i)
		}
		if !l.is() {
			break
		}
		runes++
		uppers += l.upper()
		all &= l
		last = l
		i += n
	}
	w := written{size: i, runes: runes, uppers: uppers, odd: all&regular == 0 || last&mobile != 0 && movable(s[:i])}
	if uppers > 0 {
		l, _ := letterAt(s, 0)
		w.title = l.upper() > 0
	}
	return w
}

// movable reports whether an o or u stands before the last letter, which has a
// tone and is of two bytes or of three.
func movable(word string) bool {
	before := len(word) - 3
	if before < 0 {
		return false
	}
	if word[before+1] < 0xc0 {
		before--
	}
	return before >= 0 && (word[before]|' ' == 'o' || word[before]|' ' == 'u')
}

// letterCase is caseOf for letters alone.
func (w *written) letterCase() Case {
	switch {
	case w.uppers == 0:
		return Lower
	case w.uppers == w.runes:
		return Upper
	case w.uppers == 1 && w.title:
		return Title
	}
	return Mixed
}

// emit adds the token that w tells of.
func (t *tokenizer) emit(c Class, virtual bool, w written) {
	end := t.i + w.size
	key, letters := t.s[t.i:end], Lower
	if w.odd || w.uppers > 0 {
		if letters = w.letterCase(); w.odd {
			letters = caseOf(key)
		}
		key = t.lower(key)
	}
	n := len(t.toks)
	if n == cap(t.toks) {
		t.toks = slices.Grow(t.toks, 1)
	}
	t.toks = t.toks[:n+1]
	t.toks[n] = Token{
		Start: int32(t.i), End: int32(end), runes: t.runes, hash: hash(key), Key: key,
		Class: c, Case: letters, Glued: t.end == t.i, Virtual: virtual,
	}
	t.i, t.end, t.last = end, end, c
	t.runes += w.runes
}

// lower gives word in lower case, its tone in the modern place.
func (t *tokenizer) lower(word string) string {
	t.buf = appendLower(t.buf[:0], word)
	from := t.spellings.Len()
	if t.spellings.Cap()-from < len(t.buf) {
		t.spellings, from = strings.Builder{}, 0 // the keys so far keep the old one
		t.spellings.Grow(max(t.room, len(t.buf)))
	}
	t.spellings.Write(t.buf)
	return t.spellings.String()[from:]
}

// Hash gives a number made of the token's key: the same for the same key.
func (t *Token) Hash() uint32 { return t.hash }

// Hash gives what Token.Hash gives for a key.
func Hash(key string) uint32 { return hash(key) }

// hash mixes the bytes of a word, eight at a time; all bits of it are good.
func hash(s string) uint32 {
	const odd = 0x9e3779b97f4a7c15 // 2^64 over the golden ratio
	h := uint64(len(s)) * odd
	switch n := len(s); {
	case n >= 8:
		for rest := s; len(rest) > 8; rest = rest[8:] {
			h = (h ^ eight(rest)) * odd
			h ^= h >> 32
		}
		h ^= eight(s[n-8:]) // of which some were read before
	case n >= 4:
		h ^= four(s) | four(s[n-4:])<<32
	case n > 0:
		h ^= uint64(s[0]) | uint64(s[n/2])<<8 | uint64(s[n-1])<<16
	}
	return uint32(h * odd >> 32)
}

func four(s string) uint64 {
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24
}

func eight(s string) uint64 { return four(s) | four(s[4:])<<32 }

func caseOf(w string) Case {
	r, n := utf8.DecodeRuneInString(w)
	title := isUpper(r)
	uppers, lowers := 0, 0
	for i := n; i < len(w); {
		if r, n = rune(w[i]), 1; r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(w[i:])
		}
		i += n
		if isUpper(r) {
			uppers++
		} else if r >= utf8.RuneSelf || r > '9' {
			lowers++
		}
	}
	switch {
	case title && lowers == 0:
		return Upper
	case title && uppers == 0:
		return Title
	case uppers == 0:
		return Lower
	}
	return Mixed
}

// isUpper is unicode.IsUpper, quick for the letters of Vietnamese.
func isUpper(r rune) bool {
	switch {
	case r < utf8.RuneSelf:
		return 'A' <= r && r <= 'Z'
	case 0x1ea0 <= r && r < 0x1efa:
		return r&1 == 0
	}
	return unicode.IsUpper(r)
}

func isDigit(r rune) bool { return '0' <= r && r <= '9' }

func digitAt(s string, i int) bool { return i < len(s) && isDigit(rune(s[i])) }

func isMetre(w string) bool {
	switch w {
	case "m", "km", "cm", "dm", "mm", "hm", "M", "Km", "KM":
		return true
	}
	return false
}

// isCodeHead: one to five capitals of ASCII or Đ, "TM" of TM15.
func isCodeHead(w string) bool {
	if len(w) > 5 {
		return false
	}
	return strings.IndexFunc(w, func(r rune) bool { return !('A' <= r && r <= 'Z' || r == 'Đ') }) < 0
}
