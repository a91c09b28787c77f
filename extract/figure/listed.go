package figure

import (
	"strings"

	"khotin/extract/place"
	"khotin/extract/text"
)

// sharedNoun gives the names of a list that begins at token from the noun with which
// the first begins, where the others have none of their own: "Sản lượng xi măng, thép
// và phân bón", and where their numbers qs count the same thing that of its owner:
// "Doanh thu của doanh nghiệp FDI và doanh nghiệp DDI". "Tổng" and "số" alone are no
// noun to share.
func (w *walker) sharedNoun(list []ordered, from int, qs []quantity) {
	head := w.p.head(from)
	if head <= from || w.p.is(from, weakHeads) && !w.p.Tokens[from+1].Is("lượng") || w.p.actionAt(from) {
		return
	}
	lead := w.phrase(from, head)
	if k := text.Key(lead); strings.HasSuffix(k, "chỉ tiêu") || k == "tổng" || k == "số" || k == "tổng số" {
		return
	}
	before, of, owned := strings.Cut(list[0].indicator, " của ")
	if owned {
		lead = before + " của"
	}
	first, ok := strings.CutPrefix(list[0].indicator, lead+" ")
	if !ok || owned && (of == "" || !sameUnits(qs)) {
		return
	}
	for k := range list[1:] {
		s := list[k+1].indicator
		if strings.Count(s, " ") > 3 || !plainName(s) || owned && w.doesAnything(s) || strings.HasSuffix(text.Key(lead), " "+firstWord(s)) || !shares(text.Key(lead), first, s) {
			return
		}
	}
	for k := range list[1:] {
		list[k+1].indicator = lead + " " + list[k+1].indicator
		list[k+1].rate, list[k+1].measure = list[0].rate, list[0].measure
	}
}

// shares reports whether the name s may share the noun lead with the name first. A rate
// says more of what it is the rate of than the things differ in: "tỷ lệ tốt nghiệp THCS
// và THPT".
func shares(lead, first, s string) bool {
	if lead != "tỷ lệ" && lead != "tỉ lệ" {
		return true
	}
	return firstWord(first) == firstWord(s) || strings.Count(first, " ") <= 1 && strings.Count(s, " ") <= 1
}

// firstWord gives the first word of s in small letters.
func firstWord(s string) string {
	word, _, _ := strings.Cut(text.Key(s), " ")
	return word
}

// sameUnits reports whether all of qs count the same thing.
func sameUnits(qs []quantity) bool {
	for k := range qs {
		if u := &qs[k].unit; u.kind != qs[0].unit.kind || u.base != qs[0].unit.base && u.kind != money {
			return false
		}
	}
	return true
}

// doesAnything reports whether a verb stands in words.
func (w *walker) doesAnything(s string) bool {
	p := text.Parse(s)
	for i := range p.Tokens {
		if actionAt(&p, i) || p.Tokens[i].Is("đóng") || classes.class(&p.Tokens[i])&clauseVerb != 0 {
			return true
		}
	}
	return false
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
// they did, where that stands behind it; those that are no places are a part of it: "Kiên Giang và Khánh Hòa lần lượt đón 862
// nghìn và 640 nghìn lượt khách". last is the last of their numbers. It is nil
// elsewhere.
func (w *walker) unitsInOrder(c *clause, at, n int, last *quantity) []ordered {
	toks := w.p.Tokens
	verb := at + 2
	if verb >= c.to || !w.p.actionAt(verb) || last.unit.kind != counted && last.unit.kind != open {
		return nil
	}
	var list []ordered
	to, known := at, true
	for from := at; len(list) < n; {
		for from > c.from && toks[from-1].Class == text.Word && toks[from-1].Case == text.Title || from > c.from+1 && from < to && toks[from-1].Either("-", "–") && toks[from-2].Case == text.Title {
			from--
		}
		if from == to {
			return nil
		}
		list = append([]ordered{{place: w.phrase(from, to)}}, list...)
		known = known && w.unitName(from, to)
		if len(list) < n {
			if from-1 <= c.from || !toks[from-1].Either(",", "và") {
				return nil
			}
			from--
			to = from
		} else if from > c.from && toks[from-1].Class == text.Word && !toks[from-1].Is("quận", "huyện", "tỉnh", "phố", "xã", "phường") {
			return nil // "Công ty Hoa Mai và Hoàng Long lần lượt tuyển"
		}
	}
	s := w.phrase(verb, w.trimRight(verb, c.to)) + " " + w.thing(last, w.tail(last))
	for k := range list {
		if list[k].indicator = s; !known {
			list[k].indicator, list[k].place = list[k].place+" "+s, ""
		}
	}
	return list
}

// unitName reports whether tokens [from, to) are the name of a unit and no more.
func (w *walker) unitName(from, to int) bool {
	next, _ := place.MatchName(&w.p.Para, from)
	return next == to || w.placeOf(from, to) != ""
}
