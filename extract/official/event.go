package official

import (
	"slices"
	"strings"

	"khotin/extract/text"
)

// Act is what happened to an office.
type Act string

// The acts of the contract.
const (
	Appointed Act = "appointed" // elected, appointed, assigned, approved
	Left      Act = "left"      // relieved, dismissed, retired, replaced
)

// Event is an office won or lost, as the text says.
type Event struct {
	Act     Act
	Role    string     // the office as written
	From    []string   // offices that the same words give the person before an appointment
	Moved   bool       // "điều động", "luân chuyển": the offices of From are left
	At      text.Range // from the verb, the name or the office to the last of them
	Caption bool       // At.Para counts captions
}

// act gives what the words before the office at item t say of it, and the
// token of the verb: the nearest one of winning or losing, unless it is only
// proposed, planned, denied or long done. It gives "" for an office that is
// merely held.
func (s *sentence) act(t int) (Act, int) {
	p := s.p
	start := s.items[0].from
	for i := s.items[t].from - 1; i >= start; i-- {
		if p.Tokens[i].Is(";") && !s.listsOn(i, t) {
			return "", 0
		}
		act := s.verb(i)
		if act == "" {
			continue
		}
		if s.unreal(i) {
			return "", 0
		}
		if holds := s.takesUp(t); act == Left && holds > i+3 { // "thôi giữ chức T1, giữ chức T2"
			return Appointed, holds
		}
		if act == Appointed && i > start && p.Tokens[i-1].Is("quả") { // "phê chuẩn kết quả bầu"
			for j := i; j >= start; j-- {
				if s.verb(j) == Left {
					return Left, j
				}
			}
		}
		return act, i
	}
	return "", 0
}

// listsOn reports whether the clause behind the semicolon at token i goes on
// with the list of those whom a verb before it appoints: "bổ nhiệm ông N1 giữ
// chức T1; bà N2 giữ chức T2", the last at item t.
func (s *sentence) listsOn(i, t int) bool {
	if s.takesUp(t) == 0 {
		return false
	}
	for k := range s.items {
		if it := &s.items[k]; it.from > i {
			return it.kind == person && it.from == i+1 || it.kind == words && it.from == i+1 && it.pre.plural && s.is(k+1, person)
		}
	}
	return false
}

// takesUp gives the token of "giữ chức" in the words right before the office at
// item t, 0 where they hold none or "thôi giữ chức".
func (s *sentence) takesUp(t int) int {
	if !s.is(t-1, words) {
		return 0
	}
	it := &s.items[t-1]
	for i := it.to - 2; i >= it.from; i-- {
		if s.p.Tokens[i].Is("giữ") && s.p.Tokens[i+1].Is("chức") {
			if i > s.items[0].from && s.p.Tokens[i-1].Is("thôi", "đang", "còn", "từng") {
				return 0
			}
			return i
		}
	}
	return 0
}

// verb gives what the verb that starts at token i does to an office.
func (s *sentence) verb(i int) Act {
	p := s.p
	if p.Tokens[i].Class != text.Word || i+1 >= len(p.Tokens) {
		return ""
	}
	next := &p.Tokens[i+1]
	switch p.Tokens[i].Key {
	case "thôi":
		if next.Is("giữ", "làm", "đảm", "nhiệm", "kiêm", "chức", "tham") {
			return Left
		}
	case "miễn", "bãi":
		if next.Is("nhiệm") {
			return Left
		}
	case "cách":
		if next.Either("chức", "tất") {
			return Left
		}
	case "bầu":
		if i > 0 && p.Tokens[i-1].Is("phiếu", "thùng", "đơn", "khu", "tổ", "cuộc") {
			return ""
		}
		return Appointed
	case "bổ":
		if next.Is("nhiệm") {
			return Appointed
		}
	case "chỉ":
		if next.Is("định") {
			return Appointed
		}
	case "điều":
		if next.Is("động") {
			return Appointed
		}
	case "luân":
		if next.Is("chuyển") {
			return Appointed
		}
	case "phân":
		if next.Is("công") {
			return Appointed
		}
	case "chuẩn":
		if next.Is("y") {
			return Appointed
		}
	case "phê":
		if next.Is("chuẩn") {
			return Appointed
		}
	case "trúng", "đắc", "tái":
		if next.Is("cử") {
			return Appointed
		}
	}
	return ""
}

// reach is how many tokens before a verb may make it unreal, in its clause.
const reach = 8

// unreal reports whether the words before the verb at token i make it a
// proposal, a plan, a question, a denial or something before the time that the
// text tells of: "giới thiệu để bầu", "sẽ bổ nhiệm", "trước khi được bổ nhiệm".
func (s *sentence) unreal(i int) bool {
	p, start := s.p, s.items[0].from
	for j := i - 1; j >= start && j >= i-reach; j-- {
		before := &text.Token{}
		if j > start {
			before = &p.Tokens[j-1]
		}
		switch p.Tokens[j].Key {
		case ",", ";", ":", "đã", "vừa":
			return false
		case "để":
			return !s.leftBefore(j)
		case "sẽ", "chưa", "không", "nếu", "cần", "phải", "khi", "từng", "nhằm", "sau", "trước", "thiệu", "xét", "xin", "ứng":
			return true
		case "cử", "kiến", "bị", "đoán":
			if before.Is("đề", "dự", "chuẩn", "ứng") {
				return true
			}
		case "nghị":
			if before.Is("đề") && !(j > start+1 && p.Tokens[j-2].Either("theo", "sự")) {
				return true
			}
		case "trình":
			if before.Is("quy") && !(j > start+1 && p.Tokens[j-2].Is("hành")) {
				return true
			}
		}
	}
	return false
}

// leftBefore reports whether a verb of leaving stands before token i: "thôi giữ
// chức T1 để giữ chức T2" is told as done.
func (s *sentence) leftBefore(i int) bool {
	for j := i - 1; j >= s.items[0].from; j-- {
		if s.verb(j) == Left {
			return true
		}
	}
	return false
}

// retirements finds those who leave the office written with their name because
// they retire: "ông N, Chủ tịch HĐND quận, nghỉ hưu", "quyết định nghỉ hưu đối
// với đồng chí N, T".
func (s *sentence) retirements() {
	for i := range s.items {
		if !s.is(i, person) || len(s.items[i].roles) == 0 {
			continue
		}
		verb := s.retiresAfter(i)
		if verb == 0 {
			verb = s.retiredBefore(i)
		}
		if verb == 0 || s.unreal(verb) {
			continue
		}
		roles := s.items[i].roles
		for k := range roles {
			if r := &roles[k]; r.near && r.act == "" && !s.p.Tokens[r.off.from].Either("nguyên", "cựu") {
				r.act, r.verb = Left, verb
			}
		}
	}
}

// retiresAfter gives the token of "nghỉ" that the person at item i is the
// subject of, 0 for none.
func (s *sentence) retiresAfter(i int) int {
	j := i + 1
	for s.joins(j) && s.is(j+1, post) || s.is(j, post) {
		j++
	}
	if s.sign(j, ",") {
		j++
	}
	if !s.is(j, words) {
		return 0
	}
	it := &s.items[j]
	for k := it.from; k < it.to && k < it.from+4; k++ {
		if s.retires(k) {
			return k
		}
		if !s.p.Tokens[k].Is("đã", "được", "chính", "thức", "vừa", "về") {
			return 0
		}
	}
	return 0
}

// retiredBefore gives the token of "nghỉ" in the words that lead to the person
// at item i: "quyết định nghỉ hưu đối với".
func (s *sentence) retiredBefore(i int) int {
	if !s.is(i-1, words) || !s.says(i-1, "với", "cho") {
		return 0
	}
	it := &s.items[i-1]
	for k := it.to - 2; k >= it.from && k > it.to-9; k-- {
		if s.retires(k) {
			return k
		}
	}
	return 0
}

func (s *sentence) retires(i int) bool {
	return s.p.Tokens[i].Is("nghỉ") && i+1 < len(s.p.Tokens) && s.p.Tokens[i+1].Is("hưu", "chế", "công", "theo")
}

// addEvents adds what a mention says of offices won and lost, each once.
func (o *Official) addEvents(m *found, p *text.Para) {
	it := &m.it
	if !slices.ContainsFunc(it.roles, func(r role) bool { return r.act != "" }) {
		return // as of most mentions
	}
	var had []string
	for _, r := range it.roles {
		if r.near && r.act == "" && !r.past && !p.Tokens[r.off.from].Either("nguyên", "cựu") {
			had = append(had, strings.TrimSpace(p.Slice(r.off.from, r.off.to)))
		}
	}
	for _, r := range it.roles {
		if r.act == "" {
			continue
		}
		e := Event{
			Act: r.act, Role: strings.TrimSpace(p.Slice(r.off.from, r.off.to)), Caption: m.caption,
			At: text.Range{Para: m.para, From: min(r.verb, it.nameFrom, r.off.from), To: max(r.verb+1, it.to, r.off.to)},
		}
		if e.Act == Appointed {
			e.From = had
			e.Moved = moves(p, e.At.From, r.off.from)
			for i := e.At.From - 1; i >= 0 && i > e.At.From-5 && p.Tokens[i].Class == text.Word && !e.Moved; i-- {
				e.Moved = moves(p, i, i+2) // điều động đồng chí N đến …, chỉ định … giữ chức T
			}
		}
		if !slices.ContainsFunc(o.Events, func(x Event) bool { return x.Act == e.Act && roleKey(x.Role) == roleKey(e.Role) }) {
			o.Events = append(o.Events, e)
		}
	}
}

// moves reports whether tokens [from, to) hold a verb that takes the person
// out of the office held so far.
func moves(p *text.Para, from, to int) bool {
	for i := from; i+1 < to; i++ {
		if p.Tokens[i].Either("điều", "luân") && p.Tokens[i+1].Either("động", "chuyển") {
			return true
		}
	}
	return false
}
