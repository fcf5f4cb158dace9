"""A project as a list of items that can be changed: what the generator makes, and what is shrunk and transformed."""

import time


class Node:
    """An expression of a type: texts and parts, in the order in which they are written."""

    __slots__ = ("type", "pieces")

    def __init__(self, type, *pieces):
        self.type = type
        self.pieces = pieces

    def __str__(self):
        return "".join(str(piece) for piece in self.pieces)

    def smaller(self):
        """The same expression with one part fewer: a part of the same type in its place, or one in a part."""
        for index, piece in enumerate(self.pieces):
            if not isinstance(piece, Node):
                continue
            if piece.type == self.type:
                yield piece
            for other in piece.smaller():
                yield Node(self.type, *self.pieces[:index], other, *self.pieces[index + 1 :])


class Item:
    """A declaration: a head, and lines in braces; without lines the head alone. A line is a list of pieces."""

    def __init__(self, head, lines=None, name=None):
        self.head = head
        self.lines = lines
        self.name = name

    def __str__(self):
        if self.lines is None:
            return self.head + "\n"
        return self.head + " {\n" + "".join("  " + text(line) + "\n" for line in self.lines) + "}\n"


def text(line):
    return str(line).rstrip("\n").replace("\n", "\n  ")


class Project:
    """The items of a case of one file."""

    def __init__(self, items):
        self.items = items

    def text(self):
        return "\n".join(str(item) for item in self.items)

    def files(self):
        return {"case.gvc": self.text()}


def shrink(project, fails, limit=1200):
    """A project as small as can be reached by steps of which each still fails: without items, without lines in them,
    with smaller expressions."""
    tried = 0

    end = time.monotonic() + 60

    def holds(items):
        nonlocal tried
        tried += 1
        return tried <= limit and time.monotonic() < end and fails(Project(items))

    items = project.items
    progress = True
    while progress and tried < limit and time.monotonic() < end:
        before = str(Project(items).text())
        items = fewer(items, holds)
        for index in range(len(items)):
            items = within(items, index, holds)
        progress = Project(items).text() != before
    return Project(items)


def fewer(parts, holds):
    """As few of some parts as still fail together."""
    size = len(parts)
    while size >= 1:
        start = 0
        while start < len(parts):
            rest = parts[:start] + parts[start + size :]
            if holds(rest):
                parts = rest
            else:
                start += size
        size //= 2
    return parts


def within(items, index, holds):
    """The items with one of them as small as still fails."""
    item = items[index]

    def put(other):
        return items[:index] + [other] + items[index + 1 :]

    if isinstance(item, Node):
        progress = True
        while progress:
            progress = False
            for other in item.smaller():
                if holds(put(other)):
                    item, progress = other, True
                    break
        return put(item)
    if not isinstance(item, Item) or not item.lines:
        return items
    lines = fewer(item.lines, lambda lines: holds(put(Item(item.head, lines, item.name))))
    for line in range(len(lines)):
        lines = within(lines, line, lambda lines: holds(put(Item(item.head, lines, item.name))))
    return put(Item(item.head, lines, item.name))
