// The sandbox of FreeBSD: Capsicum, capsicum(4). In capability mode no name leads to a file, an address or another
// process; what is open stays so.

package main

import "golang.org/x/sys/unix"

func enterSandbox(r *sandboxReport, needs sandboxNeeds) {
	if needs.crippled {
		r.lacks("Capsicum", errPartMissing)
		return
	}
	r.add("Capsicum", unix.CapEnter())
}

// The parts need names: of files the one, of name servers the other.
func (o *options) confineFilesPart() {}

func confineNamesPart() {}
