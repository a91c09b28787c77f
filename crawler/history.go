package crawler

import (
	"cmp"
	"context"
	"net/http"
	"slices"

	"khotin/crawler/archive"
	"khotin/crawler/frontier"
	"khotin/crawler/site"
)

// What a capture says beside the one before it.
const (
	VersionNew     = "new"     // the first full capture
	VersionChanged = "changed" // another payload than the last full capture
	VersionSame    = "same"    // the same payload, or the server said so
	VersionBack    = "back"    // the payload of before, after it was gone
	VersionGone    = "gone"    // 404 or 410
	VersionMoved   = "moved"   // a redirect
	VersionCut     = "cut"     // the payload is not whole
	VersionError   = "error"   // any other status
)

// Version is one capture of an address, and what it says beside the one before.
type Version struct {
	frontier.Kept
	What    string
	FoundOn string // the page that led to its address first; "" if none did
}

// Full reports whether the version holds a payload of its own that differs from
// the full one before.
func (v Version) Full() bool { return v.What == VersionNew || v.What == VersionChanged }

// History gives the captures of an address, oldest first: those under the
// address as it is given, in normal form and in the one form that sites give to
// all its variants (sites may be nil). An address without captures gives none.
// The error wraps fs.ErrNotExist if the archive has no frontier.
func History(ctx context.Context, a *archive.Archive, sites *site.Set, address string) ([]Version, error) {
	forms := []string{address, site.Normal(address), sites.CanonicalURL(address)}
	slices.Sort(forms)
	return history(ctx, a, func(front *frontier.Frontier) ([]frontier.Kept, error) {
		var all []frontier.Kept
		for _, form := range slices.Compact(forms) {
			kept, err := collect(front.CapturesOf(ctx, form))
			if err != nil {
				return nil, err
			}
			all = append(all, kept...)
		}
		return all, nil
	})
}

// HistoryOfName is History for an imported page that names no address.
func HistoryOfName(ctx context.Context, a *archive.Archive, name string) ([]Version, error) {
	return history(ctx, a, func(front *frontier.Frontier) ([]frontier.Kept, error) {
		return collect(front.CapturesNamed(ctx, name))
	})
}

func history(ctx context.Context, a *archive.Archive, find func(*frontier.Frontier) ([]frontier.Kept, error)) ([]Version, error) {
	front, err := frontier.OpenReadOnly(ctx, a.Path(frontier.File))
	if err != nil {
		return nil, err
	}
	defer front.Close()
	kept, err := find(front)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(kept, func(x, y frontier.Kept) int {
		return cmp.Or(x.Time.Compare(y.Time), cmp.Compare(x.ID, y.ID))
	})
	out := versions(kept)
	found := map[string]string{}
	for i := range out {
		address := out[i].URL
		if _, known := found[address]; !known {
			it, _, _, err := front.Item(ctx, address)
			if err != nil {
				return nil, err
			}
			found[address] = it.FoundOn
		}
		out[i].FoundOn = found[address]
	}
	return out, nil
}

func collect(captures func(func(frontier.Kept, error) bool)) ([]frontier.Kept, error) {
	var out []frontier.Kept
	for k, err := range captures {
		if err != nil {
			return nil, err
		}
		out = append(out, k)
	}
	return out, nil
}

// versions names what each capture says, in order of time.
func versions(kept []frontier.Kept) []Version {
	out := make([]Version, len(kept))
	last, gone := "", false // digest of the last full capture
	for i, k := range kept {
		v := Version{Kept: k}
		switch {
		case k.Status == http.StatusNotFound, k.Status == http.StatusGone:
			v.What, gone = VersionGone, true
		case k.Type == "revisit" && gone:
			v.What, gone = VersionBack, false
		case k.Type == "revisit":
			v.What = VersionSame
		case k.Status >= 300 && k.Status < 400:
			v.What = VersionMoved
		case k.Status != 0 && k.Status/100 != 2:
			v.What = VersionError
		case k.Truncated != "" && k.Truncated != "length":
			v.What = VersionCut
		case last == "":
			v.What = VersionNew
		case last != k.Digest:
			v.What = VersionChanged
		case gone:
			v.What = VersionBack
		default:
			v.What = VersionSame
		}
		if v.Full() || v.What == VersionBack {
			last, gone = k.Digest, false
		}
		out[i] = v
	}
	return out
}
