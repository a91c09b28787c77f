package portal

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"strings"
	"unicode"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
)

//go:embed templates/*.html
var templateFiles embed.FS

var pages = template.Must(template.New("").Funcs(template.FuncMap{
	"cells": func(row string) []string { return split(row, "|") },
	"slug":  Slug,
	"inc":   func(i int) int { return i + 1 },
}).ParseFS(templateFiles, "templates/*.html"))

// view is what a template sees.
type view struct {
	Article
	Canonical, AMP string // addresses; AMP is empty where there is no twin
	Charset        string
	Stamp          string // of a Print page
	PrintDay       string
	Teasers        []Teaser
}

// HTML is the page of one rendering, in the bytes of its charset.
func (a Article) HTML(rendering string) ([]byte, error) {
	v := view{Article: a, Canonical: a.URL, Charset: "utf-8", Stamp: a.PrintStamp(), PrintDay: printDay, Teasers: Teasers}
	if a.Template == "print+amp" {
		v.AMP = a.Address("amp")
	}
	if a.Charset != "" {
		v.Charset = a.Charset
	}
	v.Canonical = strings.TrimSuffix(v.Canonical, "/amp")
	name := rendering
	if name == "digest" {
		name = "thoigian"
	}
	var buf bytes.Buffer
	if err := pages.ExecuteTemplate(&buf, name+".html", v); err != nil {
		return nil, fmt.Errorf("portal: %s: %w", a.Name, err)
	}
	switch a.Charset {
	case "":
		return buf.Bytes(), nil
	case "windows-1258":
		return encode1258(buf.String())
	}
	return nil, fmt.Errorf("portal: %s: unknown charset %q", a.Name, a.Charset)
}

// encode1258 writes s in windows-1258, which has the letters with circumflex,
// breve and horn, but most tone marks only as combining characters.
func encode1258(s string) ([]byte, error) {
	var b strings.Builder
	for _, r := range norm.NFC.String(s) {
		if _, ok := charmap.Windows1258.EncodeRune(r); ok {
			b.WriteRune(r)
			continue
		}
		letter, tone := "", ""
		for _, part := range norm.NFD.String(string(r)) {
			if strings.ContainsRune("\u0300\u0301\u0303\u0309\u0323", part) {
				tone += string(part)
			} else {
				letter += string(part)
			}
		}
		b.WriteString(norm.NFC.String(letter) + tone)
	}
	return charmap.Windows1258.NewEncoder().Bytes([]byte(b.String()))
}

// Slug writes a name as the addresses of the portals do: "Chính trị" is
// "chinh-tri".
func Slug(s string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(s)) {
		switch {
		case r == 'đ':
			b.WriteByte('d')
		case unicode.Is(unicode.Mn, r):
		case r < 128 && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	return strings.Trim(b.String(), "-")
}
