"""A session with every request that the server answers, each message held against `lsprotocol`.

usage: session.py GVC SAMPLES
"""

import os
import pathlib
import shutil
import sys
import tempfile

from lsp import Client, Document, Failure, require

ALL = {
    "general": {"positionEncodings": ["utf-16"]},
    "textDocument": {
        "synchronization": {"didSave": True},
        "publishDiagnostics": {
            "relatedInformation": True,
            "versionSupport": True,
            "codeDescriptionSupport": True,
            "dataSupport": True,
            "tagSupport": {"valueSet": [1, 2]},
        },
        "completion": {
            "completionItem": {
                "snippetSupport": True,
                "documentationFormat": ["markdown", "plaintext"],
                "insertTextModeSupport": {"valueSet": [1, 2]},
                "resolveSupport": {"properties": ["documentation", "additionalTextEdits"]},
            }
        },
        "hover": {"contentFormat": ["markdown", "plaintext"]},
        "signatureHelp": {
            "signatureInformation": {
                "documentationFormat": ["markdown"],
                "parameterInformation": {"labelOffsetSupport": True},
            }
        },
        "definition": {"linkSupport": True},
        "declaration": {"linkSupport": True},
        "typeDefinition": {"linkSupport": True},
        "documentSymbol": {"hierarchicalDocumentSymbolSupport": True},
        "codeAction": {
            "codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix"]}},
            "dataSupport": True,
            "resolveSupport": {"properties": ["edit"]},
            "isPreferredSupport": True,
        },
        "rename": {"prepareSupport": True},
        "semanticTokens": {
            "requests": {"range": True, "full": {"delta": True}},
            "tokenTypes": [],
            "tokenModifiers": [],
            "formats": ["relative"],
        },
    },
    "window": {"workDoneProgress": True},
    "workspace": {
        "workspaceEdit": {"documentChanges": True},
        "workspaceFolders": True,
        "configuration": True,
        "textDocumentContent": {},
    },
}
PULL = {
    **ALL,
    "textDocument": {**ALL["textDocument"], "diagnostic": {"relatedDocumentSupport": True}},
    "workspace": {**ALL["workspace"], "diagnostics": {"refreshSupport": True}},
}


def begin(gvc, root, capabilities):
    client = Client(gvc)
    result = client.request(
        "initialize",
        {
            "processId": os.getpid(),
            "rootUri": root.as_uri(),
            "capabilities": capabilities,
            "workspaceFolders": [{"uri": root.as_uri(), "name": "root"}],
        },
    )
    client.notify("initialized")
    return client, result["capabilities"]


def places(document, count):
    """Positions of so many places of a text, and of its ends."""
    step = max(1, len(document.text) // count)
    indices = [*range(0, len(document.text), step), len(document.text)]
    return [document.position(index) for index in indices]


def ask(client, capabilities, document, count=25):
    """Asks everything of a document, and returns how many answers are not empty, by method."""
    full = {}
    identifier = document.identifier
    whole = {"start": {"line": 0, "character": 0}, "end": document.position(len(document.text))}

    def request(provider, method, **parameters):
        if not capabilities.get(provider):
            return None
        result = client.request(method, {"textDocument": identifier, **parameters})
        full[method] = full.get(method, 0) + bool(result)
        return result

    for symbol in request("documentSymbolProvider", "textDocument/documentSymbol") or []:
        document.part(symbol["range"] if "range" in symbol else symbol["location"]["range"])
    for fold in request("foldingRangeProvider", "textDocument/foldingRange") or []:
        require(fold["endLine"] >= fold["startLine"], f"fold: {fold}")
    request("documentLinkProvider", "textDocument/documentLink")
    request("semanticTokensProvider", "textDocument/semanticTokens/full")
    request("semanticTokensProvider", "textDocument/semanticTokens/range", range=whole)
    request("inlayHintProvider", "textDocument/inlayHint", range=whole)
    for lens in (request("codeLensProvider", "textDocument/codeLens") or [])[:5]:
        command = lens["command"]
        client.request(
            "workspace/executeCommand",
            {"command": command["command"], "arguments": command["arguments"]},
        )
    options = {"tabSize": 2, "insertSpaces": True}
    request("documentFormattingProvider", "textDocument/formatting", options=options)
    request(
        "documentRangeFormattingProvider",
        "textDocument/rangeFormatting",
        range=whole,
        options=options,
    )
    positions = places(document, count)
    request("selectionRangeProvider", "textDocument/selectionRange", positions=positions)
    for position in positions:
        for provider, method in [
            ("hoverProvider", "hover"),
            ("definitionProvider", "definition"),
            ("declarationProvider", "declaration"),
            ("typeDefinitionProvider", "typeDefinition"),
            ("documentHighlightProvider", "documentHighlight"),
            ("linkedEditingRangeProvider", "linkedEditingRange"),
            ("signatureHelpProvider", "signatureHelp"),
        ]:
            request(provider, f"textDocument/{method}", position=position)
        request(
            "referencesProvider",
            "textDocument/references",
            position=position,
            context={"includeDeclaration": True},
            workDoneToken="references",
            partialResultToken=1,
        )
        request(
            "documentOnTypeFormattingProvider",
            "textDocument/onTypeFormatting",
            position=position,
            ch="\n",
            options=options,
        )
        completion = request("completionProvider", "textDocument/completion", position=position)
        # What the project knows, and what it could use.
        for item in completion["items"][:3] + completion["items"][-2:]:
            word = item["textEdit"]["range"]
            document.part(word)
            for edit in client.request("completionItem/resolve", item).get("additionalTextEdits") or []:
                document.part(edit["range"])
                require(
                    document.index(edit["range"]["end"]) < document.index(word["start"])
                    or document.index(edit["range"]["start"]) > document.index(word["end"]),
                    f"edits touch: {edit} {item}",
                )
        if capabilities.get("renameProvider"):
            prepared = client.wait(
                client.start(
                    "textDocument/prepareRename",
                    {"textDocument": identifier, "position": position},
                )
            )
            if prepared.get("result"):
                full["prepareRename"] = full.get("prepareRename", 0) + 1
                client.wait(
                    client.start(
                        "textDocument/rename",
                        {"textDocument": identifier, "position": position, "newName": "renamed"},
                    )
                )
        for action in request(
            "codeActionProvider",
            "textDocument/codeAction",
            range={"start": position, "end": position},
            context={"diagnostics": []},
        ) or []:
            require("edit" in action, f"an action without an edit: {action}")
        for item in request(
            "callHierarchyProvider", "textDocument/prepareCallHierarchy", position=position
        ) or []:
            client.request("callHierarchy/incomingCalls", {"item": item})
            client.request("callHierarchy/outgoingCalls", {"item": item})
        for item in request(
            "typeHierarchyProvider", "textDocument/prepareTypeHierarchy", position=position
        ) or []:
            client.request("typeHierarchy/supertypes", {"item": item})
            client.request("typeHierarchy/subtypes", {"item": item})
    return full


def samples(gvc, root):
    """Everything is asked of each sample, as it is and with a mistake in it."""
    for capabilities in [ALL, PULL, {}]:
        client, offered = begin(gvc, root, capabilities)
        full = {}
        for path in sorted(root.glob("*/*.gvc"))[:: 1 if capabilities is PULL else 4]:
            document = Document(client, str(path))
            for method, count in ask(client, offered, document, 8).items():
                full[method] = full.get(method, 0) + count
            if "diagnosticProvider" in offered:
                report = client.request(
                    "textDocument/diagnostic", {"textDocument": document.identifier}
                )
                require(report["kind"] == "full", f"report: {report}")
            else:
                client.next(
                    "textDocument/publishDiagnostics", lambda p: p["uri"] == document.uri
                )
            middle = len(document.text) // 2
            document.edit(middle, middle, "\n firm { 👟 \n")
            ask(client, offered, document, 8)
            client.notify("textDocument/didClose", {"textDocument": document.identifier})
        client.request("workspace/symbol", {"query": "a"})
        if "diagnosticProvider" in offered:
            report = client.request("workspace/diagnostic", {"previousResultIds": []})
            require(len(report["items"]) >= 8, "the workspace has more files")
            client.request(
                "workspace/diagnostic",
                {"previousResultIds": [], "partialResultToken": "p", "workDoneToken": "w"},
            )
        if capabilities is not PULL:
            client.end()
            print(f"samples: {client.checked} messages")
            continue
        empty = [method for method, count in full.items() if count == 0]
        expected = {"textDocument/signatureHelp", "textDocument/linkedEditingRange",
                    "textDocument/documentLink", "textDocument/formatting",
                    "textDocument/rangeFormatting", "textDocument/onTypeFormatting"}
        require(set(empty) <= expected, f"never answered: {empty}")
        client.end()
        print(f"samples: {client.checked} messages")


def robustness(gvc, root):
    """Wrong messages are answered, and the server lives."""
    client = Client(gvc)
    require(client.error("textDocument/hover", {}) == -32002, "before initialize")
    client.process.stdin.write(b"Content-Length: 3\r\n\r\n{{{")
    client.process.stdin.flush()
    client.wait(None)
    client.end_early = True
    client.process.stdin.close()
    require(client.process.wait(10) == 1, "the end of the input")
    # A text of 2 MB, and a message that is cancelled while it is worked on.
    client, _ = begin(gvc, root, PULL)
    text = "firm maker { workers: 4 }\n" * 80_000
    document = Document(client, "untitled:big", text)
    request = client.start("textDocument/diagnostic", {"textDocument": document.identifier})
    client.notify("$/cancelRequest", {"id": request})
    require(client.wait(request)["error"]["code"] == -32800, "cancelled")
    document.edit(0, len(text), "")
    report = client.request("textDocument/diagnostic", {"textDocument": document.identifier})
    require(report["items"] == [], "an empty text")
    client.end()
    print("robustness: the server lives")


def main():
    gvc, samples_path = sys.argv[1:3]
    with tempfile.TemporaryDirectory() as scratch:
        root = pathlib.Path(scratch).resolve() / "root"
        shutil.copytree(samples_path, root)
        samples(gvc, root)
        robustness(gvc, root)


if __name__ == "__main__":
    try:
        main()
    except Failure as failure:
        sys.exit(f"session.py: {failure}")
