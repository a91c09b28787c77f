package meeting

import (
	"khotin/extract/date"
	"khotin/extract/text"
)

// told reads an event that the lead tells only by what was done, "Công an
// thành phố tổ chức công bố quyết định …", and that the next sentences name:
// "Tại hội nghị …". The verb of holding stands at i and ends at n.
func (f *finder) told(i, n int) *Meeting {
	if !f.isDeed(n) {
		return nil
	}
	host := f.hostBefore(i)
	if host == "" {
		return nil
	}
	kind := f.namedLater()
	switch deed := f.deedKind(n); {
	case kind == "" && !f.bygone(n) && (i < n && f.word(i-1) == "vừa" || f.ownDay(i == n) && (i < n || f.opensWork(i))), kind == "phiên họp" && f.opensWork(n):
		kind = deed
	}
	if kind == "" {
		return nil
	}
	m := f.named(n, kind)
	m.Rule, m.Host = ruleTold, host
	return m
}

// isDeed reports whether what stands at token i is done at an event.
func (f *finder) isDeed(i int) bool {
	next := f.word(i + 1)
	switch f.word(i) {
	case "tổng", "sơ":
		return next == "kết"
	case "công":
		return next == "bố"
	case "chương":
		return next == "trình"
	case "kỷ":
		return next == "niệm"
	case "trao", "ký":
		return true
	case "dâng":
		return next == "hương" || next == "hoa"
	case "ra":
		return next == "mắt" || next == "quân"
	case "khai", "bế":
		return next == "giảng" || next == "trương" || next == "mạc" && f.isContest(i+2)
	case "thông", "gắn", "cắt":
		return next == "xe" || next == "biển" || next == "băng"
	case "khởi":
		return next == "công"
	case "khánh":
		return next == "thành"
	case "bàn":
		return next == "giao"
	case "quán":
		return next == "triệt"
	case "nghiên":
		return next == "cứu"
	case "học":
		return next == "tập"
	case "triển":
		return next == "khai"
	case "đón":
		return next == "nhận"
	case "phát":
		return next == "động"
	case "tiếp":
		return next == "xúc"
	case "thảo":
		return next == "luận"
	case "đánh":
		return next == "giá"
	case "kiểm":
		return next == "tra"
	}
	return false
}

// ownDay reports whether the sentence names a day of the time of the article: one
// whose year is not written, or one to which its other days keep within a month.
// A work of which nothing is said but that it was begun, bare, may be of any year
// that is written.
func (f *finder) ownDay(bare bool) bool {
	for i := range f.dates {
		d := &f.dates[i]
		if d.Grain != date.GrainDay || d.At.Para != f.para || d.At.From < f.from || d.At.From >= f.to || d.Issue || d.Anniversary {
			continue
		}
		if d.Yearless || !bare && !f.longBefore(d.Start) {
			return true
		}
	}
	return false
}

// longBefore reports whether the article names a day more than a month after day.
func (f *finder) longBefore(day date.Day) bool {
	for i := range f.dates {
		d := &f.dates[i]
		if d.Grain == date.GrainDay && !d.Horizon && d.Start.Time().Sub(day.Time()).Hours() > 31*24 {
			return true
		}
	}
	return false
}

// bygone reports whether the sentence or the one behind it tells what has come of
// the deed at token i since, "khởi công dự án nhưng đến nay …", when it was begun
// to be done, "từ ngày 8/3", or what an inquiry found.
func (f *finder) bygone(i int) bool {
	if f.word(f.from) == "theo" {
		return true
	}
	for j := f.from; j < f.to; j++ {
		next := f.word(j + 1)
		switch w := f.word(j); {
		case w == "từ" && (next == "ngày" || f.isDay(j+1)):
			return true
		case j < i:
		case w == "đến" && next == "nay", w == "nhưng", w == "song" && next != "phương" && next != "ngữ", w == "dù", w == "mặc" && next == "dù":
			return true
		}
	}
	return f.sinceThen()
}

// sinceThen reports whether the sentence behind this one begins with what has come
// of it: "Đến nay", "Song đến nay", "Sau 3 năm".
func (f *finder) sinceThen() bool {
	for _, s := range f.p.Sentences() {
		if s[0] < f.to {
			continue
		}
		toks := f.p.Tokens[s[0]:s[1]]
		for k := 0; k+1 < len(toks) && k < 4 && toks[k].Class != text.Number; k++ {
			if toks[k].Is("đến") && toks[k+1].Is("nay") {
				return true
			}
		}
		return len(toks) > 2 && toks[0].Is("sau") && toks[1].Class == text.Number && toks[2].Is("năm", "tháng")
	}
	return false
}

// opensWork reports whether the verb at token i by itself is done at a ceremony:
// ground is broken, a work opened, but "kỷ niệm 60 năm" may tell of a year.
func (f *finder) opensWork(i int) bool {
	switch f.word(i) {
	case "khởi", "khánh", "khai", "bế", "thông", "gắn", "cắt", "ký":
		return true
	}
	return false
}

// deedKind gives the kind of the event at which what stands at token i is always
// done, "" where it may be done at several: decisions are made known at
// conferences and at ceremonies.
func (f *finder) deedKind(i int) string {
	next := f.word(i + 1)
	switch f.word(i) {
	case "tổng", "sơ":
		if next == "kết" {
			return "hội nghị"
		}
	case "quán":
		if next == "triệt" {
			return "hội nghị"
		}
	case "kỷ":
		if next == "niệm" {
			return "lễ"
		}
	case "ra":
		if next == "mắt" {
			return "lễ"
		}
	case "khai", "bế":
		if next == "giảng" || next == "trương" || next == "mạc" && f.isContest(i+2) {
			return "lễ"
		}
	case "khởi":
		if next == "công" {
			return "lễ"
		}
	case "khánh":
		if next == "thành" {
			return "lễ"
		}
	case "phát":
		if next == "động" {
			return "lễ"
		}
	case "thông", "gắn", "cắt":
		if next == "xe" || next == "biển" || next == "băng" {
			return "lễ"
		}
	case "ký":
		if next == "kết" {
			return "lễ"
		}
	case "đón":
		switch f.word(i + 2) {
		case "huân", "huy", "danh", "bằng", "cờ", "quyết":
			return "lễ"
		}
	case "dâng":
		if next == "hương" || next == "hoa" {
			return "lễ"
		}
	case "trao":
		if next != "đổi" && next != "trả" {
			return "lễ"
		}
	case "công":
		if next == "bố" && f.word(i+2) == "và" && f.word(i+3) == "trao" {
			return "lễ"
		}
	case "nghiên", "học":
		for j := i + 2; j < i+8; j++ {
			if f.word(j) == "quán" && f.word(j+1) == "triệt" {
				return "hội nghị"
			}
		}
	}
	return ""
}

// isContest reports whether token i names what is opened and closed with a
// ceremony: a contest, an exhibition, an exercise.
func (f *finder) isContest(i int) bool {
	next := f.word(i + 1)
	switch f.word(i) {
	case "giải", "triển", "liên", "festival", "trại", "tuần", "đợt", "trưng":
		return true
	case "diễn":
		return next == "tập"
	case "hội":
		return next == "thi" || next == "thao" || next == "khỏe" || next == "diễn" || next == "chợ" || next == "sách" || next == "trại"
	case "cuộc", "vòng":
		return next == "thi" || next == "chung"
	case "ngày", "lễ":
		return next == "hội"
	}
	return false
}

// namedLater gives the kind of the event as the sentences and captions after
// the lead name it: "chủ trì hội nghị", "Tại buổi lễ", "Quang cảnh hội thảo";
// "" where they do not.
func (f *finder) namedLater() string {
	for n := f.para; n < len(f.body.Paras) && n < f.para+4; n++ {
		from := 0
		if n == f.para {
			from = f.to
		}
		if kind := kindIn(&f.body.Paras[n], from); kind != "" {
			return kind
		}
	}
	if f.captions != nil {
		for n := range f.captions.Paras {
			if kind := kindIn(&f.captions.Paras[n], 0); kind != "" {
				return kind
			}
		}
	}
	return ""
}

func kindIn(p *text.Para, from int) string {
	for i := max(from, 1); i < len(p.Tokens); i++ {
		begins := p.Tokens[i-1].Is(".") && p.Tokens[i].Case != text.Lower // "Hội nghị được kết nối tới …"
		if !begins && !p.Tokens[i-1].Is("tại", "trì", "dự", "luận", "mạc", "cảnh", "đạo") {
			continue
		}
		next, kind := events.Match(p, i)
		if next == i || next-i < 2 && !p.Tokens[i].Is("lễ") {
			continue
		}
		if next < len(p.Tokens) && p.Tokens[next].Class == text.Word && p.Tokens[next].Case != text.Lower {
			continue // "tại Hội nghị Trung ương 7": another one
		}
		return kind
	}
	return ""
}
