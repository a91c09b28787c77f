package crawler

import (
	"net/http"
	"os"
	"runtime"
	"testing"
)

// TestBounded: a run holds as many goroutines and open files as its workers
// need, however many addresses wait.
func TestBounded(t *testing.T) {
	const articles, workers = 200, 4
	pages := map[string]http.HandlerFunc{}
	var targets []string
	for i := range articles {
		targets = append(targets, "/bai/"+itoa(i)+".html")
		pages[targets[i]] = article(i)
	}
	pages["/"] = links(targets...)
	r := newRig(t, pages)
	r.options.PerHost, r.options.Workers = workers, workers
	// The portal is in this process too: a goroutine and a file for each connection.
	const room = 40 + 6*workers
	goroutines, files := runtime.NumGoroutine(), openFiles()
	mostGoroutines, mostFiles, looks := 0, 0, 0
	r.options.Progress = func(Progress) {
		looks++
		mostGoroutines, mostFiles = max(mostGoroutines, runtime.NumGoroutine()), max(mostFiles, openFiles())
	}
	if report := r.crawl(); report.New != articles || looks < articles {
		t.Fatalf("%d looks, report %+v", looks, report)
	}
	if more := mostGoroutines - goroutines; more > room {
		t.Errorf("%d goroutines more while %d addresses waited", more, articles)
	}
	if more := mostFiles - files; more > room {
		t.Errorf("%d open files more while %d addresses waited", more, articles)
	}
	t.Logf("at most %d goroutines and %d open files more than before", mostGoroutines-goroutines, mostFiles-files)
}

// openFiles counts the open files of this process, 0 where there is no /proc.
func openFiles() int {
	entries, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		return 0
	}
	return len(entries)
}
