package index

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"

	"khotin/crawler/site"
	"khotin/extract"
)

// An article is read in stages, each with rules of its own (extract.Versions).
// Its row names them all, in the order of extract.Stages and with dots between:
// so a change of the rules for one kind of facts leaves the rest as it is.

// rulesKey of meta: a list of all rules that captures of the index were ever
// read with, also those that hold no article.
const rulesKey = "rules"

// rulesNow names the rules of this program and the profiles of portals.
func rulesNow(sites *site.Set) (string, error) {
	versions := slices.Clone(extract.Versions())
	h := sha256.New()
	h.Write([]byte(versions[0])) // of pages, to which profiles belong
	for _, name := range sites.Names() {
		if err := json.NewEncoder(h).Encode(sites.Get(name)); err != nil {
			return "", err
		}
	}
	versions[0] = hex.EncodeToString(h.Sum(nil))[:len(versions[0])]
	return strings.Join(versions, "."), nil
}

// rulesAfter gives the rules of an article of which the stages what are read
// again by the rules now. Rules of another form are those of an older khotin,
// of which nothing is known.
func rulesAfter(before, now string, what []string) string {
	was, is := strings.Split(before, "."), strings.Split(now, ".")
	if len(was) != len(is) {
		return before
	}
	for i, stage := range extract.Stages {
		if slices.Contains(what, stage) {
			was[i] = is[i]
		}
	}
	return strings.Join(was, ".")
}

// stale gives the stages whose rules are not those of now; all of them for
// rules of another form.
func stale(rules, now string) []string {
	was, is := strings.Split(rules, "."), strings.Split(now, ".")
	if len(was) != len(is) {
		return extract.Stages
	}
	var out []string
	for i, stage := range extract.Stages {
		if was[i] != is[i] {
			out = append(out, stage)
		}
	}
	return out
}

// allRules gives the rules that anything in the index was read with.
func (x *Index) allRules(ctx context.Context) ([]string, error) {
	var all []string
	err := meta(ctx, x.rows, rulesKey, &all)
	return all, err
}

// noteRules enters the rules of a batch into the list of all.
func (x *Index) noteRules(ctx context.Context, tx *sql.Tx, b *batch) error {
	var all []string
	if err := meta(ctx, tx, rulesKey, &all); err != nil {
		return err
	}
	n := len(all)
	note := func(rules string) {
		if !slices.Contains(all, rules) {
			all = append(all, rules)
		}
	}
	for _, id := range b.order {
		note(b.articles[id].rules)
	}
	if x.opt.begin == nil { // pages without an article, too, were read with these
		note(x.rules)
	}
	for _, rules := range x.opt.kept {
		note(rules)
	}
	if len(all) == n {
		return nil
	}
	return setMeta(ctx, tx, rulesKey, all)
}
