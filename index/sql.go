package index

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"

	"modernc.org/sqlite"
)

// ErrStatement: a statement of SQL that cannot be answered.
var ErrStatement = errors.New("sql")

// SQL answers one SELECT over the views of Tables, which go by the tables'
// names, and the tables of schema.sql, as main.articles and the like. It gives
// the names of the columns to head and then every row to each: nil, int64,
// float64, string or []byte for a value. Nothing can be written, attached or
// set. Errors of the statement wrap ErrStatement.
func (x *Index) SQL(ctx context.Context, statement string, head func([]string) error, each func([]any) error) error {
	if err := oneStatement(statement); err != nil {
		return err
	}
	abs, err := filepath.Abs(filepath.Join(x.dir, rowsName))
	if err != nil {
		return err
	}
	u := url.URL{Scheme: "file", Path: filepath.ToSlash(abs), RawQuery: url.Values{"mode": {"ro"},
		"_pragma": {"busy_timeout(10000)", "cache_size(-16000)", "temp_store(MEMORY)"}}.Encode()}
	db, err := sql.Open("sqlite", u.String())
	if err != nil {
		return err
	}
	defer db.Close()
	conn, err := db.Conn(ctx)
	if err != nil {
		return fmt.Errorf("open %s: %w", rowsName, damage(err))
	}
	defer conn.Close()
	for i := range Tables {
		view := fmt.Sprintf("CREATE TEMP VIEW %q AS %s", Tables[i].Name, qualify(Tables[i].view()))
		if _, err := conn.ExecContext(ctx, view); err != nil {
			return fmt.Errorf("view %s: %w", Tables[i].Name, damage(err))
		}
	}
	if err := conn.Raw(readingOnly); err != nil {
		return err
	}
	rows, err := conn.QueryContext(ctx, statement)
	if err != nil {
		return statementError(ctx, err)
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err == nil {
		err = head(names)
	}
	if err != nil {
		return err
	}
	values, to := make([]any, len(names)), make([]any, len(names))
	for rows.Next() {
		for i := range values {
			values[i] = nil
			to[i] = &values[i]
		}
		if err := rows.Scan(to...); err != nil {
			return statementError(ctx, err)
		}
		if err := each(values); err != nil {
			return err
		}
	}
	return statementError(ctx, rows.Err())
}

// qualify names the database of the tables, which views of their names hide.
func qualify(view string) string {
	for i := range Tables {
		for _, before := range []string{" FROM ", " JOIN "} {
			view = strings.ReplaceAll(view, before+Tables[i].Name+" ", before+"main."+Tables[i].Name+" ")
		}
	}
	return view
}

// readingOnly lets a connection do nothing but read.
func readingOnly(conn any) error {
	c, ok := conn.(sqlite.AuthorizerRegisterer)
	if !ok {
		return errors.New("SQLite's driver cannot restrict a connection")
	}
	return c.RegisterAuthorizer(func(action sqlite.AuthorizerActionCode, _, name, _, _ string) sqlite.AuthorizerReturnCode {
		switch action {
		case sqlite.AuthSelect, sqlite.AuthRead, sqlite.AuthRecursive:
			return sqlite.AuthorizerOK
		case sqlite.AuthFunction:
			if name != "load_extension" {
				return sqlite.AuthorizerOK
			}
		}
		return sqlite.AuthorizerDeny
	})
}

// code is how the driver ends its messages: with SQLite's number.
var code = regexp.MustCompile(`^(?:SQL logic error: )?(.*?)(?: \(\d+\))?$`)

func statementError(ctx context.Context, err error) error {
	if err == nil || ctx.Err() != nil {
		return ctx.Err()
	}
	if errors.Is(damage(err), ErrDamaged) {
		return damage(err)
	}
	msg := code.FindStringSubmatch(err.Error())[1]
	if strings.Contains(msg, "not authorized") || strings.Contains(msg, "authorization denied") {
		msg = "only reading is allowed"
	}
	return fmt.Errorf("%w: %s", ErrStatement, msg)
}

// oneStatement fails where s is not one statement: SQLite's driver would run them
// all.
func oneStatement(s string) error {
	rest := blank(s)
	first, after, _ := strings.Cut(rest, ";")
	switch {
	case strings.TrimSpace(first) == "":
		return fmt.Errorf("%w: no statement", ErrStatement)
	case strings.Trim(after, "; \t\r\n") != "":
		return fmt.Errorf("%w: more than one statement", ErrStatement)
	}
	return nil
}

// blank gives the statement with an x for each of its texts and quoted names,
// and without comments.
func blank(s string) string {
	var out strings.Builder
	for len(s) > 0 {
		end := 1
		switch c := s[0]; {
		case strings.HasPrefix(s, "--"):
			if end = strings.IndexByte(s, '\n'); end < 0 {
				end = len(s)
			}
			out.WriteByte(' ')
		case strings.HasPrefix(s, "/*"):
			if end = strings.Index(s[2:], "*/"); end < 0 {
				end = len(s) - 4
			}
			end += 4
			out.WriteByte(' ')
		case c == '\'' || c == '"' || c == '`' || c == '[':
			until := string(c)
			if c == '[' {
				until = "]"
			}
			if end = strings.Index(s[1:], until); end < 0 {
				end = len(s) - 2
			}
			end += 2
			out.WriteByte('x')
		default:
			out.WriteByte(c)
		}
		s = s[min(end, len(s)):]
	}
	return out.String()
}
