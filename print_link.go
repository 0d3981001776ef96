// Link types: which printer a packet begins with, and the link-level headers that are hardly more than a protocol number.

package main

// link prints a packet of the given link type; length is its length on the wire in bytes.
func (p *printer) link(linkType, length int) {
	switch linkType {
	case linkEthernet, linkEthernetMpacket:
		p.etherLink(length)
	case linkLinuxSLL:
		p.sllLink(length)
	case linkLinuxSLL2:
		p.sll2Link(length)
	case linkNull, linkLoop:
		p.nullLink(length, linkType == linkLoop)
	case linkRaw, 12, 14: // DLT_RAW, as some systems number it
		p.rawLink(length)
	case linkIPV4:
		p.proto = "ipv4"
		if p.e && !p.classic { // there is no link-level header to stand before it
			p.s("IP ")
		}
		p.ip(length)
	case linkIPV6:
		p.proto = "ipv6"
		if p.e {
			p.s("IP6 ")
		}
		p.ip6Packet(length)
	case linkSLIP:
		p.slipLink(length)
	case linkPPP, linkPppPppd:
		p.pppLink(length)
	case linkPppSerial:
		p.pppHDLCLink(length)
	case linkPppBsdos:
		p.pppBSDOSLink(length)
	case linkPppEther:
		p.pppoeLink(length)
	case linkCHDLC:
		p.chdlcLink(length)
	case linkTokenRing:
		p.tokenLink(length)
	case linkARCNET:
		p.arcnetLink(length)
	case linkARCNETLinux:
		p.arcnetLinuxLink(length)
	case linkIpOverFc:
		p.ipfcLink(length)
	case linkIpnet:
		p.ipnetLink(length)
	case linkNflog:
		p.nflogLink(length)
	case linkPflog:
		p.pflogLink(length)
	case linkPktap, linkUser2:
		p.pktapLink(length)
	case linkPpi:
		p.ppiLink(length)
	case linkIpoib:
		p.ipoibLink(length)
	case linkSymantecFirewall:
		p.symantecLink(length)
	case linkEnc:
		p.encLink(length)
	case linkNetanalyzer, linkNetanalyzerTransparent:
		p.netanalyzerLink(length, linkType == linkNetanalyzerTransparent)
	case linkBluetoothHciH4WithPhdr:
		p.bluetoothLink(length)
	case linkVsock:
		p.vsockLink(length)
	case linkIEEE80211:
		p.wlanLink(length)
	case linkIEEE80211Radio:
		p.radiotapLink(length)
	case linkFrelay:
		p.frLink(length)
	case linkMfr:
		p.mfrLink(length)
	case linkATMRFC1483:
		p.atmLink(length)
	case linkSunATM:
		p.sunATMLink(length)
	case linkFDDI:
		p.fddiLink(length)
	case linkLtalk:
		p.ltalkLink(length)
	case linkDsaTagBrcm, linkDsaTagBrcmPrepend:
		p.brcmLink(length, linkType == linkDsaTagBrcmPrepend)
	case linkDsaTagDsa, linkDsaTagEdsa:
		p.dsaLink(length, linkType == linkDsaTagEdsa)
	case linkIeee802154, linkIeee802154Nofcs:
		p.wpanLink(length)
	case linkIeee802154Tap:
		p.wpanTapLink(length)
	default:
		if t := juniperType(linkType); t != nil {
			p.juniperLink(t, length)
			break
		}
		p.unsupportedLink()
	}
}

// linkUser2 is reserved for private use; what Apple's systems once captured on utun and the like has it.
const linkUser2 = 149

// linkPrinted reports whether link knows a link type.
func linkPrinted(linkType int) bool {
	switch linkType {
	case linkEthernet, linkEthernetMpacket, linkLinuxSLL, linkLinuxSLL2, linkNull, linkLoop, linkRaw, 12, 14, linkIPV4,
		linkIPV6, linkSLIP, linkPPP, linkPppPppd, linkPppSerial, linkPppBsdos, linkPppEther, linkCHDLC, linkTokenRing,
		linkARCNET, linkARCNETLinux, linkIpOverFc, linkIpnet, linkNflog, linkPflog, linkPktap, linkUser2, linkPpi,
		linkIpoib, linkSymantecFirewall, linkEnc, linkNetanalyzer, linkNetanalyzerTransparent,
		linkBluetoothHciH4WithPhdr, linkVsock, linkIEEE80211, linkIEEE80211Radio, linkATMRFC1483, linkSunATM, linkFrelay,
		linkMfr, linkDsaTagBrcm, linkDsaTagBrcmPrepend, linkDsaTagDsa, linkDsaTagEdsa, linkFDDI, linkLtalk, linkMpls,
		linkIeee802154, linkIeee802154Nofcs, linkIeee802154Tap:
		return true
	}
	return juniperType(linkType) != nil
}

// unsupportedLink shows the bytes of a packet whose link type nobody prints.
func (p *printer) unsupportedLink() {
	p.s("UNSUPPORTED")
	if !p.noDefault {
		p.hexASCIILines("\n\t", p.in)
	}
	p.in = nil
}

// Address families of the BSD loopback header. AF_INET6 differs from system to system.
const (
	afInet        = 2
	afISO         = 7
	afAppletalk   = 16
	afIPX         = 23
	afInet6NetBSD = 24 // NetBSD, OpenBSD, BSD/OS
	afInet6Free   = 28 // FreeBSD, DragonFly
	afInet6Mac    = 30 // macOS
)

var bsdFamilyNames = []token{
	{afInet, "IPv4"}, {afInet6NetBSD, "IPv6"}, {afInet6Free, "IPv6"}, {afInet6Mac, "IPv6"},
	{afAppletalk, "AppleTalk"}, {afISO, "OSI"}, {afIPX, "IPX"},
}

// nullLink prints the BSD loopback header: an address family of four bytes in the byte order of the host that wrote
// it, or for DLT_LOOP in network order.
func (p *printer) nullLink(length int, network bool) {
	p.proto = "null"
	if p.classic {
		p.ll = 4
		p.skip(4)
		p.ipAny(length - 4)
		return
	}
	h := p.take(4)
	family := le32(h)
	if network || family&0xffff0000 != 0 { // a family above 65535 is one of the other byte order
		family = be32(h)
	}
	p.ll = 4
	length -= 4
	if p.e {
		p.nullHeader(family, length+4)
	}
	switch family {
	case afInet:
		p.ip(length)
	case afInet6NetBSD, afInet6Free, afInet6Mac:
		p.ip6Packet(length)
	case afISO:
		p.isoclns(length)
	case afAppletalk:
		p.atalk(length)
	case afIPX:
		p.ipx(length)
	default:
		if !p.e {
			p.nullHeader(family, length+4)
		}
		p.rest(length)
	}
}

func (p *printer) nullHeader(family uint32, length int) {
	if p.q {
		p.tok(&bsdFamilyNames, "Unknown AF %u", family)
	} else {
		p.s("AF ")
		p.tok(&bsdFamilyNames, "Unknown", family)
		p.f1(" (%u)", family)
	}
	p.s(", length ")
	p.n(length)
	p.s(": ")
}

// rawLink prints an IP packet without a link-level header.
func (p *printer) rawLink(length int) {
	p.proto = "raw"
	if p.e {
		p.s("ip: ")
	}
	p.ipAny(length)
}

// ipAny prints an IP packet of the version that its first four bits say.
func (p *printer) ipAny(length int) {
	if p.classic && !p.has(1) {
		p.s("[|ip]")
		return
	}
	switch v := p.peek(0, 1)[0] >> 4; {
	case p.cut >= 0:
	case v == 4:
		p.ip(length)
	case v == 6:
		p.ip6Packet(length)
	default:
		p.f1("IP%u", uint32(v))
		p.invalid()
	}
}
