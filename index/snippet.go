package index

import (
	"strings"
	"unicode/utf8"

	"khotin/extract"
)

// snippetRunes is the length of a snippet in code points, before it is cut at
// words: about two lines of a terminal.
const snippetRunes = 180

// snippet is the part of an article that answers a query best.
type snippet struct {
	text   string
	from   int // byte of the text where it begins
	marks  []extract.Span
	folded bool // some word is found only with other diacritics
}

// newSnippet looks for the words sought in the tokens of s, whose first title
// bytes are the title; the snippet comes from the rest.
func newSnippet(s string, toks []token, w sought, title int) snippet {
	var found []int // indices of tokens
	exact, folded := map[string]bool{}, map[string]bool{}
	for i := range toks {
		t := &toks[i]
		if _, ok := w.keys[t.key]; ok {
			exact[t.folded] = true
		} else if len(w.folds) == 0 {
			continue
		} else {
			f := t.folded
			typed, ok := w.folds[f]
			if !ok {
				continue
			}
			folded[f] = typed
		}
		found = append(found, i)
	}
	var out snippet
	for f, typed := range folded {
		out.folded = out.folded || typed && !exact[f]
	}
	from, to := bestWindow(s, toks, found, title)
	out.text, out.from = s[from:to], from
	last := from
	for _, i := range found {
		if t := &toks[i]; t.start >= last && t.end <= to {
			a := utf8.RuneCountInString(s[from:t.start])
			out.marks = append(out.marks, extract.Span{a, a + utf8.RuneCountInString(s[t.start:t.end])})
			last = t.end
		}
	}
	if out.marks == nil {
		out.marks = []extract.Span{}
	}
	return out
}

// bestWindow gives the bytes of the window worth most, the first of them; it
// lies in one paragraph.
func bestWindow(s string, toks []token, found []int, title int) (from, to int) {
	best := -1
	start := -1
	for k, i := range found {
		first := &toks[i]
		if first.start < title {
			continue // the title is shown anyway
		}
		if n := worth(s, toks, found[k:]); n > best {
			best, start = n, first.start
		}
	}
	if start < 0 {
		start = min(title+1, len(s))
		for start < len(s) && s[start] == '\n' {
			start++
		}
	}
	// A few words before, but not of another paragraph.
	from = start
	for n := 0; from > title && n < snippetRunes/4; n++ {
		r, size := utf8.DecodeLastRuneInString(s[:from])
		if r == '\n' {
			break
		}
		from -= size
	}
	if from > title+1 && s[from-1] != '\n' {
		for from < start && s[from-1] != ' ' {
			_, size := utf8.DecodeRuneInString(s[from:])
			from += size
		}
	}
	return from, from + len(cut(s[from:], snippetRunes))
}

// worth counts the different words found in the window that begins with the
// first of them, and the different pairs of them that stand side by side: what
// is spelled like a word of the query stands alone, what the query means does
// not.
func worth(s string, toks []token, found []int) int {
	kinds := map[string]bool{}
	for k, i := range found {
		t := &toks[i]
		// Letters of three bytes and less: the window is cut in runes later.
		if t.start > toks[found[0]].start+2*snippetRunes {
			break
		}
		if k > 0 {
			before := &toks[found[k-1]]
			if before.end < t.start && strings.Contains(s[before.end:t.start], "\n") {
				break
			}
			if found[k-1] == i-1 && !before.whole && !t.breaks {
				kinds[before.folded+" "+t.folded] = true
			}
		}
		kinds[t.folded] = true
	}
	return len(kinds)
}

// cut gives the beginning of s: n code points, cut at a word, and at the end
// of the paragraph.
func cut(s string, n int) string {
	space := -1
	count := 0
	for i, r := range s {
		if r == '\n' {
			return s[:i]
		}
		if count == n {
			if space > 0 {
				return s[:space]
			}
			return s[:i]
		}
		if r == ' ' {
			space = i
		}
		count++
	}
	return s
}
