package date

import "khotin/extract/text"

// opens reports whether token i begins its sentence or a clause after ";".
func (s *scan) opens(i int) bool {
	if i == 0 || s.tok(i-1).Class == text.Punct && s.tok(i-1).Is(";", ":", "…") {
		return true
	}
	for _, r := range s.sentences {
		if r[0] == i || r[0] == i-1 && s.tok(i-1).Class == text.Punct {
			return true
		}
	}
	if s.key(i-1) == "," {
		i--
	}
	return s.back(i, "theo", "đó") || s.tok(i-1).Case == text.Title && s.tok(i-1).Is("trong", "qua", "đến")
}

// compared reports whether what begins at i is what something is measured
// against: "so với (thực hiện) năm 2019", "gấp 2 lần giai đoạn …".
func (s *scan) compared(i int) bool {
	if s.tok(i-1).Either("hơn", "lần") {
		return true
	}
	for j := i - 1; j >= i-5 && j >= 0; j-- {
		t := s.tok(j)
		if t.Class == text.Punct || t.Class == text.Number {
			return false
		}
		if t.Key == "với" {
			return s.tok(j-1).Either("so", "sánh")
		}
	}
	return false
}

// everyYear reports whether the words before the day at from make it one of
// every year: "Hằng năm, cứ đến ngày 30/4", "mỗi dịp 27/7", "cứ vào ngày 15
// tháng 8". The part of a day names one day.
func (s *scan) everyYear(from int) bool {
	if dayPart(s.tok(from)) {
		return false
	}
	j := from
	for s.tok(j-1).Is("đến", "vào", "tới", "dịp", "mùa", "lễ") && s.tok(j-1).Class == text.Word {
		j--
	}
	if s.key(j-1) == "cứ" || j < from && s.key(j-1) == "mỗi" && s.tok(j).Is("dịp") {
		return true
	}
	for _, r := range s.sentences {
		if r[0] <= from && from < r[1] {
			at := r[0]
			if !s.tok(at).Is("hằng", "hàng", "mỗi") || s.key(at+1) != "năm" {
				return false
			}
			return j == at+2 || s.key(at+2) == "," && j == at+3 || s.key(j-1) == ","
		}
	}
	return false
}

// behind reports whether the words around [from, to) tell of what was done.
func (s *scan) behind(from, to int, sentence [2]int) bool {
	for j := to; j < sentence[1] && j < to+10; j++ {
		switch s.key(j) {
		case ";", "sẽ":
			return false
		case "đã", "vừa":
			return true
		}
	}
	return s.gained(to) || s.back(from, "trước", "đó") || s.back(from, "trước", "đó", ",")
}

// gained reports whether token i tells how much there is by the day before it:
// "đến 31/12 được 25 hộ", and not "đến 31/12 được bàn giao".
func (s *scan) gained(i int) bool {
	if s.key(i) != "được" {
		return false
	}
	if s.tok(i+1).Is("trên", "hơn", "gần", "khoảng") {
		i++
	}
	return s.tok(i+1).Class == text.Number
}

// ahead reports whether the words around [from, to) speak of the future.
func (s *scan) ahead(from, to int, sentence [2]int) bool {
	if at := sentence[0]; s.key(at) == "nếu" || s.words(at, "trường", "hợp") || s.words(at, "kịch", "bản") || s.words(at, "theo", "kịch", "bản") || from == at+2 && s.words(at, "kế", "hoạch") {
		return true
	}
	for j := from - 1; j >= sentence[0] && j >= from-10; j-- {
		switch s.key(j) {
		case ";":
			return false
		case "sẽ", "hạn", "sắp", "phấn":
			return true
		case "kiến":
			return s.key(j-1) == "dự"
		case "nhất":
			if s.key(j-1) == "chậm" {
				return true
			}
		case "bị":
			if s.key(j-1) == "chuẩn" {
				return true
			}
		case "hoạch":
			if s.key(j-2) == "theo" {
				return true
			}
		}
	}
	if s.gained(to) || s.key(to) == "đã" {
		return false
	}
	if s.tok(from-1).Either("trước", "đến") && s.key(from-2) != "tính" || s.tok(from).Is("trước") {
		return true
	}
	if s.key(to) == "tới" && s.number(to+1) < 0 && s.key(to+1) != "ngày" || s.words(to, "sắp", "tới") {
		return true
	}
	for j := to; j < sentence[1] && j < to+10; j++ {
		switch s.key(j) {
		case ";":
			return false
		case "sẽ":
			return true
		case "kiến":
			if s.key(j-1) == "dự" {
				return true
			}
		}
	}
	return false
}

// planned reports whether the period at i is one of tasks ahead.
func (s *scan) planned(i, start int) bool {
	for j := i - 1; j >= start && j >= i-9; j-- {
		switch s.key(j) {
		case ";", ".", ",":
			return false
		case "hướng":
			return s.key(j-1) == "phương"
		case "khai":
			if s.key(j-1) == "triển" {
				return true
			}
		case "tâm":
			if s.key(j-1) == "trọng" {
				return true
			}
		case "đấu":
			return s.key(j-1) == "phấn"
		case "sẽ":
			return true
		case "bàn":
			return s.key(j-1) != "địa"
		}
	}
	return false
}

// owed reports whether the words around [from, to), "tính đến hết tháng 12", say
// what shall be by then: "phải", "mục tiêu", "là tròn 20 năm", or mean this month.
func (s *scan) owed(from, to int, sentence [2]int) bool {
	if s.tok(to).Either("này", "tới") {
		return true
	}
	for j := max(from-12, sentence[0]); j < min(to+30, sentence[1]); j++ {
		switch t := s.tok(j); {
		case t.Is(";"):
			if j >= to {
				return false
			}
		case t.Is("phải", "cần", "tròn", "hạn", "nếu"), t.Key == "tiêu" && s.tok(j-1).Either("mục", "chỉ"), t.Key == "cầu" && s.key(j-1) == "yêu", t.Key == "đấu" && s.key(j-1) == "phấn", t.Key == "kiến" && s.key(j-1) == "dự":
			return true
		}
	}
	return false
}
