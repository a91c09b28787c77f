package text

import (
	"encoding/binary"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// tokenizer reads paragraph after paragraph. It knows most words by one look
// into its memory, and keeps it for the next text.
type tokenizer struct {
	words     memory // first, so that no word of it lies on two lines of the cache
	s         string // the paragraph
	padded    []byte // s with zeros behind it
	i         int
	runes     uint32 // code points of s before i
	end       int    // of the last token, -1 before the first
	last      Class  // its class
	toks      []Token
	signs     []int32 // which tokens of their paragraphs are signs
	numbers   []int32 // and which numbers
	sentences [][2]int
}

// tokenizers holds those that read no text.
var tokenizers = sync.Pool{New: func() any { return new(tokenizer) }}

// Parse reads one paragraph in normal form.
func Parse(paragraph string) Para {
	t := tokenizers.Get().(*tokenizer)
	t.toks = make([]Token, 0, strings.Count(paragraph, " ")*5/4+2)
	p := t.paragraph(paragraph)
	t.free()
	return p
}

// free gives t to the next text, without what is now of the text it read.
func (t *tokenizer) free() {
	t.s, t.toks, t.signs, t.numbers, t.sentences = "", nil, nil, nil, nil
	tokenizers.Put(t)
}

func (t *tokenizer) paragraph(s string) Para {
	t.s, t.i, t.runes, t.end = s, 0, 0, -1
	t.padded = append(append(t.padded[:0], s...), make([]byte, padding)...)
	first, signs, numbers := len(t.toks), len(t.signs), len(t.numbers)
	for t.i < len(s) {
		switch c := s[t.i]; {
		case c == ' ' || c == '\n':
			t.i++
			t.runes++
		case (c|' ')-'a' < 26 || c >= utf8.RuneSelf:
			t.word(first)
		case c-'0' < 10:
			t.number(first)
		default:
			t.sign(first)
		}
	}
	p := Para{Text: s, Tokens: t.toks[first:len(t.toks):len(t.toks)]}
	p.signs, p.numbers = t.signs[signs:len(t.signs):len(t.signs)], t.numbers[numbers:len(t.numbers):len(t.numbers)]
	from := len(t.sentences)
	t.sentences = p.appendSentences(t.sentences)
	p.sentences = t.sentences[from:len(t.sentences):len(t.sentences)]
	return p
}

// word reads words with single spaces between them, as long as they were read
// before, as most were, and the word or other token that is not of ASCII behind
// them. first is the first token of the paragraph.
func (t *tokenizer) word(first int) {
	i, runes, toks, padded := t.i, t.runes, t.toks, t.padded
	glued, virtual := t.end == i, t.follows(Number)
	for {
		w, size := spelling{low: binary.LittleEndian.Uint64(padded[i:])}, 0
		if size = letterBytes(w.low); size < 8 {
			w.low &= 1<<(8*size&63) - 1
		} else {
			w, size = lettersAt(padded, i)
		}
		k := t.words.find(w)
		end := i + size
		next := padded[end]
		if k == nil || size == 0 || next != ' ' && !endsWord(t.s, end) {
			t.i, t.runes, t.toks = i, runes, toks
			t.rare(first, w, size)
			return
		}
		if len(toks) == cap(toks) {
			toks = slices.Grow(toks, 1)
		}
		toks = toks[:len(toks)+1]
		toks[len(toks)-1] = Token{
			Start: int32(i), End: int32(end), runes: runes, Class: Word, Case: k.token.Case, Glued: glued, Virtual: virtual,
			Key: k.token.Key, sum: k.token.sum,
		}
		t.end, t.last = end, Word
		i, runes = end, runes+k.token.runes
		if next == ' ' {
			i++
			runes++
			if next = padded[i]; (next|' ')-'a' < 26 || next >= utf8.RuneSelf {
				glued, virtual = false, false
				continue
			}
		}
		t.i, t.runes, t.toks = i, runes, toks
		return
	}
}

// rare reads the word, whose letters are w, of run bytes, or the sign that is
// not of ASCII, at t.i.
func (t *tokenizer) rare(first int, w spelling, run int) {
	if n := wordSize(t.s[t.i:]); n > 0 {
		t.unknown(n, w, run)
		return
	}
	t.sign(first)
}

// unknown reads a word of size bytes of letters that is not remembered, and
// remembers it where its spelling w, of run bytes, tells all of it. Capitals run
// on over digits as one code (TM15), and the unit signs m2, km2, m3 … keep
// their digit. Other letters stop at a digit.
func (t *tokenizer) unknown(size int, w spelling, run int) {
	rest, virtual := t.s[t.i:], t.follows(Number)
	if j := size; j < len(rest) && rest[j] > ' ' {
		switch r, n := utf8.DecodeRuneInString(rest[j:]); {
		case (r == '²' || r == '³') && isMetre(rest[:j]), (r == '2' || r == '3') && isMetre(rest[:j]) && !digitAt(rest, j+1):
			size += n
		case isDigit(r) && isCodeHead(rest[:j]):
			for ; j < len(rest) && (isDigit(rune(rest[j])) || 'A' <= rest[j] && rest[j] <= 'Z'); j++ {
			}
			k := newKnown(rest[:j])
			k.token.Class = Code
			t.add(j, &k.token, false)
			return
		}
	}
	if cut := splitGlued(rest[:size]); cut > 0 {
		k, behind := newKnown(rest[:cut]), newKnown(rest[cut:size])
		t.add(cut, &k.token, virtual)
		t.add(size-cut, &behind.token, true)
		return
	}
	k := newKnown(rest[:size])
	if size == run && endsWord(rest, size) {
		k.written, k.token.Key = w, strings.Clone(k.token.Key)
		t.words.keep(k)
	}
	t.add(size, &k.token, virtual)
}

// number reads digits with single dots or commas between them.
func (t *tokenizer) number(first int) {
	t.numbers = append(t.numbers, int32(len(t.toks)-first))
	j := t.i + 1
	for j < len(t.s) && (t.s[j]-'0' < 10 || (t.s[j] == '.' || t.s[j] == ',') && digitAt(t.s, j+1)) {
		j++
	}
	s := t.s[t.i:j]
	t.add(len(s), &Token{Class: Number, Key: s, sum: sum(s), runes: uint32(len(s))}, t.follows(Word))
}

// sign reads a sign or a rare kind of space.
func (t *tokenizer) sign(first int) {
	r, n := utf8.DecodeRuneInString(t.s[t.i:])
	if unicode.IsSpace(r) {
		t.i += n
		t.runes++
		return
	}
	t.signs = append(t.signs, int32(len(t.toks)-first))
	s := t.s[t.i : t.i+n]
	t.add(n, &Token{Class: Punct, Key: s, sum: sum(s), runes: 1}, false)
}

// follows reports whether a token of class c ends where the next begins.
func (t *tokenizer) follows(c Class) bool { return t.end == t.i && t.last == c }

// add adds a token of size bytes at t.i: k, whose runes are its own, but for
// its place.
func (t *tokenizer) add(size int, k *Token, virtual bool) {
	t.toks = append(t.toks, *k)
	end := t.i + size
	tok := &t.toks[len(t.toks)-1]
	tok.Start, tok.End, tok.runes = int32(t.i), int32(end), t.runes
	tok.Glued, tok.Virtual = t.end == t.i, virtual
	t.i, t.end, t.last = end, end, k.Class
	t.runes += k.runes
}

// wordSize gives the bytes of the letters that s begins with.
func wordSize(s string) int {
	for i := 0; i < len(s); {
		l, n := letterAt(s, i)
		if !l.is() {
			return i
		}
		i += n
	}
	return len(s)
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
