//go:build !unix

package generator

// noWaiting is for pipes, which the file system has none of here.
const noWaiting = 0
