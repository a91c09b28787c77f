//go:build !race

package frontier

const racing = false
