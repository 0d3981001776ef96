// The sandbox: what the program gives up when everything that it needs is open, before it looks at the first packet.
//
//	root            for a user without rights (priv_user.go)                    stays with -Z root
//	capabilities    all of them, on every thread                                stay with -Z root
//	exec            never gains anything again: no_new_privs                    Linux
//	system calls    only those that a running capture makes: seccomp            Linux; pledge on OpenBSD
//	sockets         the capture's are neither written to nor bound elsewhere    Linux; OpenBSD and FreeBSD: bpf devices
//	files           none by name: Landlock                                      Linux; pledge; Capsicum on FreeBSD
//
// A system that lacks a part lacks it, and -v says so. What has to be opened later on, the privileged part opens
// (priv_table.go); names of hosts are asked for by a part of their own (priv_names.go), the tables of names are read
// beforehand. If a part cannot be started (an emulator, a file system without exec), the process must do its work, and
// keeps what it needs for that.

package main

import (
	"errors"
	"os"
	"strconv"
	"strings"
)

// sandboxReport says what of the sandbox is active.
type sandboxReport struct {
	active  []string
	missing []string // each with the reason
}

func (r *sandboxReport) add(what string, err error) {
	if err == nil {
		r.active = append(r.active, what)
	} else {
		r.lacks(what, err)
	}
}

func (r *sandboxReport) lacks(what string, err error) {
	r.missing = append(r.missing, what+" ("+errnoText(err)+")")
}

func (r *sandboxReport) String() string {
	s := "none"
	if len(r.active) > 0 {
		s = strings.Join(r.active, ", ")
	}
	if len(r.missing) > 0 {
		s += "; not: " + strings.Join(r.missing, ", ")
	}
	return s
}

// startFilesPart starts the privileged part, if files or sockets are to be opened after the start by a process that
// cannot do that any more. list are the savefiles to read.
func (a *app) startFilesPart(list []string) error {
	o := a.o
	user, drop, err := a.dropUser()
	if err != nil {
		return err
	}
	a.user, a.drop = user, drop
	cfg := o.rotateConfig()
	later := o.writes && cfg.rotates() || len(list) > 1 || o.follow && o.readFile != "-" || o.waitInterface && len(list) == 0
	if o.dump > 0 || !later || !drop && o.noSandbox {
		return nil
	}
	part, err := startPart(o.argv0, partFiles, os.Args[1:], o.postRotate != "")
	if err == nil {
		a.priv = &privClient{partHandle: part}
		named := make([]string, 0, len(list))
		for _, name := range list {
			if name != "-" {
				named = append(named, name)
			}
		}
		if err = a.priv.plan(named); err == nil {
			a.files = a.priv
			return nil
		}
	}
	a.priv = nil
	a.report.lacks("privileged part", err)
	a.crippled = true
	if drop && o.user == "" {
		a.drop = false
		a.warn("WARNING: the privileged part cannot be started (" + errnoText(err) + "): root is kept")
	}
	return nil
}

// askSocket is where captures get packet sockets from, once they cannot open any.
func (a *app) askSocket(kind int) (fd int, ok bool, err error) {
	if a.priv == nil {
		return -1, false, nil
	}
	fd, err = a.priv.packetSocket(kind)
	return fd, true, err
}

// startNamesPart starts the part that asks name servers.
func (a *app) startNamesPart() {
	uid, gid := -1, -1
	if os.Geteuid() == 0 {
		u := a.user
		if !a.drop {
			u = powerlessUser()
		}
		uid, gid = u.uid, u.gid
	}
	part, err := startPart(a.o.argv0, partNames, []string{strconv.Itoa(uid), strconv.Itoa(gid)}, false)
	if err != nil {
		a.report.lacks("names part", err)
		a.crippled = true
		return
	}
	a.names.dns.part = &namesPart{partHandle: part}
}

// endParts is called when nothing is to be done any more.
func (a *app) endParts() {
	if a.priv != nil {
		a.priv.end()
	}
	if part := a.names.dns.part; part != nil {
		part.end()
	}
}

// confine gives up what is not needed any more. live is nil when savefiles are read.
func (a *app) confine(live liveSource) error {
	o := a.o
	if !o.noSandbox {
		printing := a.printing != nil && o.noNames == 0
		a.names.prepare(printing, a.filter != nil)
		if printing {
			a.startNamesPart()
		}
	}
	if a.drop {
		if err := a.user.become(); err == nil {
			a.report.active = append(a.report.active, "user "+a.user.name)
		} else if o.user != "" {
			return err
		} else {
			a.report.lacks("user "+a.user.name, err)
		}
		if o.user != "" {
			a.stderr("dropped privs to " + o.user + "\n")
		}
	}
	// Nobody else could open a socket for --wait-interface where there is no part to do it.
	if a.drop || os.Geteuid() != 0 && !o.noSandbox && !(a.crippled && o.waitInterface) {
		if what, err := dropCapabilities(nil); what != "" {
			a.report.add(what, err)
		}
	}
	if a.printing != nil { // with the rights that are left, before the files are out of reach
		keys, err := espReadSecrets(o.secrets)
		if err != nil {
			return err
		}
		a.printing.espKeys = keys
	}
	if a.priv != nil {
		a.report.active = append(a.report.active, "files by a privileged part")
	}
	if a.names.dns.part != nil {
		a.report.active = append(a.report.active, "names by a part of their own")
	}
	if o.noSandbox && a.drop {
		gainNothing(&a.report)
	}
	if !o.noSandbox {
		enterSandbox(&a.report, sandboxNeeds{live: live, await: o.waitInterface && live != nil, crippled: a.crippled})
	}
	// Of a savefile nothing is said: scripts that print one with -v expect only its packets.
	if o.verbose > 0 && live != nil {
		a.warn("sandbox: " + a.report.String())
	}
	a.probeSandbox()
	return nil
}

// sandboxNeeds says what the process still has to do.
type sandboxNeeds struct {
	live     liveSource // ask sockets about interfaces and what they have lost; nil for savefiles
	await    bool       // set up sockets that it is handed
	crippled bool       // everything that a part would have done
}

var errPartMissing = errors.New("a part could not be started")

// outputFolder is the folder of the pattern of -w, as far as it is the same for all files; fixed says that it holds all of
// them.
func outputFolder(pattern string) (folder string, fixed bool) {
	fixed = true
	if i := strings.IndexByte(pattern, '%'); i >= 0 {
		fixed = strings.IndexByte(pattern[i:], '/') < 0
		pattern = pattern[:i]
	}
	switch i := strings.LastIndexByte(pattern, '/'); i {
	case -1:
		return ".", fixed
	case 0:
		return "/", fixed
	default:
		return pattern[:i], fixed
	}
}
