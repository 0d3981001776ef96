// Giving up root: whose rights the program goes on with, and how it takes them. -Z.

package main

import (
	"errors"
	"os"
	"strconv"
	"strings"
	"syscall"
)

// privUser is somebody whose rights the program can take.
type privUser struct {
	name     string
	uid, gid int
}

// privNobody owns no files on any system that follows the custom; no /etc/passwd is needed to know it.
const privNobody = 65534

// dropUser chooses whom root becomes: the user of -Z, else somebody without rights. drop is false if nothing is to be given up.
func (a *app) dropUser() (u privUser, drop bool, err error) {
	switch {
	case os.Geteuid() != 0 || a.o.user == "root":
		return u, false, nil
	case a.o.user != "":
		uid, gid, ok := findUser(readRegular("/etc/passwd", maxNameFile), a.o.user)
		if !ok {
			return u, false, errors.New("Couldn't find user '" + a.o.user + "'")
		}
		return privUser{a.o.user, uid, gid}, uid != 0, nil
	}
	return powerlessUser(), true, nil
}

// powerlessUser is the user without rights that this system has.
func powerlessUser() privUser {
	passwd := readRegular("/etc/passwd", maxNameFile)
	for _, name := range [...]string{"tcpdump", "nobody"} {
		if uid, gid, ok := findUser(passwd, name); ok && uid != 0 {
			return privUser{name, uid, gid}
		}
	}
	return privUser{strconv.Itoa(privNobody), privNobody, privNobody}
}

// become takes the user's rights for every thread. The order matters: after setuid the others are not allowed any more.
// Inside a user namespace that maps root alone, nobody else can be become; what is possible is done then.
func (u privUser) become() error {
	groups := syscall.Setgroups(nil)
	err := syscall.Setgid(u.gid)
	if err == nil {
		err = syscall.Setuid(u.uid)
	}
	if err == nil && os.Getuid() == u.uid && os.Geteuid() == u.uid {
		err = groups
	}
	if err != nil {
		return errors.New("Couldn't change to '" + u.name + "' uid=" + strconv.Itoa(u.uid) + " gid=" + strconv.Itoa(u.gid) +
			": " + errnoText(err))
	}
	return nil
}

// leaveSetuid gives back the rights of a program file that has a set-user-ID or set-group-ID bit, before a file is
// opened that the user has named.
func leaveSetuid() error {
	uid, gid := os.Getuid(), os.Getgid()
	if uid == 0 {
		return nil
	}
	if os.Getegid() != gid || os.Geteuid() != uid {
		if err := syscall.Setregid(gid, gid); err != nil {
			return err
		}
	}
	if os.Geteuid() == uid {
		return nil
	}
	return syscall.Setreuid(uid, uid) // the saved one, too
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
