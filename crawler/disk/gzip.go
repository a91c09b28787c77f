package disk

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"io"
)

// gunzip gives the content of a gzip stream. The standard library is enough
// here; WARC files go through the archive's reader.
func gunzip(in io.Reader) (io.Reader, error) { return gzip.NewReader(in) }

// peekGzip gives the first bytes inside the gzip stream of br, without taking
// anything from br.
func peekGzip(br *bufio.Reader) (string, error) {
	head, err := br.Peek(32 << 10)
	if err != nil && err != io.EOF {
		return "", err
	}
	z, err := gzip.NewReader(bytes.NewReader(head))
	if err != nil {
		return "", err
	}
	inner := make([]byte, 16)
	n, _ := io.ReadFull(z, inner)
	return string(inner[:n]), nil
}
