package date

import "khotin/extract/text"

// weekdayAt reads a weekday that begins at i: thứ Hai, thứ 5, chủ nhật. It
// gives -1 for none.
func (s *scan) weekdayAt(i int) (w, next int) {
	if !s.tok(i).Is("thứ", "chủ", "chúa") {
		return -1, i
	}
	if w := s.weekday(i + 2); w >= 0 {
		return w, i + 2
	}
	return -1, i
}

// weekdays reads a weekday without a date: "thứ Hai tuần sau", "chủ nhật này",
// "sáng thứ Bảy", "từ thứ Hai đến thứ Sáu tuần tới". With a date beside it,
// the date is read and the weekday checks it.
func (s *scan) weekdays(i int) bool {
	w, k := s.weekdayAt(i)
	if w < 0 || s.dated(k) {
		return false
	}
	if t := s.tok(i - 1); (t.Either("đến", "tới") || isDash(t)) && s.weekday(i-1) >= 0 {
		return false // the end of a range whose week is not written
	}
	e := expr{kind: kWeekday, weekday: w, rule: "weekday-relative"}
	from, strong := s.weekdayLead(i)
	last, lastNext := -1, k
	if s.tok(k).Either("đến", "tới") || isDash(s.tok(k)) {
		last, lastNext = s.weekdayAt(k + 1)
	}
	if last >= 0 {
		k = lastNext
	}
	j := k
	if second, next := s.weekdayAt(k + 1); last < 0 && listed(s.tok(k)) && second >= 0 && s.key(next) == "tuần" {
		if n, _, ok := s.near(next + 1); ok { // thứ Bảy và Chủ nhật tuần này
			e.kind, e.n = kRelWeek, n
			s.emit(e, from, k)
			return true
		}
	}
	if s.tok(j).Either("của", "trong") {
		j++
	}
	if s.key(j) == "tuần" {
		n, next, ok := s.near(j + 1)
		if !ok {
			return false
		}
		e.kind, e.n = kRelWeek, n
		if last >= 0 {
			e.n2 = 1 + (last+6)%7 // Monday 1 … Sunday 7
		}
		s.emit(e, from, next)
		return true
	}
	if last >= 0 {
		return false // from Monday to Friday is every week's
	}
	dir, next := s.toward(k)
	if n, _ := s.nth(k); n != 0 {
		return false // the first Sunday of some month
	}
	// "thế hệ thứ 6 này", "dự án thứ hai sau": ordinals.
	day := strong || s.opens(from) || s.key(i) != "thứ" || s.tok(i+1).Case == text.Title
	named := s.key(i) != "thứ" || s.tok(i+1).Case == text.Title || s.tok(i+1).Class == text.Number
	switch {
	case s.tok(k).Either("này", "sau") && !day, s.words(k, "sau", "đó"):
		return false
	case s.key(k) == "này":
		e.n, e.n2, next = 1, 1, k+1 // today may be meant
	case s.key(k) == "trước" && s.free(k+1), s.key(k) == "rồi":
		e.n, next = -1, k+1
	case s.key(k) == "sau" && s.free(k+1):
		e.n, next = 1, k+1
	case s.tok(k).Either("qua", "tới") && !s.ends(next) && !(named && s.opens(from) && s.weDo(next)):
		return false // "cây cầu thứ 7 qua sông"
	case dir != 0 && s.tok(next).Class != text.Number:
		e.n = dir
	case !strong && !(s.single && named && s.ends(k)) || s.tok(k).Is("hằng", "hàng", "mỗi", "xanh", "đỏ", "tình", "hồng", "sạch", "vàng") || listed(s.tok(k)) && s.weekday(k+3) >= 0:
		return false
	case !s.told(from, k):
		return false // "biểu diễn vào tối thứ Bảy" may be every week's
	default:
		next = k
		e.past = s.key(i-1) == "hôm" || s.opens(from) && from < i && next < len(s.p.Tokens) || s.happened(from)
	}
	s.emit(e, from, next)
	return true
}

// weDo reports whether a pronoun and a verb of doing stand at token i: "chúng tôi
// sẽ", "họ đi", but not "chúng tôi là", "họ hàng".
func (s *scan) weDo(i int) bool {
	switch t := s.tok(i); {
	case t.Case != text.Lower:
		return false
	case t.Key == "chúng" && s.tok(i+1).Is("tôi", "ta", "em", "mình", "nó"), t.Key == "bọn" && s.tok(i+1).Is("họ", "mình", "em"):
		i += 2
	case t.Is("tôi", "ta", "mình", "họ", "nó"):
		i++
	default:
		return false
	}
	return s.tok(i).Case == text.Lower && s.tok(i).Is("sẽ", "đã", "đi", "bắt", "về", "lên", "họp", "gặp", "thi", "làm", "nghỉ", "trở", "tổ", "khởi", "mở")
}

// shortWeekday reads "T7 tuần này", "CN tuần sau".
func (s *scan) shortWeekday(i int) bool {
	w := 0
	if k := s.key(i); len(k) == 2 && k[0] == 't' && k[1] >= '2' && k[1] <= '7' {
		w = int(k[1] - '1')
	} else if k != "cn" || s.tok(i).Case != text.Upper {
		return false
	}
	if s.key(i+1) != "tuần" {
		return false
	}
	n, next, ok := s.near(i + 2)
	if !ok {
		return false
	}
	from, _ := s.weekdayLead(i)
	s.emit(expr{kind: kRelWeek, weekday: w, n: n, rule: "weekday-relative"}, from, next)
	return true
}

// ends reports whether a phrase may end before token i: at a sign, a capital,
// or a word that no noun phrase begins with.
func (s *scan) ends(i int) bool {
	t := s.tok(i)
	return i >= len(s.p.Tokens) || t.Class == text.Punct || t.Class == text.Word && t.Case != text.Lower ||
		t.Is("tại", "ở", "và", "sẽ", "đã", "vừa", "có", "là", "lúc", "với", "do", "cho", "để", "khi", "thì", "trên", "trong", "của", "đang", "được", "bị", "vì", "về", "nhưng", "vẫn", "cũng", "rất", "mới", "phải")
}

// dated reports whether a date follows at k, after a comma or bracket.
func (s *scan) dated(k int) bool {
	if s.tok(k).Either(",", "(") {
		k++
	}
	for s.tok(k).Is("ngày", "mùng", "mồng") {
		if k++; s.tok(k).Class == text.Number {
			return true
		}
		if v, _ := s.count(k); v > 0 {
			return true
		}
	}
	return s.tok(k).Class == text.Number && (s.tok(k+1).Is("/", "-", ".", "tháng") || splitDots(s.key(k)) != nil)
}

// weekdayLead gives the token where the mention of the weekday at i begins,
// and whether the words before it make it a day.
func (s *scan) weekdayLead(i int) (from int, strong bool) {
	from = i
	if s.key(from-1) == "ngày" && from-1 >= s.done {
		from--
	}
	for dayPart(s.tok(from-1)) && from-1 >= s.done {
		from, strong = from-1, true
	}
	if h := s.hour(from); h < from && h >= s.done {
		from, strong = h, true
	}
	left := s.tok(from - 1)
	if s.every(from) || left.Is("các", "những", "mọi") || left.Key == "buổi" && s.tok(from-2).Is("các", "mỗi", "những") {
		return from, false
	}
	switch {
	case strong, left.Is("vào", "hôm", "từ", "trước", "đến", "hết"), s.happens(from) && (left.Key == "ra" || s.ends(i+2) && !s.tok(i+2).Is("trong", "của", "trên", "với")):
		if left.Key == "hôm" && from-1 >= s.done {
			from--
		}
		return from, true
	case s.opens(from):
		// "Thứ hai, …" counts arguments.
		return from, s.key(i) != "thứ" || from == 0 && i+2 == len(s.p.Tokens) || from < i
	}
	return from, false
}

// sameDay reads "cùng ngày": the day spoken of last.
func (s *scan) sameDay(i int) bool {
	if s.key(i+1) != "ngày" || s.tok(i+2).Is("sinh", "tháng", "với") {
		return false
	}
	from := i
	for dayPart(s.tok(from-1)) && from-1 >= s.done {
		from--
	}
	if h := s.hour(from); h >= s.done {
		from = h
	}
	s.emit(expr{kind: kAfter, rule: "day-same", weekday: -1}, from, i+2)
	return true
}

// happened reports whether "đã" or "vừa" stands before token i in its clause.
func (s *scan) happened(i int) bool {
	for j := i - 1; j >= 0 && j > i-12 && s.tok(j).Class != text.Punct; j-- {
		if s.tok(j).Either("đã", "vừa") {
			return true
		}
	}
	return false
}

// told reports whether a weekday in [from, to) is that of one event: it opens
// its sentence, or the words around it speak of what was or will be.
func (s *scan) told(from, to int) bool {
	at := from
	if s.tok(at-1).Is("vào", "từ", "đến", "trước") {
		at--
	}
	if s.key(from) == "hôm" || s.opens(at) || s.happens(at) || s.single && s.appointed(at) {
		return true
	}
	for _, r := range s.sentences {
		if r[0] <= from && from < r[1] {
			return s.ahead(from, to, r) || s.behind(from, to, r) || s.happened(from)
		}
	}
	return false
}

// appointed reports whether the words before token i, in its clause, make an
// appointment: "hẹn gặp bạn".
func (s *scan) appointed(i int) bool {
	for j := i - 1; j >= 0 && s.tok(j).Class == text.Word; j-- {
		if s.key(j) == "hẹn" {
			return true
		}
	}
	return false
}

// happens reports whether a verb of taking place ends before token i: "diễn
// ra", "khai mạc", "bắt đầu".
func (s *scan) happens(i int) bool {
	switch t := s.tok(i - 2); s.key(i - 1) {
	case "ra":
		return t.Either("diễn", "xảy")
	case "mạc":
		return t.Either("khai", "bế")
	case "công", "hành":
		return t.Key == "khởi"
	case "đầu":
		return t.Key == "bắt"
	case "thúc":
		return t.Key == "kết"
	case "trương", "giảng":
		return t.Key == "khai"
	case "thành":
		return t.Key == "khánh"
	}
	return false
}
