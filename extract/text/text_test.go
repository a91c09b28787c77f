package text

import (
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestNormalize(t *testing.T) {
	for in, want := range map[string]string{
		"Lê Chân":                     "Lê Chân",
		"Le\u0302 Cha\u0302n":         "Lê Chân",
		"Hải\u00a0Phòng\u200b":        "Hải Phòng",
		"a\tb\r\nc":                   "a b\nc",
		"kinh\u00ad tế\u2009và":       "kinh tế và",
		"\ufeffđầu":                   "đầu",
		"h\u0309o\u0300a\u0300\u0323": Normalize("h\u0309o\u0300a\u0323\u0300"), // marks in either order
	} {
		if got := Normalize(in); got != want {
			t.Errorf("Normalize(%q) = %q, want %q", in, got, want)
		}
	}
	if got := Normalize("a\xffb"); !utf8.ValidString(got) {
		t.Errorf("invalid bytes survive: %q", got)
	}
}

func TestKeyAndFold(t *testing.T) {
	for _, c := range []struct{ in, key, fold string }{
		{"Thuỷ Nguyên", "thủy nguyên", "thuy nguyen"},
		{"hoà", "hòa", "hoa"},
		{"HOÀ", "hòa", "hoa"},
		{"hoàn toàn", "hoàn toàn", "hoan toan"},
		{"khoẻ", "khỏe", "khoe"},
		{"uỷ", "ủy", "uy"},
		{"quý quỳ quả", "quý quỳ quả", "quy quy qua"},
		{"Đảng ÐẢNG", "đảng đảng", "dang dang"},
		{"28-NQ/TU", "28-nq/tu", "28-nq/tu"},
		{"Müller", "müller", "muller"},
	} {
		if got := Key(c.in); got != c.key {
			t.Errorf("Key(%q) = %q, want %q", c.in, got, c.key)
		}
		if got := Fold(c.in); got != c.fold {
			t.Errorf("Fold(%q) = %q, want %q", c.in, got, c.fold)
		}
	}
}

// show writes tokens with | between them; a virtual boundary is shown as ¦.
func show(p Para) string {
	var b strings.Builder
	for i, t := range p.Tokens {
		switch {
		case i == 0:
		case t.Virtual:
			b.WriteString("¦")
		default:
			b.WriteString("|")
		}
		b.WriteString(p.Surface(i))
	}
	return b.String()
}

func TestTokens(t *testing.T) {
	for in, want := range map[string]string{
		"9 thángước đạt 327,8 tỷ":    "9|tháng¦ước|đạt|327,8|tỷ",
		"đạt125% chỉ tiêu":           "đạt¦125|%|chỉ|tiêu",
		"576,4tỷ đồng":               "576,4¦tỷ|đồng",
		"41.000m² và 5.267m2":        "41.000¦m²|và|5.267¦m2",
		"lô TM15, PC07":              "lô|TM15|,|PC07",
		"Nghị quyết số 28-NQ/TU":     "Nghị|quyết|số|28|-|NQ|/|TU",
		"COVID-19":                   "COVID|-|19",
		"8h30 ngày 27.12.2019":       "8¦h¦30|ngày|27.12.2019",
		"1.223,771, và":              "1.223,771|,|và",
		"thực hiệnnăm 2020":          "thực|hiện¦năm|2020",
		"Murano Seiichi, Nguyễn":     "Murano|Seiichi|,|Nguyễn",
		"nghiêng ngả trường khuyếch": "nghiêng|ngả|trường|khuyếch",
		"cuối năm.Đồng chí":          "cuối|năm|.|Đồng|chí",
		"FDI, GRDP":                  "FDI|,|GRDP",
		"quốc phòng- an ninh":        "quốc|phòng|-|an|ninh",
		"(13-5-1955*13-5-2019)":      "(|13|-|5|-|1955|*|13|-|5|-|2019|)",
		"20km2 rừng":                 "20¦km2|rừng",
		"đồng/m2":                    "đồng|/|m2",
		"m25 là lô":                  "m¦25|là|lô",
		// A word that was read before is read by what stands behind it all the same.
		"m và m2, TM và TM15": "m|và|m2|,|TM|và|TM15",
		"đạt “đạt” đạt125%":   "đạt|“|đạt|”|đạt¦125|%",
		"a và aµ":             "a|và|aµ",
	} {
		p := Parse(in)
		if got := show(p); got != want {
			t.Errorf("Parse(%q)\n got %s\nwant %s", in, got, want)
		}
	}
}

// TestLetterBytes: every byte counts as a letter or not, wherever it stands.
func TestLetterBytes(t *testing.T) {
	for c := range 256 {
		b := byte(c)
		want := 0
		if 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z' || b >= utf8.RuneSelf && b != 0xc2 && b != 0xe2 {
			want = 1
		}
		for i := range 8 {
			text := append([]byte("\x81bcdeZa\xff"[:i]), b)
			if got := letterBytes(binary.LittleEndian.Uint64(append(text, make([]byte, 8)...))); got != i+want {
				t.Errorf("of %q %d bytes are letters, want %d", text, got, i+want)
			}
		}
	}
}

func TestCase(t *testing.T) {
	p := Parse("Lê CHÂN phố H TPHCM iPhone McDonald")
	want := []Case{Title, Upper, Lower, Upper, Upper, Mixed, Mixed}
	for i, w := range want {
		if p.Tokens[i].Case != w {
			t.Errorf("%s: case %d, want %d", p.Surface(i), p.Tokens[i].Case, w)
		}
	}
}

func TestIsSyllable(t *testing.T) {
	for _, w := range strings.Fields("nguyễn nghiêng giếng gì gìn quốc quý khuya thuở xoong người được yếu ý uống hoạch đồng chuyển triệu nghìn huỳnh quyết khuỷu giữa oanh") {
		if !IsSyllable(Key(w)) {
			t.Errorf("%s is a syllable", w)
		}
	}
	for _, w := range strings.Fields("thángước côngtác murano hànộii strong đđồng zú fax bcd hồhải") {
		if IsSyllable(Key(w)) {
			t.Errorf("%s is no syllable", w)
		}
	}
}

func TestParseNumber(t *testing.T) {
	for _, c := range []struct {
		in        string
		style     Style
		want      string // "" where it is no number
		ambiguous bool
	}{
		{"01", Vietnamese, "1", false},
		{"641,769", Vietnamese, "641.769", true},
		{"641,769", American, "641769", true},
		{"2.617", Vietnamese, "2617", true},
		{"2.617", American, "2.617", true},
		{"1.223,771", Vietnamese, "1223.771", false},
		{"1.223,771", American, "1223.771", false},
		{"1,223.771", Vietnamese, "1223.771", false},
		{"3.000.000", American, "3000000", false},
		{"3,000,000", Vietnamese, "3000000", false},
		{"69,79", Vietnamese, "69.79", false},
		{"78.34", Vietnamese, "78.34", false},
		{"406,890", Vietnamese, "406.89", true},
		{"0,125", Vietnamese, "0.125", false},
		{"27.12.2019", Vietnamese, "", false},
		{"1.22,5", Vietnamese, "", false},
		{"1.234,567.8", Vietnamese, "", false},
		{"1234567890123456789", Vietnamese, "", false},
	} {
		v, amb, ok := ParseNumber(c.in, c.style)
		got := ""
		if ok {
			got = v.String()
		}
		if got != c.want || amb != c.ambiguous {
			t.Errorf("ParseNumber(%q, %d) = %q ambiguous %v, want %q %v", c.in, c.style, got, amb, c.want, c.ambiguous)
		}
	}
}

func TestVoteStyle(t *testing.T) {
	for in, want := range map[string]Style{
		"đạt 1.223,771 tỷ, bằng 69,79%":    Vietnamese,
		"đạt 1,223.7 tỷ và 3,000,000 đồng": American,
		"641,769 tỷ":                      Vietnamese,
		"1,223.7 tỷ và 69,79% và 1.000,5": Vietnamese,
		"tăng 8.5%, đạt 1,250 triệu USD":  American,
		"tăng 8.5%, đạt 2.617 tỷ đồng":    Vietnamese,
		"ngày 12.5, thu 1,250 triệu đồng": Vietnamese,
		"11.5 tỷ, 1,250 triệu và 69,79%":  Vietnamese,
	} {
		if got := VoteStyle(NewDoc([]string{in})); got != want {
			t.Errorf("VoteStyle(%q) = %d, want %d", in, got, want)
		}
	}
}

func TestDecimal(t *testing.T) {
	d, err := ParseDecimal("641.769")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		got  Decimal
		want string
	}{
		{d, "641.769"}, {d.Shift(9), "641769000000"}, {d.Neg(), "-641.769"}, {d.Shift(-6), "0.000641769"},
		{NewDecimal(0, 5), "0"}, {NewDecimal(-5, -2), "-0.05"}, {NewDecimal(406890, -3), "406.89"},
	} {
		if got := c.got.String(); got != c.want {
			t.Errorf("got %s, want %s", got, c.want)
		}
	}
	if s, ok := NewDecimal(318, 9).Add(NewDecimal(426, 6)); !ok || s.String() != "318426000000" {
		t.Errorf("318 tỷ + 426 triệu = %s, %v", s, ok)
	}
	if _, ok := NewDecimal(1, 30).Add(NewDecimal(1, 0)); ok {
		t.Error("a sum that does not fit must say so")
	}
	for _, bad := range []string{"", "1,5", "x", "1.-5", "99999999999999999999"} {
		if _, err := ParseDecimal(bad); err == nil {
			t.Errorf("ParseDecimal(%q) gives no error", bad)
		}
	}
}

func TestSpelledNumber(t *testing.T) {
	for in, want := range map[string]string{
		"hai dự án": "2 1", "mười lăm xã": "15 2", "hai mươi mốt phường": "21 3", "một trăm linh tư hộ": "104 4",
		"ba trăm năm mươi người": "350 4", "mười năm": "10 1", "Trung ương tư": "0 0", "lăm": "0 0", "chín mươi": "90 2",
	} {
		p := Parse(in)
		n, next := SpelledNumber(&p, 0)
		if got := fmt.Sprint(n, " ", next); got != want {
			t.Errorf("SpelledNumber(%q) = %s, want %s", in, got, want)
		}
	}
}

func TestRoman(t *testing.T) {
	for s, want := range map[string]int{"I": 1, "IV": 4, "XIII": 13, "XXIV": 24, "XC": 90, "IIII": 0, "VX": 0, "": 0, "MM": 0, "iv": 0} {
		if got := Roman(s); got != want {
			t.Errorf("Roman(%q) = %d, want %d", s, got, want)
		}
	}
}

func TestSentences(t *testing.T) {
	for in, want := range map[string][]string{
		"Thu ngân sách đạt 55,3 tỷ đồng. Quận đạt 2.617 tỷ.":           {"Thu ngân sách đạt 55,3 tỷ đồng.", "Quận đạt 2.617 tỷ."},
		"Họp trực tuyến.Đồng chí Bí thư dự.":                           {"Họp trực tuyến.", "Đồng chí Bí thư dự."},
		"UBND TP. Hải Phòng và T.Ư Đảng họp tại Q. Lê Chân.":           {"UBND TP. Hải Phòng và T.Ư Đảng họp tại Q. Lê Chân."},
		"Ảnh: V. Huy chụp. Hết.":                                       {"Ảnh: V. Huy chụp.", "Hết."},
		"Chủ đề “Kỷ cương, đổi mới.” Quận đã làm… Thành phố ghi nhận…": {"Chủ đề “Kỷ cương, đổi mới.”", "Quận đã làm…", "Thành phố ghi nhận…"},
		"các dự án… và công trình":                                     {"các dự án… và công trình"},
		"9 tháng, đạt 93,5%.Có 2 khối.":                                {"9 tháng, đạt 93,5%.", "Có 2 khối."},
	} {
		p := Parse(in)
		var got []string
		next := 0
		for _, s := range p.Sentences() {
			if s[0] != next {
				t.Errorf("%q: gap before token %d", in, s[0])
			}
			next = s[1]
			got = append(got, p.Slice(s[0], s[1]))
		}
		if !slices.Equal(got, want) {
			t.Errorf("Sentences(%q)\n got %q\nwant %q", in, got, want)
		}
	}
}

func TestLexicon(t *testing.T) {
	l := NewLexicon("# units\nủy ban nhân dân\tUBND\nủy ban\nquận\n", false)
	p := Parse("Uỷ ban nhân dân quận, uỷ  ban kiểm tra")
	for _, c := range []struct {
		at, next int
		value    string
	}{{0, 4, "UBND"}, {4, 5, "quận"}, {6, 8, "ủy ban"}, {1, 1, ""}} {
		if next, v := l.Match(&p, c.at); next != c.next || v != c.value {
			t.Errorf("Match at %d = %d %q, want %d %q", c.at, next, v, c.next, c.value)
		}
	}
	if next, _ := NewLexicon("chỉ tiêu", true).Match(ptr(Parse("chi tieu")), 0); next != 2 {
		t.Error("a folded lexicon finds text without marks")
	}
}

func ptr[T any](v T) *T { return &v }

// TestSums: no two of the syllables that Vietnamese can have are of one sum, so
// that a word of a list is told by its sum.
func TestSums(t *testing.T) {
	words := map[uint64]string{}
	for onset := range strings.FieldsSeq(" " + onsetList) {
		for rime := range set(rimeList) {
			for i, r := range []rune(rime) {
				for tone := range uint8(6) {
					if !isVowel(r) {
						continue
					}
					letters := []rune(onset + rime)
					letters[len([]rune(onset))+i] = withTone(r, tone)
					w := Key(string(letters))
					if other := words[sum(w)]; other != "" && other != w {
						t.Errorf("%s and %s have one sum", w, other)
					}
					words[sum(w)] = w
				}
			}
		}
	}
	if len(words) < 20000 {
		t.Errorf("only %d syllables", len(words))
	}
}

// TestWordLists: every list is sorted and has no entry twice.
func TestWordLists(t *testing.T) {
	var lines []string
	for line := range strings.Lines(gluedList) {
		if line = strings.TrimSpace(line); !strings.HasPrefix(line, "#") {
			lines = append(lines, line)
		}
	}
	if !slices.IsSorted(lines) || len(slices.Compact(slices.Clone(lines))) != len(lines) {
		t.Error("glued.txt is not sorted or has an entry twice")
	}
	n := 0
	for line := range strings.Lines(rimeList) {
		if !strings.HasPrefix(line, "#") {
			n += len(strings.Fields(line))
		}
	}
	if got := len(set(rimeList)); got != n {
		t.Errorf("rimes.txt has %d entries, %d of them different", n, got)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"Sáng 3/8, 9 thángước đạt 641,769tỷ", "đạt125%TM15", "", "\xff", "A\x01\u0301", "a\u0300\u0301²m2", "uỷ ỦY Uỷ"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		s = Normalize(s)
		if Normalize(s) != s {
			t.Fatalf("Normalize is not stable on %q", s)
		}
		p := Parse(s)
		if again, first := Parse(s), new(tokenizer).paragraph(s); !slices.Equal(p.Tokens, again.Tokens) || !slices.Equal(p.Tokens, first.Tokens) {
			t.Fatalf("the tokens of %q depend on what was read before", s)
		}
		at := 0
		for i, tok := range p.Tokens {
			if int(tok.Start) < at || tok.End <= tok.Start || int(tok.End) > len(s) || !utf8.RuneStart(s[tok.Start]) || !utf8.ValidString(p.Surface(i)) {
				t.Fatalf("token %d of %q: %+v", i, s, tok)
			}
			if strings.TrimSpace(s[at:tok.Start]) != "" {
				t.Fatalf("text lost before token %d of %q", i, s)
			}
			at = int(tok.End)
			d := Doc{Paras: []Para{p}}
			span := d.RuneSpan(Range{From: i, To: i + 1})
			if before := utf8.RuneCountInString(s[:tok.Start]); span != [2]int{before, before + utf8.RuneCountInString(p.Surface(i))} {
				t.Fatalf("token %d of %q is at %v in code points", i, s, span)
			}
		}
		p.Sentences()
	})
}

func BenchmarkParse(b *testing.B) {
	s := strings.Repeat("Thu ngân sách trên địa bàn quận tháng 9 ước đạt 55,3 tỷ đồng, bằng 6,01% kế hoạch thành phố giao; ", 20)
	b.SetBytes(int64(len(s)))
	b.ReportAllocs()
	for b.Loop() {
		Parse(s)
	}
}
