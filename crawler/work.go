package crawler

import (
	"context"
	"fmt"
	"net/url"
	"strconv"
	"time"

	"khotin/crawler/archive"
	"khotin/crawler/frontier"
)

// work is one worker: it fetches until the run is over.
func (r *run) work(ctx context.Context) error {
	e := newEngine(r)
	for {
		l, it, ok := r.next(ctx)
		if !ok {
			return nil
		}
		ready, err := r.handle(ctx, e, l, it)
		if err != nil {
			r.fail(err)
		}
		r.free(l, ready)
	}
}

// handle fetches one item and hands over what came of it. It gives the time
// from which the host may be asked again. An error means that nothing can be
// kept any more.
func (r *run) handle(ctx context.Context, e *engine, l *lane, it frontier.Item) (time.Time, error) {
	allowed, asked, err := r.consult(ctx, e, l, it)
	switch {
	case err != nil:
		return time.Time{}, err
	case ctx.Err() != nil || r.stopped(l):
		r.back(l, it)
		return time.Time{}, nil
	case asked: // robots.txt was a request too: the item waits its turn
		r.back(l, it)
		return r.now().Add(r.spare(l)), nil
	case !allowed:
		r.submit(kept{lane: l, Outcome: frontier.Outcome{Item: it, State: frontier.Done, Next: r.now().Add(7 * 24 * time.Hour),
			Class: "robots", Message: "robots.txt forbids it"}, count: func(c *Counts) { c.Excluded++ }})
		return time.Time{}, nil
	}
	s := e.fetch(ctx, it)
	if ctx.Err() != nil && (s.status == 0 || s.truncated == "time") {
		r.back(l, it) // broken off by us, not by the portal
		return time.Time{}, nil
	}
	o, failure, count := r.judge(ctx, it, s)
	k := kept{Outcome: o, lane: l, failure: failure, count: func(c *Counts) {
		c.Requests++
		if count != nil {
			count(c)
		}
	}}
	if err := r.record(&k, s); err != nil {
		return time.Time{}, err
	}
	pause := r.judgeHost(&k, s)
	if ready := r.now().Add(pause); k.HostNext.Before(ready) {
		k.HostNext = ready
	}
	r.submit(k)
	return k.HostNext, nil
}

// stopped reports whether the lane is left alone for the rest of the run.
func (r *run) stopped(l *lane) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return l.stopped
}

// record appends the exchange to the WARC files and notes where it lies.
func (r *run) record(k *kept, s seen) error {
	x := s.exchange
	if x == nil {
		return nil
	}
	w, err := r.writer(k.Item.Site)
	if err != nil {
		return err
	}
	group := x.Records(k.Item.Original, archive.Fields{
		{Name: "via", Value: k.Item.FoundOn},
		{Name: "kind", Value: k.Item.Kind},
		{Name: "attempt", Value: strconv.Itoa(k.Item.Attempts + 1)},
		{Name: "robots", Value: r.decision(k.Item)},
	})
	places, err := w.Append(group...)
	if err != nil {
		return err
	}
	k.writer, k.begin, k.End = w, places[0].Offset, places[len(places)-1]
	if x.HeaderLen > 0 {
		k.Captures = append(k.Captures, entry(group[0], s))
	}
	return nil
}

// entry gives the catalogue's entry for a response or revisit record.
func entry(r *archive.Record, s seen) frontier.Kept {
	return frontier.Kept{
		URL: r.TargetURI(), Time: r.Date(), Type: r.Type(), Status: s.status,
		Digest: r.Header.Get("WARC-Payload-Digest"), Truncated: s.truncated, Record: r.ID(),
		File: r.File, Offset: r.Offset, Length: r.Length,
	}
}

// judgeHost gives the pause before the host is asked again. One that does not
// answer any more is left alone.
func (r *run) judgeHost(k *kept, s seen) (pause time.Duration) {
	r.mu.Lock()
	defer r.mu.Unlock()
	l, it := k.lane, k.Item
	k.HostPace, pause = r.adjust(l, s)
	if s.status != 0 {
		l.fails = 0
		return pause
	}
	if l.fails++; l.fails < hostFails {
		return pause
	}
	l.stopped = true
	class, message := classify(s.err, s.truncated)
	r.countsOf(it.Site).Failed++
	r.report.Failures = append(r.report.Failures, Failure{Site: it.Site, URL: originOf(it.URL), Class: class,
		Message: fmt.Sprintf("host failed %d times in a row, left for the next run: %s", l.fails, message)})
	return pause
}

// hostOf gives host and port of an address as it stands there, "" for none.
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Host
}

// originOf gives scheme, host and port of an address.
func originOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Scheme + "://" + u.Host
}
