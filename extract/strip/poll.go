package strip

import "strings"

// pollLines head the polls of portals.
var pollLines = map[string]bool{"thăm dò ý kiến": true, "thăm dò dư luận": true, "ý kiến thăm dò": true, "khảo sát ý kiến": true, "bình chọn": true}

// pollEnds are the buttons below the answers of a poll.
var pollEnds = map[string]bool{"bình chọn": true, "biểu quyết": true, "xem kết quả": true, "kết quả": true, "gửi": true, "gửi ý kiến": true, "vote": true}

// maxAnswers is how many lines a poll has between its question and its buttons.
const maxAnswers = 8

// poll reads the poll whose heading is block i: a question, short answers and
// a button. It drops the heading and gives the index behind the last button,
// 0 where block i heads no poll.
func (r *reader) poll(i int) int {
	j := i + 1
	if j >= len(r.blocks) || isTail(&r.blocks[j]) || words(r.blocks[j].text) > 40 {
		return 0
	}
	for j++; j < len(r.blocks) && j <= i+2+maxAnswers; j++ {
		b := &r.blocks[j]
		if pollEnds[strings.Trim(b.key, " .:")] {
			for j+1 < len(r.blocks) && pollEnds[strings.Trim(r.blocks[j+1].key, " .:")] {
				j++
			}
			r.blocks[i].role = roleDrop
			return j + 1
		}
		if isText(b) || words(b.text) > 15 {
			break
		}
	}
	return 0
}
