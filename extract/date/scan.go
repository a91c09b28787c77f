package date

import (
	"strings"

	"khotin/extract/text"
)

// kind is the shape of an expression.
type kind uint8

const (
	kDay      kind = iota // a, or a to b
	kMonth                // months a.m to b.m
	kQuarter              // quarters a.m to b.m
	kRun                  // n months at the beginning of the year, or at its end (late)
	kHalf                 // the first or second (late) half of a month
	kYear                 // years a.y to b.y
	kWhole                // "cả năm"
	kSame                 // "cùng kỳ năm trước", "cùng kỳ năm 2018"
	kSince                // "từ đầu năm đến nay", or to b
	kRelDay               // n days from the reference
	kRelMonth             // n months from …
	kRelQuarter
	kRelYear
	kRelWeek   // the week n weeks from the reference, or its weekday or weekend (late)
	kWeekday   // the next (n > 0), last (n < 0) or nearest weekday
	kWindow    // n whole units before the reference, or after it (late)
	kLasting   // n units up to the reference, or the one in which it lies (n = 0)
	kAgo       // the unit that lies n units from the reference
	kAfter     // n days from the day spoken of last
	kFromNow   // from the reference to b, or to the end of the year
	kFixed     // first to final
	kSeason    // season n of a year
	kLunar     // a to b in the lunar calendar
	kMonthless // day a.d of a month that is not named, behind another (listed)
)

// length is a unit of time that is counted.
type length uint8

const (
	lenDay length = iota + 1
	lenWeek
	lenMonth
	lenQuarter
	lenYear
)

// ymd is a day, month or year as written; what is not written is 0.
type ymd struct{ y, m, d int }

// expr is an expression as written, before it is resolved.
type expr struct {
	para, from, to int
	sentence       int // index of its sentence in the paragraph
	kind           kind
	a, b           ymd
	n, n2          int
	late           bool
	shift          int  // "năm ngoái" after a day or month: -1
	shifted        bool // shift holds
	leading        bool // bare, and opens its clause before what was done: "9 tháng thu được"
	grows          bool // bare, and stands before how much something rose or fell: "9 tháng tăng 9,77%"
	bare           bool // "9 tháng" alone: a run of months only where the document has that run
	weekday        int  // 0 Sunday … 6; -1 unknown
	unit           length
	first, final   Day  // of kFixed
	leap           bool // a leap month
	eve            bool // "30 Tết" also in a month of 29 days
	cycle          int  // place in the cycle of sixty years plus one
	coming         bool // "tháng 3 tới": the first from the reference on
	recent         bool // "19/4 vừa rồi", "tháng 9 vừa qua": the last up to the reference
	rule           string

	horizon, comparison, term, fuzzy, plan, anniversary, frame, future, recurring bool

	issue  bool // the day of a document
	told   bool // "tháng 9 cùng năm": the year spoken of last
	listed bool // behind another day or month of its list: "ngày 1/5 và 2/9"
	past   bool // "đã", "trước đó"
	onward bool // "từ ngày 1/9": may well lie ahead
}

// scan reads the expressions of one paragraph.
type scan struct {
	p         *text.Para
	para      int
	masked    []bool
	sentences [][2]int
	single    bool // the text is one sentence
	i         int
	done      int // token after the last expression
	led       int // the last day without its month that was read, 0 for none
	out       []expr

	items, spare []item // room for sequences of days
}

// openers are the words with which word reads an expression.
var openers = text.Openers(`tháng quý năm cả cùng nửa từ hôm sáng trưa chiều tối đêm khuya bữa ngày mùng mồng rằm
	giai thời nhiệm khóa niên một hai ba bốn sáu bảy bẩy tám chín mười cách tuần thứ chủ chúa thế thập những mùa hè sang tết cn thượng trung hạ`, feasts)

// joints are what stands behind a number of up to three digits that begins an
// expression.
var joints = text.NewSet(strings.FieldsSeq("/ - – — , & + và đến tới rạng tháng ngày hôm tuần quý năm thập tết"))

var nothing = text.Token{Class: text.Punct}

func (s *scan) tok(i int) *text.Token {
	if i >= 0 && i < len(s.p.Tokens) {
		return &s.p.Tokens[i]
	}
	return &nothing
}

func (s *scan) key(i int) string { return s.tok(i).Key }

func (s *scan) words(i int, keys ...string) bool {
	for j, k := range keys {
		if s.key(i+j) != k {
			return false
		}
	}
	return true
}

// back reports whether the tokens before i are keys, in the order of the text.
func (s *scan) back(i int, keys ...string) bool { return s.words(i-len(keys), keys...) }

// number gives the whole number of token i, or -1.
func (s *scan) number(i int) int {
	t := s.tok(i)
	if t.Class != text.Number || len(t.Key) > 4 || s.masked != nil && s.masked[i] {
		return -1
	}
	n := 0
	for j := 0; j < len(t.Key); j++ {
		c := t.Key[j]
		if c < '0' || c > '9' {
			return -1
		}
		n = n*10 + int(c-'0')
	}
	return n
}

// year gives the year that token i writes with four digits, or 0.
func (s *scan) year(i int) int {
	if y := s.number(i); len(s.key(i)) == 4 && y >= 1000 && y < 2200 {
		return y
	}
	return 0
}

// modernYear is year for places where a plain number could stand as well.
func (s *scan) modernYear(i int) int {
	if y := s.year(i); y >= 1900 && y <= 2100 {
		return y
	}
	return 0
}

func isDash(t *text.Token) bool { return t.Class == text.Punct && t.Is("-", "–", "—") }

// read reads the expressions of the paragraph.
func (s *scan) read() {
	tokens := s.p.Tokens
	for s.i < len(tokens) {
		i := s.i
		t := &tokens[i]
		if t.Class == text.Punct || t.Class == text.Word && !openers.Has(t) || s.masked != nil && s.masked[i] || !s.next(i, t) {
			s.i++
		}
	}
}

// next reads the expression at token i, and moves on behind it if there is one.
func (s *scan) next(i int, t *text.Token) bool {
	switch t.Class {
	case text.Number:
		return s.mayOpen(i) &&
			(s.days(i, i) || s.iso(i) || s.eve(i) || s.dayOfNear(i) || s.run(i, s.number(i), i+1) || s.yearSpan(i) || s.bareMonth(i) || s.bareYear(i) || s.counted(i))
	case text.Code:
		return s.codeQuarter(i) || s.shortWeekday(i)
	}
	return s.word(i, t)
}

// mayOpen reports whether the number at i can begin an expression: a year, days
// in one token ("26.12", "24,25"), or a number with one of joints behind it.
func (s *scan) mayOpen(i int) bool {
	key := s.p.Tokens[i].Key
	for k := range len(key) {
		if key[k] == '.' || key[k] == ',' {
			return k <= 2 && (len(key) <= k+3 || key[k+2] < '0' || key[k+3] < '0')
		}
	}
	return len(key) == 4 || len(key) < 4 && joints.Has(s.tok(i+1))
}

func (s *scan) word(i int, t *text.Token) bool {
	switch t.Key {
	case "tháng":
		return s.months(i)
	case "quý":
		return s.quarters(i)
	case "năm":
		return s.years(i) || s.counted(i)
	case "cả":
		return s.wholeYear(i)
	case "cùng":
		return s.samePeriod(i) || s.sameDay(i)
	case "nửa":
		return s.half(i)
	case "từ":
		return s.since(i) || s.fromNow(i)
	case "hôm", "sáng", "trưa", "chiều", "tối", "đêm", "khuya", "bữa":
		return s.relativeDay(i)
	case "ngày":
		return s.relativeDay(i) || s.spelledDay(i) || s.nthDay(i) || s.dayMonthless(i)
	case "mùng", "mồng", "rằm":
		return s.spelledDay(i)
	case "giai", "thời", "nhiệm", "khóa", "niên":
		return s.term(i)
	case "một", "hai", "ba", "bốn", "sáu", "bảy", "bẩy", "tám", "chín", "mười":
		return s.spelledCount(i)
	case "cách":
		return s.ago(i)
	case "tuần":
		return s.weeks(i)
	case "thứ", "chủ", "chúa":
		return s.weekdays(i)
	case "thế", "thập", "những":
		return s.era(i)
	case "mùa", "hè":
		return s.season(i)
	case "sang":
		return s.nextYear(i)
	case "thượng", "trung", "hạ":
		return s.third(i)
	case "cn":
		return s.shortWeekday(i)
	}
	return s.feast(i)
}

// emit takes an expression of tokens [from, to) and moves on behind it.
func (s *scan) emit(e expr, from, to int) {
	if (e.kind == kDay || e.kind == kMonth || e.kind == kLunar) && e.a.y == 0 && s.yearly(to) {
		e.recurring, e.anniversary = true, true
		to += 2
	} else if (e.kind == kDay || e.kind == kLunar) && e.a.y == 0 && !e.shifted && e.cycle == 0 && s.everyYear(from) {
		e.recurring, e.anniversary = true, true
	}
	if s.key(from-1) == "khoảng" && (e.kind == kMonth || e.kind == kQuarter || e.kind == kYear && e.a == e.b) {
		e.fuzzy = true
	}
	if (e.kind == kDay || e.kind == kMonth || e.kind == kQuarter) && e.a.y == 0 && !e.shifted && !e.recurring &&
		(s.words(to, "cùng", "năm") || s.key(to) == "năm" && s.tok(to+1).Either("đó", "ấy")) {
		e.told = true
		to += 2
	}
	e.para, e.from, e.to = s.para, from, to
	for k, r := range s.sentences {
		if r[0] <= from && from < r[1] {
			e.sentence = k
		}
	}
	e.comparison = e.comparison || s.compared(from)
	e.future = s.ahead(from, to, s.sentences[e.sentence])
	since := s.key(from) == "từ" || s.key(from-1) == "từ"
	tillNow := since && (s.words(to, "đến", "nay") || s.words(to, "tới", "nay") || s.back(from, "tính", "từ"))
	counted := e.kind == kMonth && s.key(from) == "tính" && !s.owed(from, to, s.sentences[e.sentence]) // "tính đến hết tháng 12" has come
	e.past = e.past || tillNow || !e.future && (counted || s.behind(from, to, s.sentences[e.sentence]))
	e.onward = since && !e.past && e.kind == kDay && e.a == e.b
	if e.kind == kMonth || e.kind == kQuarter || e.kind == kDay {
		dir, end := s.toward(to)
		e.coming = e.coming || dir > 0 && s.tok(end).Class != text.Number
		e.recent = dir < 0 && s.key(to) == "vừa"
		e.past = e.past || e.recent
	}
	e.issue = e.kind == kDay && e.a.y != 0 && s.decreed(from)
	e.plan = s.planned(from, s.sentences[e.sentence][0])
	e.frame = s.opens(from) && s.tok(to).Is(",", ":", "quận", "huyện", "thành", "toàn", "ước", "đạt")
	s.out = append(s.out, e)
	s.done, s.i = to, max(to, s.i+1)
}

// listed reports whether the token joins the members of a list.
func listed(t *text.Token) bool { return t.Is(",", "và", "&", "+") }

// splitDots gives the parts of a number token with dots, or nil.
func splitDots(key string) []string {
	if strings.IndexByte(key, '.') < 0 || strings.IndexByte(key, ',') >= 0 {
		return nil
	}
	return strings.Split(key, ".")
}
