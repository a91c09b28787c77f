package meeting

import "khotin/extract/text"

// namedLater gives the kind of the event as the sentences and captions after
// the lead name it: "chủ trì hội nghị", "Tại buổi lễ", "Quang cảnh hội thảo";
// "" where they do not.
func (f *finder) namedLater() string {
	for n := f.para; n < len(f.body.Paras) && n < f.para+4; n++ {
		from := 0
		if n == f.para {
			from = f.to
		}
		if kind := kindIn(&f.body.Paras[n], from); kind != "" {
			return kind
		}
	}
	if f.captions != nil {
		for n := range f.captions.Paras {
			if kind := kindIn(&f.captions.Paras[n], 0); kind != "" {
				return kind
			}
		}
	}
	return ""
}

// joinedLater reports whether the sentences behind the lead tell who came to the
// programme that it names: "Dự chương trình có …".
func (f *finder) joinedLater() bool {
	for n := f.para; n < len(f.body.Paras) && n < f.para+4; n++ {
		p := &f.body.Paras[n]
		for _, s := range p.Sentences() {
			i := s[0]
			if n == f.para && i < f.to {
				continue
			}
			for i+3 < s[1] && p.Tokens[i].Is("đến", "tới", "tham", "cùng", "về") {
				i++
			}
			if i+3 < s[1] && p.Tokens[i].Is("dự") && p.Tokens[i+1].Is("chương") && p.Tokens[i+2].Is("trình") && p.Tokens[i+3].Is("có", "còn") {
				return true
			}
		}
	}
	return false
}

func kindIn(p *text.Para, from int) string {
	for i := max(from, 1); i < len(p.Tokens); i++ {
		begins := p.Tokens[i-1].Is(".") && p.Tokens[i].Case != text.Lower // "Hội nghị được kết nối tới …"
		if !begins && !p.Tokens[i-1].Is("tại", "trì", "dự", "luận", "mạc", "cảnh", "đạo") {
			continue
		}
		next, kind := events.Match(p, i)
		if next == i || next-i < 2 && !p.Tokens[i].Is("lễ") {
			continue
		}
		if next < len(p.Tokens) && p.Tokens[next].Class == text.Word && p.Tokens[next].Case != text.Lower {
			continue // "tại Hội nghị Trung ương 7": another one
		}
		return kind
	}
	return ""
}
