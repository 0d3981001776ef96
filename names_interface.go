// Names of interfaces, for the cooked header of Linux that has only their numbers.

package main

// interfaceName is the name of the interface that the packet was seen on, where the source knows it. A number in a
// savefile means nothing on this machine.
func (p *printer) interfaceName() string {
	if p.pk.ifName == "" {
		return "?"
	}
	return p.pk.ifName
}
