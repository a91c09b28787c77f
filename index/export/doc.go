// Package export writes rows to files that other programs read: CSV, JSON
// Lines, Parquet, SQLite and XLSX, each described by a data dictionary and a
// Frictionless data package (https://datapackage.org/standard/data-package/).
//
// # Values
//
// A value that is missing is an empty field in CSV, null in JSON Lines,
// Parquet and SQLite, and an empty cell in XLSX. A list is a JSON array; in
// Parquet it is a LIST. Numbers are exact in CSV, JSON Lines and Parquet,
// where they are DECIMAL(38, 9); SQLite and XLSX keep 15 significant digits,
// as all their readers do, and what needs more is written as text. Days are
// DATE in Parquet and dates in XLSX, from 1 March 1900 on.
//
// # Whole or not at all
//
// A file is written under a temporary name beside its place and renamed when
// it is whole. Rows are written as they come; however many there are, few are
// held at once.
package export
