package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/pprof"
	"runtime/trace"

	"github.com/spf13/cobra"
)

// profiles are the files that a run writes about itself, for go tool pprof and
// go tool trace; "" for none.
type profiles struct {
	cpu, memory, trace string

	open []io.Closer // what end closes, after it has stopped the writing
	stop []func()
}

// profiled adds the flags of profiles to every command under root. They are
// hidden: they help those who work on khotin, not those who use it.
func (c *cli) profiled(root *cobra.Command) {
	f := root.PersistentFlags()
	for _, p := range []struct {
		to          *string
		name, usage string
	}{
		{&c.profiles.cpu, "cpuprofile", "write a profile of the processor time to `FILE`"},
		{&c.profiles.memory, "memprofile", "write a profile of the memory at the end to `FILE`"},
		{&c.profiles.trace, "trace", "write an execution trace to `FILE`"},
	} {
		f.StringVar(p.to, p.name, "", p.usage)
		f.Lookup(p.name).Hidden = true
	}
	root.PersistentPreRunE = func(*cobra.Command, []string) error { return c.profiles.begin() }
}

// begin starts what was asked for.
func (p *profiles) begin() error {
	for _, s := range []struct {
		file  string
		start func(io.Writer) error
		stop  func()
	}{{p.cpu, pprof.StartCPUProfile, pprof.StopCPUProfile}, {p.trace, trace.Start, trace.Stop}} {
		if s.file == "" {
			continue
		}
		f, err := os.Create(s.file)
		if err != nil {
			return fmt.Errorf("profile: %w", err)
		}
		p.open = append(p.open, f)
		if err := s.start(f); err != nil {
			return fmt.Errorf("profile: %w", err)
		}
		p.stop = append(p.stop, s.stop)
	}
	return nil
}

// end writes what is left to write and closes the files.
func (p *profiles) end() error {
	for _, stop := range p.stop {
		stop()
	}
	var errs []error
	for _, f := range p.open {
		errs = append(errs, f.Close())
	}
	if p.memory != "" {
		f, err := os.Create(p.memory)
		if err == nil {
			runtime.GC() // for what is in use now
			err = errors.Join(pprof.Lookup("allocs").WriteTo(f, 0), f.Close())
		}
		errs = append(errs, err)
	}
	if err := errors.Join(errs...); err != nil {
		return fmt.Errorf("profile: %w", err)
	}
	return nil
}
