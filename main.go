// Command bantin builds a bilingual bulletin of resolutions from a folder of
// Markdown files. The pipeline is in package generator, the command line in
// package command; here is only what is embedded in the program.
package main

import (
	"embed"
	"os"

	"bantin/generator/command"
)

// The layouts and the style that come with the program.
//
//go:embed layouts static
var embedded embed.FS

func main() {
	os.Exit(command.Run(os.Args[1:], embedded, os.Stdout, os.Stderr))
}
