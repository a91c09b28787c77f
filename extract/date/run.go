package date

import "khotin/extract/text"

// run reads "9 tháng đầu năm 2023", "3 tháng cuối năm", "02 tháng/2023", "9
// tháng năm 2023" and a bare "9 tháng", n months being written before token j.
func (s *scan) run(i, n, j int) bool {
	if n < 1 || n > 12 || s.key(j) != "tháng" || len(s.key(i)) > 2 && s.tok(i).Class == text.Number || s.tok(i-1).Is("/", ",", ".") && s.tok(i).Glued {
		return false
	}
	e := expr{kind: kRun, n: n, rule: "run"}
	k := j + 1
	if s.names(j, n, monthUnit) {
		return false
	}
	if s.tok(k).Either("đầu", "cuối") {
		e.late = s.key(k) == "cuối"
		k++
		if s.key(k) == "của" {
			k++
		}
		if s.key(k) != "năm" {
			if s.key(k-1) != "của" && (s.tok(k).Class == text.Punct || s.tok(k).Is("và", "ước", "đạt")) {
				e.bare = true
				s.emit(e, i, k)
				return true
			}
			return false
		}
		if s.tok(k+1).Either("học", "thứ") || s.tok(k+1).Is("đầu") {
			return false
		}
		end, y, shift, shifted := s.yearAfter(k)
		if end == k {
			end = k + 1
			if y = s.year(k + 2); s.key(k+1) == "," && y > 0 && s.modernYear(k+2) > 0 {
				end = k + 3
			} else {
				y = 0
			}
		}
		e.a.y, e.shift, e.shifted = y, shift, shifted
		s.emit(e, i, end)
		return true
	}
	if s.words(k, "và", "cả", "năm") && s.year(k+3) > 0 { // 9 tháng và cả năm 2020
		e.a.y = s.year(k + 3)
		s.emit(e, i, k)
		return true
	}
	if end, y, shift, shifted := s.yearAfter(k); end > k && !(shifted && shift == -1) {
		e.a.y, e.shift, e.shifted = y, shift, shifted
		s.emit(e, i, end)
		return true
	}
	if dir, _ := s.toward(k); dir != 0 {
		return false
	}
	if sure, ok := s.bareRun(i, k); ok {
		e.bare, e.rule = !sure, "run-bare"
		e.leading = !sure && s.leads(i, k)
		e.grows = !sure && s.grows(i, k)
		s.emit(e, i, k)
		return true
	}
	return false
}

// leads reports whether "9 tháng" at [i, k) opens its clause and stands before
// what was done or who did it in that time; before a comma, a number must say how
// much. The months of a child's age are none of the year.
func (s *scan) leads(i, k int) bool {
	if !s.opens(i) && s.key(i-1) != "riêng" {
		return false
	}
	if s.words(k, "thu", "hoạch") {
		return false // "9 tháng thu hoạch một lần"
	}
	figure := false
	for j := k; j < len(s.p.Tokens) && !s.ended(j); j++ {
		if s.tok(j).Is("tuổi", "bé", "cháu", "thai") || s.key(j) == "con" && s.tok(j-1).Class != text.Number {
			return false // of a child
		}
		figure = figure || s.tok(j).Class == text.Number
	}
	return s.key(k) == "," && figure ||
		s.tok(k).Is("thu", "chi", "giải", "đón", "huyện", "quận", "tỉnh", "xã", "phường", "thành", "toàn", "cả", "tổng", "doanh", "sản", "kim", "kết")
}

// grows reports whether "9 tháng" at [i, k) stands before how much a body's or a
// thing's number rose or fell over the year before, and behind neither a verb, a
// comma nor what lasts so long: "GRDP của thành phố | 9 tháng | tăng 9,77% so với
// cùng kỳ", but "tiền gửi 9 tháng".
func (s *scan) grows(i, k int) bool {
	left := s.tok(i - 1)
	return s.tok(k).Either("tăng", "giảm") && s.tok(k+1).Class == text.Number && s.words(k+2, "%", "so", "với", "cùng") && left.Class == text.Word &&
		!left.Is("trong", "qua", "vòng", "chỉ", "đã", "mới", "có", "gửi", "vay", "bao", "hạn", "hành", "góp", "cọc", "xe", "nghề", "nuôi")
}

// ended reports whether a sentence or a clause before ";" ends before token i.
func (s *scan) ended(i int) bool {
	return s.key(i) == ";" || s.begins(i) && !isDash(s.tok(i-1))
}

// bareRun decides on "9 tháng" alone at [i, k): whether it may be a run of
// months, and whether the words around it make it sure.
func (s *scan) bareRun(i, k int) (sure, ok bool) {
	right, left := s.tok(k), s.tok(i-1)
	if left.Key == "sau" && right.Is(",", "tăng", "giảm") && s.besideMonth(i) || s.back(i, "bình", "quân") && right.Is("tăng", "giảm", "ước", "đạt", ",") {
		return true, true // "CPI tháng 11 tăng 0,1%, sau 11 tháng, CPI tăng 3,7%"
	}
	if right.Is("tuổi", "tù", "một", "/", "qua", "liền", "liên", "nữa", "sau", "trước", "tới", "kể", "thử", "thai", "lương", "trở", "gần", "tạm", "thực", "học", "cải", "giam", "của", "lẻ", "rưỡi", "đến", "-", "–", "có", "không", "nghỉ", "trong") ||
		left.Is("sau", "trước", "hơn", "gần", "mỗi", "suốt", "dưới", "trên", "đủ", "từ", "hạn", "khoảng", "thêm", "dài", "đến", "-", "–", "cứ", "vòng", "được", "tối", "là", "thai", "bé", "trẻ", "quá", "mất", "tới", "giam", "phạt", "trị", "lĩnh", "kéo") {
		return false, right.Is("thực") && s.key(k+1) == "hiện"
	}
	if right.Key == "ước" || right.Key == "đạt" {
		return true, true
	}
	switch left.Key {
	case "chung", "kế", "dồn", "vụ", "tác", "sách", "quả", "ước":
		return true, true
	case "và", "cùng":
		for j := i - 2; j > i-8 && j >= 0; j-- {
			if s.key(j) == "tháng" {
				return true, true
			}
		}
	}
	return false, true
}

// besideMonth reports whether the month of the number at token i stands shortly
// before it.
func (s *scan) besideMonth(i int) bool {
	for j := i - 1; j > 0 && j > i-40; j-- {
		if s.key(j) == s.key(i) && s.key(j-1) == "tháng" {
			return true
		}
	}
	return false
}

// names reports whether n months or quarters, n > 1, are named from their word at
// token j on: "hai tháng 1 và 2/2024", "3 tháng 10, 11 và 12". A year, a sign or
// a verb ends the list; before a noun its last number counts, "2 tháng 3, 4 hộ".
func (s *scan) names(j, n int, u unit) bool {
	if n < 2 || s.number(j+1) < 0 {
		return false
	}
	list := s.partsOf(j, u, true)
	if len(list) != n {
		return false
	}
	last := list[n-1]
	t := s.tok(last.to)
	return last.y != 0 || last.shifted || last.to >= len(s.p.Tokens) || t.Is("là", "đã", "sẽ", "vừa", "tăng", "giảm", "thì") ||
		t.Class == text.Punct && !t.Is("%", "/", "-", "–", "+", "&", "“", "\"", "(") && s.tok(last.to+1).Class != text.Number
}
