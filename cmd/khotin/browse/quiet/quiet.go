// Package quiet keeps bubbletea from asking the terminal for its background
// when the program starts, whatever the command: the question waits 5 s where
// the terminal does not answer, and eats what is typed meanwhile.
//
// bubbletea v1 asks in its init (tea_init.go), through termenv, which asks
// nothing where CI is set. This package imports syscall alone. Packages are
// initialised in the order of their paths as soon as what they import is, so
// it comes before package os, on which termenv and bubbletea depend. Package
// browse, which imports bubbletea, puts the environment back.
package quiet

import "syscall"

const name = "CI"

// set reports whether the environment had the variable.
var set = hide()

func hide() bool {
	_, set := syscall.Getenv(name)
	if !set {
		syscall.Setenv(name, "1")
	}
	return set
}

// Restore puts the environment back as the program found it; it reports true.
func Restore() bool {
	if !set {
		syscall.Unsetenv(name)
	}
	return true
}
