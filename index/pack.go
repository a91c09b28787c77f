package index

import (
	"bytes"
	"database/sql/driver"
	_ "embed"
	"fmt"
	"sync"

	"github.com/klauspost/compress/zstd"
	"modernc.org/sqlite"
)

// packText is what news and their facts have in common: each text is packed as
// if this stood before it, which makes it a third shorter. A change of it is a
// change of format.
//
//go:embed pack.txt
var packText []byte

// packTextID names packText among dictionaries of Zstandard.
const packTextID = 1

// packer and unpacker are Zstandard (RFC 8878) with checksums. The window is
// larger than any text that is packed often; with text to refer to, higher
// levels cost four times as much and pack no better.
var (
	packer = sync.OnceValue(func() *zstd.Encoder {
		z, _ := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithWindowSize(1<<18), zstd.WithEncoderDictRaw(packTextID, packText)) // the options are valid
		return z
	})
	unpacker = sync.OnceValue(func() *zstd.Decoder {
		z, _ := zstd.NewReader(nil, zstd.WithDecoderDictRaw(packTextID, packText)) // likewise
		return z
	})
)

func pack(b []byte) []byte { return packer().EncodeAll(b, make([]byte, 0, len(b)/2)) }

func unpack(b []byte) ([]byte, error) {
	out, err := unpacker().DecodeAll(b, nil)
	if err != nil {
		return nil, fmt.Errorf("%w: article does not unpack: %w", ErrDamaged, err)
	}
	return out, nil
}

// unpackedBody remembers the body that was unpacked last: the figures of an
// article come one after another, and each shows a sentence of it.
type unpackedBody struct {
	mu           sync.Mutex
	packed, body []byte
}

// of is the SQL function unpacked(packed_body).
func (u *unpackedBody) of(_ *sqlite.FunctionContext, args []driver.Value) (driver.Value, error) {
	packed, ok := args[0].([]byte)
	if !ok {
		return nil, fmt.Errorf("%w: a body is %T", ErrDamaged, args[0])
	}
	u.mu.Lock()
	defer u.mu.Unlock()
	if !bytes.Equal(packed, u.packed) || u.packed == nil {
		body, err := unpack(packed)
		if err != nil {
			return nil, err
		}
		u.packed, u.body = bytes.Clone(packed), body
	}
	return string(u.body), nil
}

// functions teaches SQLite's driver the functions of schema.sql, once.
var functions = sync.OnceValue(func() error {
	return sqlite.RegisterDeterministicScalarFunction("unpacked", 1, new(unpackedBody).of)
})
