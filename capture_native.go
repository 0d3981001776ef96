// Numbers in the machine's own byte order, at any alignment.

package main

import "unsafe"

func nativeBigEndian() bool {
	one := uint16(1)
	return *(*byte)(unsafe.Pointer(&one)) == 0
}

func native16(b []byte) uint16 { return orderedUint16(b, nativeBigEndian()) }
func native32(b []byte) uint32 { return orderedUint32(b, nativeBigEndian()) }
func native64(b []byte) uint64 { return orderedUint64(b, nativeBigEndian()) }

func orderedUint16(b []byte, big bool) uint16 {
	if big {
		return uint16(b[0])<<8 | uint16(b[1])
	}
	return uint16(b[1])<<8 | uint16(b[0])
}

func orderedUint32(b []byte, big bool) uint32 {
	if big {
		return uint32(orderedUint16(b, big))<<16 | uint32(orderedUint16(b[2:], big))
	}
	return uint32(orderedUint16(b[2:], big))<<16 | uint32(orderedUint16(b, big))
}

func orderedUint64(b []byte, big bool) uint64 {
	if big {
		return uint64(orderedUint32(b, big))<<32 | uint64(orderedUint32(b[4:], big))
	}
	return uint64(orderedUint32(b[4:], big))<<32 | uint64(orderedUint32(b, big))
}

func appendNative16(b []byte, v uint16) []byte {
	return append(b, (*[2]byte)(unsafe.Pointer(&v))[:]...)
}

func appendNative32(b []byte, v uint32) []byte {
	return append(b, (*[4]byte)(unsafe.Pointer(&v))[:]...)
}

func appendNative64(b []byte, v uint64) []byte {
	return append(b, (*[8]byte)(unsafe.Pointer(&v))[:]...)
}
