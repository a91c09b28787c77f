package document

import (
	"strings"

	"khotin/extract/text"
)

// symbol reads a document symbol at the number i: the Party's 28-NQ/TU, the
// state's 37/NQ-HĐND, 45/2016/QĐ-TTg, 39/2024/QH15, 910/UBND-DL1. It gives the
// token after it and the type that its sign tells, or i. After a type any
// abbreviation will do; without one the sign must be known.
func (f *finder) symbol(i int, typed bool) (end int, typ string) {
	if next := f.tok(i + 1); next.Class != text.Punct && !(next.Class == text.Word && next.Glued) {
		return i, ""
	}
	if !f.isNum(i) || !typed && (f.tok(i-1).Either("/", "-") && f.tok(i).Glued) {
		return i, ""
	}
	j := i + 1
	if f.tok(j).Class == text.Word && f.tok(j).Glued && j+1 < len(f.p.Tokens) && len(f.tok(j).Key) == 1 &&
		(f.tok(j).Case == text.Upper || f.tok(j+1).Key == "/" && f.tok(j+1).Glued) {
		j++ // 12A/KH-UBND, 30c/NQ-CP
	}
	sep := f.tok(j)
	if !sep.Is("/", "-", "–") {
		return i, ""
	}
	j++
	if sep.Key == "/" && f.isYear(j) && f.tok(j+1).Key == "/" {
		if f.isAssembly(j + 2) {
			return f.tail(j + 3), "Luật"
		}
		j += 2
	}
	head := f.tok(j)
	if !isAbbr(head) {
		return i, ""
	}
	typ, known := signs[head.Key]
	if !known && head.Key == "nqh" {
		return i, ""
	}
	body := j
	j++
	party := sep.Key != "/"
	link := f.tok(j)
	if party {
		// NN-XX/YY; a number, a dash and capitals alone are a code or a rank.
		if link.Key != "/" || !isAbbr(f.tok(j+1)) || !typed && !known {
			return i, ""
		}
		return f.tail(j + 2), typ
	}
	if link.Either("-", "–") && isAbbr(f.tok(j+1)) {
		if !typed && !known && !isBody(f.tok(body)) {
			return i, ""
		}
		if !known && !typed {
			typ = "Công văn" // NN/BODY-UNIT is a letter (Decree 30/2020, appendix III)
		}
		return f.tail(j + 2), typ
	}
	if typed && f.tok(i+1).Glued {
		return f.tail(j), typ
	}
	return i, ""
}

// tail skips further parts of the issuer's abbreviation: -BTC, .TU, &ĐT.
func (f *finder) tail(j int) int {
	if f.isNum(j) && f.tok(j).Glued && strings.HasSuffix(f.tok(j-1).Key, "qh") {
		j++ // UBTVQH15, which is too long for one token
	}
	for f.tok(j).Is("-", ".", "/", "&") && f.tok(j).Glued && f.tok(j+1).Glued && (isAbbr(f.tok(j+1)) || f.tok(j).Key == "." && f.isNum(j+1)) {
		j += 2
	}
	return j
}

// isAssembly: QH15, UBTVQH14.
func (f *finder) isAssembly(i int) bool {
	t := f.tok(i)
	return t.Class == text.Code && strings.HasPrefix(t.Key, "qh") || t.Key == "ubtvqh"
}

// isBody: the letters of a council or a committee.
func isBody(t *text.Token) bool {
	return t.Is("ubnd", "hđnd", "vp", "vpcp", "sxd", "snv", "stc", "btnmt")
}

// isAbbr reports whether the token can be a part of a symbol: letters with at
// least one capital, no ordinary word.
func isAbbr(t *text.Token) bool {
	if t.Class == text.Code {
		return true
	}
	if t.Class != text.Word {
		return false
	}
	if t.Case == text.Upper || t.Case == text.Mixed {
		return true
	}
	_, ok := signs[t.Key]
	return ok && t.Case != text.Lower
}
