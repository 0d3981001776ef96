package main

func (p *printer) isakmp(ip *ipInfo, length int)    {}
func (p *printer) isakmpNAT(ip *ipInfo, length int) {}
