package index

import (
	"context"
	"unicode/utf8"

	bleveindex "github.com/blevesearch/bleve_index_api"

	"khotin/extract/text"
	"khotin/index/query"
)

// Suggest gives a query in which every word that no article has, with whatever
// diacritics, is replaced by the most frequent word that is spelled almost so;
// it reports false where there is nothing to replace.
func (x *Index) Suggest(_ context.Context, q string) (string, bool, error) {
	n, err := parse(q)
	if n == nil || err != nil {
		return q, false, err
	}
	s, done, err := x.newAsking()
	if err != nil {
		return q, false, err
	}
	defer done()
	rs := []rune(q)
	changed := false
	words := wordsOf(n)
	for i := len(words) - 1; i >= 0; i-- { // from the end: places before stay
		w := words[i]
		toks := tokenize(text.Normalize(w.Text))
		if len(toks) != 1 || !toks[0].syllabic() {
			continue
		}
		better, err := s.almost(&toks[0])
		if err != nil {
			return q, false, err
		}
		if better != "" {
			rs = append(rs[:w.Pos:w.Pos], append([]rune(better), rs[w.Pos+utf8.RuneCountInString(w.Text):]...)...)
			changed = true
		}
	}
	return string(rs), changed, nil
}

// wordsOf gives the words that a query looks for, in their order.
func wordsOf(n query.Node) (out []query.Word) {
	var inside []query.Node
	switch n := n.(type) {
	case query.Word:
		return []query.Word{n}
	case query.And:
		inside = n
	case query.Or:
		inside = n
	}
	for _, c := range inside {
		out = append(out, wordsOf(c)...)
	}
	return out
}

// almost gives the most frequent word within one letter of a word that no
// article has, of a long one within two; "" for a word that some article has,
// or that is like none.
func (s *asking) almost(t *token) (string, error) {
	if n, err := s.frequency(bodyField, term{key: t.folded, fold: true}); err != nil || n > 0 {
		return "", err
	}
	reader, ok := s.reader.(bleveindex.IndexReaderFuzzy)
	if !ok {
		return "", nil
	}
	for letters := 1; letters <= 2 && utf8.RuneCountInString(t.folded) >= 3*letters; letters++ {
		// A word typed with diacritics is answered with them.
		for _, fold := range []bool{!t.marked(), true} {
			typed := t.key
			if fold {
				typed = t.folded
			}
			best, err := s.mostFrequent(reader, fold, typed, letters)
			if err != nil || best != "" {
				return best, err
			}
		}
	}
	return "", nil
}

// mostFrequent gives the most frequent term of a body field within so many
// letters of another.
func (s *asking) mostFrequent(r bleveindex.IndexReaderFuzzy, fold bool, typed string, letters int) (string, error) {
	dict, err := r.FieldDictFuzzy(bodyField.of(fold), typed, letters, "")
	if err != nil {
		return "", err
	}
	defer dict.Close()
	best, most := "", 0.0
	for {
		e, err := dict.Next()
		if err != nil || e == nil {
			return best, err
		}
		if t := (&token{word: keyWord(e.Term)}); !t.syllabic() {
			continue
		}
		// bleve leaves the counts of such terms out.
		n, err := s.frequency(bodyField, term{key: e.Term, fold: fold})
		if err != nil {
			return "", err
		}
		if n > most {
			best, most = e.Term, n
		}
	}
}
