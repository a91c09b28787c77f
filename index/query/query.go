// Package query is the language that a search is typed in: text to tree. It
// knows nothing of the index that answers.
//
//	ngân sách            words; the index decides how many must occur
//	"thu ngân sách"      a phrase: these words side by side, in this order
//	-quảng cáo           articles with quảng are left out, cáo is a word
//	thu OR chi           either; binds looser than standing side by side
//	(cảng OR bến) biển   parentheses group; what stands side by side in them
//	                     might as well stand there without
//	title:cảng           a field; see Fields
//	date:2019..2021      a range; either end may be left out
//	value>500 tỷ đồng    an amount with its unit; also < <= >= =
package query

import (
	"fmt"
	"strings"
	"unicode"

	"khotin/extract/text"
)

// Node is a node of the tree: And, Or, Not, Word or Phrase.
type Node interface {
	// String writes the node in the query language, fully bracketed.
	String() string
}

// And holds nodes that stand side by side; it is never empty, and none of them
// is an And.
type And []Node

// Or holds alternatives, two or more.
type Or []Node

// Not leaves out what its node finds. It stands only in an And that also
// holds something else.
type Not struct{ Node Node }

// Word is a run without white space, as typed: "ngân", "28-NQ/TU". Pos is its
// place in the query in code points.
type Word struct {
	Text string
	Pos  int
}

// Phrase is what stood between quotation marks, without them.
type Phrase struct {
	Text string
	Pos  int
}

func (a And) String() string    { return join(a, " ") }
func (o Or) String() string     { return join(o, " OR ") }
func (n Not) String() string    { return "-" + n.Node.String() }
func (w Word) String() string   { return w.Text }
func (p Phrase) String() string { return `"` + p.Text + `"` }

func join(nodes []Node, by string) string {
	s := make([]string, len(nodes))
	for i, n := range nodes {
		s[i] = n.String()
	}
	return "(" + strings.Join(s, by) + ")"
}

// Field asks for a word or phrase in one field of an article.
type Field struct {
	Name string // one of Fields, without date and value
	Text string
	Pos  int
}

// Days asks for articles published, or figures about, From to To: inclusive
// days as YYYY-MM-DD, "" for an open end.
type Days struct {
	From, To string
	Pos      int
}

// Value asks for figures of a size.
type Value struct {
	Op     string       // "=", "<", "<=", ">", ">=" or ".."
	Number text.Decimal // in Unit
	Upper  text.Decimal // of ".."
	Unit   string       // as typed, "" for none
	Pos    int
}

// Fields are the names of fields.
var Fields = []string{"date", "doc", "kind", "official", "place", "site", "source", "title", "value"}

func (f Field) String() string { return f.Name + `:"` + f.Text + `"` }
func (d Days) String() string  { return "date:" + d.From + ".." + d.To }

func (v Value) String() string {
	if v.Op == ".." {
		return strings.TrimRight("value:"+comma(v.Number)+".."+comma(v.Upper)+" "+v.Unit, " ")
	}
	return strings.TrimRight("value"+v.Op+comma(v.Number)+" "+v.Unit, " ")
}

// comma writes a number as it is typed.
func comma(d text.Decimal) string { return strings.Replace(d.String(), ".", ",", 1) }

// Error tells what is wrong with a query, where, and what to type instead.
type Error struct {
	Pos  int    // code points from the start of the query
	Msg  string // what is wrong
	Hint string // what to do about it
}

// Error implements error.
func (e *Error) Error() string { return fmt.Sprintf("query, position %d: %s", e.Pos+1, e.Msg) }

// maxDepth bounds nested parentheses, so that no query can exhaust the stack.
const maxDepth = 50

// mostWords bounds a query: a page pasted whole is no question, and every word
// of one is looked up.
const mostWords = 1000

// Head gives the beginning of a query as far as it may be read, and where it
// ends in code points, -1 for the whole.
func Head(s string) (string, int) {
	words, pos, within := 0, 0, false
	for i, r := range s {
		in := unicode.IsLetter(r) || unicode.IsDigit(r) || within && unicode.IsMark(r)
		if in && !within {
			if words++; words > mostWords {
				return s[:i], pos
			}
		}
		within = in
		pos++
	}
	return s, -1
}

// Parse reads a query. A query without any word gives a nil Node. Errors are
// of type *Error.
func Parse(s string) (Node, error) {
	if _, pos := Head(s); pos >= 0 {
		return nil, &Error{pos, fmt.Sprintf("more than %d words", mostWords), "ask with fewer words"}
	}
	p := &parser{toks: scan(s)}
	n, err := p.or(0)
	if err != nil {
		return nil, err
	}
	if t := p.peek(); t.kind == closing {
		return nil, &Error{t.pos, `")" without "("`, `quote a parenthesis that is meant as text: "(...)"`}
	}
	return n, nil
}

type kind uint8

const (
	end kind = iota
	word
	phrase
	unclosed // a phrase whose closing mark is missing
	opening
	closing
	minus
	or
	fieldStart // the name; what follows begins with its operator
)

type token struct {
	kind kind
	text string
	pos  int
}

// quotes maps each opening quotation mark to the marks that close it.
var quotes = map[rune]string{'"': `"”“`, '“': `”"“`, '”': `”"`, '«': "»"}

// scan cuts a query into tokens, an end token last.
func scan(s string) []token {
	var toks []token
	rs := []rune(s)
	for i := 0; i < len(rs); {
		r := rs[i]
		switch {
		case isSpace(r):
			i++
		case r == '(':
			toks = append(toks, token{opening, "(", i})
			i++
		case r == ')':
			toks = append(toks, token{closing, ")", i})
			i++
		case quotes[r] != "":
			j := i + 1
			for j < len(rs) && !strings.ContainsRune(quotes[r], rs[j]) {
				j++
			}
			k := phrase
			if j == len(rs) {
				k = unclosed
			}
			toks = append(toks, token{k, string(rs[i+1 : j]), i})
			i = j + 1
		case r == '-' && i+1 < len(rs) && !isSpace(rs[i+1]) && rs[i+1] != '-' && rs[i+1] != ')':
			toks = append(toks, token{minus, "-", i})
			i++
		default:
			j := i
			for j < len(rs) && !isSpace(rs[j]) && rs[j] != '(' && rs[j] != ')' && quotes[rs[j]] == "" {
				j++
			}
			t := token{word, string(rs[i:j]), i}
			if t.text == "OR" {
				t.kind = or
			}
			if name, ok := fieldName(t.text); ok {
				t.kind, t.text = fieldStart, name
				j = i + len([]rune(name))
			}
			if t.kind != word || searchable(t.text) || t.text == "%" {
				toks = append(toks, t)
			}
			i = j
		}
	}
	return append(toks, token{end, "", len(rs)})
}

// searchable reports whether text has a letter or a digit.
func searchable(text string) bool {
	return strings.IndexFunc(text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) >= 0
}

type parser struct {
	toks []token
	i    int
}

func (p *parser) peek() token { return p.toks[p.i] }

func (p *parser) or(depth int) (Node, error) {
	var alts Or
	for {
		n, err := p.and(depth)
		if err != nil {
			return nil, err
		}
		if n != nil {
			alts = append(alts, n)
		}
		t := p.peek()
		if t.kind != or {
			if n == nil && len(alts) > 0 && p.toks[p.i-1].kind == or {
				return nil, &Error{p.toks[p.i-1].pos, "nothing stands after OR", `quote the word that is meant as text: "OR"`}
			}
			break
		}
		if n == nil {
			return nil, &Error{t.pos, "nothing stands before OR", `quote the word that is meant as text: "OR"`}
		}
		p.i++
	}
	switch len(alts) {
	case 0:
		return nil, nil
	case 1:
		return alts[0], nil
	}
	return alts, nil
}

// and reads what stands side by side, nil for nothing.
func (p *parser) and(depth int) (Node, error) {
	var nodes And
	positive := false
	start := p.peek().pos
	for {
		t := p.peek()
		if t.kind == end || t.kind == closing || t.kind == or {
			break
		}
		n, err := p.unit(depth)
		if err != nil {
			return nil, err
		}
		if n == nil {
			continue
		}
		if group, ok := n.(And); ok { // which has something to look for
			nodes = append(nodes, group...)
			positive = true
			continue
		}
		_, not := n.(Not)
		positive = positive || !not
		nodes = append(nodes, n)
	}
	if len(nodes) > 0 && !positive {
		return nil, &Error{start, "only words to leave out", "add a word to look for before the one with a minus"}
	}
	switch len(nodes) {
	case 0:
		return nil, nil
	case 1:
		return nodes[0], nil
	}
	return nodes, nil
}

func (p *parser) unit(depth int) (Node, error) {
	t := p.peek()
	p.i++
	switch t.kind {
	case word:
		if !searchable(t.text) {
			return nil, nil // a unit without its number
		}
		return Word{t.text, t.pos}, nil
	case phrase:
		if !searchable(t.text) {
			return nil, nil
		}
		return Phrase{t.text, t.pos}, nil
	case fieldStart:
		return p.field(t)
	case unclosed:
		return nil, &Error{t.pos, "quotation mark is never closed", `close the phrase with ", or leave the mark out`}
	case minus:
		if k := p.peek().kind; k != word && k != phrase && k != unclosed && k != opening && k != fieldStart {
			return nil, nil // a minus before nothing: "- )"
		}
		n, err := p.unit(depth)
		if err != nil || n == nil {
			return nil, err
		}
		return Not{n}, nil
	}
	// opening
	if depth == maxDepth {
		return nil, &Error{t.pos, "parentheses nested too deep", "use fewer parentheses"}
	}
	n, err := p.or(depth + 1)
	if err != nil {
		return nil, err
	}
	if p.peek().kind != closing {
		return nil, &Error{t.pos, `"(" is never closed`, `add ")", or quote the parenthesis`}
	}
	p.i++
	return n, nil
}

// isSpace reports whether a rune parts words; control characters do, too.
func isSpace(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }
