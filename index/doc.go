// Package index answers questions about the articles of an archive: which
// speak of something, which numbers they state, who held which office, who met
// when. bleve finds words, SQLite holds rows; callers see neither.
//
// # On disk
//
// <archive>/index/words.bleve holds one document an article and one a distinct
// wording (of an indicator, an office, a name of a person, a meeting), and
// stores nothing but postings. <archive>/index/rows.db holds everything that is
// shown: articles, figures, offices, meetings, documents, and which capture
// each came from. Both are a cache of the archive: Rebuild makes them anew.
//
// # Order of writes
//
// A batch goes to words.bleve first and to rows.db second, in one transaction
// that also moves the position in the archive. Identifiers follow from the
// content, so a batch whose transaction was lost is simply written again. Until
// then words.bleve may know more than rows.db, never less; what has no row is
// not shown.
//
// # Copies
//
// An article that several portals carry is one story, see story.go: the first
// published stands for it, in searches with the others as its sources, and its
// figures and meetings count once. Which articles are one story follows from
// what the index holds, not from the order in which it came in.
//
// # Locks
//
// bleve locks words.bleve: one writer alone, or any number of readers. rows.db
// is written only under that lock.
package index
