// The filter expression: where it comes from, its program, and the program's text.

package main

import (
	"errors"
	"io"
	"os"
	"strings"
)

// textError is a failure to read a whole text file.
type textError struct {
	cause  error
	opened bool // it happened while reading
}

func (e *textError) Error() string { return errnoText(e.cause) }

// readText reads a file, "-" is standard input. It is one that the command line names: nothing is captured yet.
func (a *app) readText(name string) (string, error) {
	f := os.Stdin
	if name != "-" {
		var err error
		if f, err = os.Open(name); err != nil {
			return "", &textError{err, false}
		}
		defer f.Close()
	}
	b, err := io.ReadAll(io.LimitReader(f, maxFileList+1))
	if err == nil && len(b) > maxFileList {
		err = errors.New("file too large")
	}
	if err != nil {
		return "", &textError{err, true}
	}
	return string(b), nil
}

// expression is the text of the filter: that of -F, or the words. A file is read only once.
func (a *app) expression() (string, error) {
	if a.filterText == nil {
		text, err := a.readExpression()
		if err != nil {
			return "", err
		}
		a.filterText = &text
	}
	return *a.filterText, nil
}

// readExpression makes comments in a file blanks, so that columns stay what they are.
func (a *app) readExpression() (string, error) {
	name := a.o.filterFile
	if name == "" {
		return strings.Join(a.o.filterWords, " "), nil
	}
	text, err := a.readText(name)
	var failed *textError
	switch {
	case errors.As(err, &failed) && failed.opened:
		return "", errors.New("read " + name + ": " + errnoText(failed.cause))
	case err != nil:
		return "", errors.New("can't open " + name + ": " + err.Error())
	}
	b := []byte(text)
	comment := false
	for i, c := range b {
		switch {
		case c == '\n':
			comment = false
		case c == '#':
			comment = true
		}
		if comment {
			b[i] = ' '
		}
	}
	return string(b), nil
}

// compile turns the expression into a program; the caller has said in env what is special to the source.
func (a *app) compile(env *filterEnv) ([]bpfInsn, error) {
	text, err := a.expression()
	if err != nil {
		return nil, err
	}
	prog, warnings, err := a.compileText(text, env)
	for _, w := range warnings {
		a.warn(w)
	}
	if err == nil && (a.o.dump == 1 || a.o.verbose > 0 && isTerminal(os.Stderr)) {
		for _, note := range filterNotes(text, env) {
			a.warn("note: " + note)
		}
	}
	return prog, err
}

// compileText compiles an expression with what the command line says about compiling.
func (a *app) compileText(text string, env *filterEnv) ([]bpfInsn, []string, error) {
	env.optimize, env.anyVLAN, env.checkLLC = !a.o.noOptimize, a.o.anyVLAN, a.o.dump == 0
	env.names = a.names
	return compileFilter(text, env)
}

// takesAll says whether a program lets every packet pass.
func takesAll(prog []bpfInsn) bool {
	return len(prog) == 0 || len(prog) == 1 && prog[0].k != 0
}

// defragPassing matches packets of which it is not sure that they are no fragments. An extension header of IPv6 may have
// a fragment header behind it.
const defragPassing = "not (ip and ip[6:2] & 0x3fff = 0 or ip6 and (ip6[6] = 6 or ip6[6] = 17 or ip6[6] = 58))"

// compilePassing is the program that runs in the kernel with --defrag: it passes what the expression matches, and all
// that may be a fragment, for of a fragment nobody knows yet whether its datagram matches. That part stands in front,
// where no vlan in the expression moves its offsets. Where it means nothing, all packets pass.
func (a *app) compilePassing(env filterEnv) []bpfInsn {
	text, err := a.expression()
	if err == nil {
		var prog []bpfInsn
		if prog, _, err = a.compileText(defragPassing+" or ("+text+")", &env); err == nil {
			return prog
		}
	}
	prog, _, _ := a.compileText("", &env)
	return prog
}

// runFilter runs a program on a packet. In a live capture it is one for packets as the kernel has them: a VLAN tag that
// the kernel keeps beside the packet, and that was put into it for all others, is not there for the program.
func runFilter(prog *bpfProgram, pk *packet) uint32 {
	at, n := 0, 0 // of the type field, and of the header that precedes the tag
	switch {
	case !pk.aux.vlanTagPresent:
	case pk.linkType == linkLinuxSLL:
		at, n = 14, sllHeaderLen
	case pk.linkType == linkLinuxSLL2:
		at, n = 0, sll2HeaderLen
	case pk.linkType == linkEthernet, pk.linkType == linkDsaTagBrcm, pk.linkType == linkDsaTagDsa, pk.linkType == linkDsaTagEdsa:
		at, n = 12, 14
	}
	b := pk.data
	if n == 0 || len(b) < n+4 || be16at(b, at) != pk.aux.vlanTPID {
		return prog.run(b, pk.wireLen, &pk.aux)
	}
	var saved [sll2HeaderLen + 4]byte
	copy(saved[:n+4], b)
	copy(b[4:], saved[:n])
	copy(b[4+at:], saved[n+2:n+4]) // the type stands behind the tag
	verdict := prog.run(b[4:], pk.wireLen-4, &pk.aux)
	copy(b, saved[:n+4])
	return verdict
}

// filterSet is the filter that the interpreter runs: a program for each link type, compiled when the first packet of the
// type arrives. The offsets in a program are those of one link-level header.
type filterSet struct {
	programs []linkProgram
	compile  func(link int) (*bpfProgram, error)
}

type linkProgram struct {
	link int
	prog *bpfProgram
}

// program returns the program for a link type.
func (s *filterSet) program(link int) (*bpfProgram, error) {
	for i := range s.programs {
		if s.programs[i].link == link {
			return s.programs[i].prog, nil
		}
	}
	prog, err := s.compile(link)
	if err != nil {
		return nil, err
	}
	s.programs = append(s.programs, linkProgram{link, prog})
	return prog, nil
}

// useFilter makes the interpreter filter packets. prog is the program for the link type of env.
func (a *app) useFilter(prog []bpfInsn, env filterEnv) error {
	s := &filterSet{compile: func(link int) (*bpfProgram, error) {
		env.linkType = link
		prog, err := a.compile(&env)
		if err != nil {
			return nil, err
		}
		return newBPFProgram(prog)
	}}
	first, err := newBPFProgram(prog)
	if err != nil {
		return err
	}
	s.programs = append(s.programs, linkProgram{env.linkType, first})
	a.filter = s
	return nil
}

// dumpProgram prints a program for -d, -dd, -ddd.
func (a *app) dumpProgram(prog []bpfInsn) error {
	var out []byte
	switch a.o.dump {
	case 1:
		out = disassembleBPF(out, prog)
	case 2:
		out = dumpBPFC(out, prog)
	default:
		out = dumpBPFDecimal(out, prog)
	}
	return a.print(string(out))
}

// dumpWithoutSource is -d with neither -r nor -i: the link type is that of -y.
func (a *app) dumpWithoutSource() error {
	link := linkEthernet
	if a.o.linkTypeName != "" {
		link, _ = linkTypeByName(a.o.linkTypeName)
	} else {
		a.stderr("Warning: assuming Ethernet\n")
	}
	prog, err := a.compile(&filterEnv{linkType: link, snapLen: a.o.snapLen})
	if err != nil {
		return err
	}
	return a.dumpProgram(prog)
}
