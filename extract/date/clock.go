package date

import "khotin/extract/text"

// clockAlone reports whether a text is nothing but a time of the day, "lúc 3
// giờ chiều", "10h45", "buổi tối", "bây giờ", "3 phút tới": that of the day of
// publication. In a text of more words such a time belongs to a day that the
// words name, or to none.
func clockAlone(p *text.Para) bool {
	s := scan{p: p}
	end := len(p.Tokens)
	if end > 0 && s.tok(end-1).Is(".") {
		end--
	}
	i := 0
	for s.tok(i).Is("vào", "ngay", "lúc", "đúng", "khoảng", "tầm", "chừng", "độ", "sau", "trước") {
		i++
	}
	if i == end {
		return false
	}
	switch {
	case s.words(i, "bây", "giờ"), s.words(i, "lúc", "này"), s.words(i, "hiện", "nay"), s.words(i, "bình", "minh"), s.words(i, "hoàng", "hôn"), s.words(i, "nửa", "đêm"):
		return i+2 == end
	case i > 0 && s.key(i) == "này" && s.key(i-1) == "lúc":
		return i+1 == end
	}
	if k, ok := s.fewHours(i); ok {
		return k == end
	}
	if k, ok := s.clock(i); ok {
		i = k
		if i == end {
			return true
		}
	} else if s.tok(i).Either("buổi", "bữa") {
		i++
	}
	for dayPart(s.tok(i)) || s.tok(i).Either("sớm", "rạng") && i < end {
		i++
	}
	return i == end && i > 0
}

// clockOf gives the time of the day that a text of one paragraph without dates
// is, or names once.
func clockOf(p *text.Para) (at text.Range, ok bool) {
	if clockAlone(p) {
		return text.Range{To: len(p.Tokens)}, true
	}
	at.From, at.To, ok = clockWithin(p)
	return at, ok
}

// clockWithin gives the one time of the day that a text of a single sentence
// names, "Cuộc họp diễn ra lúc 3 giờ chiều", "3 giờ chiều, đoàn đến thăm": with
// no day beside it, it is that of the day of publication. Two of them name none:
// they belong to a story whose day is told elsewhere, and what is done at that
// time every day has none.
func clockWithin(p *text.Para) (from, to int, ok bool) {
	s := scan{p: p, sentences: p.Sentences()}
	if len(s.sentences) != 1 {
		return 0, 0, false
	}
	for i := 0; i < len(p.Tokens); i++ {
		if s.tok(i).Is("hằng", "hàng", "mỗi", "mọi", "thường") {
			return 0, 0, false
		}
		k, found := s.timeOfDay(i)
		if !found {
			continue
		}
		if ok || s.openHours(i, k) {
			return 0, 0, false
		}
		from, to, ok = i, k, true
		i = k
	}
	return from, to, ok
}

// timeOfDay reads a time of the day at i in a sentence: behind a word of time,
// a verb of taking place or at the head of the sentence; a time of the clock
// with the part of the day anywhere. Hours and minutes alone may as well tell
// how long something takes, "về nhất với 2 giờ 35 phút", "sau 3 giờ 20 phút".
func (s *scan) timeOfDay(i int) (next int, ok bool) {
	led := s.tok(i-1).Is("lúc", "vào", "hồi", "khoảng", "đúng", "tầm", "trước", "sau", "từ") || s.happens(i)
	if k, found := s.clock(i); found {
		sure := s.tok(i-1).Is("lúc", "vào", "hồi") || s.happens(i) || s.opens(i) && s.key(k) == ","
		for dayPart(s.tok(k)) {
			k, sure = k+1, true
		}
		return k, sure
	}
	if k, found := s.fewHours(i); found {
		return k, led && s.ends(k) || s.opens(i) && s.key(k) == ","
	}
	k := i
	switch {
	case s.words(i, "nửa", "đêm"), s.words(i, "bình", "minh"), s.words(i, "hoàng", "hôn"), s.words(i, "sáng", "sớm"), s.words(i, "rạng", "sáng"):
		k += 2
	case s.key(i) == "buổi" && dayPart(s.tok(i+1)):
		k += 2
	default:
		return i, false
	}
	return k, s.opens(i) && s.key(k) == "," || s.ends(k) && (led || s.tok(k).Either("tại", "ở"))
}

// openHours reports whether the times from [i, k) on are those between which
// something is open or done on any day: "mở cửa từ 8 giờ đến 17 giờ".
func (s *scan) openHours(i, k int) bool {
	if !s.tok(k).Either("đến", "tới") && !isDash(s.tok(k)) {
		return false
	}
	j := i
	if s.key(j-1) == "từ" {
		j--
	}
	return s.back(j, "mở", "cửa") || s.back(j, "làm", "việc") || s.back(j, "hoạt", "động") || s.back(j, "phục", "vụ")
}

// clock reads a time of the clock at i: 10:45, 15:23:24, 10h45, 3 giờ rưỡi, 11
// giờ kém 15, 4pm.
func (s *scan) clock(i int) (next int, ok bool) {
	h, k := s.count(i)
	if n := s.number(i); n == 0 {
		h, k = 24, i+1
	}
	if h < 1 || h > 24 {
		return i, false
	}
	if s.key(k) == ":" && s.number(k+1) >= 0 && s.number(k+1) < 60 {
		if k += 2; s.key(k) == ":" && s.number(k+1) >= 0 {
			k += 2
		}
		return k, true
	}
	if s.tok(k).Either("am", "pm") {
		if k++; s.tok(k).Case == text.Upper {
			k++ // a zone
		}
		return k, true
	}
	if !s.tok(k).Is("giờ", "h", "g") {
		return i, false
	}
	k++
	switch {
	case s.tok(k).Either("rưỡi", "đúng"):
		return k + 1, true
	case s.key(k) == "kém":
		k++
	}
	if m, next := s.count(k); m > 0 && m < 60 || s.number(k) == 0 {
		k = max(next, k+1)
		if s.tok(k).Either("phút", "p") {
			k++
		}
	}
	return k, true
}

// fewHours reads seconds, minutes or hours before or after now: "3 phút tới",
// "một tiếng vừa rồi".
func (s *scan) fewHours(i int) (next int, ok bool) {
	n, k := s.count(i)
	if n == 0 || !s.tok(k).Is("giây", "phút", "giờ", "tiếng", "s", "h") {
		return i, false
	}
	k++
	if s.tok(k).Is("trước", "nữa", "sau") {
		return k + 1, true
	}
	dir, end := s.toward(k)
	return end, dir != 0
}
