package archive

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"path"
	"slices"
	"strings"
	"time"
)

// ErrNothing: no capture of the archive is wanted.
var ErrNothing = errors.New("nothing to export")

// ExportOptions say what goes out. The zero value takes everything.
type ExportOptions struct {
	// Site takes the captures of one site: those that its crawls made, and of
	// the imported ones those whose address Of says belongs to it.
	Site string
	// Of names the site of an address. It is needed with Site.
	Of func(address string) string
	// Page tells whether a capture is worth a line in the list of pages, and
	// under which title. Nil takes every page in HTML, without titles.
	Page     func(*Capture) (title string, ok bool)
	Software string // for the package's description
	Title    string // likewise
	Now      func() time.Time
}

// Exported counts what went out.
type Exported struct {
	Files, Records, Captures, Pages int
	Bytes                           int64
}

// stretch is a part of one WARC file that goes out as it is.
type stretch struct{ from, to int64 }

// part is one WARC file, or what is wanted of it.
type part struct {
	file      warcFile
	name      string // in the package
	stretches []stretch
	size      int64 // of all stretches
	index     []cdxEntry
}

// ExportWARC writes the archive's records to w as one WARC file: gzip members
// one after another, byte for byte as they lie in the archive. What cannot be
// read is left out and told in the error, beside which the report is valid.
func (a *Archive) ExportWARC(ctx context.Context, w io.Writer, o ExportOptions) (Exported, error) {
	var rep Exported
	parts, _, faults, err := a.survey(ctx, o, &rep)
	if err != nil {
		return rep, err
	}
	for _, p := range parts {
		if _, err := a.copyPart(ctx, w, p); err != nil {
			return rep, err
		}
	}
	return rep, errors.Join(faults...)
}

// ExportWACZ writes a WACZ package (1.1.1): a zip, nothing in it compressed
// again, with the WARC files byte for byte, their index, a list of pages, and a
// description with the SHA-256 of each.
// https://specs.webrecorder.net/wacz/1.1.1/
func (a *Archive) ExportWACZ(ctx context.Context, w io.Writer, o ExportOptions) (Exported, error) {
	var rep Exported
	parts, pages, faults, err := a.survey(ctx, o, &rep)
	if err != nil {
		return rep, err
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	p := &pack{zip: zip.NewWriter(w), now: o.Now().UTC()}
	var index []cdxEntry
	for _, one := range parts {
		if err := p.add("archive/"+one.name, func(w io.Writer) error {
			_, err := a.copyPart(ctx, w, one)
			return err
		}); err != nil {
			return rep, err
		}
		index = append(index, one.index...)
	}
	rep.Pages = len(pages)
	for _, f := range []struct {
		name string
		text []byte
	}{{"indexes/index.cdx", cdxj(index)}, {"pages/pages.jsonl", pageList(pages)}} {
		if err := p.add(f.name, func(w io.Writer) error { _, err := w.Write(f.text); return err }); err != nil {
			return rep, err
		}
	}
	if err := p.describe(o, pages); err != nil {
		return rep, err
	}
	if err := p.zip.Close(); err != nil {
		return rep, fmt.Errorf("export: %w", err)
	}
	return rep, errors.Join(faults...)
}

// listed is a line of pages.jsonl.
type listed struct {
	ID    string `json:"id"`
	URL   string `json:"url"`
	TS    string `json:"ts"`
	Title string `json:"title,omitempty"`
	Mime  string `json:"mime,omitempty"`
}

// survey reads all that is wanted: where it lies, what the index says of it,
// and which pages there are. Faults are about records that cannot be read.
func (a *Archive) survey(ctx context.Context, o ExportOptions, rep *Exported) (parts []part, pages []listed, faults []error, err error) {
	files, err := a.files()
	if err != nil {
		return nil, nil, nil, fmt.Errorf("export: %w", err)
	}
	for _, f := range files {
		dir := path.Base(path.Dir(f.name))
		p := part{file: f, name: dir + "-" + path.Base(f.name)}
		whole := o.Site == "" || dir == o.Site
		wanted := 0
		for r, err := range a.records(ctx, f, 0, allWritten) {
			if err == nil && r.Solid { // none of ours
				err = fmt.Errorf("%s: at %d: several records in one gzip member", f.name, r.Offset)
			}
			if err != nil {
				faults = append(faults, err)
				continue
			}
			info := r.Type() == "warcinfo"
			if !whole && !info && (o.Of == nil || o.Of(r.TargetURI()) != o.Site) {
				continue
			}
			rep.Records++
			if !info {
				wanted++
			}
			e, ok := indexEntry(r)
			if ok {
				rep.Captures++
				e.Filename, e.Offset = p.name, fmt.Sprint(p.place(r))
				p.index = append(p.index, e)
				if one, ok := pageOf(r, o); ok {
					pages = append(pages, one)
				}
				continue
			}
			p.place(r)
		}
		if ctx.Err() != nil {
			return nil, nil, nil, ctx.Err()
		}
		if wanted == 0 {
			continue
		}
		rep.Files++
		rep.Bytes += p.size
		parts = append(parts, p)
	}
	if len(parts) == 0 {
		return nil, nil, nil, ErrNothing
	}
	return parts, pages, faults, nil
}

// place takes a record's bytes into the part and gives their offset there.
func (p *part) place(r *Record) int64 {
	at := p.size
	p.size += r.Length
	if n := len(p.stretches); n > 0 && p.stretches[n-1].to == r.Offset {
		p.stretches[n-1].to += r.Length
	} else {
		p.stretches = append(p.stretches, stretch{r.Offset, r.Offset + r.Length})
	}
	return at
}

// pageOf gives the line for a capture that a reader may want to open.
func pageOf(r *Record, o ExportOptions) (listed, bool) {
	if t := r.Type(); t != "response" && t != "resource" || !strings.HasPrefix(r.TargetURI(), "http") {
		return listed{}, false
	}
	c, err := Play(r, PlayOptions{})
	if err != nil || c.Status != 0 && c.Status != 200 || mediaType(c.Header.Get("Content-Type")) != "text/html" {
		return listed{}, false
	}
	p := listed{ID: strings.Trim(strings.TrimPrefix(r.ID(), "<urn:uuid:"), "<>"), URL: c.URL, TS: c.Time.Format(time.RFC3339), Mime: "text/html"}
	if o.Page == nil {
		return p, true
	}
	var ok bool
	p.Title, ok = o.Page(c)
	return p, ok
}

func pageList(pages []listed) []byte {
	var b bytes.Buffer
	b.WriteString(`{"format":"json-pages-1.0","id":"pages","title":"All Pages"}` + "\n")
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	for _, p := range pages {
		enc.Encode(p) // strings only: cannot fail
	}
	return b.Bytes()
}

// copyPart writes the wanted bytes of one WARC file.
func (a *Archive) copyPart(ctx context.Context, w io.Writer, p part) (int64, error) {
	f, err := a.openFile(p.file.name)
	if err != nil {
		return 0, fmt.Errorf("export: %w", err)
	}
	defer f.Close()
	var n int64
	for _, s := range p.stretches {
		if ctx.Err() != nil {
			return n, ctx.Err()
		}
		m, err := io.Copy(w, io.NewSectionReader(f, s.from, s.to-s.from))
		n += m
		if err == nil && m < s.to-s.from {
			err = io.ErrUnexpectedEOF
		}
		if err != nil {
			return n, fmt.Errorf("export %s: %w", p.file.name, err)
		}
	}
	return n, nil
}

// pack is a WACZ being written.
type pack struct {
	zip       *zip.Writer
	now       time.Time
	resources []resource
}

// resource is a file of the package in its description.
type resource struct {
	Name  string `json:"name"`
	Path  string `json:"path"`
	Hash  string `json:"hash"`
	Bytes int64  `json:"bytes"`
}

// add stores one file, and its digest for the description.
func (p *pack) add(name string, write func(io.Writer) error) error {
	r, err := p.store(name, write)
	p.resources = append(p.resources, r)
	return err
}

func (p *pack) store(name string, write func(io.Writer) error) (resource, error) {
	f, err := p.zip.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store, Modified: p.now})
	if err != nil {
		return resource{}, fmt.Errorf("export: %w", err)
	}
	d := &digester{w: f, sum: sha256.New()}
	if err := write(d); err != nil {
		return resource{}, err
	}
	return resource{path.Base(name), name, "sha256:" + hex.EncodeToString(d.sum.Sum(nil)), d.n}, nil
}

// digester sums up what it passes on.
type digester struct {
	w   io.Writer
	sum hash.Hash
	n   int64
}

func (d *digester) Write(b []byte) (int, error) {
	n, err := d.w.Write(b)
	d.sum.Write(b[:n])
	d.n += int64(n)
	return n, err
}

// describe writes datapackage.json, and the digest of that.
func (p *pack) describe(o ExportOptions, pages []listed) error {
	description := struct {
		Profile   string     `json:"profile"`
		Version   string     `json:"wacz_version"`
		Title     string     `json:"title,omitempty"`
		Software  string     `json:"software,omitempty"`
		Created   string     `json:"created"`
		MainURL   string     `json:"mainPageUrl,omitempty"`
		MainDate  string     `json:"mainPageDate,omitempty"`
		Resources []resource `json:"resources"`
	}{Profile: "data-package", Version: "1.1.1", Title: o.Title, Software: o.Software, Created: p.now.Format(time.RFC3339), Resources: p.resources}
	if len(pages) > 0 {
		first := slices.MinFunc(pages, func(a, b listed) int { return strings.Compare(a.TS, b.TS) })
		description.MainURL, description.MainDate = first.URL, first.TS
	}
	text, err := json.MarshalIndent(description, "", "  ")
	if err != nil {
		return err
	}
	const name = "datapackage.json"
	r, err := p.store(name, func(w io.Writer) error { _, err := w.Write(text); return err })
	if err != nil {
		return err
	}
	seal, err := json.Marshal(struct {
		Path string `json:"path"`
		Hash string `json:"hash"`
	}{name, r.Hash})
	if err != nil {
		return err
	}
	_, err = p.store("datapackage-digest.json", func(w io.Writer) error { _, err := w.Write(seal); return err })
	return err
}
