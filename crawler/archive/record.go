package archive

import (
	"crypto/rand"
	"crypto/sha1"
	"encoding/base32"
	"fmt"
	"strings"
	"time"
)

// Field is one named field of a WARC record or of an application/warc-fields
// block.
type Field struct{ Name, Value string }

// Fields is a list of named fields in order. Names compare without case.
type Fields []Field

// Get gives the first value of name, or "".
func (f Fields) Get(name string) string {
	for _, v := range f {
		if strings.EqualFold(v.Name, name) {
			return v.Value
		}
	}
	return ""
}

// Set replaces the first field of that name, or adds it. An empty value takes
// the field out.
func (f *Fields) Set(name, value string) {
	for i, v := range *f {
		if !strings.EqualFold(v.Name, name) {
			continue
		}
		if value == "" {
			*f = append((*f)[:i:i], (*f)[i+1:]...)
		} else {
			(*f)[i].Value = value
		}
		return
	}
	if value != "" {
		*f = append(*f, Field{name, value})
	}
}

// bytes gives the fields as lines "Name: value" ended by CRLF. Line breaks in
// values become spaces: a field is one line.
func (f Fields) bytes() []byte {
	var b strings.Builder
	for _, v := range f {
		b.WriteString(v.Name)
		b.WriteString(": ")
		b.WriteString(oneLine.Replace(v.Value))
		b.WriteString("\r\n")
	}
	return []byte(b.String())
}

var oneLine = strings.NewReplacer("\r\n", " ", "\r", " ", "\n", " ", "\x00", " ")

// Record is one WARC record in memory.
type Record struct {
	Version string // "1.1", "1.0", as the version line says; "" is written as 1.1
	Header  Fields // named fields
	Block   []byte // content block

	// Size is the length of the whole block in bytes. It is more than
	// len(Block) where the reader's limit cut the block.
	Size int64

	// Where the record lies, once it was read or appended.
	File   string // slash-separated path relative to the archive, without ".open"; for other files the name given to the reader
	Offset int64  // bytes from the start of the file to the gzip member (or to the plain record)
	Length int64  // bytes of the member (or of the plain record); 0 when Solid
	Solid  bool   // one of several records in one gzip member: a foreign file compressed as a whole

	digest string // of the payload, once Play has reckoned it; "" before
}

// Place is where an appended record lies.
type Place struct {
	File   string // slash-separated path relative to the archive, final name
	Offset int64  // bytes to the gzip member
	Length int64  // bytes of the member
}

// Type gives WARC-Type: "response", "request", "metadata", ….
func (r *Record) Type() string { return r.Header.Get("WARC-Type") }

// ID gives WARC-Record-ID with its angle brackets.
func (r *Record) ID() string { return r.Header.Get("WARC-Record-ID") }

// Name gives the file name of an imported page, or "".
func (r *Record) Name() string { return unescapeName(r.Header.Get(nameField)) }

// TargetURI gives WARC-Target-URI; brackets that some WARC 1.0 writers put
// around it are taken off.
func (r *Record) TargetURI() string {
	u := r.Header.Get("WARC-Target-URI")
	if strings.HasPrefix(u, "<") && strings.HasSuffix(u, ">") {
		return u[1 : len(u)-1]
	}
	return u
}

// Date gives WARC-Date in UTC, or the zero time where there is none.
func (r *Record) Date() time.Time {
	s := r.Header.Get("WARC-Date")
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04Z", "2006-01-02"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t.UTC()
		}
	}
	return time.Time{}
}

// dateLayout is the W3C profile of ISO 8601 that WARC 1.1 takes.
const dateLayout = "2006-01-02T15:04:05.000Z"

// Date gives t as a WARC-Date, to the millisecond.
func Date(t time.Time) string { return t.UTC().Format(dateLayout) }

// newID gives a fresh WARC-Record-ID: a random UUID (RFC 9562, version 4).
func newID() string {
	var u [16]byte
	rand.Read(u[:]) // never fails, see crypto/rand
	u[6] = u[6]&0x0f | 0x40
	u[8] = u[8]&0x3f | 0x80
	return fmt.Sprintf("<urn:uuid:%x-%x-%x-%x-%x>", u[:4], u[4:6], u[6:8], u[8:10], u[10:])
}

// Digest gives the SHA-1 of b as WARC digests are written: "sha1:" and base32.
func Digest(b []byte) string {
	sum := sha1.Sum(b)
	return "sha1:" + base32.StdEncoding.EncodeToString(sum[:])
}

// newRecord gives a record with the fields every record of ours has.
func newRecord(kind string, t time.Time, contentType string, block []byte) *Record {
	return &Record{
		Version: "1.1",
		Header: Fields{
			{"WARC-Type", kind},
			{"WARC-Record-ID", newID()},
			{"WARC-Date", Date(t)},
			{"Content-Type", contentType},
			{"WARC-Block-Digest", Digest(block)},
		},
		Block: block,
		Size:  int64(len(block)),
	}
}

// NewResource gives a resource record: a page that came without HTTP. name is
// its slash-separated file name and may be ""; uri may be "" if name is not,
// then a file: URI of the name stands in.
func NewResource(uri, name, contentType string, t time.Time, body []byte) *Record {
	r := newRecord("resource", t, contentType, body)
	if uri == "" {
		uri = fileURI(name)
	}
	r.Header.Set("WARC-Target-URI", uri)
	r.Header.Set(nameField, escapeName(name))
	r.digest = r.Header.Get("WARC-Block-Digest")
	r.Header.Set("WARC-Payload-Digest", r.digest)
	return r
}

// NewMetadata gives a metadata record about uri. about is the record id that
// it stands beside (WARC-Concurrent-To), or "".
func NewMetadata(uri string, t time.Time, about string, fields Fields) *Record {
	r := newRecord("metadata", t, "application/warc-fields", fields.bytes())
	r.Header.Set("WARC-Target-URI", uri)
	r.Header.Set("WARC-Concurrent-To", about)
	return r
}

// Imported gives a copy of a record of a foreign WARC file as it goes into our
// archive, and a metadata record that says where it came from. Id, date,
// fields and block stay; digests are ours, and one that did not agree is kept
// in the metadata.
func Imported(r *Record, from string, now time.Time) []*Record {
	c := &Record{Version: "1.1", Block: r.Block, Size: int64(len(r.Block)), digest: r.digest}
	c.Header = append(Fields(nil), r.Header...)
	notes := Fields{{"importedFrom", from}, {"originalOffset", fmt.Sprint(r.Offset)}, {"originalVersion", r.Version}}
	if r.Solid {
		notes = append(notes, Field{"originalLayout", "several records in one gzip member"})
	}
	if c.ID() == "" {
		c.Header.Set("WARC-Record-ID", newID())
	}
	if u := r.TargetURI(); u != "" {
		c.Header.Set("WARC-Target-URI", u)
	}
	if r.Size > int64(len(r.Block)) {
		c.Header.Set("WARC-Truncated", "length")
	}
	notes = append(notes, Field{"originalWarcinfo", r.Header.Get("WARC-Warcinfo-ID")})
	payload := payloadDigest(r)
	block := payload // of what is a payload as a whole
	if r.Type() == "response" || payload == "" {
		block = Digest(r.Block)
	}
	for _, ours := range []struct{ name, note, digest string }{
		{"WARC-Block-Digest", "originalBlockDigest", block}, {"WARC-Payload-Digest", "originalPayloadDigest", payload}} {
		if old := r.Header.Get(ours.name); old != "" && old != ours.digest {
			notes = append(notes, Field{ours.note, old})
		}
		if ours.digest != "" {
			c.Header.Set(ours.name, ours.digest)
		}
	}
	m := NewMetadata(c.TargetURI(), now, c.ID(), notes.filled())
	return []*Record{c, m}
}

// filled gives the fields that have a value.
func (f Fields) filled() Fields {
	var out Fields
	for _, v := range f {
		if v.Value != "" {
			out = append(out, v)
		}
	}
	return out
}

// Resolved gives a foreign revisit as a response of its own: address, time and
// the rest of its fields are the revisit's, the block is the original's, which
// stays named as what it refers to. Both records stay as they are.
func Resolved(revisit, original *Record) *Record {
	r := &Record{Version: "1.1", Block: original.Block, Size: original.Size, File: revisit.File, Offset: revisit.Offset}
	r.Header = append(Fields(nil), revisit.Header...)
	r.Header.Set("WARC-Type", "response")
	r.Header.Set("WARC-Target-URI", revisit.TargetURI())
	r.Header.Set("Content-Type", original.Header.Get("Content-Type"))
	r.Header.Set("WARC-Truncated", original.Header.Get("WARC-Truncated"))
	r.Header.Set("WARC-Refers-To", original.ID())
	r.Header.Set("WARC-Refers-To-Target-URI", original.TargetURI())
	r.Header.Set("WARC-Refers-To-Date", Date(original.Date()))
	r.Header.Set("WARC-Profile", "")
	r.Header.Set("WARC-Block-Digest", Digest(r.Block))
	r.Header.Set("WARC-Payload-Digest", payloadDigest(r))
	return r
}
