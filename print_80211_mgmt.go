// IEEE 802.11 management frames and their elements, IEEE 802.11-2020 sections 9.3.3 and 9.4.

package main

const (
	wlanAssocRequest    = 0
	wlanAssocResponse   = 1
	wlanReassocRequest  = 2
	wlanReassocResponse = 3
	wlanProbeRequest    = 4
	wlanProbeResponse   = 5
	wlanBeacon          = 8
	wlanATIM            = 9
	wlanDisassoc        = 10
	wlanAuth            = 11
	wlanDeauth          = 12
	wlanAction          = 13

	wlanCapESS     = 0x0001
	wlanCapPrivacy = 0x0010

	wlanElemSSID   = 0
	wlanElemRates  = 1
	wlanElemDS     = 3
	wlanElemMeshID = 114

	wlanMaxSSID  = 32
	wlanMaxRates = 16

	wlanAuthShared = 1
)

var wlanMgmtNames = []token{
	{wlanAssocRequest, "Assoc Request"}, {wlanAssocResponse, "Assoc Response"}, {wlanReassocRequest, "ReAssoc Request"},
	{wlanReassocResponse, "ReAssoc Response"}, {wlanProbeRequest, "Probe Request"},
	{wlanProbeResponse, "Probe Response"}, {wlanBeacon, "Beacon"}, {wlanATIM, "ATIM"}, {wlanDisassoc, "Disassociation"},
	{wlanAuth, "Authentication"}, {wlanDeauth, "DeAuthentication"}, {wlanAction, "Action"},
}

// wlanElements are the elements of a frame that are printed; nil for those that are not there.
type wlanElements struct {
	ssid, rates, mesh []byte
	channel           int // -1 for none
	bad               bool
}

// wlanParse reads elements to the end of the frame. An element that cannot be ends it, and marks the frame as cut.
func (p *printer) wlanParse(f *wlanFrame) (e wlanElements) {
	e.channel = -1
	e.bad = true
	b := p.in
	p.in = nil
	for len(b) > 0 {
		if len(b) < 2 {
			return
		}
		kind, n := b[0], int(b[1])
		b = b[2:]
		if n > len(b) {
			return
		}
		v := b[:n:n]
		b = b[n:]
		switch kind {
		case wlanElemSSID:
			if n > wlanMaxSSID {
				return
			}
			if e.ssid == nil {
				e.ssid = v
			}
		case wlanElemRates:
			if n > wlanMaxRates {
				return
			}
			if e.rates == nil && n > 0 {
				e.rates = v
			}
		case wlanElemDS:
			if n == 1 && e.channel < 0 {
				e.channel = int(v[0])
			}
		case wlanElemMeshID:
			if n <= wlanMaxSSID && e.mesh == nil {
				e.mesh = v
			}
		}
	}
	e.bad = f.cut
	return
}

func (p *printer) wlanSSID(e *wlanElements) {
	if e.ssid != nil {
		p.s(" (")
		p.textZ(e.ssid)
		p.c(')')
	}
}

// wlanRates prints rates in steps of 500 kb/s, an asterisk behind those that all must support.
func (p *printer) wlanRates(e *wlanElements) {
	if len(e.rates) == 0 {
		return
	}
	p.s(" [")
	for i, r := range e.rates {
		if i > 0 {
			p.c(' ')
		}
		p.f2("%u.%u", uint32(r&0x7f/2), uint32(r&1*5))
		if r&0x80 != 0 {
			p.c('*')
		}
	}
	p.s(" Mbit]")
}

func (p *printer) wlanChannel(e *wlanElements, capabilities int) {
	if e.channel >= 0 {
		p.sn(" CH: ", e.channel)
	}
	if capabilities&wlanCapPrivacy != 0 {
		p.s(", PRIVACY")
	}
}

func (p *printer) wlanMeshID(e *wlanElements) {
	if e.mesh != nil {
		p.s(" (MESHID: ")
		p.textZ(e.mesh)
		p.c(')')
	}
}

func (e *wlanElements) end(p *printer) {
	if e.bad {
		p.short(0)
	}
}

// wlanManagement prints the body of a management frame, whose header has been consumed.
func (p *printer) wlanManagement(f *wlanFrame) {
	name, ok := tokenName(&wlanMgmtNames, uint32(f.sub))
	if !ok {
		p.f1("Unhandled Management subtype(%x)", uint32(f.sub))
		return
	}
	p.s(name)
	if f.flags&wlanProtected != 0 {
		p.wlanIV()
		return
	}
	switch f.sub {
	case wlanAssocRequest, wlanReassocRequest:
		p.wlanAssocRequest(f)
	case wlanAssocResponse, wlanReassocResponse:
		h := p.take(6)
		if p.cut >= 0 {
			return
		}
		capabilities, status, aid := le16(h), int(le16at(h, 2)), le16at(h, 4)
		p.f1(" AID(%x) :", uint32(aid&^0xc000))
		if capabilities&wlanCapPrivacy != 0 {
			p.s(" PRIVACY ")
		}
		p.s(": ")
		p.wlanStatus(status)
		e := p.wlanParse(f)
		e.end(p)
	case wlanProbeRequest:
		e := p.wlanParse(f)
		p.wlanSSID(&e)
		p.wlanRates(&e)
		e.end(p)
	case wlanProbeResponse, wlanBeacon:
		capabilities := int(le16at(p.take(12), 10))
		if p.cut >= 0 {
			return
		}
		e := p.wlanParse(f)
		p.wlanSSID(&e)
		p.wlanRates(&e)
		if f.sub == wlanBeacon {
			p.s([...]string{" IBSS", " ESS"}[capabilities&wlanCapESS])
		}
		p.wlanChannel(&e, capabilities)
		p.wlanMeshID(&e)
		e.end(p)
	case wlanDisassoc, wlanDeauth:
		reason := int(le16(p.take(2)))
		if p.cut >= 0 {
			return
		}
		if f.sub == wlanDeauth && !p.e {
			p.wlanSender(f)
		}
		p.s(": ")
		if reason < len(ieee80211Reasons) {
			p.s(ieee80211Reasons[reason])
		} else {
			p.s("Reserved")
		}
	case wlanAuth:
		p.wlanAuthentication(f)
	case wlanAction:
		p.wlanActionFrame(f)
	}
}

func (p *printer) wlanSender(f *wlanFrame) {
	p.s(" (")
	p.mac(f.h[10:])
	p.c(')')
}

func (p *printer) wlanStatus(status int) {
	if status < len(ieee80211Status) {
		p.s(ieee80211Status[status])
	} else {
		p.s("n/a")
	}
}

func (p *printer) wlanAssocRequest(f *wlanFrame) {
	again := f.sub == wlanReassocRequest
	p.take(4) // capabilities and listen interval
	var ap []byte
	if again {
		ap = p.take(6)
	}
	if p.cut >= 0 {
		return
	}
	e := p.wlanParse(f)
	p.wlanSSID(&e)
	if again {
		p.s(" AP : ")
		p.mac(ap)
	} else {
		p.wlanRates(&e)
	}
	e.end(p)
}

var wlanAuthAlgorithms = []token{{0, "Open System"}, {wlanAuthShared, "Shared Key"}, {2, "EAP"}}

// wlanAuthentication prints an authentication frame: algorithm, transaction sequence number, status.
func (p *printer) wlanAuthentication(f *wlanFrame) {
	h := p.take(6)
	if p.cut >= 0 {
		return
	}
	algorithm, seq, status := uint32(le16(h)), int(le16at(h, 2)), int(le16at(h, 4))
	e := p.wlanParse(f)
	p.s(" (")
	p.tok(&wlanAuthAlgorithms, "Reserved", algorithm)
	p.f1(")-%x", uint32(seq))
	if algorithm == wlanAuthShared && (seq == 2 || seq == 3) {
		p.s(" [Challenge Text] ")
	} else {
		p.s(": ")
	}
	if seq&1 != 0 {
		p.wlanStatus(status)
	}
	e.end(p)
}

var wlanCategories = []token{
	{0, "Spectrum Management"}, {1, "QoS"}, {2, "DLS"}, {3, "BA"}, {7, "HT"}, {13, "MeshAction"}, {14, "MultiohopAction"},
	{15, "SelfprotectAction"}, {127, "Vendor"},
}

var (
	wlanActionsBA   = []token{{0, "ADDBA Request"}, {1, "ADDBA Response"}, {2, "DELBA"}}
	wlanActionsHT   = []token{{0, "TxChWidth"}, {1, "MIMOPwrSave"}}
	wlanActionsMesh = []token{
		{0, "MeshLink"}, {1, "HWMP"}, {2, "Gate Announcement"}, {3, "Congestion Control"}, {4, "MCCA Setup Request"},
		{5, "MCCA Setup Reply"}, {6, "MCCA Advertisement Request"}, {7, "MCCA Advertisement"}, {8, "MCCA Teardown"},
		{9, "TBTT Adjustment Request"}, {10, "TBTT Adjustment Response"},
	}
	wlanActionsMultihop = []token{{0, "Proxy Update"}, {1, "Proxy Update Confirmation"}}
	wlanActionsSelf     = []token{
		{1, "Peering Open"}, {2, "Peering Confirm"}, {3, "Peering Close"}, {4, "Group Key Inform"},
		{5, "Group Key Acknowledge"},
	}
)

// wlanActionFrame prints category and action.
func (p *printer) wlanActionFrame(f *wlanFrame) {
	h := p.take(2)
	if p.cut >= 0 {
		return
	}
	if !p.e {
		p.wlanSender(f)
	}
	p.s(": ")
	p.tok(&wlanCategories, "Reserved(%u)", uint32(h[0]))
	p.c(' ')
	var names []token
	switch h[0] {
	case 3:
		names = wlanActionsBA
	case 7:
		names = wlanActionsHT
	case 13:
		names = wlanActionsMesh
	case 14:
		names = wlanActionsMultihop
	case 15:
		names = wlanActionsSelf
	}
	p.tok(&names, "Act#%u", uint32(h[1]))
}
