// Filter language: what compiling costs.

package main

import (
	"strings"
	"testing"
)

// manyHosts is what scripts make of a list of addresses.
func manyHosts(n int) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteString(" or ")
		}
		b.WriteString("host 10." + filterItoa(uint32(i*7%250)) + "." + filterItoa(uint32(i/250)) + "." + filterItoa(uint32(i*13%251)))
	}
	return b.String()
}

// manyPorts has two of everything that there may be a list of.
func manyPorts(n int) string {
	var b strings.Builder
	b.WriteString("net 192.168.0.0/16 and (port 1024")
	for i := range n {
		b.WriteString(" or " + filterItoa(uint32(1025+3*i)))
	}
	b.WriteString(")")
	return b.String()
}

func BenchmarkFilterCompile(b *testing.B) {
	for _, c := range []struct{ name, expr string }{
		{"empty", ""},
		{"tcp-port", "tcp port 443"},
		{"hosts-ports-net", "host 10.0.0.1 and not (port 22 or port 53) and net 192.168.0.0/16"},
		{"payload", "tcp port 80 and (((ip[2:2] - ((ip[0]&0xf)<<2)) - ((tcp[12]&0xf0)>>2)) != 0)"},
		{"geneve", "geneve and tcp port 80"},
		{"geneve-twice", "geneve and geneve and tcp port 80"},
		{"radiotap", "wlan host 1:2:3:4:5:6 and tcp port 80"},
		{"hosts-10", manyHosts(10)},
		{"hosts-100", manyHosts(100)},
		{"hosts-500", manyHosts(500)},
		{"hosts-2000", manyHosts(2000)},
		{"ports-100", manyPorts(100)},
		{"pppoes-10000", strings.Repeat("pppoes or ", 10000) + "ip"},
		{"vlan-1000", strings.Repeat("vlan and ", 1000) + "ip"},
	} {
		b.Run(c.name, func(b *testing.B) {
			link := linkEthernet
			if c.name == "radiotap" {
				link = linkIEEE80211Radio
			}
			b.ReportAllocs()
			n := 0
			for b.Loop() {
				prog, _, err := compileFilter(c.expr, &filterEnv{linkType: link, snapLen: 262144, optimize: true})
				if err != nil {
					b.Fatal(err)
				}
				n = len(prog)
			}
			b.ReportMetric(float64(n), "insns")
		})
	}
}
