// Filter language: explanations. Some filters are right and still match something else than their author thinks; a
// sentence on that goes with -d and -v.

package main

// filterNoteState collects what the explanations are about.
type filterNoteState struct {
	tunnel bool // geneve or vxlan
	vlanOr bool // something follows `vlan or`
	port   bool // ports were tested before any vlan
	noMask bool // ip broadcast without a netmask
}

// sawOr notes that the text goes on behind an or.
func (c *filterCompiler) sawOr() {
	if c.vlanTags > 0 {
		c.notes.vlanOr = true
	}
}

// notePort notes that ports are tested.
func (c *filterCompiler) notePort() {
	if c.vlanTags == 0 && !c.env.anyVLAN && c.hasVLAN() && !c.link.tunnel {
		c.notes.port = true
	}
}

// hintCooked explains why vlan does not go with the device any.
func (c *filterCompiler) hintCooked() {
	if k := c.link.kind; k == linkLinuxSLL || k == linkLinuxSLL2 {
		c.hint("the device any has no link-level headers, and so no VLAN tags; capture on one interface")
	}
}

// filterNotes returns sentences on what may surprise in an expression that compiles.
func filterNotes(text string, env *filterEnv) []string {
	c, _, err := compileFilterBlocks(text, env)
	if err != nil {
		return nil
	}
	var notes []string
	if c.vlanTags > 0 && c.notes.vlanOr {
		notes = append(notes, "every vlan moves the offsets of all that is written after it, also behind or: the part after it "+
			"matches tagged packets only; write what is meant for untagged packets first")
	}
	if c.vlanTags > 1 && c.notes.vlanOr {
		notes = append(notes, "the second vlan looks for a second tag; for one tag with either of two numbers write "+
			"vlan and (ether[14:2] & 0xfff = 1 or ether[14:2] & 0xfff = 2)")
	}
	if c.notes.port {
		notes = append(notes, "port does not match behind VLAN tags; write port N or (vlan and port N), or use --any-vlan")
	}
	if c.notes.tunnel {
		notes = append(notes, "after geneve or vxlan the rest of the expression is about the inner packet")
	}
	if env.linkType == linkFDDI && !env.checkLLC && text != "" {
		notes = append(notes, "packets are also checked for an LLC frame and, where a type is looked for, a SNAP header; "+
			"this program, like libpcap's, takes them for granted")
	}
	if c.notes.noMask {
		notes = append(notes, "no netmask is known here, so ip broadcast matches 0.0.0.0 and 255.255.255.255 only")
	}
	return notes
}
