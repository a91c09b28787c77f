package crawler

import (
	"net/http"
	"time"

	"khotin/crawler/archive"
)

const (
	paceMost  = time.Minute            // most that a host's answers alone make of its pause
	paceLeast = time.Second            // what the pause of a host in trouble begins with
	paceEasy  = 250 * time.Millisecond // an answer that begins sooner tells of no load
)

// mood is what one answer tells of a host.
type mood int

const (
	neutral  mood = iota // nothing: a refusal comes fast from a busy host too
	easy                 // it did what was asked
	troubled             // it is busy, fails, or does not answer
)

// moodOf reads an answer. class is that of the error, status 0 is no answer.
func moodOf(status int, class string) mood {
	switch {
	case class == "timeout", class == "cut", class == "refused",
		status == http.StatusRequestTimeout, status == http.StatusTooManyRequests, status >= 500:
		return troubled
	case status >= 200 && status < 300, status == http.StatusNotModified:
		return easy
	}
	return neutral
}

// pacer turns the answers of a host into the pause between two requests to it,
// as the AutoThrottle of Scrapy does: up at once to the time that the host
// needs for an answer, shared by the requests that may be under way; down half
// of the way with each good answer. Trouble doubles it.
type pacer struct {
	floor time.Duration // the pause that is kept anyhow
	step  time.Duration // what trouble makes of no pause
	slots int           // requests under way at the same time
}

// after gives the pause behind an answer that began after latency, from the one
// before it: 0 where the floor is enough, and never more than paceMost.
func (p pacer) after(pause time.Duration, m mood, latency time.Duration) time.Duration {
	pause = max(pause, p.floor)
	var target time.Duration
	if latency > paceEasy {
		target = latency / time.Duration(max(p.slots, 1))
	}
	target = max(target, p.floor)
	switch {
	case m == troubled:
		pause = max(2*pause, p.step)
	case target > pause:
		pause = target
	case m == easy:
		if pause = (pause + target) / 2; pause-target <= target/16+p.step/16 {
			pause = target // near enough
		}
	}
	if pause = min(pause, paceMost); pause <= p.floor {
		return 0
	}
	return pause
}

// firstByte gives how long a host took to begin an answer; 0 without one.
func firstByte(x *archive.Exchange) time.Duration {
	if x == nil || x.HeaderLen == 0 {
		return 0
	}
	return x.First
}

// pacer gives the rule for a lane's host; r.mu is held.
func (r *run) pacer(l *lane) pacer {
	return pacer{floor: max(r.Delay, l.delay), step: min(paceLeast, r.Backoff), slots: r.PerHost}
}

// pause is the time between two requests to the lane's host; r.mu is held.
func (r *run) pause(l *lane) time.Duration { return max(r.Delay, l.delay, l.pace) }

// spare gives the pause of the lane's host for those who do not hold r.mu.
func (r *run) spare(l *lane) time.Duration {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.pause(l)
}

// adjust sets the lane's pause after an answer, and gives what the answers ask
// for and the pause that is kept; r.mu is held.
func (r *run) adjust(l *lane, s seen) (pace, pause time.Duration) {
	class := ""
	if s.status == 0 || s.truncated != "" && s.truncated != "length" {
		class, _ = classify(s.err, s.truncated)
	}
	was := l.pace
	l.pace = r.pacer(l).after(l.pace, moodOf(s.status, class), firstByte(s.exchange))
	if l.pace > 2*was && l.pace > paceLeast {
		r.log.Info("host is asked less often", "host", l.host, "pause", r.pause(l))
	}
	return l.pace, r.pause(l)
}
