"""Runs `gvc` over projects, many in one process, and reads what it writes."""

import json
import os
import pathlib
import shutil
import subprocess
import tempfile

import case


class Crash(Exception):
    """`gvc` died, or did not end; `project` is the name of the one that it died of."""

    def __init__(self, project, message):
        super().__init__(message)
        self.project = project


class Tool:
    """`gvc`, with a directory for the projects that are given as text."""

    def __init__(self, path, limit=60):
        self.path = os.path.abspath(path)
        self.limit = limit
        self.scratch = pathlib.Path(tempfile.mkdtemp(prefix="gvc-oracle-"))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.scratch, ignore_errors=True)

    def write(self, name, files):
        """Writes a project; returns its path."""
        root = self.scratch / name
        shutil.rmtree(root, ignore_errors=True)
        for file, text in files.items():
            path = root / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        return str(root)

    def run(self, command, paths):
        """What a command writes of some projects; a crash names the first project that it dies of."""
        arguments = [self.path, *command, *paths]
        try:
            result = subprocess.run(arguments, capture_output=True, timeout=self.limit, check=False)
        except subprocess.TimeoutExpired:
            result = None
        if result is not None and result.returncode in (0, 1):
            return result.stdout.decode()
        if len(paths) > 1:
            middle = len(paths) // 2
            self.run(command, paths[:middle])
            self.run(command, paths[middle:])
        message = (
            "does not end"
            if result is None
            else f"status {result.returncode}: {result.stderr.decode()[-500:]}"
        )
        raise Crash(paths[-1], f"gvc {' '.join(command)} {' '.join(paths[-1:])}: {message}")

    def theories(self):
        """The names of the built-in theories."""
        table = json.loads(self.run(["theory", "list", "--format", "json"], []))
        return (
            [row["theory"] for row in table["rows"]]
            if isinstance(table["rows"][0], dict)
            else [row[0] for row in table["rows"]]
        )

    def documents(self, paths):
        """The IR of each project."""
        return split(self.run(["ir", "--format", "json"], paths))

    def reports(self, paths):
        """What `gvc analyze` says of each project, as far as it is held against anything: each finding by itself."""
        text = self.run(["analyze", "--fail-level", "never", "--format", "json"], paths)
        return [report(project) for project in json.loads(text)["projects"]]

    def findings(self, paths):
        """What `gvc analyze` finds in each project, as the oracle says it."""
        return [
            [finding(entry) for entry in project["findings"] + project["open"]]
            for project in self.reports(paths)
        ]


def finding(entry):
    """A finding as the oracle says it."""
    return tuple(entry[part] for part in ("theory", "rule", "result", "layer", "subject", "object", "on"))


def report(project):
    """What holds and what is open in a project, with names in the place of numbers."""
    names = [row[0] for row in project["things"]["rows"]]

    def name(number):
        return None if number is None else names[number]

    def rows(table):
        return [dict(zip(table["columns"], row)) for row in table["rows"]]

    missing = []
    for row in rows(project["missing"]):
        fact = {"entity": name(row["entity"]), "attribute": project["attributes"][row["attribute"]]}
        fact["before"] = row["before"]
        for part, value in (("key", name(row["key"])), ("voice", row["voice"])):
            if value is not None:
                fact[part] = value
        missing.append(fact)

    def entry(row, result):
        rule, layer = project["rules"][row["rule"]], project["layers"][row["layer"]]
        period = layer["name"] if "kind" in layer else None
        things = row["about"] or row["on"][:1] or [row["subject"]]
        about = ", ".join(name(thing) for thing in things)
        reference = rule["reference"].format(object=name(row["object"]), about=about)
        found = {
            "reference": reference + (f" in {period}" if period else ""),
            "theory": rule.get("theory"),
            "rule": rule["name"],
            "result": result,
            "layer": period,
            "subject": name(row["subject"]),
            "object": name(row["object"]),
            "on": tuple(name(thing) for thing in row["on"]),
        }
        for sets in ("toHold", "toRuleOut"):
            if sets in row:
                found[sets] = [[missing[fact] for fact in project["ways"][way]] for way in row[sets]]
        return found

    return {
        "findings": [entry(row, "holds") for row in rows(project["findings"])],
        "open": [entry(row, "cannot_conclude") for row in rows(project["open"])],
    }


def split(text):
    """The documents of a text in which they stand one behind another."""
    parts, start = [], 0
    while start < len(text):
        end = text.find("\n}\n", start)
        if end < 0:
            break
        parts.append(case.read(text[start : end + 3]))
        start = end + 3
    return parts
