#!/usr/bin/env python3
"""Types at real shells with the completion of gvc, and says where they do not write what they should.

usage: complete.py GVC SHELL ...

A shell is `bash`, `zsh` or `fish`. Ends with status 1 where something is not completed as it should be.
"""

import os
import pathlib
import pty
import re
import select
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]

# What is typed before the tab, and what the line is then; a word has a space behind it, a directory none.
LINES = [
    ("gvc chec", "gvc check "),
    ("gvc completi", "gvc completions "),
    ("gvc analyze --que", "gvc analyze --questions "),
    ("gvc check --format js", "gvc check --format json"),
    ("gvc check --format sa", "gvc check --format sarif "),
    ("gvc check --format=sa", "gvc check --format=sarif "),
    ("gvc theory sh", "gvc theory show "),
    ("gvc theory show dal", "gvc theory show dallas2019 "),
    ("gvc explain GVC051", "gvc explain GVC0510 "),
    ("gvc analyze Samples/brenta --layer bef", "gvc analyze Samples/brenta --layer before "),
    ("gvc analyze Samples/brenta --set dependent_sha",
     "gvc analyze Samples/brenta --set dependent_share="),
    ("gvc check Samples/bre", "gvc check Samples/brenta/"),
    ("gvc check Samples/brenta/bre", "gvc check Samples/brenta/brenta.gvc "),
    ("gvc man plug", "gvc man plugin "),
]


class Screen:
    """An interactive shell on a terminal."""

    def __init__(self, arguments, environment):
        self.process, self.terminal = pty.fork()
        if self.process == 0:
            os.chdir(ROOT)
            os.execvpe(arguments[0], arguments, environment)

    def read(self, until, limit=20.0):
        """What the shell writes until a mark stands in it; all of it where the mark does not come."""
        text = ""
        end = time.monotonic() + limit
        while until not in text and time.monotonic() < end:
            if select.select([self.terminal], [], [], 0.1)[0]:
                try:
                    text += os.read(self.terminal, 65536).decode(errors="replace")
                except OSError:
                    break
        return text

    def type(self, text):
        os.write(self.terminal, text.encode())

    def close(self):
        os.close(self.terminal)
        os.waitpid(self.process, 0)


def environment(gvc, home):
    path = f"{pathlib.Path(gvc).resolve().parent}:{os.environ['PATH']}"
    return {"PATH": path, "HOME": str(home), "TERM": "dumb", "LANG": "C.UTF-8", "COLUMNS": "200"}


def typed(gvc, shell, home):
    """The lines that bash or zsh make: a key at the end of each prints it, whatever it is."""
    script = home / f"_gvc.{shell}"
    script.write_bytes(subprocess.run([gvc, "completions", shell], check=True,
                                      capture_output=True).stdout)
    if shell == "bash":
        (home / "rc").write_text(f"""
            PS1='ready> '
            bind 'set enable-bracketed-paste off'
            source {script}
            show() {{ printf '\\nline<%s>\\n' "$READLINE_LINE"; READLINE_LINE=''; READLINE_POINT=0; }}
            bind -x '"\\C-g": show'
        """)
        arguments = ["bash", "--noprofile", "--rcfile", str(home / "rc"), "-i"]
    else:
        functions = home / "functions"
        functions.mkdir()
        script.rename(functions / "_gvc")
        (home / ".zshrc").write_text(f"""
            PS1='ready> '
            unsetopt zle_bracketed_paste prompt_sp 2>/dev/null
            fpath=({functions} $fpath)
            autoload -Uz compinit && compinit -u -d {home}/dump
            show() {{ print -r -- ""; print -r -- "line<$BUFFER>"; BUFFER=''; }}
            zle -N show && bindkey '^G' show && bindkey '^I' complete-word
        """)
        arguments = ["zsh", "-i"]
    screen = Screen(arguments, environment(gvc, home))
    screen.read("ready> ")
    made = []
    for text, _ in LINES:
        screen.type(text + "\t")
        # Keys that come while a completion is at work would be part of what is completed.
        time.sleep(0.5)
        screen.type("\x07")
        found = re.findall(r"line<([^>]*)>", screen.read(">\r\n"))
        made.append(found[-1] if found else None)
    screen.type("\x04")
    screen.close()
    return made


def asked(gvc, home):
    """The lines that fish makes, which says itself what it completes."""
    directory = home / ".config" / "fish" / "completions"
    directory.mkdir(parents=True)
    (directory / "gvc.fish").write_bytes(
        subprocess.run([gvc, "completions", "fish"], check=True, capture_output=True).stdout)
    made = []
    for text, _ in LINES:
        result = subprocess.run(["fish", "--command", 'complete --do-complete "$line"'],
                                capture_output=True, text=True, cwd=ROOT, check=False,
                                env={**environment(gvc, home), "line": text})
        words = [line.split("\t")[0] for line in result.stdout.splitlines()]
        start = text[:text.rfind(" ") + 1]
        common = os.path.commonprefix(words)
        is_whole = len(words) == 1 and not common.endswith(("/", "="))
        made.append(start + common + (" " if is_whole else ""))
    return made


def main(gvc, shells):
    wrong = 0
    for shell in shells:
        with tempfile.TemporaryDirectory() as home:
            home = pathlib.Path(home)
            made = asked(gvc, home) if shell == "fish" else typed(gvc, shell, home)
        for (text, wanted), got in zip(LINES, made):
            if got != wanted:
                wrong += 1
                print(f"{shell}: `{text}` becomes `{got}`, and should become `{wanted}`")
        print(f"{shell}: {len(made)} lines")
    return 1 if wrong else 0


if __name__ == "__main__":
    if len(sys.argv) < 3:
        raise SystemExit(__doc__)
    raise SystemExit(main(sys.argv[1], sys.argv[2:]))
