package export

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"khotin/index"
)

// Names of the files that describe the others of their directory.
const (
	PackageName    = "datapackage.json"
	DictionaryName = "dictionary.csv"
)

// Resource is a table in a file.
type Resource struct {
	Table  *index.Table
	Path   string
	Format string
	Rows   int
	Bytes  int64
	Hash   string // "sha256:" and hex digits
}

// measure reads the file, which lies at path so far, for its size and digest.
func (r *Resource) measure(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	h := sha256.New()
	if r.Bytes, err = io.Copy(h, f); err != nil {
		return err
	}
	r.Hash = "sha256:" + hex.EncodeToString(h.Sum(nil))
	return nil
}

// dictionaryHead are the columns of a dictionary.
var dictionaryHead = []string{"table", "column", "type", "unit", "meaning"}

// dictionaryOf gives what every column of tables means, in the order of
// dictionaryHead.
func dictionaryOf(all []*index.Table) [][5]string {
	var out [][5]string
	for _, t := range all {
		for i := range t.Columns {
			c := &t.Columns[i]
			out = append(out, [5]string{t.Name, c.Name, string(c.Type), c.Unit, c.Meaning})
		}
	}
	return out
}

// ErrForeign: a file that describes a directory is not of khotin's making.
var ErrForeign = errors.New("not written by khotin")

// Describable reports whether Describe may write into a directory; the error
// wraps ErrForeign.
func Describable(dir string) error {
	_, err := readPackage(filepath.Join(dir, PackageName))
	return errors.Join(err, foreignDictionary(filepath.Join(dir, DictionaryName)))
}

// Describe writes dictionary.csv and datapackage.json into the directory of
// the resources. What a data package of khotin's says about other files there
// stays; one of anybody else is an error that wraps ErrForeign.
func Describe(dir string, o Options, resources []Resource) error {
	file := filepath.Join(dir, PackageName)
	p, err := readPackage(file)
	if err != nil {
		return err
	}
	if err := writeDictionary(filepath.Join(dir, DictionaryName)); err != nil {
		return err
	}
	p.Schema, p.Name, p.Software = "https://datapackage.org/profiles/2.0/datapackage.json", "khotin-export", software
	p.Title, p.Created = cmp.Or(o.Title, p.Title), o.Created.UTC().Format(time.RFC3339)
	for i := range resources {
		p.put(describe(&resources[i], filepath.Base(resources[i].Path)))
	}
	p.put(resourceJSON{Name: "dictionary", Type: "table", Title: "what every column means", Path: DictionaryName, Format: "csv",
		MediaType: mediaTypes["csv"], Encoding: "utf-8", Schema: dictionarySchema()})
	p.Resources = slices.DeleteFunc(p.Resources, func(r resourceJSON) bool {
		_, err := os.Stat(filepath.Join(dir, r.Path))
		return errors.Is(err, fs.ErrNotExist) // somebody took it away
	})
	b, err := json.MarshalIndent(p, "", "  ")
	if err != nil {
		return err
	}
	return WriteFile(file, append(b, '\n'))
}

const software = "khotin"

func readPackage(file string) (p packageJSON, err error) {
	b, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return p, nil
	}
	if err != nil {
		return p, err
	}
	if err := json.Unmarshal(b, &p); err != nil || p.Software != software {
		return p, fmt.Errorf("%s: %w", file, ErrForeign)
	}
	return p, nil
}

// writeDictionary writes what the columns of all tables mean.
func writeDictionary(file string) error {
	var b bytes.Buffer
	c, err := newCSV(&b, Options{})
	if err != nil {
		return err
	}
	t := &index.Table{}
	for _, name := range dictionaryHead {
		t.Columns = append(t.Columns, index.Column{Name: name, Type: index.Text})
	}
	if err := c.table(t); err != nil {
		return err
	}
	var all []*index.Table
	for i := range index.Tables {
		all = append(all, &index.Tables[i])
	}
	for _, row := range dictionaryOf(all) {
		if err := c.row([]any{row[0], row[1], row[2], row[3], row[4]}); err != nil {
			return err
		}
	}
	if err := c.close(); err != nil {
		return err
	}
	if err := foreignDictionary(file); err != nil {
		return err
	}
	return WriteFile(file, b.Bytes())
}

func foreignDictionary(file string) error {
	old, err := os.ReadFile(file)
	if err == nil && !bytes.HasPrefix(old, []byte(strings.Join(dictionaryHead, ",")+"\r\n")) {
		return fmt.Errorf("%s: %w", file, ErrForeign)
	}
	return nil
}

// WriteFile writes a file whole or not at all, over one that exists.
func WriteFile(name string, b []byte) error {
	f, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+".part-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.Write(b)
	err = errors.Join(err, f.Chmod(0o644), f.Sync(), f.Close())
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return os.Rename(f.Name(), name)
}

// packageJSON is a data package, https://datapackage.org/standard/data-package/.
type packageJSON struct {
	Schema    string         `json:"$schema"`
	Name      string         `json:"name"`
	Title     string         `json:"title,omitempty"`
	Created   string         `json:"created"`
	Software  string         `json:"software"`
	Resources []resourceJSON `json:"resources"`
}

type resourceJSON struct {
	Name      string      `json:"name"`
	Type      string      `json:"type"`
	Title     string      `json:"title"`
	Path      string      `json:"path"`
	Format    string      `json:"format"`
	MediaType string      `json:"mediatype"`
	Encoding  string      `json:"encoding,omitempty"`
	Rows      int         `json:"rows,omitempty"`
	Bytes     int64       `json:"bytes,omitempty"`
	Hash      string      `json:"hash,omitempty"`
	Dialect   any         `json:"dialect,omitempty"`
	Schema    *schemaJSON `json:"schema"`
}

type schemaJSON struct {
	Fields        []fieldJSON `json:"fields"`
	PrimaryKey    []string    `json:"primaryKey,omitempty"`
	MissingValues []string    `json:"missingValues"`
}

type fieldJSON struct {
	Name        string         `json:"name"`
	Type        string         `json:"type"`
	Description string         `json:"description"`
	Unit        string         `json:"unit,omitempty"`
	Constraints map[string]any `json:"constraints,omitempty"`
}

// put adds a resource in place of what the package says of the same table of
// the same file. Names are unique in a package.
func (p *packageJSON) put(r resourceJSON) {
	p.Resources = slices.DeleteFunc(p.Resources, func(o resourceJSON) bool {
		return o.Path == r.Path && o.Title == r.Title
	})
	base := r.Name
	for n := 2; slices.ContainsFunc(p.Resources, func(o resourceJSON) bool { return o.Name == r.Name }); n++ {
		r.Name = fmt.Sprintf("%s-%d", base, n)
	}
	p.Resources = append(p.Resources, r)
}

var mediaTypes = map[string]string{
	"csv": "text/csv", "jsonl": "application/jsonl", "parquet": "application/vnd.apache.parquet",
	"sqlite": "application/vnd.sqlite3", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

// fieldTypes are the types of columns in a Table Schema.
var fieldTypes = map[index.Type]string{
	index.Text: "string", index.Integer: "integer", index.Number: "number", index.Day: "date", index.Time: "datetime", index.List: "array",
}

func describe(r *Resource, path string) resourceJSON {
	out := resourceJSON{Name: r.Table.Name + "." + r.Format, Type: "table", Title: "each row is " + r.Table.Meaning, Path: path,
		Format: r.Format, MediaType: mediaTypes[r.Format], Rows: r.Rows, Bytes: r.Bytes, Hash: r.Hash,
		Schema: &schemaJSON{PrimaryKey: r.Table.Key, MissingValues: []string{""}}}
	switch r.Format {
	case "csv", "jsonl":
		out.Encoding = "utf-8"
	case "sqlite":
		out.Dialect = map[string]string{"table": r.Table.Name}
	case "xlsx":
		out.Dialect = map[string]string{"sheetName": r.Table.Name}
	}
	for i := range r.Table.Columns {
		c := &r.Table.Columns[i]
		f := fieldJSON{Name: c.Name, Type: fieldTypes[c.Type], Description: c.Meaning, Unit: c.Unit}
		if slices.Contains(r.Table.Key, c.Name) {
			f.Constraints = map[string]any{"required": true}
		}
		out.Schema.Fields = append(out.Schema.Fields, f)
	}
	return out
}

func dictionarySchema() *schemaJSON {
	s := &schemaJSON{PrimaryKey: dictionaryHead[:2], MissingValues: []string{""}}
	for i, meaning := range []string{"name of the table", "name of the column", "what its values are", "unit of numbers", "what it says"} {
		s.Fields = append(s.Fields, fieldJSON{Name: dictionaryHead[i], Type: "string", Description: meaning})
	}
	return s
}
