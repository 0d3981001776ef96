// RSVP: the objects of a fixed form. RFC 2205 and 2207, RSVP-TE RFC 3209, fast reroute RFC 4090, refresh reduction RFC
// 2961, GMPLS RFC 3473, DiffServ RFC 4124, point-to-multipoint RFC 4875, restart RFC 5063.

package main

const (
	rsvpHop        = 3
	rsvpIntegrity  = 4
	rsvpFlowspec   = 9
	rsvpTSpec      = 12
	rsvpAdspec     = 13
	rsvpERO        = 20
	rsvpRRO        = 21
	rsvpLabelSet   = 36
	rsvpCapable    = 134
	rsvpProperties = 204
	rsvpSession    = 207
	rsvpUNI        = 229
)

var rsvpClasses = []token{
	{1, "Session"}, {rsvpHop, "RSVP Hop"}, {rsvpIntegrity, "Integrity"}, {5, "Time Values"},
	{6, "Error Spec"}, {7, "Scope"}, {8, "Style"}, {rsvpFlowspec, "Flowspec"}, {10, "FilterSpec"},
	{11, "Sender Template"}, {rsvpTSpec, "Sender TSpec"}, {rsvpAdspec, "Adspec"}, {14, "Policy Data"},
	{15, "Confirm"}, {16, "Label"}, {19, "Label Request"}, {rsvpERO, "ERO"}, {rsvpRRO, "RRO"},
	{22, "Hello"}, {23, "Message ID"}, {24, "Message ID Ack"}, {25, "Message ID List"}, {34, "Recovery Label"},
	{35, "Upstream Label"}, {rsvpLabelSet, "Label Set"}, {37, "Protection"}, {50, "Sub-LSP to LSP"}, {63, "Detour"},
	{66, "Class Type"}, {125, "Class Type (old)"}, {129, "Suggested Label"},
	{130, "Acceptable Label Set"}, {131, "Restart Capability"}, {rsvpCapable, "Capability"},
	{195, "Notify Request"}, {196, "Administrative Status"}, {rsvpProperties, "Properties"}, {205, "Fast Re-Route"},
	{rsvpSession, "Session Attribute"}, {rsvpUNI, "Generalized UNI"}, {230, "Call-ID"}, {236, "Call Capability"},
}

var rsvpAdminFlags = []token{
	{0x80000000, "Reflect"}, {4, "Testing"}, {2, "Admin-down"}, {1, "Delete-in-progress"},
}

const (
	rsvpTunnelIPv4 = "\nIPv4 Tunnel EndPoint: %4, Tunnel ID: %@6%H, Extended Tunnel ID: %4"
	rsvpP2MPIPv4   = "\nIPv4 Tunnel Sender Address: %4, LSP ID: %@6%H\nSub-Group Originator ID: %4, Sub-Group ID: %H"
	rsvpP2MPIPv6   = "\nIPv6 Tunnel Sender Address: %6, LSP ID: %@B%H" +
		"\nSub-Group Originator ID: %6, Sub-Group ID: %@V%H"
	rsvpPortIPv4    = "\nSource Address: %4, Source Port: %@6%h"
	rsvpPortIPv6    = "\nSource Address: %6, Source Port: %@B%h"
	rsvpHopIPv4     = "\nPrevious/Next Interface: %4, Logical Interface Handle: %W"
	rsvpHopIPv6     = "\nPrevious/Next Interface: %6, Logical Interface Handle: %W"
	rsvpErrorIPv4   = "\nError Node Address: %4, Flags: [%B]\nError Code: %e"
	rsvpErrorIPv6   = "\nError Node Address: %6, Flags: [%B]\nError Code: %E"
	rsvpLabels      = "*\nLabel: %w"
	rsvpGeneralized = "\nGeneralized Label: %w"
	rsvpWaveband    = "\nWaveband ID: %w\nStart Label: %w, Stop Label: %w"
	rsvpMessageID   = "\nFlags [%B], epoch: %t*\n  Message-ID %M"
	rsvpReroute     = "\nSetup Priority: %b, Holding Priority: %b, Hop-limit: %b, Bandwidth: %@4%f"
)

// rsvpObjects are the kinds of objects: what the class type is called, nothing if it has no name, and its layout, if
// that is all there is to it.
var rsvpObjects = []layoutKind{
	{1, 1, "IPv4", "\nIPv4 DestAddress: %4, Protocol ID: %B\nFlags: [%B], DestPort %h"},
	{1, 2, "IPv6", "\nIPv6 DestAddress: %6, Protocol ID: %B\nFlags: [%B], DestPort %h"},
	{1, 7, "Tunnel IPv4", rsvpTunnelIPv4},
	{1, 8, "", "\nIPv6 Tunnel EndPoint: %6, Tunnel ID: %@B%H, Extended Tunnel ID: %6"},
	{1, 11, "UNI IPv4", rsvpTunnelIPv4},
	{1, 13, "IPv4 P2MP LSP Tunnel", "\nIPv4 P2MP LSP ID: %4, Tunnel ID: %@6%H, Extended Tunnel ID: %4"},
	{1, 14, "IPv6 P2MP LSP Tunnel", "\nIPv6 P2MP LSP ID: %W, Tunnel ID: %@6%H, Extended Tunnel ID: %6%@H%.%."},
	{rsvpHop, 1, "IPv4", rsvpHopIPv4},
	{rsvpHop, 2, "IPv6", rsvpHopIPv6},
	{rsvpHop, 3, "IPv4 plus opt. TLVs", rsvpHopIPv4},
	{rsvpHop, 4, "IPv6 plus opt. TLVs", rsvpHopIPv6},
	{rsvpIntegrity, 1, "", ""},
	{5, 1, "1", "\nRefresh Period: %wms"},
	{6, 1, "IPv4", rsvpErrorIPv4},
	{6, 2, "IPv6", rsvpErrorIPv6},
	{6, 3, "IPv4 plus opt. TLVs", rsvpErrorIPv4},
	{6, 4, "IPv6 plus opt. TLVs", rsvpErrorIPv6},
	{8, 1, "1", "\nReservation Style: %s"},
	{rsvpFlowspec, 1, "obsolete", ""},
	{rsvpFlowspec, 2, "IntServ", ""},
	{10, 1, "IPv4", rsvpPortIPv4},
	{10, 2, "IPv6", rsvpPortIPv6},
	{10, 3, "IPv6 Flow-label", "\nSource Address: %6, Flow Label: %@A%t"},
	{10, 7, "Tunnel IPv4", "\nSource Address: %4, LSP-ID: %@6%H"},
	{10, 8, "", "\nSource Address: %4, LSP-ID: %@B%H"}, // the address is one of 16 bytes
	{10, 12, "IPv4 P2MP LSP Tunnel", rsvpP2MPIPv4},
	{10, 13, "IPv6 P2MP LSP Tunnel", rsvpP2MPIPv6},
	{11, 1, "IPv4", rsvpPortIPv4},
	{11, 2, "IPv6", rsvpPortIPv6},
	{11, 7, "Tunnel IPv4", "\nIPv4 Tunnel Sender Address: %4, LSP-ID: %@6%H"},
	{11, 12, "IPv4 P2MP LSP Tunnel", rsvpP2MPIPv4},
	{11, 13, "IPv6 P2MP LSP Tunnel", rsvpP2MPIPv6},
	{rsvpTSpec, 2, "IntServ", ""},
	{rsvpAdspec, 2, "IntServ", ""},
	{15, 1, "IPv4", "\nIPv4 Receiver Address: %4"},
	{15, 2, "IPv6", "\nIPv6 Receiver Address: %6"},
	{16, 1, "Label", rsvpLabels},
	{16, 2, "Generalized Label", rsvpGeneralized},
	{16, 3, "Waveband Switching", rsvpWaveband},
	{19, 1, "without label range", "*\nL3 Protocol ID: %@2%p"},
	{19, 2, "with ATM label range", "\nL3 Protocol ID: %@2%p,%a\nMinimum VPI/VCI: %v/%v\nMaximum VPI/VCI: %v/%v"},
	{19, 3, "with FR label range", "\nL3 Protocol ID: %@2%p\nMinimum/Maximum DLCI: %l"},
	{19, 4, "Generalized Label", "\nLSP Encoding Type: %Nb\nSwitching Type: %Nc, Payload ID: %g"},
	{rsvpERO, 1, "IPv4", ""},
	{rsvpRRO, 1, "IPv4", ""},
	{22, 1, "Hello Request", "\nSource Instance: %W, Destination Instance: %W"},
	{22, 2, "Hello Ack", "\nSource Instance: %W, Destination Instance: %W"},
	{23, 1, "1", rsvpMessageID},
	{23, 2, "", rsvpMessageID},
	{24, 1, "Message id ack", rsvpMessageID},
	{24, 2, "Message id nack", rsvpMessageID},
	{25, 1, "1", rsvpMessageID},
	{25, 2, "", rsvpMessageID},
	{34, 1, "Label", rsvpLabels},
	{34, 2, "Generalized Label", rsvpGeneralized},
	{34, 3, "Waveband Switching", rsvpWaveband},
	{35, 1, "Label", rsvpLabels},
	{35, 2, "Generalized Label", rsvpGeneralized},
	{35, 3, "Waveband Switching", rsvpWaveband},
	{rsvpLabelSet, 1, "1", ""},
	{50, 1, "IPv4 sub-LSP", "\nSub-LSP destination address: %4"},
	{50, 2, "IPv6 sub-LSP", "\nSub-LSP destination address: %6"},
	{63, 7, "Tunnel IPv4", "*\nPLR-ID: %4, Avoid-Node-ID: %4"},
	{66, 1, "1", "\nCT: %c"},
	{125, 1, "1", "\nCT: %c"},
	{129, 1, "Label", rsvpLabels},
	{129, 2, "Generalized Label", rsvpGeneralized},
	{129, 3, "Waveband Switching", rsvpWaveband},
	{131, 1, "IPv4", "\nRestart  Time: %wms, Recovery Time: %wms"},
	{rsvpCapable, 1, "1", ""},
	{195, 1, "IPv4", "\nIPv4 Notify Node Address: %4"},
	{195, 2, "IPv6", "\nIPv6 Notify Node Address: %6"},
	{196, 1, "1", "\nFlags [%Ka]"},
	{rsvpProperties, 1, "1", ""},
	{205, 1, "1", rsvpReroute + "\nInclude-any: %W, Exclude-any: %W, Include-all: %W"},
	{205, 7, "Tunnel IPv4", rsvpReroute + "\nInclude Colors: %W, Exclude Colors: %W"},
	{rsvpSession, 7, "Tunnel IPv4", ""},
	{rsvpUNI, 1, "1", ""},
}
