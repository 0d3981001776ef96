// Address Resolution Protocol, RFC 826.

package main

func (p *printer) arp(length int) {}
