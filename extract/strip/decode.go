package strip

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
)

// decode gives the text of a page as valid UTF-8, body itself where it is. A byte order mark decides,
// then UTF-8 where the bytes are valid in it, whatever the header says: a
// lying header is common, Vietnamese bytes that are valid by chance are not.
// Then come the header, the meta element of HTML, and windows-1258, the old
// Vietnamese page, as a last guess. Text for the fonts of TCVN3 and VNI, which
// names no charset or a wrong one, is told by its words.
func decode(body []byte, header string, isHTML bool) []byte {
	switch {
	case bytes.HasPrefix(body, []byte("\xef\xbb\xbf")):
		return valid(body[3:])
	case bytes.HasPrefix(body, []byte("\xff\xfe")), bytes.HasPrefix(body, []byte("\xfe\xff")):
		label := "utf-16le"
		if body[0] == 0xfe {
			label = "utf-16be"
		}
		if e, _ := charset.Lookup(label); e != nil {
			return convert(body[2:], e)
		}
	}
	if isUTF8(body) {
		if s := fontText(body); s != nil {
			return s
		}
		return body
	}
	mostly := mostlyUTF8(body)
	shown := valid
	if !mostly {
		shown = func(b []byte) []byte { return convert(b, charmap.ISO8859_1) }
	}
	if s := fontText(shown(body)); s != nil {
		return s
	}
	for _, label := range []string{header, metaCharset(body, isHTML)} {
		e, name := charset.Lookup(label)
		if e == nil {
			continue
		}
		if name == "utf-8" {
			if mostly {
				return valid(body)
			}
			continue
		}
		return convert(body, e)
	}
	if mostly {
		return valid(body)
	}
	return convert(body, charmap.Windows1258)
}

// isUTF8 is utf8.Valid, quick for the letters of Vietnamese between ASCII.
func isUTF8(b []byte) bool {
	for len(b) >= 8 {
		marked := binary.LittleEndian.Uint64(b) & 0x8080808080808080
		if marked == 0 {
			b = b[8:]
			continue
		}
		n := bits.TrailingZeros64(marked) / 8 // bytes of ASCII
		if b = b[n:]; n > 5 {
			continue
		}
		switch c := b[0]; {
		case c == 0xe1 && b[1]&0xc0 == 0x80 && b[2]&0xc0 == 0x80:
			b = b[3:]
		case c >= 0xc2 && c < 0xe0 && b[1]&0xc0 == 0x80:
			b = b[2:]
		default:
			r, size := utf8.DecodeRune(b)
			if r == utf8.RuneError && size == 1 {
				return false
			}
			b = b[size:]
		}
	}
	return utf8.Valid(b)
}

func convert(body []byte, e encoding.Encoding) []byte {
	out, err := e.NewDecoder().Bytes(body)
	if err != nil {
		return valid(body)
	}
	return valid(out)
}

// valid gives body with the replacement character for what is no UTF-8.
func valid(body []byte) []byte { return bytes.ToValidUTF8(body, []byte("\uFFFD")) }

// metaCharset finds the charset that the first bytes of an HTML page name.
func metaCharset(body []byte, isHTML bool) string {
	if !isHTML {
		return ""
	}
	h := bytes.ToLower(body[:min(len(body), 4096)])
	i := bytes.Index(h, []byte("charset="))
	if i < 0 {
		return ""
	}
	rest := bytes.TrimLeft(h[i+len("charset="):], `"' `)
	end := bytes.IndexAny(rest, `"'>; /`)
	if end < 0 {
		return ""
	}
	return string(rest[:end])
}

// mostlyUTF8 reports bytes that are UTF-8 but for few: a page cut inside a
// character, or with one bad insertion.
func mostlyUTF8(body []byte) bool {
	good, bad := 0, 0
	for i := 0; i < len(body); {
		if body[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(body[i:])
		if r == utf8.RuneError && n == 1 {
			bad++
		} else {
			good++
		}
		i += n
	}
	return good > 0 && bad*20 <= good
}

// isBinary reports bytes that no text encoding of pages has: NULs in the
// first kilobyte, other than those of UTF-16.
func isBinary(body []byte) bool {
	if bytes.HasPrefix(body, []byte("\xff\xfe")) || bytes.HasPrefix(body, []byte("\xfe\xff")) {
		return false
	}
	return bytes.IndexByte(body[:min(len(body), 1024)], 0) >= 0 || bytes.HasPrefix(body, []byte("%PDF-")) || bytes.HasPrefix(body, []byte("PK\x03\x04"))
}
