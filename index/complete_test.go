package index

import (
	"slices"
	"strings"
	"testing"
)

func TestComplete(t *testing.T) {
	x, _ := built(t, fixture(t))
	for _, c := range []struct{ kind, typed, want string }{
		{Places, "quận L", "quận Lê Chân"},
		{Places, "quan le", "quận Lê Chân"},
		{Places, "Lê", "Lê Chân"},
		{Indicators, "thu ng", "thu ngân sách"},
		{Sites, "", ""},
	} {
		got, err := x.Complete(t.Context(), c.kind, c.typed, 50)
		if err != nil {
			t.Fatal(err)
		}
		if c.want != "" && !slices.ContainsFunc(got, func(s string) bool { return strings.HasPrefix(s, c.want) }) {
			t.Errorf("%s %q: %q, want %q", c.kind, c.typed, got, c.want)
		}
		if !slices.IsSorted(got) {
			t.Errorf("%s: out of order: %q", c.kind, got)
		}
	}
	if got, err := x.Complete(t.Context(), Names, "", 1); err != nil || len(got) != 1 {
		t.Errorf("one name: %q %v", got, err)
	}
	if got, err := x.Complete(t.Context(), Places, "không có", 9); err != nil || len(got) != 0 {
		t.Errorf("nothing begins so: %q %v", got, err)
	}
	if _, err := x.Complete(t.Context(), "colours", "", 9); err == nil {
		t.Error("an unknown kind is no error")
	}
}
