"""Opens a file in Kakoune with our files, and looks at what it draws.

usage: kakoune.py EDITORS DIRECTORY

Kakoune runs with the JSON interface, which says of each piece of text in which face it is drawn; the
faces get colours of their own, so that each can be told. The cursor, which has its own, waits at the end.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

FACES = {
    "type": "rgb:010000", "keyword": "rgb:020000", "variable": "rgb:030000", "string": "rgb:040000",
    "comment": "rgb:050000", "value": "rgb:060000", "operator": "rgb:070000",
}
TEXT = """// A case
firm maker "The // maker" {
  size: small
  source: survey
}
link maker -> house {}
expect finding functional_ceiling on maker
"""
# The first piece of a line that is these words, and its face.
WANTED = [
    (0, "// A case", "comment"), (1, "firm", "type"), (1, '"The // maker"', "string"),
    (2, "size", "variable"), (2, "small", "value"), (3, "source", "variable"), (5, "link", "type"),
    (5, "->", "operator"), (6, "expect", "keyword"), (6, "finding", "keyword"),
]


def require(condition, message):
    if not condition:
        sys.exit(f"kakoune.py: {message}")


def drawn(process):
    """The lines of the first picture that shows the file."""
    for line in process.stdout:
        message = json.loads(line)
        if message["method"] == "draw" and "firm" in json.dumps(message["params"][0]):
            return message["params"][0]
    return []


def main():
    editors, directory = sys.argv[1:3]
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        (scratch / "kak").mkdir()
        (scratch / "kak" / "kakrc").write_text(f"source {os.path.realpath(editors)}/kakoune/gvc.kak\n")
        case = pathlib.Path(directory) / "kakoune.gvc"
        case.write_text(TEXT)
        debug, options = scratch / "debug", scratch / "options"
        environment = {**os.environ, "XDG_CONFIG_HOME": str(scratch), "XDG_RUNTIME_DIR": str(scratch)}
        environment.pop("TMUX", None)
        faces = "\n".join(f"set-face global {face} {colour}" for face, colour in FACES.items())
        commands = f"""
            {faces}
            hook global WinDisplay .*kakoune.gvc %{{
                echo -to-file {options} -- %opt{{filetype}} %opt{{indentwidth}} %opt{{comment_line}}
                evaluate-commands -draft %{{ buffer *debug*; write -force {debug} }}
            }}
            edit {case}
            execute-keys ge
        """
        process = subprocess.Popen(
            ["kak", "-ui", "json", "-e", commands], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            env=environment, text=True,
        )
        try:
            process.stdin.write('{"jsonrpc": "2.0", "method": "resize", "params": [30, 100]}\n')
            process.stdin.flush()
            lines = drawn(process)
            process.stdin.write('{"jsonrpc": "2.0", "method": "keys", "params": [":quit!<ret>"]}\n')
            process.stdin.flush()
            process.communicate(timeout=20)
        finally:
            process.kill()
        mistakes = [x for x in debug.read_text().splitlines() if "gvc" in x or "kakrc" in x]
        require(not mistakes, "\n".join(mistakes))
        require(options.read_text().split() == ["gvc", "2", "//"], f"options: {options.read_text()}")
        for number, words, face in WANTED:
            found = [atom["face"]["fg"] for atom in lines[number] if atom["contents"].strip() == words]
            require(found[:1] == [FACES[face]], f"`{words}` is {found}, not {face}: {lines[number]}")


if __name__ == "__main__":
    main()
