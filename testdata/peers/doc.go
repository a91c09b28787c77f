// Package peers measures other tools that take articles out of pages beside
// ours, on the pages of the demonstration portal. It is a module of its own, so
// that the product depends on none of them.
package peers
