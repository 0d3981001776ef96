// The sandbox of OpenBSD: pledge(2), which names the kinds of system calls that are left, and unveil(2), which names
// files. A call that was not pledged is answered with an error: a capture must not die of a question about its interface.

package main

import "golang.org/x/sys/unix"

func enterSandbox(r *sandboxReport, needs sandboxNeeds) {
	if needs.crippled {
		r.lacks("pledge", errPartMissing)
		return
	}
	promises := "stdio recvfd error"
	if needs.live != nil {
		promises += " bpf"
	}
	r.add("pledge", unix.PledgePromises(promises))
}

// confineFilesPart leaves the folder of -w and what is read. A command of -z needs what it needs.
func (o *options) confineFilesPart() {
	if o.postRotate != "" || o.noSandbox {
		return
	}
	promises := "stdio rpath sendfd"
	if o.writes {
		promises += " wpath cpath"
	}
	if o.writes && !o.reading() {
		folder, fixed := outputFolder(o.writeFile)
		if fixed && unix.Unveil(folder, "rwc") == nil {
			_ = unix.Unveil(o.writeFile, "rw")
			_ = unix.UnveilBlock()
		}
	}
	_ = unix.PledgePromises(promises)
}

func confineNamesPart() {
	if unix.Unveil("/etc", "r") == nil {
		_ = unix.UnveilBlock()
	}
	_ = unix.PledgePromises("stdio rpath inet dns")
}
