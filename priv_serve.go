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
	begun  int64     // the time in that name, in seconds: no later name has an older one
	made   []string  // files that it may delete

	named *fileLook // what the name of -w led to, when it was opened as it stands there
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
		_, _, follows := s.follow(name)
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

// follow looks whether the name is the one that follows in the pattern, and returns the state of the names after it, and
// the time that is in the name. That is not before the time in the name before, unless the clock was set.
func (s *privServer) follow(name string) (after fileNamer, begun int64, ok bool) {
	now, oldest := time.Now(), privClockSkew
	if cfg := &s.naming.cfg; cfg.period == 0 && !cfg.ring {
		oldest = 0 // there is no time in it
	}
	for age := -1; age <= oldest; age++ {
		at := now.Add(-time.Duration(age) * time.Second)
		if age > 1 && at.Unix() < s.begun {
			break
		}
		for _, periodBegins := range [...]bool{false, true} {
			after = s.naming
			if periodBegins && after.cfg.period > 0 {
				after.inTurn = 0
			}
			if after.nextName(at) == name {
				after.count++
				after.inTurn++
				return after, at.Unix(), true
			}
		}
	}
	return after, 0, false
}

// again says that the file being written is asked for once more.
func (s *privServer) again(name string) bool { return s.state == privWriting && name == s.name }

// create makes the next file.
func (s *privServer) create(name string) (fd int, err error) {
	after, begun, _ := s.follow(name)
	if name == s.o.writeFile {
		fd, err = s.createNamed(name)
	} else {
		fd, err = privCreateNew(name)
	}
	if err != nil {
		return fd, err
	}
	if !s.again(name) {
		s.naming, s.begun = after, begun
	}
	s.name = name
	if s.naming.cfg.deletes() && !slices.Contains(s.made, name) {
		s.made = append(s.made, name)
	}
	return fd, nil
}

// createNamed makes a file under the very name that the user has given: it may be a symbolic link, a pipe or a device,
// and stays what it is if the name comes again.
func (s *privServer) createNamed(name string) (int, error) {
	if s.named == nil {
		f, err := directFiles{}.create(name)
		if err == nil {
			var look fileLook
			if look, err = lookAt(f); err == nil {
				s.named = &look
			}
		}
		return privDescriptor(f, err)
	}
	fd, err := privCreateNew(name)
	if err == nil {
		return fd, nil
	}
	look, e := directFiles{}.look(name)
	if e != nil || look.device != s.named.device || look.inode != s.named.inode {
		return -1, err
	}
	f, e := os.OpenFile(name, os.O_WRONLY, 0)
	if e == nil {
		if look, e = lookAt(f); e == nil && (look.device != s.named.device || look.inode != s.named.inode) {
			f.Close()
			return -1, err
		}
		_ = f.Truncate(0) // if it has a length
	}
	return privDescriptor(f, e)
}

// privCreateNew makes a file whose name the user has not given, but the pattern. Whoever may write into the folder knows
// it in advance, and could lead root elsewhere: so it must not be a symbolic link, nor anything but a file, which the
// open might have to wait for. One with a second name loses this one, and keeps what it holds under the other.
func privCreateNew(name string) (int, error) {
	const flags = unix.O_WRONLY | unix.O_CREAT | unix.O_NOFOLLOW | unix.O_NONBLOCK | unix.O_CLOEXEC
	fd, st, err := privOpen(name, flags)
	if err == nil && st.Mode&unix.S_IFMT == unix.S_IFREG && st.Nlink > 1 {
		unix.Close(fd)
		if err = unix.Unlink(name); err == nil {
			fd, st, err = privOpen(name, flags|unix.O_EXCL)
		}
	}
	if err != nil {
		return -1, err
	}
	if err = syscall.EEXIST; st.Mode&unix.S_IFMT == unix.S_IFREG {
		err = unix.Ftruncate(fd, 0)
	}
	if err == nil {
		err = unix.SetNonblock(fd, false)
	}
	if err != nil {
		unix.Close(fd)
		return -1, err
	}
	return fd, nil
}

func privOpen(name string, flags int) (fd int, st unix.Stat_t, err error) {
	for {
		if fd, err = unix.Open(name, flags, 0o666); err != unix.EINTR {
			break
		}
	}
	if err == nil {
		if err = unix.Fstat(fd, &st); err != nil {
			unix.Close(fd)
		}
	}
	return fd, st, err
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
