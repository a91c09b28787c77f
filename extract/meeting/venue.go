package meeting

import "khotin/extract/text"

// place gives where the event was held: what follows "tại" in its sentence
// and is a hall, an office, a unit.
func (f *finder) place(m *Meeting) string {
	for i := f.from; i+1 < f.to && !(i > m.At.From && f.tok(i).Is(":")); i++ {
		if !f.tok(i).Is("tại") || f.tok(i).Class != text.Word || !f.isVenue(i+1) || f.official(i) > i || f.word(i-1) == "tác" && f.word(i-3) == "chuyến" {
			continue
		}
		if i > m.At.From && (m.Kind != "kiểm tra" || f.tok(i-1).Is("“", "\"")) && i < m.At.To {
			continue
		}
		if i >= m.At.To && m.Kind != "kiểm tra" && m.Kind != "lễ" && m.Kind != "buổi làm việc" && !f.isHall(i+1) && !f.tok(i-1).Is(",", "chức", "ra", "mạc") && !f.isDay(i-1) && f.concerns(m.At.From, i) {
			continue
		}
		if f.happened(m.At.From, i) {
			continue
		}
		end := i + 1
		for end < f.to && (!f.tok(end).Is(",", ";", ".", "(", "diễn", "tổ", "đã", "với", "do", "nhân", "khai", "về", "nhằm", "để", "vừa", "sẽ", "vào", "trong", "hôm", "theo") || f.tok(end).Is(".") && f.tok(end-1).Is("tp", "tx", "tt")) && !(end > i+1 && f.isDay(end)) && !(f.word(end) == "được" && f.heldBy(end) != "") {
			if f.tok(end).Is("tổ") && !f.tok(min(end+1, f.to-1)).Is("chức") {
				end++
				continue
			}
			end++
		}
		if i < m.At.From && end > m.At.From {
			continue // "làm việc tại Đức và tham dự Hội nghị …": its end is not told
		}
		if end-i-1 > 0 && end-i-1 <= 14 {
			return f.p.Slice(i+1, end)
		}
	}
	return ""
}

// isHall reports whether token i names a building in which people meet.
func (f *finder) isHall(i int) bool {
	switch f.word(i) {
	case "hội", "trụ", "nhà", "quảng", "cung", "khách", "phòng", "điểm", "trung", "văn", "bảo":
		return true
	}
	return false
}

// happened reports whether the words before token i, from token from on, tell what
// happened there: "họp về sự cố xảy ra ngày 29/5 tại Bệnh viện X".
func (f *finder) happened(from, i int) bool {
	for i--; i > from && !f.tok(i).Is(",", ";"); i-- {
		if f.word(i) == "ra" && f.word(i-1) == "xảy" {
			return true
		}
	}
	return false
}

// concerns reports whether tokens [from, to) tell what an event is about, to
// which the place behind them may belong: "họp về tiến độ dự án tại phường X".
func (f *finder) concerns(from, to int) bool {
	for i := from; i < to; i++ {
		if f.tok(i).Case != text.Lower {
			continue
		}
		switch next := f.word(i + 1); f.word(i) {
		case "vụ", "án", "tiến", "tình":
			return true
		case "việc":
			return next != "làm"
		case "cán":
			return next == "bộ" && f.word(i-1) == "tác"
		}
	}
	return false
}

func (f *finder) isVenue(i int) bool {
	if next, _ := events.Match(f.p, i); next > i || f.word(i) == "việt" && f.word(i+1) == "nam" {
		return false
	}
	if f.word(i+1) == "bộ" && (f.word(i) == "đảng" || f.word(i) == "chi") { // "công tác cán bộ tại Đảng bộ thành phố"
		return false
	}
	switch f.word(i) {
	case "trung", "hội", "trụ", "nhà", "quảng", "khách", "trường", "khu", "công", "cung", "phòng", "sân", "bảo", "điểm", "cảng", "đền", "tượng", "thư", "bến", "văn", "quận", "huyện", "phường", "xã", "thành", "số", "đảo", "đặc",
		"bãi", "nghĩa", "đình", "chùa", "đài", "khuôn", "hồ", "bệnh", "học", "làng", "thôn", "tổ", "chợ", "ga", "nút", "vườn", "tuyến", "tòa", "sở", "rạp", "tổng", "xóm", "bang", "nước", "doanh", "thao":
		return true
	}
	return f.tok(i).Case != text.Lower && f.tok(i).Class == text.Word
}
