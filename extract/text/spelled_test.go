package text

import "testing"

func TestReadSpelled(t *testing.T) {
	for in, want := range map[string]string{
		"một": "1", "ba": "3", "năm": "5", "mười": "10", "mười lăm": "15", "hai mươi mốt": "21", "ba mươi tư": "34", "hai chục": "20", "bốn lăm": "45",
		"một trăm linh tư": "104", "một trăm năm mươi": "150", "hai trăm ba": "230", "hai trăm rưỡi": "250", "chín trăm chín mươi chín": "999",
		"hai trăm ba mươi lăm nghìn bốn trăm": "235400", "một triệu hai": "1200000", "hai triệu tư": "2400000", "một nghìn lẻ năm": "1005",
		"hai mươi mốt nghìn không trăm mười một":          "21011",
		"bảy trăm hai mươi mốt nghìn không trăm mười hai": "721012",
		"hai nghìn không trăm hai mươi lăm":               "2025",
		"một nghìn chín trăm bốn mươi lăm":                "1945",
		"một nghìn chín trăm bốn lăm":                     "1945",
		"một tỷ hai trăm":                                 "1200000000",
		"một tỷ hai trăm triệu":                           "1200000000",
		"ba nghìn hai trăm tỷ":                            "3200000000000",
		"năm nghìn tỷ":                                    "5000000000000",
		"hai trăm nghìn":                                  "200000",
		"năm nghìn":                                       "5000",
		"ba vạn":                                          "30000",
		"mười hai phẩy năm":                               "12.5",
		"ba phẩy mười bốn":                                "3.14",
		"hai phẩy không năm":                              "2.05",
		"không phẩy bảy":                                  "0.7",
		"mười hai phẩy năm triệu":                         "12500000",
		"ba phần tư":                                      "0.75",
		"hai phần năm":                                    "0.4",
		"năm rưỡi":                                        "5.5",
		"một triệu rưỡi":                                  "1500000",
		"hai tỷ rưỡi":                                     "2500000000",
		"nghìn rưỡi":                                      "1500",
		"hai mốt":                                         "21", "hai tư": "24", "bốn ba": "43", "bảy hai": "72", "năm trăm chín ba": "593", "chín trăm sáu mốt": "961",
		"một nghìn tám trăm năm hai": "1852", "hai mươi lăm nghìn ba bảy": "25037", "một ngàn chín lăm": "1095", "ba triệu mốt": "3100000",
		"một tỷ lẻ mười bảy": "1000000017", "một tỷ một trăm lẻ một nghìn lẻ mười bảy": "1000101017", "một tỉ một triệu một trăm": "1001000100",
		"tám trăm mười tám phẩy ba không ba": "818.303", "hai mươi chấm tư": "20.4", "sáu mươi chấm hai tư": "60.24",
		"một nghìn phẩy mười một": "1000.11", "mười hai phẩy ba bốn": "12.34", "một trăm phẩy không không một": "100.001",
		"ba tỷ phẩy không không không không một": "3000000000.00001", "chín chín tỷ chín": "99900000000",
		"một triệu hai trăm ba mươi bốn nghìn năm trăm sáu mươi bảy":                               "1234567",
		"chín trăm tám mươi bảy tỷ sáu trăm năm mươi tư triệu ba trăm hai mươi mốt nghìn một trăm": "987654321100",
	} {
		p := Parse(in)
		v, next, ok := ReadSpelled(&p, 0)
		if !ok || v.String() != want || next != len(p.Tokens) {
			t.Errorf("ReadSpelled(%q) = %v, %d of %d, %v; want %s", in, v, next, len(p.Tokens), ok, want)
		}
	}
	// What stands behind a number is no part of it.
	for in, want := range map[string]string{
		"hai mươi năm trước": "20", "một trăm năm qua": "100", "ba năm": "3", "một nghìn năm": "1000", "hai mươi phần trăm": "20",
		"một triệu tập": "1", "hai tỷ lệ": "2", "mười một người": "11", "bốn không": "4",
		"hai phẩy ba năm trước": "2.3", "ba trăm năm qua": "300", "hai tư tưởng": "2", "hai mươi tư vấn viên": "20",
	} {
		p := Parse(in)
		v, next, ok := ReadSpelled(&p, 0)
		if !ok || v.String() != want || next >= len(p.Tokens) {
			t.Errorf("ReadSpelled(%q) = %v up to %d, %v; want %s and a rest", in, v, next, ok, want)
		}
	}
	for _, in := range []string{"", "không", "tư", "lăm", "linh tinh", "lẻ năm", "hai ba", "mười mấy", "một phần ba", "trăm", "triệu", "phẩy năm", "Trung ương", "không có", "NĂM", "ba bốn", "năm bảy", "một hai", "hai phẩy"} {
		p := Parse(in)
		if v, next, ok := ReadSpelled(&p, 0); ok || next != 0 {
			t.Errorf("ReadSpelled(%q) = %v up to %d, want none", in, v, next)
		}
	}
}

func TestReadSpelledWhole(t *testing.T) {
	for in, want := range map[string]string{
		"hai ba": "23", "sáu bảy": "67", "không": "0", "năm": "5", "trăm": "100", "nghìn": "1000", "mười hai phẩy năm": "12.5", "hai phẩy ba năm": "2.35",
	} {
		p := Parse(in)
		v, next, ok := ReadSpelledWhole(&p, 0)
		if !ok || v.String() != want || next != len(p.Tokens) {
			t.Errorf("ReadSpelledWhole(%q) = %v, %d of %d, %v; want %s", in, v, next, len(p.Tokens), ok, want)
		}
	}
	for _, in := range []string{"", "tư", "người", "Hai Bà", "phẩy"} {
		p := Parse(in)
		if v, next, ok := ReadSpelledWhole(&p, 0); ok && next == len(p.Tokens) {
			t.Errorf("ReadSpelledWhole(%q) = %v up to %d, want none", in, v, next)
		}
	}
}

// FuzzReadSpelled: a number in words ends behind where it begins, within the
// text, and is not below nought.
func FuzzReadSpelled(f *testing.F) {
	f.Add("chín trăm tám mươi bảy tỷ sáu trăm năm mươi tư triệu phẩy một hai")
	f.Add("một trăm lẻ tư rưỡi nghìn năm trăm chín ba phần tư")
	f.Fuzz(func(t *testing.T, s string) {
		p := Parse(Normalize(s))
		for i := range p.Tokens {
			for _, read := range []func(*Para, int) (Decimal, int, bool){ReadSpelled, ReadSpelledWhole} {
				v, next, ok := read(&p, i)
				if ok != (next > i) || next > len(p.Tokens) || v.Sign() < 0 {
					t.Fatalf("%q from %d: %v up to %d, %v", s, i, v, next, ok)
				}
			}
		}
	})
}
