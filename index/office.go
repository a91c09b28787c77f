package index

import (
	"context"
	"slices"
	"strings"

	"khotin/extract/official"
	territory "khotin/extract/place"
	"khotin/extract/text"
)

// asked is an office or a body as somebody types it.
type asked struct {
	words []string // of its key, without the unit's name
	unit  string   // in full, "" where none is named
}

// askedFor reads the words of an office or a body: with its unit where they
// name one the way articles do, "Quận ủy Lê Chân", else where they end in the
// name of one in small letters, without marks or without its type, "ubnd quan
// le chan", and nothing known in column, office_key or org_key, holds them as
// they stand: "so van hoa" is no committee of xã Văn Hóa.
func (x *Index) askedFor(ctx context.Context, words, column string, f Filter) (asked, error) {
	a := asked{words: strings.Fields(official.Key(words)), unit: official.PostOf(withHead(words, column), "").Place}
	if a.unit != "" {
		return a, nil
	}
	rest, name := unitAtEnd(words)
	if name == "" {
		return a, nil
	}
	keys, err := x.officeKeys(ctx, column, "")
	if err != nil {
		return a, err
	}
	for _, k := range keys {
		if holdsInOrder(folds(k), a.words) {
			return a, nil
		}
	}
	m, err := x.Meaning(ctx, name, f)
	return asked{strings.Fields(official.Key(rest)), m.Unit}, err
}

// withHead makes a body, for which column holds keys, an office of it.
func withHead(words, column string) string {
	if column == "org_key" {
		return "Chủ tịch " + words
	}
	return words
}

// mostUnitSyllables is more than the names of units have.
const mostUnitSyllables = 5

// unitAtEnd cuts words before the name of the unit that they end in, the
// longest there is, and gives that with its type where one stands before it,
// also within a committee's name: "quan uy le chan" is "quan uy" of "quận lê
// chân"; "" and "" where they end in none.
func unitAtEnd(words string) (rest, unit string) {
	ws := strings.Fields(text.Normalize(words))
	for n := min(mostUnitSyllables, len(ws)-1); n > 0; n-- {
		at := len(ws) - n
		units := territory.Units(strings.Join(ws[at:], " "))
		if len(units) == 0 {
			continue
		}
		name := strings.Join(ws[at:], " ")
		typed := placeOf(name).typed()
		if typed {
			at = len(ws) - len(strings.Fields(units[0].Name))
		}
		rest = strings.Join(ws[:at], " ")
		if level := committeeLevel(ws[:at]); !typed && level != "" {
			if i := slices.IndexFunc(units, func(u territory.Unit) bool { return u.Level == level }); i >= 0 {
				return rest, units[i].Full()
			}
		}
		return rest, name
	}
	return "", ""
}

// committeeLevel gives the type of unit that the name of a Party committee at
// the end of words tells: "quận ủy".
func committeeLevel(words []string) string {
	last := text.Fold(strings.Join(words[max(0, len(words)-2):], " "))
	for _, l := range [...]string{"quận", "huyện", "tỉnh", "phường", "xã"} {
		if last == text.Fold(l)+" uy" {
			return l
		}
	}
	if last == "thanh uy" {
		return "thành phố"
	}
	return ""
}

// officeKeys gives the distinct values of office_key or org_key of officials,
// in a unit or everywhere.
func (x *Index) officeKeys(ctx context.Context, column, unit string) ([]string, error) {
	if unit != "" {
		var c conditions
		c.place("o", unit)
		rows, err := x.rows.QueryContext(ctx, `SELECT DISTINCT o.`+column+` FROM officials o`+c.where(), c.args...)
		return columnOf[string](rows, err)
	}
	// From one value to the next in the index: they are few beside the rows.
	rows, err := x.rows.QueryContext(ctx, `WITH RECURSIVE k(key) AS (SELECT min(`+column+`) FROM officials UNION ALL
		SELECT (SELECT min(o.`+column+`) FROM officials o WHERE o.`+column+` > k.key) FROM k WHERE k.key IS NOT NULL)
		SELECT key FROM k WHERE key IS NOT NULL`)
	return columnOf[string](rows, err)
}

// offices gives the keys of the offices in a unit, or anywhere, that words ask
// for: the office so named; where there is none, or no unit is asked for, also
// those that begin so, "chủ tịch ubnd" of a quận; else those that hold all the
// words. Who is asked for by the head of an office is not its deputy.
func (x *Index) offices(ctx context.Context, a asked) ([]string, error) {
	keys, err := x.officeKeys(ctx, "office_key", a.unit)
	if err != nil || len(a.words) == 0 {
		return nil, err
	}
	var whole, begin, hold []string
	for _, k := range keys {
		in := folds(k)
		n := aligned(in, a.words)
		switch {
		case n == len(in) && n > 0:
			whole = append(whole, k)
		case n > 0:
			begin = append(begin, k)
		case len(in) > 1 && in[0].key == "phó" && aligned(in[1:], a.words[:1]) > 0:
		case holdsAll(in, a.words):
			hold = append(hold, k)
		}
	}
	switch {
	case len(whole) > 0 && a.unit != "":
		return whole, nil
	case len(whole)+len(begin) > 0:
		return append(whole, begin...), nil
	}
	return hold, nil
}

// bodies gives the keys of a body and of its standing committee: those so
// named, else those so named in other spelling and, of one unit, without its
// type: "UBND Lê Chân".
func (x *Index) bodies(ctx context.Context, a asked) ([]string, error) {
	key := strings.Join(a.words, " ")
	named := []string{key}
	for _, of := range standing {
		named = append(named, of+key)
	}
	var known int
	err := x.rows.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM officials WHERE org_key = ?)`, key).Scan(&known)
	if err != nil || known > 0 && a.unit == "" { // nothing more is to be found
		return named, damage(err)
	}
	keys, err := x.officeKeys(ctx, "org_key", a.unit)
	if err != nil || slices.ContainsFunc(keys, func(k string) bool { return slices.Contains(named, k) }) {
		return named, err
	}
	level := strings.TrimSuffix(placeOf(a.unit).full, placeOf(a.unit).bare)
	for _, k := range keys {
		body := k
		for _, of := range standing {
			body = strings.TrimPrefix(body, of)
		}
		in := folds(body)
		n := aligned(in, a.words)
		if n > 0 && (n == len(in) || level != "" && unmarkedWords(in[n:])+" " == level) {
			named = append(named, k)
		}
	}
	return named, nil
}

// standing are the standing committees of bodies, by their keys.
var standing = [...]string{"ban thường vụ ", "thường trực "}

// syllable is a word of a key.
type syllable struct{ key, folded string }

func folds(key string) []syllable {
	ws := strings.Fields(key)
	out := make([]syllable, len(ws))
	for i, w := range ws {
		out[i] = syllable{w, text.Fold(w)}
	}
	return out
}

func unmarkedWords(in []syllable) string {
	var ws []string
	for _, s := range in {
		ws = append(ws, s.folded)
	}
	return strings.Join(ws, " ")
}

// met gives how many words of a key, from its first on, a word stands for: one
// of the same letters, the marks left out where the word has none, or those of
// which it is the first letters, "hdnd"; 0 for none.
func met(in []syllable, word string) int {
	bare := text.Fold(word)
	if len(in) > 0 && (in[0].key == word || word == bare && in[0].folded == bare) {
		return 1
	}
	if len(bare) < 2 || len(bare) > len(in) {
		return 0
	}
	for i := range len(bare) {
		if !strings.HasPrefix(in[i].folded, bare[i:i+1]) {
			return 0
		}
	}
	return len(bare)
}

// aligned gives how many words of a key the words stand for that it begins
// with, 0 where it does not begin with them all.
func aligned(in []syllable, words []string) int {
	at := 0
	for _, w := range words {
		n := met(in[at:], w)
		if n == 0 {
			return 0
		}
		at += n
	}
	return at
}

// holdsAll reports whether every word stands for something in a key.
func holdsAll(in []syllable, words []string) bool {
	for _, w := range words {
		if !holdsInOrder(in, []string{w}) {
			return false
		}
	}
	return len(words) > 0
}

// holdsInOrder reports whether a key has the words side by side.
func holdsInOrder(in []syllable, words []string) bool {
	for i := range in {
		if aligned(in[i:], words) > 0 {
			return true
		}
	}
	return false
}
