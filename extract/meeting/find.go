package meeting

import (
	_ "embed"
	"strings"

	"khotin/extract/date"
	"khotin/extract/official"
	"khotin/extract/text"
)

var (
	//go:embed events.txt
	eventList string
	//go:embed acts.txt
	actList string
	//go:embed hosts.txt
	hostList string

	events = text.NewLexicon(eventList, false)
	acts   = text.NewLexicon(actList, false)
	hosts  = text.NewLexicon(hostList, false)
)

// The rules of Find.
const (
	ruleHeld = "held"        // Quận ủy Lê Chân tổ chức hội nghị …
	ruleRuns = "takes-place" // Kỳ họp … diễn ra …
	ruleActs = "acts"        // đồng chí N kiểm tra …
	ruleFrom = "from"        // đó là thông tin tại Hội nghị … do X tổ chức
	ruleJoin = "joins"       // đồng chí N dự lễ …
	ruleTold = "told-later"  // Quận ủy tổ chức tổng kết … Tại hội nghị …
)

// leadParas is how many paragraphs may hold the lead: one, and a summary or a
// line on another matter before it.
const leadParas = 3

// Find gives the event that the article reports, or nil where it reports none
// or several, or where its lead is lost. The event is read from the first two
// sentences of the body; where they tell none, from the first sentence of the
// next paragraphs that names who held it and the day.
func Find(title *text.Para, body, captions *text.Doc, dates []date.Date, officials []official.Official) *Meeting {
	if body == nil || len(body.Paras) == 0 || isDigest(title, body) {
		return nil
	}
	f := finder{body: body, captions: captions, dates: dates, officials: officials}
	for n := range min(leadParas, len(body.Paras)) {
		f.enter(n)
		m := f.lead()
		if m == nil {
			if n == 0 && (len(f.p.Tokens) == 0 || lostLead(f.p)) {
				return nil
			}
			continue
		}
		if m.Rule != ruleHeld && m.Rule != ruleTold {
			m.Host = withUnit(m.Host, title, body)
		}
		return m
	}
	return nil
}

// finder looks for the event in tokens [from, to) of a paragraph.
type finder struct {
	p              *text.Para // the paragraph that is read, the para-th of the body
	para           int
	from, to       int
	body, captions *text.Doc
	dates          []date.Date
	officials      []official.Official
	chairs         []string     // of the word of chairing last read
	persons        []text.Range // the officials of the paragraph, with their offices
}

// enter makes paragraph n the one that is read.
func (f *finder) enter(n int) {
	f.p, f.para, f.persons = &f.body.Paras[n], n, f.persons[:0]
	for i := range f.officials {
		for k := range f.officials[i].Mentions {
			if m := &f.officials[i].Mentions[k]; !m.Caption && m.At.Para == n {
				f.persons = append(f.persons, m.At)
			}
		}
	}
}

// isDigest reports whether the body holds the items of several articles or a
// speech.
func isDigest(title *text.Para, body *text.Doc) bool {
	if title != nil && len(title.Tokens) > 1 && title.Tokens[0].Is("điểm") && title.Tokens[1].Is("báo", "tin") {
		return true
	}
	if title != nil && len(title.Tokens) > 2 && title.Tokens[0].Is("lịch") && title.Tokens[1].Is("tuần", "công", "làm", "tiếp", "họp") {
		return true // "Lịch tuần làm việc của lãnh đạo quận"
	}
	shouted := 0
	for i := range body.Paras {
		toks := body.Paras[i].Tokens
		if len(toks) == 0 {
			continue
		}
		if i == 0 && toks[0].Is("kính") && len(toks) > 1 && toks[1].Is("thưa") {
			return true
		}
		if allCapitals(toks) && headsText(body, i) {
			shouted++
		}
	}
	return shouted >= 2
}

// itemTokens is how long a paragraph of an item of a digest is at least.
const itemTokens = 8

// headsText reports whether a paragraph between the i-th and the next heading tells
// of a day, as behind a heading and the title of an item, but not behind a byline
// or the heading of a box that was left in the text.
func headsText(body *text.Doc, i int) bool {
	for n := i + 1; n < len(body.Paras) && !allCapitals(body.Paras[n].Tokens); n++ {
		toks := body.Paras[n].Tokens
		for k := 1; k < len(toks) && len(toks) >= itemTokens; k++ {
			if toks[k].Class == text.Number && toks[k-1].Is("ngày", "sáng", "chiều", "tối") {
				return true
			}
		}
	}
	return false
}

func allCapitals(toks []text.Token) bool {
	n := 0
	for i := range toks {
		if toks[i].Class == text.Word {
			if toks[i].Case != text.Upper {
				return false
			}
			n++
		}
	}
	return n >= 2
}

// event finds the first verb of the sentence that makes an event.
func (f *finder) event() *Meeting {
	var incense *Meeting // it yields to what else was done
	for i := f.from; i < f.to; i++ {
		t := f.tok(i)
		if t.Class != text.Word {
			continue
		}
		if end := f.official(i); end > i {
			i = end - 1
			continue
		}
		if m := f.takesPlace(i); m != nil {
			return m
		}
		if t.Case != text.Lower {
			continue
		}
		if m := f.sumsUp(i); m != nil {
			return m
		}
		if n := f.holds(i); n > i && !f.unreal(i) {
			if m := f.held(i, n); m != nil {
				return m
			}
			if f.word(i) != "dự" {
				continue
			}
		}
		if m := f.does(i); m != nil && (f.word(i) != "dâng" || incense == nil && !f.opensOther(i)) {
			if f.word(i) != "dâng" {
				return m
			}
			incense = m
		}
	}
	return incense
}

// opensOther reports whether the incense offered at token i comes before another
// event: "trước khi khai mạc kỳ họp, các đại biểu dâng hương", or the sentence
// behind it tells of one that was held.
func (f *finder) opensOther(i int) bool {
	for j := f.from; j < i; j++ {
		if w := f.word(j + 1); f.word(j) == "trước" && (w == "khi" || w == "giờ") {
			return true
		}
	}
	from, to := f.from, f.to
	defer func() { f.from, f.to = from, to }()
	for _, s := range f.p.Sentences() {
		if s[0] < to {
			continue
		}
		f.from, f.to = s[0], s[1]
		m := f.event()
		if m == nil || m.Rule != ruleHeld && m.Rule != ruleRuns {
			return false
		}
		for j := m.At.From; j < m.At.To; j++ {
			if f.tok(j).Is("dâng") {
				return false // "Lễ dâng hương diễn ra …"
			}
		}
		return true
	}
	return false
}

// official gives the token after the official's name and offices that token i
// lies in, or i.
func (f *finder) official(i int) int {
	for k := range f.persons {
		if at := &f.persons[k]; at.From <= i && i < at.To {
			return at.To
		}
	}
	return i
}

// word gives the key of token i, "" outside the sentence.
func (f *finder) word(i int) string {
	if i < f.from || i >= f.to {
		return ""
	}
	return f.tok(i).Key
}

// tok gives token i of the paragraph: before its first and behind its last one
// that is a token without words, so that rules may look ahead anywhere.
func (f *finder) tok(i int) *text.Token {
	if uint(i) >= uint(len(f.p.Tokens)) {
		return &noToken
	}
	return &f.p.Tokens[i]
}

var noToken = text.Token{Class: text.Punct} // nobody writes to it

// holds gives the token after the verb of holding at i: tổ chức, triệu tập …
func (f *finder) holds(i int) int {
	next := f.word(i + 1)
	switch f.word(i) {
	case "tổ":
		if next == "chức" {
			return i + 2
		}
	case "triệu":
		if next == "tập" {
			return i + 2
		}
	case "tiến":
		if next == "hành" {
			return i + 2
		}
	case "khai", "bế":
		if next == "mạc" {
			return i + 2
		}
	case "có":
		if next == "buổi" || next == "cuộc" {
			return i + 1
		}
	case "chủ":
		if next == "trì" || next == "tọa" {
			return i + 2
		}
	case "diễn":
		if next == "ra" {
			return i + 2
		}
	case "dự":
		switch next {
		case "án", "toán", "thảo", "báo", "trữ", "kiến", "phòng", "thầu", "luật", "định", "bị":
			return i // "Ban Quản lý dự án"
		}
		if f.word(i-1) != "vinh" {
			return i + 1
		}
	}
	return i
}

// held reads an event after a verb of holding at i that ends at n.
func (f *finder) held(i, n int) *Meeting {
	joins := f.word(i) == "dự"
	if joins && (f.opens(i) || f.askedOf(i) || f.invited(i) || f.willBe(i)) { // "Cùng tham dự hội nghị có …": the event stood before
		return nil
	}
	limit := n + 14
	at, kind := f.eventNoun(n, min(limit, f.to))
	if at < 0 && f.word(i) == "tổ" || at > n && f.word(n+1) == "mạc" && f.isContest(n+2) {
		return f.told(i, n)
	}
	if at < 0 || at > n+8 && joins {
		return nil
	}
	if !f.near(n, at) {
		return nil
	}
	if f.shareOf(i) || f.assigns(i) || f.again(at) {
		return nil
	}
	m := f.named(at, kind)
	if (joins || f.word(i) == "chủ") && m.At.To-m.At.From < 3 {
		return nil // "chủ trì hội nghị": the event stood before
	}
	m.Rule = ruleHeld
	who := f.person(i)
	if joins || f.word(i) == "chủ" {
		m.Rule = ruleJoin
	}
	if !joins && (who < 0 || m.Rule == ruleHeld) && !(who >= 0 && f.word(i) == "có" && f.inCompany(i)) {
		m.Host = f.hostBefore(i)
	}
	if m.Host == "" && kind != "buổi làm việc" && kind != "kiểm tra" {
		m.Host = f.hostElsewhere(at)
	}
	if m.Host != "" && who >= 0 && f.word(i) == "chủ" { // "Trưởng Ban Chỉ đạo 389 chủ trì phiên họp của Ban Chỉ đạo"
		if body := f.bodyOf(who, i); strings.HasPrefix(body, m.Host) {
			m.Host = body
		}
	}
	if m.Host == "" && who >= 0 && f.word(i) == "chủ" {
		m.Host = f.ledBy(who, i)
	}
	if m.Host == "" && who >= 0 && f.word(i) == "chủ" {
		m.Host = f.bodyOf(who, i)
	}
	if m.Host == "" && who >= 0 && f.word(i) == "có" {
		m.Host = f.bodyWith(who, i)
	}
	if m.Host == "" && who < 0 && m.Rule == ruleJoin && f.hostBefore(i) == "" {
		return nil
	}
	return m
}

// shareOf reports whether a share of the units of a place is the subject of the
// verb at i: "gần 50% số xã đã tổ chức đại hội", "đã có 12 xã tổ chức" tell of many
// events.
func (f *finder) shareOf(i int) bool {
	for j := i - 1; j > f.from && j > i-12 && f.word(j) != ","; j-- {
		if f.word(j) == "số" && (f.word(j-1) == "%" || f.tok(j-1).Class == text.Number) {
			return true
		}
		if f.tok(j).Class == text.Number && f.word(j-1) == "có" && hostAt(f.p, j+1) > j+1 {
			return true
		}
	}
	return false
}

// again reports whether the event at token at is a sitting that is held again and
// again, "họp giao ban hằng tuần", of which neither a day is told nor that it was
// held of late.
func (f *finder) again(at int) bool {
	for j := f.from; j < at; j++ {
		if f.tok(j).Is("vừa", "đã") && f.tok(j).Case == text.Lower || f.word(j) == "vừa" && f.word(j+1) == "qua" {
			return false
		}
	}
	for j := at + 1; j < at+7; j++ {
		if w := f.word(j + 1); (f.word(j) == "hằng" || f.word(j) == "hàng") && (w == "tuần" || w == "tháng" || w == "quý" || w == "năm") {
			return f.tok(j-1).Is("họp", "ban") && !f.hasDay()
		}
	}
	return false
}

// opens reports whether only words of attending stand before the verb at i:
// "Đến dự", "Cùng tham dự".
func (f *finder) opens(i int) bool {
	for j := f.from; j < i; j++ {
		switch f.word(j) {
		case "cùng", "tham", "đến", "tới", "về", "còn", "chỉ", "đạo", "và":
		default:
			return i <= f.from+1
		}
	}
	return true
}

// near reports whether nothing between a verb and an event's name makes the
// event something else's: "tổ chức phát động thi đua chào mừng đại hội".
func (f *finder) near(i, at int) bool {
	for ; i < at; i++ {
		switch f.word(i) {
		case "mừng", "quyết", "theo", "trước", "sau", "kỷ", "chuẩn", "phục", "tới", "hướng", "nhân", "nhằm", "để", "hiện", "kết", "quả", "về", "văn", "kiện", "trình", "như":
			return false
		}
	}
	return true
}
