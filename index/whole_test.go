package index

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"khotin/extract"
)

// TestInAll holds bleve's joined bitmaps against postings one by one, in several
// segments, some of whose articles have been written anew.
func TestInAll(t *testing.T) {
	f := &fakeArchive{}
	for i := range 400 {
		id := i % 300 // the first hundred twice
		body := "Quận."
		for k, w := range []string{" Cảng", " mới", " sông"} {
			if (id+i/300)%(k+2) == 0 {
				body += w
			}
		}
		f.addArticle(extract.Article{ID: fmt.Sprintf("%03d", id), Body: body, URL: extract.Optional(fmt.Sprintf("https://a.test/%d", id))}, i)
	}
	dir := t.TempDir()
	o := f.options()
	o.BatchSize = 70
	x := open(t, dir, o)
	if _, err := x.Update(t.Context(), f, nil); err != nil {
		t.Fatal(err)
	}
	s := newQuery(t, x)
	for _, words := range [][]string{{"cảng", "mới"}, {"mới", "cảng", "sông"}, {"quận", "sông"}, {"sông", "xyz"}, {"cảng", "cảng"}} {
		for _, folds := range []bool{false, true} {
			var ts []term
			var want docset
			for i, w := range words {
				k := w
				if folds {
					k = fold(w)
				}
				ts = append(ts, term{key: k, fold: folds})
				set, err := s.docs(bodyField.of(folds), k)
				if err != nil {
					t.Fatal(err)
				}
				if i == 0 {
					want = set
				} else {
					want = want.and(set)
				}
			}
			got, ok, err := s.inAll(bodyField, ts)
			if err != nil || !ok || !slices.Equal(got.list(), want.list()) || want.count() == 0 != slices.Contains(words, "xyz") {
				t.Errorf("%q folded %v: %d articles, %v, %v; want %d", words, folds, got.count(), ok, err, want.count())
			}
		}
	}
	if _, ok, err := s.inAll(bodyField, []term{{key: "cảng"}}); ok || err != nil {
		t.Errorf("one term: %v, %v", ok, err)
	}
}

// TestReadEverything: once an eighth of the sequences have been read one by one,
// all are, and say the same.
func TestReadEverything(t *testing.T) {
	x := listed(t)
	one := newQuery(t, x)
	all, err := one.everything()
	if err != nil || all.count() != 300 {
		t.Fatalf("%d articles, %v", all.count(), err)
	}
	docs := all.list()
	const few = 300/readAtOnce + 1
	if err := one.words(docs[:few]); err != nil || x.recent.complete() || x.recent.held != few {
		t.Fatalf("%d of %d are held, %v", x.recent.held, few, err)
	}
	if err := newQuery(t, x).words(docs[few : few+1]); err != nil || !x.recent.complete() || x.recent.held != 300 {
		t.Fatalf("%d of 300 are held, %v", x.recent.held, err)
	}
	if err := one.read(docs); err != nil { // begun before, it has rows to add
		t.Fatal(err)
	}
	fresh := newQuery(t, listed(t))
	ids := map[string]sequence{}
	if err := fresh.read(docs); err != nil {
		t.Fatal(err)
	}
	for _, doc := range docs {
		ids[fresh.seqs[doc].id] = fresh.seqs[doc].words
	}
	for _, doc := range docs {
		if k := x.recent.get(doc); k == nil || !slices.Equal(k.words, ids[k.id]) || k.pairs == nil || *k.pairs != *k.words.adjacent() {
			t.Errorf("document %d: %+v", doc, k)
		}
	}
	if x.recent.wantsAll(300) {
		t.Error("all are to be read again")
	}
}

// TestNeeded: of few words nearly all must occur, of many the weightiest or
// some; however many they are, their points can be counted.
func TestNeeded(t *testing.T) {
	units := func(n int) []unit {
		us := make([]unit, n)
		for i := range us {
			us[i].rarity = 1
		}
		return us
	}
	for _, tc := range []struct {
		n    int
		fill bool
		want int
	}{{1, false, 1}, {2, false, 2}, {3, false, 2}, {5, false, 4}, {5, true, 5}} {
		us := units(tc.n)
		if got := (&asking{fill: tc.fill}).needed(us); got != tc.want || us[0].points != 1 {
			t.Errorf("%d words, fill %v: %d needed, want %d", tc.n, tc.fill, got, tc.want)
		}
	}
	us := units(8)
	us[0].rarity = 9 // of 16 in all
	least := (&asking{}).needed(us)
	if int(us[0].points) < least || 7*int(us[1].points) >= least {
		t.Errorf("%d needed: the rare word has %d, each of the seven others %d", least, us[0].points, us[1].points)
	}
	for _, n := range []int{6, 64, 1000, 5000} {
		us, sum := units(n), 0
		least := (&asking{}).needed(us)
		for i := range us {
			sum += int(us[i].points)
		}
		if us[0].points == 0 || sum < least || sum > math.MaxUint16 {
			t.Errorf("%d words have %d points in all, %d needed", n, sum, least)
		}
	}
}

// TestTotalsAndLimits: how many are found does not hang on how many are shown,
// also where a phrase of frequent words is taken for granted.
func TestTotalsAndLimits(t *testing.T) {
	f := &fakeArchive{}
	for i := range 1200 {
		body := "Cảng cũ bên sông mới." // both words, not side by side
		if i%7 == 0 {
			body = "Cảng mới bên sông."
		}
		f.addArticle(extract.Article{ID: fmt.Sprintf("%04d", i), Body: body + strings.Repeat(" Quận ven biển.", i%11)}, i)
	}
	x, dir := built(t, f)
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	o := f.options()
	o.ReadOnly = true
	for _, q := range []string{`"cảng mới"`, `"cang moi"`, "cảng mới", `"cảng mới" sông`, `"cảng mới" -quận`} {
		n, err := parse(q)
		if err != nil {
			t.Fatal(err)
		}
		for _, guess := range []bool{false, true} {
			first := -1
			for _, limit := range []int{1, 5, 20, 100} {
				x := open(t, dir, o) // remembers nothing
				s := newQuery(t, x)
				if s.check = checkedToCount; guess {
					s.check = 10
				}
				h, err := s.rankedHits(t.Context(), n, Filter{Limit: limit})
				if err != nil {
					t.Fatal(err)
				}
				if first < 0 {
					first = h.Total
				}
				if h.Total != first || !guess && s.sampled || len(h.Hits) != min(limit, first) {
					t.Errorf("%s, guess %v: %d of %d shown at limit %d, %d at the first", q, guess, len(h.Hits), h.Total, limit, first)
				}
			}
		}
	}
}

// TestShortFormsAreChecked: what is said to hold a short form holds it or its
// long form, not the words of that here and there; whatever was asked before.
func TestShortFormsAreChecked(t *testing.T) {
	f := &fakeArchive{}
	const all = 900
	for i := range all {
		body := "Ủy viên họp ban chung với nhân viên và dân phố."
		switch i % 6 {
		case 0:
			body = "UBND họp."
		case 1:
			body = "Ủy ban nhân dân họp."
		}
		if i%2 == 0 {
			body += " Chuyện của cảng cá."
		}
		f.addArticle(extract.Article{ID: fmt.Sprintf("%03d", i), Body: body}, i)
	}
	x := read(t, f)
	for range 2 { // the second time all is remembered
		for _, tc := range []struct {
			query string
			want  int
		}{{"UBND", all / 3}, {"ubnd cảng", all / 6}, {"cảng UBND -cá", 0}, {"họp UBND", all / 3}, {`"cảng cá" UBND`, all / 6}, {`"họp ban"`, all * 2 / 3}} {
			for _, byDate := range []bool{false, true} {
				h, err := x.Search(t.Context(), tc.query, Filter{Limit: 3, AllSources: true, ByDate: byDate})
				if err != nil || h.Total != tc.want || h.About {
					t.Errorf("%s, by date %v: %d articles, about %v, %v; want %d", tc.query, byDate, h.Total, h.About, err, tc.want)
				}
			}
		}
	}
}

// TestNameOfFrequentWords: of a name whose every word is frequent that article
// is found which has them in a row, however many have them apart and are
// shorter; by the first query as by those that come after.
func TestNameOfFrequentWords(t *testing.T) {
	f := &fakeArchive{}
	const apart = checkedWhole + bareCandidates + 50
	for i := range apart {
		f.addArticle(extract.Article{ID: fmt.Sprintf("%04d", i), Body: "Miền Nam có mưa. Văn bản mới về. Lò đã tắt."}, i)
	}
	f.addArticle(extract.Article{ID: "name", Body: strings.Repeat("Chiều nay trời mưa. ", 2) + "Lò Văn Nam về nhất."}, apart)
	x := read(t, f)
	for i, q := range []string{"lo van nam", "Lò Văn Nam", "lo van nam", "lò văn nam"} {
		f := Filter{Limit: 10, Bare: i%2 == 0, AllSources: i%2 == 0}
		h, err := x.Search(t.Context(), q, f)
		if err != nil || len(h.Hits) != 10 || h.Hits[0].ID != "name" {
			i := slices.IndexFunc(h.Hits, func(h Hit) bool { return h.ID == "name" })
			t.Errorf("%q: it stands at %d of %d, %v", q, i, len(h.Hits), err)
		}
	}
}

// TestGuessedPhrase: where an abbreviation's long form was not looked for, for
// too many articles have its words, those come first that have them often.
func TestGuessedPhrase(t *testing.T) {
	f := &fakeArchive{}
	for i := range checkedToRank + bareCandidates + 50 {
		f.addArticle(extract.Article{ID: fmt.Sprintf("%04d", i), Body: "Bằng lái. Mặt đường. Phóng xe. Giải nhất. Trời hôm nay nắng."}, i)
	}
	f.addArticle(extract.Article{ID: "phrase", Body: "Giải phóng mặt bằng. Quận giải phóng mặt bằng, phường giải phóng mặt bằng."}, 5000)
	x := read(t, f)
	for _, q := range []string{"giải phóng mặt bằng", "giai phong mat bang", "gpmb"} {
		h, err := x.Search(t.Context(), q, Filter{Limit: 10, Bare: true, AllSources: true})
		if err != nil || len(h.Hits) == 0 || h.Hits[0].ID != "phrase" {
			t.Errorf("%q: %d hits, %v", q, len(h.Hits), err)
		}
	}
}
