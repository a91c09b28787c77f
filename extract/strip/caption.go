package strip

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"khotin/extract/text"
)

// markCaptions finds the captions among the body blocks: those that the
// markup names, lines repeated at once (alt text and caption), and, in dumps
// where nothing else tells them, short lines that name a view or a moment.
func (r *reader) markCaptions() {
	body := r.body()
	for n, i := range body {
		b := &r.blocks[i]
		if b.key == "" || b.role != roleBody {
			continue
		}
		if b.is(hintHeading | hintRow | hintItem) {
			continue
		}
		if b.is(hintCaption) && words(b.text) <= 70 {
			b.role = roleCaption
			continue
		}
		if n+1 < len(body) && r.repeated(i, body[n+1]) {
			continue
		}
		if b.is(hintDateline) {
			continue
		}
		first := n == 0
		next := n+1 < len(body)
		if r.isCaption(b, first, next) || !first && next && r.retells(body[n-1], i, body[n+1]) {
			b.role = roleCaption
		}
	}
	r.keepHeadings(body)
	for _, i := range body {
		if r.blocks[i].role == roleBody {
			return
		}
	}
	for _, i := range body { // nothing but captions: it was the text
		if !r.blocks[i].is(hintCaption) {
			r.blocks[i].role = roleBody
		}
	}
}

// repeated handles a line that the next repeats, whole or cut short. Alt text
// and caption make one caption; a lead printed twice stays once.
func (r *reader) repeated(i, j int) bool {
	a, b := &r.blocks[i], &r.blocks[j]
	if b.key == "" {
		return false
	}
	if same(a, b) {
		a.role = roleDrop
		if words(b.text) <= 45 && words(b.text) >= 2 && !opensWithDay(b.text) && !readsOn(b) && !a.is(hintDateline) && !r.isLead(i, a) {
			b.role = roleCaption
		}
		return true
	}
	cut := strings.TrimRight(a.key, " .…")
	if len(cut) >= 60 && len(b.key) > len(cut) && strings.HasPrefix(b.key, cut) && (!endsSentence(a.text) || endsCut(a.text)) {
		a.role = roleDrop
		return true
	}
	return false
}

// isLead reports the first text of a dump, a sentence that tells what happened:
// no picture shows that.
func (r *reader) isLead(i int, b *block) bool {
	if r.html || words(b.text) < 15 || !strings.HasSuffix(b.text, ".") || !tells(b.key) {
		return false
	}
	for j := r.start; j < i; j++ {
		if r.blocks[j].role == roleBody {
			return false
		}
	}
	return true
}

// readsOn reports text of more than one sentence.
func readsOn(b *block) bool { return strings.Contains(b.text, ". ") && words(b.text) > 30 }

// isCaption reports whether a line that stands alone reads as a caption.
func (r *reader) isCaption(b *block, first, next bool) bool {
	n := words(b.text)
	if n < 2 || n > 48 || strings.HasSuffix(b.text, ":") || strings.HasSuffix(b.text, ";") || opensWithDay(b.text) || isCapital(b.text) {
		return false
	}
	key := b.key
	if p := views.prefix(key); p != "" {
		return n <= 35 && sentences(b.text) <= 2 && !tells(key[len(p):])
	}
	if i := strings.LastIndexByte(key, '('); i > 0 && (strings.HasPrefix(key[i:], "(ảnh") || strings.HasPrefix(key[i:], "(phải)") || strings.HasPrefix(key[i:], "(trái)") || strings.HasPrefix(key[i:], "(bìa")) && len(key)-i <= 60 {
		return n <= 45 && sentences(b.text) <= 2
	}
	for _, credit := range []string{"ảnh: ", "ảnh tư liệu: ", "ảnh minh họa: "} {
		if !strings.Contains(key, credit) {
			continue // LastIndex is slow
		}
		if i := strings.LastIndex(key, credit); i > 0 && n <= 45 && len(key)-i <= 50+len(credit) {
			return true
		}
	}
	if i := strings.LastIndex(key, ". ảnh "); i > 0 && n <= 45 && words(key[i:]) <= 6 {
		return true // "… Ảnh chụp từ clip."
	}
	if b.is(hintAfterImage) && (b.is(hintPictured) && !endsSentence(b.text) || placesPeople(key)) && sentences(b.text) <= 2 {
		return true
	}
	sapo := first && b.is(hintLead) && n >= 12 && endsSentence(b.text)
	if b.is(hintAfterImage) && n <= 40 && sentences(b.text) == 1 && !tells(key) && !sapo && (!b.is(hintPictured) || n <= 22) {
		return true // the pictures of dumps may have none: long sentences are text
	}
	if sentences(b.text) != 1 || tells(key) || strings.Contains(key, "%") || strings.ContainsAny(key, "?!•") {
		return false
	}
	stop := strings.HasSuffix(b.text, ".") || endsCut(b.text)
	switch {
	case endsCut(b.text), !stop && r.digest():
		return false
	case persons.prefix(key) != "" || startsWithPerson(b.text, key):
		return r.isMoment(b, first, next, stop)
	case viewGroups.prefix(key) != "":
		i, _ := groupVerbs.find(key)
		j, _ := captionVerbs.find(key)
		return n <= 24 && !first && (next || stop) && max(i, j) > 0 && (n <= 16 || !stop)
	case viewPlaces.prefix(key) != "" && !stop && !first && next && n <= 20 && strings.Contains(key, " ở ") && !strings.Contains(key, " ở phía ") && !strings.ContainsAny(key, "0123456789(:") && endsCapital(b.text):
		return true
	case viewPlaces.prefix(key) != "" && !stop:
		return n <= 25 && !strings.ContainsAny(key, "0123456789(") && !first && next && namesPlace(b.text, key) && !strings.Contains(b.text, ": ") && !strings.Contains(b.text, " - ") && !strings.Contains(b.text, " – ")
	}
	return !first && (next || stop) && isScene(b, stop)
}

// placesPeople reports a text that says where in a picture somebody is:
// "(bìa phải)", "(thứ 2 từ trái sang)".
func placesPeople(key string) bool {
	for _, at := range []string{"(bìa ", "(bên phải", "(bên trái", "(phải", "(trái", "(ngồi ", "(đứng ", "(giữa", "(hàng đầu", "từ trái sang", "từ trái qua", "từ phải sang", "từ phải qua"} {
		if strings.Contains(key, at) {
			return true
		}
	}
	return false
}

// isScene reports a very short sentence that only shows something somewhere:
// "Sửa chữa tàu tại nhà máy đóng tàu.", "Đại hội biểu quyết thông qua nghị quyết."
func isScene(b *block, stop bool) bool {
	key := b.key
	if i := strings.LastIndex(key, " ("); i > 0 && strings.HasSuffix(key, ")") && words(key[i+1:]) <= 5 {
		key = key[:i] // where it is, "(KCN Tràng Duệ)"
	}
	if words(key) > 15 || strings.ContainsAny(key, "0123456789:;,(") {
		return false
	}
	for _, verb := range []string{" biểu quyết", " ra mắt", " bỏ phiếu"} {
		if i := strings.Index(key, verb); i > 0 && words(key[:i]) <= 9 {
			return true
		}
	}
	if sceneStops.prefix(key) != "" {
		return false
	}
	for _, where := range []string{" tại ", " trên ", " cập ", " nhìn từ ", " sau khi "} {
		if strings.Contains(key, where) {
			// Without a full stop only a place at the end tells it from a heading.
			return stop || endsCapital(b.text) && where != " nhìn từ "
		}
	}
	return false
}

// isMoment reports captions that show officials doing what a picture can
// show. Attendance alone is a caption only where the person is named in the
// text too, since "Đồng chí X chủ trì hội nghị." may be the text.
func (r *reader) isMoment(b *block, first, next, stop bool) bool {
	if words(b.text) > 45 || strings.Contains(b.text, ";") {
		return false
	}
	if _, names, ok := strings.Cut(b.text, ":"); ok && !allPens(strings.TrimSpace(names)) {
		return false
	}
	if first && (!next || !stop) {
		return false
	}
	key := b.key
	p := persons.prefix(key)
	if p == "các đại biểu" || p == "đại biểu" {
		return words(key) <= 22
	}
	i, verb := captionVerbs.find(key[len(p):])
	if i >= 0 && i+len(p) > 0 {
		if strings.HasPrefix(verb, "kết luận") || verb == "làm việc" || verb == "tiếp" || verb == "triển khai" {
			return stop && (r.toldElsewhere(b) || words(b.text) <= 25)
		}
		return true
	}
	if i, _ := attendVerbs.find(key[len(p):]); i >= 0 {
		return r.toldElsewhere(b)
	}
	return false
}

// toldElsewhere reports whether the first name of b, two or more capitalised
// words in a row, stands in another body block.
func (r *reader) toldElsewhere(b *block) bool {
	name := firstName(b.text)
	if name == "" {
		return false
	}
	for i := r.start; i < min(r.end, r.start+400); i++ {
		o := &r.blocks[i]
		if o != b && o.role == roleBody && len(o.text) > len(name) && strings.Contains(o.text, name) {
			return true
		}
	}
	return false
}

// firstName gives the first run of two to five capitalised words that does
// not open the line, as "Trần Thu Hà" in "Đồng chí Trần Thu Hà, Bí thư …".
func firstName(s string) string {
	start, n := -1, 0
	pos := 0
	for w := range strings.SplitSeq(s, " ") {
		bare := strings.TrimRight(w, ",.;:")
		capital := startsUpper(bare) && utf8.RuneCountInString(bare) > 1 && !isCapital(bare)
		if capital && families.has[text.Key(bare)] && n == 0 {
			start = pos
		}
		if start >= 0 {
			if !capital {
				start, n = -1, 0
			} else {
				n++
				if bare != w || n == 5 {
					if n >= 2 {
						return s[start : pos+len(bare)]
					}
					start, n = -1, 0
				} else if n >= 2 && !nextCapital(s[pos+len(w):]) {
					return s[start : pos+len(bare)]
				}
			}
		}
		pos += len(w) + 1
	}
	return ""
}

func nextCapital(s string) bool { return startsUpper(strings.TrimLeft(s, " ")) }

// startsWithPerson reports a line that opens with a full name: a family name
// and one to four more capitalised words.
func startsWithPerson(s, key string) bool {
	if families.prefix(key) == "" {
		return false
	}
	n := 0
	for w := range strings.SplitSeq(s, " ") {
		if !startsUpper(w) {
			break
		}
		if n++; strings.HasSuffix(w, ",") {
			break
		}
	}
	return n >= 2 && n <= 5
}

// namesPlace reports whether a capitalised word follows the kind of place, or
// the kind of unit in which it lies.
func namesPlace(s, key string) bool {
	p := viewPlaces.prefix(key)
	rest := strings.TrimLeft(s[min(len(p), len(s)):], " ")
	for _, unit := range []string{"xã ", "phường ", "thị trấn ", "huyện ", "quận ", "thôn ", "liên xã ", "liên thôn "} {
		if after, ok := strings.CutPrefix(rest, unit); ok {
			return startsUpper(after)
		}
	}
	return startsUpper(rest)
}

// endsCapital reports a text whose last word is capitalised, as names are.
func endsCapital(s string) bool { return startsUpper(s[strings.LastIndexByte(s, ' ')+1:]) }

// tells reports words by which a line tells more than a picture shows.
func tells(key string) bool {
	i, _ := toldWords.find(key)
	return i >= 0
}

// sentences counts the sentences of a short text.
func sentences(s string) int {
	n := 1
	for i := 0; i+2 < len(s); i++ {
		if (s[i] == '.' || s[i] == '!' || s[i] == '?') && s[i+1] == ' ' && startsUpper(s[i+2:]) && !abbreviates(s[:i]) {
			n++
		}
	}
	return n
}

// abbreviates reports whether the word that s ends in is one that a full stop
// shortens: "TP", "Tp", "GS", "TS", initials.
func abbreviates(s string) bool {
	w := s[strings.LastIndexAny(s, " .")+1:]
	return utf8.RuneCountInString(w) <= 2 && startsUpper(w) || w == "ThS" || w == "PGS" || w == "Đ/c"
}

// isCapital reports a text without a small letter.
func isCapital(s string) bool {
	upper := false
	for _, r := range s {
		if unicode.IsLower(r) {
			return false
		}
		upper = upper || unicode.IsUpper(r)
	}
	return upper
}

// opensWithDay reports the opening of a lead: "Sáng 5/4", "Chiều ngày 5-4",
// "Ngày 5.4", "Trong 2 ngày 14 và 15/12", "Sáng nay (22/7)".
func opensWithDay(s string) bool {
	if i := strings.IndexAny(head(s, 60), "0123456789"); i < 0 || startsDigit(s) {
		return false
	}
	switch r, _ := utf8.DecodeRuneInString(s); unicode.ToLower(r) {
	case 's', 't', 'c', 'đ', 'n', 'r', 'v', 'h':
	default:
		return false // no word of dayOpeners
	}
	s = head(s, 60)
	for _, w := range dayOpeners {
		rest, ok := cutFold(s, w)
		if !ok || rest == "" || rest[0] != ' ' && rest[0] != ',' {
			continue
		}
		if i := strings.IndexAny(rest, "0123456789"); i >= 0 && i <= 14 {
			return true
		}
	}
	return false
}

// cutFold is strings.CutPrefix without case; prefix is in lower case.
func cutFold(s, prefix string) (rest string, ok bool) {
	i := 0
	for _, want := range prefix {
		r, n := utf8.DecodeRuneInString(s[i:])
		if r != want && unicode.ToLower(r) != want {
			return s, false
		}
		i += n
	}
	return s[i:], true
}

var dayOpeners = []string{"sáng", "trưa", "chiều", "tối", "đêm", "ngày", "rạng sáng", "đầu giờ chiều", "sáng sớm", "trong", "từ ngày", "vừa qua", "hôm nay", "hôm qua", "sáng nay", "chiều nay", "tối nay", "hồi", "vào hồi", "vào"}
