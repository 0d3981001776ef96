// What goes together on a command line, and what does not.

package main

import "errors"

// check looks at the options as a whole.
func (o *options) check() error {
	o.hex, o.hexASCII, o.asASCII = min(o.hex, 2), min(o.hexASCII, 2), min(o.asASCII, 2)
	o.dump = min(o.dump, 3)
	switch {
	case o.tsStyle > 5:
		return errors.New("only -t, -tt, -ttt, -tttt and -ttttt are supported")
	case o.fileList != "" && o.reads:
		return errors.New("-V and -r are mutually exclusive.")
	case o.asASCII > 0 && o.hexASCII > 0:
		return errors.New("-A and -X are mutually exclusive.")
	case o.rotateSize > 0 && !o.writes:
		return errors.New("-C cannot be used without -w.")
	case o.postRotate != "" && (!o.writes || o.rotateSize == 0 && o.rotateSeconds == 0 && !o.rotation.rotates()):
		return errors.New("-z cannot be used without -w and (-C or -G).")
	case o.writeOnly != "" && !o.writes:
		return errors.New(o.writeOnly + " cannot be used without -w.")
	case o.align && o.rotateSeconds == 0 && o.rotation.period == 0:
		return errors.New("--align cannot be used without -G or --ring duration.")
	case o.comment != "" && !o.savesPcapng():
		return errors.New("--comment cannot be used without pcapng: give --pcapng or a name that ends in .pcapng.")
	case o.follow && !o.reads:
		return errors.New("--follow cannot be used without -r.")
	}
	if err := espCheckSecrets(o.secrets); err != nil {
		return err
	}
	return o.refuseUnimplemented()
}

// refuseUnimplemented names the options that are understood and cannot be honoured yet. To ignore one would be worse:
// whoever gives it relies on it.
func (o *options) refuseUnimplemented() error {
	if len(o.mibModules) > 0 {
		return notImplemented("-m (loading SMI modules)")
	}
	return nil
}

func notImplemented(what string) error { return errors.New(what + " is not implemented yet") }

// savesPcapng says whether -w makes pcapng files.
func (o *options) savesPcapng() bool {
	pcapng, _ := savefileKind(o.writeFile)
	return o.pcapng || pcapng || len(o.interfaces) > 1
}
