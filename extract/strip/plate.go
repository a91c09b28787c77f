package strip

import (
	"strings"

	"khotin/extract/text"
)

// namesSite reports a line that only says whose site it is: a name, "Trang
// thông tin điện tử phường Đông Khê", or a slogan, "Tiếng nói của Đảng bộ,
// chính quyền và nhân dân".
func namesSite(line string) bool {
	line = strings.TrimLeft(line, "®©™ ")
	n := words(line)
	if n < 2 || n > 16 || endsSentence(line) {
		return false
	}
	key := strings.Trim(text.Key(line), " |»>")
	switch {
	case siteNames.has[key]:
		return true
	case hasAnyPrefix(key, sloganOpeners):
		return strings.Contains(key, "ngôn luận") || strings.Contains(key, "đảng bộ") || strings.Contains(key, "nhân dân") || strings.Contains(key, "chính quyền")
	case hasAnyPrefix(key, siteOpeners):
		return isCapital(line) && n <= 10 || onlyNames(line)
	}
	return false
}

// namesOffice reports a line that is the name of an office or a party
// committee and nothing else: "Đảng bộ thành phố Hải Phòng".
func namesOffice(line string) bool {
	key := text.Key(line)
	return words(line) <= 10 && !isCapital(line) && (offices.prefix(key) != "" || strings.HasPrefix(key, "đảng bộ ") || strings.HasPrefix(key, "sở ")) && onlyNames(line)
}

// namesOwner reports the name of an office in capitals, as brands have it: "BỘ
// XÂY DỰNG - CỔNG THÔNG TIN".
func namesOwner(line string) bool {
	key := text.Key(line)
	return isCapital(line) && words(line) <= 12 && !strings.ContainsAny(line, ":,0123456789") &&
		(offices.prefix(key) != "" || strings.HasPrefix(key, "bộ ") || strings.HasPrefix(key, "sở "))
}

// namesUnits reports a unit and the one above it and nothing else: "Quận Kiến An
// – Thành phố Hải Phòng". It is whose page it is, and never a title.
func namesUnits(line string) bool {
	lower, upper, ok := strings.Cut(strings.ReplaceAll(line, " – ", " - "), " - ")
	return ok && isUnit(lower) && isUnit(upper)
}

// isUnit reports the name of a unit of administration, its kind before it.
func isUnit(s string) bool {
	key := text.Key(s)
	for _, kind := range []string{"tỉnh ", "thành phố ", "quận ", "huyện ", "thị xã ", "xã ", "phường ", "thị trấn "} {
		if strings.HasPrefix(key, kind) && len(s) > len(kind) {
			for w := range strings.FieldsSeq(s[len(kind):]) {
				if !startsUpper(w) || strings.ContainsAny(w, ",:;.") {
					return false
				}
			}
			return words(s) <= 6
		}
	}
	return false
}

// onlyNames reports a line whose words behind the first two are capitalised, or
// of those that names of sites and offices are made of.
func onlyNames(line string) bool {
	for i, w := range strings.Fields(line) {
		if i >= 2 && !startsUpper(w) && !nameParts[strings.Trim(strings.ToLower(w), ",")] {
			return false
		}
	}
	return true
}

var (
	// siteOpeners are what names of sites open with.
	siteOpeners = []string{"báo ", "cổng thông tin", "cổng tin", "cổng tttđt", "kênh thông tin", "trang thông tin", "trang tin", "tạp chí ", "website "}
	// sloganOpeners are what slogans of newspapers open with.
	sloganOpeners = []string{"cơ quan của ", "cơ quan ngôn luận ", "diễn đàn của ", "tiếng nói của "}
)

// nameParts are the words of such names that are written small.
var nameParts = func() map[string]bool {
	m := make(map[string]bool)
	for w := range strings.FieldsSeq("điện tử thông tin tổng hợp thành phố quận huyện tỉnh xã phường thị trấn và của - – ủy ban nhân dân đảng bộ mặt trận tổ quốc đoàn thanh niên hội phụ nữ nông cựu chiến binh công an ban quản lý khu kinh tế nội bộ chính thức") {
		m[w] = true
	}
	return m
}()
