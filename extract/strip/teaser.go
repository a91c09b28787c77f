package strip

// cutTeasers cuts the teasers of other articles off the end where no line
// says that they begin: three and more short lines in a row that end in an
// ellipsis, or title, teaser and day in turn. They look like leads.
func (r *reader) cutTeasers() {
	i := r.end
	for i > r.start && (r.blocks[i-1].role == roleDrop || isDebris(&r.blocks[i-1])) {
		i--
	}
	cuts, begin := 0, i
	triples := i > r.start && isDay(&r.blocks[i-1])
	for ; i > r.start; i-- {
		b := &r.blocks[i-1]
		switch {
		case isTeaser(b):
			cuts++
			begin = i - 1
		case triples && isDay(b):
		case triples && !endsSentence(b.text) && words(b.text) <= 35 && i < r.end && isTeaser(&r.blocks[i]):
			begin = i - 1
		case b.role == roleDrop:
		default:
			i = 0
		}
		if i == 0 {
			break
		}
	}
	if begin <= r.start || !r.hasText(begin) {
		if cuts >= 3 {
			r.teasers += cuts
		}
		return
	}
	if cuts >= 3 || cuts == 2 && (triples || same(&r.blocks[begin], &r.blocks[begin+1])) {
		for begin > r.start+1 && endsCut(r.blocks[begin-1].text) && words(r.blocks[begin-1].text) <= 60 && r.hasText(begin-1) {
			begin--
			cuts++
		}
		r.teasers += cuts
		r.end = begin
	}
}

// isTeaser reports a lead cut after about 15 words.
func isTeaser(b *block) bool {
	return endsCut(b.text) && words(b.text) <= 24 && words(b.text) >= 4
}
