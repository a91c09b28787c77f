package archive

import (
	"bytes"
	"context"
	"encoding/base32"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// Fault is one thing that Verify found wrong.
type Fault struct {
	File   string // slash-separated path relative to the archive
	Offset int64  // of the record; -1 where the whole file is meant
	What   string
}

func (f Fault) String() string {
	if f.Offset < 0 {
		return f.File + ": " + f.What
	}
	return fmt.Sprintf("%s: at %d: %s", f.File, f.Offset, f.What)
}

// Report is what Verify found.
type Report struct {
	Files, Records, Captures int
	Bytes                    int64
	Faults                   []Fault
	Notes                    []string // not wrong, but worth knowing
}

// Verify reads every record of the WARC files, recomputes block and payload
// digests, and compares the CDXJ files. The error is about the work itself
// (ctx, the directory); what is wrong with the archive stands in the report.
func Verify(ctx context.Context, a *Archive) (Report, error) {
	var rep Report
	files, err := a.files()
	if err != nil {
		return rep, fmt.Errorf("verify: %w", err)
	}
	for _, f := range files {
		rep.Files++
		a.verifyFile(ctx, f, &rep)
		if ctx.Err() != nil {
			return rep, ctx.Err()
		}
	}
	return rep, nil
}

func (a *Archive) verifyFile(ctx context.Context, f warcFile, rep *Report) {
	var index []cdxEntry
	var end int64
	solid := false
	for r, err := range a.records(ctx, f, 0, allWritten) {
		var damage *DamageError
		if errors.As(err, &damage) {
			rep.Faults = append(rep.Faults, Fault{f.name, damage.Offset, err.Error()})
			end = damage.End
			continue
		}
		if err != nil {
			rep.Faults = append(rep.Faults, Fault{f.name, -1, err.Error()})
			continue
		}
		rep.Records++
		end = max(end, r.Offset+r.Length)
		for _, what := range wrong(r) {
			rep.Faults = append(rep.Faults, Fault{f.name, r.Offset, what})
		}
		e, ok := indexEntry(r)
		if ok {
			index = append(index, e)
		}
		if ok || r.Type() == "conversion" { // which no CDXJ lists
			rep.Captures++
		}
		if r.Solid && !solid {
			solid = true
			rep.Notes = append(rep.Notes, f.name+": several records in one gzip member")
		}
	}
	if ctx.Err() != nil {
		return
	}
	rep.Bytes += end
	if f.open {
		note := f.name + ": still open"
		if st, err := os.Stat(a.Path(filepath.FromSlash(f.name)) + openSuffix); err == nil && st.Size() > end {
			note += fmt.Sprintf(", %d bytes behind the last whole record", st.Size()-end)
		}
		rep.Notes = append(rep.Notes, note)
		return
	}
	rep.Faults = append(rep.Faults, a.verifyCDXJ(f.name, index)...)
}

// wrong tells what does not agree within one record.
func wrong(r *Record) []string {
	var out []string
	for _, field := range []string{"WARC-Type", "WARC-Record-ID", "WARC-Date"} {
		if r.Header.Get(field) == "" {
			out = append(out, "no "+field)
		}
	}
	if r.Size > int64(len(r.Block)) {
		return out // larger than memory allows: not recomputed
	}
	if d := r.Header.Get("WARC-Block-Digest"); d != "" && !sameDigest(d, Digest(r.Block)) {
		out = append(out, "block digest differs: "+d+", computed "+Digest(r.Block))
	}
	d := r.Header.Get("WARC-Payload-Digest")
	if ours := payloadDigest(r); d != "" && ours != "" && !sameDigest(d, ours) {
		out = append(out, "payload digest differs: "+d+", computed "+ours)
	}
	return out
}

// sameDigest compares a declared digest with ours. Other archivers write hex;
// algorithms that we do not compute pass.
func sameDigest(declared, ours string) bool {
	alg, value, _ := strings.Cut(declared, ":")
	if !strings.EqualFold(alg, "sha1") {
		return true
	}
	if raw, err := hex.DecodeString(value); err == nil && len(raw) == 20 {
		value = base32.StdEncoding.EncodeToString(raw)
	}
	return strings.EqualFold("sha1:"+value, ours)
}

// verifyCDXJ compares the index beside a file with what it should say.
func (a *Archive) verifyCDXJ(name string, entries []cdxEntry) []Fault {
	file := cdxjName(name)
	have, err := os.ReadFile(a.Path(filepath.FromSlash(file)))
	if err != nil {
		return []Fault{{file, -1, "index cannot be read: " + err.Error()}}
	}
	want := cdxj(entries)
	if bytes.Equal(have, want) {
		return nil
	}
	var out []Fault
	left := map[string]int{}
	for line := range strings.Lines(string(want)) {
		left[line]++
	}
	at := int64(0)
	for line := range strings.Lines(string(have)) {
		if left[line]--; left[line] < 0 {
			out = append(out, Fault{file, at, "line agrees with no record: " + strings.TrimSpace(line)})
		}
		at += int64(len(line))
	}
	for line, n := range left {
		if n > 0 {
			out = append(out, Fault{file, -1, "line missing: " + strings.TrimSpace(line)})
		}
	}
	if len(out) == 0 {
		out = append(out, Fault{file, -1, "lines are not sorted"})
	}
	return out
}
