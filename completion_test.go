package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestCompletion asks the shells what they offer for tcpdump: every option, and arguments where they are known.
func TestCompletion(t *testing.T) {
	folder, err := filepath.Abs("packaging/completion")
	if err != nil {
		t.Fatal(err)
	}
	for _, shell := range []struct {
		name  string
		short bool // short options are offered one by one
		ask   func(t *testing.T, folder, line string) []string
	}{
		{"bash", true, completeBash}, {"zsh", true, completeZsh}, {"fish", true, completeFish},
	} {
		t.Run(shell.name, func(t *testing.T) {
			if _, err := exec.LookPath(shell.name); err != nil {
				t.Skip("there is no ", shell.name)
			}
			long, short := shell.ask(t, folder, "tcpdump --"), shell.ask(t, folder, "tcpdump -")
			for _, o := range append(longOptions[:], ownOptions[:]...) {
				if !slices.Contains(long, "--"+o.name) {
					t.Errorf("--%s is not offered", o.name)
				}
			}
			for i := range shortOptions {
				if c := shortOptions[i]; c != ':' && c != 'm' && !slices.Contains(short, "-"+string(rune(c))) { // -m is refused
					t.Errorf("-%c is not offered", c)
				}
			}
			if got := shell.ask(t, folder, "tcpdump -Q in"); !slices.Contains(got, "inout") || slices.Contains(got, "out") {
				t.Errorf("-Q: %q", got)
			}
			if got := shell.ask(t, folder, "tcpdump -r "+folder+"/tcpdump."); !slices.ContainsFunc(got, func(s string) bool {
				return filepath.Base(s) == "tcpdump.fish"
			}) {
				t.Errorf("-r: %q", got)
			}
		})
	}
}

// completions are the words that a shell's lines begin with; the sign of an option with an argument is left out.
func completions(t *testing.T, c *exec.Cmd) (words []string) {
	t.Helper()
	c.Env = append(os.Environ(), "LC_ALL=C", "TERM=dumb", "HOME="+t.TempDir())
	out, err := c.Output()
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(out)) {
		if f := strings.FieldsFunc(line, func(r rune) bool { return r <= ' ' }); len(f) > 0 {
			words = append(words, strings.TrimSuffix(f[0], "="))
		}
	}
	return
}

func completeBash(t *testing.T, folder, line string) []string {
	return completions(t, exec.Command("bash", "--norc", "-c", `
compopt() { :; } # works in a completion only
. "$1/tcpdump.bash"
read -ra COMP_WORDS <<<"$2"
[[ $2 != *" " ]] || COMP_WORDS+=("")
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
_tcpdump
printf '%s\n' "${COMPREPLY[@]}"`, "bash", folder, line))
}

func completeFish(t *testing.T, folder, line string) []string {
	return completions(t, exec.Command("fish", "--no-config", "-c",
		`source $argv[1]/tcpdump.fish; complete -C "$argv[2]"`, folder, line))
}

// completeZsh types the line into an interactive shell, in which compadd shows what it was given.
func completeZsh(t *testing.T, folder, line string) []string {
	return completions(t, exec.Command("zsh", "-f", "-c", `
zmodload zsh/zpty
zpty z zsh -f -i
zpty -w z "fpath=($1 \$fpath); PS1=; autoload -Uz compinit; compinit -u -D; bindkey '^I' complete-word"
zpty -w z 'compadd() {
	[[ ${@[(I)-[OAD]*]} = 0 ]] || { builtin compadd "$@"; return }
	local -a hits; builtin compadd -O hits "$@"; print -rl -- $hits; builtin compadd "$@"
}
zstyle ":completion:*" list-grouped false; print ready'
while zpty -r z text; do [[ $text != *ready[[:space:]]* || $text = *print* ]] || break; done
zpty -n -w z "$2"$'\t'
sleep 1
zpty -w z $'\C-u'
zpty -w z 'print finished'
while zpty -r z text; do
	print -r -- "${text//$'\r'/}"
	[[ $text != *finished[[:space:]]* || $text = *print* ]] || break
done
zpty -d z`, "zsh", folder, line))
}
