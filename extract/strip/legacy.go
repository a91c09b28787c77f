package strip

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"khotin/extract/text"
)

// tcvn3 gives the letters that fonts of TCVN 5712:1993 (VN3, "ABC", .VnTime)
// show for the Latin-1 characters from U+00A1 on. Fonts for capitals show the
// same codes as capitals; they come out small.
var tcvn3 = map[rune]rune{
	0xA1: 'Ă', 0xA2: 'Â', 0xA3: 'Ê', 0xA4: 'Ô', 0xA5: 'Ơ', 0xA6: 'Ư', 0xA7: 'Đ', 0xA8: 'ă', 0xA9: 'â', 0xAA: 'ê', 0xAB: 'ô', 0xAC: 'ơ', 0xAD: 'ư', 0xAE: 'đ',
	0xB5: 'à', 0xB6: 'ả', 0xB7: 'ã', 0xB8: 'á', 0xB9: 'ạ', 0xBB: 'ằ', 0xBC: 'ẳ', 0xBD: 'ẵ', 0xBE: 'ắ', 0xC6: 'ặ', 0xC7: 'ầ', 0xC8: 'ẩ', 0xC9: 'ẫ', 0xCA: 'ấ', 0xCB: 'ậ',
	0xCC: 'è', 0xCE: 'ẻ', 0xCF: 'ẽ', 0xD0: 'é', 0xD1: 'ẹ', 0xD2: 'ề', 0xD3: 'ể', 0xD4: 'ễ', 0xD5: 'ế', 0xD6: 'ệ', 0xD7: 'ì', 0xD8: 'ỉ', 0xDC: 'ĩ', 0xDD: 'í', 0xDE: 'ị',
	0xDF: 'ò', 0xE1: 'ỏ', 0xE2: 'õ', 0xE3: 'ó', 0xE4: 'ọ', 0xE5: 'ồ', 0xE6: 'ổ', 0xE7: 'ỗ', 0xE8: 'ố', 0xE9: 'ộ', 0xEA: 'ờ', 0xEB: 'ở', 0xEC: 'ỡ', 0xED: 'ớ', 0xEE: 'ợ',
	0xEF: 'ù', 0xF1: 'ủ', 0xF2: 'ũ', 0xF3: 'ú', 0xF4: 'ụ', 0xF5: 'ừ', 0xF6: 'ử', 0xF7: 'ữ', 0xF8: 'ứ', 0xF9: 'ự', 0xFA: 'ỳ', 0xFB: 'ỷ', 0xFC: 'ỹ', 0xFD: 'ý', 0xFE: 'ỵ',
}

// vniMarks gives what a Latin-1 character behind a vowel makes of it in fonts
// of VNI: the combining marks, with horn and circumflex apart.
var vniMarks = map[rune]string{
	'ù': "\u0301", 'ø': "\u0300", 'û': "\u0309", 'õ': "\u0303", 'ï': "\u0323",
	'â': "\u0302", 'á': "\u0302\u0301", 'à': "\u0302\u0300", 'å': "\u0302\u0309", 'ã': "\u0302\u0303", 'ä': "\u0302\u0323",
	'ê': "\u0306", 'é': "\u0306\u0301", 'è': "\u0306\u0300", 'ú': "\u0306\u0309", 'ü': "\u0306\u0303", 'ë': "\u0306\u0323",
}

// vniLetters are the letters of VNI that stand for themselves; both cases.
var vniLetters = map[rune]rune{
	'ñ': 'đ', 'ô': 'ơ', 'ö': 'ư', 'í': 'í', 'ì': 'ì', 'æ': 'ỉ', 'ó': 'ĩ', 'ò': 'ị', 'î': 'ỵ',
}

// fontText reads text that was written for the fonts of TCVN3 or VNI, which
// shows as Latin-1 characters. It gives nil for other text. The text itself
// decides: a reading must make Vietnamese syllables of nearly all its words.
func fontText(page []byte) []byte {
	if !mayBeFont(page) {
		return nil
	}
	s := string(page)
	part := foreignWords(s)
	before := syllables(part)
	for _, read := range []func(string) string{fromTCVN3, fromVNI} {
		if after := syllables(read(part)); after >= 0.85 && after-before >= 0.3 {
			return []byte(read(s))
		}
	}
	return nil
}

// foreignWords gives the first words of s with a letter outside ASCII, some
// 6 KB: enough to tell a font by.
func foreignWords(s string) string {
	var b strings.Builder
	for i := 0; i < len(s) && b.Len() < 6<<10; i++ {
		if s[i] < utf8.RuneSelf {
			continue
		}
		start := strings.LastIndexAny(s[:i], " \n\t<>") + 1
		end := strings.IndexAny(s[i:], " \n\t<>")
		if end < 0 {
			end = len(s) - i
		}
		b.WriteString(s[start : i+end])
		b.WriteByte(' ')
		i += end
	}
	return b.String()
}

// mayBeFont reports text whose characters outside ASCII are those of Latin-1
// (UTF-8 begins them with C2 and C3), with few of the Vietnamese letters that
// Latin-1 lacks (C4, C6, E1).
func mayBeFont(page []byte) bool {
	count := func(b byte) int { return bytes.Count(page, []byte{b}) }
	other, latin := count(0xE1), count(0xC3)
	if latin < 15 || other*20 > latin {
		return false
	}
	latin += count(0xC2)
	other += count(0xC4) + count(0xC6)
	return latin >= 30 && other*20 <= latin
}

// syllables gives the share of Vietnamese syllables among the first thousand
// words with a letter outside ASCII.
func syllables(s string) float64 {
	good, all := 0, 0
	for s != "" && all < 1000 {
		start := strings.IndexFunc(s, isWordRune)
		if start < 0 {
			break
		}
		s = s[start:]
		end := strings.IndexFunc(s, func(r rune) bool { return !isWordRune(r) })
		if end < 0 {
			end = len(s)
		}
		w := s[:end]
		s = s[end:]
		if isASCII(w) {
			continue
		}
		all++
		if text.IsSyllable(text.Key(text.Normalize(w))) {
			good++
		}
	}
	if all < 10 {
		return 0
	}
	return float64(good) / float64(all)
}

// isWordRune takes the signs of Latin-1 for letters: fonts make letters of them.
func isWordRune(r rune) bool {
	return unicode.IsLetter(r) || r > 0xA0 && r < 0x100 || unicode.Is(unicode.Mn, r)
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func fromTCVN3(s string) string {
	return strings.Map(func(r rune) rune {
		if l, ok := tcvn3[r]; ok {
			return l
		}
		return r
	}, s)
}

func fromVNI(s string) string {
	var b strings.Builder
	b.Grow(len(s) + len(s)/8)
	last := rune(0) // the vowel that a mark can stand behind
	for _, r := range s {
		low := unicode.ToLower(r)
		marks, isMark := vniMarks[low]
		letter, isLetter := vniLetters[low]
		switch {
		case isMark && strings.ContainsRune("aeouyơư", unicode.ToLower(last)):
			b.WriteString(marks)
			last = 0
		case isLetter:
			if r != low {
				letter = unicode.ToUpper(letter)
			}
			b.WriteRune(letter)
			last = letter
		default:
			b.WriteRune(r)
			last = r
		}
	}
	return b.String()
}

// Reasons for which a page's text is garbled.
const (
	garbledLost  = "letters lost"  // "m??c tăng", U+FFFD
	garbledTwice = "decoded twice" // "Háº£i PhÃ²ng"
)

// garbled says why a text cannot be what its writer wrote, "" for no doubt.
// Nothing is repaired: what was lost is a guess.
func garbled(paragraphs []string) string {
	lost, twice := 0, 0
	for _, p := range paragraphs {
		if strings.IndexByte(p, 0xC2) < 0 && strings.IndexByte(p, 0xEF) < 0 && !strings.Contains(p, "??") {
			continue // none of the signs below stands in it
		}
		lost += strings.Count(p, "\uFFFD")
		for i := strings.Index(p, "??"); i >= 0; {
			end := i
			for end < len(p) && p[end] == '?' {
				end++
			}
			before, _ := utf8.DecodeLastRuneInString(p[:i])
			after, _ := utf8.DecodeRuneInString(p[end:])
			if unicode.IsLower(after) && (unicode.IsLetter(before) || before == ' ') {
				lost++
			}
			next := strings.Index(p[end:], "??")
			if next < 0 {
				break
			}
			i = end + next
		}
		for _, pair := range []string{"áº", "á»", "Ä‘", "Ã¡", "Ã ", "Ã¢", "Ã´", "Ãª", "Æ°", "Æ¡", "Ã²", "Ã³", "Ã¬"} {
			twice += strings.Count(p, pair)
		}
	}
	switch {
	case twice >= 5:
		return garbledTwice
	case lost >= 3:
		return garbledLost
	}
	return ""
}
