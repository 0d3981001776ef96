# make              the program, ./tcpdump
# make test         its tests; what needs root, tcpdump or the conformance data is skipped by name without them
# make conformance  the shared cases; nothing listed in testdata/conformance may be lost
# make lint         formatting, and vet for every system and processor
# make bench        the speed beside an installed tcpdump's, as a table and in BENCH.md; savefiles are made in BENCHDIR
# make install      PREFIX and DESTDIR as usual

GO      ?= go
PREFIX  ?= /usr/local
DESTDIR ?=
SHARED  ?= ../shared
BENCHDIR ?= $(or $(TMPDIR),/tmp)/tcpdump-bench
RUNS    ?= 5

VERSION ?= $(shell git describe --always --dirty --tags 2>/dev/null || echo unknown)
LDFLAGS  = -s -w -X main.programVersion=$(VERSION)

export CGO_ENABLED = 0

.PHONY: all test conformance bench lint install clean tcpdump

all: tcpdump

# Go knows better than make what is out of date.
tcpdump:
	$(GO) build -trimpath -ldflags '$(LDFLAGS)' -o tcpdump .

test:
	$(GO) test ./...

conformance: tcpdump
	scripts/conformance ./tcpdump '$(SHARED)'

bench: tcpdump
	$(GO) build -o dist/bench ./scripts/bench
	dist/bench -ours ./tcpdump -dir '$(BENCHDIR)' -runs $(RUNS) -o BENCH.md

lint:
	scripts/lint

install: tcpdump
	install -d '$(DESTDIR)$(PREFIX)/sbin' '$(DESTDIR)$(PREFIX)/share/man/man8'
	install -m 755 tcpdump '$(DESTDIR)$(PREFIX)/sbin/tcpdump'
	install -m 644 tcpdump.8 '$(DESTDIR)$(PREFIX)/share/man/man8/tcpdump.8'

clean:
	rm -rf tcpdump dist
