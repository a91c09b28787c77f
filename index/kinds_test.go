package index

import (
	"errors"
	"testing"

	"khotin/index/query"
)

func TestMeetingKind(t *testing.T) {
	for _, c := range []struct{ words, kind, near string }{
		{"", "", ""},
		{"kỳ họp", "kỳ họp", ""},
		{" Kỳ  HỌP ", "kỳ họp", ""},
		{"ky hop", "kỳ họp", ""},
		{"le", "lễ", ""},
		{"ky\u0300 ho\u0323p", "kỳ họp", ""}, // decomposed
		{"kỳ hợp", "", "kỳ họp"},
		{"hoi ngi", "", "hội nghị"},
		{"họp", "", ""},
		{"foo", "", ""},
	} {
		kind, err := MeetingKind(c.words)
		var unknown *KindError
		switch {
		case errors.As(err, &unknown):
			if c.kind != "" || unknown.Near != c.near {
				t.Errorf("%q: no kind, near %q; want %q, near %q", c.words, unknown.Near, c.kind, c.near)
			}
		case err != nil || kind != c.kind || c.near != "":
			t.Errorf("%q: %q, %v; want %q", c.words, kind, err, c.kind)
		}
	}
}

// TestUnknownKindInAQuery: wherever it stands, it is told with its position.
func TestUnknownKindInAQuery(t *testing.T) {
	for q, at := range map[string]int{"kind:foo": 0, `thu kind:"kỳ hợp"`: 4, "(a OR kind:x) b": 6, "a -kind:x": 3} {
		_, err := parse(q)
		var wrong *query.Error
		if !errors.As(err, &wrong) || wrong.Pos != at || wrong.Hint == "" {
			t.Errorf("%s: %v", q, err)
		}
	}
	if _, err := parse(`kind:"ky hop" thu`); err != nil {
		t.Error(err)
	}
}
