// Numbers as text, for the way of a packet: three digits at a time by a table, or eight by multiplications, and addresses
// by a table. All of it is written in place, longer than needed, and cut to its length: a copy of unknown length costs
// more than the digits.

package main

import (
	"encoding/binary"
	"math/bits"
	"strconv"
)

// octetText holds 0 to 255, four bytes each, dots behind the digits.
const octetText = "" +
	"0...1...2...3...4...5...6...7...8...9...10..11..12..13..14..15..16..17..18..19..20..21..22..23..24.." +
	"25..26..27..28..29..30..31..32..33..34..35..36..37..38..39..40..41..42..43..44..45..46..47..48..49.." +
	"50..51..52..53..54..55..56..57..58..59..60..61..62..63..64..65..66..67..68..69..70..71..72..73..74.." +
	"75..76..77..78..79..80..81..82..83..84..85..86..87..88..89..90..91..92..93..94..95..96..97..98..99.." +
	"100.101.102.103.104.105.106.107.108.109.110.111.112.113.114.115.116.117.118.119.120.121.122.123.124." +
	"125.126.127.128.129.130.131.132.133.134.135.136.137.138.139.140.141.142.143.144.145.146.147.148.149." +
	"150.151.152.153.154.155.156.157.158.159.160.161.162.163.164.165.166.167.168.169.170.171.172.173.174." +
	"175.176.177.178.179.180.181.182.183.184.185.186.187.188.189.190.191.192.193.194.195.196.197.198.199." +
	"200.201.202.203.204.205.206.207.208.209.210.211.212.213.214.215.216.217.218.219.220.221.222.223.224." +
	"225.226.227.228.229.230.231.232.233.234.235.236.237.238.239.240.241.242.243.244.245.246.247.248.249." +
	"250.251.252.253.254.255."

const (
	ip4TextRoom  = 16 // what putIP4 may write to
	uintTextRoom = 24 // what putUint may write to
)

// room makes sure that n more bytes fit behind out and returns what is free there, to be filled in; out[:len(out)+k]
// adds k bytes of it. It is small enough to be inlined.
func room(out []byte, n int) (grown, free []byte) {
	if cap(out)-len(out) < n {
		out = growText(out, n)
	}
	return out, out[len(out):cap(out)]
}

// growText is kept out of room so that that is inlined.
//
//go:noinline
func growText(out []byte, n int) []byte {
	return append(make([]byte, 0, 2*cap(out)+n), out...)
}

// putIP4 writes four bytes in dotted decimal, and a dot behind that, into b and returns the length without that dot.
// Each octet goes in as four bytes, the next one over what is too much of them.
func putIP4(b, a []byte) int {
	_ = a[3]
	b = b[:ip4TextRoom]
	n := 0
	for _, v := range a[:4] {
		o := octetText[4*int(v):][:4]
		binary.LittleEndian.PutUint32(b[n:], uint32(o[0])|uint32(o[1])<<8|uint32(o[2])<<16|uint32(o[3])<<24)
		n += octetTextLen(v)
	}
	return n - 1
}

// octetTextLen is the number of digits and one dot. Comparisons become numbers here: a branch would often be guessed
// wrong.
func octetTextLen(v byte) int {
	n := 2
	if v > 9 {
		n = 3
	}
	if v > 99 {
		n = 4
	}
	return n
}

// appendIP4 appends four bytes in dotted decimal.
func appendIP4(out, a []byte) []byte {
	out, b := room(out, ip4TextRoom)
	return out[:len(out)+putIP4(b, a)]
}

// eightDigits returns the decimal digits of v, less than 100,000,000, as bytes 0 to 9, the first one lowest: the halves
// of v are split into halves again, all at once. Multiplying by 10486/2^20 and 103/2^10 divides by 100 and by 10.
func eightDigits(v uint32) uint64 {
	upper := v / 10000
	x := uint64(upper) | uint64(v-10000*upper)<<32
	q := x * 10486 >> 20 & 0x7f_0000007f
	x = q | (x-100*q)<<16
	q = x * 103 >> 10 & 0x000f_000f_000f_000f
	return q | (x-10*q)<<8
}

const asciiZeros = 0x3030303030303030

// digitsText holds 0 to 999 with zeros in front, and one character for the last of them to be fetched as four.
const digitsText = "" +
	"000001002003004005006007008009010011012013014015016017018019020021022023024025026027028029030031032033" +
	"034035036037038039040041042043044045046047048049050051052053054055056057058059060061062063064065066067" +
	"068069070071072073074075076077078079080081082083084085086087088089090091092093094095096097098099100101" +
	"102103104105106107108109110111112113114115116117118119120121122123124125126127128129130131132133134135" +
	"136137138139140141142143144145146147148149150151152153154155156157158159160161162163164165166167168169" +
	"170171172173174175176177178179180181182183184185186187188189190191192193194195196197198199200201202203" +
	"204205206207208209210211212213214215216217218219220221222223224225226227228229230231232233234235236237" +
	"238239240241242243244245246247248249250251252253254255256257258259260261262263264265266267268269270271" +
	"272273274275276277278279280281282283284285286287288289290291292293294295296297298299300301302303304305" +
	"306307308309310311312313314315316317318319320321322323324325326327328329330331332333334335336337338339" +
	"340341342343344345346347348349350351352353354355356357358359360361362363364365366367368369370371372373" +
	"374375376377378379380381382383384385386387388389390391392393394395396397398399400401402403404405406407" +
	"408409410411412413414415416417418419420421422423424425426427428429430431432433434435436437438439440441" +
	"442443444445446447448449450451452453454455456457458459460461462463464465466467468469470471472473474475" +
	"476477478479480481482483484485486487488489490491492493494495496497498499500501502503504505506507508509" +
	"510511512513514515516517518519520521522523524525526527528529530531532533534535536537538539540541542543" +
	"544545546547548549550551552553554555556557558559560561562563564565566567568569570571572573574575576577" +
	"578579580581582583584585586587588589590591592593594595596597598599600601602603604605606607608609610611" +
	"612613614615616617618619620621622623624625626627628629630631632633634635636637638639640641642643644645" +
	"646647648649650651652653654655656657658659660661662663664665666667668669670671672673674675676677678679" +
	"680681682683684685686687688689690691692693694695696697698699700701702703704705706707708709710711712713" +
	"714715716717718719720721722723724725726727728729730731732733734735736737738739740741742743744745746747" +
	"748749750751752753754755756757758759760761762763764765766767768769770771772773774775776777778779780781" +
	"782783784785786787788789790791792793794795796797798799800801802803804805806807808809810811812813814815" +
	"816817818819820821822823824825826827828829830831832833834835836837838839840841842843844845846847848849" +
	"850851852853854855856857858859860861862863864865866867868869870871872873874875876877878879880881882883" +
	"884885886887888889890891892893894895896897898899900901902903904905906907908909910911912913914915916917" +
	"918919920921922923924925926927928929930931932933934935936937938939940941942943944945946947948949950951" +
	"952953954955956957958959960961962963964965966967968969970971972973974975976977978979980981982983984985" +
	"9869879889899909919929939949959969979989990"

// threeDigits returns the digits of v, less than 1000, the first one lowest, and something above them.
func threeDigits(v uint32) uint32 {
	d := digitsText[min(v, 999)*3:]
	_ = d[3]
	return uint32(d[0]) | uint32(d[1])<<8 | uint32(d[2])<<16 | uint32(d[3])<<24
}

// putThree writes v, less than 1000, in decimal into four bytes of b and returns its length.
func putThree(b []byte, v uint32) int {
	zeros := 0 // no branches, which would often be guessed wrong
	if v < 100 {
		zeros = 1
	}
	if v < 10 {
		zeros = 2
	}
	binary.LittleEndian.PutUint32(b, threeDigits(v)>>(8*zeros&31))
	return 3 - zeros
}

// sixDigits returns the decimal digits of v, less than 1,000,000, the first one lowest, and something above them.
func sixDigits(v uint32) uint64 {
	upper := v / 1000
	return uint64(threeDigits(upper)&0xffffff) | uint64(threeDigits(v-1000*upper))<<24
}

// putUint writes v in decimal into b and returns its length.
func putUint(b []byte, v uint64) int {
	b = b[:uintTextRoom]
	if v < 1000 {
		return putThree(b, uint32(v))
	}
	if v < 1e6 {
		upper := uint32(v) / 1000
		n := putThree(b, upper)
		binary.LittleEndian.PutUint32(b[n&3:], threeDigits(uint32(v)-1000*upper))
		return n + 3
	}
	if v >= 1e8 {
		if v >= 1<<32 {
			return len(strconv.AppendUint(b[:0], v, 10))
		}
		upper := uint32(v) / 1e8
		n := putThree(b, upper)
		binary.LittleEndian.PutUint64(b[n&3:], eightDigits(uint32(v)-1e8*upper)|asciiZeros)
		return n + 8
	}
	d := eightDigits(uint32(v))
	zeros := bits.TrailingZeros64(d) &^ 7 // leading ones of the number
	binary.LittleEndian.PutUint64(b, (d|asciiZeros)>>uint(zeros&63))
	return 8 - zeros/8
}

// put8 writes the eight characters of s, mostly to be written over in part: a constant goes in as one word.
func put8(b []byte, s string) {
	_ = s[7]
	binary.LittleEndian.PutUint64(b, uint64(s[0])|uint64(s[1])<<8|uint64(s[2])<<16|uint64(s[3])<<24|
		uint64(s[4])<<32|uint64(s[5])<<40|uint64(s[6])<<48|uint64(s[7])<<56)
}

// appendUint appends v in decimal.
func appendUint(out []byte, v uint64) []byte {
	out, b := room(out, uintTextRoom)
	return out[:len(out)+putUint(b, v)]
}

// hexDigitsOf returns the eight hex digits of v as characters, the first one highest: the nibbles are spread over the
// bytes of a word, and those above 9 get the distance to the letters added.
func hexDigitsOf(v uint32) uint64 {
	x := uint64(v)
	x = (x | x<<16) & 0x0000ffff_0000ffff
	x = (x | x<<8) & 0x00ff00ff_00ff00ff
	x = (x | x<<4) & 0x0f0f0f0f_0f0f0f0f
	letter := (x + 0x0606060606060606) >> 4 & 0x0101010101010101
	return x + asciiZeros + letter*('a'-'0'-10)
}

// asciiOrDots returns eight characters with a dot in place of each that is no printable ASCII or a blank.
func asciiOrDots(x uint64) uint64 {
	const ones, tops = 0x0101010101010101, 0x8080808080808080
	low := x &^ tops
	good := (low + 0x5f*ones) &^ (low + ones) &^ x & tops // above 0x20, not 0x7f, not above that
	mask := good >> 7 * 0xff
	return x&mask | '.'*ones&^mask
}

// putHex writes v in hex, in at least w digits of at most 16, into b and returns the length.
func putHex(b []byte, v uint64, w int) int {
	b = b[:uintTextRoom]
	n := min(max((bits.Len64(v)+3)/4, w, 1), 16)
	if n > 8 {
		binary.BigEndian.PutUint64(b, hexDigitsOf(uint32(v>>32))<<uint(8*(16-n)))
		binary.BigEndian.PutUint64(b[n-8:], hexDigitsOf(uint32(v)))
		return n
	}
	binary.BigEndian.PutUint64(b, hexDigitsOf(uint32(v))<<uint(8*(8-n)))
	return n
}
