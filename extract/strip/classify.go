package strip

import (
	"strings"
)

// reader is the one classifier of HTML and dumps: it takes ordered blocks and
// says what each is.
type reader struct {
	blocks []block
	html   bool
	meta   meta // what the head of an HTML page says
	page   Page

	titleAt    int // block of the title, -1 where none stands in the text
	start, end int // the body lies in blocks[start:end]
	stamps     []stampAt
	sourceDay  stamp // the day of the source line
	sourceOn   bool
	teasers    int // bare teasers and dated triples cut off the tail
	qr         bool
	print      bool // the page opens with the portal's "Print" stamp
	isLive     bool // entries with their times make the text, see live
}

// stampAt is a stamp of the head and the block where it stands.
type stampAt struct {
	stamp
	at int
}

func newReader(blocks []block) *reader {
	return &reader{blocks: blocks, titleAt: -1, end: len(blocks), page: Page{From: make(map[string]string)}}
}

// read runs the rules in their order: tail first, since it can hold the title
// and bounds all else, then head, by-lines, dateline and captions.
func (r *reader) read() Page {
	r.cutMenu()
	r.cutTail()
	r.cutTeasers()
	r.readHead()
	r.cutStrangers()
	r.cutTeasers()
	r.dropDebris()
	r.cutImprint()
	r.readBylines()
	r.readDateline()
	r.markCaptions()
	r.lateTitle()
	r.collect()
	r.choosePublished()
	r.page.Items = r.splitItems()
	return r.page
}

// body gives the indexes of the blocks that are body so far.
func (r *reader) body() []int {
	var at []int
	for i := r.start; i < r.end; i++ {
		if r.blocks[i].role == roleBody {
			at = append(at, i)
		}
	}
	return at
}

// set records a field's value and where it was read; the first rule that
// gives one wins.
func (r *reader) set(field *string, name, value, from string) {
	if *field == "" && value != "" {
		*field = value
		r.page.From[name] = from
	}
}

// dropDebris drops lines that say nothing and titles printed again.
func (r *reader) dropDebris() {
	for i := r.start; i < r.end; i++ {
		b := &r.blocks[i]
		if b.key == "" || b.role != roleBody {
			continue
		}
		switch {
		case isDebris(b), strings.HasPrefix(b.text, ">>"), strings.HasPrefix(b.text, "»"):
			b.role = roleDrop
		case r.page.Title != "" && len(b.text) > 20 && sameLine(b.text, r.page.Title):
			b.role = roleDrop
		case r.page.Title != "" && isPictureOf(b.text, r.page.Title):
			b.role = roleDrop
		}
	}
}

// isPictureOf reports the alt text that some systems make of a title and the
// number of the picture: "… -0".
func isPictureOf(s, title string) bool {
	rest, ok := strings.CutPrefix(s, title)
	rest = strings.TrimLeft(rest, " ")
	return ok && len(rest) >= 2 && len(rest) <= 3 && rest[0] == '-' && digits(rest[1:]) == len(rest)-1
}

// collect fills body, its shapes and captions.
func (r *reader) collect() {
	seen := make(map[string]bool)
	var body []*block
	for i := r.start; i < r.end; i++ {
		b := &r.blocks[i]
		switch b.role {
		case roleBody:
			r.page.Body = append(r.page.Body, b.text)
			body = append(body, b)
		case roleCaption:
			if k := strings.TrimRight(b.key, " ."); !seen[k] {
				seen[k] = true
				r.page.Captions = append(r.page.Captions, b.text)
			}
		}
	}
	r.page.Shapes = shapes(body, !r.html)
}

// choosePublished takes the most trusted time that the page gives.
func (r *reader) choosePublished() {
	p := &r.page
	switch best := r.headStamp(); {
	case !r.meta.published.at.IsZero():
		r.publish(r.meta.published, r.meta.publishedFrom)
	case best != nil:
		r.publish(best.stamp, "head-stamp")
	case r.sourceOn:
		r.publish(r.sourceDay, "source-line")
	default:
		if st, ok := urlTime(r.meta.url); ok {
			r.publish(st, "url")
		}
	}
	if !p.Published.IsZero() && p.Suspect == "" {
		p.Suspect = r.doubt()
	}
}

func (r *reader) publish(st stamp, from string) {
	r.page.Published, r.page.DayOnly, r.page.Suspect = st.at, st.dayOnly, st.suspect()
	r.page.From["published"] = from
}

// headStamp gives the stamp of the head to trust: no clock; one with a label
// before one without; the last above the text before those above the title.
func (r *reader) headStamp() *stampAt {
	var best *stampAt
	rank := -1
	for i := range r.stamps {
		s := &r.stamps[i]
		if s.clock {
			continue
		}
		n := 0
		if s.label != "" {
			n += 4
		}
		if s.at >= r.titleAt {
			n += 2
		}
		if !s.dayOnly {
			n++
		}
		if n >= rank {
			best, rank = s, n
		}
	}
	// A bare day of the week and a date above a title is the site's clock.
	if best != nil && best.label == "" && best.dayOnly && best.weekday >= 0 && best.at < r.titleAt {
		return nil
	}
	return best
}
