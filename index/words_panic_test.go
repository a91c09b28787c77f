package index

import (
	"errors"
	"testing"
)

// TestWordsPanic: a panic of bleve, as on a full disk, fails the batch and not
// the process.
func TestWordsPanic(t *testing.T) {
	w := words{} // no index to write to, which makes the call panic
	if err := w.write(nil); !errors.Is(err, errWords) {
		t.Errorf("got %v", err)
	}
}
