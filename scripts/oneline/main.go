// Oneline makes copies of Go files in which every line says that it is line 1 of "-", and an overlay for "go build".
//
// The runtime keeps, for each function, which of its instructions came from which line and file, so that a panic can
// print it. Where every line is the same one these tables all but vanish: 260 KB of the program for a small router. The
// trace of a panic there still names each function and the offset in it.
//
//	oneline FOLDER FILE... writes the copies and overlay.json into FOLDER
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/scanner"
	"go/token"
	"os"
	"path/filepath"
	"strconv"
)

func main() {
	if len(os.Args) < 3 {
		fmt.Fprintln(os.Stderr, "usage: oneline FOLDER FILE...")
		os.Exit(2)
	}
	if err := overlay(os.Args[1], os.Args[2:]); err != nil {
		fmt.Fprintln(os.Stderr, "oneline:", err)
		os.Exit(1)
	}
}

func overlay(folder string, files []string) error {
	replace := make(map[string]string)
	for i, name := range files {
		src, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		replace[name] = filepath.Join(folder, strconv.Itoa(i)+".go")
		if err := os.WriteFile(replace[name], oneLine(src), 0o644); err != nil {
			return err
		}
	}
	text, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(folder, "overlay.json"), text, 0o644)
}

// oneLine puts a line directive before each line of a Go file, except where that would be inside a string or a comment.
func oneLine(src []byte) []byte {
	files := token.NewFileSet()
	file := files.AddFile("", -1, len(src))
	var s scanner.Scanner
	s.Init(file, src, nil, scanner.ScanComments)
	inside := make(map[int]bool) // lines that begin inside a token
	for {
		pos, tok, text := s.Scan()
		if tok == token.EOF {
			break
		}
		if tok == token.STRING || tok == token.COMMENT {
			line := file.Line(pos)
			for i := range bytes.Count([]byte(text), []byte("\n")) {
				inside[line+1+i] = true
			}
		}
	}
	var out []byte
	for i, line := range bytes.SplitAfter(src, []byte("\n")) {
		if !inside[i+1] {
			out = append(out, "//line -:1\n"...)
		}
		out = append(out, line...)
	}
	return out
}
