package archive

import (
	"net/http"
	"time"
)

// Capture is one archived exchange or imported page, played back.
//
// Body is the payload as the page's reader needs it: transfer and content
// codings undone, bytes otherwise as they came (no charset conversion).
type Capture struct {
	URL    string      // address fetched; "" for an imported page that names none
	Time   time.Time   // WARC-Date, UTC
	Type   string      // WARC-Type: "response", "resource", "revisit", "conversion"
	Status int         // HTTP status code; 0 where there was no HTTP
	Header http.Header // HTTP header fields; of a resource only Content-Type
	Body   []byte      // payload, decoded; nil for a revisit
	Digest string      // payload digest, "sha1:" and base32, as in WARC-Payload-Digest
	Name   string      // slash-separated file name of an imported page, else ""

	// Truncated says why Body is not the whole payload: "length", "time" or
	// "disconnect" (as in WARC-Truncated), "decode" for a content coding that
	// breaks off; "" for a whole body.
	Truncated string

	// Where the record lies.
	File   string // path of the WARC file relative to the archive directory
	Offset int64  // bytes from the start of the file to the gzip member
	Length int64  // bytes of the member

	// Record is what Play played the capture from; nil for a page that never
	// was in a WARC file, and in Archive.Captures. Body may share its memory.
	Record *Record
}
