package browse

import (
	"strings"
	"unicode"

	"github.com/charmbracelet/lipgloss"

	"khotin/cmd/khotin/render"
)

// Attributes of ISO 6429 (SGR) that are no colours: NO_COLOR leaves them.
func strong(s string) string   { return "\x1b[1m" + s + "\x1b[0m" }
func faint(s string) string    { return "\x1b[2m" + s + "\x1b[0m" }
func reversed(s string) string { return "\x1b[7m" + s + "\x1b[0m" }

// plain makes text of the archive fit for one line of a terminal: nothing
// steers it, blanks are single.
func plain(s string) string {
	return strings.Join(strings.Fields(render.Printable(strings.ReplaceAll(s, "\t", " "))), " ")
}

// cut shortens a line to w columns, with an ellipsis in the place of what is
// lost.
func cut(s string, w int) string {
	if lipgloss.Width(s) <= w {
		return s
	}
	return lipgloss.NewStyle().MaxWidth(max(w-1, 0)).Render(s) + "…"
}

// pad fills a line up to w columns.
func pad(s string, w int) string {
	return s + strings.Repeat(" ", max(w-lipgloss.Width(s), 0))
}

// joined puts lines under each other, none wider than w.
func joined(lines []string, w int) string {
	out := make([]string, len(lines))
	for i, s := range lines {
		out[i] = cut(s, w)
	}
	return strings.Join(out, "\n")
}

// typed shows a line that is being typed, the character under the cursor in
// reverse, in at most w columns around the cursor. at counts code points.
func typed(prompt string, value []rune, at, w int, cursor bool) string {
	if !cursor {
		return cut(prompt+string(value), w)
	}
	end := at // of the character under the cursor, with its combining marks
	under := " "
	if at < len(value) {
		for end++; end < len(value) && unicode.Is(unicode.Mn, value[end]); {
			end++
		}
		under = string(value[at:end])
	}
	room := max(w-lipgloss.Width(prompt)-lipgloss.Width(under), 0)
	from := 0
	for from < at && lipgloss.Width(string(value[from:at])) > room {
		from++
	}
	before := string(value[from:at])
	after := cut(string(value[end:]), max(room-lipgloss.Width(before), 0))
	if room == lipgloss.Width(before) {
		after = ""
	}
	return prompt + before + reversed(under) + after
}
