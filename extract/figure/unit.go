package figure

import (
	_ "embed"
	"strconv"
	"strings"

	"khotin/extract/text"
)

//go:embed units.txt
var unitList string

var (
	unitLexicon     = text.NewLexicon(unitList, false)
	unitFold        = text.NewLexicon(unitList, true)
	unitDefinitions = defineUnits(unitList)
)

// kind says what sort of unit a number has.
type kind uint8

const (
	bare     kind = iota // none written
	money                // đồng, USD
	percent              // %, %/năm
	points               // percentage points
	times                // lần
	measured             // ha, tấn, kWh
	counted              // a thing of counts.txt
	open                 // another small noun
)

// unit is what stands after a number: scale, unit, "/năm".
type unit struct {
	kind     kind
	from, to int    // tokens
	base     string // unit of the amount; "" where unknown
	shift    int    // amount = value × 10^shift
	scale    int    // the part of shift that scale words make
}

type definition struct {
	kind  kind
	base  string
	shift int
}

var kinds = map[string]kind{"money": money, "percent": percent, "points": points, "times": times, "measured": measured}

// defineUnits reads units.txt: words, tab, "kind base shift".
func defineUnits(list string) map[string]definition {
	m := make(map[string]definition)
	for line := range strings.Lines(list) {
		phrase, def, ok := strings.Cut(strings.TrimSpace(line), "\t")
		f := strings.Fields(def)
		if !ok || strings.HasPrefix(line, "#") || len(f) != 3 {
			continue
		}
		n, err := strconv.Atoi(f[2])
		if err != nil {
			continue
		}
		d := definition{kinds[f[0]], f[1], n}
		if d.base == "-" {
			d.base = phrase
		}
		m[def+"\t"+phrase] = d
		m[def] = d
	}
	return m
}

// scale gives the power of ten of a scale word.
func scale(key string) int {
	switch key {
	case "trăm":
		return 2
	case "nghìn", "ngàn":
		return 3
	case "vạn":
		return 4
	case "triệu":
		return 6
	case "tỷ", "tỉ":
		return 9
	}
	return 0
}

// scaleWord gives the power of ten of the scale word at token i, 0 for none:
// "tỷ" of "tỷ lệ" and "triệu" of "triệu tập" are none.
func scaleWord(p *paragraph, i int) int {
	if i >= len(p.Tokens) || p.Tokens[i].Class != text.Word {
		return 0
	}
	t, n := &p.Tokens[i], 0
	switch {
	case p.is(i, scaleWords):
		n = scale(t.Key)
	case t.Key[0] == 't' && t.Key != "ty" && t.Folds("ty"):
		n = 9
	}
	if n != 0 && i+1 < len(p.Tokens) && p.Tokens[i+1].Is("lệ", "trọng", "suất", "giá", "tập", "hồi", "phú") {
		return 0
	}
	return n
}

// unitAt reads the unit that starts at token i: scale words, the unit itself,
// and what it is counted by ("/người/năm"). The kind is bare, and to is i,
// where there is none.
func unitAt(p *paragraph, i int) unit {
	u := unit{from: i, to: i}
	j := i
	for n := scaleWord(p, j); n != 0; n = scaleWord(p, j) {
		u.scale += n
		j++
	}
	u.shift = u.scale
	next, def := j, ""
	if p.may(j, unitWords) {
		next, def = unitLexicon.Match(&p.Para, j)
	}
	if next == j && u.scale > 0 {
		next, def = unitFold.Match(&p.Para, j) // "triệu đòng"
		if next > j && unitDefinitions[def].kind != money {
			next = j
		}
	}
	if next > j && isUnit(p, j, next) {
		d := unitDefinitions[def]
		u.kind, u.base, u.to = d.kind, d.base, next
		if u.base == "" || d.base != "" && strings.HasPrefix(def, "measured -") {
			u.base = strings.ToLower(p.Slice(j, next))
		}
		u.shift += d.shift
		u.per(p)
		return u
	}
	if p.may(j, countWords) {
		if next, name := countLexicon.Match(&p.Para, j); next > j && (countable(p, j) || next >= j+4) {
			u.kind, u.base, u.to = counted, name, next
			u.per(p)
			return u
		}
	}
	if to := quoted(p, j); to > j && u.scale == 0 {
		u.kind, u.to = open, to
		return u
	}
	if lag(p, i-1) && j == i && j < len(p.Tokens) && p.Tokens[j].Is("tháng", "ngày", "tuần", "giờ", "phút") {
		u.kind, u.base, u.to = measured, p.Tokens[j].Key, j+1
		return u
	}
	switch {
	case j < len(p.Tokens) && openNoun(p, j):
		u.kind, u.to = open, j+1
		if openNoun(p, j+1) && !p.is(j+1, predicate) && !p.is(j+1, tailStop) {
			u.to = j + 2
		}
	case u.scale >= 9, u.scale >= 3 && perAt(p, j) > j && p.Tokens[j+1].Is("người", "ha", "tháng", "năm", "hộ", "khẩu", "lao"):
		u.kind, u.base, u.to = money, "VND", j
		u.per(p)
	case u.scale >= 3:
		u.kind, u.to = open, j
	}
	return u
}

// quoted gives the token after a short name in quotes that begins at token i and
// is what is counted, or i: "517 “Mái ấm công đoàn”".
func quoted(p *paragraph, i int) int {
	if i+2 >= len(p.Tokens) || !p.Tokens[i].Is("“") || p.Tokens[i+1].Class != text.Word {
		return i
	}
	for j := i + 2; j < len(p.Tokens) && j < i+8; j++ {
		if p.Tokens[j].Is("”") {
			return j + 1
		}
	}
	return i
}

// lag reports whether the number at token i says by how much something is ahead
// of its plan or behind it: "vượt tiến độ 2 tháng", "chậm 14 tháng".
func lag(p *paragraph, i int) bool {
	i--
	for i > 0 && p.is(i, qualifiers) && !p.Tokens[i].Is("hơn") {
		i--
	}
	if i < 1 {
		return false
	}
	t, b := &p.Tokens[i], &p.Tokens[i-1]
	return t.Is("độ") && b.Is("tiến") && i > 1 && p.Tokens[i-2].Either("vượt", "chậm") || t.Is("hơn") && b.Is("sớm", "muộn", "nhanh", "chậm") || t.Is("chậm")
}

// isUnit keeps short units from reading words: "m" and "đ" stand right after
// the number and before no other letter; "điểm" is a count in sentences.
func isUnit(p *paragraph, i, next int) bool {
	if next != i+1 {
		return true
	}
	t := &p.Tokens[i]
	switch t.Key {
	case "đồng":
		return !(next < len(p.Tokens) && p.Tokens[next].Is("chủ", "thời", "tình", "chí", "bào", "hồ", "đội", "ruộng", "loạt"))
	case "m", "đ", "g", "cm", "kg", "km", "ha":
		return t.Case != text.Upper || t.Key == "ha" || t.Key == "km"
	case "điểm":
		return next >= len(p.Tokens) || p.Tokens[next].Class != text.Word || p.Tokens[next].Either("so", "và") || strings.IndexByte(p.Surface(max(0, i-1)), ',') >= 0
	case "yên", "won", "mẫu", "cv":
		return !(next < len(p.Tokens) && p.Tokens[next].Class == text.Word && p.Tokens[next].Case == text.Lower)
	case "đô":
		return !(next < len(p.Tokens) && p.Tokens[next].Is("thị", "vật", "đốc", "hộ", "thành", "hội", "trưởng"))
	case "tệ":
		return !(next < len(p.Tokens) && p.Tokens[next].Is("nạn", "hại", "hơn"))
	case "lần":
		return !(next < len(p.Tokens) && p.Tokens[next].Is("thứ"))
	}
	return true
}

// per takes "/người/năm" into the unit and its base.
func (u *unit) per(p *paragraph) {
	if to := perAt(p, u.to); to > u.to {
		u.base += strings.ReplaceAll(p.Slice(u.to, to), " / ", "/")
		u.to = to
	}
}

// perAt gives the token after "/năm", "/người/năm" that may stand at token i.
func perAt(p *paragraph, i int) int {
	for i+1 < len(p.Tokens) && p.Tokens[i].Key == "/" {
		t := &p.Tokens[i+1]
		if t.Class == text.Number {
			if i+2 < len(p.Tokens) && p.Tokens[i+2].Class == text.Word {
				i += 3
				continue
			}
			return i
		}
		if t.Class != text.Word {
			return i
		}
		if next := p.count(i + 1); next > i+2 {
			i = next // "tỷ đồng/hợp tác xã/năm"
			continue
		}
		i += 2
		if i < len(p.Tokens) && (t.Is("vạn") || t.Is("lao") && p.Tokens[i].Is("động") || t.Is("hộ") && p.Tokens[i].Either("dân", "nghèo") || t.Is("đơn") && p.Tokens[i].Is("vị") || t.Is("tờ") && p.Tokens[i].Is("khai") || t.Is("hồ") && p.Tokens[i].Is("sơ") || t.Is("nghìn")) {
			i++
		}
	}
	return i
}

// countable reports whether a counted thing may start at token i: "ca" of
// "ca ngợi" or "bộ" before a capital ("Bộ Công an") is none.
func countable(p *paragraph, i int) bool {
	t := &p.Tokens[i]
	return t.Case == text.Lower || t.Case == text.Upper && len(t.Key) <= 6
}

// openNoun reports whether token i can be the noun of a count.
func openNoun(p *paragraph, i int) bool {
	if i >= len(p.Tokens) {
		return false
	}
	t := &p.Tokens[i]
	return t.Class == text.Word && t.Case == text.Lower && !t.Virtual && !p.is(i, noCount) && len(t.Key) > 1 && text.IsSyllable(t.Key)
}
