package fingerprint_test

import (
	"strings"
	"testing"

	"khotin/extract/fingerprint"
	"khotin/extract/text"
	"khotin/testdata/portal"
)

func of(paragraphs []string) fingerprint.Simhash { return fingerprint.Of(text.NewDoc(paragraphs)) }

func bodies(t testing.TB) map[string][]string {
	t.Helper()
	p, err := portal.Load()
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]string{}
	for _, a := range p.Articles() {
		if len(strings.Fields(strings.Join(a.Body, " "))) >= 120 {
			out[a.Name] = a.Body
		}
	}
	return out
}

// copies gives what other portals make of an article.
func copies(body []string) map[string][]string {
	last := len(body) - 1
	first := body[0]
	stop := strings.LastIndex(strings.TrimRight(body[last], "."), ". ")
	cut := body[last]
	if stop > 0 {
		cut = body[last][:stop+1]
	}
	longest := 0
	for i, p := range body {
		if len(p) > len(body[longest]) {
			longest = i
		}
	}
	words := strings.Fields(body[longest])
	words[len(words)/2] = "khoảng"
	changed := append([]string{}, body...)
	changed[longest] = strings.Join(words, " ")
	return map[string][]string{
		"dateline":     append([]string{"(HPĐT)- " + first}, body[1:]...),
		"capitals":     append([]string{strings.ToUpper(first)}, body[1:]...),
		"signed":       append(append([]string{}, body...), "Trần Hà – Ngọc Lan", "Nguồn tin: ANHP"),
		"caption":      append([]string{"Quang cảnh hội nghị."}, body...),
		"one word":     changed,
		"joined":       {strings.Join(body, " ")},
		"stop cut":     append(append([]string{}, body[:last]...), cut),
		"lead doubled": append([]string{first[:strings.LastIndexByte(first[:len(first)/2], ' ')] + "…"}, body...),
	}
}

// TestNear shows on which distances Near rests: it must part copies of one
// article from different articles, among them those that report the same
// indicators of the same district in another month.
func TestNear(t *testing.T) {
	all := bodies(t)
	hashes := map[string]fingerprint.Simhash{}
	for name, b := range all {
		hashes[name] = of(b)
	}
	n, missed, most := 0, 0, map[string]int{}
	for name, b := range all {
		for kind, c := range copies(b) {
			d := fingerprint.Distance(hashes[name], of(c))
			n++
			most[kind] = max(most[kind], d)
			if d > fingerprint.Near {
				missed++
			}
		}
	}
	pairs, wrong, least := 0, 0, 64
	for a, x := range hashes {
		for b, y := range hashes {
			if a >= b {
				continue
			}
			pairs++
			d := fingerprint.Distance(x, y)
			least = min(least, d)
			if d <= fingerprint.Near {
				wrong++
				t.Errorf("%s and %s are taken for one: %d bits", a, b, d)
			}
		}
	}
	t.Logf("%d copies, %d missed, farthest %v; %d pairs of different articles, nearest %d bits, %d taken for one", n, missed, most, pairs, least, wrong)
	if missed*50 > n {
		t.Errorf("%d of %d copies are missed", missed, n)
	}
	if least < fingerprint.Near+4 {
		t.Errorf("different articles are %d bits apart: too near to %d", least, fingerprint.Near)
	}
}

func TestOf(t *testing.T) {
	if s := of([]string{"Hội nghị kết thúc lúc 11 giờ."}); s != 0 || s.String() != "" {
		t.Errorf("a short text has the fingerprint %v", s)
	}
	long := []string{strings.Repeat("Quận ủy hoá đơn điện tử tổ chức hội nghị tổng kết công tác thu ngân sách ", 8)}
	s := of(long)
	if other := of([]string{strings.ReplaceAll(long[0], "hoá", "hóa")}); other != s {
		t.Error("the place of a tone counts")
	}
	if back, err := fingerprint.Parse(s.String()); err != nil || back != s {
		t.Errorf("%v comes back as %v, %v", s, back, err)
	}
	if fingerprint.IsNear(0, 0) {
		t.Error("texts without fingerprint are near")
	}
	if _, err := fingerprint.Parse("xyz"); err == nil {
		t.Error("xyz is a fingerprint")
	}
}

func BenchmarkOf(b *testing.B) {
	var docs []*text.Doc
	size := 0
	for _, body := range bodies(b) {
		docs = append(docs, text.NewDoc(body))
		size += len(strings.Join(body, "\n"))
	}
	b.SetBytes(int64(size))
	for b.Loop() {
		for _, doc := range docs {
			fingerprint.Of(doc)
		}
	}
}
