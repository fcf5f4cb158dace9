"""The projects that the repository holds: samples, and the `gvc` blocks of Markdown documents."""

import pathlib

ROOT = pathlib.Path(__file__).resolve().parents[2]


def blocks(text):
    """The projects of a document, each as the line of its first block and its files by their names.

    A block is a project of one file; blocks with `file=NAME` one behind another are files of one project, until a
    heading, a block without a name, or a name that stands already.
    """
    projects, lines, start, name, is_open = [], None, 0, None, False
    for number, line in enumerate(text.split("\n"), 1):
        if lines is not None:
            if line != "```":
                lines.append(line)
                continue
            content = "".join(part + "\n" for part in lines)
            if name is not None and is_open and name not in projects[-1][1]:
                projects[-1][1][name] = content
            else:
                projects.append((start, {name or "case.gvc": content}))
            is_open, lines = name is not None, None
        elif line == "```gvc" or (line.startswith("```") and " file=" in line):
            lines, start = [], number + 1
            name = line.split(" file=")[1] if " file=" in line else None
        elif line.startswith("#"):
            is_open = False
    return projects


def documents():
    """The projects of all documents whose blocks are tested: the name of each, and its files."""
    paths = [
        ROOT / "README.md",
        ROOT / "Grammar/reference.md",
        ROOT / "Grammar/errors.md",
        *sorted((ROOT / "Tests/Documents").glob("*.md")),
        *sorted((ROOT / "Tests/Theory").glob("*.md")),
    ]
    for path in paths:
        for line, files in blocks(path.read_text()):
            yield f"{path.relative_to(ROOT)}:{line}", files


def samples():
    """The directories of the samples and of the project that the golden texts are of, with their names."""
    paths = [
        *sorted(path for path in (ROOT / "Samples").iterdir() if path.name != "library"),
        *sorted((ROOT / "Samples/library").iterdir()),
        ROOT / "Tests/Golden/analysis",
        ROOT / "Tests/Golden/project",
    ]
    return [(str(path.relative_to(ROOT)), str(path)) for path in paths if path.is_dir()]
