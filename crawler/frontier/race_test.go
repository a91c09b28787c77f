//go:build race

package frontier

// racing: the race detector makes the database a hundred times slower, and takes
// memory of its own.
const racing = true
