package crawler

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"

	"golang.org/x/net/dns/dnsmessage"

	"khotin/crawler/archive"
)

// nameServer answers questions for addresses of version 4 with what answer gives
// for the n-th of them, and others with nothing.
func nameServer(t *testing.T, answer func(n int) []string) (*net.Resolver, *atomic.Int64) {
	t.Helper()
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var asked atomic.Int64
	done := make(chan struct{})
	go func() {
		defer close(done)
		packet := make([]byte, 1500)
		for {
			n, from, err := conn.ReadFrom(packet)
			if err != nil {
				return
			}
			var m dnsmessage.Message
			if m.Unpack(packet[:n]) != nil || len(m.Questions) != 1 {
				continue
			}
			m.Response, m.Authoritative, m.Additionals = true, true, nil
			if q := m.Questions[0]; q.Type == dnsmessage.TypeA {
				for _, ip := range answer(int(asked.Add(1))) {
					m.Answers = append(m.Answers, dnsmessage.Resource{
						Header: dnsmessage.ResourceHeader{Name: q.Name, Type: q.Type, Class: q.Class}, // a lifetime of 0
						Body:   &dnsmessage.AResource{A: netip.MustParseAddr(ip).As4()}})
				}
			}
			if out, err := m.Pack(); err == nil {
				conn.WriteTo(out, from)
			}
		}
	}()
	t.Cleanup(func() {
		conn.Close()
		<-done
	})
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "udp", conn.LocalAddr().String())
	}}, &asked
}

// TestNameRebinds: a name that answers with a good address first and with one
// inside afterwards. 127.0.0.2 stands for the good one here.
func TestNameRebinds(t *testing.T) {
	for name, answers := range map[string]struct {
		answer func(n int) []string
		kept   int // articles
	}{
		"one inside later": {func(n int) []string {
			if n <= 3 { // robots.txt, the list, one article
				return []string{"127.0.0.2"}
			}
			return []string{"127.0.0.1"}
		}, 1},
		"in turn":      {func(n int) []string { return []string{[]string{"127.0.0.1", "127.0.0.2"}[n%2]} }, 1},
		"both at once": {func(int) []string { return []string{"127.0.0.1", "127.0.0.2"} }, 3},
		"metadata":     {func(int) []string { return []string{"169.254.169.254"} }, 0},
	} {
		t.Run(name, func(t *testing.T) {
			inside, outside := newPortal(t, nil), newPortal(t, map[string]http.HandlerFunc{})
			l, err := net.Listen("tcp", "127.0.0.2:0")
			if err != nil {
				t.Skip(err)
			}
			_, port, _ := net.SplitHostPort(l.Addr().String())
			server := &httptest.Server{Listener: l, Config: &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
				w.Header().Set("Connection", "close") // each request looks the name up
				outside.Config.Handler.ServeHTTP(w, req)
			})}}
			server.Start()
			defer server.Close()
			within, err := net.Listen("tcp", "127.0.0.1:"+port) // the same port inside
			if err != nil {
				t.Skip(err)
			}

			trap := &http.Server{Handler: inside.Config.Handler}
			go trap.Serve(within)
			defer trap.Close()

			outside.set("/", links("/bai/1.html", "/bai/2.html", "/bai/3.html"))
			for i := 1; i <= 3; i++ {
				outside.set("/bai/"+itoa(i)+".html", article(i))
			}
			resolver, asked := nameServer(t, answers.answer)
			good := newPortal(t, map[string]http.HandlerFunc{"/": links("/bai/tot.html"), "/bai/tot.html": article(9)})
			r := newRig(t, nil)
			host := "doi-ten.test:" + port
			r.profile.Hosts, r.profile.Seeds = []string{host, "xa.test"}, []string{"http://" + host + "/", "http://xa.test/"}
			r.options.Config.Resolve["xa.test"] = good.Listener.Addr().String()
			r.options.Config.Contact, r.options.Attempts = "toa-soan@xa.test", 1
			r.options.guard = func(g *archive.Guard) {
				g.Allow, g.Resolver = []string{"127.0.0.2"}, resolver
			}
			report := r.crawl()
			if got := inside.take(); len(got) != 0 {
				t.Errorf("the server inside was asked %q", got)
			}
			if asked.Load() == 0 {
				t.Error("the name was never looked up")
			}
			kept := 0
			for i := 1; i <= 3; i++ {
				f := r.frontier()
				it, _, known, err := f.Item(context.Background(), "http://"+host+"/bai/"+itoa(i)+".html")
				f.Close()
				if err != nil {
					t.Fatal(err)
				}
				if known && it.Digest != "" {
					kept++
				}
			}
			if name == "in turn" && kept > 2 || name != "in turn" && kept != answers.kept {
				t.Errorf("%d articles kept, want %d", kept, answers.kept)
			}
			blocked := 0
			for _, f := range report.Failures {
				if (f.Class == "blocked" || f.Class == "robots") && strings.Contains(f.Message, "not public") {
					blocked++
				} else {
					t.Errorf("failure %+v", f)
				}
			}
			if kept < 3 && blocked == 0 {
				t.Errorf("nothing says that an address was refused: %+v", report.Failures)
			}
			equal(t, "the run went on", r.captures("/bai/tot.html"), []string{"response 200"})
		})
	}
}
