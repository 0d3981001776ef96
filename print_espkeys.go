// The keys of -E: "spi@address algorithm:secret" or "algorithm:secret", separated by commas or newlines, or a file of
// such lines after the word "file".

package main

import (
	"errors"
	"net/netip"
	"os"
	"strconv"
	"strings"
)

// espKey is the secret of one security association.
type espKey struct {
	any    bool // for whatever no other key is for
	spi    uint32
	dst    []byte
	block  espBlock // nil if the payload is not encrypted
	hmac96 bool     // an integrity check value of 96 bits stands at the end
}

// espBlock is a block cipher with its key.
type espBlock interface {
	size() int        // of a block
	decrypt(b []byte) // one block, where it stands
}

const espFilePrefix = "file "

// espCheckSecrets reports the first mistake in what -E gave. Files are looked at later.
func espCheckSecrets(secrets []string) error {
	for _, s := range secrets {
		if strings.HasPrefix(s, espFilePrefix) {
			continue
		}
		if _, err := espParseSecrets(nil, s, ",\n"); err != nil {
			return err
		}
	}
	return nil
}

// espReadSecrets returns the keys of all -E options, those of files included.
func espReadSecrets(secrets []string) (keys []espKey, err error) {
	for _, s := range secrets {
		name, isFile := strings.CutPrefix(s, espFilePrefix)
		sep := ",\n"
		if isFile {
			text, e := os.ReadFile(strings.TrimSpace(name))
			if e != nil {
				return nil, errors.New("-E: " + e.Error())
			}
			s, sep = string(text), "\n"
		}
		if keys, err = espParseSecrets(keys, s, sep); err != nil {
			return nil, err
		}
	}
	return keys, nil
}

// espParseSecrets appends the keys in s, which any of the bytes in sep separates. Empty ones and comments are passed
// over.
func espParseSecrets(keys []espKey, s, sep string) ([]espKey, error) {
	for _, line := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(sep, r) }) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		k, err := espParseSecret(line)
		if err != nil {
			return keys, err
		}
		keys = append(keys, k)
	}
	return keys, nil
}

// espParseSecret reads one key.
func espParseSecret(line string) (k espKey, err error) {
	k.any = true
	words := strings.Fields(line)
	if spi, addr, ok := strings.Cut(words[0], "@"); ok && len(words) > 1 {
		n, err := strconv.ParseUint(spi, 0, 32)
		if err != nil {
			return k, errors.New("-E: " + spi + " is no security parameters index")
		}
		a, err := netip.ParseAddr(addr)
		if err != nil {
			return k, errors.New("-E: " + addr + " is no address")
		}
		k.any, k.spi, k.dst = false, uint32(n), a.AsSlice()
		words = words[1:]
	}
	if len(words) != 1 {
		return k, errors.New("-E: " + words[1] + " where a comma or the end was expected")
	}
	algorithm, secret, ok := strings.Cut(words[0], ":")
	if !ok {
		algorithm, secret = "des-cbc", words[0]
		if words[0] == "none" {
			algorithm, secret = "none", ""
		}
	}
	algorithm, k.hmac96 = strings.CutSuffix(algorithm, "-hmac96")
	key := []byte(secret)
	if digits, ok := strings.CutPrefix(secret, "0x"); ok {
		if key, ok = espHexSecret(digits); !ok {
			return k, errors.New("-E: secret is no even number of hex digits")
		}
	}
	k.block, err = espCipher(algorithm, key)
	return k, err
}

func espHexSecret(digits string) (key []byte, ok bool) {
	for ; len(digits) >= 2; digits = digits[2:] {
		v, err := strconv.ParseUint(digits[:2], 16, 8)
		if err != nil {
			return nil, false
		}
		key = append(key, byte(v))
	}
	return key, digits == ""
}

// espCipher returns the block cipher of an algorithm, nil for none. A key of another length is cut or filled with
// zeros, as tcpdump does.
func espCipher(algorithm string, key []byte) (espBlock, error) {
	fit := func(n int) []byte {
		k := make([]byte, n)
		copy(k, key)
		return k
	}
	switch algorithm {
	case "none", "null":
		return nil, nil
	case "des-cbc":
		return newDESKeys(fit(desBlockLen)), nil
	case "3des-cbc", "des-ede3-cbc":
		return newDESKeys(fit(3 * desBlockLen)), nil
	case "aes128-cbc", "aes-128-cbc":
		return newAES(fit(16)), nil
	case "aes192-cbc", "aes-192-cbc":
		return newAES(fit(24)), nil
	case "aes256-cbc", "aes-256-cbc":
		return newAES(fit(32)), nil
	}
	return nil, errors.New("-E: no cipher algorithm " + algorithm + " here; there are des-cbc, 3des-cbc, aes128-cbc, " +
		"aes192-cbc, aes256-cbc and none, each with -hmac96 or without")
}
