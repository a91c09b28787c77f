package index

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"khotin/extract/text"
)

// token is one term of a text. Compounds such as "28-NQ/TU" or "41.000m²" give
// a token of their own with whole set, followed by their parts.
type token struct {
	word            // its forms
	start, end int  // bytes of the text
	whole      bool // a compound; its parts follow
	parts      int  // of a whole: how many parts follow
	breaks     bool // a sentence ends before it: no pair with the token before
}

// word is a run of letters or digits in the forms that it is looked up by.
type word struct {
	key    string // exact form, see key
	folded string // key without diacritics
	sign   signature

	keyN, foldedN int32 // of the two among the terms of its tokenizer
}

func newWord(s string) word { return keyWord(key(s)) }

// keyWord makes a word of its key.
func keyWord(key string) word {
	w := word{key: key, folded: fold(key)}
	w.sign = sign(w.key, w.folded)
	return w
}

// fold gives a key without diacritics.
func fold(key string) string {
	for i := 0; i < len(key); i++ {
		if key[i] >= utf8.RuneSelf {
			return text.Fold(key)
		}
	}
	return key
}

// tokenizer cuts texts and remembers the words it has met: news say the same
// few thousand syllables over and over. One goroutine at a time may use it.
type tokenizer struct {
	known  map[string]word
	terms  []string         // keys and folded keys of the known words
	places map[string]int32 // of the terms, there

	// Of article, for the next one.
	title, body []token
	counts      []int32 // of terms
	met         []int32 // terms with a count
}

// mostKnown bounds the words that a tokenizer remembers before it cuts a text.
const mostKnown = 50000

func (z *tokenizer) word(s string) word {
	if z == nil {
		return newWord(s)
	}
	w, ok := z.known[s]
	if !ok {
		s = strings.Clone(s) // the text is not kept for it
		w = newWord(s)
		w.keyN, w.foldedN = z.place(w.key), z.place(w.folded)
		z.known[s] = w
	}
	return w
}

func (z *tokenizer) place(term string) int32 {
	n, ok := z.places[term]
	if !ok {
		n = int32(len(z.terms))
		z.terms = append(z.terms, term)
		z.places[term] = n
	}
	return n
}

// begin forgets the words that were met where they are too many.
func (z *tokenizer) begin() {
	if z.known == nil || len(z.known) >= mostKnown {
		z.known, z.terms, z.places = map[string]word{}, nil, map[string]int32{}
	}
}

// article cuts title and body of an article. The tokens are good until the next
// one.
func (z *tokenizer) article(title, body string) (inTitle, inBody []token) {
	z.begin()
	z.title, z.body = z.cut(z.title[:0], title), z.cut(z.body[:0], body)
	return z.title, z.body
}

// maxCompound bounds the bytes of a compound that is a term of its own; longer
// ones are addresses of pages and the like.
const maxCompound = 40

// tokenize cuts s, which must be in the form of text.Normalize, into terms.
//
// A term is a run of letters, or a run of digits with points and commas
// between digits: "1.234,5" and "641,769" stay whole. Hyphens and slashes
// between letters or digits, and the border between letters and digits, make a
// compound: it is a term as a whole, and so are its parts.
func tokenize(s string) []token { return (*tokenizer)(nil).tokenize(s) }

func (z *tokenizer) tokenize(s string) []token {
	if z != nil {
		z.begin()
	}
	return z.cut(make([]token, 0, len(s)/4+2), s)
}

// cut appends the terms of s.
func (z *tokenizer) cut(toks []token, s string) []token {
	breaks := false
	last := 0 // letters of the term before, 0 for none
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if !isWordRune(r) {
			switch r {
			case '.':
				// The point of an abbreviation ("TP. Hải Phòng") ends nothing.
				breaks = breaks || last > 3
			case '!', '?', ';', ':', '…', '\n':
				breaks = true
			}
			i += n
			continue
		}
		end := runEnd(s, i)
		k := len(toks)
		toks = z.appendRun(toks, s, i, end)
		toks[k].breaks = breaks
		breaks, last = false, end-i
		i = end
	}
	return toks
}

func isWordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) || r == '²' || r == '³'
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// runEnd gives the end of the run that starts at i: word runes, and joiners
// with a word rune on both sides.
func runEnd(s string, i int) int {
	before := byte(0) // first byte of the rune before, to tell digits
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		if !isWordRune(r) && !joins(s, i, r, n, before) {
			break
		}
		before = s[i]
		i += n
	}
	return i
}

// joins reports whether the rune r of n bytes at i holds a run together.
func joins(s string, i int, r rune, n int, before byte) bool {
	next, _ := utf8.DecodeRuneInString(s[i+n:])
	if !isWordRune(next) || before == 0 {
		return false
	}
	switch r {
	case '-', '–', '/':
		return true
	case '\'', '’':
		return !isDigit(before) && unicode.IsLetter(next)
	case '.', ',':
		return isDigit(before) && next < utf8.RuneSelf && isDigit(byte(next))
	}
	return false
}

// appendRun appends the terms of the run s[start:end].
func (z *tokenizer) appendRun(toks []token, s string, start, end int) []token {
	k := len(toks)
	for i := start; i < end; {
		j := partEnd(s, i, end)
		toks = append(toks, token{word: z.word(s[i:j]), start: i, end: j})
		i = j
		for i < end && !isWordRune(runeAt(s, i)) { // joiners
			_, n := utf8.DecodeRuneInString(s[i:])
			i += n
		}
	}
	parts := len(toks) - k
	if parts == 1 || end-start > maxCompound {
		return toks
	}
	whole := token{word: z.word(s[start:end]), start: start, end: end, whole: true, parts: parts}
	toks = append(toks, token{})
	copy(toks[k+1:], toks[k:])
	toks[k] = whole
	return toks
}

func runeAt(s string, i int) rune {
	r, _ := utf8.DecodeRuneInString(s[i:])
	return r
}

// partEnd gives the end of the part at i: digits with points and commas, or
// letters.
func partEnd(s string, i, end int) int {
	digits := isDigit(s[i])
	for i < end {
		c := s[i]
		if c < utf8.RuneSelf {
			switch {
			case isDigit(c) != digits && c != '.' && c != ',' && c != '\'',
				c == '-', c == '/':
				return i
			}
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == '–' || digits {
			return i
		}
		i += n
	}
	return i
}

// compounds writes signs that are typed in several ways in one.
var compounds = strings.NewReplacer("–", "-", "²", "2", "³", "3", "’", "'")

// key gives the form of a word in which spellings of one word are the same:
// text.Key, "–" as "-", "²" as "2", final i as y.
func key(s string) string {
	k := text.Key(s)
	if strings.ContainsAny(k, "–²³’") {
		k = compounds.Replace(k)
	}
	return oneVowel(k)
}

// finalI are the ways to write i where it may as well be y, by tone.
var finalI = map[string]string{"i": "y", "ì": "ỳ", "í": "ý", "ỉ": "ỷ", "ĩ": "ỹ", "ị": "ỵ"}

// oneVowel writes y for an i that is the whole rhyme behind h, k, l, m, s, t or
// qu: "kĩ thuật" is "kỹ thuật", "qui định" is "quy định". School books write the
// one, portals mostly the other.
func oneVowel(key string) string {
	onset := 1
	switch {
	case len(key) < 2 || len(key) > len("quỉ"):
		return key
	case strings.HasPrefix(key, "qu"):
		onset = 2
	case !strings.Contains("hklmst", key[:1]):
		return key
	}
	if y, ok := finalI[key[onset:]]; ok {
		return key[:onset] + y
	}
	return key
}

// terms gives every term of the tokens in order: the keys (folded if fold),
// and after each token its pair with the one before, "ngân sách". Compounds
// are in no pair, their parts are.
func terms(toks []token, fold bool) []string {
	out := make([]string, 0, 2*len(toks))
	before := ""
	for i := range toks {
		t := &toks[i]
		k := t.key
		if fold {
			k = t.folded
		}
		if t.breaks {
			before = ""
		}
		out = append(out, k)
		if t.whole {
			continue
		}
		if before != "" {
			out = append(out, before+" "+k)
		}
		before = k
	}
	return out
}

// marked reports whether the token's spelling says that its writer types
// diacritics.
func (t *token) marked() bool { return t.folded != t.key }

// syllabic reports whether the token could carry diacritics at all: it has a
// vowel, and no digit. "ubnd" and "28" look the same with and without.
func (t *token) syllabic() bool {
	f := t.folded
	return strings.ContainsAny(f, "aeiouy") && !strings.ContainsAny(f, "0123456789")
}
