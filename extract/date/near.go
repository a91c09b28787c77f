package date

import "khotin/extract/text"

// maxCount bounds counted units: "200 năm trước" is still read.
const maxCount = 400

// count reads a whole number in digits or words at i; it gives 0 for none.
func (s *scan) count(i int) (n, next int) {
	if n := s.number(i); n > 0 && n <= maxCount {
		return n, i + 1
	}
	if s.tok(i).Class != text.Word {
		return 0, i
	}
	v, next, ok := text.ReadSpelled(s.p, i)
	if !ok || v.Float() > maxCount || v.Float() != float64(int(v.Float())) {
		return 0, i
	}
	return int(v.Float()), next
}

// lengthAt reads a unit of time at j, with how many of it one word stands for.
func (s *scan) lengthAt(j int) (u length, times, next int) {
	switch s.key(j) {
	case "ngày", "hôm":
		return lenDay, 1, j + 1
	case "tuần":
		if s.key(j+1) == "lễ" {
			return lenWeek, 1, j + 2
		}
		return lenWeek, 1, j + 1
	case "tháng":
		return lenMonth, 1, j + 1
	case "quý":
		return lenQuarter, 1, j + 1
	case "năm":
		return lenYear, 1, j + 1
	case "thập":
		if s.tok(j+1).Is("kỷ", "niên", "kỉ") {
			return lenYear, 10, j + 2
		}
	}
	return 0, 0, j
}

// spelledCount reads a number in words before a unit of time: "ba tháng đầu
// năm", "hai ngày tới"; also a day of the month, "mười lăm tháng ba".
func (s *scan) spelledCount(i int) bool {
	n, j := s.count(i)
	if n == 0 {
		return false
	}
	if n <= 12 && s.key(j) == "tháng" && s.run(i, n, j) {
		return true
	}
	if s.counted(i) {
		return true
	}
	return n <= 31 && s.key(j) == "tháng" && j > i+1 && s.spelledDayAt(i, i)
}

// counted reads units that are counted from the reference: "3 ngày qua", "hai
// tuần tới", "5 năm trước", "10 ngày nữa", "3 quý đầu năm".
func (s *scan) counted(i int) bool {
	n, j := s.count(i)
	u, times, k := s.lengthAt(j)
	if n == 0 || u == 0 || s.uncounted(i) {
		return false
	}
	if u == lenYear && s.key(i) == "năm" && s.key(j) == "năm" && !s.tok(k).Is("qua", "tới", "trước", "nữa", "vừa") {
		return false
	}
	if u == lenMonth && s.key(i) == "năm" {
		return false // "năm tháng qua": years and months go by
	}
	n *= times
	if u == lenQuarter && n <= 4 && s.tok(k).Either("đầu", "cuối") && s.key(k+1) == "năm" {
		end, y, shift, shifted := s.yearAfter(k + 1)
		if end == k+1 {
			end = k + 2
		}
		s.emit(expr{kind: kRun, n: 3 * n, late: s.key(k) == "cuối", a: ymd{y: y}, shift: shift, shifted: shifted, rule: "run"}, i, end)
		return true
	}
	if (u == lenDay && n <= 20 || u == lenWeek && n <= 3) && s.tok(k).Either("đầu", "cuối") && s.key(k+1) == "tháng" { // 10 ngày đầu tháng 5
		if u == lenWeek {
			n *= 7
		}
		if p := s.parts(k+1, monthUnit); len(p) == 1 {
			e := expr{kind: kHalf, n2: n, late: s.key(k) == "cuối", a: ymd{y: p[0].y, m: p[0].n}, shift: p[0].shift, shifted: p[0].shifted, weekday: -1, rule: "days-of-month"}
			e.b = e.a
			s.emit(e, i, p[0].to)
			return true
		}
	}
	e := expr{n: n, unit: u, weekday: -1}
	end := k
	switch {
	case s.words(k, "nữa"):
		if s.tok(i-1).Is("thêm", "dài", "đến", "tới") {
			return false
		}
		e.kind, e.rule, end = kAgo, "units-relative", k+1
	case s.key(k) == "sau" && s.free(k+1):
		if s.key(i-1) == "và" || u == lenMonth && s.tok(k+1).Key == "cao" {
			return false
		}
		e.kind, e.rule, end = kAgo, "units-relative", k+1
		if s.key(k+1) == "đó" {
			end++
		}
		e.coming = true // from what was spoken of last, if anything was
	case s.key(k) == "trước" && s.key(k+1) == "đó":
		e.kind, e.rule, e.n, e.coming, end = kAgo, "units-relative", -n, true, k+2
	case s.key(k) == "trước" && s.free(k+1):
		e.kind, e.rule, e.n, end = kAgo, "units-relative", -n, k+1
		if s.key(k+1) == "đây" {
			end++
		}
		e.fuzzy = u > lenWeek
	case s.key(k) == "nay":
		e.kind, e.rule, end, e.fuzzy = kLasting, "window-relative", k+1, true
	default:
		dir, next := s.toward(k)
		if dir == 0 || s.tok(next).Class == text.Number || s.key(next) == "đó" {
			return false
		}
		e.kind, e.rule, e.late, end = kWindow, "window-relative", dir > 0, next
	}
	s.emit(e, i, end)
	return true
}

// dayOfNear reads "ngày 15 tháng trước", "ngày 5 tháng sau": a day of a month
// near the publication.
func (s *scan) dayOfNear(i int) bool {
	d := s.number(i)
	if d < 1 || d > 31 || s.key(i+1) != "tháng" || !s.tok(i-1).Is("ngày", "mùng", "mồng") || s.every(i-1) {
		return false
	}
	n, next, ok := s.near(i + 2)
	if !ok || s.key(i+2) == "nay" {
		return false
	}
	s.emit(expr{kind: kRelMonth, n: n, a: ymd{d: d}, coming: true, weekday: -1, rule: "month-relative"}, s.lead(i), next)
	return true
}

// uncounted reports whether the words before a count at i make it vague or
// recurring, or the number part of something else.
func (s *scan) uncounted(i int) bool {
	t := s.tok(i - 1)
	return s.every(i) || t.Is("lớp", "khối", "top", "tầng", "hơn", "gần", "khoảng", "chừng", "độ", "ngót", "vài", "mấy", "dăm", "cứ", "thứ", "lần", "trên", "dưới", "tối", "đa", "nhất", "/", "đôi", "số", "quá", "ít") ||
		isDash(t) || t.Key == "," && s.tok(i).Glued || t.Class == text.Number
}

// free reports whether "trước" or "sau" before token k ends its phrase: not
// "3 ngày trước Tết", "5 năm sau khi …".
func (s *scan) free(k int) bool {
	t := s.tok(k)
	switch {
	case k >= len(s.p.Tokens), t.Class == text.Punct, t.Key == "đây":
		return true
	case t.Class != text.Word, t.Case != text.Lower:
		return false
	}
	return !t.Is("khi", "ngày", "thời", "hạn", "lúc", "sinh", "mùa", "kỳ", "kì", "tháng", "năm", "trận", "cuộc", "lễ", "giờ", "thềm", "mắt", "hội", "đại", "bầu", "tết",
		"rằm", "tuổi", "phẫu", "mổ", "tốt", "kết", "thu", "cách", "điều", "ăn", "đẻ", "chiến", "công", "nguyên", "bão", "lũ", "dịch", "vụ", "sự", "tiêm", "nghỉ", "xuất", "chuyến", "buổi", "phiên",
		"lệnh", "thứ", "hôm", "mỗi", "tòa", "pháp", "hơn", "cao", "tăng")
}

// toward reads at k which way a stretch of time lies from the reference:
// -1 for qua, vừa qua, vừa rồi, gần đây; 1 for tới, sắp tới, tiếp theo.
func (s *scan) toward(k int) (dir, next int) {
	switch {
	case s.words(k, "vừa", "qua"), s.words(k, "vừa", "rồi"), s.words(k, "gần", "đây"), s.words(k, "gần", "nhất"):
		return -1, k + 2
	case s.words(k, "trở", "lại", "đây"):
		return -1, k + 3
	case s.words(k, "sắp", "tới"), s.words(k, "tiếp", "theo"), s.words(k, "kế", "tiếp"):
		return 1, k + 2
	case s.key(k) == "qua" && !s.tok(k+1).Is("các", "những", "đường", "cầu", "phà", "cửa", "đời", "lại"):
		return -1, k + 1
	case s.key(k) == "tới" && s.tok(k+1).Case == text.Lower && !s.tok(k+1).Is("nay", "nơi", "khi", "lúc", "nhà", "trường", "ngày", "tháng", "năm", "tuổi"), s.key(k) == "tiếp" && s.free(k+1):
		return 1, k + 1
	}
	return 0, k
}

// near reads what follows tuần, tháng, quý or năm and tells which one is
// meant, counted from the reference: này, trước, sau, tới, vừa qua, tiếp theo.
func (s *scan) near(k int) (n, next int, ok bool) {
	switch s.key(k) {
	case "này":
		return 0, k + 1, true
	case "nay":
		return 0, k + 1, true
	case "hiện":
		return 0, k + 2, s.key(k+1) == "tại"
	case "trước":
		if s.key(k+1) == "nữa" { // tuần trước nữa
			return -2, k + 2, true
		}
		return -1, k + 1, s.key(k+1) != "đó" && s.key(k+1) != "khi"
	case "rồi":
		return -1, k + 1, true
	case "sau":
		if s.key(k+1) == "nữa" {
			return 2, k + 2, true
		}
		return 1, k + 1, s.key(k+1) != "đó" && s.key(k+1) != "khi"
	}
	dir, next := s.toward(k)
	return dir, next, dir != 0
}

// ago reads "cách đây 3 ngày", "cách nay hai năm".
func (s *scan) ago(i int) bool {
	if !s.tok(i+1).Either("đây", "nay") {
		return false
	}
	j := i + 2
	if s.tok(j).Either("đúng", "tròn") {
		j++
	}
	n, k := s.count(j)
	u, times, end := s.lengthAt(k)
	if n == 0 || u == 0 {
		return false
	}
	if s.key(end) == "trước" {
		end++
	}
	if s.dated(end) {
		return false // the date beside it says more
	}
	s.emit(expr{kind: kAgo, n: -n * times, unit: u, fuzzy: u > lenWeek, rule: "units-relative"}, i, end)
	return true
}

// weeks reads "tuần này", "tuần trước", "cuối tuần qua", "đầu tuần sau", "tuần
// đầu tiên của tháng 9".
func (s *scan) weeks(i int) bool {
	left := s.tok(i - 1)
	if !s.relativeAllowed(i) && left.Key != "cả" || left.Either("tuyên", "trăng") {
		return false
	}
	e := expr{kind: kRelWeek, weekday: -1, rule: "week-relative"}
	from := i
	if s.part(i-1) && i-1 >= s.done {
		from--
		if s.tok(from-1).Is("các", "những", "mỗi") || s.tok(from-2).Either("các", "những") {
			return false
		}
		if left.Key == "cuối" {
			e.late = true
		} else {
			e.fuzzy = true
		}
	}
	n, next, ok := s.near(i + 1)
	switch {
	case ok && s.key(i+1) == "nay" && from == i:
		return false
	case ok:
		e.n = n
	case from == i:
		return s.nthWeek(i)
	case s.opens(from) && s.key(i+1) == ",", from == 0 && i+1 == len(s.p.Tokens):
		next = i + 1
	default:
		return false
	}
	for dayPart(s.tok(from-1)) && from-1 >= s.done {
		from--
	}
	s.emit(e, from, next)
	return true
}

// fromNow reads "từ nay đến cuối năm", "từ nay đến hết tháng 12", "từ nay đến
// ngày 30/9".
func (s *scan) fromNow(i int) bool {
	j := i + 2
	switch {
	case s.words(i, "từ", "nay"), s.words(i, "từ", "giờ"):
	case s.words(i, "từ", "bây", "giờ"):
		j++
	default:
		return false
	}
	if !s.tok(j).Either("đến", "tới") {
		return false
	}
	j++
	e := expr{kind: kFromNow, rule: "from-now-relative", weekday: -1}
	for s.tok(j).Is("hết", "ngày", "cuối") {
		j++
	}
	s.spare = s.sequence(s.spare, j)
	switch {
	case len(s.spare) == 1:
		e.b = s.spare[0].day
		s.emit(e, i, s.spare[0].to)
		return true
	case s.key(j) == "tháng":
		if p := s.parts(j, monthUnit); len(p) == 1 {
			e.b = ymd{y: p[0].y, m: p[0].n}
			s.emit(e, i, p[0].to)
			return true
		}
		if s.tok(j-1).Either("cuối", "hết") {
			e.unit = lenMonth
			s.emit(e, i, j+1)
			return true
		}
	case s.key(j) == "năm":
		if s.year(j+1) > 0 && !s.tok(j-1).Either("cuối", "hết") {
			return false // the year is a goal
		}
		if y := s.year(j + 1); y > 0 {
			e.b.y = y
			s.emit(e, i, j+2)
			return true
		}
		if s.tok(j-1).Either("cuối", "hết") {
			next := j + 1
			if n, ok := relativeYear(s.key(next)); ok {
				e.shift, next = n, next+1
			}
			e.unit = lenYear
			s.emit(e, i, next)
			return true
		}
	}
	return false
}
