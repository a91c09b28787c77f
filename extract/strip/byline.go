package strip

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"khotin/extract/text"
)

// byline is what a line at the end or the head of an article says of its
// origin. Empty fields say nothing.
type byline struct {
	author, source string
	day            stamp // day of the source line, zero where none
	dated          bool
	credit         bool // a picture credit or an office: no author, no body
}

// creditLabels introduce who wrote; longer ones first.
var creditLabels = []string{
	"tin và ảnh", "tin, ảnh", "tin - ảnh", "tin – ảnh", "tin ảnh", "tin, bài, ảnh", "tin bài", "tin, bài", "bài và ảnh", "bài, ảnh", "bài ảnh", "bài - ảnh", "bài – ảnh",
	"thực hiện", "tác giả", "người viết", "biên tập", "tổng hợp", "tin", "bài", "nhóm pv", "pv", "ctv",
}

// writtenBy stand before the author in systems that say so in Vietnamese; what
// follows may be a role of the system.
var writtenBy = []string{"viết bởi ", "được viết bởi ", "bài viết của ", "bởi "}

// foreignBy stand before the author on foreign pages.
var foreignBy = []string{"by ", "von ", "par "}

// readByline reads a short line that stands alone where authors and sources
// do. It gives false for anything that may be text.
func readByline(line string) (byline, bool) {
	line = strings.Trim(line, " |")
	if line == "" || len(line) > 160 || words(line) > 16 {
		return byline{}, false
	}
	if by, ok := readSource(line); ok {
		return by, true
	}
	key := text.Key(line)
	if hasAnyPrefix(key, foreignBy) && words(line) <= 8 {
		_, rest, _ := strings.Cut(line, " ")
		switch text.Key(rest) {
		case "admin", "administrator", "quản trị viên":
			return byline{credit: true}, true
		}
		if names, ok := readNames(rest); ok && (words(names.author) >= 2 || isInitials(names.author)) {
			return names, true
		}
	}
	if hasAnyPrefix(key, writtenBy) {
		return readWritten(line)
	}
	if rest, ok := cutLabel(line, key, creditLabels); ok {
		if by, ok := readNames(rest); ok {
			return by, true
		}
		if a, b, ok := strings.Cut(rest, "-"); ok && isFullName(a) && isFullName(b) && families.prefix(text.Key(a)) != "" && families.prefix(text.Key(b)) != "" && !places.has[text.Key(a)] && !places.has[text.Key(b)] {
			return byline{author: rest}, true // "Tin, ảnh: Trần Hà-Lê Vân"
		}
		if name, office, ok := strings.Cut(rest, ", "); ok && hasAnyPrefix(key, []string{"tin", "bài"}) && words(name) >= 3 && isName(name) && families.prefix(text.Key(name)) != "" && !places.has[text.Key(name)] && hasAnyPrefix(text.Key(office), posts) && words(office) <= 6 && !endsSentence(office) {
			return byline{author: name}, true // "Tin, ảnh: Trần Thu Hà, công chức văn hóa xã"
		}
	}
	if _, ok := cutLabel(line, key, []string{"ảnh", "hình ảnh", "video", "đồ họa"}); ok && words(line) <= 8 {
		return byline{credit: true}, true
	}
	if strings.HasPrefix(line, "(") && strings.HasSuffix(line, ")") { // "(Thu Hằng)", but no agency and no place
		if inner := strings.TrimSpace(line[1 : len(line)-1]); words(inner) >= 2 && !isCapital(inner) && allPens(inner) {
			return byline{author: inner}, true
		}
		return byline{}, false
	}
	return readNames(line)
}

// posts open what the people are who write for the portals of their offices.
var posts = []string{"bí thư ", "cán bộ ", "chuyên viên", "công an ", "công chức", "giáo viên", "hiệu trưởng", "phó bí thư ", "phó hiệu trưởng", "phóng viên", "trưởng "}

// readWritten reads "Viết bởi Trần Hà": a person with a family name, or a role of
// the system. Such a line is no text.
func readWritten(line string) (byline, bool) {
	for _, by := range writtenBy {
		rest, ok := cutFold(line, by)
		if !ok || words(rest) > 5 {
			continue
		}
		if families.prefix(text.Key(rest)) != "" && words(rest) >= 2 && isName(rest) {
			return byline{author: rest}, true
		}
		return byline{credit: true}, by != writtenBy[2] && by != writtenBy[3]
	}
	return byline{}, false
}

// cutLabel cuts a label with its colon or full stop off line. key is line's
// key: labels are compared in it, cut off by words.
func cutLabel(line, key string, labels []string) (string, bool) {
	for _, l := range labels {
		if !strings.HasPrefix(key, l) {
			continue
		}
		after := strings.TrimLeft(key[len(l):], " ")
		if after == "" || after[0] != ':' && after[0] != '.' {
			continue
		}
		i := strings.IndexAny(line, ":.")
		if rest := strings.Trim(line[i+1:], " .:"); rest != "" {
			return rest, true
		}
	}
	return "", false
}

// readSource reads "Nguồn tin: ANHP", "Nguồn. ANHP", "Theo BHP",
// "(Theo báo Hải Phòng)", "(http://haiphong.gov.vn)", "Báo Hải Phòng 12/1/2018".
func readSource(line string) (byline, bool) {
	inner := line
	for _, button := range []string{" Copy link", " Sao chép liên kết"} {
		inner = strings.TrimSuffix(inner, button)
	}
	if strings.HasPrefix(inner, "(") && strings.HasSuffix(inner, ")") {
		inner = strings.TrimSpace(inner[1 : len(inner)-1])
	}
	key := text.Key(inner)
	if strings.HasPrefix(key, "nguồn ảnh") {
		return byline{credit: true}, true
	}
	if rest, ok := cutLabel(inner, key, []string{"nguồn tin", "nguồn bài", "nguồn"}); ok {
		return sourceNamed(rest)
	}
	if name, link, ok := strings.Cut(inner, ": http"); ok && strings.HasPrefix(key, "nguồn ") && !strings.Contains(link, " ") {
		return sourceNamed(name[len("nguồn "):])
	}
	if rest, ok := cutLabel(inner, key, []string{"theo"}); ok && (isAddress(rest) || isOnline(rest)) {
		return sourceNamed(rest) // "Theo: http://haiphong.gov.vn"
	}
	if rest, ok := strings.CutPrefix(key, "theo "); ok && !endsSentence(inner) && !strings.ContainsAny(rest, ",;:") {
		name := strings.TrimSpace(inner[len("theo "):])
		if words(name) <= 10 && strings.HasPrefix(rest, "cổng thông tin điện tử ") && onlyNames(name[len("cổng "):]) {
			return sourceNamed(name)
		}
		if words(name) <= 6 && (startsUpper(name) || outlets.prefix(rest) != "" || words(name) == 1 && (strings.HasSuffix(rest, ".vn") || strings.HasSuffix(rest, ".com"))) {
			return sourceNamed(name)
		}
	}
	if isAddress(inner) {
		return sourceNamed(inner)
	}
	for _, label := range []string{"nguồn tin ", "nguồn "} {
		if name, ok := cutFold(inner, label); ok && (isOutlet(name) || isHost(name)) && !endsSentence(inner) {
			return sourceNamed(name) // "Nguồn tin ANHP", "Nguồn chinhphu.vn"
		}
	}
	for _, label := range []string{"nguồn tin ", "nguồn ", "theo "} {
		if name, ok := cutFold(inner, label); ok {
			if name = strings.Trim(name, "“”\""); isOnline(name) {
				return sourceNamed(name) // "Nguồn Đắk Nông online"
			}
		}
	}
	if isOutlet(inner) && !endsSentence(inner) {
		return sourceNamed(inner)
	}
	return byline{}, false
}

// isHost reports the name of a site in small letters, "chinhphu.vn".
func isHost(s string) bool {
	name, ok := strings.CutSuffix(s, ".vn")
	if !ok {
		name, ok = strings.CutSuffix(s, ".com")
	}
	return ok && len(name) >= 3 && strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789.-") == ""
}

// isAddress reports the address of a site and nothing else.
func isAddress(s string) bool {
	return !strings.Contains(s, " ") && hasAnyPrefix(strings.ToLower(s), []string{"http://", "https://", "www."})
}

// sourceNamed takes the name of a source apart: an address becomes its host,
// a date behind the name the day of publication there.
func sourceNamed(name string) (byline, bool) {
	name, st, dated := cutDay(name)
	name = strings.Trim(name, " .,;:-–|()")
	low := strings.ToLower(name)
	for _, scheme := range []string{"https://", "http://"} {
		if strings.HasPrefix(low, scheme) {
			name = name[len(scheme):]
			name, _, _ = strings.Cut(name, "/")
		}
	}
	if name == "" || words(name) > 10 {
		return byline{}, false
	}
	if pen, outlet, ok := cutOutlet(name); ok {
		return byline{author: pen, source: outlet, day: st, dated: dated}, true
	}
	// A lower-case kind of outlet before its name is written as a name.
	if r, n := utf8.DecodeRuneInString(name); unicode.IsLower(r) && words(name) > 1 {
		name = string(unicode.ToUpper(r)) + name[n:]
	}
	return byline{source: name, day: st, dated: dated}, true
}

// cutOutlet takes "Trần Hà/NDO" apart, who wrote and for whom.
func cutOutlet(s string) (pen, outlet string, ok bool) {
	pen, outlet, ok = strings.Cut(s, "/")
	pen, outlet = strings.TrimSpace(pen), strings.TrimSpace(outlet)
	if !ok || words(pen) < 2 || !isName(pen) || families.prefix(text.Key(pen)) == "" && !isCapital(pen) {
		return "", "", false
	}
	if i := strings.IndexAny(outlet, "-–"); i > 0 && isOutlet(strings.TrimSpace(outlet[:i])) {
		return pen, strings.TrimSpace(outlet[:i]), true // "VOV-Đông Bắc": its office there
	}
	return pen, outlet, isOutlet(outlet) || words(outlet) == 1 && isCapital(outlet) && len(outlet) >= 3 && agencies.has[text.Key(outlet)]
}

// isOnline reports the name of an online newspaper behind a label: of a place,
// "Kiến Thụy online", "Đăk Nông Điện tử", or that in one word without signs,
// "kienthuy online".
func isOnline(s string) bool {
	key := text.Key(s)
	n := len(strings.Fields(strings.TrimSuffix(strings.TrimSuffix(key, " online"), " điện tử")))
	name := strings.Fields(s)
	if n == 0 || n > 4 || n == len(name) {
		return false
	}
	if n == 1 && !startsUpper(name[0]) || n == 1 && !text.IsSyllable(text.Key(name[0])) {
		return strings.HasSuffix(key, " online") && splits(text.Key(name[0]))
	}
	for _, w := range name[:n] {
		if !startsUpper(w) {
			return false
		}
	}
	return !hasAnyPrefix(key, resources)
}

// resources are what "nguồn" makes another word with, in headings too: no name
// of a newspaper opens with them.
var resources = []string{"dữ liệu", "hồ sơ", "lực ", "nhân lực", "thu ", "vốn "}

// splits reports a name without signs in one word that is two to four syllables
// of the language, "kienthuy", and none of the words that games and films go by.
func splits(key string) bool {
	switch key {
	case "game", "video", "radio", "zalo", "camera":
		return false
	}
	return spelt(key, 4)
}

// spelt reports a key that is at most most syllables, two letters and more
// each.
func spelt(key string, most int) bool {
	if most == 0 {
		return false
	}
	for i := 2; i <= len(key) && i <= len("nghieng"); i++ {
		part := key[:i]
		if cut, ok := strings.CutSuffix(part, "k"); ok {
			part = cut + "c" // "Đắk"
		}
		if text.IsSyllable(part) && (i == len(key) && most < 4 || i < len(key) && spelt(key[i:], most-1)) {
			return true
		}
	}
	return false
}

// cutDay cuts a full date off the end of s: "Báo Hải Phòng 12/1/2018",
// "Báo Hải Phòng (12/1/2018)", "…, ngày 12/1/2018".
func cutDay(s string) (string, stamp, bool) {
	t := strings.TrimRight(s, " .)")
	i := strings.LastIndexByte(t, ' ')
	if i < 0 {
		return s, stamp{}, false
	}
	last := strings.TrimLeft(t[i+1:], "(")
	st, ok := scanStamp(last)
	if !ok || st.rest != "" {
		return s, stamp{}, false
	}
	rest := strings.TrimRight(t[:i], " ,(-–|")
	rest = strings.TrimSuffix(rest, " ngày")
	rest = strings.TrimSuffix(rest, " số ra")
	return strings.TrimRight(rest, " ,(-–|"), st, true
}

// isOutlet reports names of newspapers, agencies and portals.
func isOutlet(s string) bool {
	s, _, dated := cutDay(s)
	n := words(s)
	if n > 8 || !startsUpper(s) && !dated {
		return false
	}
	key := text.Key(s)
	p := outlets.prefix(key)
	if left, right, ok := strings.Cut(s, "/"); ok && !strings.Contains(right, "/") && isOutlet(left) && isOutlet(right) {
		return true // "TTXVN/Báo Tin tức"
	}
	if p == "" {
		return !strings.Contains(key, " ") && (strings.HasSuffix(key, ".vn") || strings.HasSuffix(key, ".com"))
	}
	if strings.Contains(key, " đã ") || strings.Contains(key, " đăng ") || strings.ContainsAny(s, ",;:") {
		return false
	}
	return n > 1 || len(p) == len(key) && (strings.ToUpper(s) == s || strings.HasSuffix(p, "+")) || dated || strings.Contains(p, ".vn")
}

// readNames reads an author line: initials, a name, several names, a name and
// a newspaper with its day ("Thanh Bình – An ninh Hải Phòng 26/08/2018").
func readNames(line string) (byline, bool) {
	line = strings.Trim(line, " .;,*|/")
	for _, did := range []string{" thực hiện", " lược ghi", " ghi", " tổng hợp", " biên soạn"} {
		if names, ok := strings.CutSuffix(line, did); ok && words(names) >= 2 && allPens(names) {
			return byline{author: names}, true
		}
	}
	line, st, dated := cutDay(line)
	if strings.HasSuffix(line, ")") { // "Hoàng Lan (tổng hợp)", "Hoàng Lan (Theo TTXVN)"
		if i := strings.LastIndexByte(line, '('); i > 0 {
			by, ok := readNames(line[:i])
			if src, isSource := readSource(line[i:]); ok && isSource {
				by.source = src.source
			}
			return by, ok
		}
	}
	if dated && isOutlet(line) {
		return byline{source: line, day: st, dated: true}, true
	}
	for _, dash := range []string{" – ", " - ", " — ", " | "} {
		left, right, ok := strings.Cut(line, dash)
		if !ok || !isPen(left) {
			continue
		}
		right = strings.TrimSpace(right)
		if dated || isOutlet(right) {
			if src, ok := sourceNamed(right); ok {
				return byline{author: strings.TrimSpace(left), source: src.source, day: st, dated: dated}, true
			}
		}
	}
	if pen, outlet, ok := cutOutlet(line); ok {
		return byline{author: pen, source: outlet, day: st, dated: dated}, true
	}
	if dated {
		if isPen(line) {
			return byline{author: line, day: st, dated: true}, true
		}
		return byline{}, false
	}
	if allPens(line) {
		return byline{author: line}, true
	}
	if offices.prefix(text.Key(line)) != "" && words(line) <= 8 && startsUpper(line) && !endsSentence(line) && !strings.ContainsAny(line, ",:;0123456789") {
		return byline{credit: true}, true
	}
	return byline{}, false
}
