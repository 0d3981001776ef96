// Filter language: the header of OpenBSD's packet filter log, pflog(4):
//
//	 0 length  1 address family  2 action  3 reason  4 interface name (16 bytes)  20 ruleset name (16 bytes)
//	36 rule number  40 number within the ruleset  ...  60 direction

package main

const (
	pflogAction, pflogReason, pflogIfname, pflogRuleset = 2, 3, 4, 20
	pflogRulenum, pflogSubrulenum, pflogDirection       = 36, 40, 60
	pflogNameLen                                        = 16
)

// pflogWords reads and compiles a primitive about the log header.
func (p *filterParser) pflogWords() *filterCond {
	word, name := p.tok.word, p.tok.text
	p.at = p.tok
	p.next()
	arg := p.tok
	switch word {
	case wordRulenum, wordSubrulenum:
		p.expect(tokNum)
	case wordReason:
		if arg.kind != tokNum {
			p.expect(tokName)
			break
		}
		p.next()
	default:
		p.expect(tokName)
	}
	if p.err != nil {
		return condNever
	}
	switch word {
	case wordRulenum:
		name = "rulenum"
	case wordSubrulenum:
		name = "subrulenum"
	case wordIfname:
		name = "ifname"
	case wordRuleset:
		name = "ruleset"
	}
	// A word that has no meaning as reason or action is an error before the link type is.
	value := uint32(0)
	if word == wordReason || word == wordAction {
		table := pflogReasons
		if word == wordAction {
			table = pflogActions
		}
		var ok bool
		if value, ok = filterValueOf(table, arg); !ok {
			p.at = arg
			return p.fail("unknown PF " + name + " \"" + arg.text + "\"")
		}
	}
	if p.link.kind != linkPflog {
		return p.fail("'" + name + "' supported only on PFLOG linktype")
	}
	p.at = arg
	none := filterOffset{}
	switch word {
	case wordIfname:
		return p.pflogName(pflogIfname, arg.text, "ifname interface")
	case wordRuleset:
		return p.pflogName(pflogRuleset, arg.text, "ruleset")
	case wordRulenum:
		return p.equal(none, pflogRulenum, bpfW, arg.num)
	case wordSubrulenum:
		return p.equal(none, pflogSubrulenum, bpfW, arg.num)
	case wordReason:
		return p.equal(none, pflogReason, bpfB, value)
	}
	return p.equal(none, pflogAction, bpfB, value)
}

// pflogName compares a name, without the zero byte that ends it in the header.
func (p *filterParser) pflogName(off uint32, name, what string) *filterCond {
	if len(name) >= pflogNameLen {
		return p.fail(what + " names can only be " + filterItoa(pflogNameLen-1) + " characters")
	}
	return p.equalBytes(filterOffset{}, off, []byte(name))
}

var pflogReasons = []filterValue{
	{"match", 0}, {"bad-offset", 1}, {"fragment", 2}, {"short", 3}, {"normalize", 4}, {"memory", 5},
	{"bad-timestamp", 6}, {"congestion", 7}, {"ip-option", 8}, {"proto-cksum", 9}, {"state-mismatch", 10},
	{"state-insert", 11}, {"state-limit", 12}, {"src-limit", 13}, {"synproxy", 14},
}

var pflogActions = []filterValue{
	{"pass", 0}, {"accept", 0}, {"block", 1}, {"drop", 1}, {"scrub", 2}, {"noscrub", 3}, {"nat", 4}, {"nonat", 5},
	{"binat", 6}, {"nobinat", 7}, {"rdr", 8}, {"nordr", 9}, {"synproxy-drop", 10},
}
