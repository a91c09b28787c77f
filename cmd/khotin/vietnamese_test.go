package main

import (
	"go/ast"
	"go/token"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	table "github.com/jedib0t/go-pretty/v6/text"
	"github.com/spf13/cobra"
)

// spoken collects what the program says: the formats of say, chat and
// wrongUse, hints, counted nouns, heads of tables, what commands do, what the
// browser says, and the errors that callers branch on.
func spoken(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{} // message → file
	for dir, files := range packages(t, false) {
		top := strings.Split(dir, "/")[0]
		if !slices.Contains(stages, top) {
			continue
		}
		for _, file := range files {
			c := &collector{out: out, file: file, command: dir == "cmd/khotin", browser: dir == "cmd/khotin/browse"}
			ast.Inspect(parse(t, file), c.visit)
		}
	}
	if len(out) < 100 {
		t.Fatalf("only %d messages found", len(out))
	}
	return out
}

type collector struct {
	out     map[string]string
	file    string
	command bool
	browser bool
}

// add notes a message, if it has words of its own.
func (c *collector) add(e ast.Expr) {
	s := strings.ReplaceAll(template(e), "`", "") // marks what a flag takes
	if strings.IndexFunc(verb.ReplaceAllString(s, ""), unicode.IsLetter) >= 0 {
		c.out[s] = path.Base(c.file)
	}
}

// template writes an expression as a format: what is no literal is %s.
func template(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.BasicLit:
		if e.Kind == token.STRING {
			s, _ := strconv.Unquote(e.Value) // the parser has checked it
			return s
		}
	case *ast.BinaryExpr:
		if e.Op == token.ADD {
			return template(e.X) + template(e.Y)
		}
	}
	return "%s"
}

func (c *collector) visit(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.CallExpr:
		c.call(n)
	case *ast.CompositeLit:
		c.literal(n)
	case *ast.FuncDecl:
		if c.command && (n.Name.Name == "hintFor") {
			ast.Inspect(n, func(n ast.Node) bool {
				if r, ok := n.(*ast.ReturnStmt); ok && len(r.Results) == 1 {
					c.add(r.Results[0])
				}
				return true
			})
		}
	case *ast.ValueSpec:
		for i, name := range n.Names {
			if i < len(n.Values) && strings.HasPrefix(name.Name, "Err") {
				if call, ok := n.Values[i].(*ast.CallExpr); ok && isCall(call, "New") {
					c.add(call.Args[0])
				}
			}
		}
	case *ast.AssignStmt:
		if sel, ok := n.Lhs[0].(*ast.SelectorExpr); ok && sel.Sel.Name == "interrupted" {
			c.add(n.Rhs[0])
		}
	}
	return true
}

func isCall(call *ast.CallExpr, name string) bool {
	switch f := call.Fun.(type) {
	case *ast.Ident:
		return f.Name == name
	case *ast.SelectorExpr:
		return f.Sel.Name == name
	}
	return false
}

func (c *collector) call(n *ast.CallExpr) {
	switch {
	case c.browser && isCall(n, "say"):
		c.add(n.Args[0])
	case c.browser && isCall(n, "bind"):
		c.add(n.Args[1])
	case c.browser && isCall(n, "beside"):
		c.add(n.Args[1])
	case !c.command:
	case (isCall(n, "say") || isCall(n, "chat")) && len(n.Args) > 0:
		c.add(n.Args[0])
	case isFlag(n):
		c.add(n.Args[len(n.Args)-1])
	case isCall(n, "wrongUse") && len(n.Args) > 1:
		c.add(n.Args[0])
		c.add(n.Args[1])
	case isCall(n, "plural") && len(n.Args) == 3:
		for _, noun := range n.Args[1:] {
			if s := template(noun); s != "%s" {
				c.out["%d "+s] = path.Base(c.file)
			}
		}
	}
}

// isFlag reports whether a call defines a flag, its use being the last
// argument.
func isFlag(call *ast.CallExpr) bool {
	f, ok := call.Fun.(*ast.SelectorExpr)
	return ok && len(call.Args) >= 3 && flagKind.MatchString(f.Sel.Name)
}

var flagKind = regexp.MustCompile(`^(String|StringSlice|Bool|Int|Uint64|Duration)(Var)?P?$`)

func (c *collector) literal(n *ast.CompositeLit) {
	if sel, ok := n.Type.(*ast.SelectorExpr); ok && sel.Sel.Name == "Error" || isIdent(n.Type, "Error") && strings.Contains(c.file, "query") {
		for i, e := range n.Elts {
			if kv, ok := e.(*ast.KeyValueExpr); ok {
				if isIdent(kv.Key, "Msg") || isIdent(kv.Key, "Hint") {
					c.add(kv.Value)
				}
			} else if i > 0 {
				if call, ok := e.(*ast.CallExpr); ok && len(call.Args) > 0 {
					e = call.Args[0] // fmt.Sprintf
				}
				c.add(e)
			}
		}
	}
	for _, e := range n.Elts {
		kv, ok := e.(*ast.KeyValueExpr)
		if ok && c.command && isIdent(kv.Key, "Short") {
			c.add(kv.Value)
		}
		if ok && c.command && isIdent(kv.Key, "Long") {
			for p := range strings.SplitSeq(template(kv.Value), "\n\n") {
				c.out[strings.ReplaceAll(p, "\n", " ")] = path.Base(c.file)
			}
		}
		if ok && c.command && n.Type == nil && isIdent(kv.Key, "name") && !slices.ContainsFunc(n.Elts, func(e ast.Expr) bool {
			kv, ok := e.(*ast.KeyValueExpr)
			return ok && isIdent(kv.Key, "only") && template(kv.Value) == "csv"
		}) {
			c.add(kv.Value)
		}
	}
}

func isIdent(e ast.Expr, name string) bool {
	id, ok := e.(*ast.Ident)
	return ok && id.Name == name
}

var numbered = regexp.MustCompile(`%\[(\d)\]s`)

// TestEveryMessageHasItsVietnamese: vietnamese.txt holds each message once,
// and no other; every part of a message stands in its Vietnamese.
func TestEveryMessageHasItsVietnamese(t *testing.T) {
	said, have := spoken(t), messages(vietnameseList)
	for s, file := range said {
		if _, ok := have[s]; !ok {
			t.Errorf("%s: vietnamese.txt lacks\n%s", file, s)
		}
	}
	for s, vi := range have {
		if _, ok := said[s]; !ok && !slices.Contains(beside, s) {
			t.Errorf("vietnamese.txt: nobody says %q", s)
		}
		want := len(verb.FindAllString(s, -1))
		parts := map[string]bool{}
		for _, m := range numbered.FindAllStringSubmatch(vi, -1) {
			parts[m[1]] = true
		}
		if len(parts) != want || strings.Contains(numbered.ReplaceAllString(vi, ""), "%s") {
			t.Errorf("vietnamese.txt: %q names %d of the %d parts of %q", vi, len(parts), want, s)
		}
	}
}

// beside are messages that are put together elsewhere.
var beside = append([]string{"query, position %d: %s", "nothing found", "unknown flag: %s", "unknown shorthand flag: %s in %s",
	"In bash it needs the package bash-completion, without which bash tells at every Tab that it does not find the command _get_comp_words_by_ref.",
	"no such file or directory", "permission denied", "open %s", "incomplete input", "%s by another process", "%s by process %s", "interrupted; what was done is kept, the same command goes on from there",
	// The browser counts its answers, and names their kinds.
	"%d periods", "%d people", "%d meetings", "news", "figures", "officials", "meetings", "query", "answers", "article", "series", "everywhere",
	// Commands that cobra adds.
	"help for %s", "version for %s", "default", "string", "strings", "int", "duration",
	"day", "days", "file", "directory", "words", "body", "relevance", "values",
	"Rows of which each is %s", "an article", "a number that an article states as a fact or a goal",
	"an office that somebody won or lost, as one article tells it", "a person in an office, as one article names them", "an event that an article reports",
	"a numbered document that an article cites, once for each way it is written", "Articles, figures, officials, events, meetings and documents together",
	"EXIT STATUS", "answer given", "wrong use or error", "partly done: some pages failed, which ones stands on stderr",
	"Help about any command", "Show the help of a command.", "Completion of commands, flags and values in the shell", "Completion in %s",
	"Write the script by which a shell completes commands, flags and their values, those of the archive among them: places, indicators, names.",
	"Write the script for %s; it works in every shell that reads it from then on.", "no descriptions beside the values",
	"the sum of every series", "the mean of every series", "the least value of every series", "the greatest value of every series",
	"[flags]", "[command]", "%d figures found, none of which can be given in %q", "they are in %s",
	"%q is no kind of meeting", "the kinds are %s", "did you mean %q? the kinds are %s",
	"\"%s\" is what there is at a time; adding it up counts the same things again", "--mean, --min and --max have a meaning",
	"a range has no %s", "leave ranges out with --to or --from", "periods of different length: %s", "take one kind, as with --period %q",
	"the territory changes: %s", "take one side of it with --from or --to", "goals among what was reached",
	"take one with --status actual,estimate or --status target", "percents do not add up", "--mean gives their average",
	"figures dated by a day do not add up: nothing tells from which day on each of them counts", "--min and --max have a meaning",
	"figures from January on do not add up: they leave out the rest of the year", "take years, quarters or months with --period year",
	"periods that may overlap", "take years, quarters or months with --period"}, helpHeadings...)

func TestVietnamese(t *testing.T) {
	v, err := newTranslation()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range [][2]string{
		{"nothing found", "không tìm thấy gì"},
		{"hint: give more digits of the id", "gợi ý: hãy ghi thêm chữ số của mã"},
		{`unknown format "xml"`, `không có định dạng "xml"`},
		{"3 articles, 12ms", "3 bài, 12ms"},
		{"ffffff: no such article", "ffffff: không có bài nào như vậy"},
		{"/x y: z: the index cannot be read", "/x y: z: không đọc được chỉ mục"},
		{"search: query, position 3: quotation mark is never closed", "search: câu hỏi, vị trí 3: dấu ngoặc kép chưa đóng"},
		{"something else", "something else"},
	} {
		if got := v.say(c[0]); got != c[1] {
			t.Errorf("%q: %q, want %q", c[0], got, c[1])
		}
	}
	for locale, want := range map[string]bool{"vi_VN.UTF-8": true, "vi": true, "VI": true, "en_US.UTF-8": false, "C": false, "": false, "vie_X": false} {
		c := &cli{world: world{Getenv: func(name string) string { return map[string]string{"LANG": locale}[name] }}}
		if c.speaksVietnamese() != want {
			t.Errorf("LANG=%s: %v", locale, !want)
		}
	}
	c := &cli{world: world{Getenv: func(name string) string { return map[string]string{"LANG": "vi_VN", "LC_ALL": "C"}[name] }}}
	if c.speaksVietnamese() {
		t.Error("LC_ALL does not go before LANG")
	}
}

// englishWords are in most English texts, and no Vietnamese ones.
var englishWords = []string{"the", "of", "and", "is", "are", "that", "with", "from", "for", "which", "not", "only", "by", "what", "or", "this", "its",
	"every", "where", "when", "command", "[command]", "[flags]", "directory", "string", "int", "default", "values"}

// TestVietnameseHelp: nothing of a help text but the names of commands, flags
// and formats is left in English, and its columns stay even.
func TestVietnameseHelp(t *testing.T) {
	c := &cli{world: world{Getenv: func(name string) string { return map[string]string{"LANG": "vi_VN.UTF-8"}[name] }}}
	root := c.root()
	var walk func(*cobra.Command)
	walk = func(cmd *cobra.Command) {
		for _, sub := range cmd.Commands() {
			walk(sub)
		}
		var b strings.Builder
		cmd.InitDefaultHelpFlag()
		cmd.SetOut(&b)
		if err := cmd.Help(); err != nil {
			t.Fatal(err)
		}
		for _, english := range []string{"Usage:", "Flags:", "Examples:", "EXIT STATUS", "answer given", "   help for", "(default ", "for more information"} {
			if strings.Contains(b.String(), english) {
				t.Errorf("%s: its Vietnamese help says %q", cmd.CommandPath(), english)
			}
		}
		for _, p := range strings.Split(strings.TrimSuffix(cmd.Long, exitStatuses), "\n\n") {
			if whole := strings.ReplaceAll(p, "\n", " "); c.tongue(whole) == whole {
				t.Errorf("%s: no Vietnamese for %q", cmd.CommandPath(), whole)
			}
		}
		shown, _, _ := strings.Cut(b.String(), "Ví dụ:")
		_, flags, _ := strings.Cut(b.String(), "Cờ:")
		for _, word := range strings.Fields(shown + flags) {
			if word = strings.Trim(word, ".,;:()"); slices.Contains(englishWords, word) {
				t.Errorf("%s: its Vietnamese help says %q:\n%s", cmd.CommandPath(), word, b.String())
			}
		}
		at := 0
		for line := range strings.Lines(b.String()) {
			m := flagLine.FindStringSubmatchIndex(strings.TrimRight(line, "\n"))
			if m == nil {
				at = 0
				continue
			}
			col := table.StringWidth(line[:m[8]])
			if at > 0 && col != at {
				t.Errorf("%s: a flag begins in column %d, those above in %d:\n%s", cmd.CommandPath(), col, at, line)
			}
			at = col
		}
	}
	walk(root)
}
