package figure

import (
	_ "embed"
	"strings"
	"unicode/utf8"

	"khotin/extract/text"
)

//go:embed canonical.txt
var canonicalList string

// canonicalNames gives the name of every wording, and "" for the first words of
// one.
var canonicalNames = readCanonical(canonicalList)

// readCanonical reads canonical.txt.
func readCanonical(list string) map[string]string {
	names := make(map[string]string)
	for line := range strings.Lines(list) {
		wording, name, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		form := canonicalForm(wording)
		for n := 1; n < form.words; n++ {
			if head := string(form.upTo(0, n)); names[head] == "" {
				names[head] = ""
			}
		}
		names[string(form.upTo(0, form.words))] = name
	}
	return names
}

// canonicalPrefix stand before an indicator and change nothing of what it is.
var canonicalPrefix = set("tổng số các mức lũy kế lượng toàn ngành đã được công tác chỉ tiêu hoàn thành ước")

// canonicalTail may follow an indicator: whose it is, where and when.
var canonicalTail = set("của toàn tại ở huyện quận tỉnh xã phường thành thị tp cả do năm địa trên đạt đến trong")

// canonicalPart begin the owner of a part, not a place: "thu nhập bình quân của
// người lao động", "tốc độ tăng trưởng ở khu vực dịch vụ".
var canonicalPart = set("người doanh các khu lĩnh ngành công hộ hội cán đoàn lao")

// Canonical gives the name under which an indicator makes one series over
// articles that word it differently: "Tổng thu NSNN trên địa bàn huyện" is
// "thu ngân sách trên địa bàn". The whole phrase must be a known wording, but
// for words of amount before it and of place behind it; "thu ngân sách từ phí"
// has none, and the name is "".
func Canonical(indicator string) string {
	head, _, _ := strings.Cut(indicator, " ")
	head = text.Key(head)
	if _, ok := canonicalNames[head]; !ok && !canonicalPrefix[head] && head != "tỉ" {
		return ""
	}
	form := canonicalForm(indicator)
	for i := range form.words {
		if i > 0 && !canonicalPrefix[string(form.word(i-1))] {
			return ""
		}
		longest := ""
		for n := i + 1; n <= form.words; n++ {
			name, ok := canonicalNames[string(form.upTo(i, n))]
			if !ok {
				break
			}
			if name != "" && form.endsAt(n) {
				longest = name
			}
		}
		if longest != "" {
			return longest
		}
	}
	return ""
}

// wording is an indicator in the form of the list: its words with one space
// between them.
type wording struct {
	text  []byte
	ends  [longestWording]uint16 // of the words in text
	words int
}

// longestWording is the most words of an indicator that are looked at.
const longestWording = 48

// upTo gives words [i, n).
func (f *wording) upTo(i, n int) []byte {
	from := 0
	if i > 0 {
		from = int(f.ends[i-1]) + 1
	}
	return f.text[from:f.ends[n-1]]
}

func (f *wording) word(i int) []byte { return f.upTo(i, i+1) }

func (f *wording) add(word string) {
	switch word {
	case "":
		return
	case "tỉ":
		word = "tỷ"
	case "kì":
		word = "kỳ"
	}
	if f.words == longestWording {
		return
	}
	if f.words > 0 {
		f.text = append(f.text, ' ')
	}
	f.text = append(f.text, word...)
	f.ends[f.words] = uint16(len(f.text))
	f.words++
}

// endsAt reports whether the words from the nth on only say where.
func (f *wording) endsAt(n int) bool {
	if n == f.words {
		return true
	}
	if n+1 < f.words {
		next := string(f.word(n + 1))
		switch string(f.word(n)) {
		case "trong":
			return next == "năm" || next == "tháng" || next == "quý"
		case "trên":
			return next == "địa"
		case "của", "ở", "tại":
			if canonicalPart[next] {
				return false
			}
		}
	}
	return canonicalTail[string(f.word(n))]
}

// canonicalForm gives an indicator in the form of the list: without what stands
// in brackets, dashes and quotes.
func canonicalForm(s string) *wording {
	s = text.Key(s)
	for {
		open := strings.IndexByte(s, '(')
		end := strings.IndexByte(s, ')')
		if open < 0 || end < open {
			break
		}
		s = s[:open] + " " + s[end+1:]
	}
	f := &wording{text: make([]byte, 0, 256)}
	from := 0
	for i, r := range s {
		switch r {
		case ' ', '-', '"', '(', ')', '–', '“', '”':
			f.add(s[from:i])
			from = i + utf8.RuneLen(r)
		}
	}
	f.add(s[from:])
	return f
}
