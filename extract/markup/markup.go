// Package markup reads HTML into the trees of golang.org/x/net/html. That
// package's Parse took half of the time that a page needs to be taken apart;
// the tree built here costs a fifth of that and is the same, node by node:
// elements, attributes and their order, texts, comments, namespaces. Pages that
// need a rare repair, which Parse knows and this package does not, are left to
// Parse.
//
// What is read here follows the HTML Living Standard: the tokenizer of 13.2.5,
// character references as 13.2.5.72 and on has them, and of the construction of
// trees in 13.2.6 what stands above, in and behind the body and in tables
// (13.2.6.4.1 to 13.2.6.4.15, 13.2.6.4.19 and 13.2.6.4.22) with the drawings of
// 13.2.6.5. Left to Parse are templates, frames, mathematics, ruby, what stands
// in a table and belongs before it, blocks inside formatting elements that end
// in them (the adoption agency of 13.2.6.4.7), and pages that break off in a tag.
//
// Every page is read once from its beginning to its end. An element has at most
// 64 attributes, else Parse builds the tree, and 512 elements around it, else
// there is none. Parse takes a time that grows with the square of some pages,
// which are therefore not left to it: see ErrTangled.
package markup

import (
	"bytes"
	"errors"

	"golang.org/x/net/html"
)

// Errors of pages without a tree.
var (
	ErrDeep    = errors.New("elements nested deeper than 512")
	ErrTangled = errors.New("stray tags without number")
)

// Parse gives the tree that html.Parse makes of a page in UTF-8. It may lie in
// mem, and is good until mem is used again; its strings are for good. Errors are
// ErrDeep, for what html.Parse refuses, and ErrTangled.
func Parse(page []byte, mem *Memory) (*html.Node, error) {
	if doc := parsePlain(page, mem); doc != nil {
		return doc, nil
	}
	if tangled(page) {
		return nil, ErrTangled
	}
	doc, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		return nil, ErrDeep // reading bytes does not fail
	}
	return doc, nil
}
