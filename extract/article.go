// Package extract turns captures into articles and articles into facts.
package extract

import (
	"encoding/json"

	"khotin/extract/strip"
	"khotin/extract/text"
)

// Article is an article with what was read in it, exactly as the commands
// print it as JSON.
type Article struct {
	ID            string     `json:"id"` // see ID
	Kind          string     `json:"kind"`
	Reason        string     `json:"reason,omitempty"` // why the page is no article
	File          string     `json:"file,omitempty"`   // base name of an imported file
	URL           Optional   `json:"url"`
	Title         Optional   `json:"title"`
	Published     Optional   `json:"published"` // RFC 3339 in +07:00, or a bare date
	Author        Optional   `json:"author"`
	Source        Optional   `json:"source"`
	Body          string     `json:"body"`             // paragraphs joined by a blank line
	Shapes        []Shape    `json:"shapes,omitempty"` // of paragraphs that are more than text
	Captions      []string   `json:"captions"`
	Dates         []Date     `json:"dates"`
	Officials     []Official `json:"officials"`
	Figures       []Figure   `json:"figures"`
	Meeting       *Meeting   `json:"meeting"`
	Documents     []Document `json:"documents"`
	Place         Optional   `json:"place"`                // the unit the article is about
	Page          string     `json:"page,omitempty"`       // of an item of a press digest: the id of its page,
	PageTitle     string     `json:"page_title,omitempty"` // the page's title
	Item          int        `json:"item,omitempty"`       // and its place there, from 1
	Items         int        `json:"items,omitempty"`      // of a digest as a whole: how many items it falls into
	Suspect       string     `json:"published_suspect,omitempty"`
	Garbled       string     `json:"text_suspect,omitempty"` // why the text is not what was written
	From          FieldRules `json:"from,omitempty"`
	CanonicalURL  string     `json:"canonical_url,omitempty"`
	Captured      string     `json:"captured,omitempty"`       // RFC 3339, when the page was archived
	CaptureFile   string     `json:"capture_file,omitempty"`   // WARC file, relative to the archive
	CaptureOffset int64      `json:"capture_offset,omitempty"` // bytes
	Fingerprint   string     `json:"fingerprint,omitempty"`    // of the body, see package fingerprint: near-duplicates have near ones
	Digest        string     `json:"digest,omitempty"`         // payload digest
}

// Shape says that a paragraph is a heading, an item of a list or a row of a table.
type Shape = strip.Shape

// FieldRules names, for each field of the page, where it was read.
type FieldRules map[string]string

// Optional is a string that JSON shows as null when it is empty.
type Optional string

// MarshalJSON implements json.Marshaler.
func (o Optional) MarshalJSON() ([]byte, error) {
	if o == "" {
		return []byte("null"), nil
	}
	return json.Marshal(string(o))
}

// UnmarshalJSON implements json.Unmarshaler.
func (o *Optional) UnmarshalJSON(b []byte) error {
	var s *string
	if err := json.Unmarshal(b, &s); err != nil {
		return err
	}
	*o = ""
	if s != nil {
		*o = Optional(*s)
	}
	return nil
}

// Span is a half-open range of Unicode code points of one paragraph.
type Span [2]int

// Date is a date or period of the body; Start and End are inclusive days.
type Date struct {
	Text      string `json:"text"`
	Start     string `json:"start"`
	End       string `json:"end"`
	Grain     string `json:"grain"`
	Fuzzy     bool   `json:"fuzzy,omitempty"`     // "đầu năm 2023": Start and End are the whole year
	Recurring bool   `json:"recurring,omitempty"` // "ngày 20/11 hằng năm": the occurrence nearest to the publication
	// Flags are doubts: "weekday-disagrees" where the weekday written beside
	// a day is another one in that year.
	Flags     []string `json:"flags,omitempty"`
	Paragraph int      `json:"paragraph"`
	Span      Span     `json:"span"`
	Rule      string   `json:"rule"`
}

// Official is one person with all roles that the article gives.
type Official struct {
	Name     string    `json:"name"`
	Roles    []string  `json:"roles"`
	Offices  []Office  `json:"offices"` // one a role, in their order
	Events   []Event   `json:"events,omitempty"`
	Mentions []Mention `json:"mentions"`
}

// Office is a role with what it is held in, where the text or its subject
// settles that.
type Office struct {
	Role  string   `json:"role"`           // as written
	Org   Optional `json:"org"`            // the body with its unit: "Quận ủy Lê Chân"
	Place Optional `json:"place"`          // the unit: "quận Lê Chân"
	Past  bool     `json:"past,omitempty"` // told as held before: "nguyên", "từng giữ chức"
}

// Event is an office that the article says somebody won or lost.
type Event struct {
	Act       string   `json:"act"`    // appointed, left
	Office    string   `json:"office"` // as written
	Org       Optional `json:"org"`
	Place     Optional `json:"place"`
	Date      Optional `json:"date"`            // a day, or 2019-03, 2019 where the text gives no more
	From      []string `json:"from,omitempty"`  // of an appointment: the offices held at that time
	Moved     bool     `json:"moved,omitempty"` // the offices of from are left
	Text      string   `json:"text"`
	Paragraph *int     `json:"paragraph,omitempty"`
	Caption   *int     `json:"caption,omitempty"`
	Span      Span     `json:"span"`
}

// Mention is where an official is named, in the body or in a caption.
type Mention struct {
	Text      string `json:"text"`
	Paragraph *int   `json:"paragraph,omitempty"`
	Caption   *int   `json:"caption,omitempty"`
	Span      Span   `json:"span"`
	Rule      string `json:"rule"`
}

// Period is the time a figure is about, inclusive days.
type Period struct {
	Start string `json:"start"`
	End   string `json:"end"`
	Text  string `json:"text"`
}

// Figure is one number stated as a fact or a goal.
type Figure struct {
	Text      string        `json:"text"`
	Indicator string        `json:"indicator"`
	Canonical string        `json:"canonical,omitempty"` // name that joins wordings of one indicator into a series
	Measure   string        `json:"measure"`
	Value     text.Decimal  `json:"value"`
	Unit      string        `json:"unit"`
	Amount    Optional      `json:"amount"`
	BaseUnit  Optional      `json:"base_unit"`
	Qualifier Optional      `json:"qualifier"`
	Status    string        `json:"status"`
	Period    *Period       `json:"period"`
	Basis     Optional      `json:"basis"`
	Of        *text.Decimal `json:"of"`
	Upper     *text.Decimal `json:"upper"`
	Place     Optional      `json:"place"`
	Group     int           `json:"group"`
	PartOf    *int          `json:"part_of,omitempty"`
	Flags     []string      `json:"flags,omitempty"`
	Sentence  string        `json:"sentence"`
	Paragraph int           `json:"paragraph"`
	Span      Span          `json:"span"`
	Rule      string        `json:"rule"`
}

// Meeting is the event that the article reports.
type Meeting struct {
	Kind      string   `json:"kind"`
	Name      string   `json:"name"`
	Host      Optional `json:"host"`
	Date      Optional `json:"date"`
	Place     Optional `json:"place"`
	Chair     Optional `json:"chair"`
	Attendees []string `json:"attendees"`
	Chairs    []string `json:"chairs,omitempty"`    // chair and those who chaired with it, where there are several
	Ordinal   int      `json:"ordinal,omitempty"`   // 22 of "kỳ họp thứ 22"
	Term      string   `json:"term,omitempty"`      // "khóa XX", "nhiệm kỳ 2021-2026"
	Points    []string `json:"points,omitempty"`    // places joined by video
	Delegates int      `json:"delegates,omitempty"` // who took part
	Rule      string   `json:"rule,omitempty"`
	Paragraph int      `json:"paragraph"`
	Span      Span     `json:"span"`
}

// Document is a cited document, once for each way it is written.
type Document struct {
	Text      string   `json:"text"`
	Type      string   `json:"type"`
	Number    Optional `json:"number"`
	Issuer    Optional `json:"issuer"`
	Date      Optional `json:"date"`          // of issue, where the text gives it; the year alone where the number does
	Subject   Optional `json:"subject"`       // what it is about, as written: "về …"
	Key       string   `json:"key,omitempty"` // the same for all mentions of one document
	Sentence  string   `json:"sentence,omitempty"`
	Paragraph int      `json:"paragraph"`
	Span      Span     `json:"span"`
	Rule      string   `json:"rule"`
}
