package text

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// vowels holds the twelve Vietnamese vowels, each without tone and with the
// tones huyền, sắc, hỏi, ngã, nặng in this order.
var vowels = [12][6]rune{
	[6]rune([]rune("aàáảãạ")), [6]rune([]rune("ăằắẳẵặ")), [6]rune([]rune("âầấẩẫậ")),
	[6]rune([]rune("eèéẻẽẹ")), [6]rune([]rune("êềếểễệ")), [6]rune([]rune("iìíỉĩị")),
	[6]rune([]rune("oòóỏõọ")), [6]rune([]rune("ôồốổỗộ")), [6]rune([]rune("ơờớởỡợ")),
	[6]rune([]rune("uùúủũụ")), [6]rune([]rune("ưừứửữự")), [6]rune([]rune("yỳýỷỹỵ")),
}

// bare gives the letter of a vowel row without any diacritic.
const bare = "aaaeeiooouuy"

type vowel struct {
	row, tone uint8 // row of vowels plus one; 0 for no vowel
}

// vowelTable is vowels turned round, for code points below 0x1f00.
var vowelTable = func() *[0x1f00]vowel {
	var t [0x1f00]vowel
	for row, tones := range vowels {
		for tone, r := range tones {
			t[r] = vowel{uint8(row + 1), uint8(tone)}
		}
	}
	return &t
}()

func isVowel(base rune) bool { return base < 0x1f00 && vowelTable[base].row != 0 }

// splitTone gives the tone (0 for none) of a lower-case vowel, and the vowel
// without it.
func splitTone(r rune) (tone uint8, base rune) {
	if r >= 0x1f00 || r < 0 || vowelTable[r].row == 0 {
		return 0, r
	}
	v := vowelTable[r]
	return v.tone, vowels[v.row-1][0]
}

// withTone gives a vowel without tone with the tone.
func withTone(base rune, tone uint8) rune { return vowels[vowelTable[base].row-1][tone] }

// foldRune gives a lower-case letter without diacritics.
func foldRune(r rune) rune {
	if r == 'đ' {
		return 'd'
	}
	if r < 0x1f00 && r >= 0 && vowelTable[r].row != 0 {
		return rune(bare[vowelTable[r].row-1])
	}
	if r < 0xc0 || r >= 0x250 {
		return r
	}
	// Other Latin letters (é in a foreign name is above; ö, ñ, ç are here).
	d := norm.NFD.String(string(r))
	first, _ := utf8.DecodeRuneInString(d)
	return first
}

// toLower is unicode.ToLower. Eth, which some keyboards type for đ, becomes đ.
func toLower(r rune) rune {
	if r == 'Ð' || r == 'ð' {
		return 'đ'
	}
	return unicode.ToLower(r)
}

// letter is what Key and the tokenizer ask of a code point: these bits, and in
// lower case the code point itself above them.
type letter uint32

const (
	isLetter letter = 1 << iota
	altered         // it is another in lower case
	fromO           // a toned a or e, from which a tone may move to an o
	fromU           // a toned y, from which it may move to a u
	mobile   = fromO | fromU
	lowerBit = 8
)

func (l letter) is() bool    { return l&isLetter != 0 }
func (l letter) lower() rune { return rune(l >> lowerBit) }

// letters holds the letter of every code point below 0x2000.
var letters = func() (t [0x2000]letter) {
	for r := range rune(len(t)) {
		t[r] = newLetter(r)
	}
	return t
}()

func newLetter(r rune) letter {
	lower := toLower(r)
	l := letter(lower) << lowerBit
	if unicode.IsLetter(r) || unicode.IsMark(r) {
		l |= isLetter
	}
	if lower != r {
		l |= altered
	}
	switch tone, base := splitTone(lower); {
	case tone == 0:
	case base == 'a' || base == 'e':
		l |= fromO
	case base == 'y':
		l |= fromU
	}
	return l
}

// letterAt gives the letter at byte i of s, and its size in bytes.
func letterAt(s string, i int) (letter, int) {
	r, n := decode(s, i)
	if r < rune(len(letters)) {
		return letters[r], n
	}
	return newLetter(r), n
}
