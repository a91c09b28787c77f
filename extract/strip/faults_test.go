package strip

import (
	"strings"
	"testing"
	"time"
)

// TestFaults reads pages as broken systems send them.
func TestFaults(t *testing.T) {
	lead := "Sáng 5/4/2022, UBND quận Kiến An tổ chức hội nghị giao ban công tác tháng 3 với mười phường trên địa bàn."
	rest := "Theo báo cáo, thu ngân sách trên địa bàn quận 3 tháng ước đạt 112,5 tỷ đồng, bằng 28,3% dự toán thành phố giao."
	text := "<h1>Kiến An giao ban công tác tháng 3</h1><div><p>" + lead + "</p><p>" + rest + "</p></div>"
	page := func(head, body string) string {
		return "<html><head>" + head + "</head><body>" + body + "</body></html>"
	}
	for name, c := range map[string]struct{ page, published, from string }{
		"JSON-LD array":        {page(`<script type="application/ld+json">[{"@type":"Organization"},{"@type":"NewsArticle","datePublished":"2022-04-05T10:00:00+07:00"}]</script>`, text), "2022-04-05T10:00:00+07:00", "json-ld"},
		"JSON-LD graph":        {page(`<script type="application/ld+json">{"@graph":[{"@type":"WebSite"},{"@type":["Article","Thing"],"datePublished":"2022-04-05T03:00:00Z"}]}</script>`, text), "2022-04-05T10:00:00+07:00", "json-ld"},
		"JSON-LD raw newlines": {page("<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"description\":\"một\nhai\tba\",\"datePublished\":\"2022-04-05 10:00\"};</script>", text), "2022-04-05T10:00:00+07:00", "json-ld"},
		"JSON-LD comma":        {page(`<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2022-04-05 10:00",}</script>`, text), "2022-04-05T10:00:00+07:00", "json-ld"},
		"JSON-LD in comment":   {page("<script type=\"application/ld+json\">//<![CDATA[\n{\"@type\":\"NewsArticle\",\"datePublished\":\"2022-04-05 10:00\"}\n//]]></script>", text), "2022-04-05T10:00:00+07:00", "json-ld"},
		"microdata in meta":    {page("", `<div itemscope itemtype="http://schema.org/NewsArticle"><meta itemprop="datePublished" content="2022-04-05T10:00:00+07:00">`+text+`</div>`), "2022-04-05T10:00:00+07:00", "article:published_time"},
		"microdata in time":    {page("", strings.Replace(text, "</h1>", `</h1><time itemprop="datePublished" datetime="2022-04-05T10:00:00+07:00">hôm qua</time>`, 1)), "2022-04-05T10:00:00+07:00", "time"},
		"microdata in span":    {page("", strings.Replace(text, "</h1>", `</h1><span itemprop="datePublished" content="2022-04-05T10:00:00+07:00">hôm qua</span>`, 1)), "2022-04-05T10:00:00+07:00", "time"},
		"time element":         {page("", strings.Replace(text, "</h1>", `</h1><time datetime="2022-04-05 10:00">10 giờ</time>`, 1)), "2022-04-05T10:00:00+07:00", "time"},
		"time of a comment":    {page("", text+`<div class="comments"><time datetime="2022-04-09 10:00">10 giờ</time></div>`), "", ""},
		"times of a list":      {page("", text+`<ul><li><a href="/1">Một bài khác</a><time datetime="2022-04-09 10:00">9/4</time></li><li><a href="/2">Một bài khác nữa</a><time datetime="2022-04-08 10:00">8/4</time></li></ul>`), "", ""},
		"PHP notice":           {page("", strings.Replace(text, "<div>", "<div class=\"<br />\n<b>Notice</b>:  Undefined variable: cls in <b>/var/www/a.php</b> on line <b>12</b><br />\n\">", 1)), "", ""},
		"unclosed":             {strings.NewReplacer("</p>", "", "</div>", "", "</body>", "", "</html>", "").Replace(page("", text)), "", ""},
		"bad nesting":          {page("", strings.ReplaceAll(text, "</p>", "</b></i></span></p>")), "", ""},
	} {
		p, err := Strip(htmlCapture(c.page), nil)
		if err != nil || p.Kind != Article || p.Title != "Kiến An giao ban công tác tháng 3" {
			t.Errorf("%s: %v: %+v", name, err, p)
			continue
		}
		if got := p.Body; len(got) < 2 || got[len(got)-2] != lead || got[len(got)-1] != rest || len(got) > 2 {
			t.Errorf("%s: body %q", name, got)
		}
		published := ""
		if !p.Published.IsZero() {
			published = p.Published.Format(time.RFC3339)
		}
		if published != c.published || p.From["published"] != c.from {
			t.Errorf("%s: published %q from %q, want %q from %q", name, published, p.From["published"], c.published, c.from)
		}
	}
}

// TestFontCut reads text for the fonts of VNI, in UTF-8, with a character cut
// in two as by a field of a database.
func TestFontCut(t *testing.T) {
	lead := "Chiều 12/10, Hội đồng nhân dân quận Kiến An tổ chức kỳ họp giữa năm để bàn về việc thực hiện dự toán ngân sách và công tác cán bộ."
	page := "<html><body><h1>Kiến An họp giữa năm</h1><p>" + lead + "</p><p>" + strings.Repeat("Các đại biểu đã thảo luận và biểu quyết. ", 3) + "</p>"
	body := append(encodeAs(t, "vni-utf-8", []byte(page)), "<p>\xc3</p></body></html>"...)
	p, err := Strip(htmlCapture(string(body)), nil)
	if err != nil || len(p.Body) == 0 || p.Body[0] != lead {
		t.Errorf("%v: %q", err, p.Body)
	}
}
