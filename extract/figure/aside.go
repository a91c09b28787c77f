package figure

import "khotin/extract/text"

// describing reports whether "đang" at token i says which of the things meant by the
// rate that begins at token start are meant: "tỷ lệ lấp đầy của 9 khu công nghiệp đang
// hoạt động đạt 67%".
func (w *walker) describing(start, i, to int) bool {
	toks := w.p.Tokens
	if !toks[i].Is("đang") || i+1 >= to || !w.headAt(start) || to >= len(toks) || !toks[to].Is("đạt", "là", "chiếm", "ước", "tăng", "giảm") {
		return false
	}
	for j := start; j < to; j++ {
		if toks[j].Class == text.Punct || w.p.is(j, clauseVerb) {
			return false
		}
	}
	rate, _ := w.rates(start, i)
	return rate
}

// amongAll reports whether the words at token i only say of which things the clause
// behind them counts some: "Trong tổng số dự án, 377 dự án đã hoạt động".
func (w *walker) amongAll(i int) bool {
	toks := w.p.Tokens
	if i+2 < len(toks) && toks[i].Is("trong") && toks[i+1].Is("tổng") {
		i++
	}
	if i+1 >= len(toks) || !toks[i].Either("trong", "tổng") || !toks[i+1].Is("số") || !toks[w.sent[0]].Is("trong") {
		return false
	}
	for i += 2; i < w.to && !toks[i].Is(","); i++ {
		if toks[i].Either("là", "chủ") || w.p.is(i, clauseVerb) || w.quantityAt(i) != nil {
			return false
		}
	}
	return true
}

// announced reports whether the words from token i on only announce a list of more than
// one before token to: "các chỉ tiêu như: …", "một số chỉ tiêu sau: …". A goal of its own
// has its number right behind the colon.
func (w *walker) announced(i, to int) bool {
	toks := w.p.Tokens
	many := toks[i].Either("các", "những")
	if many {
		i++
	}
	if !toks[i].Folds("chi", "muc") || !toks[i+1].Folds("tieu") {
		return false
	}
	for ; i < to; i++ {
		switch {
		case toks[i].Is("đó"):
			return many
		case toks[i].Key == ":":
			return (many || toks[i-1].Either("như", "sau")) && i+1 < len(toks) && toks[i+1].Class == text.Word
		}
	}
	return false
}
