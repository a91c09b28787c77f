package archive

import (
	"bufio"
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// raw serves connections with f, which sees one request at a time.
func raw(t *testing.T, f func(n int, req *http.Request, c net.Conn)) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	var n atomic.Int32
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer c.Close()
				br := bufio.NewReader(c)
				for {
					req, err := http.ReadRequest(br)
					if err != nil {
						return
					}
					f(int(n.Add(1)), req, c)
					if req.Header.Get("X-Close") != "" || strings.HasPrefix(req.URL.Path, "/close") {
						return
					}
				}
			}()
		}
	}()
	return l.Addr().String()
}

// get fetches once and gives the body, the exchange and the errors.
func get(t *testing.T, r *Recorder, ctx context.Context, url string) (body string, resp *http.Response, x *Exchange, err error) {
	t.Helper()
	calls := 0
	ctx = WithExchange(ctx, func(_ *http.Request, got *Exchange) { x = got; calls++ })
	req, err := http.NewRequestWithContext(ctx, "GET", url, nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err = r.RoundTrip(req)
	if calls != 1 {
		t.Errorf("%s: %d exchanges", url, calls)
	}
	if err != nil {
		return "", nil, x, err
	}
	b, err := io.ReadAll(resp.Body)
	return string(b), resp, x, err
}

var loopback = &Guard{Allow: []string{"127.0.0.0/8"}}

func TestRecorderWireBytes(t *testing.T) {
	text := strings.Repeat("Hội đồng nhân dân quận. ", 30)
	zipped := gzipped(text)
	for _, tc := range []struct{ name, path, wire, final, body, cut, field string }{
		{"length", "/", "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc", "", "abc", "", ""},
		{"chunked", "/", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1;x=y\r\nc\r\n0\r\nT: z\r\n\r\n", "", "abc", "", ""},
		{"odd spelling is kept", "/", "HTTP/1.1 200 Tot\r\nserver:  nginx\r\nCONTENT-LENGTH:3\r\n\r\nabc", "", "abc", "", ""},
		{"gzip", "/", fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n%s", len(zipped), zipped), "", text, "", ""},
		{"to the end", "/close", "HTTP/1.0 200 OK\r\n\r\nabc", "", "abc", "", ""},
		{"early hints", "/", "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc", "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc", "abc", "", ""},
		{"more than announced", "/", "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabcXYZ", "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc", "abc", "", ""},
		{"not modified", "/", "HTTP/1.1 304 Not Modified\r\nETag: x\r\nContent-Length: 99\r\n\r\n", "", "", "", ""},
		{"less than announced", "/close", "HTTP/1.1 200 OK\r\nContent-Length: 30\r\n\r\nabc", "", "abc", "disconnect", "disconnect"},
		{"chunks break off", "/close", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n20\r\nabc", "", "abc", "disconnect", "disconnect"},
		{"gzip breaks off", "/", fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n%s", len(zipped)-5, zipped[:len(zipped)-5]), "", text, "", "decode"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			var sent bytes.Buffer
			addr := raw(t, func(_ int, req *http.Request, c net.Conn) { req.Write(&sent); io.WriteString(c, tc.wire) })
			r := &Recorder{Guard: loopback}
			defer r.CloseIdleConnections()
			body, resp, x, err := get(t, r, context.Background(), "http://"+addr+tc.path+"#cuoi")
			if resp == nil {
				t.Fatal(err)
			}
			want := tc.final
			if want == "" {
				want = tc.wire
			}
			if string(x.Response) != want || body != tc.body || x.Truncated != tc.cut || resp.Header.Get(TruncatedField) != tc.field {
				t.Errorf("wire %q\nbody %q cut %q field %q", x.Response, body, x.Truncated, resp.Header.Get(TruncatedField))
			}
			if (err != nil) != (tc.field != "") {
				t.Errorf("body error %v", err)
			}
			if !strings.HasPrefix(string(x.Request), "GET "+tc.path+" HTTP/1.1\r\nHost: "+addr+"\r\n") || !strings.HasSuffix(string(x.Request), "\r\n\r\n") {
				t.Errorf("request %q", x.Request)
			}
			if x.IP != "127.0.0.1" || x.URL != "http://"+addr+tc.path || x.Status() != resp.StatusCode {
				t.Errorf("%+v", x)
			}
			if head, _ := splitHead(x.Response); len(head) != x.HeaderLen {
				t.Errorf("header ends at %d, said %d", len(head), x.HeaderLen)
			}
		})
	}
}

func TestRecorderLimits(t *testing.T) {
	long := strings.Repeat("x", 1<<20)
	end := make(chan struct{})
	defer close(end)
	addr := raw(t, func(_ int, req *http.Request, c net.Conn) {
		switch req.URL.Path {
		case "/dai":
			fmt.Fprintf(c, "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s", len(long), long)
		case "/no":
			b := gzipped(strings.Repeat(long, 8))
			fmt.Fprintf(c, "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n%s", len(b), b)
		case "/dau":
			io.WriteString(c, "HTTP/1.1 200 OK\r\n")
			for range 100 {
				io.WriteString(c, "A: "+long+"\r\n")
			}
		case "/close":
		case "/cham":
			io.WriteString(c, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc")
			<-end
		}
	})
	r := &Recorder{Guard: loopback, MaxResponse: 100 << 10, MaxBody: 1 << 20}
	defer r.CloseIdleConnections()
	ctx := context.Background()
	body, resp, x, err := get(t, r, ctx, "http://"+addr+"/dai")
	if err != nil || x.Truncated != "length" || len(x.Response) != 100<<10 || len(body) != len(x.Response)-x.HeaderLen || resp.Header.Get(TruncatedField) != "length" {
		t.Errorf("long: %v %q %d", err, x.Truncated, len(x.Response))
	}
	body, resp, x, err = get(t, r, ctx, "http://"+addr+"/no")
	if err != nil || x.Truncated != "" || len(body) != 1<<20 || resp.Header.Get(TruncatedField) != "length" {
		t.Errorf("bomb: %v %q %d", err, x.Truncated, len(body))
	}
	if _, _, x, err = get(t, r, ctx, "http://"+addr+"/dau"); err == nil || x.HeaderLen != 0 || len(x.Response) > 2<<20 {
		t.Errorf("endless header: %v %d", err, len(x.Response))
	}
	if _, _, x, err = get(t, r, ctx, "http://"+addr+"/close"); !errors.Is(err, io.ErrUnexpectedEOF) || len(x.Records(nil, nil)) != 2 {
		t.Errorf("no response: %v", err)
	}
	hasty := &Recorder{Guard: loopback, Timeout: time.Second}
	defer hasty.CloseIdleConnections()
	body, _, x, err = get(t, hasty, ctx, "http://"+addr+"/cham")
	if !errors.Is(err, context.DeadlineExceeded) || x.Truncated != "time" || body != "abc" {
		t.Errorf("slow: %v %q %q", err, x.Truncated, body)
	}
	ctx, cancel := context.WithCancel(ctx)
	time.AfterFunc(20*time.Millisecond, cancel)
	if _, _, x, err = get(t, r, ctx, "http://"+addr+"/cham"); !errors.Is(err, context.Canceled) || x == nil {
		t.Errorf("cancelled: %v", err)
	}
}

// Under concurrency and with kept connections every exchange holds its own
// page, on the wire, in the response, and in the archive.
func TestRecorderConcurrent(t *testing.T) {
	var conns atomic.Int32
	srv := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		body := strings.Repeat(req.URL.Path+"\n", 300)
		if strings.HasSuffix(req.URL.Path, "3") {
			w.Header().Set("Content-Encoding", "gzip")
			body = gzipped(body)
		}
		half := len(body) / 2
		io.WriteString(w, body[:half])
		if strings.HasSuffix(req.URL.Path, "5") {
			w.(http.Flusher).Flush()
		}
		io.WriteString(w, body[half:])
	}))
	srv.Config.ConnState = func(_ net.Conn, s http.ConnState) {
		if s == http.StateNew {
			conns.Add(1)
		}
	}
	srv.Start()
	defer srv.Close()
	a := newArchive(t)
	w := newWriter(t, a, WriterOptions{})
	r := &Recorder{Guard: loopback}
	defer r.CloseIdleConnections()
	const workers, each = 8, 50
	var wg sync.WaitGroup
	for i := range workers {
		wg.Go(func() {
			for k := range each {
				path := fmt.Sprintf("/%d/%d", i, k)
				body, _, x, err := get(t, r, context.Background(), srv.URL+path)
				if err != nil || body != strings.Repeat(path+"\n", 300) {
					t.Errorf("%s: %v", path, err)
					return
				}
				if _, err := w.Append(x.Records(nil, nil)...); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	got := captures(t, a, nil)
	for _, c := range got {
		if path := strings.TrimPrefix(c.URL, srv.URL); string(c.Body) != strings.Repeat(path+"\n", 300) {
			t.Errorf("%s holds another page", path)
		}
	}
	if rep := verified(t, a); len(got) != workers*each || len(rep.Faults) > 0 {
		t.Errorf("%d captures, %v", len(got), rep.Faults)
	}
	if n := conns.Load(); n > workers*each/4 {
		t.Errorf("%d connections for %d pages", n, workers*each)
	}
}

func TestRecorderStaleConnection(t *testing.T) {
	late := make(chan struct{})
	addr := raw(t, func(n int, req *http.Request, c net.Conn) {
		switch n {
		case 1: // unasked bytes arrive later on the kept connection
			io.WriteString(c, "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n1")
			time.AfterFunc(20*time.Millisecond, func() {
				io.WriteString(c, "HTTP/1.1 408 Late\r\nContent-Length: 0\r\n\r\n")
				close(late)
			})
		case 3: // closes instead of answering
			c.Close()
		default:
			fmt.Fprintf(c, "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n%d", n)
		}
	})
	r := &Recorder{Guard: loopback}
	defer r.CloseIdleConnections()
	for i, want := range []string{"1", "2", "4"} {
		body, resp, _, err := get(t, r, context.Background(), "http://"+addr+"/")
		if err != nil || body != want || resp.StatusCode != 200 {
			t.Errorf("request %d: %q %v", i+1, body, err)
		}
		<-late
	}
}

func TestRecorderTLS(t *testing.T) {
	srv := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) { io.WriteString(w, req.Proto) }))
	srv.Config.ErrorLog = log.New(io.Discard, "", 0)
	srv.StartTLS()
	defer srv.Close()
	r := &Recorder{Guard: loopback, TLS: &tls.Config{InsecureSkipVerify: true}}
	var unknown x509.UnknownAuthorityError
	if _, _, x, err := get(t, r, context.Background(), srv.URL); !errors.As(err, &unknown) || x.Request != nil {
		t.Errorf("unknown authority: %v", err)
	}
	pool := x509.NewCertPool()
	pool.AddCert(srv.Certificate())
	r = &Recorder{Guard: &Guard{Resolve: map[string]string{"example.com": srv.Listener.Addr().String()}}, TLS: &tls.Config{RootCAs: pool}}
	defer r.CloseIdleConnections()
	for range 2 {
		body, resp, x, err := get(t, r, context.Background(), "https://example.com/")
		if err != nil || body != "HTTP/1.1" || x.TLS == "" || resp.TLS == nil {
			t.Errorf("%q %v %+v", body, err, x)
		}
	}
}

func TestRecorderBlocked(t *testing.T) {
	addr := raw(t, func(int, *http.Request, net.Conn) { t.Error("reached") })
	_, port, _ := net.SplitHostPort(addr)
	for _, host := range []string{addr, "localhost:" + port, "[::ffff:127.0.0.1]:" + port, "0.0.0.0:" + port} {
		if _, _, x, err := get(t, &Recorder{}, context.Background(), "http://"+host+"/"); !errors.Is(err, ErrBlocked) || x.Err == nil {
			t.Errorf("%s: %v", host, err)
		}
	}
	if _, err := new(Recorder).RoundTrip(httptest.NewRequest("GET", "ftp://vidu.vn/", nil)); err == nil {
		t.Error("ftp taken")
	}
}

func TestGuard(t *testing.T) {
	for _, tc := range []struct {
		ip string
		ok bool
	}{
		{"203.162.4.191", true}, {"1.1.1.1", true}, {"172.15.0.1", true}, {"172.32.0.1", true}, {"100.128.0.1", true},
		{"2405:4800::1", true}, {"::ffff:1.1.1.1", true}, {"64:ff9b::101:101", true}, {"2002:101:101::1", true},
		{"127.0.0.1", false}, {"127.255.0.9", false}, {"::1", false}, {"::ffff:127.0.0.1", false},
		{"10.0.0.1", false}, {"172.16.0.1", false}, {"172.31.255.255", false}, {"192.168.1.1", false}, {"::ffff:10.0.0.1", false},
		{"fc00::1", false}, {"fd12:3456::1", false}, {"fec0::1", false},
		{"169.254.169.254", false}, {"169.254.1.1", false}, {"fe80::1", false}, {"fd00:ec2::254", false},
		{"0.0.0.0", false}, {"0.1.2.3", false}, {"::", false}, {"::7f00:1", false},
		{"100.64.0.1", false}, {"192.0.0.8", false}, {"192.0.2.1", false}, {"198.18.0.1", false}, {"198.51.100.1", false}, {"203.0.113.1", false},
		{"224.0.0.1", false}, {"239.255.255.250", false}, {"255.255.255.255", false}, {"240.0.0.1", false}, {"ff02::1", false},
		{"2001:db8::1", false}, {"3fff::1", false}, {"2001::1", false}, {"100::1", false},
		{"64:ff9b::7f00:1", false}, {"64:ff9b::a9fe:a9fe", false}, {"2002:7f00:1::1", false}, {"2002:a00:1::1", false},
	} {
		if got := Public(netip.MustParseAddr(tc.ip)); got != tc.ok {
			t.Errorf("%s: public %v", tc.ip, got)
		}
	}
	g := &Guard{Allow: []string{"10.1.0.0/16", "127.0.0.1:8080", "192.168.1.5", "noibo.vn:80"}, Ports: []uint16{8080}}
	for address, ok := range map[string]bool{
		"10.1.2.3:80": true, "10.2.0.1:80": false, "127.0.0.1:8080": true, "127.0.0.1:8081": false,
		"[::ffff:127.0.0.1]:8080": true, "192.168.1.5:443": true, "192.168.1.6:443": false,
		"1.1.1.1:443": true, "[fe80::1%eth0]:80": false, "noibo.vn:80": false, "": false,
		"1.1.1.1:80": true, "1.1.1.1:8080": true, "1.1.1.1:22": false, "1.1.1.1:6379": false, "[2405:4800::1]:8081": false,
	} {
		if err := g.Check(address); (err == nil) != ok || (err != nil && !errors.Is(err, ErrBlocked)) {
			t.Errorf("%s: %v", address, err)
		}
	}
}
