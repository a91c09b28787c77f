package strip

import (
	"strings"
	"time"
	"unicode/utf8"

	"khotin/extract/text"
)

// dumpBlocks splits a text dump (in normal form) into lines and joins those
// that the dump broke inside a sentence.
func dumpBlocks(s string) []block {
	var blocks []block
	gap, picture := true, false
	for line := range strings.Lines(s) {
		line = strings.TrimRight(line, " \n")
		body := strings.TrimLeft(line, " ")
		if body == "" {
			gap = true
			continue
		}
		var h hint
		if len(line)-len(body) >= 30 {
			h = hintRight
		}
		if len(line)-len(body) >= 4 {
			gap = true // an indent opens a paragraph
		}
		if strings.HasSuffix(body, " |") && strings.Count(body, "|") == 1 && words(body) > 6 {
			h |= hintCaption // the cell of a caption below its picture
		}
		if _, rest, ok := strings.Cut(body, " | "); ok && strings.HasPrefix(strings.ToLower(body), "lượt xem:") {
			body = rest
		}
		body = squash(strings.Trim(body, "| "))
		if body == "" {
			gap = true
			continue
		}
		if picture {
			h |= hintAfterImage | hintPictured
		}
		picture = isPicture(body)
		b := newBlock(body, gap, h)
		gap = false
		if n := len(blocks); n > 0 && blocks[n-1].key == "chú thích ảnh" {
			b.hint |= hintCaption
		}
		if isDebris(&b) {
			b.role = roleDrop
		}
		blocks = append(blocks, b)
	}
	return joinLines(blocks)
}

// joinLines joins hard-wrapped lines. A line goes on in the next where it ends
// in a word that ends nothing, or where the next begins in lower case; in a
// text that is wrapped throughout, every full line does.
func joinLines(blocks []block) []block {
	full := wrapOf(blocks)
	out := blocks[:0]
	var parts []string // lines of the paragraph under way, joined at once at its end
	flush := func() {
		if len(parts) > 1 {
			last := &out[len(out)-1]
			last.setText(strings.Join(parts, " "))
		}
		parts = parts[:0]
	}
	var prev block // the last line seen
	for i, b := range blocks {
		if i > 0 && len(out) > 0 && goesOn(&prev, &b, full) {
			parts = append(parts, b.text)
		} else {
			flush()
			out = append(out, b)
			parts = append(parts, b.text)
		}
		prev = b
	}
	flush()
	return out
}

func goesOn(a, b *block, full wrap) bool {
	if a.role == roleDrop || b.role == roleDrop || a.is(hintHeading|hintRow|hintItem|hintCaption) || b.is(hintHeading|hintRow|hintItem|hintRight|hintCaption) {
		return false
	}
	if !b.gap && full != (wrap{}) && full.fills(a.text, b.text) && !isFurniture(b) {
		return true
	}
	if endsSentence(a.text) || isFurniture(b) {
		return false
	}
	if !b.gap && len(a.text) >= 60 && words(b.text) <= 3 && endsSentence(b.text) && !strings.Contains(b.text, ":") {
		if _, isBy := readByline(b.text); !isBy {
			return true // the last words of a sentence
		}
	}
	if i := strings.LastIndexByte(a.text, '('); !b.gap && i >= 0 && i > strings.LastIndexByte(a.text, ')') && strings.IndexByte(head(b.text, 60), ')') >= 0 {
		return true // a bracket closes on the next line
	}
	last := a.text[strings.LastIndexByte(a.text, ' ')+1:]
	joiner := joiners.has[last] || startsDigit(b.text) && numberJoiners.has[strings.ToLower(last)]
	switch {
	case startsUpper(b.text) && opensWithDay(b.text):
		return false // a lead begins: "… khu thương mại tự do", "Sáng 2-7, …"
	case b.gap:
		return startsLower(b.text) && utf8.RuneCountInString(a.text) >= 40 && words(b.text) >= 4
	case joiner:
		st, isStamp := scanStamp(head(b.text, 60))
		if full := fullDay(b.text); full && last != "ngày" && numberJoiners.has[strings.ToLower(last)] {
			return false // "… cuối năm", then a stamp
		}
		return !isStamp || st.dayOnly
	case startsLower(b.text):
		return words(b.text) > 1 || endsSentence(b.text)
	}
	if !strings.HasSuffix(a.text, ",") || words(a.text) < 6 {
		return false
	}
	_, isStamp := readStamp(a)
	return !isStamp
}

// fullDay reports a text that begins with day, month and year in figures.
func fullDay(s string) bool {
	c := scan{s: s, st: stamp{weekday: -1}}
	return startsDigit(s) && c.step() && c.date
}

// isFurniture reports lines that never go on a sentence.
func isFurniture(b *block) bool {
	if b.key == "" {
		return false
	}
	return isDebris(b) || isTail(b) || relatedLines.has[strings.TrimRight(b.key, " .:")]
}

// isDebris reports lines that say nothing wherever they stand.
func isDebris(b *block) bool {
	if b.key == "" {
		return false
	}
	if b.says&saidDebris == 0 {
		b.says |= saidDebris
		if looksDebris(b) {
			b.says |= saysDebris
		}
	}
	return b.says&saysDebris != 0
}

func looksDebris(b *block) bool {
	if !hasLetter(b.text) || isPicture(b.text) {
		return true
	}
	n := len(b.text)
	if n > 120 {
		return strings.HasPrefix(b.key, "video:") || strings.HasPrefix(b.key, "a- a")
	}
	trimmed := strings.TrimLeft(strings.TrimRight(b.key, " .:…"), "•+-*>› ")
	if strings.HasPrefix(trimmed, "[") && strings.HasSuffix(trimmed, "]") {
		trimmed = strings.TrimSpace(trimmed[1 : len(trimmed)-1]) // "[Quay lại]"
	}
	return debrisLines.has[trimmed] || hasAnyPrefix(strings.TrimLeft(b.key, "•* "), debrisPrefixes) ||
		isIdentifier(b.text) || isPictureName(b.key) || trimmed == "0:00" || trimmed == "00:00" || isAge(trimmed) || isCounter(trimmed) || !b.is(hintRow) && isCounters(trimmed) || isPosting(b) || isDateArtefact(b.key) ||
		strings.HasPrefix(b.key, "video:") || strings.HasPrefix(b.text, "![")
}

// isPosting reports who put an article up, "Người đăng: admin", and how many
// saw it, "Số lượt người xem: 3.120": a name, an account or figures and no more.
func isPosting(b *block) bool {
	for _, label := range []string{"người đăng", "đăng bởi"} {
		if rest, ok := cutFold(b.text, label); ok {
			rest, ok = strings.CutPrefix(strings.TrimLeft(rest, " "), ":")
			rest = strings.TrimSpace(rest)
			return ok && !startsDigit(rest) && !endsSentence(rest) && (isName(rest) || words(rest) == 1)
		}
	}
	if rest, ok := cutFold(b.text, "số lượt người xem"); ok {
		rest = strings.TrimLeft(rest, " :")
		return isNumber(rest) || startsDigit(rest) && onlyDebris(text.Key(strings.TrimLeft(rest, "0123456789., ")))
	}
	return false
}

// onlyDebris reports lines of debris one behind the other, "bản in quay lại".
func onlyDebris(key string) bool {
	for i := 1; i <= len(key); i++ {
		if (i == len(key) || key[i] == ' ') && debrisLines.has[key[:i]] && (i == len(key) || onlyDebris(key[i+1:])) {
			return true
		}
	}
	return false
}

// isPicture reports what dumps leave where a picture stood: "[img]",
// "[Hình ảnh]", "![](a.jpg)".
func isPicture(s string) bool {
	if strings.HasPrefix(s, "![") {
		return strings.HasSuffix(s, ")")
	}
	if len(s) > 24 || !strings.HasPrefix(s, "[") || !strings.HasSuffix(s, "]") {
		return false
	}
	switch text.Key(strings.Trim(s, "[] ")) {
	case "img", "image", "photo", "picture", "ảnh", "hình", "hình ảnh":
		return true
	}
	return false
}

// isIdentifier reports names of styles and files that dumps leave behind: one
// word of ASCII letters in lower case and digits, as "hdh1".
func isIdentifier(s string) bool {
	if len(s) > 40 || s[0] < 'a' || s[0] > 'z' {
		return false
	}
	for i := 0; i < len(s); i++ {
		if c := s[i]; !(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '_' || c == '-') {
			return false
		}
	}
	return true
}

// isPictureName reports the alt text that some systems make of a title and
// the number of the picture: "… - Ảnh 1.", "… ảnh 1", also without marks.
func isPictureName(key string) bool { return cutPicture(key) != "" }

// cutPicture gives what stands before the number of a picture, "" where s is
// no such text. s may be a text or its key.
func cutPicture(s string) string {
	rest := strings.TrimRight(s, " .0123456789")
	numbered := len(rest) < len(strings.TrimRight(s, " ."))
	for _, mark := range []string{" - ảnh", " - Ảnh", " - anh", " ảnh"} {
		if title, ok := strings.CutSuffix(rest, mark); ok && (mark != " ảnh" || numbered && words(title) >= 6 && !endsSentence(s)) {
			return strings.TrimRight(title, " -")
		}
	}
	return ""
}

// isAge reports how aggregators sign: an outlet and how long ago it was,
// "Báo Hải Phòng 146 ngày".
func isAge(key string) bool {
	key = strings.TrimSuffix(key, " trước")
	i := strings.LastIndexByte(key, ' ')
	if i < 0 || outlets.prefix(key) == "" {
		return false
	}
	switch key[i+1:] {
	case "phút", "giờ", "ngày", "tuần", "tháng", "năm":
	default:
		return false
	}
	j := strings.LastIndexByte(key[:i], ' ')
	return digits(key[j+1:i]) == i-j-1 && i-j > 1
}

// isCounter reports "1,128 lượt xem" and "lượt xem 15".
func isCounter(key string) bool {
	rest := strings.Trim(key, "0123456789., |()")
	return rest == "lượt xem" || rest == "lượt đọc" || rest == "views" || rest == "view count" || rest == "lần xem"
}

// isCounters reports two and more counters in one line, the account that put the
// article up before the first: "Admin 5 lần xem | 0 bình luận".
func isCounters(key string) bool {
	if !strings.Contains(key, " | ") {
		return false
	}
	for i, part := range strings.Split(key, " | ") {
		n := 0
		for _, unit := range []string{"lượt xem", "lần xem", "lượt đọc", "bình luận"} {
			if rest, ok := strings.CutSuffix(part, unit); ok {
				rest = strings.TrimSpace(rest)
				if before := strings.TrimRight(rest, "0123456789.,"); len(before) < len(rest) && (before == "" || i == 0 && strings.TrimSpace(before) == "admin") {
					n++
				}
			}
		}
		if n == 0 {
			return false
		}
	}
	return true
}

// isDateArtefact reports the line " date 2025-07-01 " that some dumps begin with.
func isDateArtefact(key string) bool {
	rest, ok := strings.CutPrefix(key, "date ")
	return ok && strings.Trim(rest, "0123456789-: ") == ""
}

// cutTaken cuts the mark that collections of dumps put before a text, " date
// 2023-07 " on a line of its own or before the first words, and gives the
// month in which the page was taken.
func cutTaken(s string) (string, time.Time) {
	rest, ok := strings.CutPrefix(strings.TrimLeft(s, " \n"), "date ")
	if !ok || len(rest) < len("2023-07") {
		return s, time.Time{}
	}
	at, err := time.ParseInLocation("2006-01", rest[:len("2023-07")], zone)
	if err != nil || at.Year() < 1995 {
		return s, time.Time{}
	}
	after := rest[len("2023-07"):]
	if len(after) >= 3 && after[0] == '-' && digits(after[1:]) == 2 {
		after = after[3:]
	}
	if after != "" && after[0] != ' ' && after[0] != '\n' {
		return s, time.Time{}
	}
	return after, at
}

// isTail reports lines after which nothing belongs to the article.
func isTail(b *block) bool {
	if b.key == "" || len(b.key) > 400 {
		return false
	}
	if b.says&saidTail == 0 {
		b.says |= saidTail
		if looksTail(b) {
			b.says |= saysTail
		}
	}
	return b.says&saysTail != 0
}

func looksTail(b *block) bool {
	return tailLines.has[strings.TrimRight(b.key, " .:…")] || hasAnyPrefix(b.key, tailPrefixes)
}
