package portal

import (
	"fmt"
	"strings"
	"time"
)

// Furniture that the pages wrap round an article, as text.
const (
	printTail = `Tiện ích thông tin
Nguồn tin
QR Code
QR CODE: %s
Chúng tôi trên Mạng Xã hội
QR Code Fanpage
Mã QR Code truy cập vào Fanpage Cổng tin tức Thành phố Hải Phòng
Tin khác`
	ampTail  = "This website uses cookies. See Our policy to learn more.\n\nRead More"
	anhpTail = "Từ khóa:\n\nBình luận của bạn về bài viết...\n\ncaptcha\n\nBản tin Pháp luật\n\nVideo clip"
	// printDay is the day on which somebody printed the PrintItem pages. It
	// says nothing about their publication.
	printDay = "Hải Phòng, ngày 24 tháng 01 năm 2021"
)

// Teaser is an entry of the list of other articles under an article. Its day
// is always later than the article's.
type Teaser struct{ Title, Text, Day, Path string }

// Teasers stand under every article of every portal.
var Teasers = []Teaser{
	{"Cảnh báo mưa dông diện rộng trên khu vực thành phố", "Chiều 24/11, Đài Khí tượng Thủy văn khu vực Đông Bắc phát bản tin cảnh báo…", "24/11/2025", "/canh-bao-mua-dong-dien-rong.html"},
	{"Phân luồng giao thông phục vụ thi công nút giao đường Bùi Viện", "Từ 22h00 ngày 21/11/2025, Sở Xây dựng tổ chức phân luồng tạm thời các…", "21/11/2025", "/phan-luong-giao-thong-nut-giao-bui-vien.html"},
	{"Tuyển sinh lớp 10 tăng 1.250 chỉ tiêu so với năm học trước", "Ngày 19/11, Sở Giáo dục và Đào tạo thành phố công bố dự thảo kế hoạch…", "19/11/2025", "/tuyen-sinh-lop-10-tang-chi-tieu.html"},
}

// Weekday is the day of the week as the portals write it.
func Weekday(t time.Time) string {
	return [...]string{"Chủ Nhật", "Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy"}[t.Weekday()]
}

// PrintStamp is the first line of a Print page. Pages of before 18 December
// 2019 lack the last word.
func (a Article) PrintStamp() string {
	s := Weekday(a.Published) + a.Published.Format(", 02/01/2006 15:04")
	if !a.Published.Before(time.Date(2019, 12, 18, 0, 0, 0, 0, Zone)) {
		s += " Gốc"
	}
	return s
}

// Dump is the text that remains of one rendering when all markup is taken
// away, as collections of web text keep it.
func (a Article) Dump(rendering string) string {
	content := strings.Join(a.paragraphs(""), "\n\n")
	signed := content + a.tail("\n\n")
	switch rendering {
	case "print":
		return "Print " + a.PrintStamp() + "\n\n" + signed + "\n\n" + fmt.Sprintf(printTail, a.Title)
	case "amp":
		return a.dumpAMP(signed)
	case "thoigian", "digest":
		return "Cổng thông tin điện tử\nThành phố Hải Phòng\nThời gian: " + a.Published.Format("02/01/2006 15:04") + "\n" + a.Title + "\n" + signed
	case "printitem":
		indent := strings.Repeat("\u00a0", 12)
		return printDay + "\n\n" + a.Title + "\n\n" + strings.Join(a.paragraphs(indent), "\n\n") + a.tail("\n\n")
	case "anhp":
		return a.Title + "\n\n" + a.Published.Format("15:04 02/01/2006") + "\n\n" + signed + "\n\n" + anhpTail
	case "anhp-inline":
		return a.Published.Format("15:04 02/01/2006 ") + signed + "\n\n22:48 23/11/2025 " + Teasers[0].Text + "\n\n" + anhpTail
	case "generic":
		return "Trang chủ\nTin tức\n" + a.Title + "\n" + a.Published.Format("02/01/2006 15:04") + "\n\n" + signed
	}
	return a.Title + "\n\n" + signed // hpdt and lists
}

func (a Article) dumpAMP(signed string) string {
	head := a.Title
	if a.Category != "" {
		head = a.Category + "\n\n" + head
	}
	tail := []string{"Tin khác"}
	for _, t := range Teasers {
		tail = append(tail, t.Title, t.Text, t.Day)
	}
	tail = append(tail, strings.Split(ampTail, "\n\n")...)
	return head + "\n\n" + signed + "\n\n    " + strings.Join(tail, "\n\n    ")
}

// paragraphs gives the content with captions, each paragraph behind indent.
func (a Article) paragraphs(indent string) []string {
	var out []string
	for _, b := range a.Blocks {
		out = append(out, indent+strings.Join(b.Lines, "\n"))
	}
	return out
}

// tail is the author's line and the source's, each behind sep.
func (a Article) tail(sep string) string {
	s := ""
	for _, line := range []string{a.AuthorLine, a.SourceLine} {
		if line != "" {
			s += sep + line
		}
	}
	return s
}
