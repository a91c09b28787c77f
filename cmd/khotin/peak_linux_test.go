package main

import (
	"os"
	"syscall"
)

// peakMemory gives the largest resident size of an ended process, in kB.
func peakMemory(s *os.ProcessState) int64 {
	if usage, ok := s.SysUsage().(*syscall.Rusage); ok {
		return usage.Maxrss
	}
	return 0
}
