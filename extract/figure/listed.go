package figure

import (
	"strings"

	"khotin/extract/text"
)

// sharedNoun gives the names of a list that begins at token from the noun with which
// the first begins, where the others have none of their own: "Sản lượng xi măng, thép
// và phân bón", "Doanh thu của doanh nghiệp FDI và doanh nghiệp DDI".
func (w *walker) sharedNoun(list []ordered, from int) {
	head := w.p.head(from)
	if head <= from || w.p.is(from, weakHeads) && !w.p.Tokens[from+1].Is("lượng") || w.p.actionAt(from) {
		return
	}
	lead := w.phrase(from, head)
	if strings.HasSuffix(text.Key(lead), "chỉ tiêu") {
		return
	}
	if before, of, ok := strings.Cut(list[0].indicator, " của "); ok {
		if of == "" {
			return
		}
		lead = before + " của"
	}
	if !strings.HasPrefix(list[0].indicator, lead+" ") {
		return
	}
	for k := range list[1:] {
		if s := list[k+1].indicator; strings.Count(s, " ") > 3 || !plainName(s) {
			return
		}
	}
	for k := range list[1:] {
		list[k+1].indicator = lead + " " + list[k+1].indicator
		list[k+1].rate, list[k+1].measure = list[0].rate, list[0].measure
	}
}

// plainName reports whether words name a thing only, no indicator and nothing done.
func plainName(s string) bool {
	p := text.Parse(s)
	if len(p.Tokens) == 0 || actionAt(&p, 0) {
		return false
	}
	n, _ := headLexicon.Match(&p, 0)
	return n == 0 || classes.class(&p.Tokens[0])&weakHeads != 0
}

// sharedRate gives the names that a clause sets apart from a whole the rate that was
// told of that: "Tỷ lệ lấp đầy của các khu đạt 67%; riêng các khu A và B đạt tương ứng
// 100% và 98%".
func (w *walker) sharedRate(list []ordered, c *clause) {
	if !c.child || !w.st.rate || w.st.said != w.sent[0] {
		return
	}
	rate, _, _ := strings.Cut(w.st.indicator, " của ")
	for k := range list {
		if list[k].rate || !plainName(list[k].indicator) {
			return
		}
	}
	for k := range list {
		list[k].indicator, list[k].rate = rate+" "+list[k].indicator, true
	}
}

// unitsInOrder gives the n units named before the order word at token at, and what
// they did, where that stands behind it: "Kiên Giang và Khánh Hòa lần lượt đón 862
// nghìn và 640 nghìn lượt khách". last is the last of their numbers. It is nil
// elsewhere.
func (w *walker) unitsInOrder(c *clause, at, n int, last *quantity) []ordered {
	toks := w.p.Tokens
	verb := at + 2
	if verb >= c.to || !w.p.actionAt(verb) || last.unit.kind != counted && last.unit.kind != open {
		return nil
	}
	var list []ordered
	to := at
	for from := at; len(list) < n; {
		for from > c.from && toks[from-1].Class == text.Word && toks[from-1].Case == text.Title || from > c.from+1 && from < to && toks[from-1].Is("-", "–") && toks[from-2].Case == text.Title {
			from--
		}
		if from == to {
			return nil
		}
		list = append([]ordered{{place: w.phrase(from, to)}}, list...)
		if len(list) < n {
			if from-1 <= c.from || !toks[from-1].Is(",", "và") {
				return nil
			}
			from--
			to = from
		}
	}
	s := w.phrase(verb, w.trimRight(verb, c.to)) + " " + w.thing(last, w.tail(last))
	for k := range list {
		list[k].indicator = s
	}
	return list
}
