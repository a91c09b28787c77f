// Package disk gives pages that are already on disk as captures: HTML files,
// text dumps, JSON lines, WARC, WET and WACZ files, and directories of them;
// and stores them in an archive.
package disk
