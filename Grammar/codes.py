#!/usr/bin/env python3
"""Makes the registry of diagnostics of the error index.

usage: codes.py [--check]

A page of `errors.md` begins with the code, and below it stand its name and its level:

    ## GVC0104

    `unknownName`: error.

The first sentence behind is its title. `Sources/GVCSyntax/DiagnosticCode.swift` is made of these; `--check` says
whether it is so.
"""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
INDEX = ROOT / "Grammar/errors.md"
REGISTRY = ROOT / "Sources/GVCSyntax/DiagnosticCode.swift"
PAGE = re.compile(
    r"^## GVC(?P<number>\d{4})\n\n`(?P<name>[a-z]\w*)`: (?P<level>error|warning|note)\.\n\n"
    r"(?P<text>.*?)(?=\n\n|\Z)",
    re.MULTILINE | re.DOTALL,
)


def title(paragraph):
    """The first sentence of a page, on one line and without its full stop."""
    text = " ".join(paragraph.split())
    return re.split(r"\.(?= |$)", text, maxsplit=1)[0]


def wrapped(words, indent, limit=100):
    lines, line = [], indent
    for word in words:
        if len(line) + len(word) + 1 > limit:
            lines.append(line.rstrip())
            line = indent
        line += word + " "
    return "\n".join(lines + [line.rstrip()])


def registry(index):
    pages = list(PAGE.finditer(index))
    headings = re.findall(r"^## GVC\d{4}$", index, re.MULTILINE)
    if len(pages) != len(headings):
        whole = {f"## GVC{page['number']}" for page in pages}
        sys.exit(f"no name and level below {', '.join(h for h in headings if h not in whole)}")
    out = [
        "// Made of Grammar/errors.md by Grammar/codes.py.",
        "// swift-format-ignore-file",
        "",
        "/// What a diagnostic says, printed as `GVC0302`: the registry of all there are.",
        "///",
        "/// There is no diagnostic without one of these, and each has its page in the error index.",
        "public enum DiagnosticCode: UInt16, Sendable, CaseIterable {",
    ]
    for page in pages:
        out.append(wrapped(title(page["text"]).split(" "), "  /// ") + ".")
        out.append(f"  case {page['name']} = {int(page['number'])}")
    out += ["", "  /// The row of the table: name, level and title.", "  var row: Row {"]
    out.append("    switch self {")
    for page in pages:
        name, text = page["name"], title(page["text"]).replace("\\", "\\\\").replace('"', '\\"')
        out.append(f"    case .{name}:")
        out.append(f'      Row("{name}", .{page["level"]}, "{text}")')
    out += ["    }", "  }", "}", ""]
    return "\n".join(out)


def main():
    made = registry(INDEX.read_text(encoding="utf-8"))
    if sys.argv[1:] == ["--check"]:
        if REGISTRY.read_text(encoding="utf-8") != made:
            sys.exit("the registry is not what the error index says: run Grammar/codes.py")
    elif sys.argv[1:]:
        sys.exit(__doc__)
    else:
        REGISTRY.write_text(made, encoding="utf-8")


main()
