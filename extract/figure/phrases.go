package figure

import (
	_ "embed"
	"strings"

	"khotin/extract/text"
)

//go:embed heads.txt
var headList string

//go:embed actions.txt
var actionList string

//go:embed connectors.txt
var connectorList string

//go:embed counts.txt
var countList string

var (
	headLexicon      = text.NewLexicon(headList, false)
	actionLexicon    = text.NewLexicon(actionList, false)
	connectorLexicon = text.NewLexicon(connectorList, false)
	countLexicon     = text.NewLexicon(countList, false)
)

// openers gives the words with which the phrases of a word list begin. They are
// classes, so that a lexicon is asked only where one of its phrases may be.
func openers(list string) string {
	var words []string
	for line := range strings.Lines(list) {
		phrase, _, _ := strings.Cut(strings.TrimRight(line, "\r\n"), "\t")
		if p := text.Parse(text.Normalize(phrase)); len(p.Tokens) > 0 && line[0] != '#' {
			words = append(words, p.Tokens[0].Key)
		}
	}
	return strings.Join(words, " ")
}

// may reports whether token i is there and in one of the lists of c.
func (p *paragraph) may(i int, c class) bool { return i < len(p.class) && p.class[i]&c != 0 }

// head gives the token after the indicator's noun that begins at token i, or i.
func (p *paragraph) head(i int) int {
	if !p.may(i, headWords) || p.Tokens[i].Key == "chi" && p.Tokens[min(i+1, len(p.Tokens)-1)].Is("bộ", "cục", "hội", "nhánh", "đoàn", "viện", "tiết") {
		return i // "chi" is spending, a "chi bộ" is none
	}
	n, _ := headLexicon.Match(&p.Para, i)
	return n
}

// connector gives the token after the joining words that begin at token i, or i.
func (p *paragraph) connector(i int) int {
	if !p.may(i, connectorWords) {
		return i
	}
	n, _ := connectorLexicon.Match(&p.Para, i)
	return n
}

// count gives the token after the counted thing that begins at token i, or i.
func (p *paragraph) count(i int) int {
	if !p.may(i, countWords) {
		return i
	}
	n, _ := countLexicon.Match(&p.Para, i)
	return n
}

// actionAt reports whether a verb that governs a number begins at token i.
func (p *paragraph) actionAt(i int) bool { return p.actionEnd(i) > i }

// actionEnd is the function of that name, of p.
func (p *paragraph) actionEnd(i int) int {
	if !p.may(i, actionWords) {
		return i
	}
	return actionEnd(&p.Para, i)
}

// actionEnd gives the token after the verb that governs a number and begins at
// token i, or i: "giao" is one, "giao thông" none.
func actionEnd(p *text.Para, i int) int {
	if n, value := actionLexicon.Match(p, i); value != noAction {
		return n
	}
	return i
}

// actionAt reports whether a verb that governs a number begins at token i.
func actionAt(p *text.Para, i int) bool { return actionEnd(p, i) > i }

// noAction stands in actions.txt behind nouns that begin like a verb.
const noAction = "-"
