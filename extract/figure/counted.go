package figure

import (
	"math"
	"strings"

	"khotin/extract/text"
)

// ofWhole gives what the whole counted where q counts a part of the same
// things: "ghi nhận 4 ca mắc, trong đó 3 ca tại …, 1 ca tại …".
func (w *walker) ofWhole(q *quantity) string {
	for i := len(w.out) - 1; i >= 0 && i >= len(w.out)-12; i-- {
		f := &w.out[i]
		if f.Group == w.st.whole && f.Measure == Level && f.Sentence.Para == w.para {
			if strings.Contains(" "+text.Key(f.Indicator)+" ", " "+w.p.Tokens[q.unit.from].Key+" ") {
				return f.Indicator
			}
			return ""
		}
	}
	return ""
}

// women gives what the whole counted, of women, where q tells them as a part of it
// by that word alone: "kết nạp 126 đảng viên, trong đó nữ 71 đồng chí", "…, trong đó
// 61 nữ". The whole is the last count of people before, its parts aside, that is as
// large. It is empty for another count.
func (w *walker) women(q *quantity, c *clause) string {
	toks := w.p.Tokens
	if w.st.whole < 0 || q.of != nil {
		return ""
	}
	byName := c.npTo-c.npFrom == 1 && toks[c.npFrom].Is("nữ")
	if byUnit := c.npFrom >= c.npTo && q.unit.to == q.unit.from+1 && q.unit.to <= len(toks) && toks[q.unit.from].Is("nữ"); !byName && !byUnit || w.tail(q) > q.to {
		return ""
	}
	for i := len(w.out) - 1; i >= 0 && i >= len(w.out)-12; i-- {
		f := &w.out[i]
		if f.Sentence.Para != w.para || f.Group < w.st.whole && f.Sentence.From != w.sent[0] {
			break
		}
		if f.PartOf != w.st.whole && f.Measure == Level && ofPeople(f.Unit) && f.Value.Float() >= q.value.Float() {
			return f.Indicator + " nữ"
		}
	}
	return ""
}

// people are units that count nobody but people, by their last syllable and the one
// before it, where that is needed to tell them.
var people = set("người em cháu trẻ viên_đảng viên_hội viên_đoàn viên_học viên_sinh viên_giáo viên_nhân viên_công viên_diễn viên_ứng viên_ủy viên_động động_lao chức_công chức_viên nhân_công nhân_cá nhân_bệnh nhân_nạn bộ_cán biểu_đại chí_đồng sinh_học sinh_thí sĩ_chiến dân_nông chúng_quần niên_thanh")

// ofPeople reports whether a unit counts people: "đảng viên mới".
func ofPeople(unit string) bool {
	w := strings.Fields(strings.TrimSuffix(text.Key(unit), " mới"))
	n := len(w)
	return n > 0 && people[w[n-1]] || n > 1 && people[w[n-1]+"_"+w[n-2]]
}

// fronted gives where what was done to the things out of a whole begins, where these
// stand before the verb at token action: "các vụ án kinh tế khởi tố, điều tra 9/9 vụ".
// It gives action for another count.
func (w *walker) fronted(q *quantity, c *clause, action, tail int) int {
	toks := w.p.Tokens
	if q.of == nil || tail > q.to || q.unit.from >= len(toks) {
		return action
	}
	from := action
	for from > c.from && from > w.sent[0] && from > action-9 && (toks[from-1].Class == text.Word || toks[from-1].Is(",") && from < action && w.caseBefore(from-1)) && !w.isDate(from-1) && !w.p.is(from-1, auxiliaries|clauseVerb) {
		from--
	}
	for i := from; i < action; i++ {
		if toks[i].Is("án") || toks[i].Key == toks[q.unit.from].Key && !toks[i+1].Is("vị") {
			for toks[from].Is("và", "riêng", "các") {
				from++
			}
			return from
		}
	}
	return action
}

// withCases reports whether q counts the people in the cases counted right before it:
// "khởi tố 105 vụ với 137 đối tượng".
func (w *walker) withCases(q *quantity) bool {
	toks := w.p.Tokens
	n := len(w.out)
	if n == 0 || w.st.action == "" || q.unit.from+1 >= len(toks) || !toks[q.from-1].Is("với") || !(toks[q.unit.from].Is("đối") && toks[q.unit.from+1].Is("tượng") || toks[q.unit.from].Is("bị") && toks[q.unit.from+1].Either("can", "cáo")) {
		return false
	}
	f := &w.out[n-1]
	end := q.unit.from + 2
	return (end >= w.to || toks[end].Class == text.Punct) && f.At.Para == w.para && f.At.To == q.from-1 && f.Measure == Level && strings.HasPrefix(text.Key(f.Unit), "vụ")
}

// caseBefore reports whether the words before the comma at token i begin with a kind of
// cases: "án rất nghiêm trọng, đặc biệt nghiêm trọng làm rõ 38/39 vụ".
func (w *walker) caseBefore(i int) bool {
	for j := i - 1; j > w.sent[0] && j > i-6; j-- {
		if t := &w.p.Tokens[j]; t.Class != text.Word || w.p.actionAt(j) {
			return false
		} else if t.Is("án") {
			return w.p.Tokens[j-1].Is(",", ";", "đó", "các", "loại")
		}
	}
	return false
}

// alsoCounted reports whether a thing that is counted begins at token i, in
// small letters and no verb.
func (w *walker) alsoCounted(i int) bool {
	n := w.p.count(i)
	return n > i && w.p.Tokens[i].Case == text.Lower && !w.p.actionAt(i)
}

// sameThing reports whether q counts what the count before it did.
func (w *walker) sameThing(q *quantity) bool {
	return strings.Contains(" "+text.Key(w.st.counted)+" ", " "+text.Key(w.p.Slice(q.unit.from, q.unit.to))+" ")
}

// flows reports whether the noun phrase before q, not its unit, is measured.
func (w *walker) flows(q *quantity, c *clause) bool {
	toks := w.p.Tokens
	if w.has(c) || w.causer(q) >= 0 && w.harmed(q.unit.from, w.nounEnd(q.to)) {
		return false // "tai nạn làm 3 người chết"
	}
	from := q.unit.from
	for scaleWord(&w.p, from) != 0 {
		from++
	}
	return from < len(toks) && w.p.is(from, flowUnits) && c.npTo-c.npFrom <= 8 && (c.verbs.is || c.verbs.reach || q.to >= w.to || toks[q.to].Class == text.Punct)
}

// has reports whether the predicate only says that there is something.
func (w *walker) has(c *clause) bool {
	for i := c.pred; i < c.to; i++ {
		if w.p.Tokens[i].Either("có", "gồm") {
			return true
		}
	}
	return false
}

// thing gives the thing counted with its noun phrase, which ends before token
// to; scale words are no part of it.
func (w *walker) thing(q *quantity, to int) string {
	from := q.unit.from
	for scaleWord(&w.p, from) != 0 && from < q.unit.to {
		from++
	}
	if q.unit.scale > 0 && from == q.unit.from && from > 0 && w.p.Tokens[from].Glued && w.p.Tokens[from-1].Class == text.Number {
		from++ // "100k người"
	}
	if from >= to || from < q.from {
		return q.words(&w.p)
	}
	return w.phrase(from, to)
}

// named reports whether the thing that q counts has a name of its own among the
// others: "giải Nhất", "huy chương Vàng".
func (w *walker) named(q *quantity) bool {
	last := q.unit.to - 1
	return last > q.unit.from && w.p.Tokens[last].Case != text.Lower
}

// occurs reports whether the verb at token i says that something happened, and
// not what was done.
func (w *walker) occurs(i int) bool {
	return i+1 < len(w.p.Tokens) && (w.p.Tokens[i].Is("xảy") && w.p.Tokens[i+1].Is("ra") || w.p.Tokens[i].Is("phát") && w.p.Tokens[i+1].Is("sinh"))
}

// criteria gives who attained the criteria that q counts, as of a mark out of so
// many: "xã Tân Phong đạt 17/19 tiêu chí", "bình quân toàn huyện đạt 16,4 tiêu
// chí/xã". It is empty for another count.
func (w *walker) criteria(q *quantity, c *clause) string {
	toks := w.p.Tokens
	u := q.unit.from
	if u+1 >= len(toks) || !toks[u].Is("tiêu") || !toks[u+1].Is("chí") || !c.verbs.reach || c.head {
		return ""
	}
	to := c.to - 1
	for to > c.from && !toks[to].Is("đạt") {
		to--
	}
	from := to
	for from > c.from && toks[from-1].Class != text.Punct && !w.isDate(from-1) && !toks[from-1].Is("nay", "có", "rằng", "chỗ", "và", "còn") {
		from--
	}
	for to > from && toks[to-1].Is("chỉ", "mới", "đã", "đều") {
		to--
	}
	if to-from < 2 || to-from > 10 || !w.plain(from, to) {
		return ""
	}
	return w.phrase(from, to) + " đạt tiêu chí"
}

// portionOf gives what the count out of a whole counted, of which q is the share:
// "điều tra làm rõ 53/61 vụ, bắt 94 đối tượng, đạt tỷ lệ 86,9%". It is empty
// where no count of the sentence makes that share.
func (w *walker) portionOf(q *quantity) string {
	for i := len(w.out) - 1; i >= w.st.told; i-- {
		f := &w.out[i]
		if f.Of == nil || f.Of.Float() == 0 {
			continue
		}
		if share := 100 * f.Value.Float() / f.Of.Float(); math.Abs(share-q.value.Float()) < 0.06 {
			return strings.TrimSuffix(f.Indicator, " "+f.Unit)
		}
	}
	return w.shareOfCounts(q)
}

// staffed reports whether the clause says how many people or households a body
// or a kind of them has, where the words behind the number say no more: "Lực lượng
// dân phòng có 4.315 người". What places have is counted by its name.
func (w *walker) staffed(q *quantity, c *clause) bool {
	toks := w.p.Tokens
	if c.npTo-c.npFrom < 2 || c.npTo-c.npFrom > 9 || !w.has(c) || q.unit.from >= len(toks) || !toks[q.unit.from].Either("người", "hộ") || q.unit.to-q.unit.from > 1 || q.of != nil {
		return false
	}
	if c.action >= 0 || toks[c.npFrom].Case != text.Lower && c.npFrom != w.sent[0] || w.placeEnd(c.npFrom) > c.npFrom {
		return false
	}
	c.npFrom = w.listedBefore(c.npFrom, c.npTo)
	return toks[c.npFrom].Is("hộ", "đội", "lực", "nhóm", "cán", "công", "lao", "số", "khối", "đối") && (q.to >= w.to || toks[q.to].Class == text.Punct)
}
