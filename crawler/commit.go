package crawler

import (
	"context"

	"khotin/crawler/archive"
	"khotin/crawler/frontier"
)

// groupSize is how many exchanges may share an fsync.
const groupSize = 256

// kept is a fetched item whose records were appended.
type kept struct {
	frontier.Outcome
	lane    *lane
	writer  *archive.Writer // nil if nothing was appended
	begin   int64           // offset of its records; they end with End
	failure *Failure        // for the report, or nil
	count   func(*Counts)   // what it adds to the report
}

// commitAll is the committer: it takes what the workers appended in groups,
// makes it durable, and commits it. After a failure it only drains the inbox.
func (r *run) commitAll(ctx context.Context) {
	for one := range r.inbox {
		group := append(make([]kept, 0, groupSize), one)
	fill:
		for len(group) < groupSize {
			select {
			case more, ok := <-r.inbox:
				if !ok {
					break fill
				}
				group = append(group, more)
			default:
				break fill
			}
		}
		if err := r.commit(ctx, group); err != nil {
			r.fail(err)
			for range r.inbox {
			}
			return
		}
	}
}

// commit makes a group durable and acknowledges it.
func (r *run) commit(ctx context.Context, group []kept) error {
	synced := map[*archive.Writer]bool{nil: true}
	outcomes := make([]frontier.Outcome, len(group))
	r.reachTo(group)
	hosts := map[string]bool{}
	for i, k := range group {
		if !synced[k.writer] {
			if err := k.writer.Sync(); err != nil {
				return err
			}
			synced[k.writer] = true
		}
		outcomes[i] = k.Outcome
		outcomes[i].Links = r.unknown(k.Links)
		for _, l := range outcomes[i].Links {
			hosts[l.Host] = true
		}
		if k.State == frontier.New {
			hosts[k.Item.Host] = true
		}
	}
	if err := r.front.Commit(ctx, r.name, r.now(), outcomes); err != nil {
		return err
	}
	for host := range hosts {
		if err := r.open(ctx, host); err != nil {
			return err
		}
	}
	for _, k := range group {
		r.acknowledge(k)
	}
	return nil
}

// reach is how far a WARC file is committed without a gap. Workers append in one
// order and hand over in another: what lies behind a gap is committed already,
// but a process that ends now leaves the gap to be adopted.
type reach struct {
	end   int64
	ahead map[int64]int64 // beginnings → ends of records behind a gap
}

// reachTo makes the End of each item of the group the place up to which its
// file will be known without a gap.
func (r *run) reachTo(group []kept) {
	if r.reached == nil {
		r.reached = map[string]*reach{}
	}
	for _, k := range group {
		if k.writer == nil {
			continue
		}
		file := r.reached[k.End.File]
		if file == nil {
			file = &reach{end: k.writer.Head(k.End.File), ahead: map[int64]int64{}}
			r.reached[k.End.File] = file
		}
		file.ahead[k.begin] = k.End.Offset + k.End.Length
		for end, ok := file.ahead[file.end]; ok; end, ok = file.ahead[file.end] {
			delete(file.ahead, file.end)
			file.end = end
		}
	}
	for i, k := range group {
		if k.writer != nil {
			group[i].End = archive.Place{File: k.End.File, Offset: r.reached[k.End.File].end}
		}
	}
}

// linkedSize bounds the addresses that the committer remembers.
const linkedSize = 200_000

// unknown leaves out the links that this run has given to the frontier already
// and that ask nothing of an address which is known.
func (r *run) unknown(links []frontier.Link) []frontier.Link {
	if len(r.linked) >= linkedSize || r.linked == nil {
		r.linked = make(map[string]struct{})
	}
	var out []frontier.Link
	for _, l := range links {
		if l.Again || l.IfNew || !l.Modified.IsZero() {
			out = append(out, l)
			continue
		}
		if _, ok := r.linked[l.URL]; !ok {
			r.linked[l.URL] = struct{}{}
			out = append(out, l)
		}
	}
	return out
}

// acknowledge counts a committed item and tells of it.
func (r *run) acknowledge(k kept) {
	r.mu.Lock()
	if k.lane != nil {
		k.lane.open--
	}
	mine := r.countsOf(k.Item.Site)
	if k.count != nil {
		k.count(&r.report.Counts)
		k.count(mine)
	}
	if k.failure != nil {
		r.report.Failures = append(r.report.Failures, *k.failure)
		r.report.Failed++
		mine.Failed++
	}
	if k.State == frontier.Done && k.failure == nil && k.Item.Kind != frontier.Robots {
		r.answered[k.Item.Site]++
	}
	p := Progress{Site: k.Item.Site, URL: k.Item.URL, Kind: k.Item.Kind, State: k.State, Class: k.Class, Report: r.report.Counts}
	r.turn.Broadcast()
	r.mu.Unlock()
	r.log.Debug("done", "url", p.URL, "state", p.State, "class", p.Class)
	if r.Progress != nil {
		r.Progress(p)
	}
}

// countsOf gives the counts of a site; r.mu is held.
func (r *run) countsOf(name string) *Counts {
	if r.report.Sites == nil {
		r.report.Sites = map[string]*Counts{}
	}
	if r.report.Sites[name] == nil {
		r.report.Sites[name] = &Counts{}
	}
	return r.report.Sites[name]
}

// submit hands a fetched item to the committer.
func (r *run) submit(k kept) {
	if k.lane != nil {
		r.mu.Lock()
		k.lane.open++
		r.mu.Unlock()
	}
	r.inbox <- k
}
