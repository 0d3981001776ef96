// Weight prints what each package of an unstripped Go program takes in its file, in bytes: code, constants, variables
// with a value, and its part of the tables that the runtime keeps about functions (lines, stack maps). Variables without
// one take nothing in the file. What belongs to no package has a line of its own, so the lines add up to the sections.
//
//	weight [-f] PROGRAM [LEAST]
//
// With -f it prints functions instead. LEAST is the smallest that has a line.
package main

import (
	"debug/elf"
	"encoding/binary"
	"fmt"
	"os"
	"sort"
	"strconv"
	"strings"
)

// columns of the table
const (
	colText = iota
	colConst
	colData
	colLines // pclntab
	colMaps  // go:func.*
	columns
)

type row [columns]int

func (r row) total() (n int) {
	for _, v := range r {
		n += v
	}
	return
}

type table struct {
	rows      map[string]*row
	functions bool
}

func (t *table) add(name string, column, n int) {
	key := name
	if !t.functions || column == colConst || column == colData {
		key = packageOf(name)
	}
	if t.rows[key] == nil {
		t.rows[key] = new(row)
	}
	t.rows[key][column] += n
}

// packageOf cuts a symbol's name behind its package: path/name.symbol.
func packageOf(name string) string {
	if strings.HasPrefix(name, "type:") || strings.HasPrefix(name, "go:") {
		end := strings.IndexByte(name, '.')
		if end < 0 {
			end = len(name)
		}
		return name[:end]
	}
	if i := strings.IndexAny(name, "[({"); i >= 0 {
		name = name[:i]
	}
	slash := strings.LastIndexByte(name, '/') + 1
	if dot := strings.IndexByte(name[slash:], '.'); dot >= 0 {
		name = name[:slash+dot]
	}
	return name
}

func main() {
	args := os.Args[1:]
	t := table{rows: map[string]*row{}}
	if len(args) > 0 && args[0] == "-f" {
		t.functions = true
		args = args[1:]
	}
	least := 0
	if len(args) == 2 {
		least, _ = strconv.Atoi(args[1])
		args = args[:1]
	}
	if len(args) != 1 {
		fmt.Fprintln(os.Stderr, "usage: weight [-f] PROGRAM [LEAST]")
		os.Exit(2)
	}
	file, err := elf.Open(args[0])
	if err == nil {
		err = t.read(file)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "weight:", err)
		os.Exit(1)
	}
	t.print(least)
}

// read fills the table from symbols and from pclntab. A byte that two symbols share is the first one's.
func (t *table) read(file *elf.File) error {
	symbols, err := file.Symbols()
	if err != nil {
		return err
	}
	sort.SliceStable(symbols, func(i, j int) bool { return symbols[i].Value < symbols[j].Value })
	var functions []elf.Symbol
	for number, section := range file.Sections {
		column := colConst
		switch {
		case section.Flags&elf.SHF_ALLOC == 0, section.Type == elf.SHT_NOBITS, section.Name == ".gopclntab":
			continue
		case section.Flags&elf.SHF_EXECINSTR != 0:
			column = colText
		case section.Flags&elf.SHF_WRITE != 0:
			column = colData
		}
		end := section.Addr
		for _, s := range symbols {
			if int(s.Section) != number || s.Size == 0 && column != colText || s.Value+s.Size <= end {
				continue
			}
			if column == colText {
				functions = append(functions, s)
			}
			from := max(end, s.Value)
			t.add("(alignment, tables of the linker).", column, int(from-end))
			end = s.Value + s.Size
			if s.Name != "go:func.*" {
				t.add(s.Name, column, int(end-from))
			}
		}
		t.add("(alignment, tables of the linker).", column, int(section.Addr+section.Size-end))
	}
	return t.readLines(file, functions, symbols)
}

// readLines deals out pclntab, in the form it has since Go 1.20, and the tables in go:func.*. What functions share is
// the first one's.
func (t *table) readLines(file *elf.File, functions, symbols []elf.Symbol) error {
	section := file.Section(".gopclntab")
	if section == nil {
		return fmt.Errorf("no .gopclntab")
	}
	b, err := section.Data()
	if err != nil {
		return err
	}
	order, word := file.ByteOrder, 4
	if file.Class == elf.ELFCLASS64 {
		word = 8
	}
	if order.Uint32(b) != 0xfffffff1 {
		return fmt.Errorf(".gopclntab has a form that is not known")
	}
	header := func(i int) int {
		if word == 8 {
			return int(order.Uint64(b[8+8*i:]))
		}
		return int(order.Uint32(b[8+4*i:]))
	}
	count, names, pctab, funcs := header(0), header(3), header(6), header(7)
	var goFunc elf.Symbol
	for _, s := range symbols {
		if s.Name == "go:func.*" {
			goFunc = s
		}
	}
	u32 := func(at int) int { return int(order.Uint32(b[at:])) }
	names0 := map[int]bool{}
	tables := map[int]bool{}
	maps := map[int]string{}
	left := len(b)
	spend := func(name string, n int) {
		t.add(name, colLines, n)
		left -= n
	}
	for i := range count {
		at := funcs + u32(funcs+8*i+4)
		name := text(b[names+u32(at+4):])
		pcdata, funcdata := u32(at+28), int(b[at+43])
		spend(name, 8+44+4*pcdata+4*funcdata)
		if off := u32(at + 4); !names0[off] {
			names0[off] = true
			spend(name, len(name)+1)
		}
		offsets := []int{u32(at + 16), u32(at + 20), u32(at + 24)}
		for k := range pcdata {
			offsets = append(offsets, u32(at+44+4*k))
		}
		for _, off := range offsets {
			if off != 0 && !tables[off] {
				tables[off] = true
				spend(name, pcTableLen(b[pctab+off:]))
			}
		}
		for k := range funcdata {
			off := u32(at + 44 + 4*pcdata + 4*k)
			if _, known := maps[off]; uint32(off) != 1<<32-1 && !known {
				maps[off] = name
			}
		}
	}
	t.add("(alignment, tables of the linker).", colLines, left)
	return t.readMaps(maps, int(goFunc.Size))
}

func (t *table) readMaps(maps map[int]string, size int) error {
	var offsets []int
	for off := range maps {
		offsets = append(offsets, off)
	}
	sort.Ints(offsets)
	for i, off := range offsets {
		end := size
		if i+1 < len(offsets) {
			end = offsets[i+1]
		}
		t.add(maps[off], colMaps, end-off)
	}
	return nil
}

func text(b []byte) string {
	for i, c := range b {
		if c == 0 {
			return string(b[:i])
		}
	}
	return ""
}

// pcTableLen is the length of a table of pairs (difference of value, difference of pc) of varints, ended by a 0.
func pcTableLen(b []byte) (n int) {
	for first := true; ; first = false {
		v, k := binary.Uvarint(b[n:])
		n += k
		if v == 0 && !first || k <= 0 {
			return
		}
		_, k = binary.Uvarint(b[n:])
		n += k
	}
}

func (t *table) print(least int) {
	var names []string
	var sum, small row
	for name, r := range t.rows {
		for i, v := range r {
			sum[i] += v
			if r.total() < least {
				small[i] += v
			}
		}
		if r.total() >= least {
			names = append(names, name)
		}
	}
	sort.Slice(names, func(i, j int) bool {
		a, b := t.rows[names[i]].total(), t.rows[names[j]].total()
		return a > b || a == b && names[i] < names[j]
	})
	fmt.Printf("%9s %9s %9s %9s %9s %9s\n", "total", "code", "constants", "variables", "lines", "maps")
	line := func(name string, r row) {
		fmt.Printf("%9d %9d %9d %9d %9d %9d %s\n", r.total(), r[colText], r[colConst], r[colData], r[colLines],
			r[colMaps], name)
	}
	for _, name := range names {
		line(name, *t.rows[name])
	}
	line("(smaller ones)", small)
	line("sum", sum)
}
