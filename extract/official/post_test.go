package official

import "testing"

func TestPostOf(t *testing.T) {
	for _, c := range []struct{ role, subject, body, unit string }{
		{"Bí thư Quận ủy", "quận Lê Chân", "Quận ủy Lê Chân", "quận Lê Chân"},
		{"Bí thư Quận ủy Kiến An", "quận Lê Chân", "Quận ủy Kiến An", "quận Kiến An"},
		{"Phó Chủ tịch Thường trực UBND quận", "quận Lê Chân", "UBND quận Lê Chân", "quận Lê Chân"},
		{"Chủ tịch UBND thành phố", "quận Lê Chân", "UBND thành phố Hải Phòng", "thành phố Hải Phòng"},
		{"Ủy viên Ban Thường vụ Thành ủy", "huyện An Lão", "Ban Thường vụ Thành ủy Hải Phòng", "thành phố Hải Phòng"},
		{"Trưởng Ban Tổ chức Thành ủy", "thành phố Hải Phòng", "Ban Tổ chức Thành ủy Hải Phòng", "thành phố Hải Phòng"},
		{"Trưởng Ban Quản lý Khu kinh tế Hải Phòng", "thành phố Hải Phòng", "Ban Quản lý Khu kinh tế Hải Phòng", "thành phố Hải Phòng"},
		{"Chủ tịch HĐND huyện", "quận Lê Chân", "HĐND huyện", ""},
		{"Chủ tịch UBND quận", "", "UBND quận", ""},
		{"Giám đốc Sở Y tế", "quận Hải An", "Sở Y tế", "thành phố Hải Phòng"},
		{"Giám đốc Sở Y tế", "", "Sở Y tế", ""},
		{"Bộ trưởng Bộ Y tế", "thành phố Hải Phòng", "Bộ Y tế", ""},
		{"Phó Chủ tịch Quốc hội", "thành phố Hải Phòng", "", ""},
		{"Phó Trưởng Đoàn ĐBQH thành phố", "thành phố Hải Phòng", "Đoàn ĐBQH thành phố Hải Phòng", "thành phố Hải Phòng"},
		{"Chánh Văn phòng UBND huyện", "huyện Tiên Lãng", "Văn phòng UBND huyện Tiên Lãng", "huyện Tiên Lãng"},
		{"Trưởng phòng Nội vụ quận", "quận Hải An", "phòng Nội vụ quận Hải An", "quận Hải An"},
		{"Giám đốc Công an thành phố", "quận Hải An", "Công an thành phố Hải Phòng", "thành phố Hải Phòng"},
		{"Tư lệnh Quân khu 3", "thành phố Hải Phòng", "Quân khu 3", ""},
		{"TUV", "quận Hải An", "", "thành phố Hải Phòng"},
		{"Chủ tịch UBND phường An Biên", "quận Lê Chân", "UBND phường An Biên", "phường An Biên"},
		{"Chủ tịch Ủy ban MTTQ Việt Nam quận", "quận Lê Chân", "Ủy ban MTTQ Việt Nam quận Lê Chân", "quận Lê Chân"},
		{"Bí thư Tỉnh ủy", "thành phố Hải Phòng", "Tỉnh ủy", ""},
		{"Bí thư", "quận Lê Chân", "", ""},
		{"Chủ tịch Hội Nông dân", "quận Lê Chân", "Hội Nông dân", ""},
		{"Tổng Giám đốc Công ty Cổ phần Cảng Hải Phòng", "quận Lê Chân", "Công ty Cổ phần Cảng Hải Phòng", ""},
		{"", "quận Lê Chân", "", ""},
		{"Bí thư QU", "quận Lê Chân", "QU Lê Chân", "quận Lê Chân"},
		{"Bí thư Huyện ủy Đô Lương", "huyện Diễn Châu", "Huyện ủy Đô Lương", "huyện Đô Lương"},
		{"Tổng Lãnh sự Hàn Quốc tại Hải Phòng", "thành phố Hải Phòng", "", ""},
		{"Đại sứ đặc mệnh toàn quyền Cộng hòa Ấn Độ tại Việt Nam", "thành phố Hải Phòng", "", ""},
		{"Tùy viên Đại sứ quán Nhật Bản", "thành phố Hải Phòng", "Đại sứ quán Nhật Bản", ""},
		{"Phó Trưởng Đoàn chuyên trách Đoàn đại biểu Quốc hội thành phố", "quận Hải An", "Đoàn đại biểu Quốc hội thành phố Hải Phòng", "thành phố Hải Phòng"},
		{"Phó Trưởng ban Thường trực Ban An toàn giao thông quận", "quận Hải An", "Ban An toàn giao thông quận Hải An", "quận Hải An"},
		{"Phó Trưởng ban Thường trực", "quận Hải An", "", ""},
		{"Ủy viên Ban Thường trực Ủy ban MTTQ Việt Nam quận", "quận Hải An", "Ban Thường trực Ủy ban MTTQ Việt Nam quận Hải An", "quận Hải An"},
		{"Phó Bí thư TT Huyện ủy", "huyện An Lão", "Huyện ủy An Lão", "huyện An Lão"},
		{"Phó Giám đốc phụ trách điều hành Sở Công Thương", "thành phố Hải Phòng", "Sở Công Thương", "thành phố Hải Phòng"},
		{"Trưởng xóm 5", "xã Tân Trào", "xóm 5", ""},
		{"Q. Chủ tịch UBND xã Tân Trào", "huyện Kiến Thụy", "UBND xã Tân Trào", "xã Tân Trào"},
		{"đại biểu HĐND quận", "quận Hải An", "HĐND quận Hải An", "quận Hải An"},
		{"đại biểu Quốc hội thành phố", "quận Hải An", "", "thành phố Hải Phòng"},
		{"ĐBQH thành phố", "quận Hải An", "", "thành phố Hải Phòng"},
		{"Phó Trưởng ban", "quận Hải An", "", ""},
		{"Chủ tịch HĐND", "phường Lê Chân", "HĐND phường Lê Chân", "phường Lê Chân"},
		{"Chủ tịch HĐND", "quận Lê Chân", "HĐND", ""},
		{"Chủ tịch Hội đồng thành phố Incheon", "thành phố Hải Phòng", "Hội đồng thành phố Incheon", ""},
		{"Chính ủy Bộ Chỉ huy Bộ đội Biên phòng thành phố", "thành phố Hải Phòng", "Bộ Chỉ huy Bộ đội Biên phòng thành phố Hải Phòng", "thành phố Hải Phòng"},
		{"Tư lệnh Bộ đội Biên phòng", "thành phố Hải Phòng", "Bộ đội Biên phòng", ""},
		{"nguyên Bí thư Quận ủy", "quận Đồ Sơn", "Quận ủy Đồ Sơn", "quận Đồ Sơn"},
	} {
		if got := PostOf(c.role, c.subject); got.Body != c.body || got.Place != c.unit {
			t.Errorf("%s in %s:\n got %q, %q\nwant %q, %q", c.role, c.subject, got.Body, got.Place, c.body, c.unit)
		}
	}
}

func TestKey(t *testing.T) {
	for _, same := range [][]string{
		{"bí thư quận ủy", "Bí thư Quận ủy Lê Chân", "Bí thư Quận uỷ", "nguyên Bí thư Quận ủy", "BT Quận ủy", "Bí thư QU"},
		{"phó chủ tịch ủy ban nhân dân quận", "Phó Chủ tịch UBND quận", "PCT UBND quận Hải An", "Phó chủ tịch Ủy ban nhân dân quận Kiến An"},
		{"phó chủ tịch ủy ban nhân dân thành phố", "Phó Chủ tịch UBND TP", "Phó Chủ tịch UBND TP Hải Phòng", "Phó Chủ tịch UBND thành phố"},
		{"trưởng ban quản lý khu kinh tế", "Trưởng Ban Quản lý Khu kinh tế Hải Phòng", "Trưởng ban Quản lý Khu kinh tế"},
		{"giám đốc sở y tế", "Giám đốc Sở Y tế", "Giám đốc Sở Y tế thành phố", "Giám đốc Sở Y tế Hải Phòng"},
		{"thành ủy viên", "TUV", "Thành ủy viên", "Ủy viên Ban Chấp hành Đảng bộ thành phố"},
		{"ủy viên ban thường vụ thành ủy", "UVBTV Thành ủy", "Ủy viên BTV Thành ủy Hải Phòng", "Thường vụ Thành ủy"},
		{"quyền chủ tịch ủy ban nhân dân huyện", "Quyền Chủ tịch UBND huyện"},
		{"", ""},
	} {
		for _, words := range same[1:] {
			if got := Key(words); got != same[0] {
				t.Errorf("Key(%q) = %q, want %q", words, got, same[0])
			}
		}
	}
}
