#!/usr/bin/env python3
"""Holds `gvc` against a reference interpreter of its IR, over all cases of the project and over generated ones.

usage: run.py GVC [--cases N] [--seed S] [--batch B] [--only documents,generated,transformed,decided] [PROJECT ...]
"""

import argparse
import os
import random
import sys
import time
import traceback
from concurrent.futures import ProcessPoolExecutor

import decided
import documents
import generated
import transformed
from tool import Crash, Tool


def held(path, named, jobs):
    """Holds what `gvc` finds in some projects against what the oracle finds; the number that differ."""
    parts = [(path, named[start : start + 20]) for start in range(0, len(named), 20)]
    wrong = findings = 0
    with ProcessPoolExecutor(jobs) as pool:
        for problems, count in pool.map(held_part, parts):
            print("".join(f"--- {problem}\n" for problem in problems), end="")
            wrong += len(problems)
            findings += count
    print(f"{len(named)} projects, {findings} findings: {wrong} differ")
    return wrong


def held_part(arguments):
    path, named = arguments
    problems, findings = [], 0
    with Tool(path) as tool:
        try:
            read = tool.documents([path for _, path in named])
            found = tool.findings([path for _, path in named])
        except Crash as crash:
            return [str(crash)], 0
        for (name, _), document, theirs in zip(named, read, found, strict=True):
            findings += len(theirs)
            try:
                differs = generated.differences(document, theirs)
            except Exception:
                problems.append(f"{name}: the oracle fails\n{traceback.format_exc()}")
                continue
            if differs:
                problems.append(f"{name}\n{generated.shown(differs)}")
    return problems, findings


def main():
    sys.stdout.reconfigure(line_buffering=True)
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gvc")
    parser.add_argument("projects", nargs="*")
    parser.add_argument("--cases", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--batch", type=int, default=None)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--only", default="documents,generated,transformed,decided")
    options = parser.parse_args()
    parts = options.only.split(",")
    seed = random.SystemRandom().randrange(1_000_000) if options.seed is None else options.seed
    print(f"seed {seed}")
    wrong = 0
    started = time.monotonic()
    with Tool(options.gvc) as tool:
        if options.projects:
            return 1 if held(options.gvc, [(path, path) for path in options.projects], options.jobs) else 0
        packs = tool.theories()
        if "documents" in parts:
            named = documents.samples()
            named += [
                (name, tool.write(f"document{index}", files))
                for index, (name, files) in enumerate(documents.documents())
            ]
            wrong += held(options.gvc, named, options.jobs)
        if "generated" in parts:
            count, coverage, counts = generated.run(
                options.gvc, options.cases, seed, packs, options.jobs, options.batch
            )
            wrong += count
            print(
                f"{counts['cases']} generated cases with {counts['rules']} rules: {counts['holds']} hold, "
                f"{counts['cannot_conclude']} cannot be concluded; {counts['broken']} cases could not be read; {count} differ"
            )
            vocabularies = [generated.vocabulary(tool, (pack,))["vocabulary"] for pack in packs]
            lines, missing = coverage.report(vocabularies, packs)
            print("coverage", *lines, sep="\n")
            if options.batch is None and options.cases >= 5000:
                wrong += len(missing)
                for name in missing:
                    print(f"not covered: {name}")
            else:
                print(f"not covered, in so few cases: {len(missing)}: {missing[:40]}")
    if "transformed" in parts:
        wrong += transformed.run(options.gvc, max(options.cases // 10, 200), seed, packs, options.jobs)
    if "decided" in parts:
        wrong += decided.run(options.gvc, max(options.cases // 10, 100), seed, packs, options.jobs)
    print(f"{time.monotonic() - started:.0f} s")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
