// Memory: when the garbage collector runs, and what of the program's own code is there, on Linux.

package main

import (
	"runtime"
	"runtime/debug"
	"sync/atomic"
	"unsafe"

	"golang.org/x/sys/unix"
)

// heapPercent is how much garbage there may be beside what is in use. Almost nothing on the way of a packet is garbage, so
// a collection is rare and cheap however little room it has.
const heapPercent = 40

// boundMemory keeps the heap small. A quarter of the machine is the most that is ever used before memory is given back.
func boundMemory() {
	debug.SetGCPercent(heapPercent)
	var info unix.Sysinfo_t
	if unix.Sysinfo(&info) == nil {
		debug.SetMemoryLimit(memoryLimit(uint64(info.Totalram) * uint64(max(info.Unit, 1))))
	}
}

const memoryLeast = 4 << 20 // a limit that the heap cannot keep would have it collect without end

func memoryLimit(total uint64) int64 { return int64(max(total/4, memoryLeast)) }

// memoryKeeper keeps small what is resident during a capture.
//
// Most of it is the program's code and tables. The kernel maps 64 KB around an instruction or a constant that is used for
// the first time, so the start, each protocol seen once and each collection would stay. What is given back and used again
// is mapped again: it lies in the kernel's memory.
//
// Nor does the heap have to be collected every two minutes, as the runtime does where nothing has been allocated, too:
// that takes 300 KB of its tables and 2 MB of code. Until the process has grown there is no collection at all.
type memoryKeeper struct {
	segments  []segment
	round     int64
	faults    int64       // that the process had had when code was last given back
	earlier   int64       // peak at the beginning: of this process, or of the one that it was before exec
	grown     int64       // from this peak on the heap is collected; 0: it is
	collected atomic.Bool // it was, in the start
}

const (
	// memoryRound is the time between two looks, by the clock of the packets, which costs nothing to read: as a shift of
	// nanoseconds, 67 ms.
	memoryRound = 26

	// codeFaults is how much may have come since code was last given back, 64 KB with each.
	codeFaults = 24

	// heapUnseen is by how many KB the peak may rise without a collection, peakUseless a peak that says nothing if it was
	// there before.
	heapUnseen  = 1536
	peakUseless = 16 << 10
)

// start is called before a capture is opened.
func (k *memoryKeeper) start() {
	k.earlier, _ = memoryUse()
	runtime.SetFinalizer(&memoryCycle{k}, (*memoryCycle).ended)
	k.giveBack()
}

// memoryCycle is unreachable from the beginning, so the first collection finds it.
type memoryCycle struct{ *memoryKeeper }

func (c *memoryCycle) ended() { c.collected.Store(true) }

// begin is called when all is made that lasts.
func (k *memoryKeeper) begin() {
	k.giveBack()
	if k.collected.Load() { // the start was one with much garbage
		debug.FreeOSMemory()
	}
	if peak, _ := memoryUse(); peak > 0 && (peak < peakUseless || peak > k.earlier) {
		k.grown = peak + heapUnseen
		debug.SetGCPercent(-1)
	}
	k.giveBack()
}

// memoryUse tells the peak of what was resident, in KB, and how often something was mapped.
func memoryUse() (peak, faults int64) {
	var used unix.Rusage
	_ = unix.Getrusage(unix.RUSAGE_SELF, &used)
	return int64(used.Maxrss), int64(used.Minflt)
}

// packet is called with the time of each packet of a capture.
func (k *memoryKeeper) packet(sec int64, nsec uint64) {
	if round := sec<<4 ^ int64(nsec>>memoryRound); round != k.round {
		k.round = round
		k.look()
	}
}

// look gives code back if much of it was mapped. What is used for every packet comes back at once, in some twenty
// faults: 0.1 ms.
func (k *memoryKeeper) look() {
	peak, faults := memoryUse()
	if k.grown > 0 && peak >= k.grown {
		k.grown = 0
		debug.SetGCPercent(heapPercent)
	}
	if faults-k.faults >= codeFaults {
		k.giveBack()
		k.faults = faults
	}
}

// giveBack is called after each part of the start, too: so no two of them are there together.
func (k *memoryKeeper) giveBack() {
	if k.segments == nil {
		k.segments = codeSegments()
	}
	for _, s := range k.segments {
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
