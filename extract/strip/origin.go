package strip

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"khotin/extract/text"
)

// readBylines takes authors and sources off the end of the body, line by
// line, then a by-line glued to the last paragraph.
func (r *reader) readBylines() {
	taken := 0
	if body := r.body(); len(body) > 1 {
		first, last := &r.blocks[body[0]], &r.blocks[body[len(body)-1]]
		if len(first.text) >= 80 && first.text == last.text {
			last.role = roleDrop // a short text printed twice
		}
	}
	for taken < 6 {
		i := r.last()
		if i < 0 {
			return
		}
		b := &r.blocks[i]
		by, ok := byline{}, false
		if b.key != "" && !b.is(hintHeading|hintCaption|hintRow) {
			by, ok = r.readSigned(i)
		}
		if !ok || r.onlyText(i) {
			break
		}
		if by.author != "" && strings.EqualFold(by.author, r.page.Author) {
			b.role = roleDrop
			taken++
			continue
		}
		if named := r.page.Author; named != "" && len(by.author) > len(named) && strings.Contains(text.Key(by.author), text.Key(named)) && allPens(by.author) {
			r.page.Author = by.author // above the text only the first of several is named
			b.role = roleDrop
			taken++
			continue
		}
		if by.author != "" && r.page.Author != "" && r.page.From["author"] == "by-line" && by.source == "" {
			break // a list of names is text
		}
		r.takeByline(by)
		b.role = roleDrop
		taken++
	}
	r.gluedByline()
}

// readSigned reads a line at the end as a by-line; where the markup calls it
// the source, any name is one.
func (r *reader) readSigned(i int) (byline, bool) {
	b := &r.blocks[i]
	switch strings.TrimRight(b.key, " :./") {
	case "theo", "nguồn", "nguồn tin", "tác giả bài viết", "tổng hợp", "sưu tầm":
		return byline{credit: true}, true
	}
	if fields, ok := readBar(b.text); ok && fields.changed && fields.counters && fields.author == "" {
		return byline{credit: true}, true
	}
	if strings.HasPrefix(b.key, "bởi ") && !b.is(hintAuthor) {
		return byline{}, false // who made what the line above tells of
	}
	by, ok := readByline(b.text)
	if ok && by == (byline{credit: true}) && b.is(hintSource) && r.labelledAbove(i) {
		ok = false // an office, where the markup calls it the source
	}
	if ok || !b.is(hintSource) || words(b.text) > 7 || endsSentence(b.text) {
		return by, ok
	}
	return sourceNamed(b.text)
}

// labelledAbove reports the label of a source in a line of its own above block i,
// right below a text.
func (r *reader) labelledAbove(i int) bool {
	if i == 0 {
		return false
	}
	if label := &r.blocks[i-1]; label.is(hintAfterImage) || !strings.HasPrefix(label.key, "nguồn") || words(label.text) > 3 {
		return false
	}
	told := r.before(i - 1)
	return told >= 0 && isText(&r.blocks[told]) && !r.blocks[told].is(hintCaption|hintRow)
}

// linksSource reports a link at block i, right below a text, that its label calls
// the source of the article, with an address or the name of a newspaper: "Theo:
// http://haiphong.gov.vn". Behind pictures, tables and teasers it is theirs.
func (w *walker) linksSource(i int) bool {
	b := &w.blocks[i]
	if i == 0 || len(b.text) > 80 || b.is(hintAfterImage) {
		return false
	}
	if above := &w.blocks[i-1]; !isText(above) || above.is(hintTeaser|hintHeading|hintCaption|hintRow) {
		return false
	}
	for _, label := range []string{"theo: ", "nguồn: ", "nguồn tin: "} {
		if name, ok := cutFold(b.text, label); ok {
			return isAddress(name) || isOutlet(name) || isHost(name) || isOnline(name)
		}
	}
	return false
}

// last gives the last body block, or -1.
func (r *reader) last() int {
	for i := r.end - 1; i >= r.start; i-- {
		if r.blocks[i].role == roleBody {
			return i
		}
	}
	return -1
}

// onlyText reports whether block i is the only body block.
func (r *reader) onlyText(i int) bool {
	for j := r.start; j < r.end; j++ {
		if j != i && r.blocks[j].role == roleBody {
			return false
		}
	}
	return true
}

func (r *reader) takeByline(by byline) {
	r.set(&r.page.Author, "author", by.author, "by-line")
	r.set(&r.page.Source, "source", by.source, "source-line")
	if by.dated && !r.sourceOn {
		r.sourceDay, r.sourceOn = by.day, true
	}
}

// gluedByline cuts an author or source off the last paragraph: behind its
// last full stop nothing but a name is left, without a stop of its own.
func (r *reader) gluedByline() {
	i := r.last()
	if i < 0 {
		return
	}
	b := &r.blocks[i]
	if words(b.text) < 10 {
		return
	}
	cut := lastStop(b.text)
	if cut <= 0 {
		return
	}
	rest := strings.TrimSpace(b.text[cut:])
	if rest == "" || len(rest) > 80 || endsSentence(rest) && !strings.HasSuffix(rest, ".)") && !strings.HasSuffix(rest, ")") {
		return
	}
	by, ok := readByline(rest)
	if !ok || startsFold(rest, "bởi ") || by.credit || by.author == "" && by.source == "" {
		return
	}
	if by.author != "" && !isInitials(rest) && words(by.author) == 1 {
		return
	}
	if r.page.Author != "" && by.author != "" && r.page.From["author"] == "by-line" {
		return
	}
	r.takeByline(by)
	b.setText(strings.TrimSpace(b.text[:cut]))
}

// lastStop gives the byte behind the last sign that ends a sentence and is
// followed by something else than a sign, or 0.
func lastStop(s string) int {
	best := 0
	for i := 0; i < len(s); i++ {
		end := i + 1
		switch s[i] {
		case '.', '!', '?':
		case "…"[0]:
			if !strings.HasPrefix(s[i:], "…") {
				continue
			}
			end = i + len("…")
		default:
			continue
		}
		for end < len(s) && strings.ContainsRune("./”\"", rune(s[end])) {
			end++
		}
		if strings.HasPrefix(s[end:], "”") {
			end += len("”")
		}
		if end >= len(s) || i == 0 {
			continue
		}
		r, _ := utf8.DecodeRuneInString(strings.TrimLeft(s[end:], " "))
		prev, _ := utf8.DecodeLastRuneInString(s[:i])
		if (unicode.IsUpper(r) || r == '(') && (unicode.IsLower(prev) || unicode.IsDigit(prev) || prev == ')' || prev == '%' || prev == '”' || endsCapitals(s[:i])) && (s[end] == ' ' || !unicode.IsDigit(prev)) {
			best = end
		}
	}
	return best
}

// endsCapitals reports an abbreviation of three and more capitals at the end of
// s, "USD": those of two may stand in names, "TP. Hải Phòng".
func endsCapitals(s string) bool {
	for n := 0; ; n++ {
		r, size := utf8.DecodeLastRuneInString(s)
		if !unicode.IsUpper(r) {
			return n >= 3
		}
		s = s[:len(s)-size]
	}
}

// readDateline reads the agency in front of the lead: "(HPĐT)-", "TPO - ". It
// stays in the text, as the article prints it.
func (r *reader) readDateline() {
	for n, i := range r.body() {
		if n > 2 {
			return
		}
		b := &r.blocks[i]
		if agency, _, ok := dateline(b.text); ok {
			b.hint |= hintDateline
			if !places.has[text.Key(agency)] {
				r.set(&r.page.Source, "source", agency, "dateline")
			}
			return
		}
	}
}

// dateline splits an agency off a lead. In brackets it is any short name with
// a dash behind, or an address or abbreviation without one; bare, an
// abbreviation or a compound that no Vietnamese word is ("TPO", "Kinhtedothi").
func dateline(s string) (agency, rest string, ok bool) {
	if strings.HasPrefix(s, "(") {
		return bracketDateline(s)
	}
	agency, after, _ := strings.Cut(head(s, 40), " ")
	agency = strings.TrimRight(agency, "-–—|")
	if agency == "" || len(agency) > 30 || after == "" {
		return "", "", false
	}
	rest, dash := cutDash(s[len(agency):])
	if !dash || !startsUpper(rest) && !startsDigit(rest) || !isAgencyWord(agency) && !(isAgencyLetters(agency) && opensWithDay(rest)) {
		return "", "", false
	}
	return agency, rest, true
}

func bracketDateline(s string) (agency, rest string, ok bool) {
	i := strings.IndexByte(s, ')')
	if i < 2 || i > 50 {
		return "", "", false
	}
	agency = strings.TrimSpace(s[1:i])
	rest, dash := cutDash(s[i+1:])
	if words(agency) > 5 || !startsUpper(agency) || strings.ContainsAny(agency, ",;:") || !startsUpper(rest) && !startsDigit(rest) && !strings.HasPrefix(rest, "“") {
		return "", "", false
	}
	if !dash && !(isCapital(agency) && words(agency) <= 2 && !strings.ContainsAny(agency, "0123456789")) && !strings.Contains(agency, ".vn") && outlets.prefix(text.Key(agency)) == "" {
		return "", "", false
	}
	return agency, rest, true
}

// cutDash cuts a dash or bar and the spaces around it off the front of s.
func cutDash(s string) (string, bool) {
	t := strings.TrimLeft(s, " ")
	u := strings.TrimLeft(t, "-–—|")
	return strings.TrimLeft(u, " :"), len(u) < len(t)
}

// isAgencyLetters reports two to six capitals that name no kind of office: in
// front of a dash and a day they are an agency's.
func isAgencyLetters(w string) bool {
	n := utf8.RuneCountInString(w)
	return n >= 2 && n <= 6 && isCapital(w) && !strings.ContainsAny(w, "0123456789&./") && offices.prefix(text.Key(w)) == "" && !places.has[text.Key(w)]
}

// isAgencyWord reports abbreviations of agencies, addresses, and compounds
// without diacritics and spaces.
func isAgencyWord(w string) bool {
	if strings.HasSuffix(strings.ToLower(w), ".vn") {
		return true
	}
	if isCapital(w) {
		return agencies.has[text.Key(w)]
	}
	if len(w) < 8 || !startsUpper(w) {
		return false
	}
	for i := 0; i < len(w); i++ {
		if w[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
