package figure

import (
	_ "embed"
	"strings"

	"khotin/extract/text"
)

//go:embed canonical.txt
var canonicalList string

// canonicalNames gives the name of every wording, and "" for the first words of
// one, by the sum of the words (see chained).
var canonicalNames = readCanonical(canonicalList)

// readCanonical reads canonical.txt.
func readCanonical(list string) map[uint64]string {
	names := make(map[uint64]string)
	for line := range strings.Lines(list) {
		words, name, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		form := wording{rest: plain(words)}
		sum := uint64(0)
		for n := 0; form.has(n); n++ {
			sum = chained(sum, form.words[n])
			switch _, known := names[sum]; {
			case !form.has(n + 1):
				names[sum] = name
			case !known:
				names[sum] = "" // more words make a name of it
			}
		}
	}
	return names
}

// chained gives the sum of a row of words from that of the words before the last.
func chained(sum uint64, word string) uint64 {
	const odd = 0x9e3779b97f4a7c15
	return (sum + text.Sum(word)) * odd
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
		longest, sum := "", uint64(0)
		for n := i; form.has(n); n++ {
			sum = chained(sum, form.words[n])
			name, ok := canonicalNames[sum]
			if !ok {
				break
			}
			if name != "" && form.endsAt(n+1) {
				longest = name
			}
		}
		if longest != "" || !canonicalPrefix[form.words[i]] {
			return longest
		}
	}
	return ""
}

// longestWording is the most words of an indicator that are looked at.
const longestWording = 48

// wording reads an indicator in the form of the list, word by word: without
// dashes and quotes.
type wording struct {
	rest  string                 // not read yet
	words [longestWording]string // an array, so that none is allocated
	read  int                    // number of words
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
	for f.read <= i && f.rest != "" && f.read < longestWording {
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
	return i < f.read
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
	switch word = text.Key(word); word {
	case "tỉ":
		word = "tỷ"
	case "kì":
		word = "kỳ"
	}
	f.words[f.read] = word
	f.read++
}

// endsAt reports whether the words from the nth on only say where.
func (f *wording) endsAt(n int) bool {
	if !f.has(n) {
		return true
	}
	if f.has(n + 1) {
		next := f.words[n+1]
		switch f.words[n] {
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
	return canonicalTail[f.words[n]]
}
