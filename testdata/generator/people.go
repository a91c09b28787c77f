package generator

// An office changes hands in July of 2015 and of 2020; who was chairman of the
// people's committee is secretary of the party committee in the term after.
const (
	secretary = iota // Bí thư Đảng ủy
	chairman         // Chủ tịch UBND
	speaker          // Chủ tịch HĐND
)

// offices are the words of each office before the name of the place.
var offices = [...]string{"Bí thư Đảng ủy", "Chủ tịch UBND", "Chủ tịch HĐND"}

const perPlace = 7 // persons who hold an office in a commune over the years

// term is which of the three terms a month lies in.
func term(month int) int {
	switch year := firstYear + month/12; {
	case year < 2015 || year == 2015 && month%12 < 6:
		return 0
	case year < 2020 || year == 2020 && month%12 < 6:
		return 1
	}
	return 2
}

// holder is the name of who holds an office of a commune in a month.
func (w *World) holder(place, office, month int) string {
	t := term(month)
	switch office {
	case secretary:
		return w.name(place*perPlace + t)
	case chairman:
		return w.name(place*perPlace + t + 1)
	}
	return w.name(place*perPlace + 4 + t)
}

var (
	families = []string{"Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Ngô", "Đoàn", "Lương", "Đào", "Phan"}
	middles  = []string{"Văn", "Đức", "Thị", "Quang", "Minh", "Hữu", "Xuân", "Thanh", "Ngọc", "Mạnh", "Đình", "Công", "Trọng", "Bá", "Duy", "Tiến", "Quốc", "Kim", "Thế", "Anh"}
	givens   = []string{"An", "Bình", "Cường", "Dũng", "Giang", "Hà", "Hải", "Hạnh", "Hiền", "Hòa", "Hùng", "Hưng", "Huy", "Khánh", "Khoa", "Kiên", "Lâm", "Lan", "Liên", "Long", "Mai", "Nam", "Nga", "Nghĩa", "Nhung", "Phong", "Phúc", "Phương", "Quân", "Quyết", "Sơn", "Tâm", "Thái", "Thắng", "Thảo", "Thu", "Thủy", "Toàn", "Trang", "Trung", "Tùng", "Tuyết", "Yến"}
)

// name gives the i-th person's name; no two persons share one, and none is
// that of a street or a hero.
func (w *World) name(i int) string {
	all := len(families) * len(middles) * len(givens)
	// A step that shares no factor with the number of names (12040 = 2³·5·7·43)
	// visits each once.
	k := (i*5701 + int(w.seed%uint64(all))) % all
	return families[k%len(families)] + " " + middles[k/len(families)%len(middles)] + " " + givens[k/len(families)/len(middles)]
}
