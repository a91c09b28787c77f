package index

import (
	"math"
	"slices"
)

// Weights of the second step, against a word of the body. They were settled
// on questions about news that are not part of this project.
const (
	meantWeight  = 0.8  // what the query means against what it says
	bareWeight   = 0.97 // a word with diacritics where none are regarded
	foldedWeight = 0.5  // a word with other diacritics than typed
	rarityPower  = 0.7  // of a word's rarity in its weight
	pairWeight   = 2.5  // of words side by side, against the words themselves
	looseWeight  = 0.2  // of such words with one between them, or turned round
	titleWeight  = 0.15
	windowWeight = 0.7 // of the best passage
	windowWords  = 50
	nearWeight   = 1.5 // of the best few words side by side or nearly so
	nearWords    = 15
	pairSaturate = 1.2
	wholeWeight  = 1.5 // of all words of a short query in a row, against all its words
	pairFloor    = 0.2 // of a pair that every candidate has
)

// scorer counts what sequences hold of a question.
type scorer struct {
	terms   []term
	weights []float64 // of each term
	pair    []bool    // pair[i]: terms i-1 and i stand side by side in the query
	alts    []alt
	average float64 // words of an article
	all     float64 // sum of weights

	first [256]uint16 // by the low byte of the hash: a term in next, plus one
	next  []uint16
	found []occurrence
	tf    []float64 // of the article at hand
	pairs []float64
	count []int // of terms in a window; zero between two

	pairRarity []float64 // of each term's pair with the one before
}

// alt is another way to say terms [from, to): "ubnd".
type alt struct {
	ways     []term
	from, to int
}

// occurrence is where terms [from, to) of the question stand.
type occurrence struct {
	start, end int // words [start, end)
	from, to   int
	weight     float64
}

// newScorer makes the scorer of units over terms; weights are idf of each term.
func newScorer(us []unit, ts []term, pair []bool, rarity []float64, average float64) *scorer {
	n := min(len(ts), math.MaxUint16)
	c := &scorer{terms: ts[:n], pair: pair, average: average, next: make([]uint16, n), count: make([]int, n)}
	for i := range c.terms {
		w := math.Pow(rarity[i], rarityPower)
		if slices.ContainsFunc(c.terms[:i], func(t term) bool { return t.sign == c.terms[i].sign }) {
			w *= 0.3 // said already
		}
		c.weights = append(c.weights, w)
		c.all += w
		b := byte(c.terms[i].sign.fold)
		c.next[i], c.first[b] = c.first[b], uint16(i+1)
	}
	for i := range us {
		if us[i].to > n {
			continue
		}
		for k, w := range us[i].ways {
			if k > 0 && us[i].to > us[i].from && len(w) > 0 && !slices.Equal(w, ts[us[i].from:us[i].to]) {
				c.alts = append(c.alts, alt{w, us[i].from, us[i].to})
			}
		}
	}
	return c
}

// like gives how well a word of a text is a term: 1 as typed, less with other
// diacritics, 0 for another word.
func like(s signature, t *term) float64 {
	switch {
	case s.fold != t.sign.fold:
		return 0
	case s.mark == t.sign.mark:
		return 1
	case t.fold:
		return bareWeight
	}
	return foldedWeight
}

// find notes where the terms stand.
func (c *scorer) find(s sequence) {
	c.found = c.found[:0]
	i := 0
	for at := sequenceHead; at+signatureSize <= len(s); at += signatureSize {
		if k := c.first[s[at]]; k != 0 {
			sg, _ := s.at(i)
			for ; k != 0; k = c.next[k-1] {
				if w := like(sg, &c.terms[k-1]); w > 0 {
					c.found = append(c.found, occurrence{i, i + 1, int(k - 1), int(k), w})
				}
			}
		}
		for a := range c.alts {
			if al := &c.alts[a]; byte(al.ways[0].sign.fold) == s[at] && standsIn(s, i, al.ways) {
				c.found = append(c.found, occurrence{i, i + len(al.ways), al.from, al.to, meantWeight})
			}
		}
		i++
	}
}

// standsIn reports whether the words of s from i are the terms, in one
// sentence.
func standsIn(s sequence, i int, ts []term) bool {
	if i+len(ts) > s.len() {
		return false
	}
	for k := range ts {
		sg, breaks := s.at(i + k)
		if k > 0 && breaks || sg.fold != ts[k].sign.fold || !ts[k].fold && sg.mark != ts[k].sign.mark {
			return false
		}
	}
	return true
}

// holds reports whether s has the terms side by side.
func holds(s sequence, ts []term) bool {
	if len(ts) == 0 || s.len() < len(ts) {
		return false
	}
	// Most words are told from the first term by one byte.
	low, last := byte(ts[0].sign.fold), sequenceHead+signatureSize*(s.len()-len(ts))
	for at := sequenceHead; at <= last; at += signatureSize {
		if s[at] == low && standsIn(s, (at-sequenceHead)/signatureSize, ts) {
			return true
		}
	}
	return false
}

// evidence is what an article holds of a question.
type evidence struct {
	tf, pairs, title []float64
	window, near     float64 // weight of the best passages
	norm             float64
}

// measure gathers the evidence of an article.
func (c *scorer) measure(s sequence) (m evidence) {
	c.find(s)
	n := len(c.terms)
	all := make([]float64, 3*n)
	m.tf, m.pairs, m.title = all[:n], all[n:2*n], all[2*n:]
	c.tf, c.pairs = m.tf, m.pairs
	title := s.title()
	for x := range c.found {
		o := &c.found[x]
		for t := o.from; t < o.to; t++ {
			c.tf[t] += o.weight
			if o.start < title {
				m.title[t] = max(m.title[t], o.weight)
			}
			if t > o.from {
				c.pairs[t] += o.weight
			}
		}
		c.neighbours(s, x)
	}
	m.norm = saturation * (1 - lengthNorm + lengthNorm*float64(s.len())/c.average)
	m.window, m.near = c.window(windowWords), c.window(nearWords)
	return m
}

// weighPairs weighs pairs by how few of some candidates have them. Nothing else
// tells how rare a pair is, and of words that are all frequent the rare pairs
// say what is asked for.
func (c *scorer) weighPairs(ms []evidence) {
	c.pairRarity = make([]float64, len(c.terms))
	n := float64(len(ms))
	for t := range c.terms {
		df := 0.0
		for i := range ms {
			if ms[i].pairs[t] > 0 {
				df++
			}
		}
		c.pairRarity[t] = pairFloor + math.Log(1+(n-df+0.5)/(df+0.5))/math.Log(1+(n+0.5)/0.5)
	}
}

// score gives the score of an article, and the share of the question's weight
// that it holds; weighPairs comes first.
func (c *scorer) score(m *evidence) (score, share float64) {
	for t, w := range c.weights {
		if m.tf[t] == 0 {
			continue
		}
		share += w * min(1, m.tf[t])
		score += w * (m.tf[t]*(saturation+1)/(m.tf[t]+m.norm) + titleWeight*m.title[t])
		if p := m.pairs[t]; p > 0 && t > 0 {
			score += pairWeight * c.pairRarity[t] * (w + c.weights[t-1]) / 2 * p * (1 + pairSaturate) / (p + pairSaturate)
		}
	}
	return score + windowWeight*m.window + nearWeight*m.near, share / c.all
}

// neighbours counts the terms that stand beside occurrence x as they do in the
// question.
func (c *scorer) neighbours(s sequence, x int) {
	o := &c.found[x]
	for y := x + 1; y < len(c.found); y++ {
		p := &c.found[y]
		if p.start > o.end+1 {
			break
		}
		if p.start < o.end {
			continue
		}
		if _, breaks := s.at(p.start); breaks {
			continue
		}
		w := min(o.weight, p.weight)
		switch {
		case p.from == o.to && c.pair[p.from]:
			if p.start > o.end {
				w *= looseWeight
			}
			c.pairs[p.from] += w
		case p.to == o.from && c.pair[o.from] && p.start == o.end:
			c.pairs[o.from] += w * looseWeight
		}
	}
}

// window gives the weight of the terms in the best passage of so many words.
func (c *scorer) window(words int) float64 {
	count := c.count
	clear(count)
	best, sum := 0.0, 0.0
	tail := 0
	for x := range c.found {
		o := &c.found[x]
		for t := o.from; t < o.to; t++ {
			if count[t]++; count[t] == 1 {
				sum += c.weights[t]
			}
		}
		for c.found[tail].start < o.start-words {
			for t := c.found[tail].from; t < c.found[tail].to; t++ {
				if count[t]--; count[t] == 0 {
					sum -= c.weights[t]
				}
			}
			tail++
		}
		best = max(best, sum)
	}
	return best
}
