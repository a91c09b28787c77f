package extract

import (
	"slices"
	"strings"
	"time"

	"khotin/extract/date"
	"khotin/extract/strip"
)

// Facts are the kinds of facts that Again reads.
var Facts = []string{"dates", "figures", "officials", "meetings", "documents"}

// Again reads facts of the kinds what again from an article as it was stripped,
// and the unit that it is about, on which facts lean, and leaves all else as it
// is. It reports false, and gives the article back,
// where that needs the page: where no day of publication is known, its dates
// may rest on when the page was taken.
func Again(a Article, what []string) (Article, bool) {
	if !slices.ContainsFunc(what, func(w string) bool { return slices.Contains(Facts, w) }) {
		return a, true
	}
	page := strip.Page{Kind: strip.Article, Title: string(a.Title), Captions: a.Captions, Body: strings.Split(a.Body, "\n\n")}
	var err error
	if page.Published, err = time.Parse(time.RFC3339, string(a.Published)); err != nil {
		if page.Published, err = time.ParseInLocation(time.DateOnly, string(a.Published), date.Zone); err != nil {
			return a, false
		}
	}
	read := Article{Dates: []Date{}, Officials: []Official{}, Figures: []Figure{}, Documents: []Document{}}
	read.read(&page)
	a.Place = read.Place
	for _, w := range what {
		switch w {
		case "dates":
			a.Dates = read.Dates
		case "figures":
			a.Figures = read.Figures
		case "officials":
			a.Officials = read.Officials
		case "meetings":
			a.Meeting = read.Meeting
		case "documents":
			a.Documents = read.Documents
		}
	}
	return a, true
}
