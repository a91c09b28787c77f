package meeting

import "khotin/extract/text"

// sumsUp reads "TAND thành phố tổng kết công tác năm 2017", "Quận đoàn Dương
// Kinh phát động Tết trồng cây", where the sentences behind it name the event:
// the body that holds it does so itself.
func (f *finder) sumsUp(i int) *Meeting {
	switch next := f.word(i + 1); f.word(i) {
	case "tổng", "sơ":
		if next != "kết" {
			return nil
		}
	case "phát":
		if next != "động" {
			return nil
		}
	case "ra":
		if next != "mắt" && next != "quân" {
			return nil
		}
	case "ký":
		if next != "kết" {
			return nil
		}
	case "kỷ":
		if next != "niệm" {
			return nil
		}
	case "khai", "bế":
		if next != "giảng" && next != "trương" && (next != "mạc" || !f.isContest(i+2)) {
			return nil
		}
	case "khởi":
		if next != "công" {
			return nil
		}
	case "khánh":
		if next != "thành" {
			return nil
		}
	case "thông":
		if next != "xe" {
			return nil
		}
	case "công":
		if next != "bố" {
			return nil
		}
	default:
		return nil
	}
	if f.unreal(i) || !f.bare(f.pastAdverbs(i)) {
		return nil
	}
	return f.told(i, i)
}

// pastAdverbs gives the first token of the adverbs and the day between a body
// and the verb at token i: "long trọng", "vừa", "sáng 22/4"; i where none stand
// there.
func (f *finder) pastAdverbs(i int) int {
	for i-1 > f.from {
		t := f.tok(i - 1)
		switch {
		case t.Case == text.Lower && t.Is("vừa", "đã", "long", "trọng", "thể", "trang", "tưng", "bừng", "đồng", "loạt", "chính", "thức", "sáng", "chiều", "tối", "ngày"):
		case f.isDay(i - 1):
		case t.Is(")") && i-3 > f.from && f.tok(i-3).Is("("): // "Tập đoàn Bưu chính Viễn thông (VNPT) ký kết"
			i -= 2
		default:
			return i
		}
		i--
	}
	return i
}
