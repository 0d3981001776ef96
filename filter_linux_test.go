// Filter language: the kernel takes the programs of live captures.

package main

import "testing"

func TestFilterKernelTakes(t *testing.T) {
	kernel := newKernelFilter(t)
	for _, expr := range []string{"", "ip", "vlan", "vlan 5 and vlan 6 and tcp port 80", "not vlan and ip", "geneve or tcp port 80",
		"vxlan 5 and vlan and udp", "inbound and ifindex 3", "tcp[tcp[12]/4:2] = ip[2:2] * udp[4:2]", "len % 7 ^ 3 = 1",
		"host 10.0.0.1 and (port 22 or port 53) and not net 192.168"} {
		for _, optimize := range []bool{false, true} {
			prog, _, err := compileFilter(expr, &filterEnv{linkType: linkEthernet, snapLen: 262144, live: true, optimize: optimize})
			if err != nil {
				t.Errorf("%q: %v", expr, err)
				continue
			}
			if err := kernel.attach(prog); err != nil {
				t.Errorf("%q, optimised %v: %v", expr, optimize, err)
			}
		}
	}
}
