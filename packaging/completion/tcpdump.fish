# Completion of tcpdump's options for fish.

function __tcpdump_interfaces
	echo any
	tcpdump -D 2>/dev/null | string replace -r '^[0-9]+\.(\S+).*' '$1'
end

complete -c tcpdump -f
complete -c tcpdump -s 'a' -d 'names for all addresses'
complete -c tcpdump -s 'A' -d 'print packets as ASCII'
complete -c tcpdump -s 'b' -d 'AS numbers in dotted form'
complete -c tcpdump -s 'B' -l buffer-size -d 'size of the kernel buffer in KiB' -x
complete -c tcpdump -s 'c' -d 'stop after so many packets' -x
complete -c tcpdump -s 'C' -d 'size of a savefile' -x
complete -c tcpdump -s 'd' -d 'show the compiled filter'
complete -c tcpdump -s 'D' -l list-interfaces -d 'list interfaces'
complete -c tcpdump -s 'e' -d 'print the link-level header'
complete -c tcpdump -s 'E' -d 'decrypt IPsec ESP' -x
complete -c tcpdump -s 'f' -d 'foreign addresses as numbers'
complete -c tcpdump -s 'F' -d 'read the filter from a file' -r -F
complete -c tcpdump -s 'g' -d 'no line break after the IP header'
complete -c tcpdump -s 'G' -d 'a new savefile after so many seconds' -x
complete -c tcpdump -s 'h' -l help -d 'show the options'
complete -c tcpdump -s 'H' -d 'detect 802.11s draft mesh headers'
complete -c tcpdump -s 'i' -l interface -d 'interface' -x -a '(__tcpdump_interfaces)'
complete -c tcpdump -s 'I' -l monitor-mode -d 'monitor mode of 802.11'
complete -c tcpdump -s 'j' -l time-stamp-type -d 'who stamps the time' -x
complete -c tcpdump -s 'J' -l list-time-stamp-types -d 'list who can stamp the time'
complete -c tcpdump -s 'K' -l dont-verify-checksums -d 'do not verify checksums'
complete -c tcpdump -s 'l' -d 'line by line'
complete -c tcpdump -s 'L' -l list-data-link-types -d 'list link types'
complete -c tcpdump -s 'M' -d 'secret of TCP signatures' -x
complete -c tcpdump -s 'n' -d 'no names'
complete -c tcpdump -s 'N' -d 'no domains in names'
complete -c tcpdump -s 'O' -l no-optimize -d 'do not optimise the filter'
complete -c tcpdump -s 'p' -l no-promiscuous-mode -d 'not promiscuous'
complete -c tcpdump -s 'q' -d 'quiet'
complete -c tcpdump -s 'Q' -l direction -d 'in, out or inout' -x -a 'in out inout'
complete -c tcpdump -s 'r' -d 'read a savefile' -r -F
complete -c tcpdump -s 's' -l snapshot-length -d 'octets of a packet' -x
complete -c tcpdump -s 'S' -l absolute-tcp-sequence-numbers -d 'absolute sequence numbers'
complete -c tcpdump -s 't' -d 'no time'
complete -c tcpdump -s 'T' -d 'protocol of the payload' -x
complete -c tcpdump -s 'u' -d 'NFS handles undecoded'
complete -c tcpdump -s 'U' -l packet-buffered -d 'write packet by packet'
complete -c tcpdump -s 'v' -d 'verbose'
complete -c tcpdump -s 'V' -d 'list of savefiles' -r -F
complete -c tcpdump -s 'w' -d 'write a savefile' -r -F
complete -c tcpdump -s 'W' -d 'number of savefiles' -x
complete -c tcpdump -s 'x' -d 'print packets in hex'
complete -c tcpdump -s 'X' -d 'print packets in hex and ASCII'
complete -c tcpdump -s 'y' -l linktype -d 'link type' -x
complete -c tcpdump -s 'z' -d 'command for finished savefiles' -x -a '(__fish_complete_command)'
complete -c tcpdump -s 'Z' -l relinquish-privileges -d 'become this user' -x -a '(__fish_complete_users)'
complete -c tcpdump -s '#' -l number -d 'number the packets'
complete -c tcpdump -l micro -d 'microseconds'
complete -c tcpdump -l nano -d 'nanoseconds'
complete -c tcpdump -l time-stamp-precision -d 'micro or nano' -x -a 'micro nano'
complete -c tcpdump -l immediate-mode -d 'without delay'
complete -c tcpdump -l count -d 'only count'
complete -c tcpdump -l print -d 'print while writing'
complete -c tcpdump -l print-sampling -d 'print every nth packet' -x
complete -c tcpdump -l lengths -d 'print lengths'
complete -c tcpdump -l skip -d 'skip packets at the beginning' -x
complete -c tcpdump -l version -d 'show versions'
complete -c tcpdump -l classic -d 'print as tcpdump 3.4 did'
complete -c tcpdump -l any-vlan -d 'match behind VLAN tags too'
complete -c tcpdump -l netns -d 'network namespace' -x
complete -c tcpdump -l wait-interface -d 'wait for the interface'
complete -c tcpdump -l follow -d 'wait for more at the end of a savefile'
complete -c tcpdump -l pcapng -d 'write pcapng'
complete -c tcpdump -l comment -d 'comment for the pcapng file' -x
complete -c tcpdump -l defrag -d 'put IP fragments together'
complete -c tcpdump -l utc -d 'time in UTC'
complete -c tcpdump -l names-dir -d 'where hosts, services and others are' -x -a '(__fish_complete_directories)'
complete -c tcpdump -l no-sandbox -d 'keep what the kernel allows'
complete -c tcpdump -l align -d 'full periods with -G'
complete -c tcpdump -l ring -d 'ring of savefiles' -x
complete -c tcpdump -l autostop -d 'when to stop' -x
complete -c tcpdump -a 'and or not src dst host net port portrange proto ether ip ip6 arp rarp tcp udp icmp icmp6 vlan mpls'
