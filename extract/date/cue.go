package date

import "khotin/extract/text"

// cue is what the words before a number say of it.
type cue struct {
	strength    int // 0 none, 1 weak (từ, đến, a bracket, the beginning), 2 a named day, 3 strong (ngày, sáng, …)
	banned      bool
	anniversary bool
	weekday     int // -1 unknown
}

func dayPart(t *text.Token) bool {
	return t.Is("sáng", "trưa", "chiều", "tối", "đêm", "khuya")
}

// cue looks at the words before token i.
func (s *scan) cue(i int) cue {
	c := cue{weekday: -1}
	j := i - 1
	if s.tok(j).Either("(", ",") && (s.tok(j-1).Is("nay", "qua", "mai") || s.weekday(j) >= 0) {
		j--
	}
	t := s.tok(j)
	switch {
	case s.street(i), t.Either("đến", "tới") && s.tok(j-1).Is("chưa", "không", "chẳng", "gần"): // "chưa đến 1/3"
		c.banned = true
	case t.Key == "ngày":
		c.strength = 3
		if s.every(j) {
			c.banned = true
		}
		if s.tok(j-1).Either(",", "(") {
			c.weekday = s.weekday(j - 1)
		} else {
			c.weekday = s.weekday(j)
		}
	case dayPart(t), t.Is("hôm", "mùng", "mồng"):
		c.strength = 3
	case t.Key == "điểm" && s.tok(j-1).Is("thời"):
		c.strength = 3
	case t.Is("nay", "qua", "mai") && (dayPart(s.tok(j-1)) || s.tok(j-1).Either("hôm", "ngày")):
		c.strength = 3
	case s.weekday(j+1) >= 0:
		c.strength, c.weekday = 3, s.weekday(j+1)
	case t.Key == "đến" && s.key(j-1) == "tính", t.Key == "hết" && s.key(j-1) == "đến", t.Either("dịp", "lễ"):
		c.strength = 3
	case t.Key == "từ" && s.begun(j), t.Key == "chót", t.Key == "hạn" && s.tok(j-1).Is("thời", "đến", "kỳ", "kì"):
		c.strength = 3
	case t.Is("từ", "đến", "tới", "trước", "sau", "vào", "hết", "("):
		c.strength = 1
	case s.begins(i):
		c.strength = 1
	}
	c.anniversary = s.celebrated(i)
	if c.strength < 3 && !c.banned && s.namedDay(i) {
		if c.strength = 2; s.titledDay(i) {
			c.strength = 3
		}
	}
	if c.strength == 0 && (s.sourceDay(i) || s.happens(i)) {
		c.strength = 2
	}
	if t.Key == "(" && c.strength < 2 && s.daysCounted(j) {
		c.strength = 3
	}
	return c
}

// every reports whether the word before token i makes it recur: mỗi, hằng,
// từng, and hàng where it is no noun ("cửa hàng", "khách hàng") and no part of
// a name ("phường Dư Hàng quý I").
func (s *scan) every(i int) bool {
	t := s.tok(i - 1)
	if t.Key == "hàng" {
		if t.Case == text.Title && !s.begins(i-1) {
			return false
		}
		return !s.tok(i-2).Is("cửa", "khách", "ngân", "mặt", "bán", "mua", "nhà", "đơn", "kho", "xếp", "giao", "đặt", "bốc", "chở", "gian", "lô")
	}
	return t.Is("mỗi", "hằng", "từng")
}

// begins reports whether token i opens its sentence, a dash apart.
func (s *scan) begins(i int) bool {
	for _, r := range s.sentences {
		if r[0] == i || r[0] == i-1 && isDash(s.tok(i-1)) {
			return true
		}
	}
	return false
}

// daysCounted: "Sau 2 ngày làm việc (29 và 30-7)", the bracket at j.
func (s *scan) daysCounted(j int) bool {
	for k := j - 1; k > j-5 && k > 0; k-- {
		if s.key(k) == "ngày" && s.tok(k-1).Class == text.Number {
			return true
		}
	}
	return false
}

// sourceDay reports whether the number at i closes a bracket that names where
// a text was printed: "(Báo Lao động 22/9)".
func (s *scan) sourceDay(i int) bool {
	if s.key(i+1) != "/" || s.key(i+3) != ")" {
		return false
	}
	for j := i - 1; j > i-8 && j >= 0; j-- {
		t := s.tok(j)
		if t.Key == "(" {
			return j < i-1 && s.tok(j+1).Case != text.Lower
		}
		if t.Class == text.Number {
			return false
		}
	}
	return false
}

// weekday gives the day of the week that ends before token i: thứ Hai … thứ
// Bảy, thứ 2, chủ nhật; -1 for none.
func (s *scan) weekday(i int) int {
	if s.back(i, "chủ", "nhật") || s.back(i, "chúa", "nhật") {
		return 0
	}
	if s.key(i-2) != "thứ" || s.tok(i-3).Is("lần", "họp", "kỳ", "kì", "ngày") {
		return -1
	}
	switch s.key(i - 1) {
	case "hai", "2":
		return 1
	case "ba", "3":
		return 2
	case "tư", "4":
		return 3
	case "năm", "5":
		return 4
	case "sáu", "6":
		return 5
	case "bảy", "bẩy", "7":
		return 6
	}
	return -1
}

// street reports whether the number at i is the name of a street or the like:
// "đường 30/4", "quảng trường 15-5".
func (s *scan) street(i int) bool {
	return s.tok(i-1).Is("đường", "phố", "ngõ", "cầu", "trường", "viên", "quốc", "lộ", "tuyến", "buýt", "số", "nhà", "máy", "ty", "xưởng", "đoàn", "chợ", "lớp", "khóa", "lô", "hẻm", "tổ", "cỡ", "tỷ", "tỉ", "bản") ||
		s.tok(i-1).Class == text.Number && !s.tok(i-1).Glued && s.key(i-1) != ""
}

// celebrated reports whether the words before i speak of an anniversary.
func (s *scan) celebrated(i int) bool {
	for j := i - 1; j >= 0 && j > i-16; j-- {
		switch s.key(j) {
		case ";", ".":
			return false
		case "niệm":
			return s.tok(j-1).Either("kỷ", "kỉ")
		}
	}
	return false
}

// namedDay reports whether a day with a name stands before i: "Ngày Thầy
// thuốc Việt Nam (", "Quốc khánh".
func (s *scan) namedDay(i int) bool {
	j := i - 1
	if s.key(j) == "(" {
		j--
	}
	for n := 0; n < 9 && j >= 0; n, j = n+1, j-1 {
		t := s.tok(j)
		switch {
		case t.Class == text.Punct && !isDash(t) && !t.Is("“", "”", "\""):
			return false
		case t.Class == text.Number:
			return false
		case t.Key == "ngày" && !s.every(j) && s.tok(j-1).Class != text.Number && !s.tok(j+1).Is("càng", "đêm", "nay", "công"):
			return true
		case t.Key == "khánh" && s.key(j-1) == "quốc", t.Key == "lễ", t.Key == "niệm" && s.tok(j-1).Either("kỷ", "kỉ"), t.Key == "mừng":
			return true
		}
	}
	return false
}

// begun reports whether the words before "từ" at i say that something holds
// from a day on: "áp dụng từ", "có hiệu lực từ", "kể từ".
func (s *scan) begun(i int) bool {
	return s.back(i, "áp", "dụng") || s.back(i, "hiệu", "lực") || s.back(i, "thi", "hành") || s.back(i, "thực", "hiện") || s.tok(i-1).Either("kể", "tính")
}

// titledDay reports whether nothing but a day's name in capitals stands before
// i: "Ngày Khuyến học Việt Nam".
func (s *scan) titledDay(i int) bool {
	for j := i - 1; j >= 0 && j > i-9; j-- {
		switch t := s.tok(j); {
		case t.Key == "ngày":
			return j < i-1 && s.tok(j+1).Case != text.Lower && s.tok(j+1).Class == text.Word
		case t.Class == text.Number, t.Class == text.Punct && !isDash(t):
			return false
		}
	}
	return false
}

// accept decides whether the members are days, by the words around them.
func (s *scan) accept(items []item, c cue) bool {
	last := items[len(items)-1]
	explicit := last.day.y != 0 || last.shifted
	right := s.tok(last.to)
	if c.banned || s.monthly(last.to) {
		return false
	}
	if s.lunar(last.to) {
		return true
	}
	if right.Key == "%" || right.Key == "/" && right.Glued || right.Key == "," && s.tok(last.to+1).Class == text.Number && s.tok(last.to+1).Glued {
		return false
	}
	if explicit && (last.sep != "." || c.strength > 0 || fullDate(s.key(last.from))) {
		return true
	}
	if last.sep == "-" && measured(right) {
		return false
	}
	switch c.strength {
	case 3:
		return true
	case 2:
		return s.rightOpen(last.to)
	}
	if len(items) > 1 && items[0].sep == "/" && last.sep == "/" && last.ranged && (items[0].day.d > 12 || last.day.d > 12) {
		return s.phraseEnds(items)
	}
	if len(items) > 1 && items[0].sep == "" && last.sep == "/" && last.ranged && last.day.d > 12 && items[0].day.d < last.day.d {
		return s.rightOpen(last.to)
	}
	if c.strength == 0 {
		return last.sep == "tháng" && last.day.d > 12 && len(items) == 1 && s.rightOpen(last.to) // 24 tháng 7, no "9 tháng 10 xã"
	}
	switch last.sep {
	case "tháng":
		return true
	case "/":
		if last.day.d > 12 && right.Is("được", "còn", "toàn") && s.tok(items[0].from-1).Either("đến", "hết") {
			return true // "đến 31/12 được 25 hộ"
		}
		if s.key(items[0].from-1) == "(" {
			return last.day.d > 12 && s.tok(last.to).Is(")", ",", ";")
		}
		return s.phraseEnds(items)
	}
	if last.sep == "-" && len(items) == 1 && last.day.d > last.day.m && s.key(last.from-1) != "(" {
		// 20-11 can be no range of numbers.
		return last.to >= len(s.p.Tokens) || right.Is(",", ".", ";", ")", ":")
	}
	return s.begins(items[0].from) && right.Key == ","
}

// phraseEnds reports whether what follows the members can follow a date but no
// count. A conjunction follows a share too, "từ 8/10 thì đạt", which 29/4 is not.
func (s *scan) phraseEnds(items []item) bool {
	last := items[len(items)-1]
	if !s.tok(last.to).Is("rồi", "thì", "nên", "nhưng", "mà", "nếu") {
		return s.rightOpen(last.to)
	}
	return items[0].sep == "/" && items[0].day.d > 12 || last.day.d > 12
}

// fullDate reports whether a dotted number is a full date: 27.12.2019.
func fullDate(key string) bool { return len(splitDots(key)) == 3 }

// lunar reports whether the lunar calendar, or a year as it names them, stands
// after token i.
func (s *scan) lunar(i int) bool {
	if s.key(i) == "nhuận" {
		return true
	}
	if s.key(i) == "năm" {
		if y, _ := s.cycleAt(i + 1); y > 0 {
			return true
		}
	}
	for j := i; j < i+3; j++ {
		if s.words(j, "âm", "lịch") || s.key(j) == "âl" {
			return true
		}
	}
	return false
}

// rightOpen reports whether what stands at i can follow a date but no count:
// a sign, a capital, or a verb or link.
func (s *scan) rightOpen(i int) bool {
	t := s.tok(i)
	switch {
	case i >= len(s.p.Tokens):
		return true
	case t.Class == text.Punct:
		return !t.Is("%", "/", "+", "°")
	case t.Class == text.Word && t.Case != text.Lower:
		return true
	}
	return t.Is("đến", "tới", "và", "tại", "sẽ", "đã", "của", "năm", "này", "vừa", "hằng", "hàng", "để", "với", "cho", "là", "đạt", "có", "nay", "trở", "nhằm", "do", "ở", "trên")
}

// measured reports whether a unit of time or count follows "3-5".
func measured(t *text.Token) bool {
	return t.Is("giờ", "h", "ngày", "lần", "người", "ca", "suất", "bữa", "tấn", "viên", "lượt", "chuyến", "buổi", "tiếng", "km", "kg", "m", "triệu", "nghìn",
		"tỷ", "tỉ", "đồng", "tuần", "năm", "độ", "hộ", "phút", "vụ", "xã", "phường", "dự")
}

// extend gives the token where the mention begins that has its first number
// at i: the part of the day, "ngày", "tính đến", an hour, "2 ngày" belong to it.
func (s *scan) extend(i int) int {
	j := i
	grab := func(n int) bool {
		if j-n >= s.done {
			j -= n
			return true
		}
		return false
	}
	if s.tok(j-1).Either("mùng", "mồng") && !grab(1) {
		return j
	}
	if s.key(j-1) == "ngày" {
		if !grab(1) {
			return j
		}
		if s.tok(j-1).Class == text.Number && s.number(j-1) > 0 && s.number(j-1) < 16 && s.key(j-2) != "thứ" {
			grab(1)
		}
	}
	if s.tok(j-1).Either(",", "(") && (s.tok(j-2).Is("nay", "qua", "mai") || s.weekday(j-1) >= 0) {
		grab(1)
	}
	if s.weekday(j) >= 0 {
		grab(2)
		if s.key(j-1) == "," && dayPart(s.tok(j-2)) {
			grab(1)
		}
	}
	j = max(s.hour(j), s.done)
	if s.tok(j-1).Is("nay", "qua", "mai") {
		if dayPart(s.tok(j-2)) || s.tok(j-2).Either("hôm", "ngày") {
			grab(2)
		}
	}
	for dayPart(s.tok(j-1)) || s.tok(j-1).Either("hôm", "rạng") {
		if !grab(1) {
			return j
		}
		if s.back(j, "đầu", "giờ") || s.back(j, "cuối", "giờ") {
			grab(2)
		}
	}
	j = max(s.hour(j), s.done)
	switch {
	case s.back(j, "thời", "điểm"):
		grab(2)
	case s.back(j, "tính", "đến"), s.back(j, "đến", "hết"), s.back(j, "tính", "tới"):
		grab(2)
	case s.back(j, "từ"):
		if s.ranges(i) {
			grab(1)
		}
	}
	return j
}

// ranges reports whether the sequence at i is a range.
func (s *scan) ranges(i int) bool {
	s.spare = s.sequence(s.spare, i)
	return len(s.spare) > 1 && s.spare[1].ranged
}

// hour gives the token where an hour that ends before j begins, or j: 15h00,
// 8 giờ 30 phút, 08h00′, 7:30.
func (s *scan) hour(j int) int {
	k := j
	for k > j-6 && (s.tok(k-1).Class == text.Number || s.tok(k-1).Is("h", "g", "giờ", "phút", "p", "'", "’", "′", ":")) {
		k--
	}
	if k == j || s.tok(k).Class != text.Number || !s.tok(k+1).Is("h", "g", "giờ", ":") {
		return j
	}
	return k
}
