"""What would decide what cannot be concluded: `gvc` names sets of facts, and some values of them must decide it.

All values of a set are tried where they are few: words, `yes` and `no`, and things. Other sets are tried with the
numbers and texts that the case writes, and only counted. Needs `gvc` alone.
"""

import itertools
import random
import re
from concurrent.futures import ProcessPoolExecutor

import generated
from vocabulary import Vocabulary
from project import Item, Project
from tool import Crash, Tool, finding
from transformed import things

TRIED = 64  # The most ways to state a set of facts that are tried.


def domain(missing, vocabulary, project, named):
    """The values that a missing fact may be given, and whether these are all that matter; nothing where it cannot be
    said in the text."""
    item = next((i for i in project.items if i.name == missing["entity"] and i.lines is not None), None)
    if item is None or missing["before"]:
        return None
    if any(missing["entity"] in str(other) for other in project.items if other.head.startswith("in ")):
        return None  # A layer says something else of it.
    kind = item.head.split()[0]
    attribute = next((a for a in vocabulary.of(kind) if a["name"] == missing["attribute"]), None)
    if attribute is None or attribute["derived"] or "key" in missing:
        return None
    stated = [
        line
        for line in item.lines
        if str(line).startswith((attribute["name"] + ":", attribute["name"] + " "))
    ]
    if stated:
        return None
    type = attribute["type"]
    if type["kind"] == "truth":
        return ["yes", "no"], True
    if type["kind"] == "words":
        return vocabulary.scales[type["of"]]["words"], True
    if type["kind"] == "entity":
        names = [
            name
            for other, found in named.items()
            if vocabulary.is_a(other, type["of"])
            for name in found
            if " " not in name
        ]
        # A link that only its ends name cannot be a value, and what layers add is not tried.
        adds = any(" add " in str(item) for item in project.items)
        # Who answers may declare the thing that is named; where one alone is there, it stands for no other.
        whole = len(names) > 1 and not adds and not vocabulary.kinds[type["of"]].get("ends")
        return names, whole
    if type["kind"] == "list" and type["element"]["kind"] == "words":
        words = vocabulary.scales[type["element"]["of"]]["words"]
        return ["[]"] + [f"[{word}]" for word in words] + [f"[{', '.join(words)}]"], False
    text = project.text()
    if type["kind"] in ("share", "percent"):
        return sorted({f"{n}%" for n in re.findall(r"([\d.]+)%", text)} | {"0%", "100%", "35%"}), False
    if type["kind"] == "money":
        units = sorted(set(re.findall(r"[A-Z]{3}(?:/\w+)?(?: in \d{4})?", text))) or ["USD"]
        return [f"{n} {unit}" for unit in units for n in ("0", "1", "3", "100", "1000000")], False
    if type["kind"] == "duration":
        return ["0 h", "1 min", "3 h", "30 h", "3 weeks", "100 years"], False
    if type["kind"] in ("number", "count"):
        return ["0", "1", "3", "7", "15", "30", "50"], False
    if type["kind"] in ("text", "country"):
        return (
            ["IT", "BR", "IN"] if type["kind"] == "country" else ['"one"', '"two"', '"IT"', '"BR"']
        ), False
    if type["kind"] in ("year", "date", "years"):
        return ["1970", "1985", "1998", "2001", "2020"], False
    return None


def stating(project, values):
    """The project in which missing facts have values."""
    lines = {}
    for missing, value in values:
        voice = missing.get("voice")
        source = next((i.name for i in project.items if i.head.startswith("source ") and i.name), None)
        if voice and source is None:
            return None
        evidence = f' from {source} "p. 1" (reported_by: {voice})' if voice else ""
        lines.setdefault(missing["entity"], []).append(f"{missing['attribute']}: {value}{evidence}")
    return Project(
        [
            Item(item.head, item.lines + lines[item.name], item.name) if item.name in lines else item
            for item in project.items
        ]
    )


def run_batch(arguments):
    path, seed, batch, packs = arguments
    chance = random.Random(f"decided {seed} {batch}")
    problems, counts = [], {"decided": 0, "not decided by what was tried": 0, "cannot be said": 0}
    with Tool(path) as tool:
        made = generated.projects(tool, seed, batch, packs)
        paths = [tool.write(f"case{index}", project.files()) for index, project in enumerate(made)]
        try:
            read, reports = tool.documents(paths), tool.reports(paths)
        except Crash:
            return problems, counts
        for index, (project, document, report) in enumerate(zip(made, read, reports)):
            if generated.is_broken(document) or not report["open"]:
                continue
            vocabulary, named = Vocabulary(document), things(project)
            for entry in chance.sample(report["open"], min(2, len(report["open"]))):
                for wanted in ("toHold", "toRuleOut"):
                    if not entry.get(wanted):
                        continue
                    result = tried(tool, project, vocabulary, named, entry, wanted, chance)
                    if result is None:
                        counts["cannot be said"] += 1
                        continue
                    decided, is_all, facts = result
                    counts["decided" if decided else "not decided by what was tried"] += 1
                    if not decided and is_all:
                        problems.append(
                            (
                                f"batch {batch}, case {index}",
                                f"{entry['reference']}: no values of {facts} "
                                f"{'make it hold' if wanted == 'toHold' else 'rule it out'}",
                                project.text(),
                            )
                        )
    return problems, counts


def tried(tool, project, vocabulary, named, entry, wanted, chance):
    """Whether some values of a set of facts decide a finding as they are said to, and whether all were tried."""
    facts = chance.choice(entry[wanted])
    domains = [domain(missing, vocabulary, project, named) for missing in facts]
    if None in domains or not all(values for values, _ in domains):
        return None
    ways = list(itertools.islice(itertools.product(*(values for values, _ in domains)), 5000))
    is_all = len(ways) <= TRIED and all(whole for _, whole in domains)
    if len(ways) > TRIED:
        ways = chance.sample(ways, TRIED)
    projects = [stating(project, list(zip(facts, way))) for way in ways]
    if None in projects:
        return None
    key = finding(entry)
    results = tool.findings(
        [tool.write(f"way{number}", other.files()) for number, other in enumerate(projects)]
    )
    for found in results:
        held = {f[2] for f in found if f[:2] + f[3:] == key[:2] + key[3:]}
        if held == ({"holds"} if wanted == "toHold" else set()):
            return True, is_all, describe(facts)
    return False, is_all, describe(facts)


def describe(facts):
    return ", ".join(
        f"{f['entity']}.{f['attribute']}" + (f" by {f['voice']}" if "voice" in f else "") for f in facts
    )


def run(path, cases, seed, packs, jobs):
    """Runs all; prints what is wrong and returns how much."""
    wrong, total = 0, {}
    batches = [b for b in range(max(1, cases // generated.BATCH)) if not generated.is_large(b)]
    with ProcessPoolExecutor(jobs) as pool:
        for problems, counts in pool.map(run_batch, [(path, seed, batch, packs) for batch in batches]):
            for name, count in counts.items():
                total[name] = total.get(name, 0) + count
            for name, message, text in problems:
                wrong += 1
                if wrong <= 10:
                    print(f"--- seed {seed}, {name}: {message}\n{text}")
    print(
        f"sets of deciding facts: {', '.join(f'{count} {name}' for name, count in total.items())}: {wrong} wrong"
    )
    return wrong
