//go:build !linux

package main

import (
	"os"
	"testing"
)

const apartVariable = "KHOTIN_TEST_APART"

// peakMemory is known on Linux only.
func peakMemory(*os.ProcessState) int64 { return 0 }

// apart is there on Linux only.
func apart(*testing.T) (ok bool, why string) { return false, "not Linux" }

func smallDisk(t *testing.T, _ string, _ int) { t.Skip("a small file system is made on Linux only") }
