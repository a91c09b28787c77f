package crawler

import (
	"net/http"
	"strconv"
	"strings"
	"testing"
)

// BenchmarkCrawl crawls 500 articles of 9.6 kB on loopback without a pause.
func BenchmarkCrawl(b *testing.B) {
	const articles = 500
	text := strings.Repeat("<p>Hội nghị đánh giá kết quả thực hiện nhiệm vụ phát triển kinh tế, xã hội của xã.</p>\n", 95)
	pages := map[string]http.HandlerFunc{}
	var targets []string
	for i := range articles {
		target := "/bai/" + strconv.Itoa(i) + ".html"
		targets = append(targets, target)
		pages[target] = page("<html><head><title>Tin " + strconv.Itoa(i) + "</title></head><body><a href=\"/\">về</a>" + text + "</body></html>")
	}
	pages["/"] = links(targets...)
	for b.Loop() {
		r := newRig(b, pages)
		if report := r.crawl(); report.New != articles {
			b.Fatalf("report %+v", report)
		}
		r.portal.Close()
	}
	b.ReportMetric(float64(articles)*float64(b.N)/b.Elapsed().Seconds(), "pages/s")
}
