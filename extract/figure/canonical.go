package figure

import (
	_ "embed"
	"strings"

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
		words, name, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		form := wording{rest: plain(words)}
		n := 1
		for ; form.has(n); n++ {
			if head := string(form.upTo(0, n)); names[head] == "" {
				names[head] = ""
			}
		}
		names[string(form.upTo(0, n))] = name
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
	form := wording{rest: plain(indicator)}
	for i := 0; form.has(i); i++ {
		if i > 0 && !canonicalPrefix[string(form.upTo(i-1, i))] {
			return ""
		}
		longest := ""
		for n := i + 1; form.has(n - 1); n++ {
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

// longestWording is the most words of an indicator that are looked at.
const longestWording = 48

// wording reads an indicator in the form of the list, word by word: without
// dashes and quotes, one space between the words.
type wording struct {
	rest  string                 // not read yet
	text  [512]byte              // the words: an array, so that none is allocated
	ends  [longestWording]uint16 // of the words in text
	words int
}

// plain gives s without what stands in brackets.
func plain(s string) string {
	for {
		open := strings.IndexByte(s, '(')
		end := strings.IndexByte(s, ')')
		if open < 0 || end < open {
			break
		}
		s = s[:open] + " " + s[end+1:]
	}
	return s
}

// has reports whether there is an ith word.
func (f *wording) has(i int) bool {
	for f.words <= i && f.rest != "" && f.words < longestWording {
		at, gap := 0, 0
		for at < len(f.rest) {
			if c := f.rest[at]; c <= '-' || c == "–"[0] {
				if gap = gapAt(f.rest, at); gap > 0 {
					break
				}
			}
			at++
		}
		word := f.rest[:at]
		f.rest = f.rest[at+gap:]
		f.add(word)
	}
	return i < f.words
}

// gapAt gives the size of the space, dash, quote or bracket at s[i], 0 for none.
func gapAt(s string, i int) int {
	switch s[i] {
	case ' ', '-', '"', '(', ')':
		return 1
	case "–"[0]:
		if s = s[i:]; strings.HasPrefix(s, "–") || strings.HasPrefix(s, "“") || strings.HasPrefix(s, "”") {
			return len("–")
		}
	}
	return 0
}

// add adds a word as written.
func (f *wording) add(word string) {
	if word == "" {
		return
	}
	size := 0 // of text in use
	if f.words > 0 {
		size = int(f.ends[f.words-1])
		f.text[size] = ' '
		size++
	}
	switch word = text.Key(word); word {
	case "tỉ":
		word = "tỷ"
	case "kì":
		word = "kỳ"
	}
	if size+len(word) >= len(f.text) {
		f.rest = "" // no name is that long
		return
	}
	f.ends[f.words] = uint16(size + copy(f.text[size:], word))
	f.words++
}

// upTo gives words [i, n).
func (f *wording) upTo(i, n int) []byte {
	from := 0
	if i > 0 {
		from = int(f.ends[i-1]) + 1
	}
	return f.text[from:f.ends[n-1]]
}

// endsAt reports whether the words from the nth on only say where.
func (f *wording) endsAt(n int) bool {
	if !f.has(n) {
		return true
	}
	if f.has(n + 1) {
		next := string(f.upTo(n+1, n+2))
		switch string(f.upTo(n, n+1)) {
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
	return canonicalTail[string(f.upTo(n, n+1))]
}
