package document

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"khotin/extract/text"
	"khotin/testdata/cases"
)

func TestCases(t *testing.T) {
	cases.Run(t, "../../testdata/document", nil, func(t *testing.T, c cases.Case) []string {
		doc := text.NewDoc(c.Text)
		var lines []string
		seen := make(map[string]int)
		docs := Find(doc)
		first := make(map[string]bool)
		for _, d := range Distinct(docs) {
			first[fmt.Sprint(d.At)] = true
		}
		for _, d := range docs {
			mark := "again"
			if first[fmt.Sprint(d.At)] {
				mark = "first"
			}
			words := strconv.Quote(doc.Text(d.Mask))
			if seen[words]++; seen[words] > 1 {
				words = fmt.Sprintf("%s#%d\"", strings.TrimSuffix(words, `"`), seen[words])
			}
			if t := d.Title(doc); t != "" {
				words += " | " + t
			}
			lines = append(lines, fmt.Sprintf("%s %q | %s | %s | %s | in %s", mark, d.Text, d.Type, d.Number, d.Issuer, words))
		}
		return lines
	})
}

// FuzzFind: every mention lies in the text, in order, within its own mask.
func FuzzFind(f *testing.F) {
	cases.Seed(f, "../../testdata/document")
	f.Fuzz(func(t *testing.T, s string) {
		doc := text.NewDoc(strings.Split(text.Normalize(s), "\n\n"))
		last := text.Range{}
		for _, d := range Find(doc) {
			if d.At.Empty() || d.At.From < 0 || d.Mask.To > len(doc.Paras[d.At.Para].Tokens) {
				t.Fatalf("range %v outside the text", d.At)
			}
			if !d.Mask.Contains(d.At) || !d.Num.Empty() && !d.At.Contains(d.Num) {
				t.Fatalf("number %v, mention %v, mask %v", d.Num, d.At, d.Mask)
			}
			if d.At.Para < last.Para || d.At.Para == last.Para && d.At.From < last.To {
				t.Fatalf("%v after %v", d.At, last)
			}
			if d.Key == "" || d.Rule == "" || d.Text == "" {
				t.Fatalf("incomplete: %+v", d)
			}
			last = d.At
		}
	})
}

func BenchmarkFind(b *testing.B) {
	texts := cases.Texts(b, "../../testdata/document")
	all := strings.Join(texts, "\n\n")
	doc := text.NewDoc(strings.Split(all, "\n\n"))
	b.SetBytes(int64(len(all)))
	for b.Loop() {
		Find(doc)
	}
}

// The word lists are sorted by code point and name nothing twice.
func TestLists(t *testing.T) {
	for name, list := range map[string]string{"types.txt": typeList, "signs.txt": signList, "issuers.txt": issuerList} {
		last := ""
		for line := range strings.Lines(list) {
			word, _, _ := strings.Cut(strings.TrimRight(line, "\n"), "\t")
			if word == "" || word[0] == '#' {
				continue
			}
			if word <= last {
				t.Errorf("%s: %q after %q", name, word, last)
			}
			last = word
		}
	}
}

func TestKeyOf(t *testing.T) {
	for _, same := range [][]string{
		{"Nghị quyết|28||thành ủy", "28-NQ/TU", "Nghị quyết số 28-NQ/TU", "Nghị quyết 28 của Thành ủy", "28 – NQ/TU"},
		{"Quyết định|45|2016|thủ tướng", "45/2016/QĐ-TTg", "Quyết định số 45/2016/QĐ-TTg"},
		{"Nghị quyết|45||trung ương", "45-NQ/TW", "NQ 45-NQ/TW"},
		{"", "", "thu ngân sách"},
	} {
		for _, words := range same[1:] {
			if got := KeyOf(words); got != same[0] {
				t.Errorf("KeyOf(%q) = %q, want %q", words, got, same[0])
			}
		}
	}
	if a, b := Symbol("Số 05-NQ/QU"), Symbol("5 – NQ/QU"); a != b {
		t.Errorf("%q, %q", a, b)
	}
}
