package strip

import (
	"strings"
	"unicode/utf8"
)

// maxWidth is the most runes of a line in a dump that is wrapped, minWidth the
// fewest to which one is wrapped.
const minWidth, maxWidth = 45, 130

// wrap is the width in runes to which the paragraphs of a dump are wrapped: it
// is at least from and at most to. The zero wrap is that of a dump which is not.
type wrap struct{ from, to int }

// fills reports a line a that has no room for the first word of the line b; none
// of them is wider than the text.
func (w wrap) fills(a, b string) bool {
	if isCells(a) || isCells(b) {
		return false
	}
	low, high := widths(a, b)
	return low <= w.to && high >= w.from && runes(b) <= w.to
}

// widths gives the widths in runes at which a text breaks between the lines a
// and b: a has room, a with the first word of b has not.
func widths(a, b string) (low, high int) {
	n := strings.IndexByte(b, ' ')
	if n < 0 {
		n = len(b)
	}
	low = runes(a)
	return low, low + utf8.RuneCountInString(b[:n])
}

// runes counts the runes of a line, those of a long one not to the end.
func runes(s string) int { return utf8.RuneCountInString(head(s, 4*maxWidth)) }

// wrapOf finds the width to which the paragraphs of a dump are wrapped: nearly
// every line that another follows at once breaks there. Runs of three lines and
// more that go on in lower case tell it best; all runs do where those are too
// few.
func wrapOf(blocks []block) wrap {
	if !mayWrap(blocks) {
		return wrap{}
	}
	var firm, all []int // indices of the lines before which the text breaks
	for i := 0; i < len(blocks); {
		j := i + 1
		for j < len(blocks) && !blocks[j].gap && !isFurniture(&blocks[j]) && !isFurniture(&blocks[j-1]) {
			j++
		}
		if len(all) > 0 && endsText(&blocks[i]) {
			break
		}
		at, lower := breaksOf(blocks, i, j)
		all = append(all, at...)
		if lower && j-i >= 3 {
			firm = append(firm, at...)
		}
		i = j
	}
	if len(firm) >= 2 {
		return widthOf(blocks, firm)
	}
	return widthOf(blocks, all)
}

// mayWrap reports two breaks that any width fits, which most dumps do not have:
// their paragraphs stand apart or are lines too long.
func mayWrap(blocks []block) bool {
	n := 0
	for i := 1; i < len(blocks) && n < 2; i++ {
		a, b := blocks[i-1].text, blocks[i].text
		if blocks[i].gap || len(a) > 4*maxWidth {
			continue
		}
		if low, high := widths(a, b); low <= maxWidth && high >= minWidth {
			n++
		}
	}
	return n >= 2
}

// widthOf gives the widths that most of the breaks fit, if nearly all do and few
// of them stand behind the end of a sentence. Of several, it is the widest.
func widthOf(blocks []block, breaks []int) wrap {
	if len(breaks) < 2 {
		return wrap{}
	}
	var opened, closed [maxWidth + 2]int // how many breaks begin and cease to fit a width
	for _, i := range breaks {
		low, high := widths(blocks[i-1].text, blocks[i].text)
		opened[low]++
		closed[min(high, maxWidth)+1]++
	}
	var w wrap
	full, fit := 0, 0
	for n := range opened {
		switch fit += opened[n] - closed[n]; {
		case n < minWidth || fit < max(full, 1):
		case fit == full && n == w.to+1:
			w.to = n
		default:
			full, w = fit, wrap{from: n, to: n}
		}
	}
	ended := 0
	for _, i := range breaks {
		if w.fills(blocks[i-1].text, blocks[i].text) && endsSentence(blocks[i-1].text) {
			ended++
		}
	}
	if full*5 < len(breaks)*4 || ended*4 > full {
		return wrap{}
	}
	return w
}

// breaksOf gives the breaks of the run of lines from i to before j, and whether
// one of the lines goes on in lower case. There are none where a line is too long
// to be wrapped, nor next to an address, a stamp or a by-line.
func breaksOf(blocks []block, i, j int) (breaks []int, lower bool) {
	for k := i; k < j; k++ {
		if runes(blocks[k].text) > maxWidth {
			return nil, false
		}
		lower = lower || k > i && startsLower(blocks[k].text)
	}
	for k := i + 1; k < j; k++ {
		if !standsApart(&blocks[k-1]) && !standsApart(&blocks[k]) {
			breaks = append(breaks, k)
		}
	}
	return breaks, lower
}

// isCells reports a row of a table in a dump.
func isCells(s string) bool { return strings.Contains(s, " | ") }

// standsApart reports lines that are no part of a wrapped paragraph.
func standsApart(b *block) bool {
	if isCells(b.text) || strings.Contains(b.text, "://") || strings.Contains(b.text, "www.") {
		return true
	}
	if words(b.text) <= 8 {
		if _, ok := readByline(b.text); ok {
			return true
		}
	}
	_, ok := readStamp(b)
	return ok
}

// endsText reports what stands below the text of a print: the block of its QR
// code, other news.
func endsText(b *block) bool { return isTail(b) || strings.HasPrefix(b.key, "qr code") }
