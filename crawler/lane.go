package crawler

import (
	"context"
	"time"

	"khotin/crawler/frontier"
)

const (
	leaseSize = 128 // addresses leased at once: one transaction for all
	openLimit = 256 // fetched and not yet committed addresses of a host
	hostFails = 5   // failures of the network in a row after which a host is left alone

	// farAhead is beyond any pause that is asked for: a stored time further
	// off comes from a clock that was wrong.
	farAhead = 7 * 24 * time.Hour
)

// lane is a host in this run. One worker at a time fetches from it, or
// Options.PerHost.
type lane struct {
	host    string
	queue   []frontier.Item // leased
	ready   time.Time       // when the host may be asked again
	wake    time.Time       // queue empty: when the next retry is due
	busy    int             // workers that are at it
	settled bool            // robots.txt was asked or known: more than one worker may come
	open    int             // fetched, not yet committed
	idle    bool            // nothing was left to lease
	stopped bool            // no more of it in this run
	fails   int             // failures of the network in a row
	delay   time.Duration   // robots.txt's Crawl-delay, if longer than ours
	pace    time.Duration   // the pause that its answers ask for; 0: no more than is kept anyhow
}

// open makes the lane of a host, or wakes it: something new may be in the
// queue.
func (r *run) open(ctx context.Context, host string) error {
	r.mu.Lock()
	l := r.lanes[host]
	if l != nil {
		l.idle, l.wake = false, time.Time{}
	}
	r.mu.Unlock()
	if l != nil {
		return nil
	}
	clock, err := r.front.Clock(ctx, host)
	if err != nil {
		return err
	}
	ready := clock.Next
	l = &lane{host: host, ready: ready, pace: min(clock.Pace, paceMost)}
	now := r.now()
	switch wait := ready.Sub(now); {
	case wait > farAhead:
		l.ready = now
	case wait > max(r.Patience, r.Delay, l.pace):
		r.log.Info("host asked us to wait longer than this run does", "host", host, "until", ready)
		l.stopped = true
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.lanes[host] == nil {
		r.lanes[host] = l
	}
	return nil
}

// next gives a worker its next item and the lane it comes from, which is busy
// until free. Not ok: the run is over.
func (r *run) next(ctx context.Context) (*lane, frontier.Item, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for ctx.Err() == nil && r.failure == nil {
		now := r.now()
		if !r.awake(now) {
			break
		}
		best, at, active := r.pick(ctx, now)
		switch {
		case best == nil && !active:
			r.turn.Broadcast()
			return nil, frontier.Item{}, false
		case best == nil:
			r.turn.Wait()
		case at.After(now):
			timer := time.AfterFunc(at.Sub(now), r.turn.Broadcast)
			r.turn.Wait()
			timer.Stop()
		case len(best.queue) > 0:
			it := best.queue[0]
			best.queue = best.queue[1:]
			best.busy++
			if pause := r.pause(best); pause > 0 { // others at the same host begin later
				best.ready = now.Add(pause)
			}
			return best, it, true
		}
	}
	r.turn.Broadcast()
	return nil, frontier.Item{}, false
}

// pick chooses the lane that can be asked first, and when. active tells that
// others may get something to do.
func (r *run) pick(ctx context.Context, now time.Time) (best *lane, at time.Time, active bool) {
	for _, l := range r.lanes {
		switch {
		case l.busy >= r.room(l) || l.open >= openLimit:
			active = true
			continue
		case l.stopped:
			continue
		case len(l.queue) == 0 && !l.idle && !l.wake.After(now):
			if err := r.lease(ctx, l, now); err != nil {
				if ctx.Err() == nil && r.failure == nil {
					r.failure = err
				}
				return nil, at, false
			}
		}
		if len(l.queue) == 0 && l.open+l.busy > 0 {
			active = true // what is under way may bring more
		}
		if l.idle {
			continue
		}
		when := l.ready
		if len(l.queue) == 0 && l.wake.After(when) {
			when = l.wake
		}
		if best == nil || when.Before(at) {
			best, at = l, when
		}
	}
	return best, at, active
}

// room is how many workers may be at a lane.
func (r *run) room(l *lane) int {
	if !l.settled {
		return 1
	}
	return r.PerHost
}

// lease fills a lane's queue. A retry that the run has no patience for leaves
// it idle.
func (r *run) lease(ctx context.Context, l *lane, now time.Time) error {
	items, wake, err := r.front.Lease(ctx, l.host, r.names, r.MaxPages, leaseSize, now)
	if err != nil {
		return err
	}
	l.queue, l.wake = items, wake
	l.idle = len(items) == 0 && (wake.IsZero() || wake.Sub(now) > r.Patience)
	return nil
}

// free gives the lane back. The host may be asked again at ready.
func (r *run) free(l *lane, ready time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	l.busy--
	if ready.After(l.ready) {
		l.ready = ready
	}
	if l.ready.Sub(r.now()) > max(r.Patience, r.pause(l)) {
		l.stopped = true
	}
	r.turn.Broadcast()
}

// back puts an item back to the head of its lane's queue.
func (r *run) back(l *lane, it frontier.Item) {
	r.mu.Lock()
	defer r.mu.Unlock()
	l.queue = append([]frontier.Item{it}, l.queue...)
}
