# make                 the program, ./tcpdump
# make test            its tests; what needs root, tcpdump or the conformance data is skipped by name without them
# make conformance     the shared cases; nothing listed in testdata/conformance may be lost
# make lint            formatting, vet for every system and processor, the manual pages
# make bench           the speed beside an installed tcpdump's, as a table and in BENCH.md; savefiles are made in BENCHDIR
# make bench-live      what captures lose under load, beside it, into BENCH.md too; needs root
# make dist            the program for all systems and processors of scripts/targets, dist/tcpdump-*, and SHA256SUMS
# make size            how large it is for each of them, or TARGETS="linux-mipsle ..."; fails if that for small routers is over its budget
# make qemu-test       the tests on other processors, emulated (qemu-user-static); MACHINES="linux-mips ..." for some
# make initramfs       a rescue image, dist/initramfs-TARGET.cpio.gz; TARGET=linux-mipsle, MODULES=, CONFIG=, BUSYBOX=
# make kernels         fetches Debian's kernels into build/kernels for
# make initramfs-test  boots the image on emulated machines (qemu-system); BOARDS="amd64 mipsel ..." for some
# make deb             a Debian package of it, dist/*.deb
# make deb-test        installs that into an empty folder, runs it, and removes it again
# make openwrt-test    the recipe for OpenWrt, with stand-ins for what it includes
# make install         PREFIX and DESTDIR as usual
#
# The tests install nothing; they name the packages that they miss.

GO      ?= go
PREFIX  ?= /usr/local
DESTDIR ?=
SHARED  ?= ../shared
BENCHDIR ?= $(or $(TMPDIR),/tmp)/tcpdump-bench
RUNS    ?= 5

TARGET   ?= linux-amd64
TARGETS  ?=
KERNELS  ?= build/kernels
MACHINES ?=
BOARDS   ?=

export CGO_ENABLED = 0
export GO

.PHONY: all test conformance bench bench-live lint install clean tcpdump dist size qemu-test initramfs kernels initramfs-test deb deb-test openwrt-test

all: tcpdump

# Go knows better than make what is out of date.
tcpdump:
	scripts/build native tcpdump

test:
	$(GO) test ./...

conformance: tcpdump
	scripts/conformance ./tcpdump '$(SHARED)'

bench: tcpdump
	$(GO) build -o dist/bench ./scripts/bench
	dist/bench -ours ./tcpdump -dir '$(BENCHDIR)' -runs $(RUNS) -o BENCH.md

bench-live: tcpdump
	$(GO) build -o dist/bench ./scripts/bench
	dist/bench live -ours ./tcpdump -dir '$(BENCHDIR)' -runs $(RUNS) -o BENCH.md

lint:
	scripts/lint

dist:
	scripts/dist dist $(TARGETS)

size:
	scripts/size $(TARGETS)

qemu-test:
	scripts/qemu-test '$(SHARED)' $(MACHINES)

initramfs:
	scripts/initramfs $(TARGET) dist/initramfs-$(TARGET).cpio.gz

kernels:
	scripts/kernels $(KERNELS) $(BOARDS)

initramfs-test:
	scripts/initramfs-test $(KERNELS) $(BOARDS)

deb:
	packaging/debian/build dist

deb-test:
	packaging/debian/test

openwrt-test:
	packaging/openwrt/test

install: tcpdump
	install -d '$(DESTDIR)$(PREFIX)/sbin' '$(DESTDIR)$(PREFIX)/share/man/man8' '$(DESTDIR)$(PREFIX)/share/man/man7' \
		'$(DESTDIR)$(PREFIX)/share/bash-completion/completions' '$(DESTDIR)$(PREFIX)/share/zsh/site-functions' \
		'$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d'
	install -m 755 tcpdump '$(DESTDIR)$(PREFIX)/sbin/tcpdump'
	install -m 644 tcpdump.8 '$(DESTDIR)$(PREFIX)/share/man/man8/tcpdump.8'
	install -m 644 pcap-filter.7 '$(DESTDIR)$(PREFIX)/share/man/man7/pcap-filter.7'
	install -m 644 packaging/completion/tcpdump.bash '$(DESTDIR)$(PREFIX)/share/bash-completion/completions/tcpdump'
	install -m 644 packaging/completion/_tcpdump '$(DESTDIR)$(PREFIX)/share/zsh/site-functions/_tcpdump'
	install -m 644 packaging/completion/tcpdump.fish '$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/tcpdump.fish'

clean:
	rm -rf tcpdump dist
