"""Generated cases: what `gvc` finds in each is held against what the oracle finds."""

import traceback
from collections import Counter
from concurrent.futures import ProcessPoolExecutor

import rules
import tighter
from coverage import Coverage
from generator import Generator
from project import shrink
from tool import Crash, Tool
from vocabulary import Uses, Vocabulary

BATCH = 50
LARGE_EVERY = 10  # One in so many has cases of many things, fewer of them.
LARGE_BATCH = 8
PACK_EVERY = 6  # One batch in so many uses a built-in theory: its rules take a while.


def vocabulary(tool, packs):
    text = (f"use {', '.join(packs)}\n" if packs else "") + "firm only {}\n"
    return tool.documents([tool.write("empty", {"case.gvc": text})])[0]


def is_broken(document):
    """Whether something in a rule or a derived attribute could not be read; what such a part means is not said."""

    def broken(expression):
        if expression["type"]["kind"] == "error":
            return True
        parts = expression.get("arguments", []) + [b["set"] for b in expression.get("bindings", [])]
        parts += [b["where"] for b in expression.get("bindings", []) if "where" in b]
        return any(broken(part) for part in parts)

    return any(broken(a["expression"]) for a in document["vocabulary"]["attributes"] if "expression" in a)


def differences(document, found):
    """What only one of both finds; nothing where both find the same."""
    ours, theirs = Counter(rules.conclusions(document)), Counter(found)
    if ours == theirs:
        return None
    # Where `gvc` sees that one unknown number stands in two places, it may decide what the oracle leaves open.
    wanted = {}
    for finding in ours - theirs:
        if finding[2] == "cannot_conclude":
            held = finding[:2] + ("holds",) + finding[3:]
            wanted[finding] = "holds" if held in theirs - ours else None
    for finding in tighter.right(document, wanted) if wanted else ():
        del ours[finding]
        if wanted[finding]:
            del theirs[finding[:2] + ("holds",) + finding[3:]]
    if ours == theirs:
        return None
    return [("gvc", f) for f in theirs - ours] + [("oracle", f) for f in ours - theirs]


def shown(differences):
    def one(side, finding):
        theory, rule, result, layer, subject, object, on = finding
        parts = [f"only {side}: {result} {theory + '.' if theory else ''}{rule} of {subject}"]
        parts += [f"into {object}"] if object else []
        parts += [f"on {', '.join(on)}"] if on else []
        parts += [f"in {layer}"] if layer else []
        return " ".join(parts)

    return "\n".join(one(*difference) for difference in differences[:6])


def problem(tool, project, name="one"):
    """What is wrong with a project, as a kind and a text; nothing where all is right."""
    path = tool.write(name, project.files())
    try:
        document, found = tool.documents([path])[0], tool.findings([path])[0]
    except Crash as crash:
        return "crash", str(crash)
    if is_broken(document):
        return None
    try:
        found = differences(document, found)
    except Exception:
        return "oracle fails", traceback.format_exc()
    return None if found is None else ("differs", shown(found))


def projects(tool, seed, batch, packs):
    """The projects of a batch."""
    used = packs[batch // PACK_EVERY % len(packs)] if batch % PACK_EVERY == PACK_EVERY - 1 else None
    used = (used,) if used else ()
    made, uses = vocabulary(tool, used), Uses()
    fresh = sorted(names(made) - names(vocabulary(tool, ()))) if used else ()
    return [
        Generator(Vocabulary(made), f"{seed} {batch} {index}", uses, used, fresh, is_large(batch)).project()
        for index in range(LARGE_BATCH if is_large(batch) else BATCH)
    ]


def is_large(batch):
    """Whether a batch is of cases of many things."""
    return batch % LARGE_EVERY == LARGE_EVERY - 1 and batch % PACK_EVERY != PACK_EVERY - 1


def names(document):
    return {f"{a['owner']}.{a['name']}" for a in document["vocabulary"]["attributes"]}


def run_batch(arguments):
    """Runs one batch; what is wrong, the coverage, and counts."""
    path, seed, batch, packs = arguments
    problems, counts, coverage = [], Counter(), Coverage()
    with Tool(path) as tool:
        made = projects(tool, seed, batch, packs)
        paths = [tool.write(f"case{index}", project.files()) for index, project in enumerate(made)]
        try:
            documents, found = tool.documents(paths), tool.findings(paths)
        except Crash:
            documents = found = None
        for index, project in enumerate(made):
            if documents is None:
                wrong = problem(tool, project)
            elif is_broken(documents[index]):
                counts["broken"] += 1
                continue
            else:
                coverage.add(documents[index])
                counts["rules"] += len(documents[index]["rules"])
                for finding in found[index]:
                    counts[finding[2]] += 1
                try:
                    wrong = differences(documents[index], found[index])
                    wrong = wrong and ("differs", shown(wrong))
                except Exception:
                    wrong = "oracle fails", traceback.format_exc()
            counts["cases"] += 1
            if wrong:
                problems.append((f"batch {batch}, case {index}", wrong, project))
        problems = [
            (
                name,
                wrong,
                shrink(project, lambda other: same(tool, other, wrong[0])) if number < 2 else project,
            )
            for number, (name, wrong, project) in enumerate(problems)
        ]
        problems = [
            (name, problem(tool, project) or wrong, project.text()) for name, wrong, project in problems
        ]
    return problems, coverage, counts


def same(tool, project, kind):
    found = problem(tool, project)
    return found is not None and found[0] == kind


def run(path, cases, seed, packs, jobs, only=None):
    """Runs all batches; prints what is wrong; returns how much, the coverage and counts."""
    # Some cases cannot be read, and batches of large ones are smaller.
    batches = range((cases * 6 // 5 + BATCH - 1) // BATCH) if only is None else [only]
    coverage, counts, wrong = Coverage(), Counter(), 0
    with ProcessPoolExecutor(jobs) as pool:
        for problems, covered, counted in pool.map(run_batch, [(path, seed, b, packs) for b in batches]):
            coverage.update(covered)
            counts.update(counted)
            for name, (kind, message), text in problems:
                wrong += 1
                if wrong <= 20:
                    print(f"--- seed {seed}, {name}: {kind}\n{message}\n{text}")
    return wrong, coverage, counts
