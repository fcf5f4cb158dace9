"""A client of a language server that takes nothing on trust.

Every message of the server is structured by `lsprotocol`, an independent definition of the protocol,
and written back: what is not in the definition, or not of the type that it asks for, fails.
"""

import json
import os
import pathlib
import queue
import subprocess
import threading

from lsprotocol import converters, types

CONVERTER = converters.get_converter()


class Failure(Exception):
    """Something that the server does wrong."""


def require(condition, message):
    if not condition:
        raise Failure(message)


def plain(value):
    """A value without the members that are null, which the definition may leave out."""
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items() if v is not None}
    if isinstance(value, (list, tuple)):
        return [plain(v) for v in value]
    return value


class Client:
    def __init__(self, program, arguments=("lsp",), stderr=None):
        self.process = subprocess.Popen(
            [program, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=stderr
        )
        self.inbox = queue.Queue()
        self.methods = {}
        self.last_id = 0
        self.notifications = []
        self.answers = {}
        self.checked = 0
        threading.Thread(target=self._read, daemon=True).start()

    # Bytes

    def _read(self):
        stream = self.process.stdout
        while True:
            length = None
            while True:
                line = stream.readline()
                if not line:
                    self.inbox.put(None)
                    return
                if line == b"\r\n":
                    break
                if not line.startswith(b"Content-Length: ") or not line.endswith(b"\r\n"):
                    self.inbox.put(Failure(f"no header: {line!r}"))
                    return
                length = int(line[16:])
            self.inbox.put(json.loads(stream.read(length)))

    def send(self, message):
        self.send_bytes(json.dumps(message).encode())

    def send_bytes(self, content):
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(content) + content)
        self.process.stdin.flush()

    # Messages

    def notify(self, method, params=None):
        self.send({"jsonrpc": "2.0", "method": method, "params": params or {}})

    def start(self, method, params=None):
        self.last_id += 1
        self.methods[self.last_id] = method
        message = {"jsonrpc": "2.0", "id": self.last_id, "method": method}
        if params is not None:
            message["params"] = params
        self.send(message)
        return self.last_id

    def request(self, method, params=None):
        """The result of a request; an error fails."""
        message = self.wait(self.start(method, params))
        require("error" not in message, f"{method}: {message.get('error')}")
        return message["result"]

    def error(self, method, params=None):
        """The code of the error that a request is answered with."""
        message = self.wait(self.start(method, params))
        require("error" in message, f"{method}: no error")
        return message["error"]["code"]

    def wait(self, request):
        while request not in self.answers:
            self.take()
        return self.answers.pop(request)

    def next(self, method, wanted=lambda params: True):
        """The parameters of the next notification of a method that is wanted."""
        while True:
            for index, message in enumerate(self.notifications):
                if message["method"] == method and wanted(message["params"]):
                    del self.notifications[index]
                    return message["params"]
            self.take()

    def take(self):
        message = self.inbox.get(timeout=60)
        require(message is not None, "the server has ended")
        if isinstance(message, Failure):
            raise message
        self.check(message)
        if "method" not in message:
            self.answers[message["id"]] = message
        elif "id" in message:
            self.notifications.append(message)
            result = None
            if message["method"] == "workspace/configuration":
                result = [self.configuration for _ in message["params"]["items"]]
            self.send({"jsonrpc": "2.0", "id": message["id"], "result": result})
        else:
            self.notifications.append(message)

    configuration = None

    def check(self, message):
        """Holds a message against the definition of the protocol."""
        if "method" in message:
            require(message["method"] in types.METHOD_TO_TYPES, f"no method {message['method']}")
            form = types.METHOD_TO_TYPES[message["method"]][0]
        elif "error" in message:
            form = types.ResponseErrorMessage
            require(set(message) == {"jsonrpc", "id", "error"}, f"members: {message}")
        else:
            method = self.methods[message["id"]]
            require(set(message) == {"jsonrpc", "id", "result"}, f"members: {message}")
            if method.startswith("gvc/"):
                return
            form = types.METHOD_TO_TYPES[method][1]
        try:
            value = CONVERTER.structure(message, form)
        except Exception as error:
            raise Failure(f"{form.__name__}: {error!r}\n{json.dumps(message)[:2000]}") from error
        again = CONVERTER.unstructure(value, unstructure_as=form)
        if plain(again) != plain(message):
            raise Failure(
                f"{form.__name__} has other members:\n{json.dumps(plain(message))[:2000]}\n"
                f"{json.dumps(plain(again))[:2000]}"
            )
        self.checked += 1

    def end(self):
        require(self.request("shutdown") is None, "shutdown has a result")
        self.notify("exit")
        require(self.process.wait(10) == 0, "the status of exit")
        require(self.process.stdout.read() == b"", "bytes behind the last message")


# The texts


class Document:
    """A text as a client keeps it, in UTF-16."""

    def __init__(self, client, path, text=None, language="gvc"):
        self.client = client
        self.uri = pathlib.Path(path).as_uri() if os.path.isabs(path) else path
        self.text = pathlib.Path(path).read_text() if text is None else text
        self.version = 1
        client.notify(
            "textDocument/didOpen",
            {
                "textDocument": {
                    "uri": self.uri,
                    "languageId": language,
                    "version": 1,
                    "text": self.text,
                }
            },
        )

    @property
    def identifier(self):
        return {"uri": self.uri}

    def position(self, index):
        """The position of an index of the text."""
        before = self.text[:index]
        line = before.count("\n")
        column = before[before.rfind("\n") + 1 :]
        return {"line": line, "character": len(column.encode("utf-16-le")) // 2}

    def find(self, words, offset=0):
        """The position of words, and a number of characters on."""
        index = self.text.index(words)
        return self.position(index + offset)

    def index(self, position):
        """The index of a position; it must be in the text."""
        lines = self.text.split("\n")
        require(position["line"] < len(lines), f"no line {position}")
        line = lines[position["line"]]
        column = line.encode("utf-16-le")[: position["character"] * 2]
        require(len(column) == position["character"] * 2, f"behind the line: {position}")
        return sum(len(x) + 1 for x in lines[: position["line"]]) + len(column.decode("utf-16-le"))

    def part(self, range):
        return self.text[self.index(range["start"]) : self.index(range["end"])]

    def edit(self, start, end, new):
        """Replaces a part of the text, by indices."""
        range = {"start": self.position(start), "end": self.position(end)}
        self.text = self.text[:start] + new + self.text[end:]
        self.version += 1
        self.client.notify(
            "textDocument/didChange",
            {
                "textDocument": {"uri": self.uri, "version": self.version},
                "contentChanges": [{"range": range, "text": new}],
            },
        )

    def apply(self, edits):
        """Applies edits of the server, which must not overlap."""
        places = sorted(
            ((self.index(e["range"]["start"]), self.index(e["range"]["end"]), e["newText"])
             for e in edits),
            key=lambda place: place[:2],
        )
        for a, b in zip(places, places[1:]):
            require(a[1] <= b[0], f"edits overlap: {edits}")
        for start, end, new in reversed(places):
            self.edit(start, end, new)
