package generator

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"time"

	"khotin/testdata/portal"
)

// Figure is a row that an article states.
type Figure struct {
	Indicator  string // as written, lower case at its start unless it opens the sentence
	Value      float64
	Unit       string
	Measure    string // "level", "ratio" or "growth"
	Start, End string // days
}

// Holding is a person in an office, as an article names them.
type Holding struct{ Name, Role string }

// Facts is what an article states.
type Facts struct {
	Place    Place
	Topic    string
	Figures  []Figure // eight
	People   []Holding
	Event    string // kind of meeting
	Host     string
	Day      string // of the meeting
	Document string // number of the resolution that is cited
}

// signature closes an article.
const signature = "PV"

// templates names what the pages of each site are printed with.
var templates = map[string]string{"thanhpho": "print", "haiphong": "thoigian"}

// Article is the n-th article as a portal prints it, and its facts.
func (w *World) Article(n int) (portal.Article, Facts, error) {
	if n < 0 || n >= w.Len() {
		return portal.Article{}, Facts{}, fmt.Errorf("generator: there are %d articles, none has number %d", w.Len(), n)
	}
	place, month, topic := w.occasion(n)
	d := w.draft(n, place, month, topic)
	d.write()
	a := portal.Article{
		Name: "g" + strconv.Itoa(n), Site: "thanhpho",
		Published: d.published, Author: signature, AuthorLine: signature, Category: d.topic.Category,
		Title: d.title, Blocks: d.blocks,
	}
	if n%3 == 1 {
		a.Site = "haiphong"
	}
	a.Template = templates[a.Site]
	a.Path = "/" + w.slug(d.title) + "-" + strconv.Itoa(n) + ".html"
	a.URL = "http://" + portal.Hosts[a.Site] + a.Path
	for _, b := range a.Blocks {
		a.Body = append(a.Body, b.Lines...)
	}
	return a, d.facts, nil
}

// Facts is what the n-th article states. It costs what the article does.
func (w *World) Facts(n int) (Facts, error) {
	_, f, err := w.Article(n)
	return f, err
}

// draft is an article being written.
type draft struct {
	w                   *World
	r                   *rand.Rand
	place, month, kind  int // kind is the topic's number
	topic               Topic
	fill                words
	title               string
	published           time.Time
	blocks              []portal.Block
	facts               Facts
	talk                []pattern // patterns not yet used, shuffled
	periodStart, perEnd string
}

func (w *World) draft(n, place, month, topic int) *draft {
	t, p, day := w.topics[topic], w.places[place], w.day(place, month, topic)
	d := &draft{w: w, r: rand.New(rand.NewPCG(w.seed, uint64(n))), place: place, month: month, kind: topic, topic: t}
	year := firstYear + month/12
	d.periodStart = fmt.Sprintf("%d-01-01", year)
	d.perEnd = time.Date(year, time.Month(month%12+2), 0, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
	d.published = time.Date(day.Year(), day.Month(), day.Day(), 15+d.r.IntN(4), d.r.IntN(60), 0, 0, portal.Zone)
	d.fill = words{
		"xã": p.String(), "huyện": p.District, "chủ đề": t.Name, "sự kiện": t.Event,
		"ngày": day.Format("2/1"), "kỳ": period(month),
		"bí thư": w.holder(place, secretary, month), "chủ tịch": w.holder(place, chairman, month),
		"chủ tịch hđnd": w.holder(place, speaker, month),
		"văn bản":       fmt.Sprintf("%d-NQ/ĐU", 1+w.hash(6, place, month/12)%60),
	}
	d.talk = append(d.talk, w.sentences["talk"]...)
	d.r.Shuffle(len(d.talk), func(i, j int) { d.talk[i], d.talk[j] = d.talk[j], d.talk[i] })
	d.facts = Facts{Place: p, Topic: t.Name, Event: t.Event, Day: day.Format(time.DateOnly), Document: d.fill["văn bản"]}
	return d
}

// period is the time from January to the end of a month, in words.
func period(month int) string {
	year := strconv.Itoa(firstYear + month/12)
	switch m := month%12 + 1; m {
	case 1:
		return "tháng 1/" + year
	case 3:
		return "quý I năm " + year
	case 12:
		return "năm " + year
	default:
		return strconv.Itoa(m) + " tháng đầu năm " + year
	}
}

func (d *draft) write() {
	one := func(section string) string { return d.w.one(section, d.fill, d.r) }
	d.fill["tên"] = one("name " + d.topic.Event)
	d.title = one("title")
	d.add(one("lead " + d.topic.Event))
	d.people()
	d.add(one("report") + " " + d.chat(3))
	d.add(d.statement(0, "full") + " " + d.chat(2) + " " + d.statement(1, "full"))
	d.add(d.chat(4))
	d.add(d.statement(2, "short") + " " + d.chat(4))
	d.add(d.chat(3) + " " + one("cite"))
	d.add(d.chat(3))
	d.add(one("close"))
}

func (d *draft) add(paragraph string) {
	d.blocks = append(d.blocks, portal.Block{Kind: "text", Lines: []string{paragraph}})
}

// chat is some sentences that state no fact.
func (d *draft) chat(n int) string {
	var out []string
	for _, p := range d.talk[:n] {
		out = append(out, capital(p.expand(d.fill, d.r)))
	}
	d.talk = d.talk[n:]
	return strings.Join(out, " ")
}

// people sets down who is named in the lead and in the closing words.
func (d *draft) people() {
	role := func(office int) Holding {
		return Holding{d.w.holder(d.place, office, d.month), offices[office] + " " + d.facts.Place.String()}
	}
	switch d.topic.Event {
	case "hội nghị":
		d.facts.People, d.facts.Host = []Holding{role(secretary), role(chairman)}, "Đảng ủy "+d.facts.Place.String()
	case "phiên họp":
		d.facts.People, d.facts.Host = []Holding{role(chairman), role(secretary)}, "UBND "+d.facts.Place.String()
	default:
		d.facts.People, d.facts.Host = []Holding{role(speaker), role(secretary)}, "HĐND "+d.facts.Place.String()
	}
	d.fill["chủ trì"] = d.facts.People[0].Name
}

// statement is the sentence about the i-th indicator, and sets down its rows.
func (d *draft) statement(i int, section string) string {
	ind := d.topic.Indicators[i]
	v := d.w.level(d.place, d.kind, i, d.month)
	before := v
	if d.month >= 12 {
		before = d.w.level(d.place, d.kind, i, d.month-12)
	}
	growth := round((v/before-1)*100, 2)
	if growth == 0 {
		growth = 0.01 // "tăng 0%" is not said
	}
	ratio := round(v/d.w.plan(d.place, d.kind, i, d.month)*100, 2)
	name := ind.Name
	fill := words{
		"xã": d.fill["xã"], "kỳ": d.fill["kỳ"], "chỉ tiêu": lower(name), "đơn vị": ind.Unit,
		"số": number(v, ind.Decimals), "tỷ lệ": number(ratio, 2), "mức": number(max(growth, -growth), 2), "tăng": "tăng",
	}
	if growth < 0 {
		fill["tăng"] = "giảm"
	}
	s := d.w.one(section, fill, d.r)
	if ind.Unit == "%" {
		s = strings.ReplaceAll(s, " %", "%")
	}
	row := func(value float64, unit, measure string) {
		d.facts.Figures = append(d.facts.Figures, Figure{name, value, unit, measure, d.periodStart, d.perEnd})
	}
	row(v, ind.Unit, "level")
	if section == "full" {
		row(ratio, "%", "ratio")
	}
	row(growth, "%", "growth")
	return s
}

// number writes v with a decimal comma and dots between thousands.
func number(v float64, decimals int) string {
	whole, fraction, _ := strings.Cut(strconv.FormatFloat(v, 'f', decimals, 64), ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "." + whole[i:]
	}
	fraction = strings.TrimRight(fraction, "0")
	if fraction == "" {
		return whole
	}
	return whole + "," + fraction
}
