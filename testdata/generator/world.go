// Package generator makes any of a million articles of made-up communes' news,
// the same from the same seed, and knows the facts that each of them states. An
// archive of any size so has a truth to hold the answers against. Names of the
// communes are real; people, figures and events are made up.
package generator

import (
	"bufio"
	_ "embed"
	"fmt"
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
	"time"
)

//go:embed places.txt
var placesText string

//go:embed topics.txt
var topicsText string

const (
	firstYear = 2009
	years     = 16
	months    = 12 * years
)

// Place is a commune: its type ("xã", "phường", "thị trấn"), its name and the
// district it lay in, with its type.
type Place struct{ Type, Name, District string }

// String is the place as texts name it: "xã An Bình".
func (p Place) String() string { return p.Type + " " + p.Name }

// Indicator is something that the articles give figures for.
type Indicator struct {
	Name     string // as written at the head of a sentence
	Unit     string
	Decimals int
	Least    float64 // of a year
	Most     float64
	Kind     string // "flow" adds up over the year, "stock" and "share" stand at its end
}

// Topic is what an article tells of.
type Topic struct {
	Name, Category, Event string
	Indicators            []Indicator // three
}

// World is the communes, what is told of them, and who holds office there.
// Its methods may be called by several goroutines.
type World struct {
	seed      uint64
	places    []Place
	topics    []Topic
	sentences map[string][]pattern
	slugs     map[rune]byte
	turn      [2]int // n-th pair of month and topic is turn[0]·n + turn[1], modulo the pairs
}

// New makes the world of a seed.
func New(seed uint64) (*World, error) {
	w := &World{seed: seed, slugs: slugs()}
	for line := range lines(placesText) {
		name, rest, ok1 := strings.Cut(line, "\t")
		kind, district, ok2 := strings.Cut(rest, ", ")
		if !ok1 || !ok2 {
			return nil, fmt.Errorf("generator: places: %q", line)
		}
		w.places = append(w.places, Place{Type: kind, Name: name, District: district})
	}
	if err := w.readTopics(); err != nil {
		return nil, err
	}
	var err error
	if w.sentences, err = readSentences(); err != nil {
		return nil, err
	}
	pairs := months * len(w.topics)
	r := rand.New(rand.NewPCG(seed, 1))
	w.turn = [2]int{1 + r.IntN(pairs-1), r.IntN(pairs)}
	for common(w.turn[0], pairs) != 1 {
		w.turn[0]++
	}
	return w, nil
}

// lines gives the lines of a lexicon without comments and empty lines.
func lines(s string) func(func(string) bool) {
	return func(yield func(string) bool) {
		for sc := bufio.NewScanner(strings.NewReader(s)); sc.Scan(); {
			line := strings.TrimSpace(sc.Text())
			if line != "" && !strings.HasPrefix(line, "#") && !yield(line) {
				return
			}
		}
	}
}

func (w *World) readTopics() error {
	for line := range lines(topicsText) {
		head, isHead := strings.CutPrefix(line, "= ")
		f := strings.Split(head, " | ")
		switch {
		case isHead && len(f) == 3:
			w.topics = append(w.topics, Topic{Name: f[0], Category: f[1], Event: f[2]})
			continue
		case isHead || len(f) != 6 || len(w.topics) == 0:
			return fmt.Errorf("generator: topics: %q", line)
		}
		decimals, err1 := strconv.Atoi(f[2])
		least, err2 := strconv.ParseFloat(f[3], 64)
		most, err3 := strconv.ParseFloat(f[4], 64)
		if err1 != nil || err2 != nil || err3 != nil {
			return fmt.Errorf("generator: topics: %q", line)
		}
		t := &w.topics[len(w.topics)-1]
		t.Indicators = append(t.Indicators, Indicator{f[0], f[1], decimals, least, most, f[5]})
	}
	return nil
}

func common(a, b int) int {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

// Len is how many articles the world has: one for each commune, month and
// topic.
func (w *World) Len() int { return len(w.places) * months * len(w.topics) }

// Places gives the communes.
func (w *World) Places() []Place { return w.places }

// Topics gives what is told of them.
func (w *World) Topics() []Topic { return w.topics }

// occasion is what the n-th article is about. Any run of articles touches all
// communes alike and scatters over months and topics.
func (w *World) occasion(n int) (place, month, topic int) {
	pairs := months * len(w.topics)
	pair := (n/len(w.places)*w.turn[0] + w.turn[1]) % pairs
	return n % len(w.places), pair % months, pair / months
}

// hash mixes the seed and some numbers into one of 64 bits (SplitMix64's
// finaliser at each step).
func (w *World) hash(parts ...int) uint64 {
	h := w.seed ^ 0x9e3779b97f4a7c15
	for _, p := range parts {
		h += uint64(p)*0xbf58476d1ce4e5b9 + 0x9e3779b97f4a7c15
		h = (h ^ h>>30) * 0xbf58476d1ce4e5b9
		h = (h ^ h>>27) * 0x94d049bb133111eb
		h ^= h >> 31
	}
	return h
}

// share is a number from 0 to 1 that the parts alone decide.
func (w *World) share(parts ...int) float64 { return float64(w.hash(parts...)>>11) / (1 << 53) }

// level is the value of an indicator from January to the end of a month (a
// flow), or at its end, rounded as it is printed. It is never zero.
func (w *World) level(place, topic, i, month int) float64 {
	ind := w.topics[topic].Indicators[i]
	year, m := month/12, month%12+1
	v := ind.Least + (ind.Most-ind.Least)*w.share(1, place, topic, i)
	noise := 0.97 + 0.06*w.share(2, place, topic, i, month)
	switch ind.Kind {
	case "flow":
		v *= math.Pow(1+0.12*w.share(3, place, topic, i), float64(year)) * float64(m) / 12 * noise
	case "stock":
		v *= math.Pow(1+0.08*w.share(3, place, topic, i), float64(year)) * noise
	default: // a share moves a little about its mean and stays under 100
		v = math.Min(v*(0.96+0.08*w.share(2, place, topic, i, month)), 99.4)
	}
	v = round(v, ind.Decimals)
	return max(v, math.Pow10(-ind.Decimals))
}

// plan is what was asked for the whole year.
func (w *World) plan(place, topic, i, month int) float64 {
	return w.level(place, topic, i, month/12*12+11) * (0.9 + 0.2*w.share(4, place, topic, i, month/12))
}

func round(v float64, decimals int) float64 {
	p := math.Pow10(decimals)
	return math.Round(v*p) / p
}

// day is when the event of an occasion is held: late in its month.
func (w *World) day(place, month, topic int) time.Time {
	d := 22 + int(w.hash(5, place, month, topic)%6)
	return time.Date(firstYear+month/12, time.Month(month%12+1), d, 0, 0, 0, 0, time.UTC)
}
