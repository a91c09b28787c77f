package figure

import (
	"strings"

	"khotin/extract/text"
)

// nounPhrase gives the noun phrase of tokens [from, to): the last one, cut at
// clause signs, connectors, auxiliaries and leading periods and subjects.
func (w *walker) nounPhrase(from, to int) (int, int) {
	toks := w.p.Tokens
	if to > from && toks[to-1].Key == "," && (from > w.sent[0] || w.saysMore(from, to) || w.amongAll(from)) {
		return to, to // "…, bằng 36%": the clause before is over
	}
	if to-from > 2 && toks[to-1].Is("đó") && toks[to-2].Is("trong") {
		return to, to // "…, trong đó có 8 dự án"
	}
	end := to
	to = w.trimRight(from, to)
	for from < to && toks[from].Either("và", "còn") {
		from++
	}
	start := from
	for i := from; i < to; {
		t := &toks[i]
		if w.isDate(i) {
			end := min(w.dateOf(i).At.To, to)
			if i == start || end < to && toks[end].Key == "," {
				start = end
			}
			i = end
			continue
		}
		if t.Class == text.Punct {
			if close := max(w.aside(i, to), w.title(i, to)); close > i && i > start {
				i = close + 1
				continue
			}
			switch {
			case t.Key == "," && start == w.sent[0]+1 && toks[start-1].Is("về") && i+1 < to:
				start = i + 1 // "Về cơ cấu kinh tế, khu vực dịch vụ chiếm"
			case t.Key == "," && w.levels(i, to): // "ngân sách huyện, xã"
			case t.Key == "," && w.ownedList(start, i, to) > start:
				start = w.ownedList(start, i, to)
			case t.Key == "," && (w.listed(start, i, to) || w.coordinated(from, start, i, to)):
			case t.Is(",", ";", ":", "(", ")", "“", "”", "\"", "…", "|", ".", "*", "+", "•") || t.Either("-", "–") && !t.Glued && !w.dashed(i, start, to):
				start = i + 1
			}
			i++
			continue
		}
		if n := w.p.connector(i); n > i && n <= to && !w.inNoun(i, start) && !w.pact(i) && w.p.actionEnd(i) <= n {
			if t.Is("ước") && start < i && w.timeOnly(n, to) {
				to = w.trimRight(start, i) // "số thu nội địa ước 12 tháng là"
				break
			}
			if n == to && start < i && t.Is("hết") && w.p.actionEnd(start) == i {
				to = i // "giải ngân hết 100% kế hoạch"
				break
			}
			if n == to && start < i && t.Is("toàn") {
				i = n // "… toàn thành phố đạt"
				continue
			}
			if n == to && start < i && w.p.is(i, framed) && (toks[i-1].Class == text.Word && toks[i-1].Case == text.Lower && !w.p.is(i-1, bodies) || w.isDate(i-1) && t.Is("được") || i-start > 2 && w.measuresAt(start) && toks[i-1].Class == text.Word && !w.p.is(i-1, bodies)) {
				to = w.trimRight(start, i) // "thu ngân sách phấn đấu đạt"
				break
			}
			start, i = n, n
			continue
		}
		if t.Is("phải") && i+1 == to && start < i {
			to = w.trimRight(start, i) // "thu ngân sách phải đạt tối thiểu 930 tỷ đồng"
			break
		}
		if w.p.is(i, auxiliaries) && !w.describing(start, i, to) && !(end < len(toks) && toks[end].Is("là") && i > start && t.Either("đang", "đã") && toks[start].Either("số", "tổng") && w.headAt(start)) || t.Is("tục") && i > from && toks[i-1].Is("tiếp") {
			start = i + 1
		}
		i++
	}
	start = w.trimLeft(start, to)
	if w.timeOnly(start, to) || to-start == 1 && w.p.is(start, clauseVerb) {
		return to, to
	}
	if start = w.anchor(start, to); to-start > 2 && w.announced(start, end) {
		return to, to
	}
	return start, to
}

// levels reports whether the comma at token i stands between two levels of
// government, neither of them named.
func (w *walker) levels(i, to int) bool {
	return i > 0 && i+1 < to && w.level(i-1) && (w.level(i+1) || i+2 < to && w.p.Tokens[i+1].Is("thị") && w.level(i+2))
}

func (w *walker) level(i int) bool {
	t := &w.p.Tokens[i]
	return t.Case == text.Lower && t.Is("quận", "huyện", "xã", "phường", "tỉnh", "phố", "trấn") && w.placeEnd(i) == i
}

// timeOnly reports whether tokens [from, to) only say when.
func (w *walker) timeOnly(from, to int) bool {
	for i := from; i < to; i++ {
		if !w.p.is(i, timeWords) && !w.isDate(i) && !(w.p.Tokens[i].Class == text.Number && i+1 < to && w.p.Tokens[i+1].Is("tháng", "quý", "năm")) {
			return false
		}
	}
	return from < to
}

// dashed reports whether the dash at token i joins two nouns of one phrase, as
// in "công nghiệp - tiểu thủ công nghiệp": both neighbours are common nouns.
func (w *walker) dashed(i, start, to int) bool {
	toks := w.p.Tokens
	if i <= start || i+1 >= to || toks[i-1].Class != text.Word || toks[i+1].Class != text.Word {
		return false
	}
	if n := w.p.head(start); toks[i+1].Case != text.Lower && n == start && !toks[start].Is("ngành", "khu", "lĩnh") {
		return false
	}
	return !w.isDate(i-1) && !w.isDate(i+1) && !w.p.is(i+1, clauseVerb) && !w.p.is(i+1, auxiliaries) && !w.connects(i+1)
}

// aside gives the closing bracket of a short "(…)" at token i that ends before
// token to, or i: "Chỉ số sản xuất công nghiệp (IIP)".
func (w *walker) aside(i, to int) int {
	if w.p.Tokens[i].Key != "(" {
		return i
	}
	for j := i + 1; j < to && j < i+14; j++ {
		if w.p.Tokens[j].Key == ")" {
			return j
		}
		if w.quantityAt(j) != nil {
			return i
		}
	}
	return i
}

// title gives the closing sign of a short “…” at token i that ends before token
// to, or i: "ủng hộ Quỹ “Vì người nghèo” được".
func (w *walker) title(i, to int) int {
	toks := w.p.Tokens
	if !toks[i].Either("“", "\"") || toks[i-max(0, min(i, 1))].Class != text.Word {
		return i
	}
	for j := i + 2; j < to && j < i+12; j++ {
		if toks[j].Either("”", "\"") {
			return j
		}
	}
	return i
}

// earlier gives the subject of a clause that has no number itself but opens
// the sentence of the first one: "Thu ngân sách tăng khá, đạt 50 tỷ đồng".
func (w *walker) earlier(from, to int) (int, int) {
	if w.amongAll(from) {
		return to, to
	}
	for i := from; i < to; i++ {
		t := &w.p.Tokens[i]
		if t.Is("tăng") && i+1 < to && w.p.Tokens[i+1].Is("trưởng") && i > from && w.p.is(i-1, growthHeads) {
			continue // "tốc độ tăng trưởng khá, đạt 9,3%"
		}
		if t.Either(",", "là") && i > from || w.p.is(i, clauseVerb|auxiliaries) && !w.isDate(i) {
			if a, b := w.nounPhrase(from, i); b-a > 1 && !w.announced(a, to) {
				if n := w.p.head(a); n > a {
					return a, b
				}
			}
			if !w.isDate(i-max(0, min(1, i))) && t.Key != "," || i > from+12 {
				break
			}
		}
	}
	return to, to
}

// saysMore reports whether tokens [from, to) hold a verb of their own.
func (w *walker) saysMore(from, to int) bool {
	for i := from; i < to; i++ {
		if t := &w.p.Tokens[i]; w.p.is(i, clauseVerb|auxiliaries) || t.Either("tiếp", "được") {
			return true
		}
	}
	return false
}

// inNoun keeps words that are connectors elsewhere inside a noun phrase:
// "vốn đầu tư nước ngoài", "do quận quản lý", "về".
func (w *walker) inNoun(i, start int) bool {
	t := &w.p.Tokens[i]
	if i == start || t.Either("với", "gồm") && (i+1 >= len(w.p.Tokens) || w.p.Tokens[i+1].Class == text.Number || w.p.is(i+1, qualifiers)) {
		return false
	}
	if t.Is("về") && w.p.Tokens[i-1].Is("thu", "mang", "đem") {
		return true // "thu về 320 triệu đồng"
	}
	if t.Is("do", "với", "về", "như", "nâng", "đưa", "hiện", "hết", "để", "ước", "gồm", "riêng") {
		n := w.p.head(start)
		if t.Is("hiện") {
			return i > 0 && (w.p.Tokens[i-1].Is("thực", "phát", "thể") || w.appears(i)) || i+1 < len(w.p.Tokens) && w.p.Tokens[i+1].Is("hành", "đại", "vật", "trạng", "trường")
		}
		if m := w.p.head(i + 1); m > i+1 && t.Is("với") && !w.p.is(i+1, weakHeads) {
			return false
		}
		return n > start && t.Is("do", "về", "với", "để") || t.Is("nâng") && (w.p.Tokens[i-1].Is("và") || i+1 < len(w.p.Tokens) && w.p.Tokens[i+1].Either("cao", "cấp")) || t.Is("như") && !w.p.Tokens[i-1].Is("tiêu")
	}
	return false
}

// listed reports whether the comma at i stands inside a noun phrase, as in
// "chi sự nghiệp giáo dục, đào tạo": what is before begins with an
// indicator's noun and has no predicate, what is after is short and has none.
func (w *walker) listed(start, i, to int) bool {
	if i-start < 2 || i-start > 16 {
		return false
	}
	if n := w.p.head(start); n == start && !w.activity(start, i) {
		return false
	}
	for j := start; j < i; j++ {
		if w.isDate(j) || w.p.is(j, clauseVerb|auxiliaries) || w.p.Tokens[j].Is("dịch") && j > start && w.p.Tokens[j-1].Is("chuyển") {
			return false
		}
	}
	if w.p.Tokens[i+1].Either("toàn", "cả") {
		return false // "Vụ xuân, toàn huyện gieo cấy"
	}
	end := i + 1
	for end < to && !w.p.Tokens[end].Is(",", ";", ":", "của") && !w.isDate(end) {
		end++
	}
	if end-i-1 < 1 || end-i-1 > 9 {
		return false
	}
	if w.onlyNames(i+1, end) {
		return true
	}
	if n := w.p.head(i + 1); n > i+1 && !w.p.is(i+1, weakHeads) {
		return false
	}
	n := w.p.connector(i + 1)
	return (n == i+1 || w.inNoun(i+1, start)) && w.p.Tokens[i+1].Case == text.Lower
}

// activity reports whether tokens [from, to) begin with a noun for what is
// done, and say no more than what: "công tác thu gom, vận chuyển rác".
func (w *walker) activity(from, to int) bool {
	toks := w.p.Tokens
	if from+1 >= to || !(toks[from].Is("công") && toks[from+1].Is("tác") || toks[from].Is("hoạt") && toks[from+1].Is("động") || toks[from].Is("việc")) {
		return false
	}
	for i := from; i < to; i++ {
		if toks[i].Is("được", "bị", "có") {
			return false
		}
	}
	return true
}

// ownedList gives the start of a listed noun phrase behind "có" or a verb that
// upholds it: "trường có tỷ lệ học sinh khá, giỏi", "duy trì tổng đàn gia súc,
// gia cầm", or start.
func (w *walker) ownedList(start, i, to int) int {
	if at := w.owned(start, i); at > start && w.listed(at, i, to) {
		return at
	}
	for j := start; j+2 < i; j++ {
		if at := w.upholds(j); at > j && w.headAt(at) && w.listed(at, i, to) {
			return at
		}
	}
	return start
}

// coordinated reports whether the comma at i stands in a row of short nouns
// that opens its clause: "; nông, lâm, thủy sản tăng 6%".
func (w *walker) coordinated(from, start, i, to int) bool {
	toks := w.p.Tokens
	first := start
	for first < i && !toks[first].Is(",") {
		first++
	}
	if first-start > 2 && !(first-start == 3 && toks[start].Is("các") && toks[start+1].Is("ngành")) || i == start || start > from && !toks[start-1].Is(";", ":", "(", "-", "–") && !(start > 1 && w.isDate(start-2)) || w.p.is(start, prepositions) || w.placeEnd(start) > start {
		return false
	}
	item := start
	for j := start; j <= to; j++ {
		if j < to && !toks[j].Either(",", "và") {
			if toks[j].Class != text.Word || w.isDate(j) || w.p.is(j, clauseVerb|auxiliaries) || j > start && toks[j].Case != text.Lower {
				return false
			}
			continue
		}
		if j == item || j-item > 5 {
			return false
		}
		if n := w.p.head(item); item > start && n > item && !w.p.is(item, weakHeads) && !toks[item].Is("thủy") {
			return false
		}
		item = j + 1
	}
	return true
}

// onlyNames reports whether tokens [from, to) are names only: ", Đồng Thái".
func (w *walker) onlyNames(from, to int) bool {
	for i := from; i < to; i++ {
		if t := &w.p.Tokens[i]; t.Class != text.Word || t.Case == text.Lower && !t.Is("và", "xã", "phường", "quận", "huyện", "thị", "trấn") {
			return false
		}
	}
	return from < to
}

// phrase gives tokens [from, to) as one line without the dates in them.
func (w *walker) phrase(from, to int) string {
	const trimmed = " ,;:"
	if w.oneLine(from, to) {
		return strings.Trim(w.p.Slice(from, to), trimmed)
	}
	var b strings.Builder
	for i := from; i < to; i++ {
		if w.isDate(i) {
			continue
		}
		t := &w.p.Tokens[i]
		if t.Key == "(" && i+1 < to && w.isDate(i+1) {
			j := i + 1
			for j < to && w.isDate(j) {
				j++
			}
			if j < to && w.p.Tokens[j].Key == ")" {
				i = j
				continue
			}
		}
		if b.Len() > 0 && (!t.Glued || t.Virtual || w.isDate(i-1)) {
			b.WriteByte(' ')
		}
		b.WriteString(w.p.Surface(i))
	}
	return strings.Trim(strings.ReplaceAll(b.String(), " )", ")"), trimmed)
}

// oneLine reports whether phrase gives tokens [from, to) as they stand in the
// text: without dates, one space between two words.
func (w *walker) oneLine(from, to int) bool {
	for i := from; i < to; i++ {
		t := &w.p.Tokens[i]
		if w.isDate(i) || i > from && (t.Virtual || !t.Glued && (t.Start != w.p.Tokens[i-1].End+1 || w.p.Text[t.Start-1] != ' ')) {
			return false
		}
	}
	return from < to
}
