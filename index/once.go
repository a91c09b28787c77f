package index

import (
	"context"
	"encoding/binary"
	"sync"
)

// copied remembers the documents of each story, which do not change while an
// index is open for reading.
type copied struct {
	mu      sync.Mutex
	read    bool
	stories [][]uint32
}

// once leaves one document of each story in a set: what several portals carry
// counts once.
func (s *asking) once(ctx context.Context, found docset) (docset, error) {
	stories, err := s.stories(ctx)
	if err != nil {
		return nil, err
	}
	for _, docs := range stories {
		seen := false
		for _, doc := range docs {
			if !found.has(doc) {
				continue
			}
			if seen {
				found[doc/64] &^= 1 << (doc % 64)
			}
			seen = true
		}
	}
	return found, nil
}

// stories gives the documents of each story, the one that stands for it first.
func (s *asking) stories(ctx context.Context) ([][]uint32, error) {
	c := &s.x.copied
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.read && s.x.opt.ReadOnly {
		return c.stories, nil
	}
	rows, err := s.x.rows.QueryContext(ctx, `SELECT id, story FROM articles WHERE story IS NOT NULL ORDER BY story, copy, id`)
	if err != nil {
		return nil, damage(err)
	}
	defer rows.Close()
	c.stories = nil
	before := ""
	for rows.Next() {
		var id, story string
		if err := rows.Scan(&id, &story); err != nil {
			return nil, err
		}
		n, err := s.reader.InternalID(articlePrefix + id)
		if err != nil {
			return nil, err
		}
		if n == nil {
			continue // written anew meanwhile
		}
		if story != before {
			c.stories, before = append(c.stories, nil), story
		}
		last := len(c.stories) - 1
		c.stories[last] = append(c.stories[last], uint32(binary.BigEndian.Uint64(n)))
	}
	c.read = true
	return c.stories, damage(rows.Err())
}
