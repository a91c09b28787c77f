package extract

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
)

// The rules are their sources: a version that somebody has to raise by hand is
// one that somebody forgets. A pattern cannot leave tests out: they lie in the
// program, and are passed over.
//
//go:embed *.go */*.go */*.txt */*/*.txt
var sources embed.FS

// Stages are the steps from a page to what is told of it: the page taken apart,
// then each kind of facts.
var Stages = append([]string{"pages"}, Facts...)

// packages are those whose rules decide what a stage gives; "." is this one.
var packages = map[string][]string{
	"pages":     {".", "fingerprint", "markup", "place", "strip", "text"},
	"dates":     {".", "date", "document", "place", "text"},
	"figures":   {".", "date", "document", "figure", "official", "place", "text"},
	"officials": {".", "date", "document", "official", "place", "text"},
	"meetings":  {".", "date", "document", "meeting", "official", "place", "text"},
	"documents": {".", "date", "document", "place", "text"},
}

// Versions names, for every stage of Stages in their order, the rules of this
// program: six hexadecimal digits of a digest of the sources. Profiles of
// portals are not among them, nor is the code above extract that finds them and
// plays captures.
var Versions = sync.OnceValue(func() []string {
	digests := map[string][]byte{}
	for dir := range sourceDirs() {
		digests[dir] = digestOf(dir)
	}
	var out []string
	for _, stage := range Stages {
		h := sha256.New()
		for _, dir := range packages[stage] {
			h.Write(digests[dir])
		}
		out = append(out, hex.EncodeToString(h.Sum(nil))[:6])
	}
	return out
})

// sourceDirs gives the directories of the packages, from here.
func sourceDirs() map[string]bool {
	dirs := map[string]bool{}
	for _, ps := range packages {
		for _, p := range ps {
			dirs[p] = true
		}
	}
	return dirs
}

// digestOf is a digest of the sources of one package: without tests, with
// lexicons in directories of their own.
func digestOf(dir string) []byte {
	var names []string
	fs.WalkDir(sources, dir, func(name string, d fs.DirEntry, _ error) error { // an embed.FS can be read
		switch {
		case d.IsDir() && dir == "." && name != dir:
			return fs.SkipDir
		case !d.IsDir() && !strings.HasSuffix(name, "_test.go"):
			names = append(names, path.Clean(name))
		}
		return nil
	})
	slices.Sort(names)
	h := sha256.New()
	for _, name := range names {
		io.WriteString(h, name+"\x00")
		content, _ := sources.ReadFile(name)
		h.Write(content)
	}
	return h.Sum(nil)
}
