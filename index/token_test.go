package index

import (
	"bufio"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"khotin/extract/text"
)

func TestTerms(t *testing.T) {
	for _, tc := range []struct{ in, exact, folded string }{
		{"Thu ngân sách", "thu|ngân|thu ngân|sách|ngân sách", "thu|ngan|thu ngan|sach|ngan sach"},
		{"Uỷ ban, hoà giải", "ủy|ban|ủy ban|hòa|ban hòa|giải|hòa giải", "uy|ban|uy ban|hoa|ban hoa|giai|hoa giai"},
		{"thuỷ thuý quý", "thủy|thúy|thủy thúy|quý|thúy quý", "thuy|thuy|thuy thuy|quy|thuy quy"},
		{"28-NQ/TU", "28-nq/tu|28|nq|28 nq|tu|nq tu", "28-nq/tu|28|nq|28 nq|tu|nq tu"},
		{"1.234,5 tỷ", "1.234,5|tỷ|1.234,5 tỷ", "1.234,5|ty|1.234,5 ty"},
		{"641,769.", "641,769", "641,769"},
		{"41.000m²", "41.000m2|41.000|m2|41.000 m2", "41.000m2|41.000|m2|41.000 m2"},
		{"đạt125%", "đạt125|đạt|125|đạt 125", "dat125|dat|125|dat 125"},
		{"Một. Hai; ba", "một|hai|ba", "mot|hai|ba"},
		{"TP. Hải", "tp|hải|tp hải", "tp|hai|tp hai"},
		{"TP.HCM", "tp|hcm|tp hcm", "tp|hcm|tp hcm"},
		{"Ðồ Sơn", "đồ|sơn|đồ sơn", "do|son|do son"},
		{"Mu\u0303i né", "mũi|né|mũi né", "mui|ne|mui ne"},
		{"2021–2025", "2021-2025|2021|2025|2021 2025", "2021-2025|2021|2025|2021 2025"},
		{"- / 5 -", "5", "5"},
		{"H’Mông", "h'mông", "h'mong"},
		{"12/2023, 19/19", "12/2023|12|2023|12 2023|19/19|19|2023 19|19|19 19", "12/2023|12|2023|12 2023|19/19|19|2023 19|19|19 19"},
		{"", "", ""},
	} {
		toks := tokenize(text.Normalize(tc.in))
		if got := strings.Join(terms(toks, false), "|"); got != tc.exact {
			t.Errorf("%s: exact\n got %s\nwant %s", tc.in, got, tc.exact)
		}
		if got := strings.Join(terms(toks, true), "|"); got != tc.folded {
			t.Errorf("%s: folded\n got %s\nwant %s", tc.in, got, tc.folded)
		}
	}
}

// FuzzTokenize: tokens lie in the text, on rune edges, in order, none empty;
// exact and folded terms are as many.
func FuzzTokenize(f *testing.F) {
	for _, s := range []string{"28-NQ/TU", "41.000m² đạt125%", "Uỷ ban. hoà", "a’b-c", "²", "1.,2"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		s = text.Normalize(s)
		toks := tokenize(s)
		last := 0
		for _, k := range toks {
			if k.key == "" || k.start >= k.end || k.start < last || k.end > len(s) {
				t.Fatalf("%q: %+v", s, k)
			}
			if !utf8.ValidString(s[k.start:k.end]) {
				t.Fatalf("%q: %+v cuts a rune", s, k)
			}
			last = k.start
			if !k.whole {
				last = k.end
			}
		}
		if a, b := terms(toks, false), terms(toks, true); len(a) != len(b) {
			t.Fatalf("%q: %q, %q", s, a, b)
		}
	})
}

func TestAbbreviations(t *testing.T) {
	a, err := newAbbreviations(abbreviationList)
	if err != nil {
		t.Fatal(err)
	}
	var keys []string
	sc := bufio.NewScanner(strings.NewReader(abbreviationList))
	for sc.Scan() {
		if k, _, ok := strings.Cut(sc.Text(), " = "); ok && !strings.HasPrefix(k, "#") {
			keys = append(keys, text.Fold(k))
		}
	}
	if !slices.IsSorted(keys) {
		t.Error("abbreviations.txt is not sorted")
	}
	for short, want := range map[string]string{"ubnd": "ủy ban nhân dân", "hđnd": "hội đồng nhân dân", "hdnd": "hội đồng nhân dân", "nq": "nghị quyết", "xyz": "",
		"kt-xh": "kinh tế xã hội", "ktxh": "kinh tế xã hội", "k-txh": "kinh tế xã hội", "gd-dt": "giáo dục đào tạo", "cstđ": "chiến sỹ thi đua", "-": ""} {
		if got := strings.Join(a.expand(short), " "); got != want {
			t.Errorf("%s: got %q, want %q", short, got, want)
		}
	}
	for _, tc := range []struct {
		in, short string
		n         int
	}{
		{"ủy ban nhân dân quận", "ubnd", 4},
		{"uy ban nhan dan", "ubnd", 4},
		{"ủy ban mặt trận tổ quốc", "ubmttq", 6},
		{"ủy ban", "", 0},
	} {
		if short, n := a.contract(strings.Fields(tc.in)); short != tc.short || n != tc.n {
			t.Errorf("%s: got %s %d, want %s %d", tc.in, short, n, tc.short, tc.n)
		}
	}
	if _, err := newAbbreviations("a = b c\na = d e\n"); err == nil {
		t.Error("a key that stands twice is taken")
	}
}

func TestPlaceOf(t *testing.T) {
	for in, want := range map[string]placeKey{
		"quận Lê Chân":        {"quan le chan", "le chan"},
		"QUẬN LÊ CHÂN":        {"quan le chan", "le chan"},
		"le chan":             {"le chan", "le chan"},
		"TP. Hải Phòng":       {"thanh pho hai phong", "hai phong"},
		"thành phố Hải Phòng": {"thanh pho hai phong", "hai phong"},
		"Q. Lê Chân":          {"quan le chan", "le chan"},
		"thị xã Kinh Môn":     {"thi xa kinh mon", "kinh mon"},
		"phường 4":            {"phuong 4", "4"},
		"quan toan":           {"quan toan", "toan"},
		"Quán Toan":           {"quan toan", "quan toan"},
		"":                    {"", ""},
	} {
		if got := placeOf(in); got != want {
			t.Errorf("%s: got %+v, want %+v", in, got, want)
		}
	}
}

func BenchmarkTerms(b *testing.B) {
	s := strings.Repeat("Uỷ ban nhân dân quận Lê Chân ước thu 641,769 tỷ đồng theo Nghị quyết 28-NQ/TU. ", 30)
	b.SetBytes(int64(len(s)))
	for b.Loop() {
		terms(tokenize(s), false)
	}
}

// TestOneVowel: final i and y are one letter where they are written for each
// other, and only there.
func TestOneVowel(t *testing.T) {
	for in, want := range map[string]string{
		"kĩ": "kỹ", "Kỹ": "kỹ", "qui": "quy", "QUÍ": "quý", "lí": "lý", "tỉ": "tỷ", "mì": "mỳ", "hị": "hỵ", "sĩ": "sỹ",
		"i": "i", "k": "k", "qu": "qu", "chi": "chi", "thi": "thi", "nghĩ": "nghĩ", "vi": "vi", "kia": "kia", "quít": "quít", "kim": "kim", "bí": "bí", "gì": "gì", "hai": "hai", "tôi": "tôi",
	} {
		if got := newWord(in).key; got != want {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
	}
}
