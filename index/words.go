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

// textField is a text that is cut into tokens already; bleve gets how often
// each occurs, and no positions: sequences have them.
type textField struct {
	name  string
	texts [][]token
	fold  bool
	pairs bool // its pairs of adjacent words, too: cheap only for short texts

	n     int
	freqs bleveindex.TokenFrequencies
	room  []bleveindex.TokenFreq // for the next of freqs
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
func (f *textField) Analyze() {
	f.n = 0
	for _, toks := range f.texts {
		f.n += len(toks)
	}
	f.freqs = make(bleveindex.TokenFrequencies, f.n/2)
	f.room = make([]bleveindex.TokenFreq, 0, f.n/2+8)
	for _, toks := range f.texts {
		if f.pairs {
			for _, k := range terms(toks, f.fold) {
				f.count(k)
			}
			continue
		}
		for i := range toks {
			if f.fold {
				f.count(toks[i].folded)
			} else {
				f.count(toks[i].key)
			}
		}
	}
}

func (f *textField) count(term string) {
	tf := f.freqs[term]
	if tf == nil {
		if len(f.room) == cap(f.room) {
			f.room = make([]bleveindex.TokenFreq, 0, 64)
		}
		f.room = append(f.room, bleveindex.TokenFreq{})
		tf = &f.room[len(f.room)-1] // its Term is the key, and nobody asks for it
		f.freqs[term] = tf
	}
	tf.SetFrequency(tf.Frequency() + 1)
}

// single is the analyzer of fields that hold one term as it stands.
type single struct{}

// Analyze implements bleve's analysis.Analyzer.
func (single) Analyze(input []byte) analysis.TokenStream {
	return analysis.TokenStream{{Term: input, Position: 1}}
}

func addText(d *document.Document, f field, pairs bool, texts ...[]token) {
	for _, fold := range []bool{false, true} {
		d.AddField(&textField{name: f.of(fold), texts: texts, fold: fold, pairs: pairs})
	}
}

func addTerm(d *document.Document, name, term string, position int) {
	if term == "" {
		return
	}
	d.AddField(document.NewTextFieldCustom(name, []uint64{uint64(position)}, []byte(term),
		bleveindex.IndexField|bleveindex.SkipFreqNorm, single{}))
}

// articleDocument is the document of an article: title and body are cut.
func articleDocument(r *articleRow, title, body []token) *document.Document {
	d := document.NewDocument(articlePrefix + r.article.ID)
	addText(d, bodyField, false, title, body)
	addText(d, titleField, false, title)
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

// wordingDocument is the document of a wording.
func wordingDocument(w wording) *document.Document {
	d := document.NewDocument(wordingPrefix + w.id)
	addText(d, wordingFields[w.kind], true, tokenize(w.text))
	return d
}

// Prefixes of document identifiers.
const (
	articlePrefix = "a"
	wordingPrefix = "w"
)

// lengthsOf gives the analysed lengths of an article's text fields, which BM25
// needs; d must have been indexed.
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
