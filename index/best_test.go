package index

import (
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"khotin/extract"
)

func TestPush(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for n := 1; n < 40; n++ {
		var heap, all []scored
		for doc := range uint32(100) {
			v := scored{doc, float64(r.IntN(1000)) + float64(doc)/1000}
			all = append(all, v)
			heap = push(heap, v, n)
			least := slices.MinFunc(heap, func(a, b scored) int { return cmp.Compare(a.score, b.score) })
			if heap[0] != least {
				t.Fatalf("%d greatest of %d: %v stands first, the least is %v", n, doc+1, heap[0], least)
			}
		}
		down := func(a, b scored) int { return cmp.Compare(b.score, a.score) }
		slices.SortFunc(heap, down)
		slices.SortFunc(all, down)
		if !slices.Equal(heap, all[:n]) {
			t.Fatalf("%d greatest: %v, want %v", n, heap, all[:n])
		}
	}
}

// TestAddList holds the scores of a list against those of postings, one by one.
func TestAddList(t *testing.T) {
	s := &asking{average: 120}
	docs := []uint32{1, 4, 65, 67}
	l := &termList{docs: setOf(docs), freqs: []uint8{1, 3, 255, 2}, words: make([]uint16, 68)}
	l.words[1], l.words[4], l.words[65], l.words[67] = 10, 120, 65535, 400
	var within docset
	within.add(4)
	within.add(67)
	for _, bounded := range []bool{false, true} {
		scores, counts := make([]float32, 68), make([]uint16, 68)
		scores[4] = 2
		s.addList(l, &unit{weight: 1.5, points: 1}, within, bounded, scores, counts)
		for doc := range uint32(68) {
			want, count := 0.0, uint16(0)
			if doc == 4 {
				want = 2
			}
			if i := slices.Index(docs, doc); i >= 0 && (!bounded || within.has(doc)) {
				want += s.bm25(1.5, float64(l.freqs[i]), float64(l.words[doc]))
				count = 1
			}
			if math.Abs(float64(scores[doc])-want) > 1e-5 || counts[doc] != count {
				t.Errorf("bounded %v: document %d scores %v with %d words, want %v with %d", bounded, doc, scores[doc], counts[doc], want, count)
			}
		}
	}
}

// TestBM25: more occurrences count more, and less than so many times; longer
// articles count less.
func TestBM25(t *testing.T) {
	s := &asking{average: 100}
	if got := s.bm25(2, 1, 100); math.Abs(got-2) > 1e-9 {
		t.Errorf("once in an article of average length counts %v, want the weight", got)
	}
	if one, two := s.bm25(1, 1, 100), s.bm25(1, 2, 100); two <= one || two >= 2*one {
		t.Errorf("once counts %v, twice %v", one, two)
	}
	if short, long := s.bm25(1, 1, 50), s.bm25(1, 1, 500); short <= long {
		t.Errorf("in 50 words it counts %v, in 500 %v", short, long)
	}
}

func TestTake(t *testing.T) {
	var within docset
	for _, doc := range []uint32{3, 64, 200} {
		within.add(doc)
	}
	s := &asking{keepAll: true}
	top, total, err := s.take(within)
	if err != nil || total != 3 || len(top) != 3 || top[1].doc != 64 || !slices.Equal(s.matched.list(), within.list()) || !slices.Equal(s.all.list(), within.list()) {
		t.Errorf("%v, %d, %v; matched %v", top, total, err, s.matched.list())
	}
	s.matched.add(5)
	if within.has(5) {
		t.Error("the caller's set was changed")
	}
}

// TestAdjacent: no article that holds words side by side is passed over, and
// most others are.
func TestAdjacent(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	words := make([]token, 0, 400)
	for range 400 {
		k := string(rune('a'+r.IntN(26))) + string(rune('a'+r.IntN(26)))
		words = append(words, token{word: keyWord(k)})
	}
	s := newSequence(words[:20], words[20:])
	pairs := s.adjacent()
	passed := 0
	for range 2000 {
		i, n := r.IntN(397), 2+r.IntN(3)
		var ts []term
		for _, w := range words[i : i+n] {
			ts = append(ts, term{key: w.key, sign: w.sign})
		}
		if !holds(s, ts) && i+n <= 20 || !pairs.has(pairBits(ts)) {
			t.Fatalf("words %d to %d are passed over", i, i+n)
		}
		slices.Reverse(ts)
		if !pairs.has(pairBits(ts)) {
			passed++
			if holds(s, ts) {
				t.Fatalf("%v stand side by side and are passed over", ts)
			}
		}
	}
	if passed < 1000 {
		t.Errorf("%d of 2000 were passed over", passed)
	}
	if short := (sequence{0, 0}); short.adjacent().has(pairBits([]term{{key: "a"}, {key: "b"}})) {
		t.Error("an article without words may hold some")
	}
}

// TestNearWords: of two articles with the same words, that one goes first which
// has them nearer together, also within one passage.
func TestNearWords(t *testing.T) {
	f := &fakeArchive{}
	between := strings.Repeat(" bên", 5)
	f.addArticle(extract.Article{ID: "far", Body: "Cảng" + between + between + " sông" + between + between + " cầu" + between + between + " chợ."}, 0)
	f.addArticle(extract.Article{ID: "near", Body: "Cảng" + between + " cầu bên sông" + between + " chợ" + between + between + strings.Repeat(between, 2) + "."}, 1)
	x, _ := built(t, f)
	for _, q := range []string{"cảng sông chợ cầu", "cang song cho cau"} {
		h, err := x.Search(t.Context(), q, Filter{Limit: 2})
		if err != nil || len(h.Hits) != 2 || h.Hits[0].ID != "near" || h.Hits[0].Score <= h.Hits[1].Score {
			t.Errorf("%s: %+v, %v", q, h.Hits, err)
		}
	}
}

// TestBareFills: where hits are only ranked, also those come that hold little of
// a question, after the others; else they are not among what is found.
func TestBareFills(t *testing.T) {
	f := &fakeArchive{}
	for i, body := range []string{"Cảng bên sông có cầu, chợ và trường.", "Cầu.", "Đất rừng.", "Cảng bên sông có chợ và trường."} {
		f.addArticle(extract.Article{ID: fmt.Sprint(i), Body: body}, i)
	}
	x, _ := built(t, f)
	for bare, want := range map[bool]string{true: "0 3 1", false: "0 3"} {
		h, err := x.Search(t.Context(), "cảng sông cầu chợ trường", Filter{Limit: 5, Bare: bare, AllSources: true})
		var got []string
		for _, hit := range h.Hits {
			got = append(got, hit.ID)
		}
		if err != nil || strings.Join(got, " ") != want {
			t.Errorf("bare %v: %q, want %q (%v)", bare, got, want, err)
		}
	}
}

// TestMayHold: what holds words side by side has evidence of each pair of them,
// with other diacritics and with words between, too.
func TestMayHold(t *testing.T) {
	f := &fakeArchive{}
	for i, body := range []string{"Ông Hứa Văn Lâm.", "Ông Hứa. Văn Lâm.", "Lâm Văn Hứa.", "ông hua van lam", "Hứa và Văn và Lâm.", "Hứa Hứa Văn Lâm Lâm"} {
		f.addArticle(extract.Article{ID: fmt.Sprint(i), Body: body}, i)
	}
	x, _ := built(t, f)
	holding := 0
	for _, q := range []string{"Hứa Văn Lâm", "hua van lam", "Hứa Hứa Văn", "Văn Lâm"} {
		for _, m := range []mode{exact, folded} {
			s := newQuery(t, x)
			typed := s.builder(m)
			s.look = typed
			toks := tokenize(q)
			c, err := s.scorer(toks, typed)
			if err != nil {
				t.Fatal(err)
			}
			whole := s.whole(toks)
			all, err := s.everything()
			if err == nil {
				err = s.words(all.list())
			}
			if err != nil || whole == nil {
				t.Fatal(whole, err)
			}
			for _, doc := range all.list() {
				e := c.measure(s.seqs[doc].words)
				if holds(s.seqs[doc].words, whole) {
					holding++
					if !e.mayHold(whole) {
						t.Errorf("%s in mode %d: article %s is said not to hold it", q, m, s.seqs[doc].id)
					}
				}
			}
		}
	}
	if holding < 8 {
		t.Errorf("only %d hold what is looked for", holding)
	}
}
