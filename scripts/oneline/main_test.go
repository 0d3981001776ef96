package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"testing"
)

func TestOneLine(t *testing.T) {
	const src = "//go:build linux\n\npackage p\n\n/* two\nlines */\nvar text = `first\nsecond\n\tthird`\n\n" +
		"//go:noinline\nfunc f(a,\n\tb int) int { // ends\n\treturn a -\n\t\tb\n}\n"
	parse := func(src string) (*token.FileSet, *ast.File) {
		files := token.NewFileSet()
		f, err := parser.ParseFile(files, "p.go", src, parser.ParseComments)
		if err != nil {
			t.Fatalf("%v:\n%s", err, src)
		}
		return files, f
	}
	texts := func(f *ast.File) (all []string) {
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.BasicLit:
				all = append(all, n.Value)
			case *ast.Ident:
				all = append(all, n.Name)
			}
			return true
		})
		return all
	}
	_, before := parse(src)
	files, after := parse(string(oneLine([]byte(src))))
	want, got := texts(before), texts(after)
	if len(want) != len(got) {
		t.Fatalf("%q, want %q", got, want)
	}
	for i := range want {
		if want[i] != got[i] {
			t.Errorf("%q, want %q", got[i], want[i])
		}
	}
	ast.Inspect(after, func(n ast.Node) bool {
		switch n.(type) {
		case nil, *ast.File, *ast.CommentGroup, *ast.Comment:
			return true
		}
		if at := files.Position(n.Pos()); at.Filename != "-" || at.Line != 1 {
			t.Errorf("%T is at %v", n, at)
		}
		return true
	})
}
