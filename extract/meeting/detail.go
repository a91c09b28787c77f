package meeting

import (
	"slices"

	"khotin/extract/date"
	"khotin/extract/official"
	"khotin/extract/text"
)

// complete fills date, place, chair and attendees.
func (f *finder) complete(m *Meeting) {
	m.Date = f.date(m)
	m.Place = f.place(m)
	f.chairs = nil
	m.Chair = f.chair()
	m.Chairs = f.chairs
	m.Ordinal, m.Term = ordinalOf(m.Name)
	m.Points, m.Delegates = f.points(), f.delegates()
	m.Attendees = f.attendees(m)
}

// date gives the first day of the event: the first date of the lead's first
// two sentences that is a day, or a few days, and no anniversary.
func (f *finder) date(m *Meeting) date.Day {
	for _, d := range f.dates {
		if d.At.Para != f.para || d.At.From >= f.to || d.Term || d.Horizon || d.Comparison {
			continue
		}
		switch d.Grain {
		case date.GrainDay:
		case date.GrainSpan:
			if d.End.Time().Sub(d.Start.Time()).Hours() > 15*24 {
				continue
			}
		default:
			continue
		}
		if f.word(d.At.From) == "tết" || f.saysDay() && d.At.From > f.from+4 && d.At.Overlaps(m.At) {
			continue // of what the event is for
		}
		if d.At.Overlaps(m.At) && f.commemorates(m.At.From, d.At.From) || f.commemorates(f.from, d.At.From) || f.ofDocument(d.At.From) {
			continue
		}
		return d.Start
	}
	return date.Day{}
}

// commemorates reports whether the words before a date make it the day of an
// anniversary, a deadline or the like.
func (f *finder) commemorates(from, at int) bool {
	for i := at - 1; i >= max(from, at-14); i-- {
		if f.p.Tokens[i].Is(",", ";", ".") {
			return false
		}
		if f.p.Tokens[i].Is("kỷ", "niệm", "sinh", "hạn", "trước", "đợt") {
			return true
		}
	}
	return false
}

// ofDocument reports whether the date at token at is that of a document: it
// follows a number with its symbol, as in "số 12/QĐ-UBND ngày 5/3".
func (f *finder) ofDocument(at int) bool {
	for i := max(0, at-3); i < at; i++ {
		t := &f.p.Tokens[i]
		if t.Case == text.Upper && i > 0 && f.p.Tokens[i-1].Is("-", "/") && f.p.Tokens[i-1].Glued {
			return true
		}
	}
	return false
}

// place gives where the event was held: what follows "tại" in its sentence
// and is a hall, an office, a unit.
func (f *finder) place(m *Meeting) string {
	for i := f.from; i+1 < f.to && !(i > m.At.From && f.p.Tokens[i].Is(":")); i++ {
		if !f.p.Tokens[i].Is("tại") || f.p.Tokens[i].Class != text.Word || !f.isVenue(i+1) || f.official(i) > i {
			continue
		}
		if i > m.At.From && m.Kind != "kiểm tra" && i < m.At.To {
			continue
		}
		end := i + 1
		for end < f.to && !f.p.Tokens[end].Is(",", ";", ".", "(", "diễn", "tổ", "đã", "với", "do", "nhân", "khai", "về", "nhằm") {
			if f.p.Tokens[end].Is("tổ") && !f.p.Tokens[min(end+1, f.to-1)].Is("chức") {
				end++
				continue
			}
			end++
		}
		if end-i-1 > 0 && end-i-1 <= 14 {
			return f.p.Slice(i+1, end)
		}
	}
	return ""
}

func (f *finder) isVenue(i int) bool {
	if next, _ := events.Match(f.p, i); next > i || f.word(i) == "việt" && f.word(i+1) == "nam" {
		return false
	}
	if f.word(i+1) == "bộ" && (f.word(i) == "đảng" || f.word(i) == "chi") { // "công tác cán bộ tại Đảng bộ thành phố"
		return false
	}
	switch f.word(i) {
	case "trung", "hội", "trụ", "nhà", "quảng", "khách", "trường", "khu", "công", "cung", "phòng", "sân", "bảo", "điểm", "cảng", "đền", "tượng", "thư", "bến", "văn", "quận", "huyện", "phường", "xã", "thành", "số", "đảo", "đặc":
		return true
	}
	return f.p.Tokens[i].Case != text.Lower && f.p.Tokens[i].Class == text.Word
}

// chair gives the name of who chaired, the first of several, or "".
func (f *finder) chair() string {
	if name := f.chairIn(f.body, false, 3); name != "" {
		return name
	}
	if f.captions == nil {
		return ""
	}
	return f.chairIn(f.captions, true, len(f.captions.Paras))
}

func (f *finder) chairIn(doc *text.Doc, caption bool, paras int) string {
	for n := range doc.Paras {
		if n == paras {
			break
		}
		p := &doc.Paras[n]
		for _, s := range p.Sentences() {
			for i := s[0]; i+1 < s[1]; i++ {
				if t := &p.Tokens[i]; t.Key != "chủ" && t.Key != "điều" || !chairs(p, i, s[1]) {
					continue
				}
				if name := f.chairAt(p, n, caption, s, i); name != "" {
					return name
				}
			}
		}
	}
	return ""
}

// chairs reports whether token i opens a word of chairing: "chủ trì", "đồng
// chủ trì", "chủ tọa", "điều hành kỳ họp", but not "chủ trì, phối hợp".
func chairs(p *text.Para, i, end int) bool {
	next := &p.Tokens[i+1]
	switch p.Tokens[i].Key {
	case "chủ":
		if !next.Is("trì", "tọa") {
			return false
		}
		if i+3 < end && p.Tokens[i+2].Is(",") && p.Tokens[i+3].Is("phối") {
			return false
		}
		// "cơ quan chủ trì soạn thảo", but not "Chủ tịch UBND xã Dương Quan chủ trì"
		return i == 0 || p.Tokens[i-1].Case != text.Lower || !p.Tokens[i-1].Is("quan", "đơn", "giao", "sẽ")
	case "điều":
		if !next.Is("hành") || i+2 >= end {
			return false
		}
		return p.Tokens[i+2].Is("kỳ", "hội", "phiên", "buổi", "cuộc", "đại") || p.Tokens[i+2].Is("của") && i > 0 && p.Tokens[i-1].Is("sự")
	}
	return false
}

// chairAt gives the official whom the word of chairing at token i is about:
// the one before it, the first of a list that chairs together, or the first
// one after "dưới sự chủ trì của", "Chủ trì hội nghị có".
func (f *finder) chairAt(p *text.Para, para int, caption bool, s [2]int, i int) string {
	led := i > s[0] && p.Tokens[i-1].Is("sự") || i == s[0] || i == s[0]+1 && p.Tokens[s[0]].Is("đồng")
	start := s[0] // after the last word of merely attending
	for j := s[0]; j < i; j++ {
		if p.Tokens[j].Is("dự", "tham", "đạo") && p.Tokens[j].Case == text.Lower && !f.inOffice(para, caption, j) && !alongWith(p, j+1, i) {
			start = j + 1
		}
	}
	var named []naming // in [s[0], s[1]), in order
	for n := range f.officials {
		o := &f.officials[n]
		for _, m := range o.Mentions {
			if m.Caption == caption && m.At.Para == para && m.At.From >= s[0] && m.At.To <= s[1] {
				named = append(named, naming{o.Name, m.At.From, m.At.To})
			}
		}
	}
	slices.SortFunc(named, func(a, b naming) int { return a.from - b.from })
	if led {
		for k, m := range named {
			if m.from > i {
				last := k
				for last+1 < len(named) && listed(p, named[last].to, named[last+1].from) {
					last++
				}
				f.chairs = names(named[k : last+1])
				return m.name
			}
		}
		return ""
	}
	last := -1
	for k, m := range named {
		if m.to <= i && m.from >= start {
			last = k
		}
	}
	if last < 0 || !adjoins(p, named[last].to, i) {
		return ""
	}
	first := last
	if p.Tokens[i-1].Is("đồng") && opensList(p, s[0]) { // "Các đồng chí: A, …; B, … đồng chủ trì"
		for first > 0 && named[first-1].from >= start {
			first--
		}
	}
	for first > 0 && named[first-1].from >= start && listed(p, named[first-1].to, named[first].from) {
		first--
	}
	f.chairs = names(named[first : last+1])
	return named[first].name
}

// alongWith reports whether only what joins two verbs stands in [from, to):
// "dự, điều hành kỳ họp", "tham dự và chủ trì".
func alongWith(p *text.Para, from, to int) bool {
	for i := from; i < to; i++ {
		if !p.Tokens[i].Is(",", "và", "dự", "trực", "tiếp", "chỉ", "đạo", "đồng", "-") {
			return false
		}
	}
	return true
}

// names gives the names of mentions, each once.
func names(ns []naming) []string {
	var out []string
	for _, n := range ns {
		if !slices.Contains(out, n.name) {
			out = append(out, n.name)
		}
	}
	return out
}

// opensList reports whether the sentence at token i begins with several people:
// "Các đồng chí:".
func opensList(p *text.Para, i int) bool {
	return i+2 < len(p.Tokens) && p.Tokens[i].Is("các", "hai") && p.Tokens[i+1].Is("đồng", "ông", "đ")
}

// naming is a mention of an official in a sentence: tokens [from, to).
type naming struct {
	name     string
	from, to int
}

// listed reports whether only what divides the names of a list stands in
// [from, to).
func listed(p *text.Para, from, to int) bool {
	for i := from; i < to; i++ {
		t := &p.Tokens[i]
		if t.Class == text.Number || t.Is(",", ";", "và", "cùng", "đồng", "chí", "ông", "bà", "các", "đ", "/", "c", "khóa", "nhiệm", "kỳ", "-", "–", ":",
			"đại", "trung", "thượng", "thiếu", "tá", "tướng", "úy") {
			continue
		}
		return false
	}
	return true
}

func (f *finder) inOffice(para int, caption bool, i int) bool {
	for n := range f.officials {
		for k := range f.officials[n].Mentions {
			if m := &f.officials[n].Mentions[k]; m.Caption == caption && m.At.Para == para && m.At.From <= i && i < m.At.To {
				return true
			}
		}
	}
	return false
}

// adjoins reports whether only a term, adverbs and signs stand in [from, to).
func adjoins(p *text.Para, from, to int) bool {
	if to-from > 14 {
		return false
	}
	for i := from; i < to; i++ {
		t := &p.Tokens[i]
		if t.Is(".", ";", "…") {
			return false
		}
		if t.Class == text.Word && t.Case == text.Lower && !t.Is("khóa", "nhiệm", "kỳ", "đã", "trực", "tiếp", "đồng", "cùng", "quận", "huyện", "thành", "phố", "và", "lần", "thứ", "đến", "dự") {
			return false
		}
	}
	return true
}

// attendees gives the officials who took part: all whom the article names,
// but not those who are only replaced, relieved, absent or asked elsewhere.
func (f *finder) attendees(m *Meeting) []string {
	var out []string
	for i := range f.officials {
		if f.tookPart(&f.officials[i], m) {
			out = append(out, f.officials[i].Name)
		}
	}
	return out
}

func (f *finder) tookPart(o *official.Official, m *Meeting) bool {
	for _, mn := range o.Mentions {
		doc := f.body
		if mn.Caption {
			doc = f.captions
		}
		p := &doc.Paras[mn.At.Para]
		if mn.Caption || mn.At.Para <= f.para {
			if !gone(p, mn.At) {
				return true
			}
			continue
		}
		if gone(p, mn.At) || f.askedElsewhere(p, mn.At) {
			continue
		}
		return true
	}
	return false
}

// gone reports whether the words around a mention say that the person was
// replaced, relieved or absent.
func gone(p *text.Para, at text.Range) bool {
	from, to := sentenceOf(p, at.From)
	for i := max(from, at.From-4); i < at.From; i++ {
		if p.Tokens[i].Is("thay", "cố") && !(i+1 < at.From && p.Tokens[i+1].Is("mặt")) {
			return true
		}
	}
	for i := max(from, at.From-22); i < at.From; i++ {
		if p.Tokens[i].Is("miễn") && p.Tokens[i+1].Is("nhiệm") && p.Tokens[at.From-1].Is("ông", "bà", "chí", "với") && between(p, i, at.From, "với") {
			return true
		}
	}
	for i := at.To; i < min(to, at.To+6); i++ {
		if p.Tokens[i].Is("vắng") || p.Tokens[i].Is("nghỉ") && i+1 < to && p.Tokens[i+1].Is("hưu") {
			return true
		}
	}
	return false
}

func between(p *text.Para, from, to int, key string) bool {
	for i := from; i < to; i++ {
		if p.Tokens[i].Key == key {
			return true
		}
	}
	return false
}

// askedElsewhere reports whether a person with a plain "ông" or "bà" only
// tells something in a sentence that has no tie to the event.
func (f *finder) askedElsewhere(p *text.Para, at text.Range) bool {
	from, to := sentenceOf(p, at.From)
	if at.From == from || !p.Tokens[at.From-1].Is("ông", "bà", "anh", "chị") {
		return false
	}
	told := false
	for i := at.To; i+1 < min(to, at.To+6); i++ {
		if p.Tokens[i].Is("cho") && p.Tokens[i+1].Is("biết", "hay", "rằng") || p.Tokens[i].Is("chia") && p.Tokens[i+1].Is("sẻ") || p.Tokens[i].Is("phấn", "tâm", "bộc", "kể") {
			told = true
		}
	}
	if !told {
		return false
	}
	for i := from; i < to; i++ {
		switch p.Tokens[i].Key {
		case "nghị", "buổi", "họp", "đoàn", "lễ", "cáo", "luận", "phát", "thay", "hội", "thẩm", "trình", "dự", "lời", "chất", "giải":
			if f.inOffice(at.Para, false, i) {
				continue
			}
			return false
		}
	}
	return true
}

func sentenceOf(p *text.Para, i int) (from, to int) {
	for _, s := range p.Sentences() {
		if s[0] <= i && i < s[1] {
			return s[0], s[1]
		}
	}
	return 0, len(p.Tokens)
}
