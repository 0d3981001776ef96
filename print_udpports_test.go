package main

import "testing"

// TestUDPServiceRank has datagrams between two ports that both are some service's: which one tcpdump takes was seen with
// every pair of ports.
func TestUDPServiceRank(t *testing.T) {
	for _, test := range []struct {
		src, dst uint16
		rank     int
	}{
		{53, 123, udpRankDomain}, {123, 53, udpRankDomain}, {69, 525, udpRankTimed}, {68, 520, udpRankBootp},
		{500, 161, udpRankISAKMP}, {161, 4500, udpRankISAKMPNAT}, {1701, 123, udpRankNTP}, {1701, 521, udpRankL2TP},
		{546, 521, udpRankRIPNG}, {6696, 5359, udpRankAHCP}, {1812, 8231, udpRankHNCP}, {646, 921, udpRankLwres},
		{698, 646, udpRankLDP}, {701, 3503, udpRankLSPPing}, {6343, 1589, udpRankVQP}, {514, 5060, udpRankSIP},
		{4789, 514, udpRankSyslog}, {6081, 4789, udpRankVXLAN}, {4342, 6081, udpRankGeneve}, {319, 6635, udpRankMPLS},
		{30490, 320, udpRankPTP}, {443, 137, udpRankNBTNames},
		// By the destination's port alone, or the source's.
		{1812, 4567, udpRankWB}, {4567, 1812, udpRankRADIUS}, {4567, 60001, udpRankNone}, {646, 1985, udpRankHSRP},
		{1985, 60001, udpRankNone}, {1701, 3456, udpRankL2TP}, {2103, 3456, udpRankVAT}, {3456, 60001, udpRankNone},
		{701, bfdPortControl, udpRankBFD}, {3503, bfdPortControl, udpRankLSPPing}, {bfdPortControl, 60001, udpRankNone},
		{bcmLISource, bfdPortControl, udpRankBCMLI}, {bcmLISource, 3503, udpRankLSPPing}, {60001, bcmLISource, udpRankNone},
		{bcmLISource, 1985, udpRankHSRP}, {60001, 60002, udpRankNone},
	} {
		if got := udpServiceRank(test.src, test.dst); got != test.rank {
			t.Errorf("%d > %d: %d, want %d", test.src, test.dst, got, test.rank)
		}
	}
}
