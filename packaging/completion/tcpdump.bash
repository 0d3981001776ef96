# Completion of tcpdump's options for bash.

_tcpdump_interfaces() {
	# "1.eth0 [Up, Running]": the name is between the number and the flags.
	tcpdump -D 2>/dev/null | sed 's/^[0-9]*\.//; s/ .*//'
}

_tcpdump() {
	local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}
	[ "$word" = = ] && word=
	[ "$before" = = ] && before=${COMP_WORDS[COMP_CWORD-2]}
	COMPREPLY=()
	case $before in
	-i | --interface) COMPREPLY=($(compgen -W "$(_tcpdump_interfaces) any" -- "$word")) ;;
	-r | -w | -F | -V) COMPREPLY=($(compgen -f -- "$word")) ;;
	--names-dir) COMPREPLY=($(compgen -d -- "$word")) ;;
	-z) COMPREPLY=($(compgen -c -- "$word")) ;;
	-Z | --relinquish-privileges) COMPREPLY=($(compgen -u -- "$word")) ;;
	-Q | --direction) COMPREPLY=($(compgen -W 'in out inout' -- "$word")) ;;
	-j | --time-stamp-type) COMPREPLY=($(compgen -W 'host host_lowprec host_hiprec adapter adapter_unsynced' -- "$word")) ;;
	--time-stamp-precision) COMPREPLY=($(compgen -W 'micro nano' -- "$word")) ;;
	-y | --linktype) COMPREPLY=($(compgen -W "$(tcpdump -L 2>&1 | sed -n 's/^  \([A-Z0-9_]*\).*/\1/p')" -- "$word")) ;;
	--ring) COMPREPLY=($(compgen -W 'files: filesize: duration: total:' -- "$word")) ;;
	--autostop) COMPREPLY=($(compgen -W 'files: filesize: duration: packets:' -- "$word")) ;;
	*)
		case $word in
		-*) COMPREPLY=($(compgen -W '-a -A -b -B -c -C -d -D -e -E -f -F -g -G -h -H -i -I -j -J -K -l -L -M -n -N -O -p -q -Q
			-r -s -S -t -T -u -U -v -V -w -W -x -X -y -z -Z -# --buffer-size= --list-interfaces --help --interface=
			--monitor-mode --time-stamp-type= --list-time-stamp-types --micro --nano --time-stamp-precision=
			--dont-verify-checksums --list-data-link-types --no-optimize --no-promiscuous-mode --direction=
			--snapshot-length= --absolute-tcp-sequence-numbers --packet-buffered --linktype= --immediate-mode
			--relinquish-privileges= --count --number --print --print-sampling= --lengths --skip= --version --classic
			--any-vlan --netns= --wait-interface --follow --pcapng --comment= --align --ring= --autostop= --defrag
			--utc --names-dir= --no-sandbox' -- "$word")) ;;
		*) COMPREPLY=($(compgen -W 'and or not src dst host net port portrange proto ether ip ip6 arp rarp tcp udp icmp
			icmp6 igmp sctp vlan mpls pppoes geneve vxlan gateway broadcast multicast less greater inbound outbound' \
			-- "$word")) ;;
		esac
		[[ ${COMPREPLY-} == *[=:] ]] && compopt -o nospace
		;;
	esac
}

complete -F _tcpdump tcpdump
