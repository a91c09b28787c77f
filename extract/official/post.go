package official

import (
	"strings"

	"khotin/extract/place"
	"khotin/extract/text"
)

// Post is an office with the body and the unit that it is held in.
type Post struct {
	Body  string // with its unit, "Quận ủy Lê Chân"; "" where the words name none
	Place string // the unit, "quận Lê Chân"; "" where neither the words nor the document settle it
}

// PostOf reads an office as written in a document about the unit subject:
// where the words name no unit, "Bí thư Quận ủy", it is the document's, or the
// one that holds that, by the level of the words. Bodies of the centre, of the
// army's regions and of enterprises have none.
func PostOf(role, subject string) Post {
	doc := text.NewDoc([]string{text.Normalize(role)})
	defer doc.Free()
	p := &doc.Paras[0]
	n := len(p.Tokens)
	if n == 0 {
		return Post{}
	}
	start := bodyStart(p)
	body := p.Slice(start, n)
	if start == n {
		body = ""
	}
	if central(p) {
		return Post{Body: body}
	}
	if unit := named(doc); unit != "" {
		return Post{body, unit}
	}
	at, level := lastLevel(p)
	if level != "" && at > 0 && at < n && p.Tokens[at].Class == text.Word && p.Tokens[at].Case != text.Lower && lastName(p, at) == "" {
		if next, _ := orgs.Match(p, at); next == at { // a unit abroad: "Hội đồng thành phố Incheon"
			return Post{Body: body}
		}
	}
	if level == "" {
		if communeParty(p, start) && isCommune(subject) { // of a commune's committee its documents name no unit
			return Post{body + " " + subject, subject}
		}
		if !belongs(p, start) {
			return Post{Body: body}
		}
		level = "thành phố"
		unit := place.Resolve(level, subject)
		if unit == "" {
			unit = place.Resolve("tỉnh", subject)
		}
		return Post{body, unit}
	}
	if name := lastName(p, at); name != "" {
		return Post{body, level + " " + name}
	}
	unit := place.Resolve(level, subject)
	if unit == "" || at <= start {
		return Post{body, unit}
	}
	name := strings.TrimPrefix(unit, level+" ")
	whole := p.Slice(start, at) + " " + name
	if at < n {
		whole += " " + p.Slice(at, n)
	}
	return Post{whole, unit}
}

// bodyStart gives the token at which the body's name begins: behind the head
// of the office, or with the last word of the head where that names the body,
// "Trưởng | Ban Tổ chức", "Chánh | Văn phòng", "đại biểu | HĐND". Behind a duty
// the body follows in full: "Phó Trưởng ban Thường trực | Ban An toàn giao
// thông". An envoy's office and a bare "Trưởng ban" name none.
func bodyStart(p *text.Para) int {
	n := len(p.Tokens)
	i := 0
	for i < n && p.Tokens[i].Is("nguyên", "quyền", "cựu", "tân", "q", ".") && headAt(p, i, n) == i {
		i++
	}
	at := headAt(p, i, n)
	duty := pastDuty(p, at)
	if at > i && p.Tokens[at-1].Is("sứ", "sự", "tán", "quyền", "biện") || at > i && p.Tokens[at-1].Either("hội", "đbqh") && p.Tokens[i].Either("đại", "đbqh") {
		return n
	}
	for j := max(i, 1); j < at; j++ {
		switch p.Tokens[j].Key {
		case "ban", "phòng", "đoàn", "đội", "tổ", "đồn", "khoa", "thôn", "xóm", "ấp", "khu", "viện", "trạm", "chi":
			if j == at-1 && (duty == n || duty > at && p.Tokens[duty].Is("ban", "đoàn", "tổ", "bcđ", "btc")) {
				return duty
			}
			if j == at-1 || p.Tokens[j].Is("ban", "chi", "khu") {
				return j
			}
		case "văn", "thanh", "công":
			if j == at-2 && p.Tokens[j+1].Is("phòng", "tra", "an") {
				return j
			}
		case "hđnd":
			return j
		}
	}
	return duty
}

// pastDuty gives the token behind the words of a duty at token i: "Thường trực",
// "phụ trách", "chuyên trách", "TT".
func pastDuty(p *text.Para, i int) int {
	for i+1 < len(p.Tokens) {
		t, next := &p.Tokens[i], &p.Tokens[i+1]
		switch {
		case t.Is("thường") && next.Is("trực") || t.Either("phụ", "chuyên") && next.Is("trách") || t.Is("điều") && next.Is("hành") && p.Tokens[i-1].Is("trách"):
			i += 2
		case t.Is("tt") && t.Case == text.Upper && next.Class == text.Word:
			i++
		default:
			return i
		}
	}
	return i
}

// central reports whether an office is one of the whole country, whose words
// name no unit: "Bộ trưởng Bộ Y tế", "Phó Chủ tịch Quốc hội".
func central(p *text.Para) bool {
	for i := range p.Tokens {
		next := &text.Token{}
		if i+1 < len(p.Tokens) {
			next = &p.Tokens[i+1]
		}
		switch p.Tokens[i].Key {
		case "trung":
			if next.Is("ương") {
				return true
			}
		case "tw", "tư":
			if p.Tokens[i].Case == text.Upper {
				return true
			}
		case "bộ":
			if p.Tokens[i].Case != text.Lower && !next.Is("chỉ", "chính", "chqs", "chbđbp", "chbp", "đội") || next.Is("trưởng") {
				return true
			}
		case "thứ":
			if next.Is("trưởng") {
				return true
			}
		case "đại", "lãnh":
			if next.Either("sứ", "sự") {
				return true
			}
		case "quốc":
			if next.Is("hội") && !delegation(p) {
				return true
			}
		case "chính", "thủ":
			if next.Either("phủ", "tướng") {
				return true
			}
		case "nước":
			return i > 0 && p.Tokens[i-1].Is("tịch")
		case "tổng":
			if next.Is("bí", "cục", "liên", "giám", "công") {
				return true
			}
		case "khu":
			if i > 0 && p.Tokens[i-1].Is("quân") {
				return true
			}
		case "vùng", "tập", "công":
			if next.Class == text.Number || next.Either("đoàn", "ty") && p.Tokens[i].Case != text.Lower && !p.Tokens[i].Is("công") || p.Tokens[i].Is("công") && next.Is("ty") {
				return true
			}
		}
	}
	return false
}

// delegation reports whether the office is in a province's deputation to the
// National Assembly, or a deputy's.
func delegation(p *text.Para) bool {
	for i := range p.Tokens {
		if p.Tokens[i].Either("đoàn", "đbqh") || i > 0 && p.Tokens[i].Is("biểu") && p.Tokens[i-1].Is("đại") {
			return true
		}
	}
	return false
}

// named gives the unit that the words of an office name, the most special of several.
func named(doc *text.Doc) string {
	if ms := place.Find(doc); len(ms) > 0 {
		return ms[0].Name
	}
	p := &doc.Paras[0]
	for i := range p.Tokens {
		if p.Tokens[i].Case == text.Lower || i == 0 {
			continue
		}
		next, name := place.MatchName(p, i)
		if next == i || next != len(p.Tokens) {
			continue
		}
		if full := place.Main(name); full != "" {
			return full
		}
	}
	return ""
}

// lastName gives the words from token i to the end of the office where they can
// only be a unit's name, one that we do not hold: "Bí thư Huyện ủy | Nơi Xa".
func lastName(p *text.Para, i int) string {
	n := len(p.Tokens)
	if n-i < 2 || n-i > 3 {
		return ""
	}
	for j := i; j < n; j++ {
		if t := &p.Tokens[j]; t.Class != text.Word || t.Case != text.Title || !text.IsSyllable(t.Key) {
			return ""
		}
	}
	return p.Slice(i, n)
}

// lastLevel gives the last word of the office that names a level and no unit,
// and the token after it: "UBND | quận", "Thành ủy".
func lastLevel(p *text.Para) (after int, level string) {
	for i := range p.Tokens {
		if next, l := place.PartyLevel(p, i); next > i {
			after, level = next, l
		} else if l := partyShort(&p.Tokens[i]); l != "" && i > 0 {
			after, level = i+1, l
		} else if next, l := place.Level(p, i); next > i && (i == 0 || !p.Tokens[i-1].Is("cấp")) {
			after, level = next, l
		}
	}
	if level != "" {
		return after, level
	}
	switch t := &p.Tokens[0]; { // members of a committee, in one word
	case t.Is("tuv", "uvtu", "uvbtvtu", "tvtu", "uvtvtu"):
		level = "thành phố"
	case t.Is("quv", "tvqu", "uvbtvqu", "uvtvqu"):
		level = "quận"
	case t.Is("huv", "tvhu", "uvbtvhu", "uvtvhu"):
		level = "huyện"
	}
	if level != "" {
		return 0, level
	}
	return 0, ""
}

// partyShort gives the level of a Party committee written in capitals.
func partyShort(t *text.Token) string {
	if t.Case != text.Upper {
		return ""
	}
	switch t.Key {
	case "tu":
		return "thành phố"
	case "qu":
		return "quận"
	case "hu":
		return "huyện"
	}
	return ""
}

// communeParty reports whether the body that starts at token start is a Party
// committee, a council or a committee of which no more is said: "Bí thư Đảng
// ủy, Chủ tịch HĐND".
func communeParty(p *text.Para, start int) bool {
	n := len(p.Tokens)
	return start == n-2 && p.Tokens[start].Is("đảng") && p.Tokens[start+1].Either("ủy", "bộ") || start == n-1 && p.Tokens[start].Either("hđnd", "ubnd")
}

// isCommune reports whether a unit is one of the lowest level.
func isCommune(unit string) bool {
	for _, level := range [...]string{"phường ", "xã ", "thị trấn ", "đặc khu "} {
		if strings.HasPrefix(unit, level) {
			return true
		}
	}
	return false
}

// belongs reports whether the body that starts at token start is one of a
// province or city wherever its name says no more: a department.
func belongs(p *text.Para, start int) bool {
	return start < len(p.Tokens) && p.Tokens[start].Is("sở") && p.Tokens[start].Case != text.Lower
}
