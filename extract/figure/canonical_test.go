package figure

import "testing"

func TestCanonical(t *testing.T) {
	for _, c := range []struct{ indicator, want string }{
		{"Thu ngân sách trên địa bàn quận", "thu ngân sách trên địa bàn"},
		{"Tổng thu NSNN trên địa bàn huyện", "thu ngân sách trên địa bàn"},
		{"thu ngân sách do huyện quản lý", "thu ngân sách trên địa bàn"},
		{"Thuế CTN - NQD", "thuế ngoài quốc doanh"},
		{"giá trị sản xuất công nghiệp - tiểu thủ công nghiệp", "giá trị sản xuất công nghiệp"},
		{"Giá trị sản xuất công nghiệp (giá so sánh 2010)", "giá trị sản xuất công nghiệp"},
		{"Chỉ số sản xuất công nghiệp (IIP)", "chỉ số sản xuất công nghiệp (IIP)"},
		{"tỉ lệ hộ nghèo", "tỷ lệ hộ nghèo"},
		{"kết nạp mới đảng viên", "kết nạp đảng viên"},
		{"Tổng sản lượng lương thực", "tổng sản lượng lương thực"},
		{"hoàn thành giải phóng mặt bằng dự án", "dự án hoàn thành giải phóng mặt bằng"},
		// What only begins like an indicator is another one.
		{"thu ngân sách từ phí tham quan", ""},
		{"kết nạp đảng viên nữ", ""},
		{"tỷ trọng giá trị sản xuất công nghiệp", ""},
		{"nợ đọng xây dựng cơ bản", ""},
		{"đảng viên được tặng Huy hiệu", ""},
		{"thu nhập bình quân của người lao động", ""},
		{"tốc độ tăng trưởng ở khu vực dịch vụ", ""},
		{"tổng vốn huy động", ""},
		{"thu nội địa", "thu nội địa"},
		{"giải ngân vốn đầu tư công", "giải ngân vốn đầu tư công"},
		{"kế hoạch vốn đầu tư công", "vốn đầu tư công"},
		{"Tổng mức bán lẻ hàng hóa và doanh thu dịch vụ tiêu dùng", "tổng mức bán lẻ hàng hóa và doanh thu dịch vụ"},
		{"doanh thu dịch vụ lưu trú, ăn uống", "doanh thu dịch vụ lưu trú và ăn uống"},
		{"giá trị sản xuất công nghiệp do quận quản lý", "giá trị sản xuất công nghiệp do địa phương quản lý"},
		{"năng suất lúa xuân", "năng suất lúa xuân"},
		{"", ""},
	} {
		if got := Canonical(c.indicator); got != c.want {
			t.Errorf("Canonical(%q) = %q, want %q", c.indicator, got, c.want)
		}
	}
}
