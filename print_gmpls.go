// What the routing protocols and RSVP say of links in the words of GMPLS, RFC 3471, RFC 4202 and their registries.

package main

import (
	"math"
	"strconv"
)

var gmplsProtectionNames = []token{
	{0x01, "Extra Traffic"}, {0x02, "Unprotected"}, {0x04, "Shared"}, {0x08, "Dedicated 1:1"}, {0x10, "Dedicated 1+1"},
	{0x20, "Enhanced"}, {0x40, "Reserved"}, {0x80, "Reserved"},
}

var gmplsSwitchingNames = []token{
	{1, "Packet-Switch Capable-1"}, {2, "Packet-Switch Capable-2"}, {3, "Packet-Switch Capable-3"},
	{4, "Packet-Switch Capable-4"}, {51, "Layer-2 Switch Capable"}, {100, "Time-Division-Multiplex"},
	{150, "Lambda-Switch Capable"}, {200, "Fiber-Switch Capable"},
}

var gmplsEncodingNames = []token{
	{1, "Packet"}, {2, "Ethernet V2/DIX"}, {3, "ANSI/ETSI PDH"}, {4, "Reserved"},
	{5, "SDH ITU-T G.707/SONET ANSI T1.105"}, {6, "Reserved"}, {7, "Digital Wrapper"}, {8, "Lambda (photonic)"},
	{9, "Fiber"}, {10, "Reserved"}, {11, "FiberChannel"},
}

// nanSign prints the sign of a 32-bit floating point number that is none. Arithmetic keeps that on some processors only.
func (p *printer) nanSign(bits uint32) {
	const minusInfinity = 0xff800000 // what is above that has the sign, and is no number
	if bits > minusInfinity {
		p.c('-')
	}
}

// decimals prints v with n digits behind the point; with less than 0 as %.10g, which is ten significant digits.
func (p *printer) decimals(v float64, n int) {
	switch {
	case math.IsNaN(v):
		p.s("nan")
	case math.IsInf(v, 0):
		if v < 0 {
			p.c('-')
		}
		p.s("inf")
	case n < 0:
		p.out = strconv.AppendFloat(p.out, v, 'g', 10, 64)
	default:
		p.out = strconv.AppendFloat(p.out, v, 'f', n, 64)
	}
}
