package main

import (
	"bufio"
	"database/sql"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	_ "modernc.org/sqlite"

	"khotin/extract/text"
	"khotin/index"
	"khotin/testdata/generator"
	"khotin/testdata/portal"
)

// perKind is how many queries of each kind are asked, of the slow ones as many
// as patience lasts for, at least leastAsked.
const (
	perKind    = 60
	leastAsked = 5
	patience   = time.Minute
)

// queryKind is queries of one shape.
type queryKind struct {
	name    string
	queries []string
}

// queries draws queries from the articles that are in the archive: titles as
// questions, with and without their marks, and names as phrases.
func (b *bench) queries(n int) ([]queryKind, error) {
	w, err := generator.New(b.seed)
	if err != nil {
		return nil, err
	}
	var titles, folded, names []string
	for i := range perKind {
		a, facts, err := w.Article(i * 7919 % n)
		if err != nil {
			return nil, err
		}
		titles = append(titles, a.Title)
		folded = append(folded, text.Fold(a.Title))
		names = append(names, `"`+facts.People[0].Name+`"`)
	}
	return []queryKind{{"title", titles}, {"title without marks", folded}, {"name", names}}, nil
}

// latencies tells how long answers take, warm from an open index as well as cold
// from a new process each, beside SQLite's full-text search over the same text.
func (b *bench) latencies(dir string, n int) error {
	kinds, err := b.queries(n)
	if err != nil {
		return err
	}
	var peer *sql.DB
	if n <= b.fullText {
		if peer, err = b.fts(n); err != nil {
			return err
		}
		defer peer.Close()
	}
	b.title("queries, "+strconv.Itoa(n)+" articles", "asked", "p50 ms", "p95 ms", "p99 ms", "CPU ms")
	for _, k := range kinds {
		took, cpu, err := b.ask(dir, k.queries)
		if err != nil {
			return err
		}
		b.answered("khotin search -, "+k.name, took, cpu)
		if peer == nil {
			continue
		}
		if took, cpu, err = b.askFTS(peer, k.queries); err != nil {
			return err
		}
		b.answered("SQLite FTS5, "+k.name, took, cpu)
	}
	commands, err := b.commands(n)
	if err != nil {
		return err
	}
	x, err := index.Open(dir, index.Options{ReadOnly: true})
	if err != nil {
		return err
	}
	defer x.Close()
	for _, c := range commands {
		took, cpu, err := askOpen(x, &c)
		if err != nil {
			return err
		}
		b.answered("open index, "+c.name, took, cpu)
	}
	for _, c := range commands {
		var took []time.Duration
		var cpu time.Duration
		for _, args := range c.args {
			p, err := b.khotinRun(dir, args...)
			if err != nil {
				return err
			}
			took, cpu = append(took, p.wall), cpu+p.cpu
		}
		b.answered("new process, "+c.name, took, cpu/time.Duration(len(c.args)))
	}
	return nil
}

func (b *bench) answered(name string, took []time.Duration, cpu time.Duration) {
	slices.Sort(took)
	b.row(name, strconv.Itoa(len(took)), ms(percentile(took, 50)), ms(percentile(took, 95)), ms(percentile(took, 99)), ms(cpu))
}

// ask puts queries one after another to one process, after a first round that
// warms it, and gives each answer's time and the CPU time of an answer.
func (b *bench) ask(dir string, queries []string) ([]time.Duration, time.Duration, error) {
	cmd := exec.Command(b.khotin, "-d", dir, "--quiet", "search", "-", "--limit", "10")
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, 0, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, 0, err
	}
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		return nil, 0, err
	}
	lines := bufio.NewReaderSize(out, 1<<20)
	var took []time.Duration
	var before time.Duration
	for round := range 2 {
		before = cpuOf(cmd.Process.Pid)
		for _, q := range queries {
			start := time.Now()
			if _, err := io.WriteString(in, q+"\n"); err != nil {
				return nil, 0, err
			}
			if _, err := lines.ReadString('\n'); err != nil {
				return nil, 0, fmt.Errorf("khotin search -: %w", err)
			}
			if round == 1 {
				took = append(took, time.Since(start))
			}
		}
	}
	cpu := cpuOf(cmd.Process.Pid) - before
	in.Close()
	return took, cpu / time.Duration(len(queries)), cmd.Wait()
}

// cpuOf gives the CPU time of a running process, to a hundredth of a second
// (proc(5), /proc/pid/stat fields 14 and 15).
func cpuOf(pid int) time.Duration {
	data, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(data), ") ")
	f := strings.Fields(rest)
	if len(f) < 13 {
		return 0
	}
	user, err1 := strconv.Atoi(f[11])
	system, err2 := strconv.Atoi(f[12])
	if err1 != nil || err2 != nil {
		return 0
	}
	return time.Duration(user+system) * 10 * time.Millisecond
}

// fts fills SQLite's full-text search with the same articles: exact and folded
// words of title and body, as khotin's index has them.
func (b *bench) fts(n int) (*sql.DB, error) {
	file := filepath.Join(b.work, "fts5-"+strconv.Itoa(n)+".db")
	if err := os.RemoveAll(file); err != nil {
		return nil, err
	}
	db, err := sql.Open("sqlite", "file:"+file+"?_pragma=journal_mode(off)&_pragma=synchronous(off)&_pragma=cache_size(-200000)")
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	start := time.Now()
	if err := b.fillFTS(db, n); err != nil {
		db.Close()
		return nil, err
	}
	took := time.Since(start)
	info, err := os.Stat(file)
	if err != nil {
		db.Close()
		return nil, err
	}
	b.title("SQLite FTS5 of "+strconv.Itoa(n), "articles/s", "MB on disk")
	b.row("build", rate(n, took), mb(info.Size()))
	return db, nil
}

func (b *bench) fillFTS(db *sql.DB, n int) error {
	if _, err := db.Exec(`CREATE VIRTUAL TABLE a USING fts5(title, body, ftitle, fbody, tokenize = "unicode61 remove_diacritics 0")`); err != nil {
		return err
	}
	w, err := generator.New(b.seed)
	if err != nil {
		return err
	}
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	insert, err := tx.Prepare("INSERT INTO a VALUES (?, ?, ?, ?)")
	if err != nil {
		return err
	}
	for i := range n {
		var a portal.Article
		if a, _, err = w.Article(i); err != nil {
			return err
		}
		body := strings.Join(a.Body, "\n\n")
		if _, err := insert.Exec(a.Title, body, text.Fold(a.Title), text.Fold(body)); err != nil {
			return err
		}
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	_, err = db.Exec("INSERT INTO a(a) VALUES ('optimize')")
	return err
}

// askFTS asks for any of the words, as written and folded, an exact word
// weighing twice a folded one; or for the phrase.
func (b *bench) askFTS(db *sql.DB, queries []string) ([]time.Duration, time.Duration, error) {
	var took []time.Duration
	var before time.Duration
	for round := range 2 {
		before = cpuSelf()
		began := time.Now()
		for i, q := range queries {
			if i >= leastAsked && time.Since(began) > patience {
				break
			}
			start := time.Now()
			rows, err := db.Query("SELECT rowid FROM a WHERE a MATCH ? ORDER BY bm25(a, 4, 2, 2, 1) LIMIT 10", ftsQuery(q))
			if err != nil {
				return nil, 0, fmt.Errorf("%s: %w", q, err)
			}
			for rows.Next() {
			}
			if err := rows.Close(); err != nil {
				return nil, 0, err
			}
			if round == 1 {
				took = append(took, time.Since(start))
			}
		}
	}
	return took, (cpuSelf() - before) / time.Duration(len(took)), nil
}

func ftsQuery(q string) string {
	phrase, isPhrase := strings.CutPrefix(q, `"`)
	words := func(s string) string {
		f := strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(" :,-–/.\"", r) })
		if isPhrase {
			return `"` + strings.Join(f, " ") + `"`
		}
		return `"` + strings.Join(f, `" OR "`) + `"`
	}
	return "{title body}: (" + words(phrase) + ") OR {ftitle fbody}: (" + words(text.Fold(phrase)) + ")"
}

func cpuSelf() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
