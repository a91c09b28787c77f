package generator_test

import (
	"bytes"
	"testing"

	"khotin/testdata/generator"
	"khotin/testdata/portal"
)

// spread is far apart articles: a step that shares no factor with the communes,
// months and topics.
const spread = 2477

// TestPress: a page from a frame is the page of the template, byte for byte, and
// the address holds the title's slug.
func TestPress(t *testing.T) {
	w, press := world(t)
	for i := range 200 {
		a, _, err := w.Article(i * spread)
		if err != nil {
			t.Fatal(err)
		}
		if i%10 == 0 {
			a.Title += ` "A+B" & 'C' <D>` // what is escaped
			a.Blocks[i/10%len(a.Blocks)].Lines[0] += ` "A+B" & 'C' <D>`
		} else if want := "/" + portal.Slug(a.Title) + "-" + a.Name[1:] + ".html"; a.Path != want {
			t.Errorf("%s: path %s, want %s", a.Name, a.Path, want)
		}
		want, err := a.HTML(a.Template)
		if err != nil {
			t.Fatal(err)
		}
		got, err := press.Append(nil, &a)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s: page is\n%s\nwant\n%s", a.Name, got, want)
		}
	}
	if _, err := press.Append(nil, &portal.Article{Name: "other", Template: "print"}); err == nil {
		t.Error("an article without paragraphs is printed")
	}
}

func BenchmarkArticle(b *testing.B) {
	w, _ := world(b)
	b.ReportAllocs()
	for i := range b.N {
		if _, _, err := w.Article(i % w.Len()); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkPage(b *testing.B) {
	w, press := world(b)
	var page []byte
	b.ReportAllocs()
	for i := range b.N {
		a, _, err := w.Article(i % w.Len())
		if err != nil {
			b.Fatal(err)
		}
		if page, err = press.Append(page[:0], &a); err != nil {
			b.Fatal(err)
		}
	}
}

func world(t testing.TB) (*generator.World, *generator.Press) {
	t.Helper()
	w, err := generator.New(3)
	if err != nil {
		t.Fatal(err)
	}
	press, err := generator.NewPress()
	if err != nil {
		t.Fatal(err)
	}
	return w, press
}
