package figure

import "strings"

// words is a set of keys (see text.Key).
type words map[string]bool

func set(list ...string) words {
	w := make(words)
	for _, l := range list {
		for _, s := range strings.Fields(l) {
			w[s] = true
		}
	}
	return w
}

// Words before a bare number that make it a name, not a count: "phường 12",
// "khóa 9", "giai đoạn 2", "lô 5". Their last syllable is enough.
var labels = set("số thứ khóa phường tổ lô ngõ ngách hẻm phố lộ đoạn bước hạng điều khoản chương án đủ",
	"quý tháng ngày năm kỉ kỷ hồi lúc giờ thoại hotline đt tel fax km tuổi block top tốp quyển")

// softLabels are labels unless a known thing is counted after them: "tầng 3",
// but "tiếp công 15 người".
var softLabels = set("kỳ lớp đường độ phần bài tập đợt mục vòng khu vùng đội phòng tầng loại cấp nhóm điểm mẫu biểu lục nghị định quyết luật khối ca đoàn xe",
	"quân trạm trang nhà máy cụm thôn làng xóm kênh tàu vụ công tuyến bến cầu rào phiên lần mức tác")

// Words after a number that make it no count: time, age, levels, and words of
// grammar that no noun phrase begins with.
var noCount = set("ngày tháng năm giờ phút giây tuần tuổi quý đêm sáng chiều trưa tối thập thế kỷ nhiệm h g buổi mùa vụ-mùa lần cấp bên mặt phía",
	"của và do tại ở trong là đến trên dưới với theo từ về cho bằng đạt tăng giảm chiếm so còn thì mà nhưng hay hoặc được bị đã đang sẽ",
	"không có này đó kia như khi nếu vì để bởi cùng nhằm nên cũng đều chỉ mới vừa qua tới lên xuống sau trước giữa ngoài bao gồm hơn gần khoảng",
	"nhất hai ba tư bốn sáu bảy tám chín mười trăm chục rưỡi tốt rào k tập hồi lệ trọng suất ước bình tương vượt tiếp âm phần vào ra rồi lại",
	"bước đầu cuối tiếng trở thực hoàn một nói cộng trừ nhân thước lớp kíp sao")

// Names of districts and offices in capitals after which a count may stand.
var offices = set("ubnd hđnd mttq bch btv lđlđ bhxh khđt csgt tp gpmb htx bqlda tw")

// Qualifiers before a number; "ước đạt hơn" is one.
var qualifiers = set("ước hơn gần trên dưới khoảng chừng xấp xỉ tới đến ngót non sát cỡ tầm quá")

// twoQualifiers are the qualifiers of two syllables.
var twoQualifiers = map[string]string{
	"quân": "bình", "bình": "trung", "nhất": "ít", "thiểu": "tối", "đa": "tối", "xỉ": "xấp", "ngưỡng": "chạm", "trở": "từ",
}

// Syllables of the predicate between an indicator and its number.
var predicate = set("ước đạt là bằng tăng giảm chiếm có còn lên xuống tới đến vượt hụt gấp hơn gần trên dưới khoảng chừng xấp xỉ được thêm mạnh nhẹ",
	"cao thấp chỉ đều cũng đã gồm tính sâu nhanh ngót non sát cỡ tầm quá từ chạm kém sụt khá nhiều ít lớn ở vẫn sẽ cần xong")

// changeUp and changeDown are the verbs of change.
var (
	changeUp   = set("tăng vượt gấp cao nhiều lớn")
	changeDown = set("giảm hụt thấp ít sụt kém")
	clauseVerb = set("tăng giảm bằng đạt vượt hụt chiếm gấp ước")
)

// auxiliaries stand between a subject and its verb.
var auxiliaries = set("đã đang sẽ vừa cần phải cũng đều vẫn")

// tailStop ends the noun phrase after a counted number.
var tailStop = set("được bị đã đang sẽ là đạt tăng giảm bằng chiếm với gồm bao nhằm để khi từ trong còn và nên thì mà cùng tại vượt ước vẫn cũng đều qua như do bởi gấp tổng so tham góp tiếp do vì hoàn thuộc xuống lên trước làm")

// growthHeads: "tốc độ tăng", "mức tăng": a change is the indicator itself.
var growthHeads = set("độ mức lệ đà số")
