package text

import (
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

// Token is a word, a number or a sign of a paragraph.
type Token struct {
	Start, End int // bytes
	Class      Class
	Case       Case
	Glued      bool // no white space before it, and not the first
	// Virtual tells that only a boundary that we put there divides it from
	// the token before: "thángước", "đạt125%".
	Virtual bool
	runes   uint32 // code points of the paragraph before it
	Key     string // see Key
	Fold    string // see Fold

	keyHash, foldHash uint32 // of Key and Fold, for Lexicon
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
	t := tokenizer{s: paragraph, toks: make([]Token, 0, len(paragraph)/4+8)}
	for t.i < len(t.s) {
		t.next()
	}
	t.keys()
	return Para{Text: paragraph, Tokens: t.toks}
}

type tokenizer struct {
	s    string
	i    int
	toks []Token
}

func (t *tokenizer) next() {
	r, n := utf8.DecodeRuneInString(t.s[t.i:])
	switch {
	case r == ' ' || r == '\n' || unicode.IsSpace(r):
		t.i += n
	case isDigit(r):
		t.number()
	case isLetter(r):
		t.word()
	default:
		t.emit(t.i, t.i+n, Punct, false)
	}
}

func (t *tokenizer) emit(start, end int, c Class, virtual bool) {
	tok := Token{Start: start, End: end, Class: c, Virtual: virtual}
	if k := len(t.toks); k > 0 {
		last := &t.toks[k-1]
		tok.Glued = last.End == start
		tok.runes = last.runes + uint32(utf8.RuneCountInString(t.s[last.Start:start]))
	} else {
		tok.runes = uint32(utf8.RuneCountInString(t.s[:start]))
	}
	if c == Word || c == Code {
		tok.Case = caseOf(t.s[start:end])
	}
	t.toks = append(t.toks, tok)
	t.i = end
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
	virtual := false
	if k := len(t.toks); k > 0 {
		last := &t.toks[k-1]
		virtual = last.End == t.i && last.Class == Word
	}
	t.emit(t.i, j, Number, virtual)
}

// word reads letters; capitals run on over digits as one code (TM15), and the
// unit signs m2, km2, m3 … keep their digit. Other letters stop at a digit.
func (t *tokenizer) word() {
	start, j := t.i, t.i
	for j < len(t.s) {
		r, n := utf8.DecodeRuneInString(t.s[j:])
		if !isLetter(r) {
			break
		}
		j += n
	}
	w := t.s[start:j]
	if j < len(t.s) {
		switch r, n := utf8.DecodeRuneInString(t.s[j:]); {
		case (r == '²' || r == '³') && isMetre(w):
			t.emit(start, j+n, Word, t.virtualAfterNumber(start))
			return
		case (r == '2' || r == '3') && isMetre(w) && !digitAt(t.s, j+1):
			t.emit(start, j+1, Word, t.virtualAfterNumber(start))
			return
		case isDigit(r) && isCodeHead(w):
			for j < len(t.s) && (isDigit(rune(t.s[j])) || 'A' <= t.s[j] && t.s[j] <= 'Z') {
				j++
			}
			t.emit(start, j, Code, false)
			return
		}
	}
	if cut := splitGlued(w); cut > 0 {
		t.emit(start, start+cut, Word, t.virtualAfterNumber(start))
		t.emit(start+cut, j, Word, true)
		return
	}
	t.emit(start, j, Word, t.virtualAfterNumber(start))
}

func (t *tokenizer) virtualAfterNumber(start int) bool {
	k := len(t.toks)
	return k > 0 && t.toks[k-1].End == start && t.toks[k-1].Class == Number
}

// keys fills Key and Fold of all tokens from two shared buffers.
func (t *tokenizer) keys() {
	low := make([]byte, 0, len(t.s)+8)
	for i := range t.toks {
		tok := &t.toks[i]
		if w := t.s[tok.Start:tok.End]; tok.Class == Word || tok.Class == Code {
			low = appendLower(low, w)
		} else {
			low = append(low, w...)
		}
		tok.keyHash = uint32(len(low)) // where the key ends, for now
	}
	keys := string(low)
	fold, from := low[:0], uint32(0)
	for i := range t.toks {
		tok := &t.toks[i]
		tok.Key, from = keys[from:tok.keyHash], tok.keyHash
		tok.keyHash = hash(tok.Key)
		fold = appendFold(fold, tok.Key)
		tok.foldHash = uint32(len(fold))
	}
	folds := string(fold)
	from = 0
	for i := range t.toks {
		tok := &t.toks[i]
		tok.Fold, from = folds[from:tok.foldHash], tok.foldHash
		tok.foldHash = hash(tok.Fold)
	}
}

// hash is FNV-1a in 32 bits.
func hash(s string) uint32 {
	h := uint32(2166136261)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint32(s[i])) * 16777619
	}
	return h
}

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
