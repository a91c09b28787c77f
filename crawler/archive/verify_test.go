package archive

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestVerifyFindsFaults(t *testing.T) {
	a := newArchive(t)
	w := newWriter(t, a, WriterOptions{})
	good := page("https://vidu.vn/1", "200 OK", "một").Records(nil, nil)
	block := page("https://vidu.vn/2", "200 OK", "hai").Records(nil, nil)
	block[0].Header.Set("WARC-Block-Digest", Digest([]byte("khác")))
	payload := page("https://vidu.vn/3", "200 OK", "ba").Records(nil, nil)
	payload[0].Header.Set("WARC-Payload-Digest", Digest([]byte("khác")))
	var at []Place
	for _, g := range [][]*Record{good, block, payload} {
		p, err := w.Append(g...)
		if err != nil {
			t.Fatal(err)
		}
		at = append(at, p[0])
	}
	w.Close()
	rep := verified(t, a)
	if len(rep.Faults) != 2 || rep.Faults[0].Offset != at[1].Offset || !strings.HasPrefix(rep.Faults[0].What, "block digest") ||
		rep.Faults[1].Offset != at[2].Offset || !strings.HasPrefix(rep.Faults[1].What, "payload digest") {
		t.Errorf("digests: %v", rep.Faults)
	}

	full := a.Path(filepath.FromSlash(at[0].File))
	index := cdxjName(full)
	text, err := os.ReadFile(index)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(string(text), "\n")
	os.WriteFile(index, []byte(lines[0]+strings.Replace(lines[1], `"status":"200"`, `"status":"404"`, 1)), 0o644)
	var said string
	for _, f := range verified(t, a).Faults[2:] {
		said += f.String() + "\n"
	}
	if strings.Count(said, "line missing") != 2 || strings.Count(said, "agrees with no record") != 1 {
		t.Errorf("index: %s", said)
	}
	os.Remove(index)
	if f := verified(t, a).Faults; len(f) != 3 || !strings.Contains(f[2].String(), "index cannot be read") {
		t.Errorf("no index: %v", f)
	}
	os.WriteFile(index, text, 0o644)

	data, _ := os.ReadFile(full)
	data[at[1].Offset+100] ^= 0xff
	os.WriteFile(full, data, 0o644)
	rep = verified(t, a)
	if len(rep.Faults) == 0 || rep.Faults[0].Offset != at[1].Offset || !strings.Contains(rep.Faults[0].What, "broken record") {
		t.Errorf("broken member: %v", rep.Faults)
	}
	if rep.Records != 9 {
		t.Errorf("records read past the damage: %d", rep.Records)
	}
}

func TestSameDigest(t *testing.T) {
	ours := Digest([]byte("abc")) // FIPS 180-1, appendix A
	for declared, want := range map[string]bool{
		ours:                  true,
		strings.ToLower(ours): true,
		"sha1:a9993e364706816aba3e25717850c26c9cd0d89d": true,
		"sha1:a9993e364706816aba3e25717850c26c9cd0d89e": false,
		"sha256:whatever": true,
	} {
		if sameDigest(declared, ours) != want {
			t.Errorf("%s: want %v", declared, want)
		}
	}
}
