package index

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/blevesearch/bleve/v2/index/scorch"

	"khotin/extract"
)

// segment is one of words.bleve's.
type segment struct {
	of    *scorch.SegmentSnapshot
	first uint32 // its first document
	docs  int
	name  string // of its columns' file, "" for none: while it is in memory only, or the index has no id
}

// segments gives those that the reader sees.
func (s *asking) segments() ([]segment, error) {
	snapshot, ok := s.reader.(*scorch.IndexSnapshot)
	if !ok {
		return nil, fmt.Errorf("words.bleve is no scorch but %T", s.reader)
	}
	var out []segment
	first := uint32(0)
	for _, one := range snapshot.Segments() {
		g := segment{of: one, first: first, docs: int(one.FullSize())}
		file, ok := one.Segment().(interface {
			Path() string
			CRC() uint32
		})
		if ok && s.x.id != "" { // a number may come again after a crash, with other documents
			g.name = fmt.Sprintf("%s-%08x", filepath.Base(file.Path()), file.CRC())
		}
		out, first = append(out, g), first+uint32(g.docs)
	}
	return out, nil
}

// segmentColumns are the columns of a segment.
type segmentColumns struct {
	*columns
	first uint32 // document of the segment
}

// columns opens those of all segments, and makes the ones that are missing or,
// with anew, all; the caller calls done. With keep, those made are kept for the
// next time, if the disk lets them.
func (s *asking) columns(ctx context.Context, keep, anew bool) (all []segmentColumns, done func(), err error) {
	var files []*os.File
	done = func() {
		for _, f := range files {
			f.Close()
		}
	}
	segments, err := s.segments()
	if err != nil {
		return nil, nil, err
	}
	var missing []int
	for i, g := range segments {
		all = append(all, segmentColumns{first: g.first})
		f, c := s.x.keptColumns(&g)
		if c != nil {
			files = append(files, f)
		}
		if anew || c == nil {
			missing = append(missing, i)
		}
		all[i].columns = c
	}
	made, err := s.makeColumns(ctx, chosen(segments, missing))
	if err != nil {
		done()
		return nil, nil, err
	}
	for k, i := range missing {
		if keep && segments[i].name != "" {
			s.x.keepColumns(segments[i].name, made[k])
		}
		if all[i].columns, err = openColumns(bytes.NewReader(made[k]), int64(len(made[k]))); err != nil {
			done()
			return nil, nil, err
		}
	}
	return all, done, nil
}

func chosen[T any](all []T, which []int) []T {
	out := make([]T, len(which))
	for i, k := range which {
		out[i] = all[k]
	}
	return out
}

// columnMaker gathers the values of the articles in some segments.
type columnMaker struct {
	where  map[string]where // by article
	values map[string][]facetValue
	number map[string]map[facetValue]uint32
	given  []map[string][]given // by segment
}

// where an article is: a segment, by its place among those wanted, and its
// document there.
type where struct{ segment, doc uint32 }

// makeColumns makes the columns of segments.
func (s *asking) makeColumns(ctx context.Context, segments []segment) ([][]byte, error) {
	if len(segments) == 0 {
		return nil, nil
	}
	m := columnMaker{where: map[string]where{}, values: map[string][]facetValue{}, number: map[string]map[facetValue]uint32{}}
	for _, name := range FacetNames {
		m.number[name] = map[facetValue]uint32{}
	}
	for i, g := range segments {
		m.given = append(m.given, map[string][]given{})
		for doc := range g.docs {
			id, err := g.of.DocID(uint64(doc))
			if err != nil {
				return nil, err
			}
			if article, ok := strings.CutPrefix(string(id), articlePrefix); ok && (g.of.Deleted() == nil || !g.of.Deleted().Contains(uint32(doc))) {
				m.where[article] = where{uint32(i), uint32(doc)}
			}
		}
	}
	if err := m.read(ctx, s.x.rows, int(s.articles)); err != nil {
		return nil, err
	}
	var out [][]byte
	for i, g := range segments {
		out = append(out, newColumns(s.x.id, g.docs, m.given[i], m.values))
		m.given[i] = nil
	}
	return out, nil
}

// wholeShare is the part of all articles of which so many are wanted that
// reading all rows in their order costs less than looking them up.
const wholeShare = 20

// read reads the values of the articles wanted, of so many in all.
func (m *columnMaker) read(ctx context.Context, db *sql.DB, articles int) error {
	if len(m.where)*wholeShare > articles {
		return m.readRows(ctx, db, "articles a", `SELECT article, name, name_key FROM officials ORDER BY at`)
	}
	var ids []string
	for id := range m.where {
		ids = append(ids, id)
	}
	const some = 1000
	for ids := range slices.Chunk(ids, some) {
		const from = `json_each(?) j CROSS JOIN articles a ON a.id = j.value`
		err := m.readRows(ctx, db, from, `SELECT o.article, o.name, o.name_key FROM `+from+
			` CROSS JOIN officials o ON o.at >= a.officials_at AND o.at < a.officials_at + a.officials ORDER BY o.at`, textList(ids))
		if err != nil {
			return err
		}
	}
	return nil
}

// readRows reads the values that the rows of articles and of officials have.
func (m *columnMaker) readRows(ctx context.Context, db *sql.DB, from, officials string, args ...any) error {
	rows, err := db.QueryContext(ctx, `SELECT a.id, coalesce(a.place, ''), a.place_key, coalesce(substr(a.day, 1, 4), ''), a.site, coalesce(a.source, ''),
		CASE WHEN a.source IS NULL THEN NULL ELSE a.json END, coalesce(m.kind, '') FROM `+from+` LEFT JOIN meetings m ON m.at = a.n`, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var id, place, placeKey, year, site, source, kind string
		var packed sql.RawBytes
		if err := rows.Scan(&id, &place, &placeKey, &year, &site, &source, &packed, &kind); err != nil {
			return err
		}
		at, wanted := m.where[id]
		if !wanted {
			continue
		}
		m.give(at, "place", placeKey, place)
		m.give(at, "year", year, year)
		m.give(at, "site", site, site)
		m.give(at, "kind", kind, kind)
		if source != "" {
			written, err := sourceIn(packed)
			if err != nil {
				return fmt.Errorf("article %s: %w", id, err)
			}
			m.give(at, "source", source, written)
		}
	}
	if err := rows.Err(); err != nil {
		return err
	}
	return m.readOfficials(ctx, db, officials, args...)
}

// sourceIn gives the source in what is packed of an article.
func sourceIn(packed []byte) (string, error) {
	b, err := unpack(packed)
	if err != nil {
		return "", err
	}
	var a struct {
		Source extract.Optional `json:"source"`
	}
	if err := json.Unmarshal(b, &a); err != nil {
		return "", fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return string(a.Source), nil
}

// readOfficials reads the people whom articles name; the rows of an article
// come one after another.
func (m *columnMaker) readOfficials(ctx context.Context, db *sql.DB, query string, args ...any) error {
	rows, err := db.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	before := ""
	var keys []string // of the article at hand
	for rows.Next() {
		var id, name, key string
		if err := rows.Scan(&id, &name, &key); err != nil {
			return err
		}
		if id != before {
			before, keys = id, keys[:0]
		}
		if at, wanted := m.where[id]; wanted && !slices.Contains(keys, key) {
			keys = append(keys, key)
			m.give(at, "official", key, name)
		}
	}
	return rows.Err()
}

// give notes that an article has a value, "" for none.
func (m *columnMaker) give(at where, facet, key, spelling string) {
	if key == "" {
		return
	}
	if spelling == "" {
		spelling = key
	}
	v := facetValue{key, spelling}
	n, ok := m.number[facet][v]
	if !ok {
		n = uint32(len(m.values[facet]))
		m.number[facet][v] = n
		m.values[facet] = append(m.values[facet], v)
	}
	m.given[at.segment][facet] = append(m.given[at.segment][facet], given{at.doc, n})
}
