package index

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"khotin/extract"
	"khotin/extract/text"
)

// The generator makes articles of the size and shape of portal news: about 2.3
// KB of text, a handful of figures, two officials, a meeting in every third.
// Words follow Zipf's law, as in real text.
type generator struct {
	r    *rand.Rand
	zipf *rand.Zipf
	syll []string // the words: most have two syllables, as in Vietnamese
}

func newGenerator(seed uint64) *generator {
	r := rand.New(rand.NewPCG(seed, 1))
	heads := strings.Fields("b c ch d đ g gi h k kh l m n ng nh ph q r s t th tr v x")
	rimes := strings.Fields("a à á ạ ân ần ất ể iên iện inh ình o ò oa òa ong ông ộng u ú ư ứ ương ường uy ủy anh ánh ai ải ao ạo")
	var single []string
	for _, h := range heads {
		for _, v := range rimes {
			single = append(single, h+v)
		}
	}
	g := &generator{r: r, zipf: rand.NewZipf(r, 1.2, 30, 6000-1)}
	for i := range 6000 {
		w := single[r.IntN(len(single))]
		if i > 40 && i%4 > 0 {
			w += " " + single[r.IntN(len(single))]
		}
		g.syll = append(g.syll, w)
	}
	return g
}

func (g *generator) words(n int) string {
	w := make([]string, n)
	for i := range w {
		w[i] = g.syll[g.zipf.Uint64()]
	}
	return strings.Join(w, " ")
}

var (
	genPlaces     = strings.Split("quận Lê Chân,quận Ngô Quyền,quận Hồng Bàng,quận Kiến An,huyện An Lão,huyện An Dương,huyện Vĩnh Bảo,thành phố Hải Phòng", ",")
	genIndicators = strings.Split("Thu ngân sách trên địa bàn,Chi ngân sách,Giá trị sản xuất công nghiệp,Số hộ nghèo,Tỷ lệ hộ dùng nước sạch,Thu nội địa,Kim ngạch xuất khẩu,Diện tích gieo trồng,Sản lượng thủy sản,Vốn đầu tư xây dựng", ",")
	genNames      = strings.Split("Nguyễn Văn Thụ,Trần Bá Lộc,Phạm Thế Vinh,Đỗ Minh Khang,Lê Thị Hòa,Vũ Đức Cảnh", ",")
)

func (g *generator) article(n int) extract.Article {
	pick := func(s []string) string { return s[g.r.IntN(len(s))] }
	place := pick(genPlaces)
	day := fmt.Sprintf("%d-%02d-%02d", 2015+g.r.IntN(9), 1+g.r.IntN(12), 1+g.r.IntN(28))
	a := extract.Article{
		ID: fmt.Sprintf("%012x", n), Title: extract.Optional("Tin " + g.words(7)), Published: extract.Optional(day + "T08:00:00+07:00"),
		URL:   extract.Optional(fmt.Sprintf("https://so%d.haiphong.gov.vn/tin/%d", n%12, n)),
		Place: extract.Optional(place),
	}
	var body []string
	for range 6 {
		body = append(body, g.words(25)+". "+g.words(28)+".")
	}
	for i := range 6 {
		value := text.NewDecimal(int64(g.r.IntN(1000000)), -3)
		f := extract.Figure{Text: "đạt " + value.String() + " tỷ đồng", Indicator: pick(genIndicators) + " " + g.words(g.r.IntN(3)),
			Measure: "level", Status: "actual", Value: value, Unit: "tỷ đồng", Sentence: body[i], Rule: "test",
			Period: &extract.Period{Start: day[:4] + "-01-01", End: day[:4] + "-12-31", Text: "năm " + day[:4]}, Group: i}
		if i%2 == 0 {
			f.Place = extract.Optional(pick(genPlaces))
		}
		a.Figures = append(a.Figures, f)
		body[i] += " " + f.Indicator + " đạt " + strings.Replace(value.String(), ".", ",", 1) + " tỷ đồng."
	}
	for range 2 {
		a.Officials = append(a.Officials, extract.Official{Name: pick(genNames), Roles: []string{"Chủ tịch UBND " + pick(genPlaces)}})
	}
	if n%3 == 0 {
		a.Meeting = &extract.Meeting{Kind: "hội nghị", Name: "Hội nghị " + g.words(6), Host: extract.Optional("UBND " + place), Date: extract.Optional(day)}
	}
	a.Body = strings.Join(body, "\n\n")
	return a
}

// generated gives an archive of n articles.
func generated(n int) *fakeArchive {
	g := newGenerator(1)
	f := &fakeArchive{}
	for i := range n {
		f.addArticle(g.article(i), i)
	}
	return f
}

const benchArticles = 6000

func BenchmarkUpdate(b *testing.B) {
	f := generated(benchArticles)
	for b.Loop() {
		x, err := Open(b.TempDir(), f.options())
		if err != nil {
			b.Fatal(err)
		}
		if _, err := x.Update(b.Context(), f, nil); err != nil {
			b.Fatal(err)
		}
		s, err := x.Stats(b.Context())
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(s.Bytes)/1e6, "MB")
		x.Close()
	}
	b.ReportMetric(float64(benchArticles)*float64(b.N)/b.Elapsed().Seconds(), "articles/s")
}

func BenchmarkQueries(b *testing.B) {
	f := generated(benchArticles)
	x, _ := built(b, f)
	g := newGenerator(2)
	var short, long []string
	for range 50 {
		short, long = append(short, g.words(2)), append(long, g.words(7))
	}
	for _, c := range []struct {
		name    string
		queries []string
	}{{"words3", short}, {"words12", long}, {"folded12", each(long, text.Fold)}, {"phrase", []string{`"thu ngân sách trên địa bàn"`}}} {
		b.Run("search/"+c.name, func(b *testing.B) {
			for i := 0; b.Loop(); i++ {
				if _, err := x.Search(b.Context(), c.queries[i%len(c.queries)], Filter{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	for _, c := range []struct {
		name, q string
		f       Filter
	}{
		{"place", "thu ngân sách", Filter{Place: "Lê Chân"}},
		{"place50", "thu ngân sách", Filter{Place: "Lê Chân", Limit: 50}},
		{"all50", "", Filter{Limit: 50}},
		{"peeled", "thu ngan sach le chan 2020", Filter{Limit: 50}},
	} {
		b.Run("figures/"+c.name, func(b *testing.B) {
			rows := 0
			for b.Loop() {
				r, err := x.Figures(b.Context(), c.q, c.f)
				if err != nil {
					b.Fatal(err)
				}
				rows = len(r)
			}
			b.ReportMetric(float64(rows), "rows")
		})
	}
	b.Run("officials", func(b *testing.B) {
		for b.Loop() {
			if _, err := x.Officials(b.Context(), "van thu", Filter{}); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkFigures asks among 200,000 figures.
func BenchmarkFigures(b *testing.B) {
	g := newGenerator(3)
	f := &fakeArchive{}
	for i := range 4000 {
		a := g.article(i)
		a.Body = a.Body[:200]
		for len(a.Figures) < 50 {
			more := g.article(i)
			for _, fig := range more.Figures {
				fig.Sentence = fig.Sentence[:150]
				a.Figures = append(a.Figures, fig)
			}
		}
		f.addArticle(a, i)
	}
	x, _ := built(b, f)
	s, err := x.Stats(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	b.Logf("%d figures, %d wordings", s.Figures, s.Wordings)
	for _, c := range []struct {
		name, q string
		f       Filter
	}{
		{"place", "thu ngân sách", Filter{Place: "Lê Chân"}},
		{"place100", "thu ngân sách", Filter{Place: "Lê Chân", Limit: 100}},
		{"exact100", `"thu ngân sách trên địa bàn"`, Filter{Place: "Lê Chân", From: "2020-01-01", To: "2020-12-31", Limit: 100}},
		{"one", "sản lượng thủy sản", Filter{Limit: 100}},
		{"all100", "", Filter{Limit: 100}},
		{"placeall100", "", Filter{Place: "Lê Chân", Limit: 100}},
	} {
		b.Run(c.name, func(b *testing.B) {
			rows := 0
			for b.Loop() {
				r, err := x.Figures(b.Context(), c.q, c.f)
				if err != nil {
					b.Fatal(err)
				}
				rows = len(r)
			}
			b.ReportMetric(float64(rows), "rows")
		})
	}
}

func each(s []string, f func(string) string) []string {
	out := make([]string, len(s))
	for i := range s {
		out[i] = f(s[i])
	}
	return out
}
