package archive

import (
	"bufio"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/url"
	"time"
)

// wireConn is a connection whose incoming bytes go through a tap. It serves
// one exchange at a time; each exchange gets a tap of its own, so that no
// buffer is ever shared by two (net/http gives connections back before the
// reader has seen the end, which mixes pages).
type wireConn struct {
	net.Conn
	br     *bufio.Reader // over tap
	tap    tap
	key    string // what it may be reused for
	ip     string
	state  *tls.ConnectionState // nil for plain http
	chain  string               // where certificates missing from the server came from
	reused bool
	since  time.Time // idle since
}

// tap keeps what is read from conn, up to limit bytes.
type tap struct {
	conn  net.Conn
	buf   []byte
	limit int
	began time.Time
	first time.Duration // from began to the first byte
}

var errTapLimit = errors.New("response is longer than the limit")

// consumed gives the bytes of the tap that the parser has taken.
func (c *wireConn) consumed() int { return len(c.tap.buf) - c.br.Buffered() }

// tapReader is the reader below the parser.
type tapReader struct{ c *wireConn }

func (r tapReader) Read(p []byte) (int, error) {
	t := &r.c.tap
	if room := t.limit - len(t.buf); room <= 0 {
		return 0, errTapLimit
	} else if len(p) > room {
		p = p[:room]
	}
	n, err := t.conn.Read(p)
	if n > 0 && t.buf == nil {
		t.first = time.Since(t.began)
	}
	t.buf = append(t.buf, p[:n]...)
	return n, err
}

// conn gives a connection for u: a kept one unless fresh, else a new one.
func (t *Recorder) conn(ctx context.Context, u *url.URL, fresh bool) (*wireConn, error) {
	addr := hostPort(u)
	key := u.Scheme + " " + addr
	if !fresh {
		if c := t.take(key); c != nil {
			return c, nil
		}
	}
	guard := t.Guard
	if guard == nil {
		guard = &Guard{}
	}
	raw, err := guard.DialContext(ctx, "tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("connect to %s: %w", addr, err)
	}
	c := &wireConn{Conn: raw, key: key}
	if host, _, err := net.SplitHostPort(raw.RemoteAddr().String()); err == nil {
		c.ip = host
	}
	if u.Scheme == "https" {
		secure, from, err := t.secure(ctx, guard, raw, addr, u.Hostname())
		if err != nil {
			if secure != nil {
				secure.Close()
			}
			return nil, fmt.Errorf("tls with %s: %w", addr, err)
		}
		state := secure.ConnectionState()
		c.Conn, c.state, c.chain = secure, &state, from
	}
	c.tap = tap{conn: c.Conn}
	c.br = bufio.NewReaderSize(tapReader{c}, 16<<10)
	return c, nil
}

const (
	defaultIdle    = 20 * time.Second
	maxIdlePerHost = 64
)

// take gives a kept connection that is still quiet, or nil.
func (t *Recorder) take(key string) *wireConn {
	for {
		t.mu.Lock()
		list := t.idle[key]
		if len(list) == 0 {
			t.mu.Unlock()
			return nil
		}
		c := list[len(list)-1]
		t.idle[key] = list[:len(list)-1]
		t.mu.Unlock()
		if time.Since(c.since) < or(t.Idle, defaultIdle) && c.quiet() {
			c.reused = true
			return c
		}
		c.Close()
	}
}

// quiet reports whether the server has sent or closed nothing since the last
// exchange: bytes that wait would be taken for the next response.
func (c *wireConn) quiet() bool {
	c.SetReadDeadline(time.Now().Add(200 * time.Microsecond))
	c.tap = tap{conn: c.Conn, limit: 1}
	_, err := c.br.Peek(1)
	var timeout net.Error
	return errors.As(err, &timeout) && timeout.Timeout()
}

// put keeps a connection for reuse.
func (t *Recorder) put(c *wireConn) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.Idle < 0 || len(t.idle[c.key]) >= maxIdlePerHost {
		c.Close()
		return
	}
	if t.idle == nil {
		t.idle = map[string][]*wireConn{}
	}
	c.since = time.Now()
	t.idle[c.key] = append(t.idle[c.key], c)
}

// CloseIdleConnections closes the connections that wait for reuse.
func (t *Recorder) CloseIdleConnections() {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, list := range t.idle {
		for _, c := range list {
			c.Close()
		}
	}
	t.idle = nil
}
