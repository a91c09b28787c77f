package strip

import "unicode/utf8"

// What a byte of a text node is, but for signs and letters of ASCII: byteLatin
// begins À to ư, byteViet and byteSign may begin Ạ to ỹ and a dash or quote.
const (
	byteOdd uint8 = iota
	byteSpace
	byteLatin
	byteViet
	byteSign
)

var textBytes = func() (t [256]uint8) {
	for _, c := range " \n\t\r\f" {
		t[c] = byteSpace
	}
	for c := 0xC3; c <= 0xC6; c++ {
		t[c] = byteLatin
	}
	t[0xE1], t[0xE2] = byteViet, byteSign
	return t
}()

// text appends a text node, valid UTF-8, to the block under way, white space as
// one space. It takes note of what text.Normalize may change: anything but
// ASCII, the composed letters of Latin and Vietnamese and common punctuation.
func (w *walker) text(s string) {
	before := len(w.buf)
	space := before == 0 || w.buf[before-1] == ' '
	start := 0 // of what is to be appended as it is
	for i := 0; i < len(s); {
		if i+8 <= len(s) {
			var n int
			n, space = plainBytes(s[i:], space)
			for i += n; i < len(s) && !utf8.RuneStart(s[i]); i-- {
			}
			if i == len(s) {
				break
			}
		}
		c := s[i]
		if c > ' ' && c < 0x7f || c == ' ' && !space {
			space = c == ' '
			i++
			continue
		}
		switch textBytes[c] {
		case byteSpace:
			w.buf = append(w.buf, s[start:i]...)
			if !space {
				w.buf = append(w.buf, ' ')
			}
			space = true
			i++
			start = i
			continue
		case byteLatin:
			i += 2
		case byteViet:
			if i+1 < len(s) && (s[i+1] == 0xBA || s[i+1] == 0xBB) { // Ạ to ỹ
				i += 3
				break
			}
			w.odd = true
			i++
		case byteSign:
			if i+2 < len(s) && s[i+1] == 0x80 && s[i+2] >= 0x90 && s[i+2] <= 0xA6 { // dashes, quotes, ellipsis
				i += 3
				break
			}
			w.odd = true
			i++
		default:
			w.odd = true
			i++
		}
		space = false
	}
	w.buf = append(w.buf, s[start:]...)
	if w.depth > 0 {
		w.linked += len(w.buf) - before
	}
	if w.strong > 0 {
		w.bold += len(w.buf) - before
	}
}
