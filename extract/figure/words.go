package figure

import (
	"strings"

	"khotin/extract/text"
)

// class is a set of the word lists below. A token's class, looked up once, tells
// which of them its key is in, so that the many looks around a number test a
// bit.
type class uint64

// The word lists.
const (
	// Words before a bare number that make it a name, not a count: "phường 12",
	// "khóa 9", "giai đoạn 2", "lô 5". Their last syllable is enough.
	labels class = 1 << iota

	// softLabels are labels unless a known thing is counted after them: "tầng
	// 3", but "tiếp công 15 người".
	softLabels

	// Words after a number that make it no count: time, age, levels, and words
	// of grammar that no noun phrase begins with.
	noCount

	// Names of districts and offices in capitals after which a count may stand.
	offices

	// Qualifiers before a number; "ước đạt hơn" is one.
	qualifiers

	// Syllables of the predicate between an indicator and its number.
	predicate

	// changeVerbs are the verbs of change, clauseVerb those that say what a
	// number before or after them is.
	changeVerbs
	clauseVerb

	// auxiliaries stand between a subject and its verb.
	auxiliaries

	// tailStop ends the noun phrase after a counted number.
	tailStop

	// growthHeads: "tốc độ tăng", "mức tăng": a change is the indicator itself.
	growthHeads

	// bounds are the words that may stand before a number that is alone.
	bounds

	// numerals may begin a number in words, scaleWords are powers of ten.
	numerals
	scaleWords

	// spelledStop are counted things that a number in words does not count as
	// a fact: "hai bên", "hai địa phương".
	spelledStop

	// numbersBy are the nouns that a number without a unit says: "Tổng số là
	// 33", "Hệ số: 1,5".
	numbersBy

	// wholeHeads begin the whole that a percentage is of, where a verb stands
	// before it: "đạt 42% công suất thiết kế", but not "50% số xã đạt chuẩn".
	wholeHeads

	// basisStop ends a basis.
	basisStop

	// planning are the words of a heading under which goals stand.
	planning

	// framed begin the words that say how sure a predicate is, frameWords those
	// that govern the numbers after them.
	framed
	frameWords

	// bodies end the names of those who set themselves a goal.
	bodies

	// timeWords make no indicator by themselves.
	timeWords

	// prepositions open an adverbial, which no comma joins to the noun after
	// it.
	prepositions

	// weakHeads begin an indicator only where nothing stronger does.
	weakHeads

	// flowUnits count events, not what they are events of: "khách quốc tế đạt
	// 41.300 lượt" measures "khách quốc tế".
	flowUnits

	// standards are named by the years for which they hold: "chuẩn nghèo giai
	// đoạn 2021-2025".
	standards

	// sessionThings are counted at the meeting itself, and nouns that announce
	// what is to come; they have no period.
	sessionThings

	// sittings, honours, votings and speeches may open words for what those at a
	// meeting do, see own and speech.
	sittings
	honours
	votings
	speeches

	// durations are the units of time, measured only where the text measures
	// time.
	durations

	// dimensions are measures of a thing that does not change with time.
	dimensions

	// standingThings are what a place is made of.
	standingThings

	// trailing and leading are the words and signs that may end or begin what
	// stands around a noun phrase, and are no part of it; trimRight and trimLeft
	// know the exceptions.
	trailing
	leading

	// trailingOthers and leadingOthers do so too, with certain words beside them,
	// and the types of units.
	trailingOthers
	leadingOthers

	// orderEnds end "lần lượt", "tương ứng" and "thứ tự".
	orderEnds

	// opensNumber: no other word or sign begins a quantity.
	opensNumber

	// currencySigns may stand before an amount of money, see currencies.
	currencySigns

	// pairEnds stand second in pairs, qualifierEnds in twoQualifiers.
	pairEnds
	qualifierEnds

	// bars divide the cells of a table, brackets what stands beside the text.
	bars
	brackets

	// comparers open what a number is measured against, sums say that months
	// are taken together.
	comparers
	sums

	// clauseMarks join or open clauses, rateEnds stand second in the name of a
	// rate or a change, compares first in a comparison, see read, rates and
	// comparedBefore.
	clauseMarks
	rateEnds
	compares

	// The words with which the phrases of the lexicons begin.
	headWords
	actionWords
	connectorWords
	countWords
	unitWords

	// predicateOthers are the words besides predicate and pairEnds that the
	// predicate may end in, basisMarks those besides basisStop that may end a
	// basis.
	predicateOthers
	basisMarks

	// studies tell school years, present what there is now, firsts rankings,
	// occasions what a feast saw, until up to when.
	studies
	present
	firsts
	occasions
	until
)

// openingWords are the classes of the lexicons.
const openingWords = headWords | actionWords | connectorWords | countWords | unitWords

var classes = newVocabulary(map[class]string{
	labels: `số thứ khóa phường tổ lô ngõ ngách hẻm phố lộ đoạn bước hạng điều khoản chương án đủ
		quý tháng ngày năm kỉ kỷ hồi lúc giờ thoại hotline đt tel fax km tuổi block top tốp quyển đai`,
	softLabels: `kỳ lớp đường độ phần bài tập đợt mục vòng khu vùng đội phòng tầng loại cấp nhóm điểm mẫu biểu lục nghị định quyết luật khối ca đoàn xe
		quân trạm trang nhà máy cụm thôn làng xóm kênh tàu vụ công tuyến bến cầu rào phiên lần mức tác`,
	noCount: `ngày tháng năm giờ phút giây tuần tuổi quý đêm sáng chiều trưa tối thập thế kỷ nhiệm h g buổi mùa vụ-mùa lần cấp bên mặt phía
		của và do tại ở trong là đến trên dưới với theo từ về cho bằng đạt tăng giảm chiếm so còn thì mà nhưng hay hoặc được bị đã đang sẽ
		không có này đó kia như khi nếu vì để bởi cùng nhằm nên cũng đều chỉ mới vừa qua tới lên xuống sau trước giữa ngoài bao gồm hơn gần khoảng
		nhất hai ba tư bốn sáu bảy tám chín mười trăm chục rưỡi tốt rào k tập hồi lệ trọng suất ước bình tương vượt tiếp âm phần vào ra rồi lại
		bước đầu cuối tiếng trở thực hoàn một nói cộng trừ nhân thước lớp kíp sao`,
	offices:    `ubnd hđnd mttq bch btv lđlđ bhxh khđt csgt tp gpmb htx bqlda tw`,
	qualifiers: `ước hơn gần trên dưới khoảng chừng xấp xỉ tới đến ngót non sát cỡ tầm quá`,
	predicate: `ước đạt là bằng tăng giảm chiếm có còn lên xuống tới đến vượt hụt gấp hơn gần trên dưới khoảng chừng xấp xỉ được thêm mạnh nhẹ
		cao thấp chỉ đều cũng đã gồm tính sâu nhanh ngót non sát cỡ tầm quá từ chạm kém sụt tụt khá nhiều ít lớn ở vẫn sẽ cần xong`,
	changeVerbs: `tăng vượt gấp cao nhiều lớn giảm hụt thấp ít sụt tụt kém`,
	clauseVerb:  `tăng giảm bằng đạt vượt hụt chiếm gấp ước`,
	auxiliaries: `đã đang sẽ vừa cần phải cũng đều vẫn`,
	tailStop: `được bị đã đang sẽ là đạt tăng giảm bằng chiếm với gồm bao nhằm để khi từ trong còn và nên thì mà cùng tại vượt ước vẫn cũng đều
		qua như do bởi gấp tổng so tham góp tiếp do vì hoàn thuộc xuống lên trước làm chứa nhưng song nhưng song`,
	growthHeads:    `độ mức lệ đà số`,
	bounds:         `khoảng chừng tầm cỡ độ gần hơn trên dưới xấp xỉ ít nhiều kém cao thấp không quá tới nhất tối đa thiểu từ giữa ước vào lên`,
	numerals:       `một hai ba bốn tư năm sáu bảy bẩy tám chín mười không`,
	scaleWords:     `trăm nghìn ngàn vạn triệu tỷ tỉ`,
	spelledStop:    `bên nước cấp ngành bộ địa đơn khu lớp tổ nhóm con em cháu vùng lần đồng tỉnh khối lĩnh vấn nội cá khoản cuộc mặt`,
	numbersBy:      `tổng số lượng hệ điểm chỉ kết đáp sĩ giá mức tỷ hiệu tích thương`,
	wholeHeads:     `quân công tiêu số diện khối tổng grdp yêu nhu quy dân giá chi`,
	basisStop:      `tăng giảm bằng đạt vượt hụt chiếm gấp ước góp đứng xếp cao thấp đưa nâng riêng gồm ; tương khiến giúp đáp đảm bảo`,
	planning:       `nhiệm phương mục giải`,
	framed:         `phấn dự quyết ước hiện được đề đưa`,
	frameWords:     `chi chí chì chỉ chĩ chị phấn mục dự sẽ phải yêu quyết giao được đề đặt đã kết`,
	bodies:         `quận huyện tỉnh phố xã phường ngành vị ủy ban hội sở bộ đoàn nước ta phương`,
	timeWords:      `so với cuối đầu giữa dịp nghỉ lễ tết cùng kỳ kì thời điểm gian hiện tại nay trước sau ngày tháng năm quý vừa qua này đó đến hết`,
	prepositions:   `trong tại với về theo qua từ ở đến nhờ do để khi sau trước trên bên cùng riêng hiện nay đó vì bởi nếu tuy song đồng cụ tính năm tháng quý kết có`,
	weakHeads:      `ngân khu thủy xây dịch công nông sản ngành vận hàng phí lệ`,
	flowUnits:      `lượt vụ ca trường người hộ đồng phiếu cái chiếc viên con bộ quả bao đôi cuốn bản`,
	standards:      `chí chuẩn đa chiều`,
	sessionThings:  `phiếu ý tham`,
	sittings:       `tham thông biểu xem nghe chất dự hội kỳ`,
	honours:        `tặng trao thưởng`,
	votings:        `biểu tán số phiếu`,
	speeches:       `đề yêu kiến thống thảo biểu phát`,
	durations:      `giờ phút giây tuổi`,
	dimensions:     `dài rộng cao sâu tích mức thưởng phạt`,
	standingThings: `thôn xã phường thị tổ chi đảng khu đơn khách phòng`,
	trailing: `trong thực ước đã đang vừa đều cũng này , : - – năm nay vẫn sẽ vào cả đó của xong cho ở mới chỉ từ tính đến được " “ lũy kế và số hiện qua là có các
		làm khiến`,
	leading:        `và còn với mới có là thì mà của tại trong để đó này nhưng song về đạt cả khi từ nên ở đây năm , : - – + * • đến hết vào cho trên`,
	trailingOthers: `định tại đầu tháng cao khá tốt nhanh cộng`,
	leadingOthers:  `địa toàn quận huyện tỉnh phường ubnd hđnd duy giữ ổn xã ngành thành`,
	orderEnds:      `lượt ứng tự`,
	opensNumber:    `gấp một hai ba bốn tư năm sáu bảy bẩy tám chín mười không $ £ € ¥ ₫ ₩ ₹ usd us eur gbp jpy krw cny inr rs aed thb sgd aud vnd vnđ vn`,
	currencySigns:  `$ £ € ¥ ₫ ₩ ₹ usd us eur gbp jpy krw cny inr rs aed thb sgd aud vnd vnđ vn`,
	bars:           `|`,
	brackets:       `( )`,
	comparers:      `so`,
	sums:           `từ mỗi lũy luỹ kế bình quân tính chung cộng dồn trung`,
	clauseMarks:    `; , và đó riêng gồm ước trong`,
	pairEnds:       `tính trưởng quân thành hiện đương mức ngưỡng mốc thiểu đa nhất xỉ bình ứng cộng kiến lượt tục`,
	qualifierEnds:  `quân bình nhất thiểu đa xỉ ngưỡng trở`,
	rateEnds:       `lệ trọng suất cấu che trưởng độ tăng giảm`,
	compares:       `tăng giảm cao thấp nhiều ít chậm muộn sớm vượt`,

	headWords:       openers(headList),
	actionWords:     openers(actionList),
	connectorWords:  openers(connectorList),
	countWords:      openers(countList),
	unitWords:       openers(unitList),
	predicateOthers: `lệ trọng cắt thu chi hiện lại nâng mới`,
	basisMarks:      `do nhờ vì và còn là cho với trong`,
	studies:         `học`,
	present:         `hiện`,
	firsts:          `nhất`,
	occasions:       `dịp`,
	until:           `nay`,
})

// vocabulary gives the classes of words. It is a hash table of its own, since
// every token of a text is looked up.
type vocabulary struct {
	slots   [slots]uint16 // index of an entry, 0 for a free place
	entries []entry       // the first is none
}

// slots leaves most places free, so that most words are told by one look.
const slots = 4096

// entry is a word. A sum of 64 bits is enough to know it by.
type entry struct {
	sum   uint64
	class class
}

func newVocabulary(lists map[class]string) *vocabulary {
	v := &vocabulary{entries: make([]entry, 1, 512)}
	for c, list := range lists {
		for w := range strings.FieldsSeq(list) {
			sum := text.Sum(w)
			i := v.slot(sum)
			if v.slots[i] == 0 {
				v.slots[i] = uint16(len(v.entries))
				v.entries = append(v.entries, entry{sum: sum})
			}
			v.entries[v.slots[i]].class |= c
		}
	}
	return v
}

// class gives the class of a token's key.
func (v *vocabulary) class(t *text.Token) class {
	sum := t.Sum()
	for i := sum; ; i++ {
		if e := &v.entries[v.slots[i%slots]]; e.sum == sum || e.sum == 0 {
			return e.class
		}
	}
}

// slot gives the place of the word of a sum, which is free where it has none.
func (v *vocabulary) slot(sum uint64) uint64 {
	i := sum % slots
	for v.slots[i] != 0 && v.entries[v.slots[i]].sum != sum {
		i = (i + 1) % slots
	}
	return i
}

// paragraph is a paragraph with the classes of its tokens.
type paragraph struct {
	text.Para
	class []class
	all   class // of its tokens together
	opens []int // the tokens that may begin a quantity
}

// read makes p the paragraph of a text, in the room that it has.
func (p *paragraph) read(para *text.Para) {
	p.Para = *para
	if n := len(para.Tokens); cap(p.class) < n {
		p.class = make([]class, n+n/2)
	}
	toks := para.Tokens
	all, opens := class(0), p.opens[:0]
	p.class = p.class[:len(toks)]
	for i := range toks {
		t := &toks[i]
		c := classes.class(t)
		if c&clauseVerb != 0 && i > 0 && (inName(&toks[i-1], t) || i > 1 && t.Key == "bằng" && lowland(toks, i)) {
			c &= openingWords
		}
		p.class[i] = c
		all |= c
		if c&opensNumber != 0 || t.Class == text.Number || t.Class == text.Code {
			opens = append(opens, i)
		}
	}
	p.all, p.opens = all, opens
}

// inName reports whether a verb's syllable t is but the end of a noun: "cầu vượt",
// "thỏa ước", "mặt bằng", "công bằng".
func inName(before, t *text.Token) bool {
	switch t.Key {
	case "vượt":
		return before.Key == "cầu"
	case "ước":
		return before.Is("thỏa", "hiệp", "khế")
	case "bằng":
		return before.Is("mặt", "công", "văn") || t.Case == text.Title && before.Is("tặng", "cấp", "trao")
	}
	return false
}

// lowland reports whether "bằng" at token i ends "đồng bằng", a plain, and compares
// neither an amount nor what ends in "đồng": "các huyện đồng bằng", but "5 tỷ đồng
// bằng 20%", "hợp đồng bằng".
func lowland(t []text.Token, i int) bool {
	b := &t[i-2]
	if t[i-1].Key != "đồng" || b.Class != text.Word || b.Is("tỷ", "tỉ", "triệu", "nghìn", "ngàn", "trăm", "vạn", "rưỡi", "hợp", "cộng", "hội") {
		return false
	}
	return i+1 == len(t) || t[i+1].Class != text.Number && classes.class(&t[i+1])&(qualifiers|numerals) == 0
}

// together gives the classes of tokens [from, to).
func (p *paragraph) together(from, to int) (all class) {
	for _, c := range p.class[from:to] {
		all |= c
	}
	return all
}

// is reports whether the key of token i is in one of the lists of c.
func (p *paragraph) is(i int, c class) bool { return p.class[i]&c != 0 }

// words is a set of keys (see text.Key).
type words map[string]bool

func set(list string) words {
	w := make(words)
	for s := range strings.FieldsSeq(list) {
		w[s] = true
	}
	return w
}

// twoQualifiers are the qualifiers of two syllables.
var twoQualifiers = map[string]string{
	"quân": "bình", "bình": "trung", "nhất": "ít", "thiểu": "tối", "đa": "tối", "xỉ": "xấp", "ngưỡng": "chạm", "trở": "từ",
}
