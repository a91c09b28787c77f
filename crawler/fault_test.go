package crawler

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"
)

// faulty crawls a site with one bad article beside a good one, and checks that
// the good one came, after the bad, and that archive and catalogue agree.
func faulty(t *testing.T, bad http.HandlerFunc, change func(*rig)) (*rig, Report) {
	t.Helper()
	r := newRig(t, map[string]http.HandlerFunc{
		"/": links("/bai/xau.html", "/bai/tot.html"), "/bai/xau.html": bad, "/bai/tot.html": article(1),
	})
	if change != nil {
		change(r)
	}
	report := r.crawl()
	equal(t, "the good article", r.captures("/bai/tot.html"), []string{"response 200"})
	if n := r.portal.times("/bai/tot.html"); n != 1 {
		t.Errorf("the good article was asked %d times", n)
	}
	return r, report
}

// failed checks that the bad article is the only failure, of that class.
func failed(t *testing.T, report Report, class string) {
	t.Helper()
	if len(report.Failures) != 1 || report.Failures[0].Class != class || report.Failures[0].URL != "http://xa.test/bai/xau.html" || report.Failures[0].Message == "" {
		t.Errorf("failures %+v, want one of class %q", report.Failures, class)
	}
}

// asks checks how often the bad article was asked.
func asks(t *testing.T, r *rig, want int) {
	t.Helper()
	if n := r.portal.times("/bai/xau.html"); n != want {
		t.Errorf("asked %d times, want %d", n, want)
	}
}

func repeat(s string, n int) []string {
	var out []string
	for range n {
		out = append(out, s)
	}
	return out
}

func TestTooManyRequests(t *testing.T) {
	for name, after := range map[string]func() string{
		"seconds": func() string { return "1" },
		"date":    func() string { return time.Now().Add(2 * time.Second).UTC().Format(http.TimeFormat) },
	} {
		t.Run(name, func(t *testing.T) {
			var first, second time.Time
			var between []string
			r, report := faulty(t, nil, func(r *rig) {
				r.portal.set("/bai/xau.html", func(w http.ResponseWriter, req *http.Request) {
					if first.IsZero() {
						first = time.Now()
						w.Header().Set("Retry-After", after())
						w.WriteHeader(http.StatusTooManyRequests)
						return
					}
					second = time.Now()
					article(2)(w, req)
				})
				r.portal.set("/bai/tot.html", func(w http.ResponseWriter, req *http.Request) {
					if wait := time.Since(first); wait < 900*time.Millisecond {
						between = append(between, wait.String())
					}
					article(1)(w, req)
				})
			})
			if len(report.Failures) != 0 || report.New != 2 {
				t.Errorf("report %+v", report)
			}
			asks(t, r, 2)
			if wait := second.Sub(first); wait < 900*time.Millisecond || len(between) > 0 {
				t.Errorf("asked again after %v; the host was asked after %v", wait, between)
			}
			equal(t, "kept", r.captures("/bai/xau.html"), []string{"response 429", "response 200"})
		})
	}
}

func TestRetryAfterBeyondPatience(t *testing.T) {
	r := newRig(t, map[string]http.HandlerFunc{"/": links("/bai/1.html", "/bai/2.html"),
		"/bai/1.html": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", "3600")
			w.WriteHeader(http.StatusServiceUnavailable)
		}, "/bai/2.html": article(2)})
	begin := time.Now()
	r.options.Now = func() time.Time { return begin }
	report := r.crawl()
	if report.Failed != 0 || report.Postponed != 2 || r.portal.times("/bai/2.html") != 0 {
		t.Errorf("report %+v", report)
	}
	r.portal.take()
	report = r.crawl() // the host's wish outlives the run
	if asked := r.portal.take(); len(asked) != 0 || report.Postponed != 3 {
		t.Errorf("asked %q, report %+v", asked, report)
	}
	r.portal.set("/bai/1.html", article(1))
	r.options.Now = func() time.Time { return begin.Add(2 * time.Hour) }
	if report = r.crawl(); report.New != 2 || report.Postponed != 0 {
		t.Errorf("later %+v", report)
	}
	r.agree()
}

func TestServerErrors(t *testing.T) {
	r, report := faulty(t, status(http.StatusServiceUnavailable), nil)
	failed(t, report, "http 503")
	asks(t, r, 4)
	equal(t, "kept", r.captures("/bai/xau.html"), repeat("response 503", 4))
	if got := r.state("/bai/xau.html"); got != "failed" {
		t.Errorf("state %s", got)
	}

	// A refusal is not asked twice.
	r, report = faulty(t, status(http.StatusForbidden), nil)
	failed(t, report, "http 403")
	asks(t, r, 1)

	// A failure that passes is none.
	n := 0
	r, report = faulty(t, func(w http.ResponseWriter, req *http.Request) {
		if n++; n < 3 {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		article(2)(w, req)
	}, nil)
	if report.Failed != 0 || report.New != 2 {
		t.Errorf("report %+v", report)
	}
	equal(t, "kept", r.captures("/bai/xau.html"), []string{"response 502", "response 502", "response 200"})
}

// raw answers with bytes of our own and closes the connection.
func raw(answer string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		conn, _, err := w.(http.Hijacker).Hijack()
		if err != nil {
			panic(err)
		}
		fmt.Fprint(conn, answer)
		conn.Close()
	}
}

func TestBrokenResponses(t *testing.T) {
	var zipped bytes.Buffer
	z := gzip.NewWriter(&zipped)
	fmt.Fprint(z, strings.Repeat("<p>Hội nghị bàn việc sản xuất vụ đông.</p>", 400))
	z.Close()
	cut := zipped.String()[:zipped.Len()/2]
	const head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
	for _, c := range []struct{ name, answer, class, kept string }{
		{"cut before the header", "", "cut", ""},
		{"cut inside the header", "HTTP/1.1 200 OK\r\nConte", "cut", ""},
		{"Content-Length too long", head + "Content-Length: 500\r\n\r\n<p>Ngắn</p>", "cut", "response 200 disconnect"},
		{"chunks break off", head + "Transfer-Encoding: chunked\r\n\r\n5\r\n<p>ab\r\n50\r\nc", "cut", "response 200 disconnect"},
		{"gzip breaks off", head + fmt.Sprintf("Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n", len(cut)) + cut, "coding", "response 200 decode"},
		{"no HTTP", "SSH-2.0-OpenSSH\r\n", "cut", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, report := faulty(t, raw(c.answer), nil)
			failed(t, report, c.class)
			// The transport may have used a kept connection: then it tries anew.
			if n := r.portal.times("/bai/xau.html"); c.answer != "" && n != 4 || n < 4 {
				t.Errorf("asked %d times, want 4", n)
			}
			var want []string
			if c.kept != "" {
				want = repeat(c.kept, 4)
			}
			equal(t, "kept", r.captures("/bai/xau.html"), want)
		})
	}
	t.Run("reset", func(t *testing.T) { // the connection, in the middle of the body
		r, report := faulty(t, func(w http.ResponseWriter, _ *http.Request) {
			conn, _, err := w.(http.Hijacker).Hijack()
			if err != nil {
				panic(err)
			}
			conn.(*net.TCPConn).SetLinger(0)
			fmt.Fprint(conn, head+"Content-Length: 500\r\n\r\n<p>Ngắn</p>")
			conn.Close()
		}, nil)
		failed(t, report, "cut")
		asks(t, r, 4)
	})
	t.Run("Content-Length too short", func(t *testing.T) {
		r, report := faulty(t, raw(head+"Content-Length: 4\r\n\r\n<p>Dài hơn</p>"), nil)
		if report.Failed != 0 || report.New != 2 {
			t.Errorf("report %+v", report)
		}
		equal(t, "kept", r.captures("/bai/xau.html"), []string{"response 200"})
	})
}

func TestSlowBody(t *testing.T) {
	r, report := faulty(t, func(w http.ResponseWriter, req *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, "<p>Bắt đầu")
		w.(http.Flusher).Flush()
		select {
		case <-req.Context().Done():
		case <-time.After(5 * time.Second):
		}
	}, func(r *rig) { r.options.Timeout, r.options.Attempts = time.Second, 2 })
	failed(t, report, "timeout")
	asks(t, r, 2)
	equal(t, "kept", r.captures("/bai/xau.html"), repeat("response 200 time", 2))
}

func to(target string) http.HandlerFunc {
	return func(w http.ResponseWriter, req *http.Request) { http.Redirect(w, req, target, http.StatusFound) }
}

func TestRedirects(t *testing.T) {
	t.Run("followed", func(t *testing.T) {
		r, report := faulty(t, to("/bai/moi.html"), func(r *rig) { r.portal.set("/bai/moi.html", article(2)) })
		if report.Failed != 0 || report.New != 2 {
			t.Errorf("report %+v", report)
		}
		equal(t, "the hop", r.captures("/bai/xau.html"), []string{"response 302"})
		equal(t, "the target", r.captures("/bai/moi.html"), []string{"response 200"})
	})
	t.Run("to the AMP variant only", func(t *testing.T) {
		r, report := faulty(t, to("/bai/xau.html/amp"), func(r *rig) { r.portal.set("/bai/xau.html/amp", article(2)) })
		if report.Failed != 0 || report.New != 2 {
			t.Errorf("report %+v", report)
		}
		equal(t, "the target", r.captures("/bai/xau.html/amp"), []string{"response 200"})
	})
	t.Run("loop", func(t *testing.T) {
		r, report := faulty(t, to("/bai/a.html"), func(r *rig) {
			r.portal.set("/bai/a.html", to("/bai/b.html"))
			r.portal.set("/bai/b.html", to("/bai/xau.html"))
		})
		if len(report.Failures) != 1 || report.Failures[0].Class != "redirect" {
			t.Errorf("failures %+v", report.Failures)
		}
		asks(t, r, 1)
	})
	t.Run("without end", func(t *testing.T) {
		r := newRig(t, map[string]http.HandlerFunc{"/": links("/bai/0.html", "/bai/tot.html"), "/bai/tot.html": article(1)})
		for n := range 3 * mostHops {
			r.portal.set("/bai/"+itoa(n)+".html", to("/bai/"+itoa(n+1)+".html"))
		}
		report := r.crawl()
		equal(t, "the good article", r.captures("/bai/tot.html"), []string{"response 200"})
		if len(report.Failures) != 1 || report.Failures[0].URL != "http://xa.test/bai/"+itoa(mostHops)+".html" || report.Failures[0].Class != "redirect" {
			t.Errorf("failures %+v", report.Failures)
		}
		if asked := len(r.portal.take()); asked != 3+mostHops+1 {
			t.Errorf("%d requests", asked)
		}
		// Later runs do not go on where this one gave up.
		begin := time.Now()
		for week := range 3 {
			r.options.Now = func() time.Time { return begin.Add(time.Duration(week+1) * 8 * 24 * time.Hour) }
			report = r.crawl()
			if r.state("/bai/"+itoa(mostHops+1)+".html") != "unknown" || len(report.Failures) != 1 {
				t.Fatalf("week %d: failures %+v", week, report.Failures)
			}
		}
	})
	t.Run("to itself", func(t *testing.T) {
		r, report := faulty(t, to("/bai/xau.html"), nil)
		failed(t, report, "redirect")
		asks(t, r, 1)
	})
	t.Run("off the site", func(t *testing.T) {
		other := newPortal(t, map[string]http.HandlerFunc{"/": article(3)})
		for _, target := range []string{other.URL + "/", "http://169.254.169.254/latest/meta-data/", "http://[::1]/", "file:///etc/passwd"} {
			r, report := faulty(t, to(target), nil)
			failed(t, report, "redirect")
			asks(t, r, 1)
		}
		if asked := other.take(); len(asked) != 0 {
			t.Errorf("the other server was asked %q", asked)
		}
	})
	t.Run("to an address inside", func(t *testing.T) { // which the site's hosts would allow
		other := newPortal(t, map[string]http.HandlerFunc{"/bai/1.html": article(3)})
		inside := []string{other.Listener.Addr().String(), "127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "0.0.0.0", "[::]",
			"10.0.0.1", "172.16.0.1", "192.168.1.1", "100.64.0.1", "[fd12:3456::1]", "169.254.169.254", "[fd00:ec2::254]", "169.254.1.1", "[fe80::1]",
			"224.0.0.1", "255.255.255.255", "[ff02::1]", "1.1.1.1:22", "1.1.1.1:6379"}
		r := newRig(t, map[string]http.HandlerFunc{"/bai/tot.html": article(1)})
		r.options.Attempts, r.profile.Hosts = 1, append(r.profile.Hosts, "127.0.0.1", "1.1.1.1")
		hops := []string{"/bai/tot.html"}
		for i, host := range inside {
			hop := "/bai/xau-" + itoa(i) + ".html"
			r.portal.set(hop, to("http://"+host+"/bai/1.html"))
			hops = append(hops, hop)
			r.profile.Hosts = append(r.profile.Hosts, host, strings.TrimSuffix(strings.TrimPrefix(host, "["), "]"))
		}
		r.portal.set("/", links(hops...))
		report := r.crawl()
		equal(t, "the good article", r.captures("/bai/tot.html"), []string{"response 200"})
		blocked := map[string]bool{}
		for _, f := range report.Failures {
			if f.Class != "robots" || !strings.Contains(f.Message, "not public") {
				t.Errorf("failure %+v", f)
			}
			blocked[f.URL] = true
		}
		if len(blocked) != len(inside) || len(report.Failures) != len(inside) {
			t.Errorf("%d hosts were refused, want %d: %v", len(blocked), len(inside), blocked)
		}
		for _, hop := range hops[1:] {
			equal(t, "the hop "+hop, r.captures(hop), []string{"response 302"})
			if n := r.portal.times(hop); n != 1 {
				t.Errorf("%s was asked %d times", hop, n)
			}
		}
		if asked := other.take(); len(asked) != 0 {
			t.Errorf("the other server was asked %q", asked)
		}
	})
}

func TestHostDown(t *testing.T) {
	var targets []string
	for i := range 20 {
		targets = append(targets, "/bai/"+itoa(i)+".html")
	}
	r := newRig(t, map[string]http.HandlerFunc{"/": links(targets...)})
	for _, target := range targets {
		r.portal.set(target, raw(""))
	}
	report := r.crawl()
	if report.Requests != 2+hostFails || report.Postponed != 20 || len(report.Failures) != 1 || report.Failures[0].Class != "cut" {
		t.Errorf("report %+v", report)
	}
	r.agree()
}
