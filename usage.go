// Usage and version texts.

package main

import "runtime"

// programVersion and programCommit are set by the linker, see scripts/build.
var (
	programVersion = "development"
	programCommit  = "unknown"
)

// The versions whose options, output and filter language are this program's: scripts look for them.
const (
	tcpdumpVersion = "5.0.0"
	libpcapVersion = "1.11.0"
)

func versionText(name string) string {
	return name + " version " + tcpdumpVersion + " (gotcpdump " + programVersion + ")\n" +
		"libpcap version " + libpcapVersion + " (built in, not linked)\n" +
		"commit " + programCommit + ", " + runtime.Version() + ", " + runtime.GOOS + "/" + runtime.GOARCH + "\n"
}

func usageText(name string) string {
	return "Usage: " + name + ` [-AbdDefghHIJKlLnNOpqStuUvxX#] [ -B size ] [ -c count ] [--count]
		[ -C file_size ] [ -E algo:secret ] [ -F file ] [ -G seconds ]
		[ -i interface ] [ --immediate-mode ] [ -j tstamptype ]
		[ --lengths ] [ -M secret ] [ --number ] [ --print ]
		[ --print-sampling nth ] [ -Q in|out|inout ] [ -r file ]
		[ -s snaplen ] [ --skip count ] [ -T type ] [ --version ]
		[ -V file ] [ -w file ] [ -W filecount ] [ -y datalinktype ]
		[ --time-stamp-precision precision ] [ --micro ] [ --nano ]
		[ -z postrotate-command ] [ -Z user ]
		[ --align ] [ --any-vlan ] [ --autostop condition ]
		[ --classic ] [ --comment text ] [ --defrag ] [ --follow ]
		[ --names-dir folder ] [ --netns name ] [ --no-sandbox ]
		[ --pcapng ] [ --ring condition ] [ --utc ] [ --wait-interface ]
		[ expression ]
`
}
