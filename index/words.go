package index

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/document"
	"github.com/blevesearch/bleve/v2/index/scorch"
	bleveindex "github.com/blevesearch/bleve_index_api"
)

// words is the bleve half of the index.
type words struct {
	index bleve.Index
}

// field is a field of words.bleve. Text fields come in pairs, exact and
// folded; each holds syllables and compounds, those of wordings also adjacent
// pairs.
type field struct{ exact, folded string }

// The fields. Articles have body (title and body), title, place, site and day;
// a wording has the field of its kind.
var (
	bodyField  = field{"x", "f"}
	titleField = field{"tx", "tf"}

	wordingFields = map[wordingKind]field{
		indicatorWording: {"ix", "if"},
		officeWording:    {"ox", "of"},
		nameWording:      {"nx", "nf"},
		meetingWording:   {"mx", "mf"},
	}
)

const (
	articleField = "a" // the one term of which every article has
	placeField   = "p" // keys of the article's place, with and without its type
	unitField    = "g" // the same, once an article
	siteField    = "s"
	dayField     = "d" // YYYY-MM-DD
	yearField    = "y"
	sourceField  = "c" // folded
	kindField    = "k" // of the meeting
)

func (f field) of(fold bool) string {
	if fold {
		return f.folded
	}
	return f.exact
}

// mostDocuments bounds the documents of a segment that merging makes. A merge
// maps all that it reads: of larger segments that would be more than a gigabyte
// at once, and the last of many articles would wait longer than the first.
const mostDocuments = 300_000

// wordsConfig is how bleve opens its files. Without bolt_timeout a second
// process would wait for ever.
func wordsConfig(readOnly bool, wait time.Duration) map[string]any {
	return map[string]any{
		"read_only":              readOnly,
		"bolt_timeout":           max(wait, 200*time.Millisecond).String(),
		"scorchMergePlanOptions": map[string]any{"maxSegmentSize": mostDocuments},
	}
}

// createWords makes an empty words.bleve. Documents come with their fields
// analysed, so the mapping says no more than how to score.
func createWords(path string) error {
	m := bleve.NewIndexMapping()
	m.ScoringModel = bleveindex.BM25Scoring
	m.IndexDynamic, m.StoreDynamic, m.DocValuesDynamic = false, false, false
	ix, err := bleve.NewUsing(path, m, scorch.Name, scorch.Name, wordsConfig(false, 0))
	if err != nil {
		return err
	}
	return ix.Close()
}

// openWords opens words.bleve. Errors wrap ErrLocked or ErrDamaged.
func openWords(path string, readOnly bool, wait time.Duration) (*words, error) {
	ix, err := bleve.OpenUsing(path, wordsConfig(readOnly, wait))
	switch {
	case err == nil:
		return &words{ix}, nil
	case err.Error() == "timeout": // bbolt's ErrTimeout; bleve does not export it
		return nil, ErrLocked
	case errors.Is(err, fs.ErrPermission):
		return nil, err
	}
	return nil, fmt.Errorf("%w: %s: %w", ErrDamaged, filepath.Base(path), err)
}

// free reports ErrLocked where another process has the words.bleve at path
// open, and nil where it has not, or where there is none.
func free(path string, wait time.Duration) error {
	if _, err := os.Stat(path); err != nil {
		return nil
	}
	w, err := openWords(path, false, wait)
	if err == nil {
		return w.close()
	}
	if errors.Is(err, ErrLocked) {
		return fmt.Errorf("%w: another process is making one in %s", err, filepath.Dir(path))
	}
	return nil
}

func (w *words) close() error { return w.index.Close() }

// write puts a batch on the disk. A batch that bleve cannot write, because the
// disk is full, it takes apart while others still look at it (scorch, Batch and
// prepareSegment of v2.6.1), which makes them panic: they fail as it did.
func (w *words) write(b *bleve.Batch) (err error) {
	defer func() {
		if what := recover(); what != nil {
			err = fmt.Errorf("%w: %v", errWords, what)
		}
	}()
	return w.index.Batch(b)
}

// errWords: a batch could not be written, for another could not before it.
var errWords = errors.New("the index takes no more words")

// textField is a text that is cut and counted already; bleve gets how often
// each term occurs, and no positions: sequences have them.
type textField struct {
	name  string
	n     int // tokens
	freqs bleveindex.TokenFrequencies
}

// Name implements bleve's index.Field.
func (f *textField) Name() string { return f.name }

// Value implements bleve's index.Field: nothing is stored.
func (f *textField) Value() []byte { return nil }

// ArrayPositions implements bleve's index.Field.
func (f *textField) ArrayPositions() []uint64 { return nil }

// EncodedFieldType implements bleve's index.Field.
func (f *textField) EncodedFieldType() byte { return 't' }

// Options implements bleve's index.Field.
func (f *textField) Options() bleveindex.FieldIndexingOptions { return bleveindex.IndexField }

// AnalyzedLength implements bleve's index.Field.
func (f *textField) AnalyzedLength() int { return f.n }

// AnalyzedTokenFrequencies implements bleve's index.Field.
func (f *textField) AnalyzedTokenFrequencies() bleveindex.TokenFrequencies { return f.freqs }

// NumPlainTextBytes implements bleve's index.Field.
func (f *textField) NumPlainTextBytes() uint64 { return 0 }

// Size implements bleve's document.Field.
func (f *textField) Size() int { return 0 }

// Analyze implements bleve's index.Field.
func (f *textField) Analyze() {}

// frequencies counts the terms of tokens that were cut last, folded if fold.
func (z *tokenizer) frequencies(fold bool, texts ...[]token) bleveindex.TokenFrequencies {
	if len(z.counts) < len(z.terms) {
		z.counts = make([]int32, 2*len(z.terms))
	}
	met := z.met[:0]
	for _, toks := range texts {
		for i := range toks {
			n := toks[i].keyN
			if fold {
				n = toks[i].foldedN
			}
			if z.counts[n]++; z.counts[n] == 1 {
				met = append(met, n)
			}
		}
	}
	freqs := make(bleveindex.TokenFrequencies, len(met))
	for _, n := range met {
		freqs[z.terms[n]] = times(int(z.counts[n]))
		z.counts[n] = 0
	}
	z.met = met
	return freqs
}

// frequenciesOf counts terms.
func frequenciesOf(terms []string) bleveindex.TokenFrequencies {
	freqs := make(bleveindex.TokenFrequencies, len(terms))
	for _, t := range terms {
		n := 1
		if tf := freqs[t]; tf != nil {
			n += tf.Frequency()
		}
		freqs[t] = times(n)
	}
	return freqs
}

// often are the frequencies of most terms. All documents share them: bleve reads
// nothing else of a term without positions, and writes nothing.
var often = func() (fs [64]bleveindex.TokenFreq) {
	for n := range fs {
		fs[n].SetFrequency(n)
	}
	return fs
}()

// times is a frequency. Its Term is the key it stands under, and nobody asks for
// it.
func times(n int) *bleveindex.TokenFreq {
	if n < len(often) {
		return &often[n]
	}
	tf := new(bleveindex.TokenFreq)
	tf.SetFrequency(n)
	return tf
}

// single is the analyzer of fields that hold one term as it stands.
type single struct{}

// Analyze implements bleve's analysis.Analyzer.
func (single) Analyze(input []byte) analysis.TokenStream {
	return analysis.TokenStream{{Term: input, Position: 1}}
}

// addText adds the two fields of a text cut by z.
func addText(d *document.Document, f field, z *tokenizer, texts ...[]token) {
	n := 0
	for _, toks := range texts {
		n += len(toks)
	}
	for _, fold := range []bool{false, true} {
		d.AddField(&textField{name: f.of(fold), n: n, freqs: z.frequencies(fold, texts...)})
	}
}

func addTerm(d *document.Document, name, term string, position int) {
	if term == "" {
		return
	}
	d.AddField(document.NewTextFieldCustom(name, []uint64{uint64(position)}, []byte(term),
		bleveindex.IndexField|bleveindex.SkipFreqNorm, single{}))
}

// articleDocument is the document of an article, whose title and body z has cut.
func articleDocument(r *articleRow, z *tokenizer) *document.Document {
	d := document.NewDocument(articlePrefix + r.article.ID)
	addText(d, bodyField, z, z.title, z.body)
	addText(d, titleField, z, z.title)
	addTerm(d, articleField, articleField, 0)
	addTerm(d, siteField, r.site, 0)
	addTerm(d, placeField, r.place.full, 0)
	if r.place.bare != r.place.full {
		addTerm(d, placeField, r.place.bare, 1)
	}
	addTerm(d, unitField, r.place.full, 0)
	addTerm(d, dayField, r.day, 0)
	if len(r.day) >= 4 {
		addTerm(d, yearField, r.day[:4], 0)
	}
	addTerm(d, sourceField, foldedSource(&r.article), 0)
	if m := r.article.Meeting; m != nil {
		addTerm(d, kindField, m.Kind, 0)
	}
	return d
}

// wordingDocument is the document of a wording. It has pairs of adjacent words,
// too: they are cheap only for short texts.
func wordingDocument(w wording) *document.Document {
	d := document.NewDocument(wordingPrefix + w.id)
	toks := tokenize(w.text)
	for _, fold := range []bool{false, true} {
		d.AddField(&textField{name: wordingFields[w.kind].of(fold), n: len(toks), freqs: frequenciesOf(terms(toks, fold))})
	}
	return d
}

// Prefixes of document identifiers.
const (
	articlePrefix = "a"
	wordingPrefix = "w"
)

// lengthsOf gives the analysed lengths of an article's text fields, which BM25
// needs.
func lengthsOf(d *document.Document) lengths {
	l := lengths{Articles: 1}
	for _, f := range d.Fields {
		switch f.Name() {
		case bodyField.exact:
			l.Body = f.AnalyzedLength()
		case titleField.exact:
			l.Title = f.AnalyzedLength()
		}
	}
	return l
}

// lengths is the number of articles, of their terms and of wordings. Exact and
// folded fields have the same.
type lengths struct{ Articles, Body, Title, Wordings int }

func (l lengths) plus(m lengths, times int) lengths {
	return lengths{l.Articles + times*m.Articles, l.Body + times*m.Body, l.Title + times*m.Title, l.Wordings + times*m.Wordings}
}
