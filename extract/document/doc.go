// Package document finds the numbered resolutions, decisions, plans and
// congress resolutions that a text cites.
package document

import (
	_ "embed"
	"strings"

	"khotin/extract/text"
)

// Document is one mention of a cited document.
type Document struct {
	At     text.Range // the mention as written, type and number: "Nghị quyết số 28-NQ/TU"
	Text   string     // the mention as the article's JSON shows it: At without "(NQ)"
	Type   string     // type spelled out: "Nghị quyết", also where the text writes "NQ"
	Number string     // number as written: "28-NQ/TU", "45", "76"; "" for a congress resolution
	Issuer string     // who issued it, as written: "Thành ủy"; "" where the text does not say
	Key    string     // the same for all mentions of one document in this text
	Rule   string
	sign   string // the number of the list's last, whose sign is also this one's: "647, 648, 650/QĐ-TTg"

	Num  text.Range // the number alone: no date or figure is read in it; empty for a congress resolution
	Mask text.Range // At with the date and the issuer that follow: "…, ngày 20/7/2017 của HĐND thành phố"
}

//go:embed types.txt
var typeList string

//go:embed signs.txt
var signList string

//go:embed issuers.txt
var issuerList string

var (
	types   = text.NewLexicon(typeList, false)
	openers = text.Openers("", types)
	signs   = signTable()
	issuers = text.NewLexicon(issuerList, false)
)

// signTable reads signs.txt: sign in lower case → type.
func signTable() map[string]string {
	m := make(map[string]string)
	for line := range strings.Lines(signList) {
		line = strings.TrimRight(line, "\n")
		if line == "" || line[0] == '#' {
			continue
		}
		sign, typ, _ := strings.Cut(line, "\t")
		m[text.Key(sign)] = typ
	}
	return m
}

// Find gives every mention in order of the text; several may share a Key. A
// plan named only by its subject is none. Other finders take the Mask of all
// mentions: no figure is read inside one. A date may stand inside ("ngày
// 20/7/2017", "nhiệm kỳ 2020-2025"), though never inside Num.
func Find(doc *text.Doc) []Document {
	var f finder
	for i := range doc.Paras {
		f.p, f.para, f.i = &doc.Paras[i], i, 0
		f.read()
	}
	join(f.out)
	return f.out
}

// Distinct gives one mention of each Key, in order: the first that spells its
// type, or the first of all where none does.
func Distinct(docs []Document) []Document {
	var out []Document
	at := make(map[string]int)
	for _, d := range docs {
		j, ok := at[d.Key]
		if !ok {
			at[d.Key] = len(out)
			out = append(out, d)
			continue
		}
		if had := &out[j]; !spelled(had) && spelled(&d) {
			*had = d
		}
	}
	return out
}

// spelled reports whether the mention's words begin with its type in full.
func spelled(d *Document) bool {
	return d.Type != "" && strings.HasPrefix(text.Key(d.Text), text.Key(d.Type))
}
