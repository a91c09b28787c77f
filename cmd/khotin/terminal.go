package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"unicode/utf8"

	"khotin/cmd/khotin/render"
)

// jsonTo gives an encoder whose output steers no terminal: JSON itself escapes
// the control characters of ASCII only.
func jsonTo(w io.Writer) *json.Encoder {
	enc := json.NewEncoder(escaper{w})
	enc.SetEscapeHTML(false)
	return enc
}

// escaper writes JSON with every character that steers as \uXXXX.
type escaper struct{ to io.Writer }

// Write implements io.Writer for whole JSON values.
func (e escaper) Write(p []byte) (int, error) {
	if !bytes.ContainsFunc(p, render.Steers) {
		return e.to.Write(p)
	}
	out := make([]byte, 0, len(p)+64)
	for i := 0; i < len(p); {
		r, n := utf8.DecodeRune(p[i:])
		if render.Steers(r) {
			out = fmt.Appendf(out, `\u%04x`, r)
		} else {
			out = append(out, p[i:i+n]...)
		}
		i += n
	}
	if _, err := e.to.Write(out); err != nil {
		return 0, err
	}
	return len(p), nil
}
