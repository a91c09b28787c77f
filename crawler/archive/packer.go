package archive

import (
	"io"

	"github.com/klauspost/compress/gzip"
)

// Packer writes records for a WARC file that no archive holds. One goroutine at
// a time may use it.
type Packer struct{ zip *gzip.Writer }

// NewPacker gives a packer that compresses at a level of compress/gzip.
func NewPacker(level int) (*Packer, error) {
	z, err := gzip.NewWriterLevel(io.Discard, level)
	return &Packer{z}, err
}

// Pack writes a record as one gzip member.
func (p *Packer) Pack(to io.Writer, r *Record) error {
	p.zip.Reset(to)
	writeRecord(p.zip, r) // an error stays until Close
	return p.zip.Close()
}
