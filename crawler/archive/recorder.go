package archive

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"strings"
	"sync"
	"time"
)

// Recorder is an http.RoundTripper that records every exchange at the wire. It
// speaks HTTP/1.1 only, asks for gzip, follows no redirect and knows no proxy.
// The zero value is ready; fields are set before the first use.
//
// The response it returns has its body in memory: decoded, at most MaxBody
// bytes, with Content-Encoding taken off. Where the exchange breaks off after
// the header, the body gives what came and then the error, as net/http does.
// A body cut by our own limits ends like a whole one; Exchange.Truncated (wire
// limit) and the response's field "Khotin-Truncated" (either limit) tell.
type Recorder struct {
	Guard       *Guard        // dials; a zero Guard if nil
	TLS         *tls.Config   // cloned per connection; verification stays on, missing intermediates are fetched
	MaxResponse int64         // wire bytes of a response; 16 MiB if 0
	MaxBody     int64         // decoded bytes of a body; 32 MiB if 0
	Timeout     time.Duration // for one exchange, connect to last byte; 60 s if 0
	Idle        time.Duration // how long an idle connection is kept; 20 s if 0, none if negative
	Now         func() time.Time

	// OnExchange is called once an exchange, in the goroutine of RoundTrip and
	// before it returns; failures too. A callback in the request's context
	// (WithExchange) is called after it.
	OnExchange func(*http.Request, *Exchange)

	mu    sync.Mutex
	idle  map[string][]*wireConn
	links map[string]chainLink // host:port → what its chain lacks
}

// TruncatedField is the field that RoundTrip adds to a response whose body was
// cut: "length", "time", "disconnect" or "decode".
const TruncatedField = "Khotin-Truncated"

const (
	defaultMaxResponse = 16 << 20
	maxResponseHeader  = 1 << 20
	maxInformational   = 10 // 1xx responses before the final one
)

type exchangeKey struct{}

// WithExchange gives a context whose requests hand their exchange to f. It is
// called in the goroutine of RoundTrip, before that returns.
func WithExchange(ctx context.Context, f func(*http.Request, *Exchange)) context.Context {
	return context.WithValue(ctx, exchangeKey{}, f)
}

// RoundTrip implements http.RoundTripper.
func (t *Recorder) RoundTrip(req *http.Request) (*http.Response, error) {
	wire, err := wireRequest(req)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(req.Context(), or(t.Timeout, 60*time.Second))
	defer cancel()
	clean := *req.URL
	clean.User, clean.Fragment, clean.RawFragment = nil, "", ""
	var x *Exchange
	var resp *http.Response
	for fresh := false; ; fresh = true {
		x = &Exchange{Method: req.Method, URL: clean.String(), Time: t.now().UTC().Truncate(time.Millisecond)}
		resp = t.exchange(ctx, req, wire, x, fresh)
		again := x.Reused && x.Err != nil && len(x.Response) == 0 && req.Body == nil && ctx.Err() == nil
		if !again || (req.Method != http.MethodGet && req.Method != http.MethodHead) {
			break // the server had closed a kept connection: once more on a new one
		}
	}
	if t.OnExchange != nil {
		t.OnExchange(req, x)
	}
	if f, ok := req.Context().Value(exchangeKey{}).(func(*http.Request, *Exchange)); ok && f != nil {
		f(req, x)
	}
	if resp == nil {
		return nil, x.Err
	}
	t.deliver(resp, req, x)
	return resp, nil
}

func (t *Recorder) now() time.Time {
	if t.Now != nil {
		return t.Now()
	}
	return time.Now()
}

func or[T comparable](v, otherwise T) T {
	var zero T
	if v == zero {
		return otherwise
	}
	return v
}

// wireRequest gives the bytes of the request as they are sent.
func wireRequest(req *http.Request) ([]byte, error) {
	if req.Body != nil {
		defer req.Body.Close()
	}
	if s := req.URL.Scheme; (s != "http" && s != "https") || req.URL.Host == "" {
		return nil, fmt.Errorf("no http address: %q", req.URL.Redacted())
	}
	out := req.Clone(req.Context())
	if out.Header == nil {
		out.Header = http.Header{}
	}
	if out.Header.Get("Accept-Encoding") == "" && out.Header.Get("Range") == "" {
		out.Header.Set("Accept-Encoding", "gzip")
	}
	var b bytes.Buffer
	if err := out.Write(&b); err != nil {
		return nil, fmt.Errorf("request %s: %w", req.URL.Redacted(), err)
	}
	return b.Bytes(), nil
}

// exchange does one exchange and fills in x. The response is nil unless its
// header came whole; its body has been read.
func (t *Recorder) exchange(ctx context.Context, req *http.Request, wire []byte, x *Exchange, fresh bool) *http.Response {
	began := time.Now()
	c, err := t.conn(ctx, req.URL, fresh)
	if err != nil {
		x.Err = err
		x.Total = time.Since(began)
		return nil
	}
	x.IP, x.Reused, x.Chain = c.ip, c.reused, c.chain
	if c.state != nil {
		x.TLS = tls.VersionName(c.state.Version)
	}
	if !c.reused {
		x.Connect = time.Since(began)
	}
	if end, ok := ctx.Deadline(); ok {
		c.SetDeadline(end)
	}
	stop := context.AfterFunc(ctx, func() { c.SetDeadline(time.Unix(1, 0)) })
	x.Request = wire
	c.tap = tap{conn: c.Conn, limit: maxResponseHeader, began: began}
	var resp *http.Response
	keep := false
	if _, err = c.Write(wire); err == nil {
		resp, keep, err = t.read(c, req, x)
	}
	x.First, x.Total = c.tap.first, time.Since(began)
	c.tap = tap{conn: c.Conn} // x alone holds the bytes now
	if resp != nil {
		resp.TLS = c.state
	}
	if err != nil {
		x.Err = failure(ctx, err)
		if resp != nil && x.Truncated == "" {
			x.Truncated = "disconnect"
			if errors.Is(x.Err, context.DeadlineExceeded) || errors.Is(x.Err, context.Canceled) {
				x.Truncated = "time"
			}
		}
	}
	if stop() && keep && err == nil && x.Truncated == "" {
		t.put(c)
	} else {
		c.Close()
	}
	return resp
}

// failure names why an exchange broke off: the context's end comes as an error
// of the connection.
func failure(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	// A reader of headers may tell of the half line before the end, not of it.
	if end, ok := ctx.Deadline(); errors.Is(err, os.ErrDeadlineExceeded) || ok && !time.Now().Before(end) {
		return context.DeadlineExceeded
	}
	return err
}

// read reads the final response over c and moves its bytes into x. keep tells
// whether the connection may serve again.
func (t *Recorder) read(c *wireConn, req *http.Request, x *Exchange) (resp *http.Response, keep bool, err error) {
	begin := 0
	for i := 0; ; i++ {
		resp, err = http.ReadResponse(c.br, req)
		if err == nil && resp.StatusCode >= 100 && resp.StatusCode < 200 && resp.StatusCode != http.StatusSwitchingProtocols {
			begin = c.consumed()
			if i < maxInformational {
				continue
			}
			err = errors.New("too many 1xx responses")
		}
		break
	}
	if err != nil {
		x.Response = c.tap.buf[begin:]
		return nil, false, fmt.Errorf("read response header: %w", whole(err))
	}
	x.HeaderLen = c.consumed() - begin
	c.tap.limit = begin + int(or(t.MaxResponse, defaultMaxResponse))
	_, err = io.Copy(io.Discard, resp.Body)
	resp.Body.Close()
	end := c.consumed()
	x.Response = c.tap.buf[begin:end:end]
	if errors.Is(err, errTapLimit) {
		x.Truncated, err = "length", nil
	}
	keep = !resp.Close && !req.Close && resp.StatusCode != http.StatusSwitchingProtocols && c.br.Buffered() == 0
	return resp, keep, err
}

// deliver gives resp the decoded body of x.
func (t *Recorder) deliver(resp *http.Response, req *http.Request, x *Exchange) {
	resp.Request = req
	cut := x.Truncated
	body := readMessage(x.Response).payload
	if coding := resp.Header.Values("Content-Encoding"); len(coding) > 0 && req.Method != http.MethodHead {
		decoded, why, err := decode(body, coding, or(t.MaxBody, defaultMaxBody))
		if err == nil {
			body = decoded
			resp.Header.Del("Content-Encoding")
			resp.Header.Del("Content-Length")
			resp.Uncompressed = true
		}
		cut = or(cut, why)
	} else if limit := or(t.MaxBody, defaultMaxBody); int64(len(body)) > limit {
		body, cut = body[:limit], "length"
	}
	resp.Header.Del(TruncatedField)
	if cut != "" {
		resp.Header.Set(TruncatedField, cut)
	}
	resp.TransferEncoding = nil
	if req.Method != http.MethodHead {
		resp.ContentLength = int64(len(body))
	}
	var broken error
	switch {
	case x.Err != nil:
		broken = x.Err
	case cut == "decode":
		broken = io.ErrUnexpectedEOF
	}
	resp.Body = &memoryBody{Reader: bytes.NewReader(body), err: broken}
}

// memoryBody is a body in memory that may end in an error.
type memoryBody struct {
	*bytes.Reader
	err error
}

func (b *memoryBody) Read(p []byte) (int, error) {
	n, err := b.Reader.Read(p)
	if err == io.EOF && b.err != nil {
		err = b.err
	}
	return n, err
}

// WriteTo keeps io.Copy from passing Read by.
func (b *memoryBody) WriteTo(w io.Writer) (int64, error) {
	n, err := b.Reader.WriteTo(w)
	if err == nil {
		err = b.err
	}
	return n, err
}

func (b *memoryBody) Close() error { return nil }

// hostPort gives the host:port to dial for u.
func hostPort(u *url.URL) string {
	port := u.Port()
	if port == "" {
		port = "80"
		if u.Scheme == "https" {
			port = "443"
		}
	}
	return net.JoinHostPort(strings.ToLower(u.Hostname()), port)
}
