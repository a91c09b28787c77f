package text

import (
	_ "embed"
	"strings"
	"unicode/utf8"
)

//go:embed rimes.txt
var rimeList string

//go:embed glued.txt
var gluedList string

const onsetList = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"

var onsets = newParts(onsetList)

var rimes = newParts(rimeList)

// gluedWords are the keywords at which a run of letters that is no syllable
// may be cut: one of the two parts must be among them.
var gluedWords = set(gluedList)

func set(list string) map[string]bool {
	m := make(map[string]bool)
	for _, line := range strings.Split(list, "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for _, w := range strings.Fields(line) {
			m[w] = true
		}
	}
	return m
}

// parts is a set of onsets or rimes, each one number of its letters, sixteen
// bits a letter: none has more than four. It is a hash table with room to spare.
type parts [512]uint64

func newParts(list string) *parts {
	var p parts
	for part := range set(list) {
		x := uint64(0)
		for _, r := range part {
			x = x<<16 | uint64(r)
		}
		i := p.slot(x)
		for p[i] != 0 {
			i = (i + 1) % len(p)
		}
		p[i] = x
	}
	return &p
}

func (p *parts) slot(x uint64) int { return int(x * 0x9e3779b97f4a7c15 >> 55) }

func (p *parts) has(x uint64) bool {
	for i := p.slot(x); p[i] != 0; i = (i + 1) % len(p) {
		if p[i] == x {
			return true
		}
	}
	return false
}

// sound is a letter without its tone.
type sound struct {
	base         uint16
	toned, vowel bool
}

// sounds holds the sound of every code point below 0x1f00.
var sounds = func() (t [0x1f00]sound) {
	for r := range rune(len(t)) {
		tone, base := splitTone(r)
		t[r] = sound{uint16(base), tone > 0, isVowel(base)}
	}
	return t
}()

// IsSyllable reports whether key (see Key) can be a Vietnamese syllable: an
// onset or none, a rime that the language has, at most one tone.
func IsSyllable(key string) bool {
	if len(key) > 16 {
		return false
	}
	var onset, rime uint64 // the consonants before the first vowel, and the rest
	letters, tones := 0, 0 // of the rime; of all
	first := 'a'           // letter of the rime
	for i := 0; i < len(key); {
		r, n := rune(key[i]), 1
		if r >= utf8.RuneSelf {
			if r, n = decode(key, i); r >= rune(len(sounds)) {
				return false
			}
		}
		i += n
		s := &sounds[r]
		if s.toned {
			tones++
		}
		if letters == 0 {
			if !s.vowel {
				onset = onset<<16 | uint64(s.base)
				continue
			}
			first = rune(s.base)
		}
		rime = rime<<16 | uint64(s.base)
		letters++
	}
	if tones > 1 || letters == 0 || letters > 5 {
		return false
	}
	if letters < 5 && (onset == 0 || onsets.has(onset)) && rimes.has(rime) {
		return true
	}
	if letters > 1 && (onset == 'g' && first == 'i' || onset == 'q' && first == 'u') {
		if letters < 5 {
			rime &^= uint64(first) << (16 * (letters - 1))
		}
		return rimes.has(rime)
	}
	return false
}

// splitGlued gives the byte at which a run of five letters or more falls into
// two syllables of which one is a keyword ("thángước" → tháng|ước), or 0 where
// the run is a word as it stands or where the cut is not certain.
func splitGlued(w string) int {
	if len(w) > 40 || utf8.RuneCountInString(w) < 5 || caseOf(w) == Upper {
		return 0
	}
	key := Key(w)
	if len(key) != len(w) || IsSyllable(key) {
		return 0
	}
	found := 0
	for i := range key {
		if i < 2 {
			continue
		}
		a, b := key[:i], key[i:]
		if !gluedWords[a] && !gluedWords[b] || !IsSyllable(a) || !IsSyllable(b) {
			continue
		}
		if found != 0 {
			return 0
		}
		found = i
	}
	return found
}
