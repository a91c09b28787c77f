// Package archive keeps every exchange with a portal, byte for byte, and plays
// it back as captures.
//
// An archive is one directory, told by its marker file khotin-archive.json:
//
//	khotin-archive.json              format version, time of creation
//	khotin.lock                      held (flock) by the one process that writes
//	warc/<site>/<run>-<serial>.warc.gz   WARC 1.1, one gzip member a record
//	warc/<site>/<run>-<serial>.cdxj      its index, written when it is closed
//	frontier.db, index/              kept by other packages; see Archive.Path
//
// A WARC file that is being written ends in ".open". Positions never carry
// that suffix, so they stay valid when the file gets its final name. What a
// killed process left behind is adopted by the next Open for writing: whole
// members stay, a torn tail moves to a file that ends in ".torn".
//
// Recorder is the http.RoundTripper that captures exchanges at the wire, Guard
// the dialer that lets it reach public addresses only.
//
// The format is WARC 1.1 (ISO 28500:2017,
// https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/).
package archive
