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

var onsets = set("b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x")

var rimes = set(rimeList)

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

// IsSyllable reports whether key (see Key) can be a Vietnamese syllable: an
// onset or none, a rime that the language has, at most one tone.
func IsSyllable(key string) bool {
	var buf [16]byte
	if len(key) > len(buf) {
		return false
	}
	return isSyllable(append(buf[:0], key...))
}

func isSyllable(key []byte) bool {
	if len(key) > 16 {
		return false
	}
	var buf [24]byte
	b := buf[:0]
	tones := 0
	for i := 0; i < len(key); {
		r, n := utf8.DecodeRune(key[i:])
		i += n
		t, base := splitTone(r)
		if t != 0 {
			tones++
		}
		b = utf8.AppendRune(b, base)
	}
	if tones > 1 {
		return false
	}
	for cut := min(3, len(b)); cut > 0; cut-- {
		if onsets[string(b[:cut])] && rimes[string(b[cut:])] {
			return true
		}
	}
	// gi before i is written once (gì, giếng), qu before a rime of its own.
	return rimes[string(b)] || len(b) > 1 && b[0] == 'g' && b[1] == 'i' && rimes[string(b[1:])]
}

// splitGlued gives the byte at which a run of letters falls into two
// syllables of which one is a keyword ("thángước" → tháng|ước), or 0 where
// the run is a word as it stands or where the cut is not certain.
func splitGlued(w string) int {
	if len(w) < 5 || len(w) > 40 || utf8.RuneCountInString(w) < 5 {
		return 0
	}
	var buf [48]byte
	lower := appendLower(buf[:0], w)
	if len(lower) != len(w) || isSyllable(lower) || caseOf(w) == Upper {
		return 0
	}
	key := string(lower)
	found := 0
	for i := range key {
		if i < 2 || !utf8.RuneStart(key[i]) {
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
