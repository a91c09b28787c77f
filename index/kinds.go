package index

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/blevesearch/bleve/v2/search"

	"khotin/extract/text"
	"khotin/index/query"
)

// MeetingKinds are the kinds of meetings that articles are read for.
var MeetingKinds = []string{"hội nghị", "kỳ họp", "phiên họp", "đại hội", "hội thảo", "lễ", "buổi làm việc", "kiểm tra"}

// KindError tells that no kind of meeting is named so.
type KindError struct {
	Kind string // as typed
	Near string // the kind that is spelled almost so, "" for none
}

// Error implements error.
func (e *KindError) Error() string { return fmt.Sprintf("%q is no kind of meeting", e.Kind) }

// Hint gives the way out.
func (e *KindError) Hint() string {
	if e.Near != "" {
		return fmt.Sprintf("did you mean %q? the kinds are %s", e.Near, strings.Join(MeetingKinds, ", "))
	}
	return "the kinds are " + strings.Join(MeetingKinds, ", ")
}

// MeetingKind gives the kind of meeting that words name, in any case and with
// or without diacritics; "" is none. Wrong diacritics and other words give a
// *KindError.
func MeetingKind(words string) (string, error) {
	key := strings.Join(strings.Fields(text.Key(text.Normalize(words))), " ")
	if key == "" || slices.Contains(MeetingKinds, key) {
		return key, nil
	}
	folded := text.Fold(key)
	out := &KindError{Kind: words}
	least := utf8.RuneCountInString(folded)/3 + 1 // letters that may differ, and one
	for _, kind := range MeetingKinds {
		n := search.LevenshteinDistance(folded, text.Fold(kind))
		if n == 0 && key == folded {
			return kind, nil
		}
		if n < least {
			out.Near, least = kind, n
		}
	}
	return "", out
}

// knownKinds gives a *query.Error where a query asks for a kind of meeting that
// is none.
func knownKinds(n query.Node) error {
	var inside []query.Node
	switch n := n.(type) {
	case query.And:
		inside = n
	case query.Or:
		inside = n
	case query.Not:
		inside = []query.Node{n.Node}
	case query.Field:
		var unknown *KindError
		if n.Name != "kind" {
			return nil
		}
		if _, err := MeetingKind(n.Text); errors.As(err, &unknown) {
			return &query.Error{Pos: n.Pos, Msg: unknown.Error(), Hint: unknown.Hint()}
		}
	}
	for _, c := range inside {
		if err := knownKinds(c); err != nil {
			return err
		}
	}
	return nil
}
