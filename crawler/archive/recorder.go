package archive

import (
	"context"
	"crypto/tls"
	"net/http"
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
// A body cut by our own limits ends like a whole one; Exchange.Truncated and
// the response's header "Khotin-Truncated" tell.
type Recorder struct {
	Guard       *Guard        // dials; a zero Guard if nil
	TLS         *tls.Config   // cloned per connection; verification stays on
	MaxResponse int64         // wire bytes of a response; 16 MiB if 0
	MaxBody     int64         // decoded bytes of a body; 32 MiB if 0
	Timeout     time.Duration // for one exchange, connect to last byte; 60 s if 0
	Idle        time.Duration // how long an idle connection is kept; 20 s if 0, none if negative
	Now         func() time.Time

	// OnExchange is called once an exchange, in the goroutine of RoundTrip and
	// before it returns; failures too. A callback in the request's context
	// (WithExchange) is called after it.
	OnExchange func(*http.Request, *Exchange)

	mu   sync.Mutex
	idle map[string][]*wireConn
}

type exchangeKey struct{}

// WithExchange gives a context whose requests hand their exchange to f. It is
// called in the goroutine of RoundTrip, before that returns.
func WithExchange(ctx context.Context, f func(*http.Request, *Exchange)) context.Context {
	return context.WithValue(ctx, exchangeKey{}, f)
}
