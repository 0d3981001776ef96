// From Linux hardware types (ARPHRD_, if_arp.h) to link types.

//go:build linux

package main

import (
	"os"
	"strings"

	"golang.org/x/sys/unix"
)

const (
	arphrdIPFC  = 18     // before it had its place among the Fibre Channel types
	arphrdLAPD  = 8445   // vISDN
	linkUnknown = -1     // not captured raw: cooked
	sllLen      = 16     // LINUX_SLL, and NETLINK of the same form
	sll2Len     = 20     // LINUX_SLL2
	ethPAll     = 0x0003 // ETH_P_ALL
)

// liveLink is how packets of an interface arrive: raw with the link-level header of a link type, or cooked.
type liveLink struct {
	choices []int // link types to choose from with -y
	first   int   // index of the default
	cooked  bool
	warning string
}

// linkOfHardware is the link type of an ARPHRD_ number, linkUnknown if packets of it are best captured cooked.
func linkOfHardware(hatype int) int {
	switch hatype {
	case unix.ARPHRD_ETHER, unix.ARPHRD_METRICOM, unix.ARPHRD_LOOPBACK:
		return linkEthernet
	case unix.ARPHRD_AX25:
		return linkAX25Kiss
	case unix.ARPHRD_CAN:
		return linkCanSocketcan
	case unix.ARPHRD_IEEE802, unix.ARPHRD_IEEE802_TR:
		return linkTokenRing
	case unix.ARPHRD_ARCNET:
		return linkARCNETLinux
	case unix.ARPHRD_FDDI:
		return linkFDDI
	case unix.ARPHRD_IEEE80211:
		return linkIEEE80211
	case unix.ARPHRD_IEEE80211_PRISM:
		return linkPrismHeader
	case unix.ARPHRD_IEEE80211_RADIOTAP:
		return linkIEEE80211Radio
	case unix.ARPHRD_HDLC:
		return linkCHDLC
	case unix.ARPHRD_TUNNEL, unix.ARPHRD_SIT, unix.ARPHRD_CSLIP, unix.ARPHRD_SLIP6, unix.ARPHRD_CSLIP6, unix.ARPHRD_ADAPT,
		unix.ARPHRD_SLIP, unix.ARPHRD_RAWHDLC, unix.ARPHRD_DLCI, unix.ARPHRD_NONE:
		return linkRaw
	case unix.ARPHRD_FRAD:
		return linkFrelay
	case arphrdIPFC:
		return linkIpOverFc
	case unix.ARPHRD_LOCALTLK:
		return linkLtalk
	case unix.ARPHRD_FCPP, unix.ARPHRD_FCAL, unix.ARPHRD_FCPL, unix.ARPHRD_FCFABRIC:
		return linkFc2
	case unix.ARPHRD_IEEE802154:
		return linkIeee802154Nofcs
	case unix.ARPHRD_IEEE802154_MONITOR:
		return linkIeee802154
	case unix.ARPHRD_VSOCKMON:
		return linkVsock
	case unix.ARPHRD_IRDA:
		return linkLinuxIrda
	case arphrdLAPD:
		return linkLinuxLapd
	case unix.ARPHRD_NETLINK:
		return linkNetlink
	}
	return linkUnknown
}

// linkOfInterface decides how to capture on an interface.
func linkOfInterface(fd int, name string, hatype int) liveLink {
	switch hatype {
	case unix.ARPHRD_PPP, unix.ARPHRD_ATM:
		// What a raw socket shows here depends on the driver (RFC 1483 or not, PPP header or none); cooked, the kernel
		// tells the protocol.
		return liveLink{choices: []int{linkLinuxSLL, linkLinuxSLL2}, cooked: true}
	case unix.ARPHRD_NETLINK, unix.ARPHRD_IRDA, arphrdLAPD:
		return liveLink{choices: []int{linkOfHardware(hatype)}, cooked: true}
	case unix.ARPHRD_ETHER:
		return linkOfEther(name, interfaceWireless(fd, name, hatype))
	case unix.ARPHRD_FCPP, unix.ARPHRD_FCAL, unix.ARPHRD_FCPL, unix.ARPHRD_FCFABRIC:
		return liveLink{choices: []int{linkFc2, linkFc2WithFrameDelims, linkIpOverFc}}
	}
	if link := linkOfHardware(hatype); link != linkUnknown {
		return liveLink{choices: []int{link}}
	}
	return liveLink{choices: []int{linkLinuxSLL, linkLinuxSLL2}, cooked: true}
}

// linkOfEther looks for the tag that the conduit of a switch carries between the addresses and the EtherType: such
// frames are not Ethernet. The port's sysfs entry names the format (Documentation/networking/dsa).
func linkOfEther(name string, wireless bool) liveLink {
	tag, err := os.ReadFile("/sys/class/net/" + name + "/dsa/tagging")
	if err != nil || strings.ContainsRune(name, '/') {
		if wireless {
			return liveLink{choices: []int{linkEthernet}}
		}
		// Some cable modem head ends put DOCSIS frames into Ethernet ones; who captures there says so with -y.
		return liveLink{choices: []int{linkEthernet, linkDocsis}}
	}
	word := strings.TrimSpace(string(tag))
	link := linkOfDSATag(word)
	if link == linkUnknown {
		return liveLink{choices: []int{linkLinuxSLL, linkLinuxSLL2}, cooked: true,
			warning: "WARNING: DSA tag format " + word + " not supported - falling back to cooked socket"}
	}
	return liveLink{choices: []int{link}}
}

func linkOfDSATag(word string) int {
	switch word {
	case "none", "8021q", "ocelot-8021q", "vsc73xx-8021q": // no tag, or an ordinary VLAN tag
		return linkEthernet
	case "hellcreek", "ksz8795", "ksz9477", "ksz9893", "lan937x", "trailer", "xrs700x": // behind the payload
		return linkEthernet
	case "brcm-legacy", "brcm-legacy-fcs", "rtl4a", "rtl8_4", "rtl8_4t", "rzn1-a5psw": // with an EtherType of their own
		return linkEthernet
	case "brcm":
		return linkDsaTagBrcm
	case "brcm-prepend":
		return linkDsaTagBrcmPrepend
	case "dsa":
		return linkDsaTagDsa
	case "edsa":
		return linkDsaTagEdsa
	}
	return linkUnknown
}
