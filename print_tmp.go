package main

func (p *printer) domain(length int, tcp, mdns bool) { p.s("domain todo") }
func (p *printer) isoclns(length int)                { p.s("iso todo") }
func (p *printer) atalk(length int)                  { p.s("atalk todo") }
func (p *printer) ipx(length int)                    { p.s("ipx todo") }
func (p *printer) udpClassic(ip *ipInfo, length int) {}
func (p *printer) tcpClassic(ip *ipInfo, length int) {}
