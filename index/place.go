package index

import (
	"strings"

	"khotin/extract/text"
)

// placeKey is a unit's name as places are compared: folded, with its type
// ("quan le chan") and without ("le chan").
type placeKey struct{ full, bare string }

// placeTypes are the types of administrative units and their short forms, as
// keys.
var placeTypes = []struct{ written, full string }{
	{"thành phố", "thanh pho"}, {"tp", "thanh pho"},
	{"thị trấn", "thi tran"}, {"tt", "thi tran"},
	{"thị xã", "thi xa"}, {"tx", "thi xa"},
	{"đặc khu", "dac khu"},
	{"tỉnh", "tinh"}, {"t", "tinh"},
	{"quận", "quan"}, {"q", "quan"},
	{"huyện", "huyen"}, {"h", "huyen"},
	{"phường", "phuong"}, {"p", "phuong"},
	{"xã", "xa"}, {"x", "xa"},
}

// placeOf gives the key of a unit as it is written: "quận Lê Chân", "TP. Hải
// Phòng", "le chan". A name without a type has full equal to bare. "quan toan"
// is read as a type and a name, "Quán Toan" is not.
func placeOf(name string) placeKey {
	toks := tokenize(text.Normalize(name))
	var syllables []string
	for i := range toks {
		if !toks[i].whole {
			syllables = append(syllables, toks[i].key)
		}
	}
	s := strings.Join(syllables, " ")
	for _, t := range placeTypes {
		bare, ok := strings.CutPrefix(s, t.written+" ")
		if !ok {
			bare, ok = strings.CutPrefix(s, t.full+" ")
		}
		if ok {
			bare = text.Fold(bare)
			return placeKey{t.full + " " + bare, bare}
		}
	}
	s = text.Fold(s)
	return placeKey{s, s}
}

// typed reports whether the key names the type of unit.
func (k placeKey) typed() bool { return k.full != k.bare }
