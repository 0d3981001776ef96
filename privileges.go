// Giving up root: -Z.

package main

import (
	"errors"
	"os"
	"strconv"
	"strings"
	"syscall"
)

// dropPrivileges becomes the user of -Z, with no other groups than that user's own. Whoever is not root has nothing to
// give up.
func (a *app) dropPrivileges() error {
	name := a.o.user
	if name == "" || name == "root" || os.Geteuid() != 0 {
		return nil
	}
	uid, gid, ok := findUser(readRegular("/etc/passwd", maxNameFile), name)
	if !ok {
		return errors.New("Couldn't find user '" + name + "'")
	}
	// The order matters: after setuid the others are not allowed any more.
	err := syscall.Setgroups([]int{gid})
	if err == nil {
		err = syscall.Setgid(gid)
	}
	if err == nil {
		err = syscall.Setuid(uid)
	}
	if err != nil {
		return errors.New("Couldn't change to '" + name + "' uid=" + strconv.Itoa(uid) + " gid=" + strconv.Itoa(gid) +
			": " + errnoText(err))
	}
	a.stderr("dropped privs to " + name + "\n")
	return nil
}

// findUser looks up a name in the text of passwd(5).
func findUser(passwd, name string) (uid, gid int, ok bool) {
	for line := range strings.Lines(passwd) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), ":")
		if len(f) < 4 || f[0] != name {
			continue
		}
		uid, errU := strconv.ParseUint(f[2], 10, 32)
		gid, errG := strconv.ParseUint(f[3], 10, 32)
		return int(uid), int(gid), errU == nil && errG == nil
	}
	return 0, 0, false
}
