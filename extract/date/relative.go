package date

import "khotin/extract/text"

// relativeDay reads hôm nay, hôm qua, sáng nay, ngày mai, hôm sau. A date
// written beside it, "Sáng nay (22/7)", wins.
func (s *scan) relativeDay(i int) bool {
	n, j := s.dayWord(i)
	if j == i {
		return false
	}
	k := j
	if s.tok(k).Either("(", ",") {
		k++
	}
	for s.tok(k).Is("ngày") {
		k++
	}
	if s.tok(k).Class == text.Number && s.days(k, i) {
		return true
	}
	e := expr{kind: kRelDay, n: n, rule: "day-relative"}
	if s.tok(j-1).Either("sau", "trước") { // from the day spoken of last
		e.kind, e.rule = kAfter, "day-after"
	}
	from := i
	for dayPart(s.tok(from-1)) && from-1 >= s.done { // tối hôm qua
		from--
	}
	if h := s.hour(from); h >= s.done {
		from = h
	}
	if from == i && s.key(j-1) == "nay" && s.figurative(i, j) {
		return false // "thế hệ hôm nay"
	}
	s.emit(e, from, j)
	return true
}

// figurative reports whether "hôm nay" in [i, j) means our time: it neither
// opens a sentence nor ends a phrase as a time does.
func (s *scan) figurative(i, j int) bool {
	left, right := s.tok(i-1), s.tok(j)
	if left.Is("như", "được", "của", "có", "hệ", "trẻ", "sống", "hội", "nước", "người", "niên", "đời", "tựu", "quả", "mặt", "diện", "vị", "thế") && left.Key != "" && i > 0 {
		return true
	}
	if s.key(i) != "hôm" || s.opens(i) || s.happens(i) || right.Class == text.Number || right.Key == "," || left.Is("vào", "từ", "trong", "ngay", "hết", "kể", "đến", "tới", "ra") {
		return false
	}
	return left.Case != text.Lower || left.Class != text.Word || !(j >= len(s.p.Tokens) || right.Class == text.Punct || right.Is("lúc", "tại", "và", "buổi") && s.key(j+1) != "mai")
}

// dayWord reads a word for a day near the day of publication, or near the day
// spoken of, at i and gives its distance. It gives i where there is none.
func (s *scan) dayWord(i int) (n, next int) {
	j := i
	if s.key(i) == "ngày" {
		switch s.key(i + 1) {
		case "mai":
			return 1, i + 2
		case "kia", "mốt":
			if s.tok(i-1).Is("một", "những", "có") {
				return 0, i
			}
			return 2, i + 2
		case "hôm":
			j++
		default:
			return 0, i
		}
	}
	if s.tok(i-1).Is("mấy", "vài", "những", "các") {
		return 0, i
	}
	part := dayPart(s.tok(j))
	if part && s.key(j+1) == "sớm" { // sáng sớm mai
		j++
	}
	switch t := s.tok(j + 1); {
	case (part && t.Either("mai", "mốt")) && t.Case == text.Lower:
		if t.Key == "mốt" {
			return 2, j + 2
		}
		return 1, j + 2
	case t.Key == "nay":
		return 0, j + 2
	case t.Key == "qua" && !(part && s.tok(j+2).Is("ngày", "năm", "tháng")):
		return -1, j + 2
	case s.tok(j).Either("hôm", "bữa"):
		switch t.Key {
		case "kia":
			return -2, j + 2
		case "kìa":
			return -3, j + 2
		case "sau":
			return 1, j + 2
		case "trước":
			if s.tok(j-1).Is("sáng", "chiều", "tối", "đêm", "trưa", "ngày") {
				return -1, j + 2
			}
		}
	}
	return 0, i
}

// samePeriod reads "cùng kỳ năm trước", "cùng kỳ năm 2018", "cùng kỳ 2022". A
// bare "cùng kỳ" is none.
func (s *scan) samePeriod(i int) bool {
	if !s.tok(i+1).Either("kỳ", "kì") {
		return false
	}
	j := i + 2
	if s.key(j) == "của" {
		j++
	}
	e := expr{kind: kSame, comparison: true, rule: "same-period"}
	if y := s.modernYear(j); y > 0 && s.key(j+1) != "%" {
		e.a.y = y
		s.emit(e, i, j+1)
		return true
	}
	if s.key(j) != "năm" {
		return false
	}
	if y := s.year(j + 1); y > 0 {
		e.a.y = y
		s.emit(e, i, j+2)
		return true
	}
	if s.tok(j+1).Either("trước", "ngoái") {
		e.n = -1
		s.emit(e, i, j+2)
		return true
	}
	return false
}

// since reads "từ đầu năm đến nay", "từ đầu năm 2023 đến hết tháng 9", "từ đầu
// tháng đến nay".
func (s *scan) since(i int) bool {
	if !s.words(i, "từ", "đầu") {
		return false
	}
	if u, _, j := s.lengthAt(i + 2); lenWeek <= u && u <= lenQuarter && s.tok(j).Either("đến", "tới") && s.tok(j+1).Either("nay", "giờ") {
		s.emit(expr{kind: kLasting, unit: u, rule: "since"}, i, j+2)
		return true
	}
	if s.key(i+2) != "năm" {
		return false
	}
	e := expr{kind: kSince, n: 1, rule: "since"}
	j, y, shift, shifted := s.yearAfter(i + 2)
	if j == i+2 {
		j = i + 3
	}
	e.a.y, e.shift, e.shifted = y, shift, shifted
	if !s.tok(j).Either("đến", "tới") {
		if j == i+3 && s.sinceThen(i, j) {
			s.emit(e, i, j)
			return true
		}
		return false
	}
	j++
	if s.key(j) == "nay" {
		s.emit(e, i, j+1)
		return true
	}
	for s.tok(j).Either("hết", "ngày") {
		j++
	}
	if s.spare = s.sequence(s.spare, j); len(s.spare) == 1 {
		e.b = s.spare[0].day
		s.emit(e, i, s.spare[0].to)
		return true
	}
	if s.key(j) == "tháng" {
		if p := s.parts(j, monthUnit); len(p) == 1 {
			e.b = ymd{y: p[0].y, m: p[0].n}
			s.emit(e, i, p[0].to)
			return true
		}
	}
	return false
}

// sinceThen reports whether "từ đầu năm" at [i, j) alone is the time of what
// its sentence counts: it opens the sentence or stands before "đã", and a number
// follows. "Ngay từ đầu năm, quận đã chỉ đạo" tells no period.
func (s *scan) sinceThen(i, j int) bool {
	if s.tok(i-1).Is("ngay", "tính", "kế", "cộng", "dồn") || !(s.begins(i) && s.key(j) == "," || s.key(j) == "đã") {
		return false
	}
	for k := j; k < len(s.p.Tokens) && !s.tok(k).Either(".", ";"); k++ {
		if s.tok(k).Class == text.Number {
			return true
		}
	}
	return false
}

// nextYear reads "sang năm" where no year and no noun follows, and at the start
// of a sentence before who does something: "Sang năm em vào lớp một", but not
// "Sang năm mới", "Sang năm thứ hai".
func (s *scan) nextYear(i int) bool {
	if s.key(i+1) != "năm" {
		return false
	}
	t := s.tok(i + 2)
	if i+2 < len(s.p.Tokens) && t.Class != text.Punct && !t.Is("sẽ") && !(s.begins(i) && s.acts(i+2) && !s.inStory()) {
		return false
	}
	s.emit(expr{kind: kRelYear, n: 1, rule: "year-relative"}, i, i+2)
	return true
}

// acts reports whether at token i stand those who are to do something: a person
// or a body that the reader knows, with no comma near behind it, as after "Sang
// năm ông bảy mươi, …", and no word of what was done.
func (s *scan) acts(i int) bool {
	t, next := s.tok(i), s.tok(i+1)
	switch {
	case t.Class != text.Word || t.Case != text.Lower:
		return false
	case t.Is("em", "tôi", "anh", "chị", "cháu", "ông", "bà", "quận", "huyện", "tỉnh", "phường"):
	case t.Key == "con":
		if !next.Is("vào", "lên", "đi", "thi") { // but "năm con rồng"
			return false
		}
	case t.Either("xã", "trường"):
		if next.Is("hội", "kỳ", "chinh") {
			return false
		}
	case t.Key == "chúng" && next.Is("tôi", "ta", "em"), t.Key == "thành" && next.Key == "phố", t.Key == "nhà" && next.Key == "trường":
	default:
		return false
	}
	for j := i + 1; j < i+7; j++ {
		if s.tok(j).Is(",", "đã", "được", "bị", "từng") {
			return false
		}
	}
	return true
}

// inStory reports whether the paragraph has told of a year before.
func (s *scan) inStory() bool {
	for k := len(s.out) - 1; k >= 0 && s.out[k].para == s.para; k-- {
		if s.out[k].kind == kYear || s.out[k].a.y != 0 {
			return true
		}
	}
	return false
}
