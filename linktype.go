// Link types: the numbers of savefile headers (LINKTYPE_...), which is also how the whole program names them; a live
// capture turns its system's own DLT numbers into these.

package main

// Link-layer types, https://www.tcpdump.org/linktypes.html.
const (
	linkNull                   = 0
	linkEthernet               = 1
	linkEN3MB                  = 2
	linkAX25                   = 3
	linkProNET                 = 4
	linkChaos                  = 5
	linkTokenRing              = 6
	linkARCNET                 = 7
	linkSLIP                   = 8
	linkPPP                    = 9
	linkFDDI                   = 10
	linkRedbackSmartedge       = 32
	linkPppSerial              = 50
	linkPppEther               = 51
	linkSymantecFirewall       = 99
	linkATMRFC1483             = 100
	linkRaw                    = 101
	linkSlipBsdos              = 102
	linkPppBsdos               = 103
	linkCHDLC                  = 104
	linkIEEE80211              = 105
	linkAtmClip                = 106
	linkFrelay                 = 107
	linkLoop                   = 108
	linkEnc                    = 109
	linkLinuxSLL               = 113
	linkLtalk                  = 114
	linkPflog                  = 117
	linkPrismHeader            = 119
	linkIpOverFc               = 122
	linkSunATM                 = 123
	linkIEEE80211Radio         = 127
	linkARCNETLinux            = 129
	linkJuniperMlppp           = 130
	linkJuniperMlfr            = 131
	linkJuniperEs              = 132
	linkJuniperGgsn            = 133
	linkJuniperMfr             = 134
	linkJuniperATM2            = 135
	linkJuniperServices        = 136
	linkJuniperATM1            = 137
	linkAppleIpOverIeee1394    = 138
	linkMTP2WithPhdr           = 139
	linkMTP2                   = 140
	linkMTP3                   = 141
	linkSccp                   = 142
	linkDocsis                 = 143
	linkLinuxIrda              = 144
	linkIEEE80211AVS           = 163
	linkJuniperMonitor         = 164
	linkBacnetMsTp             = 165
	linkPppPppd                = 166
	linkJuniperPppoe           = 167
	linkJuniperPppoeAtm        = 168
	linkGprsLlc                = 169
	linkGpfT                   = 170
	linkGpfF                   = 171
	linkJuniperPicPeer         = 174
	linkErfEth                 = 175
	linkErfPos                 = 176
	linkLinuxLapd              = 177
	linkJuniperEther           = 178
	linkJuniperPpp             = 179
	linkJuniperFrelay          = 180
	linkJuniperChdlc           = 181
	linkMfr                    = 182
	linkJuniperVp              = 183
	linkA429                   = 184
	linkA653Icm                = 185
	linkUsbFreebsd             = 186
	linkBluetoothHciH4         = 187
	linkIeee80216MacCps        = 188
	linkUsbLinux               = 189
	linkCan20b                 = 190
	linkIeee802154Linux        = 191
	linkPpi                    = 192
	linkIeee80216MacCpsRadio   = 193
	linkJuniperIsm             = 194
	linkIeee802154             = 195
	linkSita                   = 196
	linkErf                    = 197
	linkRaif1                  = 198
	linkIpmbKontron            = 199
	linkJuniperSt              = 200
	linkBluetoothHciH4WithPhdr = 201
	linkAX25Kiss               = 202
	linkIpmbLinux              = 209
	linkIeee802154NonaskPhy    = 215
	linkLinuxEvdev             = 216
	linkMpls                   = 219
	linkUsbLinuxMmapped        = 220
	linkDect                   = 221
	linkAos                    = 222
	linkWihart                 = 223
	linkFc2                    = 224
	linkFc2WithFrameDelims     = 225
	linkIpnet                  = 226
	linkCanSocketcan           = 227
	linkIPV4                   = 228
	linkIPV6                   = 229
	linkIeee802154Nofcs        = 230
	linkDbus                   = 231
	linkJuniperVs              = 232
	linkJuniperSrxE2E          = 233
	linkJuniperFibrechannel    = 234
	linkDvbCi                  = 235
	linkMux27010               = 236
	linkStanag5066DPdu         = 237
	linkJuniperAtmCemic        = 238
	linkNflog                  = 239
	linkNetanalyzer            = 240
	linkNetanalyzerTransparent = 241
	linkIpoib                  = 242
	linkMpeg2Ts                = 243
	linkNG40                   = 244
	linkNfcLlcp                = 245
	linkPfsync                 = 246
	linkInfiniband             = 247
	linkSctp                   = 248
	linkUsbpcap                = 249
	linkRtacSerial             = 250
	linkBluetoothLeLl          = 251
	linkNetlink                = 253
	linkBluetoothLinuxMonitor  = 254
	linkBluetoothBredrBb       = 255
	linkBluetoothLeLlWithPhdr  = 256
	linkProfibusDl             = 257
	linkPktap                  = 258
	linkEpon                   = 259
	linkIpmiHpm2               = 260
	linkZwaveR1R2              = 261
	linkZwaveR3                = 262
	linkWattstopperDlm         = 263
	linkIso14443               = 264
	linkRds                    = 265
	linkUsbDarwin              = 266
	linkOpenflow               = 267
	linkSdlc                   = 268
	linkTiLlnSniffer           = 269
	linkVsock                  = 271
	linkNordicBle              = 272
	linkDocsis31Xra31          = 273
	linkEthernetMpacket        = 274
	linkDisplayportAux         = 275
	linkLinuxSLL2              = 276
	linkOpenvizsla             = 278
	linkEbhscr                 = 279
	linkVppDispatch            = 280
	linkDsaTagBrcm             = 281
	linkDsaTagBrcmPrepend      = 282
	linkIeee802154Tap          = 283
	linkDsaTagDsa              = 284
	linkDsaTagEdsa             = 285
	linkElee                   = 286
	linkZWaveSerial            = 287
	linkUsb20                  = 288
	linkAtscAlp                = 289
	linkEtw                    = 290
	linkNetanalyzerNg          = 291
	linkZbossNcp               = 292
	linkUsb20LowSpeed          = 293
	linkUsb20FullSpeed         = 294
	linkUsb20HighSpeed         = 295
	linkAuerswaldLog           = 296
	linkZWaveTap               = 297
	linkSilabsDebugChannel     = 298
	linkFiraUci                = 299
	linkMdb                    = 300
	linkDectNr                 = 301
)

// linkTypeName is one row of the table behind -y, -L and the "link-type" messages.
type linkTypeName struct {
	value       int
	name        string // without DLT_
	description string
}

var linkTypeNames = []linkTypeName{
	{linkNull, "NULL", "BSD loopback"},
	{linkEthernet, "EN10MB", "Ethernet"},
	{linkEN3MB, "EN3MB", "experimental Ethernet (3Mb/s)"},
	{linkAX25, "AX25", "AX.25 layer 2"},
	{linkProNET, "PRONET", "Proteon ProNET Token Ring"},
	{linkChaos, "CHAOS", "MIT Chaosnet"},
	{linkTokenRing, "IEEE802", "Token ring"},
	{linkARCNET, "ARCNET", "BSD ARCnet"},
	{linkSLIP, "SLIP", "Serial Line IP"},
	{linkPPP, "PPP", "Point-to-Point Protocol"},
	{linkFDDI, "FDDI", "FDDI"},
	{linkRedbackSmartedge, "REDBACK_SMARTEDGE", "Redback SmartEdge 400/800"},
	{linkPppSerial, "PPP_SERIAL", "PPP over serial"},
	{linkPppEther, "PPP_ETHER", "PPPoE session packets"},
	{linkSymantecFirewall, "SYMANTEC_FIREWALL", "Symantec Firewall"},
	{linkATMRFC1483, "ATM_RFC1483", "RFC 1483 LLC-encapsulated ATM"},
	{linkRaw, "RAW", "Raw IPv4/IPv6"},
	{linkSlipBsdos, "SLIP_BSDOS", "BSD/OS SLIP"},
	{linkPppBsdos, "PPP_BSDOS", "BSD/OS Point-to-Point Protocol"},
	{linkCHDLC, "C_HDLC", "Cisco HDLC"},
	{linkIEEE80211, "IEEE802_11", "802.11"},
	{linkAtmClip, "ATM_CLIP", "Linux Classical IP over ATM"},
	{linkFrelay, "FRELAY", "Frame Relay"},
	{linkLoop, "LOOP", "OpenBSD loopback"},
	{linkEnc, "ENC", "OpenBSD encapsulated IP"},
	{linkLinuxSLL, "LINUX_SLL", "Linux cooked v1"},
	{linkLtalk, "LTALK", "Localtalk"},
	{linkPflog, "PFLOG", "OpenBSD pflog file"},
	{linkPrismHeader, "PRISM_HEADER", "802.11 plus Prism header"},
	{linkIpOverFc, "IP_OVER_FC", "RFC 2625 IP-over-Fibre Channel"},
	{linkSunATM, "SUNATM", "Sun raw ATM"},
	{linkIEEE80211Radio, "IEEE802_11_RADIO", "802.11 plus radiotap header"},
	{linkARCNETLinux, "ARCNET_LINUX", "Linux ARCNET"},
	{linkJuniperMlppp, "JUNIPER_MLPPP", "Juniper Multi-Link PPP"},
	{linkJuniperMlfr, "JUNIPER_MLFR", "Juniper Multi-Link Frame Relay"},
	{linkJuniperEs, "JUNIPER_ES", "Juniper Encryption Services PIC"},
	{linkJuniperGgsn, "JUNIPER_GGSN", "Juniper GGSN PIC"},
	{linkJuniperMfr, "JUNIPER_MFR", "Juniper FRF.16 Frame Relay"},
	{linkJuniperATM2, "JUNIPER_ATM2", "Juniper ATM2 PIC"},
	{linkJuniperServices, "JUNIPER_SERVICES", "Juniper Advanced Services PIC"},
	{linkJuniperATM1, "JUNIPER_ATM1", "Juniper ATM1 PIC"},
	{linkAppleIpOverIeee1394, "APPLE_IP_OVER_IEEE1394", "Apple IP-over-IEEE 1394"},
	{linkMTP2WithPhdr, "MTP2_WITH_PHDR", "SS7 MTP2 with Pseudo-header"},
	{linkMTP2, "MTP2", "SS7 MTP2"},
	{linkMTP3, "MTP3", "SS7 MTP3"},
	{linkSccp, "SCCP", "SS7 SCCP"},
	{linkDocsis, "DOCSIS", "DOCSIS"},
	{linkLinuxIrda, "LINUX_IRDA", "Linux IrDA"},
	{linkIEEE80211AVS, "IEEE802_11_RADIO_AVS", "802.11 plus AVS radio information header"},
	{linkJuniperMonitor, "JUNIPER_MONITOR", "Juniper Passive Monitor PIC"},
	{linkBacnetMsTp, "BACNET_MS_TP", "BACnet MS/TP"},
	{linkPppPppd, "PPP_PPPD", "PPP for pppd, with direction flag"},
	{linkJuniperPppoe, "JUNIPER_PPPOE", "Juniper PPPoE"},
	{linkJuniperPppoeAtm, "JUNIPER_PPPOE_ATM", "Juniper PPPoE/ATM"},
	{linkGprsLlc, "GPRS_LLC", "GPRS LLC"},
	{linkGpfT, "GPF_T", "GPF-T"},
	{linkGpfF, "GPF_F", "GPF-F"},
	{linkJuniperPicPeer, "JUNIPER_PIC_PEER", "Juniper PIC Peer"},
	{linkErfEth, "ERF_ETH", "Ethernet with Endace ERF header"},
	{linkErfPos, "ERF_POS", "Packet-over-SONET with Endace ERF header"},
	{linkLinuxLapd, "LINUX_LAPD", "Linux vISDN LAPD"},
	{linkJuniperEther, "JUNIPER_ETHER", "Juniper Ethernet"},
	{linkJuniperPpp, "JUNIPER_PPP", "Juniper PPP"},
	{linkJuniperFrelay, "JUNIPER_FRELAY", "Juniper Frame Relay"},
	{linkJuniperChdlc, "JUNIPER_CHDLC", "Juniper C-HDLC"},
	{linkMfr, "MFR", "FRF.16 Frame Relay"},
	{linkJuniperVp, "JUNIPER_VP", "Juniper Voice PIC"},
	{linkA429, "A429", "Arinc 429"},
	{linkA653Icm, "A653_ICM", "Arinc 653 Interpartition Communication"},
	{linkUsbFreebsd, "USB_FREEBSD", "USB with FreeBSD header"},
	{linkBluetoothHciH4, "BLUETOOTH_HCI_H4", "Bluetooth HCI UART transport layer"},
	{linkIeee80216MacCps, "IEEE802_16_MAC_CPS", "IEEE 802.16 MAC Common Part Sublayer"},
	{linkUsbLinux, "USB_LINUX", "USB with Linux header"},
	{linkCan20b, "CAN20B", "Controller Area Network (CAN) v. 2.0B"},
	{linkIeee802154Linux, "IEEE802_15_4_LINUX", "IEEE 802.15.4 with Linux padding"},
	{linkPpi, "PPI", "Per-Packet Information"},
	{linkIeee80216MacCpsRadio, "IEEE802_16_MAC_CPS_RADIO", "IEEE 802.16 MAC Common Part Sublayer plus radiotap header"},
	{linkJuniperIsm, "JUNIPER_ISM", "Juniper Integrated Service Module"},
	{linkIeee802154, "IEEE802_15_4", "IEEE 802.15.4 with FCS"},
	{linkSita, "SITA", "SITA pseudo-header"},
	{linkErf, "ERF", "Endace ERF header"},
	{linkRaif1, "RAIF1", "Ethernet with u10 Networks pseudo-header"},
	{linkIpmbKontron, "IPMB_KONTRON", "IPMB with Kontron pseudo-header"},
	{linkJuniperSt, "JUNIPER_ST", "Juniper Secure Tunnel"},
	{linkBluetoothHciH4WithPhdr, "BLUETOOTH_HCI_H4_WITH_PHDR", "Bluetooth HCI UART transport layer plus pseudo-header"},
	{linkAX25Kiss, "AX25_KISS", "AX.25 with KISS header"},
	{linkIpmbLinux, "I2C_LINUX", "I2C with Linux/Pigeon Point pseudo-header"},
	{linkIpmbLinux, "IPMB_LINUX", "IPMB with Linux/Pigeon Point pseudo-header"},
	{linkIeee802154NonaskPhy, "IEEE802_15_4_NONASK_PHY", "IEEE 802.15.4 with non-ASK PHY data"},
	{linkLinuxEvdev, "LINUX_EVDEV", "Linux evdev events"},
	{linkMpls, "MPLS", "MPLS with label as link-layer header"},
	{linkUsbLinuxMmapped, "USB_LINUX_MMAPPED", "USB with padded Linux header"},
	{linkDect, "DECT", "DECT"},
	{linkAos, "AOS", "AOS Space Data Link protocol"},
	{linkWihart, "WIHART", "WirelessHART"},
	{linkFc2, "FC_2", "Fibre Channel FC-2"},
	{linkFc2WithFrameDelims, "FC_2_WITH_FRAME_DELIMS", "Fibre Channel FC-2 with frame delimiters"},
	{linkIpnet, "IPNET", "Solaris ipnet"},
	{linkCanSocketcan, "CAN_SOCKETCAN", "CAN-bus with SocketCAN headers"},
	{linkIPV4, "IPV4", "Raw IPv4"},
	{linkIPV6, "IPV6", "Raw IPv6"},
	{linkIeee802154Nofcs, "IEEE802_15_4_NOFCS", "IEEE 802.15.4 without FCS"},
	{linkDbus, "DBUS", "D-Bus"},
	{linkJuniperVs, "JUNIPER_VS", "Juniper Virtual Server"},
	{linkJuniperSrxE2E, "JUNIPER_SRX_E2E", "Juniper SRX E2E"},
	{linkJuniperFibrechannel, "JUNIPER_FIBRECHANNEL", "Juniper Fibre Channel"},
	{linkDvbCi, "DVB_CI", "DVB-CI"},
	{linkMux27010, "MUX27010", "MUX27010"},
	{linkStanag5066DPdu, "STANAG_5066_D_PDU", "STANAG 5066 D_PDUs"},
	{linkJuniperAtmCemic, "JUNIPER_ATM_CEMIC", "Juniper ATM CEMIC"},
	{linkNflog, "NFLOG", "Linux netfilter log messages"},
	{linkNetanalyzer, "NETANALYZER", "Ethernet with Hilscher netANALYZER pseudo-header"},
	{linkNetanalyzerTransparent, "NETANALYZER_TRANSPARENT", "Ethernet with Hilscher netANALYZER pseudo-header and with preamble and SFD"},
	{linkIpoib, "IPOIB", "RFC 4391 IP-over-InfiniBand"},
	{linkMpeg2Ts, "MPEG_2_TS", "MPEG-2 transport stream"},
	{linkNG40, "NG40", "ng40 protocol tester Iub/Iur"},
	{linkNfcLlcp, "NFC_LLCP", "NFC LLCP PDUs with pseudo-header"},
	{linkPfsync, "PFSYNC", "Packet filter state syncing"},
	{linkInfiniband, "INFINIBAND", "InfiniBand"},
	{linkSctp, "SCTP", "SCTP"},
	{linkUsbpcap, "USBPCAP", "USB with USBPcap header"},
	{linkRtacSerial, "RTAC_SERIAL", "Schweitzer Engineering Laboratories RTAC packets"},
	{linkBluetoothLeLl, "BLUETOOTH_LE_LL", "Bluetooth Low Energy air interface"},
	{linkNetlink, "NETLINK", "Linux netlink"},
	{linkBluetoothLinuxMonitor, "BLUETOOTH_LINUX_MONITOR", "Bluetooth Linux Monitor"},
	{linkBluetoothBredrBb, "BLUETOOTH_BREDR_BB", "Bluetooth Basic Rate/Enhanced Data Rate baseband packets"},
	{linkBluetoothLeLlWithPhdr, "BLUETOOTH_LE_LL_WITH_PHDR", "Bluetooth Low Energy air interface with pseudo-header"},
	{linkProfibusDl, "PROFIBUS_DL", "PROFIBUS data link layer"},
	{linkPktap, "PKTAP", "Apple PKTAP"},
	{linkEpon, "EPON", "Ethernet with 802.3 Clause 65 EPON preamble"},
	{linkIpmiHpm2, "IPMI_HPM_2", "IPMI trace packets"},
	{linkZwaveR1R2, "ZWAVE_R1_R2", "Z-Wave RF profile R1 and R2 packets"},
	{linkZwaveR3, "ZWAVE_R3", "Z-Wave RF profile R3 packets"},
	{linkWattstopperDlm, "WATTSTOPPER_DLM", "WattStopper Digital Lighting Management (DLM) and Legrand Nitoo Open protocol"},
	{linkIso14443, "ISO_14443", "ISO 14443 messages"},
	{linkRds, "RDS", "IEC 62106 Radio Data System groups"},
	{linkUsbDarwin, "USB_DARWIN", "USB with Darwin header"},
	{linkOpenflow, "OPENFLOW", "OpenBSD OpenFlow"},
	{linkSdlc, "SDLC", "IBM SDLC frames"},
	{linkTiLlnSniffer, "TI_LLN_SNIFFER", "TI LLN sniffer frames"},
	{linkVsock, "VSOCK", "Linux vsock"},
	{linkNordicBle, "NORDIC_BLE", "Nordic Semiconductor Bluetooth LE sniffer frames"},
	{linkDocsis31Xra31, "DOCSIS31_XRA31", "Excentis XRA-31 DOCSIS 3.1 RF sniffer frames"},
	{linkEthernetMpacket, "ETHERNET_MPACKET", "802.3br mPackets"},
	{linkDisplayportAux, "DISPLAYPORT_AUX", "DisplayPort AUX channel monitoring data"},
	{linkLinuxSLL2, "LINUX_SLL2", "Linux cooked v2"},
	{linkOpenvizsla, "OPENVIZSLA", "OpenVizsla USB"},
	{linkEbhscr, "EBHSCR", "Elektrobit High Speed Capture and Replay (EBHSCR)"},
	{linkVppDispatch, "VPP_DISPATCH", "VPP graph dispatch tracer"},
	{linkDsaTagBrcm, "DSA_TAG_BRCM", "Broadcom tag"},
	{linkDsaTagBrcmPrepend, "DSA_TAG_BRCM_PREPEND", "Broadcom prefix DSA tag"},
	{linkIeee802154Tap, "IEEE802_15_4_TAP", "IEEE 802.15.4 with pseudo-header"},
	{linkDsaTagDsa, "DSA_TAG_DSA", "Marvell DSA"},
	{linkDsaTagEdsa, "DSA_TAG_EDSA", "Marvell infix 8-octet DSA tag"},
	{linkElee, "ELEE", "ELEE lawful intercept packets"},
	{linkZWaveSerial, "Z_WAVE_SERIAL", "Z-Wave serial frames between host and chip"},
	{linkUsb20, "USB_2_0", "USB 2.0/1.1/1.0 as transmitted over the cable"},
	{linkAtscAlp, "ATSC_ALP", "ATSC Link-Layer Protocol packets"},
	{linkEtw, "ETW", "Event Tracing for Windows messages"},
	{linkNetanalyzerNg, "NETANALYZER_NG", "Hilscher netANALYZER NG pseudo-footer"},
	{linkZbossNcp, "ZBOSS_NCP", "ZBOSS NCP protocol with pseudo-header"},
	{linkUsb20LowSpeed, "USB_2_0_LOW_SPEED", "Low-Speed USB 2.0/1.1/1.0 as transmitted over the cable"},
	{linkUsb20FullSpeed, "USB_2_0_FULL_SPEED", "Full-Speed USB 2.0/1.1/1.0 as transmitted over the cable"},
	{linkUsb20HighSpeed, "USB_2_0_HIGH_SPEED", "High-Speed USB 2.0 as transmitted over the cable"},
	{linkAuerswaldLog, "AUERSWALD_LOG", "Auerswald Logger Protocol"},
	{linkZWaveTap, "ZWAVE_TAP", "Z-Wave packets with a TAP meta-data header"},
	{linkSilabsDebugChannel, "SILABS_DEBUG_CHANNEL", "Silicon Labs debug channel protocol"},
	{linkFiraUci, "FIRA_UCI", "Ultra-wideband controller interface protocol"},
	{linkMdb, "MDB", "Multi-Drop Bus"},
	{linkDectNr, "DECT_NR", "DECT New Radio"},
}
