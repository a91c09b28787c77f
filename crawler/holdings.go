package crawler

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"khotin/crawler/frontier"
)

// readHoldings reads a part of a list: JSON as the Wayback Machine gives it, an
// array of rows under a row of names, at its end an empty row and one with the
// key to go on with.
func readHoldings(body []byte) (part []frontier.Holding, resume string, err error) {
	if len(strings.TrimSpace(string(body))) == 0 {
		return nil, "", nil
	}
	var rows [][]string
	if err := json.Unmarshal(body, &rows); err != nil {
		return nil, "", fmt.Errorf("no list of captures: %w", err)
	}
	if len(rows) == 0 {
		return nil, "", nil
	}
	at := map[string]int{}
	for i, name := range rows[0] {
		at[name] = i
	}
	for _, name := range []string{"timestamp", "original", "digest"} {
		if _, ok := at[name]; !ok {
			return nil, "", fmt.Errorf("no list of captures: it has no %s", name)
		}
	}
	for i, row := range rows[1:] {
		switch {
		case len(row) == 0:
			continue
		case len(row) == 1 && i == len(rows)-2:
			resume = row[0]
			continue
		case len(row) != len(rows[0]):
			return nil, "", fmt.Errorf("no list of captures: row %d has %d fields", i+1, len(row))
		}
		h := frontier.Holding{URL: row[at["original"]], Stamp: row[at["timestamp"]], Digest: row[at["digest"]]}
		if k, ok := at["mimetype"]; ok {
			h.Mime = row[k]
		}
		if _, err := time.Parse(stampForm, h.Stamp); err != nil || !strings.HasPrefix(h.URL, "http") {
			continue // nothing that could be replayed
		}
		part = append(part, h)
	}
	return part, resume, nil
}
