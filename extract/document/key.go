package document

import (
	"strconv"
	"strings"

	"khotin/extract/text"
)

// identity is what tells documents apart: two mentions are one document where
// none of the fields that both know differ.
type identity struct {
	typ, num, year, issuer string // a numbered document; issuer is a class
	ordinal, level, term   string // a congress resolution
	congress               bool
}

// join gives the mentions of one document the same Key.
func join(docs []Document) {
	var known []identity
	for i := range docs {
		id := identify(&docs[i])
		at := -1
		for k := range known {
			if known[k].same(id) {
				at = k
				known[k] = known[k].with(id)
				break
			}
		}
		if at < 0 {
			at = len(known)
			known = append(known, id)
		}
		docs[i].Key = strconv.Itoa(at) // replaced below, when all is known
	}
	for i := range docs {
		at, _ := strconv.Atoi(docs[i].Key)
		docs[i].Key = known[at].key()
	}
}

func agree(a, b string) bool { return a == "" || b == "" || a == b }

func (a identity) same(b identity) bool {
	if a.congress != b.congress {
		return false
	}
	if a.congress {
		shared := a.ordinal != "" && a.ordinal == b.ordinal || a.level != "" && a.level == b.level || a.term != "" && a.term == b.term
		return shared && agree(a.ordinal, b.ordinal) && agree(a.level, b.level) && agree(a.term, b.term)
	}
	return a.typ == b.typ && a.num == b.num && agree(a.year, b.year) && agree(a.issuer, b.issuer)
}

func (a identity) with(b identity) identity {
	for _, p := range [...]struct {
		to   *string
		from string
	}{{&a.year, b.year}, {&a.issuer, b.issuer}, {&a.ordinal, b.ordinal}, {&a.level, b.level}, {&a.term, b.term}} {
		if *p.to == "" {
			*p.to = p.from
		}
	}
	return a
}

func (a identity) key() string {
	parts := []string{a.typ, a.num, a.year, a.issuer}
	if a.congress {
		parts = []string{"Nghị quyết Đại hội", a.ordinal, a.level, a.term}
	}
	return strings.Join(parts, "|")
}

func identify(d *Document) identity {
	if d.Rule == "congress" {
		return congressIdentity(d.Text)
	}
	if d.Rule == "plenum" {
		return identity{typ: "Nghị quyết Trung ương", num: d.Number, issuer: "trung ương"}
	}
	if d.Rule == "law" {
		return lawIdentity(d)
	}
	id := identity{typ: d.Type}
	doc := text.NewDoc([]string{d.Number})
	defer doc.Free()
	p := &doc.Paras[0]
	for i := range p.Tokens {
		t := &p.Tokens[i]
		switch {
		case t.Class == text.Number && i == 0:
			id.num = strings.TrimLeft(t.Key, "0")
		case t.Class == text.Number && len(t.Key) == 4 && id.year == "" && i == 2:
			id.year = t.Key
		case t.Class != text.Punct:
			if c := signClass(t.Key); c != "" {
				id.issuer = c
			}
		}
	}
	if id.issuer == "" && d.sign != "" && !strings.Contains(d.Number, "/") {
		id.issuer = identify(&Document{Type: d.Type, Number: d.sign}).issuer
	}
	if id.issuer == "" {
		id.issuer = issuerClass(d.Issuer)
	}
	return id
}

// lawIdentity takes the name of a law for its number.
func lawIdentity(d *Document) identity {
	words := strings.Fields(text.Key(text.Normalize(d.Text)))
	n := len(words) - 1
	return identity{typ: d.Type, num: strings.Join(words[:n], " "), year: words[n], issuer: "quốc hội"}
}

// signClass gives the class of issuer that a part of a symbol tells.
func signClass(key string) string {
	switch key {
	case "tw", "tư", "bct":
		return "trung ương"
	case "tu":
		return "thành ủy"
	case "qu":
		return "quận ủy"
	case "hu":
		return "huyện ủy"
	case "đu":
		return "đảng ủy"
	case "ttg":
		return "thủ tướng"
	case "cp":
		return "chính phủ"
	case "hđnd":
		return "hội đồng"
	case "ubnd":
		return "ủy ban"
	}
	if strings.HasPrefix(key, "qh") || strings.HasPrefix(key, "ubtvqh") {
		return "quốc hội"
	}
	return ""
}

// issuerClass gives the class of the first body that the words name.
func issuerClass(words string) string {
	p := text.Parse(words)
	for i := range p.Tokens {
		if n, class := issuers.Match(&p, i); n > i {
			return class
		}
	}
	return ""
}

func congressIdentity(words string) identity {
	id := identity{congress: true}
	p := text.Parse(words)
	f := finder{p: &p}
	for i := range p.Tokens {
		t := &p.Tokens[i]
		switch {
		case f.isYear(i) && f.isYear(i+2):
			id.term = t.Key + "-" + f.tok(i+2).Key
		case id.ordinal == "" && f.isOrdinal(i) && !f.tok(i-1).Either("quận", "phường"):
			id.ordinal = strconv.Itoa(f.ordinal(i))
		case f.words(i, "các", "cấp"):
			id.level = "các cấp"
		case id.level == "" && f.words(i, "thành", "phố"), id.level == "" && t.Key == "tỉnh":
			id.level = "thành phố"
		case id.level == "" && t.Is("quận", "huyện", "phường", "xã"):
			id.level = t.Key
		case f.words(i, "của", "đảng"), f.words(i, "toàn", "quốc"):
			id.level = "đảng"
		}
	}
	return id
}
