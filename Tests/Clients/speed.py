"""How long an editor waits, on a file.

usage: speed.py GVC FILE …

Prints a row a file: from the start to the answer of `initialize`, from opening the file to its
diagnostics, of 50 edits of one character to the diagnostics that follow (the median and the 99th in a
hundred), and the most memory the server took.
"""

import pathlib
import sys
import time

from lsp import Client, Document


class Quick(Client):
    """A client that reads, and leaves the form of messages to the tests of it."""

    def check(self, message):
        self.checked += 1


def milliseconds(since):
    return (time.perf_counter() - since) * 1000


def measure(gvc, path):
    start = time.perf_counter()
    client = Quick(gvc)
    root = path.parent.as_uri()
    client.request(
        "initialize",
        {
            "capabilities": {"textDocument": {"diagnostic": {}}},
            "workspaceFolders": [{"uri": root, "name": "root"}],
        },
    )
    initialize = milliseconds(start)
    client.notify("initialized")
    start = time.perf_counter()
    document = Document(client, str(path))

    def pull():
        client.request("textDocument/diagnostic", {"textDocument": document.identifier})

    pull()
    opened = milliseconds(start)
    lines = document.text.count("\n")
    middle = document.text.index("\n", len(document.text) // 2) + 1
    times = []
    for number in range(50):
        # What a person types comes one by one.
        time.sleep(0.02)
        start = time.perf_counter()
        if number % 2 == 0:
            document.edit(middle, middle, "x")
        else:
            document.edit(middle, middle + 1, "")
        pull()
        times.append(milliseconds(start))
    times.sort()
    for line in open(f"/proc/{client.process.pid}/status"):
        if line.startswith("VmHWM"):
            peak = int(line.split()[1]) / 1024
    client.end()
    print(
        f"{lines:>9,} lines: initialize {initialize:.1f} ms, open {opened:.1f} ms, "
        f"edit p50 {times[25]:.1f} ms, p99 {times[49]:.1f} ms, peak {peak:.1f} MB"
    )


if __name__ == "__main__":
    for argument in sys.argv[2:]:
        measure(sys.argv[1], pathlib.Path(argument).resolve())
