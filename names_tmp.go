package main

import "time"

type nameTables struct{}

func (t *nameTables) hostName(a []byte) string                             { return "" }
func (t *nameTables) serviceName(port uint16, proto string) (string, bool) { return "", false }
func (t *nameTables) protocolName(n int) (string, bool)                    { return "", false }
func (t *nameTables) etherName(a [6]byte) (string, bool)                   { return "", false }
func ouiName(v uint32) string                                              { return "Unknown" }
func ipProtoNames(v int) (string, bool)                                    { return "TCP", v == 6 }
func etherTypeName(v uint16) (string, bool)                                { return "IPv4", v == 0x800 }

type clock struct{}

func (c *clock) appendTime(out []byte, sec int64) []byte {
	return time.Unix(sec, 0).UTC().AppendFormat(out, "15:04:05")
}
func (c *clock) appendDate(out []byte, sec int64) []byte {
	return time.Unix(sec, 0).UTC().AppendFormat(out, "2006-01-02")
}

const (
	ipProtoICMP   = 1
	ipProtoIPv4   = 4
	ipProtoTCP    = 6
	ipProtoUDP    = 17
	ipProtoDCCP   = 33
	ipProtoIPv6   = 41
	ipProtoICMPv6 = 58
	ipProtoNone   = 59
	ipProtoSCTP   = 132

	etherTypeIPv4      = 0x0800
	etherTypeARP       = 0x0806
	etherTypeRevARP    = 0x8035
	etherType8021Q     = 0x8100
	etherTypeIPv6      = 0x86dd
	etherType8021AD    = 0x88a8
	etherType8021Q9100 = 0x9100
	etherType8021Q9200 = 0x9200
	etherTypeArista    = 0xd28b
)

func (t *nameTables) interfaceName(index int) string { return "?" }
