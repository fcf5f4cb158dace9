"""Random edits and requests on a project of many files, for as long as it is told.

usage: soak.py GVC [--steps N] [--files N] [--compare N] [--seed N]

Every so many steps all answers are held against those of a fresh server. The memory of the server is
printed ten times on the way, and must not grow from the second of these to the last by more than a
third; all of its threads use one heap. 100,000 steps on 200 files are what is run before a release.
"""

import argparse
import os
import pathlib
import random
import sys
import tempfile
import time

from lsp import Client, Document, Failure, require
from session import PULL

PIECES = [
    "firm new_one {}\n", "maker_1", " { ", " }", "\n", "link maker_1 -> house_2\n", "size: ",
    "small", "sise: large", "👟", '"', "// é\n", "in after {", "[", "]", 'from survey "p. 1" ',
    "\r\n", "60%", "expect finding functional_ceiling on maker_3\n", "use caspari2003\n",
]
METHODS = [
    "hover", "definition", "references", "documentHighlight", "completion", "signatureHelp",
    "prepareCallHierarchy",
]
WHOLE = [
    "diagnostic", "documentSymbol", "foldingRange", "semanticTokens/full", "formatting", "codeLens",
    "documentLink",
]


def text(number, files):
    other = (number + 1) % files
    lines = [
        f'firm maker_{number} "Makers 👟 {number}" {{ size: small performs: [production] }}',
        f"buyer house_{number} {{ core: [design, ..] }}",
        f"link maker_{number} -> house_{number} {{ governance: quasi_hierarchical }}",
        f"link maker_{number} -> house_{other} {{ dependence: high }}",
    ]
    if number == 0:
        lines = [
            "use caspari2003",
            'source survey { author: "A. Author" year: 2001 }',
            "period before { years: 1970..1989 }",
            "period after { years: 1990..2000 }",
            *lines,
            'in after { set maker_0 { size: large from survey "p. 1" } }',
        ]
    return "\n".join(lines) + "\n"


class Quick(Client):
    """A client that reads, and leaves the form of messages to the tests of it."""

    def check(self, message):
        self.checked += 1


class Soak:
    def __init__(self, gvc, root, files, seed):
        self.gvc, self.root, self.files = gvc, root, files
        self.random = random.Random(seed)
        self.client = self.begin()
        self.open = {}

    def begin(self):
        client = Quick(self.gvc)
        uri = self.root.as_uri()
        client.request(
            "initialize",
            {
                "processId": os.getpid(),
                "capabilities": PULL,
                "workspaceFolders": [{"uri": uri, "name": "root"}],
            },
        )
        client.notify("initialized")
        return client

    def path(self, number):
        return self.root / f"f{number:03}.gvc"

    def step(self):
        r = self.random
        number = r.randrange(self.files) if len(self.open) < 8 else r.choice(list(self.open))
        document = self.open.get(number)
        what = r.random()
        if document is None:
            if what < 0.8:
                self.open[number] = Document(self.client, str(self.path(number)))
            else:
                self.path(number).write_text(text(number, self.files))
        elif what < 0.03:
            self.client.notify("textDocument/didClose", {"textDocument": document.identifier})
            del self.open[number]
        elif what < 0.06:
            self.path(number).write_text(document.text, newline="")
            self.client.notify("textDocument/didSave", {"textDocument": document.identifier})
        elif what < 0.1:
            # Back to a text without mistakes, so that there is something to conclude.
            document.edit(0, len(document.text), text(number, self.files))
        elif what < 0.6:
            start = r.randrange(len(document.text) + 1)
            end = min(len(document.text), start + r.choice([0, 0, 0, 1, 5, 40]))
            # An editor never divides a line break.
            if document.text[start - 1 : start + 1] == "\r\n" or \
                    document.text[end - 1 : end + 1] == "\r\n":
                return
            document.edit(start, end, r.choice(PIECES))
        else:
            method = r.choice(METHODS + WHOLE)
            request = self.client.start(f"textDocument/{method}", self.parameters(document, method))
            if r.random() < 0.1:
                self.client.notify("$/cancelRequest", {"id": request})
            if r.random() < 0.8:
                self.wait(request)

    def wait(self, request):
        answer = self.client.wait(request)
        code = answer.get("error", {}).get("code")
        require(code in (None, -32800, -32801, -32802, -32803), f"an error: {answer}")
        self.client.notifications.clear()

    def parameters(self, document, method):
        parameters = {"textDocument": document.identifier}
        if method in METHODS:
            index = self.random.randrange(len(document.text) + 1)
            parameters["position"] = document.position(index)
        if method == "references":
            parameters["context"] = {"includeDeclaration": True}
        if method == "formatting":
            parameters["options"] = {"tabSize": 2, "insertSpaces": True}
        return parameters

    def compare(self):
        """Holds all answers against those of a server that has just begun."""
        fresh = self.begin()
        for document in self.open.values():
            fresh.notify(
                "textDocument/didOpen",
                {
                    "textDocument": {
                        "uri": document.uri,
                        "languageId": "gvc",
                        "version": document.version,
                        "text": document.text,
                    }
                },
            )
        questions = [("workspace/diagnostic", {"previousResultIds": []})]
        for document in self.open.values():
            for method in METHODS + WHOLE:
                questions.append((f"textDocument/{method}", self.parameters(document, method)))
        for method, parameters in questions:
            found, expected = (
                without_ids(c.request(method, parameters)) for c in (self.client, fresh)
            )
            require(found == expected, f"{method} {parameters}:\n{found}\n{expected}")
        fresh.end()
        return len(questions)

    def memory(self):
        for line in open(f"/proc/{self.client.process.pid}/status"):
            if line.startswith("VmRSS"):
                return int(line.split()[1]) / 1024
        return 0

    def heaps_of_threads(self):
        """How many heaps glibc made for threads: each keeps 64 MB of addresses, of which it uses the beginning."""
        size = 64 << 20
        lines = open(f"/proc/{self.client.process.pid}/maps").read().splitlines()
        maps = [(*(int(x, 16) for x in line.split()[0].split("-")), line.split()[1]) for line in lines]
        return sum(
            used.startswith("rw") and start % size == 0 and rest == middle and
            not kept.startswith("r") and end == start + size
            for (start, middle, used), (rest, end, kept) in zip(maps, maps[1:])
        )


def without_ids(value):
    if isinstance(value, dict):
        parts = {k: without_ids(v) for k, v in value.items() if k != "resultId"}
        # Related documents are those that the client has not been told of.
        parts.pop("relatedDocuments", None)
        return parts
    if isinstance(value, list):
        return [without_ids(v) for v in value]
    return value


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("gvc")
    parser.add_argument("--steps", type=int, default=2_000)
    parser.add_argument("--files", type=int, default=200)
    parser.add_argument("--compare", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        root = pathlib.Path(scratch).resolve() / "root"
        root.mkdir()
        for number in range(options.files):
            (root / f"f{number:03}.gvc").write_text(text(number, options.files))
        soak = Soak(options.gvc, root, options.files, options.seed)
        memory = []
        compared = 0
        began = time.time()
        for step in range(options.steps):
            soak.step()
            if (step + 1) % options.compare == 0:
                compared += soak.compare()
            if (step + 1) % max(1, options.steps // 10) == 0:
                memory.append(soak.memory())
                print(f"{step + 1} steps, {time.time() - began:.0f} s, {memory[-1]:.1f} MB", flush=True)
        heaps = soak.heaps_of_threads()
        require(heaps == 0, f"{heaps} threads have a heap of their own, which holds as much again")
        require(memory[-1] <= memory[1] * 4 / 3, f"memory grows: {memory}")
        soak.client.end()
        print(f"soak: {options.steps} steps, {compared} answers as those of a fresh server")


if __name__ == "__main__":
    try:
        main()
    except Failure as failure:
        sys.exit(f"soak.py: {failure}")
