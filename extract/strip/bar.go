package strip

import (
	"strings"
	"unicode"

	"khotin/extract/text"
)

// fieldLabels introduce the fields that systems print in one line with a title:
// when it was put up, by whom, where it stands, how many read it.
var fieldLabels = []struct {
	key  string
	kind fieldKind
}{
	{"cập nhật lần cuối", fieldChange}, {"sửa lần cuối", fieldChange}, {"ngày cập nhật", fieldChange}, {"ngày đăng tin", fieldDay}, {"ngày đăng", fieldDay}, {"đăng ngày", fieldDay},
	{"tác giả", fieldAuthor}, {"người viết", fieldAuthor},
	{"số lượt đọc", fieldCount}, {"số lượt xem", fieldCount}, {"số lần xem", fieldCount}, {"số lần đọc", fieldCount}, {"lượt xem", fieldCount}, {"lượt đọc", fieldCount}, {"đã xem", fieldCount}, {"đã đọc", fieldCount},
	{"chuyên mục", fieldOther}, {"danh mục", fieldOther}, {"người đăng", fieldOther},
}

type fieldKind uint8

const (
	fieldDay fieldKind = iota
	fieldChange
	fieldAuthor
	fieldCount
	fieldOther
)

// bar is what a line of labelled fields says.
type bar struct {
	at       stamp
	dated    bool
	author   string
	fields   int
	changed  bool // it says when the page was changed
	counters bool // it counts readers
}

// readBar reads a line of two and more labelled fields and nothing else:
// "Ngày đăng: 20/11/2025 | Tác giả: Trần Hà | Lượt xem: 77", also with the stamp
// in front and without its label.
func readBar(s string) (bar, bool) {
	if len(s) > 200 || strings.IndexByte(s, ':') < 0 || words(s) > 30 {
		return bar{}, false
	}
	low := strings.ToLower(s)
	if len(low) != len(s) {
		return bar{}, false
	}
	var out bar
	var kind fieldKind
	from := -1 // where the value of the field under way begins
	for i := 0; i <= len(low); {
		k, colon := fieldDay, -1
		if i < len(low) {
			k, colon = fieldAt(low, i)
		}
		if i < len(low) && colon < 0 {
			i++
			continue
		}
		value := ""
		if from >= 0 {
			value = trimSigns(s[from:i])
		} else {
			value = trimSigns(s[:i])
		}
		if from >= 0 && !out.take(kind, value) || from < 0 && value != "" && !out.take(fieldDay, value) {
			return bar{}, false
		}
		if i == len(low) {
			break
		}
		kind, from, i = k, colon+1, colon+1
	}
	return out, out.fields >= 2 && (out.dated || out.counters)
}

// fieldAt gives the kind of a label at byte i of low, where a word begins, and
// the place of its colon; -1 where none is.
func fieldAt(low string, i int) (fieldKind, int) {
	if c := low[i]; i > 0 && (low[i-1] != ' ' && low[i-1] < 0x80 && low[i-1] != '|' && low[i-1] != '(' || c == ' ') {
		return 0, -1
	}
	for _, l := range fieldLabels {
		if !strings.HasPrefix(low[i:], l.key) {
			continue
		}
		rest := low[i+len(l.key):]
		if after := strings.TrimLeft(rest, " "); strings.HasPrefix(after, ":") && !strings.HasPrefix(after, "::") {
			return l.kind, i + len(l.key) + len(rest) - len(after)
		}
	}
	return 0, -1
}

// take takes the value of a field. It gives false where the value is none of
// its kind.
func (b *bar) take(kind fieldKind, value string) bool {
	b.fields++
	switch kind {
	case fieldDay, fieldChange:
		st, ok := scanStamp(value)
		if !ok || st.rest != "" || st.suspect() != "" {
			return false
		}
		if kind == fieldChange {
			b.changed = true
		} else if !b.dated {
			st.label, st.clock = "ngày đăng", false
			b.at, b.dated = st, true
		}
	case fieldAuthor:
		if words(value) > 6 {
			return false
		}
		if namesAuthor(value) {
			b.author = value
		}
	case fieldCount:
		b.counters = true
		number := strings.TrimSuffix(strings.TrimSuffix(value, " lượt"), " lần")
		return len(number) <= 10 && strings.Trim(number, "0123456789.,") == ""
	case fieldOther:
		return words(value) <= 8
	}
	return true
}

// namesAuthor reports a person with a family name behind the label of an author,
// in two to five words; no account of a system.
func namesAuthor(s string) bool {
	key := text.Key(s)
	if n := words(s); n < 2 || n > 5 || !isName(s) || families.prefix(key) == "" || strings.HasSuffix(key, " admin") {
		return false
	}
	return offices.prefix(key) == "" && categories.prefix(key) == "" && siteNames.prefix(key) == "" && !places.has[key] && !hasAnyPrefix(key, []string{"ban ", "quản lý", "quản trị", "tin ", "tổ ", "văn phòng"})
}

// trimSigns cuts what is neither letter nor figure off the ends of s, pictures
// among it.
func trimSigns(s string) string {
	return strings.TrimFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}
