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
	lockBpf(needs.live)
	r.add("pledge", unix.PledgePromises(promises))
}

// lockBpf makes the bpf devices refuse another interface or filter, and all that would be sent: bpf(4).
func lockBpf(live liveSource) {
	if live == nil {
		return
	}
	for _, s := range liveMembers(live) {
		if c, ok := s.(*bpfCapture); ok {
			_ = c.loadFilter([]bpfInsn{{code: unix.BPF_RET | unix.BPF_K}}, unix.BIOCSETWF)
			_ = bpfIoctl(c.fd, unix.BIOCLOCK, nil)
		}
	}
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

func gainNothing(*sandboxReport) {}
