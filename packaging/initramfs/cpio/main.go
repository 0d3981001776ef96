// Cpio writes an archive for an initramfs, in the format that the kernel calls newc, to standard output. Nobody has to
// be root, and the same files make the same bytes: everything belongs to root and is as old as time.
//
//	cpio PATH=FILE ...   a program or other file; PATH/ is a folder, /dev/console is the device
package main

import (
	"bufio"
	"errors"
	"os"
	"strconv"
	"strings"
)

const (
	modeFolder = 0o040755
	modeFile   = 0o100755
	modeDevice = 0o020600

	consoleMajor, consoleMinor = 5, 1
)

type archive struct {
	w     *bufio.Writer
	inode int
}

func main() {
	a := archive{w: bufio.NewWriter(os.Stdout)}
	err := a.write(os.Args[1:])
	if err == nil {
		err = a.w.Flush()
	}
	if err != nil {
		os.Stderr.WriteString("cpio: " + err.Error() + "\n")
		os.Exit(1)
	}
}

func (a *archive) write(args []string) error {
	for _, arg := range args {
		path, file, isFile := strings.Cut(arg, "=")
		name := strings.Trim(path, "/")
		switch {
		case name == "dev/console":
			a.entry(name, modeDevice, nil)
		case strings.HasSuffix(path, "/"):
			a.entry(name, modeFolder, nil)
		case isFile:
			b, err := os.ReadFile(file)
			if err != nil {
				return err
			}
			a.entry(name, modeFile, b)
		default:
			return errors.New(arg + " is neither PATH=FILE nor PATH/")
		}
	}
	a.inode = -1
	a.entry("TRAILER!!!", 0, nil)
	return nil
}

// entry writes a header of thirteen numbers of eight hex digits, the name and the contents, both padded to four octets.
func (a *archive) entry(name string, mode int, contents []byte) {
	a.inode++
	device := [2]int{}
	if mode == modeDevice {
		device = [2]int{consoleMajor, consoleMinor}
	}
	a.w.WriteString("070701")
	for _, v := range [...]int{a.inode, mode, 0, 0, 1, 0, len(contents), 0, 0, device[0], device[1], len(name) + 1, 0} {
		hex := strconv.FormatInt(int64(v), 16)
		a.w.WriteString("00000000"[len(hex):] + hex)
	}
	a.w.WriteString(name)
	a.pad(6+13*8+len(name), 1)
	a.w.Write(contents)
	a.pad(len(contents), 0)
}

// pad writes at least that many zeros after n octets, up to a multiple of four.
func (a *archive) pad(n, least int) {
	for ; least > 0 || n%4 != 0; n++ {
		a.w.WriteByte(0)
		least--
	}
}
