package main
func (p *printer) openflow(length int) {}
