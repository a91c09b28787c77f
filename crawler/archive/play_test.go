package archive

import (
	"bytes"
	"compress/zlib"
	"errors"
	"io"
	"runtime"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/zstd"
)

func deflated(s string, bare bool) string {
	var b bytes.Buffer
	var z io.WriteCloser = zlib.NewWriter(&b)
	if bare {
		z, _ = flate.NewWriter(&b, 5)
	}
	io.WriteString(z, s)
	z.Close()
	return b.String()
}

func brotlied(s string) string {
	var b bytes.Buffer
	z := brotli.NewWriter(&b)
	io.WriteString(z, s)
	z.Close()
	return b.String()
}

func zstandard(s string) string {
	z, err := zstd.NewWriter(nil)
	if err != nil {
		panic(err)
	}
	return string(z.EncodeAll([]byte(s), nil))
}

func TestPlay(t *testing.T) {
	text := "<p>" + strings.Repeat("Ủy ban nhân dân xã họp. ", 40) + "</p>"
	zipped := gzipped(text)
	half := zipped[:len(zipped)-12]
	chunked := func(parts ...string) string {
		var b strings.Builder
		for _, p := range parts {
			b.WriteString(strings.ToUpper(base16(len(p))) + ";ext=1\r\n" + p + "\r\n")
		}
		return b.String() + "0\r\nTrailer: x\r\n\r\n"
	}
	for _, tc := range []struct{ name, head, body, want, cut string }{
		{"plain", "200 OK", text, text, ""},
		{"chunked", "200 OK\r\ntransfer-encoding: Chunked", chunked(text[:50], text[50:]), text, ""},
		{"chunked and gzip", "200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip", chunked(zipped[:9], zipped[9:]), text, ""},
		{"chunked, broken off", "200 OK\r\nTransfer-Encoding: chunked", "10\r\nabc", "abc", ""},
		{"chunked in the header only", "200 OK\r\nTransfer-Encoding: chunked", text, text, ""},
		{"gzip", "200 OK\r\nContent-Encoding: gzip", zipped, text, ""},
		{"gzip in the header only", "200 OK\r\nContent-Encoding: gzip", text, text, ""},
		{"gzip, cut", "200 OK\r\nContent-Encoding: gzip", half, "", "decode"},
		{"deflate", "200 OK\r\nContent-Encoding: deflate", deflated(text, false), text, ""},
		{"bare deflate", "200 OK\r\nContent-Encoding: deflate", deflated(text, true), text, ""},
		{"deflate in the header only", "200 OK\r\nContent-Encoding: deflate", text, text, ""},
		{"twice", "200 OK\r\nContent-Encoding: deflate, gzip", gzipped(deflated(text, false)), text, ""},
		{"br", "200 OK\r\nContent-Encoding: br", brotlied(text), text, ""},
		{"br, cut", "200 OK\r\nContent-Encoding: br", brotlied(text)[:20], "", "decode"},
		{"chunked and br", "200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: BR", chunked(brotlied(text)[:9], brotlied(text)[9:]), text, ""},
		{"zstd", "200 OK\r\nContent-Encoding: zstd", zstandard(text), text, ""},
		{"zstd, cut", "200 OK\r\nContent-Encoding: zstd", zstandard(text)[:20], "", "decode"},
		{"zstd in the header only", "200 OK\r\nContent-Encoding: zstd", text, text, ""},
		{"br in the header only", "200 OK\r\nContent-Encoding: br", text, text, ""},
		{"identity", "200 OK\r\nContent-Encoding: identity", text, text, ""},
		{"nothing", "204 No Content\r\nContent-Encoding: gzip", "", "", ""},
		{"bad field line", "200 OK\r\nno colon here\r\nContent-Encoding: gzip", zipped, text, ""},
	} {
		x := page("https://vidu.vn/", tc.head, tc.body)
		c, err := x.Capture(0)
		if err != nil {
			t.Errorf("%s: %v", tc.name, err)
			continue
		}
		if tc.cut == "decode" {
			if c.Truncated != "decode" || !strings.HasPrefix(text, string(c.Body)) {
				t.Errorf("%s: %q %q", tc.name, c.Truncated, c.Body)
			}
			continue
		}
		if string(c.Body) != tc.want || c.Truncated != tc.cut {
			t.Errorf("%s: %.60q %q", tc.name, c.Body, c.Truncated)
		}
	}
	if _, err := page("https://vidu.vn/", "200 OK\r\nContent-Encoding: compress", "\x1f\x9d\x80abc").Capture(0); err == nil {
		t.Error("a coding that is not undone passed off as a page")
	}
	if _, err := Play(newRecord("response", day, "text/dns", []byte("vidu.vn A 192.0.2.7")), PlayOptions{}); !errors.Is(err, ErrNoCapture) {
		t.Errorf("dns response: %v", err)
	}
}

func base16(n int) string {
	const digits = "0123456789abcdef"
	if n < 16 {
		return digits[n : n+1]
	}
	return base16(n/16) + digits[n%16:n%16+1]
}

func TestBomb(t *testing.T) {
	// 256 MiB of zeros in about 260 kB, and the same packed twice.
	var b bytes.Buffer
	z, _ := flate.NewWriter(&b, 5)
	zero := make([]byte, 1<<20)
	for range 256 {
		z.Write(zero)
	}
	z.Close()
	for name, x := range map[string]*Exchange{
		"once":  page("https://vidu.vn/", "200 OK\r\nContent-Encoding: deflate", b.String()),
		"br":    page("https://vidu.vn/", "200 OK\r\nContent-Encoding: br", brotlied(strings.Repeat("0", 64<<20))),
		"zstd":  page("https://vidu.vn/", "200 OK\r\nContent-Encoding: zstd", zstandard(strings.Repeat("0", 64<<20))),
		"twice": page("https://vidu.vn/", "200 OK\r\nContent-Encoding: deflate, gzip", gzipped(b.String())),
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		c, err := x.Capture(1 << 20)
		runtime.ReadMemStats(&after)
		if err != nil || len(c.Body) != 1<<20 || c.Truncated != "length" {
			t.Errorf("%s: %d bytes, %q, %v", name, len(c.Body), c.Truncated, err)
		}
		if used := after.TotalAlloc - before.TotalAlloc; used > 32<<20 {
			t.Errorf("%s: %d MiB allocated", name, used>>20)
		}
	}
}
