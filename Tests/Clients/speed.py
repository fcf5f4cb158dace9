"""How long an editor waits, on a file, beside a language server that is known to be fast.

usage: speed.py GVC [--ruff RUFF] FILE …

Prints a row a file: from the start to the answer of `initialize`, from opening the file to its
diagnostics, of 50 edits of one character to the diagnostics that follow (the median and the 99th in a
hundred), in a value and in the name of a declaration, and the most memory the server took until then. With `--ruff`
the same is done, in turn, with `ruff server` on a Python file of as many lines, and a row of ratios
follows: how many times as long, or as much, gvc takes. The two do other work on other texts, so that the
ratios only tell whether an editor feels alike.
"""

import pathlib
import re
import subprocess
import sys
import tempfile
import time

from lsp import Client, Document

EDITS = 50


class Quick(Client):
    """A client that reads, and leaves the form of messages to the tests of it."""

    def check(self, message):
        self.checked += 1


def milliseconds(since):
    return (time.perf_counter() - since) * 1000


def behind(text, pattern):
    """The place behind what a pattern first matches in the second half of a text."""
    return re.compile(pattern, re.MULTILINE).search(text, len(text) // 2).end()


def measure(command, language, path, value, name):
    """The figures of one server; `value` and `name` match what stands before the two places of edits."""
    start = time.perf_counter()
    client = Quick(command[0], command[1:], stderr=subprocess.DEVNULL)
    root = path.parent.as_uri()
    client.request(
        "initialize",
        {
            "processId": None,
            "capabilities": {"textDocument": {"diagnostic": {}}},
            "workspaceFolders": [{"uri": root, "name": "root"}],
        },
    )
    figures = {"initialize": milliseconds(start)}
    client.notify("initialized")
    start = time.perf_counter()
    document = Document(client, str(path), language=language)

    def pull():
        client.request("textDocument/diagnostic", {"textDocument": document.identifier})

    pull()
    figures["open"] = milliseconds(start)
    for what, pattern, character in [("value", value, "7"), ("name", name, "x")]:
        place = behind(document.text, pattern)
        times = []
        for number in range(EDITS):
            # What a person types comes one by one.
            time.sleep(0.02)
            start = time.perf_counter()
            if number % 2 == 0:
                document.edit(place, place, character)
            else:
                document.edit(place, place + 1, "")
            pull()
            times.append(milliseconds(start))
        times.sort()
        figures[f"{what} p50"] = times[EDITS // 2]
        figures[f"{what} p99"] = times[-1]
        for line in open(f"/proc/{client.process.pid}/status"):
            if line.startswith("VmHWM"):
                figures[f"{what} peak"] = int(line.split()[1]) / 1024
    client.end()
    return figures


def row(title, figures, unit=True):
    parts = []
    for name, figure in figures.items():
        sign = (" MB" if name.endswith("peak") else " ms") if unit else "×"
        parts.append(f"{name} {figure:.1f}{sign}")
    print(f"{title:>24}: {', '.join(parts)}", flush=True)


def python_text(lines):
    """A module of functions with as many lines, without a mistake."""
    block = (
        '\ndef share_{0}(workers: int, sales: float = {0}) -> float:\n    """The share {0}."""\n'
        "    if workers > {0}:\n        return sales / (workers + {0})\n    total = workers * {0}\n"
        "    return sales - total\n\n"
    )
    height = block.count("\n")
    text = "".join(block.format(number) for number in range(1, lines // height + 2))
    return "\n".join(text.split("\n")[:height * (lines // height)]) + "\n" * (lines % height + 1)


def main():
    gvc, *rest = sys.argv[1:]
    ruff = None
    if rest[:1] == ["--ruff"]:
        ruff, rest = rest[1], rest[2:]
    for argument in rest:
        path = pathlib.Path(argument).resolve()
        lines = path.read_text().count("\n")
        own = measure(
            [gvc, "lsp"], "gvc", path, r"^ *\w+: \d+", r"^(?:firm|buyer|agent) \w+")
        row(f"gvc, {lines:,} lines", own)
        if ruff is None:
            continue
        with tempfile.TemporaryDirectory() as scratch:
            module = pathlib.Path(scratch).resolve() / "module.py"
            module.write_text(python_text(lines))
            peer = measure([ruff, "server"], "python", module, r"workers \* \d+", r"^def \w+")
            row(f"ruff, {module.read_text().count(chr(10)):,} lines", peer)
        row("gvc / ruff", {name: own[name] / peer[name] for name in own}, unit=False)


if __name__ == "__main__":
    main()
