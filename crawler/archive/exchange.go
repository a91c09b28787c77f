package archive

import (
	"net/http"
	"strconv"
	"time"
)

// Exchange is one HTTP/1.1 request and its response as they went over the
// wire. Nobody else holds its buffers.
type Exchange struct {
	Method    string
	URL       string    // absolute, no fragment
	Time      time.Time // when the request was about to be sent
	Request   []byte    // wire bytes sent; nil if no connection came about
	Response  []byte    // wire bytes of the final response (1xx left out); nil if none came
	HeaderLen int       // bytes of Response up to and with the empty line; 0 if the header is not whole
	IP        string    // remote address, or ""

	// Truncated says why Response is not whole, as in WARC-Truncated:
	// "length" (our limit), "time", "disconnect", or "".
	Truncated string

	// Err is why the exchange failed; also set beside a truncated response.
	Err error

	TLS     string        // "TLS 1.3", …, or "" for plain http
	Chain   string        // where certificates missing from the server's chain came from, or ""
	Reused  bool          // went over a kept connection
	Connect time.Duration // DNS, TCP and TLS; 0 when Reused
	First   time.Duration // from Time to the first byte of the response
	Total   time.Duration // from Time to the last byte

	digest string  // what PayloadDigest gave
	record *Record // what response gave
}

// Original is the capture that a revisit record refers to. It must be one of
// ours.
type Original struct {
	URL    string
	Time   time.Time // its WARC-Date
	Digest string    // its payload digest
	ID     string    // its WARC-Record-ID, may be ""
}

// Status gives the HTTP status code of the response, 0 if none came whole.
func (x *Exchange) Status() int {
	if x.HeaderLen < len("HTTP/1.1 200") {
		return 0
	}
	n, err := strconv.Atoi(string(x.Response[9:12]))
	if err != nil {
		return 0
	}
	return n
}

// PayloadDigest gives the digest over the de-chunked body, content coding
// kept; "" if there is no whole response header.
func (x *Exchange) PayloadDigest() string {
	if x.HeaderLen > 0 && x.digest == "" {
		x.digest = Digest(readMessage(x.Response).payload)
	}
	return x.digest
}

// Capture plays the exchange as the archive would: the decoded body is limited
// to max bytes (0: 32 MiB). It fails where there is no whole response header.
func (x *Exchange) Capture(max int64) (*Capture, error) {
	return play(x.response(), PlayOptions{MaxBody: max}, x.PayloadDigest())
}

// Records gives the records of the exchange as one group to append: the
// response (or a revisit), the request, and a metadata record with notes and
// what was measured. An exchange without a response gives no response record;
// its failure stands in the metadata as "fetchError".
//
// With an original, a 304 becomes a revisit "server-not-modified", a payload
// with the original's digest a revisit "identical-payload-digest"; anything
// else is a response all the same. Pass nil if there is no earlier capture.
func (x *Exchange) Records(original *Original, notes Fields) []*Record {
	var group []*Record
	about := ""
	if x.HeaderLen > 0 {
		r := x.response()
		if original != nil {
			if v := x.revisit(original); v != nil {
				r = v
			}
		}
		group, about = append(group, r), r.ID()
	}
	if len(x.Request) > 0 {
		r := newRecord("request", x.Time, "application/http; msgtype=request", x.Request)
		r.Header.Set("WARC-Target-URI", x.URL)
		r.Header.Set("WARC-IP-Address", x.IP)
		r.Header.Set("WARC-Concurrent-To", about)
		group = append(group, r)
		if about == "" {
			about = r.ID()
		}
	}
	return append(group, NewMetadata(x.URL, x.Time, about, append(notes.filled(), x.measured()...)))
}

// measured gives what the transport saw, as metadata fields.
func (x *Exchange) measured() Fields {
	f := Fields{{"tls", x.TLS}, {"tlsChainCompletedFrom", x.Chain}}
	if x.Err != nil {
		f = append(f, Field{"fetchError", x.Err.Error()})
	}
	if x.HeaderLen == 0 && len(x.Response) > 0 {
		f = append(f, Field{"brokenHeaderBytes", strconv.Itoa(len(x.Response))})
	}
	for _, d := range []struct {
		name string
		d    time.Duration
	}{{"connectTimeMs", x.Connect}, {"firstByteTimeMs", x.First}, {"fetchTimeMs", x.Total}} {
		if d.d > 0 {
			f = append(f, Field{d.name, strconv.FormatInt(d.d.Milliseconds(), 10)})
		}
	}
	return f.filled()
}

// response gives the response record, the same at each call.
func (x *Exchange) response() *Record {
	if x.record != nil {
		return x.record
	}
	r := newRecord("response", x.Time, "application/http; msgtype=response", x.Response)
	r.Header.Set("WARC-Target-URI", x.URL)
	r.Header.Set("WARC-IP-Address", x.IP)
	r.Header.Set("WARC-Truncated", x.Truncated)
	r.Header.Set("WARC-Payload-Digest", x.PayloadDigest())
	x.record = r
	return r
}

// The profiles of revisit records (WARC 1.1, 6.7).
const (
	profileIdentical   = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
	profileNotModified = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
)

// revisit gives the revisit record that says "as before", or nil where the
// exchange says something new.
func (x *Exchange) revisit(o *Original) *Record {
	profile, digest, cut := "", o.Digest, ""
	switch {
	case x.Status() == http.StatusNotModified:
		profile = profileNotModified
	case x.Truncated == "" && o.Digest != "" && x.PayloadDigest() == o.Digest:
		profile, cut = profileIdentical, "length"
	default:
		return nil
	}
	r := newRecord("revisit", x.Time, "application/http; msgtype=response", x.Response[:x.HeaderLen])
	r.Header.Set("WARC-Target-URI", x.URL)
	r.Header.Set("WARC-IP-Address", x.IP)
	r.Header.Set("WARC-Profile", profile)
	r.Header.Set("WARC-Truncated", cut)
	r.Header.Set("WARC-Payload-Digest", digest)
	r.Header.Set("WARC-Refers-To", o.ID)
	r.Header.Set("WARC-Refers-To-Target-URI", o.URL)
	r.Header.Set("WARC-Refers-To-Date", Date(o.Time))
	return r
}
