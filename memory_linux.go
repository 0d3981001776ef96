// Memory: how much of it the garbage collector may use, and what the start leaves behind, on Linux.

package main

import (
	"runtime/debug"
	"unsafe"

	"golang.org/x/sys/unix"
)

// boundMemory keeps the heap small: almost nothing on the way of a packet is garbage, so a collection is rare and cheap
// however little room it has. A quarter of the machine is the most that is ever used before memory is given back.
func boundMemory() {
	debug.SetGCPercent(40)
	var info unix.Sysinfo_t
	if unix.Sysinfo(&info) == nil {
		debug.SetMemoryLimit(memoryLimit(uint64(info.Totalram) * uint64(max(info.Unit, 1))))
	}
}

const memoryLeast = 4 << 20 // a limit that the heap cannot keep would have it collect without end

func memoryLimit(total uint64) int64 { return int64(max(total/4, memoryLeast)) }

// returnStart gives back what only the start needed: of the heap, and of the program's code and tables, which take more
// than everything else. The kernel maps them again piece by piece where they are used.
func returnStart() {
	debug.FreeOSMemory()
	returnCode()
}

// returnCode does so for code and tables only, between the parts of the start: it keeps the peak low.
func returnCode() {
	for _, s := range codeSegments() {
		_, _, _ = unix.Syscall(unix.SYS_MADVISE, s.start, s.end-s.start, unix.MADV_DONTNEED)
	}
}

type segment struct{ start, end uintptr }

// elfProgramHeader is a row of an ELF file's program header table.
type elfProgramHeader struct {
	kind, flags           uint32
	address, sizeInMemory uintptr
}

const (
	auxvProgramHeaders     = 3 // AT_PHDR, getauxval(3)
	auxvProgramHeaderSize  = 4
	auxvProgramHeaderCount = 5

	elfLoad, elfTable = 1, 6 // PT_LOAD, PT_PHDR
	elfWritable       = 2    // PF_W
)

// codeSegments are the parts of the program in memory that nobody writes to. The kernel tells a program where its header
// table is; /proc need not be there.
func codeSegments() (list []segment) {
	auxv, err := unix.Auxv()
	if err != nil {
		return nil
	}
	var table, size, count, base uintptr
	for _, v := range auxv {
		switch v[0] {
		case auxvProgramHeaders:
			table = v[1]
		case auxvProgramHeaderSize:
			size = v[1]
		case auxvProgramHeaderCount:
			count = v[1]
		}
	}
	if table == 0 {
		return nil
	}
	page := uintptr(unix.Getpagesize())
	for i := range count {
		h := programHeaderAt(table+i*size, size)
		switch {
		case h.kind == elfTable:
			base = table - h.address
		case h.kind == elfLoad && h.flags&elfWritable == 0:
			start := base + h.address
			list = append(list, segment{start &^ (page - 1), (start + h.sizeInMemory) &^ (page - 1)})
		}
	}
	return list
}

// programHeaderAt reads a row of the table in either of its forms.
func programHeaderAt(address, size uintptr) (h elfProgramHeader) {
	at := *(*unsafe.Pointer)(unsafe.Pointer(&address))
	switch size {
	case 32:
		w := (*[8]uint32)(at)
		return elfProgramHeader{kind: w[0], flags: w[6], address: uintptr(w[2]), sizeInMemory: uintptr(w[5])}
	case 56:
		w := (*[7]uint64)(at)
		flags := (*[2]uint32)(at)
		return elfProgramHeader{kind: flags[0], flags: flags[1], address: uintptr(w[2]), sizeInMemory: uintptr(w[5])}
	}
	return
}
