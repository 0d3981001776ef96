// TCP options.

package main

func (p *printer) tcpOptions(ip *ipInfo, n, flags int, src, dst uint16) {}
