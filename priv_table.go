// The privileged part: what it may be asked for, and when. Somebody who has taken over the main process can ask for
// nothing else.
//
// It is given the command line at its start, from which it knows the pattern of the names of -w, the command of -z and
// the file of -r; the names of -V follow once. After that it does only what the table allows. Anything else ends it.
//
//	state      it means                          what may be asked for           leads to
//	planning   it is told the names of -V        plan    one name                planning
//	                                             begin                           fresh
//	fresh      no file was made yet              create  the first file          writing
//	writing    a file is being written           create  the next file           writing, only without -z
//	                                             run     -z, for that file       handed
//	handed     -z has got it                     create  the next file           writing
//	over       somebody asked for something else nothing
//
//	in fresh, writing and handed, without a change of state:
//	                                             read    the next file of -V, or that of -r with --follow
//	                                             look    at the file of -r with --follow: which is it, how long
//	                                             remove  a file that it has made, if -W or --ring deletes files
//	                                             socket  for packets, not yet bound, with --wait-interface
//
// The next file is the one that follows in the pattern of -w: its number is one more, and the time in its name is now.
// So a state never comes back for the same file: numbers and time only grow. (A file whose header could not be written
// for lack of room is made once more, under its name.) It is a new file or a plain one, and no link leads to it, unless
// its name is the very one that the command line gives.

package main

type privState uint8

const (
	privOver privState = iota
	privPlanning
	privFresh
	privWriting
	privHanded
	privStates
)

type privAction uint8

const (
	privPlan privAction = iota
	privBegin
	privCreate
	privRun
	privRead
	privLook
	privRemove
	privSocket
	privActions
)

// privTable says where an action leads that succeeds; privOver means that it is refused.
var privTable = [privStates][privActions]privState{
	privPlanning: {privPlan: privPlanning, privBegin: privFresh},
	privFresh: {privCreate: privWriting,
		privRead: privFresh, privLook: privFresh, privSocket: privFresh},
	privWriting: {privCreate: privWriting, privRun: privHanded,
		privRead: privWriting, privLook: privWriting, privRemove: privWriting, privSocket: privWriting},
	privHanded: {privCreate: privWriting,
		privRead: privHanded, privLook: privHanded, privRemove: privHanded, privSocket: privHanded},
}
