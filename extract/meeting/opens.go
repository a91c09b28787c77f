package meeting

import "khotin/extract/text"

// leadVerb reads an event that the sentence only opens with, to give what an
// official said there: "Chủ trì cuộc họp nghe báo cáo … chiều 13/9, Phó Chủ tịch
// UBND thành phố N yêu cầu", "Tiếp Đại sứ Ba Lan chiều 10/10, Chủ tịch …". A day
// of the article's own time must stand before the official, who follows a comma.
func (f *finder) leadVerb() *Meeting {
	if f.tok(f.from).Class != text.Word || f.tok(f.from).Case == text.Lower {
		return nil
	}
	at, kind := f.opened()
	if at < 0 || !f.ownDay(true) {
		return nil
	}
	who, start := f.speaker(at)
	if who < 0 {
		return nil
	}
	from := f.from
	m := f.named(at, kind)
	m.Rule = ruleJoin
	m.At.To = min(m.At.To, start-1)
	m.Name = f.p.Slice(at, m.At.To)
	if at == from {
		m.Rule = ruleActs
	}
	f.from = start
	m.Host = f.bodyOf(who, f.to)
	f.from = from
	return m
}

// opened gives the event with which the sentence opens, -1 for none.
func (f *finder) opened() (at int, kind string) {
	i := f.from
	if f.word(i) == "chủ" && (f.word(i+1) == "trì" || f.word(i+1) == "tọa") {
		if next, kind := events.Match(f.p, i+2); next > i+2 {
			return i + 2, kind
		}
		return -1, ""
	}
	next, kind := acts.Match(f.p, i)
	if next == i || f.word(i) == "tiếp" && next == i+1 && !f.receives(next) || f.word(i) == "dâng" {
		return -1, ""
	}
	return i, kind
}

// speaker gives the official behind the comma that ends the clause in which token
// at stands, where the last words of it, or those before the official, are a day,
// and the token at which he is named; -1 for none.
func (f *finder) speaker(at int) (who, start int) {
	for n := range f.officials {
		for _, m := range f.officials[n].Mentions {
			if m.Caption || m.At.Para != f.para || m.At.From <= at || m.At.To >= f.to {
				continue
			}
			i := m.At.From
			for i > at && f.tok(i-1).Is("đồng", "chí", "ông", "bà", "đ", "/", "c") {
				i--
			}
			if f.tok(i-1).Is(",") && f.isDay(i-2) && !f.tok(m.At.To).Is(",", "và", ";") {
				return n, i
			}
		}
	}
	return -1, -1
}
