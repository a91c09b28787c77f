package figure

import (
	_ "embed"
	"strings"

	"khotin/extract/text"
)

//go:embed canonical.txt
var canonicalList string

var canonicalNames, canonicalFirst = readCanonical(canonicalList)

// readCanonical reads canonical.txt and gives the names by their wordings, and
// for each word that wordings begin with how many words the longest has.
func readCanonical(list string) (names map[string]string, longest map[string]int) {
	names, longest = make(map[string]string), make(map[string]int)
	for line := range strings.Lines(list) {
		wording, name, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		form := canonicalForm(wording)
		names[strings.Join(form, " ")] = name
		longest[form[0]] = max(longest[form[0]], len(form))
	}
	return names, longest
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
	if head = text.Key(head); canonicalFirst[head] == 0 && !canonicalPrefix[head] && head != "tỉ" {
		return ""
	}
	words := canonicalForm(indicator)
	for i := range words {
		if i > 0 && !canonicalPrefix[words[i-1]] {
			return ""
		}
		most := min(canonicalFirst[words[i]], len(words)-i)
		if most == 0 {
			continue
		}
		wording := strings.Join(words[i:i+most], " ")
		for n := most; n > 0; n-- {
			if name, ok := canonicalNames[wording]; ok && canonicalEnd(words[i+n:]) {
				return name
			}
			wording = strings.TrimSuffix(wording[:len(wording)-len(words[i+n-1])], " ")
		}
	}
	return ""
}

// canonicalEnd reports whether the words after a wording only say where.
func canonicalEnd(rest []string) bool {
	if len(rest) == 0 {
		return true
	}
	if len(rest) > 1 && rest[0] == "trong" {
		return rest[1] == "năm" || rest[1] == "tháng" || rest[1] == "quý"
	}
	if len(rest) > 1 && rest[0] == "trên" {
		return rest[1] == "địa"
	}
	if len(rest) > 1 && (rest[0] == "của" || rest[0] == "ở" || rest[0] == "tại") && canonicalPart[rest[1]] {
		return false
	}
	return canonicalTail[rest[0]]
}

// canonicalForm gives the words of an indicator in the form of the list:
// without what stands in brackets, dashes and quotes.
func canonicalForm(s string) []string {
	s = text.Key(s)
	for {
		open := strings.IndexByte(s, '(')
		end := strings.IndexByte(s, ')')
		if open < 0 || end < open {
			break
		}
		s = s[:open] + " " + s[end+1:]
	}
	words := strings.FieldsFunc(s, func(r rune) bool {
		return r == ' ' || r == '-' || r == '–' || r == '“' || r == '”' || r == '"' || r == '(' || r == ')'
	})
	for i, w := range words {
		switch w {
		case "tỉ":
			words[i] = "tỷ"
		case "kì":
			words[i] = "kỳ"
		}
	}
	return words
}
