// The privileged part at work. Its rules stand in priv_table.go.

package main

import (
	"errors"
	"os"
	"slices"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// privServer is the state of the part.
type privServer struct {
	o     *options
	state privState

	list []string // the names of -r or -V
	next int      // of list

	naming fileNamer // knows the names of -w
	name   string    // of the file being written
	made   []string  // files that it may delete
}

// serveFiles is the privileged part from its start to its end.
func serveFiles(args, env []string) (status int) {
	o, err := parseOptions(args, env)
	if err != nil {
		return exitBad
	}
	s := newPrivServer(o)
	o.confineFilesPart()
	for {
		var head [3]byte
		if partRead(partSocket, head[:]) != nil {
			return exitGood
		}
		name := make([]byte, int(head[1])<<8|int(head[2]))
		if partRead(partSocket, name) != nil {
			return exitGood
		}
		fd, look, err := s.do(privAction(head[0]), string(name))
		if privReply(partSocket, fd, look, err) != nil || s.state == privOver {
			return exitBad
		}
	}
}

func newPrivServer(o *options) *privServer {
	s := &privServer{o: o, state: privPlanning, naming: fileNamer{cfg: o.rotateConfig()}}
	s.naming.cfg.settle()
	return s
}

// do does what it is asked for, if the table and the plan allow it; else the state is privOver, and that was it.
func (s *privServer) do(action privAction, name string) (fd int, look fileLook, err error) {
	fd = -1
	to := privOver
	if action < privActions {
		to = privTable[s.state][action]
	}
	if to == privOver || !s.planned(action, name) {
		s.state = privOver
		return fd, look, syscall.EPERM
	}
	switch action {
	case privPlan:
		s.list = append(s.list, name)
	case privBegin:
	case privCreate:
		fd, err = s.create(name)
	case privRun:
		err = directFiles{}.run(s.o.postRotate, name)
		s.state = to // also when it could not be started: the capture goes on without
	case privRead:
		fd, err = privDescriptor(directFiles{}.open(name))
		s.next++
	case privLook:
		look, err = directFiles{}.look(name)
	case privRemove:
		s.made = slices.DeleteFunc(s.made, func(n string) bool { return n == name })
		err = directFiles{}.remove(name)
	case privSocket:
		fd, err = s.o.packetSocket(int(name[0]))
	}
	if err == nil {
		s.state = to
	}
	return fd, look, err
}

// planned says whether the command line makes the program ask for this now.
func (s *privServer) planned(action privAction, name string) bool {
	switch action {
	case privPlan:
		return name != ""
	case privBegin:
		return name == ""
	case privCreate:
		_, follows := s.follow(name)
		return s.o.writes && (s.again(name) || follows && (s.state != privWriting || s.o.postRotate == ""))
	case privRun:
		return s.o.postRotate != "" && name == s.name
	case privRead:
		if s.o.follow {
			s.next = 0
		}
		return s.next < len(s.list) && name == s.list[s.next]
	case privLook:
		return s.o.follow && len(s.list) > 0 && name == s.list[0]
	case privRemove:
		return slices.Contains(s.made, name)
	case privSocket:
		return s.o.waitInterface && len(name) == 1
	}
	return false
}

// privClockSkew is how old the time in the name of the next file may be, in seconds: the request takes its time, and
// the end of a period is up to a second ago.
const privClockSkew = 60

// follow looks whether the name is the one that follows in the pattern, and returns the state of the names after it.
func (s *privServer) follow(name string) (after fileNamer, ok bool) {
	now, oldest := time.Now(), privClockSkew
	if cfg := &s.naming.cfg; cfg.period == 0 && !cfg.ring {
		oldest = 0 // there is no time in it
	}
	for age := -1; age <= oldest; age++ {
		at := now.Add(-time.Duration(age) * time.Second)
		for _, periodBegins := range [...]bool{false, true} {
			after = s.naming
			if periodBegins && after.cfg.period > 0 {
				after.inTurn = 0
			}
			if after.nextName(at) == name {
				after.count++
				after.inTurn++
				return after, true
			}
		}
	}
	return after, false
}

// again says that the file being written is asked for once more.
func (s *privServer) again(name string) bool { return s.state == privWriting && name == s.name }

// create makes the next file. One that follows another must not be a symbolic link: whoever may write into the folder
// could lead root elsewhere with it. (For the first file the user has named just that.)
func (s *privServer) create(name string) (int, error) {
	flags := os.O_WRONLY | os.O_CREATE | os.O_TRUNC
	if s.state != privFresh {
		flags |= unix.O_NOFOLLOW
	}
	fd, err := privDescriptor(os.OpenFile(name, flags, 0o666))
	if err != nil {
		return fd, err
	}
	if !s.again(name) {
		s.naming, _ = s.follow(name)
	}
	s.name = name
	if s.naming.cfg.deletes() && !slices.Contains(s.made, name) {
		s.made = append(s.made, name)
	}
	return fd, nil
}

// privDescriptor takes the descriptor out of a file, which is to be sent and then closed.
func privDescriptor(f *os.File, err error) (int, error) {
	if err != nil {
		return -1, err
	}
	defer f.Close()
	fd, err := unix.FcntlInt(f.Fd(), unix.F_DUPFD_CLOEXEC, 0)
	if err != nil {
		return -1, err
	}
	return fd, nil
}

// privReplyLen is the size of an answer: the error's number, and what look has found.
const privReplyLen = 4 + 3*8

// privReply sends an answer, with a descriptor if there is one, which is closed.
func privReply(socket, fd int, look fileLook, failed error) error {
	b := make([]byte, 0, privReplyLen)
	b = appendNative32(b, uint32(privErrno(failed)))
	for _, v := range [...]uint64{look.device, look.inode, uint64(look.size)} {
		b = appendNative32(appendNative32(b, uint32(v>>32)), uint32(v))
	}
	if fd < 0 {
		return partWrite(socket, b)
	}
	defer unix.Close(fd)
	for {
		err := unix.Sendmsg(socket, b, unix.UnixRights(fd), nil, 0)
		if err != unix.EINTR {
			return err
		}
	}
}

// privErrno is the number of a system error; EIO stands for any other.
func privErrno(err error) syscall.Errno {
	var errno syscall.Errno
	switch {
	case err == nil:
		return 0
	case errors.As(err, &errno):
		return errno
	}
	return syscall.EIO
}
