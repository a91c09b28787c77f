package crawler

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"khotin/crawler/archive"
	"khotin/crawler/frontier"
	"khotin/crawler/site"
)

const (
	listPart   = 5000 // holdings asked for at once
	mostEmpty  = 100  // parts in a row that may list nothing: of what a server looked through, its filter may take none
	stampForm  = "20060102150405"
	origPrefix = "X-Archive-Orig-"
)

// BackfillOptions say what Backfill takes from a web archive. Archive, URL and
// Endpoint are needed.
type BackfillOptions struct {
	Archive  *archive.Archive // open for writing
	Config   site.Config
	URL      string // as the CDX server takes it: an address, "host/path*", "*.host"
	Endpoint string // of the CDX server
	Replay   string // what stands before "<time>id_/<address>"; "" is /web/ on the server of Endpoint
	From, To string // of capture, digits of YYYYMMDDhhmmss from the left; "" is open

	Delay    time.Duration // between two requests; 0: Config's, else 5 s; negative: none
	Timeout  time.Duration // for one exchange; 0: 2 min
	Attempts int           // after which a capture is given up for this run; 0: 4
	Backoff  time.Duration // first pause before a retry, doubled each time; 0: 10 s
	Patience time.Duration // longest wait that a server may ask for; 0: 5 min
	Version  string        // of khotin; "dev" if ""
	Progress func(BackfillReport)
	Now      func() time.Time
	Log      *slog.Logger
}

// BackfillReport says what a Backfill did.
type BackfillReport struct {
	Listed  int // captures the web archive has
	Kept    int // put into the archive by this run
	Known   int // there already, under the same digest
	Waiting int // left for the next run
	Failed  int
	// Failures are the captures given up.
	Failures []Failure
}

// Backfill takes the captures of pages that a web archive holds into ours, one
// at a time: HTML with status 200, of each page those that differ. They are
// kept as imported captures, dated as they were made, with a metadata record
// that says where they came from. The list and how far it was dealt with are
// kept, so the same call goes on where the last one ended; when all was dealt
// with, it looks for more. The CDX server has to understand what that of the
// Wayback Machine does.
// https://github.com/internetarchive/wayback/tree/master/wayback-cdx-server
func Backfill(ctx context.Context, o BackfillOptions) (BackfillReport, error) {
	b, err := newBackfill(o)
	if err != nil {
		return BackfillReport{}, err
	}
	if b.front, err = frontier.Open(ctx, o.Archive.Path(frontier.File)); err != nil {
		return BackfillReport{}, err
	}
	defer b.front.Close()
	defer b.wire.CloseIdleConnections()
	if _, err := adopt(ctx, o.Archive, b.front); err != nil {
		return BackfillReport{}, fmt.Errorf("adopt what an earlier import left: %w", err)
	}
	if b.w, err = o.Archive.NewWriter(archive.WriterOptions{Site: "import", Info: archive.Fields{
		{Name: "software", Value: "khotin/" + b.o.Version}, {Name: "http-header-user-agent", Value: b.agent},
		{Name: "description", Value: "captures of the web archive behind " + o.Endpoint},
	}}); err != nil {
		return BackfillReport{}, err
	}
	err = b.run(ctx)
	if cerr := b.w.Close(); err == nil {
		err = cerr
	}
	if counts, cerr := b.front.Holdings(context.WithoutCancel(ctx), b.inquiry); cerr == nil {
		b.report.Waiting = counts[frontier.New]
		b.report.Listed = counts[frontier.New] + counts[frontier.Done] + counts[frontier.Failed]
	}
	b.report.Failed = len(b.report.Failures)
	return b.report, err
}

// backfill is one Backfill.
type backfill struct {
	o       BackfillOptions
	front   *frontier.Frontier
	w       *archive.Writer
	wire    *archive.Recorder
	agent   string
	inquiry frontier.Inquiry
	report  BackfillReport
	ready   time.Time // when the server may be asked again
	empty   int       // parts in a row that listed nothing
}

func newBackfill(o BackfillOptions) (*backfill, error) {
	u, err := url.Parse(o.Endpoint)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil, hint(fmt.Errorf("%q is no address of a CDX server", o.Endpoint), "the Wayback Machine's is https://web.archive.org/cdx/search/cdx")
	}
	if o.Config.Contact == "" && !local(o.Endpoint, o.Config.Resolve) {
		return nil, hint(fmt.Errorf("%w, and %s is a public server", ErrNoContact, u.Host),
			"write contact: and a mail or web address into "+o.Archive.Path(site.ConfigFile))
	}
	if o.Replay == "" {
		o.Replay = u.Scheme + "://" + u.Host + "/web/"
	}
	o.Delay = max(first(o.Delay, o.Config.Delay, 5*time.Second), 0)
	o.Timeout = first(o.Timeout, 2*time.Minute)
	o.Attempts = first(o.Attempts, 4)
	o.Backoff = first(o.Backoff, 10*time.Second)
	o.Patience = first(o.Patience, 5*time.Minute)
	o.Version = first(o.Version, "dev")
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	b := &backfill{o: o, agent: first(o.Config.Agent, "khotin") + "/" + o.Version}
	if o.Config.Contact != "" {
		b.agent += " (+" + o.Config.Contact + ")"
	}
	b.wire = &archive.Recorder{Guard: &archive.Guard{Resolve: lowerKeys(o.Config.Resolve), Ports: portsOf(o.Endpoint)}, Timeout: o.Timeout, Now: o.Now}
	return b, nil
}

// query gives the parameters of the list, but for its place.
func (b *backfill) query() url.Values {
	q := url.Values{"url": {b.o.URL}, "output": {"json"}, "fl": {"timestamp,original,mimetype,statuscode,digest"},
		"filter": {"statuscode:200", "mimetype:text/html"}, "collapse": {"digest"}}
	if b.o.From != "" {
		q.Set("from", b.o.From)
	}
	if b.o.To != "" {
		q.Set("to", b.o.To)
	}
	return q
}

func (b *backfill) run(ctx context.Context) (err error) {
	if b.inquiry, err = b.front.Inquire(ctx, b.o.Endpoint, b.query().Encode()); err != nil {
		return err
	}
	for !b.inquiry.Listed {
		if err := b.list(ctx); err != nil {
			return err
		}
	}
	for ctx.Err() == nil {
		h, attempts, ok, err := b.front.NextHolding(ctx, b.inquiry)
		if err != nil || !ok {
			return err
		}
		if err := b.take(ctx, h, attempts); err != nil {
			return err
		}
		if b.o.Progress != nil {
			b.o.Progress(b.report)
		}
	}
	return ctx.Err()
}

// errBusy: the server asks for more patience than the run has.
var errBusy = errors.New("the server asks to be left alone for longer than this run waits; the same command goes on later")

// errEndless: the server goes on listing nothing.
var errEndless = errors.New("the server says again and again that there is more, and lists nothing")

// list reads the next part of the list.
func (b *backfill) list(ctx context.Context) error {
	q := b.query()
	q.Set("limit", strconv.Itoa(listPart))
	q.Set("showResumeKey", "true")
	if b.inquiry.Resume != "" {
		q.Set("resumeKey", b.inquiry.Resume)
	}
	mark := "?"
	if strings.Contains(b.o.Endpoint, "?") {
		mark = "&"
	}
	for attempt := 1; ; attempt++ {
		x, err := b.get(ctx, b.o.Endpoint+mark+q.Encode())
		var part []frontier.Holding
		var resume string
		if err == nil {
			part, resume, err = readHoldings(x.Body)
		}
		if err == nil {
			if b.empty++; len(part) > 0 {
				b.empty = 0
			}
			if b.empty > mostEmpty {
				return fmt.Errorf("list of %s: %w", b.o.Endpoint, errEndless)
			}
			b.inquiry.Listed = resume == "" || resume == b.inquiry.Resume
			b.inquiry.Resume = resume
			return b.front.List(ctx, b.inquiry, part)
		}
		if ctx.Err() != nil || attempt >= b.o.Attempts || errors.Is(err, errBusy) {
			return fmt.Errorf("list of %s: %w", b.o.Endpoint, err)
		}
		b.rest(attempt)
	}
}

// rest puts the next request off.
func (b *backfill) rest(attempt int) {
	if at := time.Now().Add(b.o.Backoff << min(attempt-1, 6)); at.After(b.ready) {
		b.ready = at
	}
}

// refused is an answer that is none.
type refused struct {
	status int
}

func (e *refused) Error() string {
	return fmt.Sprintf("the server answers %d %s", e.status, http.StatusText(e.status))
}

// get asks for one address when the server may be asked again, and follows
// redirects on it. Anything but a whole 200 is an error.
func (b *backfill) get(ctx context.Context, address string) (*archive.Capture, error) {
	for range 6 {
		if err := sleep(ctx, time.Until(b.ready)); err != nil {
			return nil, err
		}
		var x *archive.Exchange
		req, err := http.NewRequestWithContext(archive.WithExchange(ctx, func(_ *http.Request, e *archive.Exchange) { x = e }), http.MethodGet, address, nil)
		if err != nil {
			return nil, err
		}
		req.Header.Set("User-Agent", b.agent)
		resp, err := b.wire.RoundTrip(req)
		b.ready = time.Now().Add(b.o.Delay)
		if err != nil {
			return nil, err
		}
		_, err = io.Copy(io.Discard, resp.Body)
		resp.Body.Close()
		if err != nil {
			return nil, err
		}
		if wait := retryAfter(resp.Header, b.o.Now()); wait > b.o.Patience {
			return nil, errBusy
		} else if wait > 0 {
			b.ready = time.Now().Add(wait)
		}
		if resp.StatusCode >= 300 && resp.StatusCode < 400 {
			to, err := req.URL.Parse(resp.Header.Get("Location"))
			if err != nil || to.Host != req.URL.Host {
				return nil, fmt.Errorf("leads elsewhere: %q", resp.Header.Get("Location"))
			}
			address = to.String()
			continue
		}
		if resp.StatusCode != http.StatusOK {
			return nil, &refused{resp.StatusCode}
		}
		c, err := x.Capture(0)
		if err == nil && c.Truncated != "" {
			err = errors.New("the page is not whole: " + c.Truncated)
		}
		return c, err
	}
	return nil, errors.New("goes round in a circle")
}

// take gets one capture and keeps it. An error means that the run cannot go on.
func (b *backfill) take(ctx context.Context, h frontier.Holding, attempts int) error {
	address := site.Normal(h.URL)
	last := context.WithoutCancel(ctx)
	if known, err := b.front.Seen(ctx, address, "sha1:"+h.Digest); err != nil || known {
		if known {
			b.report.Known++
			err = b.front.Settle(last, b.inquiry, h, frontier.Done, attempts)
		}
		return err
	}
	replay := b.o.Replay + h.Stamp + "id_/" + h.URL
	c, err := b.get(ctx, replay)
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.Is(err, errBusy):
		return err
	case err != nil:
		return b.fail(last, h, attempts+1, err)
	}
	kept, err := b.keep(ctx, h, address, replay, c)
	if err != nil {
		return err
	}
	if kept {
		b.report.Kept++
	} else {
		b.report.Known++
	}
	return b.front.Settle(last, b.inquiry, h, frontier.Done, attempts)
}

// fail puts a capture off, or gives it up.
func (b *backfill) fail(ctx context.Context, h frontier.Holding, attempts int, why error) error {
	state := frontier.New
	var no *refused
	final := errors.As(why, &no) && no.status/100 == 4 && no.status != http.StatusTooManyRequests && no.status != http.StatusRequestTimeout
	if attempts >= b.o.Attempts || final || errors.Is(why, archive.ErrBlocked) {
		state = frontier.Failed
		class := "cut"
		if no != nil {
			class = statusClass(no.status)
		} else if c, _ := classify(why, ""); c != "" {
			class = c
		}
		b.report.Failures = append(b.report.Failures, Failure{URL: h.URL, Class: class, Message: h.Stamp + ": " + why.Error()})
	}
	b.rest(attempts)
	return b.front.Settle(ctx, b.inquiry, h, state, attempts)
}

// stampOf gives the time in an address of the replay; "" for another address.
func (b *backfill) stampOf(address string) string {
	rest, ok := strings.CutPrefix(address, b.o.Replay)
	stamp, _, found := strings.Cut(rest, "id_/")
	if _, err := time.Parse(stampForm, stamp); !ok || !found || err != nil {
		return ""
	}
	return stamp
}

// keep stores a capture that was replayed, as it was first served: with the
// header fields that the web archive kept of it, its codings undone.
func (b *backfill) keep(ctx context.Context, h frontier.Holding, address, replay string, c *archive.Capture) (bool, error) {
	stamp := h.Stamp
	if other := b.stampOf(c.URL); other != "" && c.Digest != "sha1:"+h.Digest {
		stamp = other // the server gave the nearest that it has, which says something else
	}
	at, err := time.Parse(stampForm, stamp)
	if err != nil {
		return false, err
	}
	var head strings.Builder
	head.WriteString("HTTP/1.1 200 OK\r\n")
	typed := false
	for name, values := range c.Header {
		name, orig := strings.CutPrefix(http.CanonicalHeaderKey(name), http.CanonicalHeaderKey(origPrefix))
		switch {
		case !orig, name == "Content-Encoding", name == "Transfer-Encoding", name == "Content-Length", name == "Set-Cookie", name == "Connection":
			continue
		}
		typed = typed || name == "Content-Type"
		for _, v := range values {
			fmt.Fprintf(&head, "%s: %s\r\n", name, v)
		}
	}
	if !typed {
		fmt.Fprintf(&head, "Content-Type: %s\r\n", first(c.Header.Get("Content-Type"), h.Mime))
	}
	fmt.Fprintf(&head, "Content-Length: %d\r\n\r\n", len(c.Body))
	x := &archive.Exchange{Method: http.MethodGet, URL: address, Time: at, Response: append([]byte(head.String()), c.Body...), HeaderLen: head.Len()}
	if known, err := b.front.Seen(ctx, address, x.PayloadDigest()); err != nil || known {
		return false, err
	}
	group := x.Records(nil, archive.Fields{
		{Name: "importedFrom", Value: replay},
		{Name: "webArchive", Value: b.o.Endpoint},
		{Name: "originalPayloadDigest", Value: "sha1:" + h.Digest},
		{Name: "fetched", Value: archive.Date(b.o.Now())},
	})
	if _, err := b.w.Append(group...); err != nil {
		return false, err
	}
	if err := b.w.Sync(); err != nil {
		return false, err
	}
	capture, err := archive.Play(group[0], archive.PlayOptions{})
	if err != nil {
		return false, err
	}
	return true, b.front.Record(context.WithoutCancel(ctx), frontier.Keep(capture))
}
