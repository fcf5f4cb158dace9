#!/usr/bin/env python3
"""Validates what gvc writes against the schemas in Grammar.

usage: validate.py GVC PROJECT ...

Needs the package `jsonschema`. Prints each value that does not fit and ends with status 1.
"""

import json
import os
import pathlib
import subprocess
import sys

from jsonschema import Draft202012Validator

ROOT = pathlib.Path(__file__).resolve().parents[2]
DEFINITIONS = "#/$defs/"
STARTER = str(ROOT / "Samples" / "brenta")


def validator(name, definition=None):
    """The validator of a schema, or of one of its definitions."""
    schema = json.loads((ROOT / "Grammar" / f"{name}.schema.json").read_text())
    Draft202012Validator.check_schema(schema)
    unused = set(schema["$defs"]) - referenced(schema) - {"line"}
    if unused:
        raise SystemExit(f"{name}: nothing refers to {sorted(unused)}")
    if definition is not None:
        schema = {"$defs": schema["$defs"], "$ref": DEFINITIONS + definition}
    return Draft202012Validator(schema)


def referenced(value):
    """The definitions that a schema refers to."""
    if isinstance(value, dict):
        own = {value["$ref"].removeprefix(DEFINITIONS)} if "$ref" in value else set()
        return own.union(*(referenced(member) for member in value.values()))
    if isinstance(value, list):
        return set().union(*(referenced(member) for member in value))
    return set()


def output(gvc, *arguments):
    """What a command writes to standard output; it may have findings, but must run."""
    path = f"{ROOT / 'Samples'}:{os.environ['PATH']}"
    result = subprocess.run([gvc, *arguments], capture_output=True, text=True, check=False,
                            env={**os.environ, "PATH": path})
    # A case may have nothing to vary or to compare.
    nothing = "no fact of this case" in result.stderr or "nothing to compare" in result.stderr
    if result.returncode == 2 and nothing:
        return '{"version": 1, "columns": [], "rows": []}'
    if result.returncode not in (0, 1):
        raise SystemExit(f"gvc {' '.join(arguments)}: {result.stderr}")
    return result.stdout


def problems(check, text):
    """What does not fit in a text of JSON, each with its path."""
    for error in check.iter_errors(json.loads(text)):
        yield f"{error.json_path}: {error.message[:300]}"


def main(gvc, projects):
    whole = {
        ("check",): validator("diagnostics"),
        ("analyze",): validator("analysis"),
        ("ir",): validator("ir"),
        ("ir", "--only", "snapshots"): validator("ir"),
        ("ir", "--only", "plans"): validator("ir"),
        ("query", "firms where size == small", "--show", "tier"): validator("table"),
        ("questions",): validator("table"),
        ("analyze", "--vary", "estimates=20%"): validator("table"),
        ("analyze", "--profile"): validator("table"),
        ("compare", "--of", "actors"): validator("table"),
        ("diff", "--fail-level", "never", STARTER): validator("diff"),
        ("plugin", "run", "betweenness"): validator("plugin"),
    }
    lines = {
        "check": validator("diagnostics", "line"),
        "analyze": validator("analysis", "line"),
    }
    found = count = 0
    for project in projects:
        texts = [
            (check, " ".join(command), output(gvc, *command, project, "--format", "json"))
            for command, check in whole.items()
        ]
        for command, check in lines.items():
            written = output(gvc, command, project, "--format", "json-lines")
            texts += [(check, f"{command}, line {number}", line)
                      for number, line in enumerate(written.splitlines(), 1)]
        for check, name, text in texts:
            count += 1
            for problem in problems(check, text):
                found += 1
                print(f"{project}: {name}: {problem}")
    # A schema that lets everything through would prove nothing.
    for check in [*whole.values(), *lines.values()]:
        if check.is_valid({"version": 2, "surprise": True}):
            raise SystemExit("a schema lets through what it does not know")
    print(f"{count} texts of {len(projects)} projects: {found} problems")
    return 1 if found or count == 0 else 0


if __name__ == "__main__":
    if len(sys.argv) < 3:
        raise SystemExit(__doc__)
    raise SystemExit(main(sys.argv[1], sys.argv[2:]))
