"""The same case said otherwise: `gvc` must find the same; and a case of which more is known must keep what it concludes.

These need `gvc` alone. Generated projects are changed as items; the samples as files.
"""

import random
import re
from collections import Counter
from concurrent.futures import ProcessPoolExecutor

import documents
import generated
from vocabulary import Uses, Vocabulary
from project import Item, Project
from tool import Crash, Tool

ISLAND = """
firm aside_one { turnover: 5 XYZ/thing in 1977 }
firm aside_two {}
link aside_one -> aside_two { unit_value: 3 XYZ/thing in 1977 share_of_sales: 25% }
tie aside_one -- aside_two
event aside_event { date: 1977-07 }
"""


# Other words for the same


def reordered(files, random):
    """The items of each file in another order, and the lines of facts in another order within each."""
    return {name: "\n".join(shuffled(items(text), random)) for name, text in files.items()}


def shuffled(parts, random):
    parts = list(parts)
    random.shuffle(parts)
    return parts


def items(text):
    """The items of a file that is formatted: each begins in the first column, with the comments above it."""
    found, current, depth = [], [], 0
    for line in text.split("\n"):
        if (
            depth == 0
            and line
            and line[0] not in " }/"
            and current
            and not all(l.startswith("//") for l in current if l)
        ):
            found.append("\n".join(current))
            current = []
        elif (
            depth == 0
            and line.startswith("//")
            and current
            and not all(l.startswith("//") for l in current if l)
        ):
            found.append("\n".join(current))
            current = []
        current.append(line)
        depth += brackets(line)
    found.append("\n".join(current))
    return [item for item in found if item.strip()]


def brackets(line):
    """How many braces a line opens, less those that it closes; not in texts and comments."""
    line = re.sub(r'"(\\.|[^"\\])*"', "", line).split("//")[0]
    return sum(map(line.count, "{[(")) - sum(map(line.count, "}])"))


def split_up(files, random):
    """Each item of a file in one of three files of the same directory."""
    made = {}
    for name, text in files.items():
        stem = name[: -len(".gvc")]
        for item in items(text):
            part = f"{stem}_{random.randrange(3)}.gvc"
            made[part] = made.get(part, "") + item + "\n\n"
    return made


def with_carriage_returns(files, _):
    return {name: text.replace("\n", "\r\n") for name, text in files.items()}


def renamed(files, names, random):
    """Other names for what the case declares: the files, and the new name of each."""
    numbers = list(range(len(names)))
    random.shuffle(numbers)
    new = {name: f"renamed{number}" for name, number in zip(sorted(names), numbers)}
    pattern = re.compile(
        r"(?<![\w.\"])(" + "|".join(map(re.escape, sorted(names, key=len, reverse=True))) + r")(?![\w\"])"
    )
    return {
        name: "".join(
            part if part.startswith('"') else pattern.sub(lambda match: new[match[1]], part)
            for part in re.split(r'("(?:\\.|[^"\\])*")', text)
        )
        for name, text in files.items()
    }, new


def with_island(files, _):
    """Things beside that have nothing to do with the rest."""
    name = sorted(files)[0]
    return {**files, name: files[name] + ISLAND}


def after(finding, new):
    """A finding under other names."""

    def other(label):
        return label and re.sub(r"\w+", lambda match: new.get(match[0], match[0]), label)

    theory, rule, result, layer, subject, object, on = finding
    return theory, rule, result, other(layer), other(subject), other(object), tuple(map(other, on))


def about(finding):
    return " ".join([str(finding[4]), str(finding[5]), *finding[6]])


def closed_rules(document):
    """The rules that ask of nothing but what they are about, so that what stands aside cannot matter to them: they
    range over no collection but by their variables."""
    vocabulary = document["vocabulary"]
    derived = {
        f"{a['owner']}.{a['name']}": a.get("expression") for a in vocabulary["attributes"] if a["derived"]
    }
    stack = []

    def asks(expression):
        operation = expression["operation"]
        if operation == "collection":
            return True
        if expression["type"]["kind"] in ("set",) and operation == "attribute":
            return True  # An open list may hold whatever there is.
        if operation == "naming" and expression["arguments"][0]["operation"] != "variable":
            return True  # So may what names a thing of which it is not known which it is.
        if operation == "attribute" and expression["attribute"] in derived:
            name = expression["attribute"]
            if name in stack or derived[name] is None:
                return False
            stack.append(name)
            found = asks(derived[name])
            stack.pop()
            if found:
                return True
        parts = list(expression.get("arguments", []))
        for binding in expression.get("bindings", []):
            parts += [binding["set"]] + ([binding["where"]] if "where" in binding else [])
        return any(asks(part) for part in parts)

    found = set()
    for rule in document["rules"]:
        parts = rule["scope"] + rule["conditions"] + [let["expression"] for let in rule["lets"]]
        parts += [b["where"] for b in rule["bindings"] if "where" in b]
        parts += [b["set"] for b in rule["bindings"] if b["set"]["operation"] != "collection"]
        shown = {
            e.get("name")
            for e in [rule["subject"], *rule["on"], *([rule["object"]] if "object" in rule else [])]
        }
        if all(b["variable"] in shown for b in rule["bindings"]) and not any(asks(part) for part in parts):
            found.add((rule.get("theory"), rule["name"]))
    return found


# More known


def refined(project, vocabulary, random, left_out=0.5):
    """The project with some of what is unknown known: facts of which nothing was said, ends of ranges, closed lists."""
    made = []
    maker = generated.Generator(Vocabulary({"vocabulary": vocabulary}), random.random(), Uses())
    maker.things = things(project)
    for item in project.items:
        kind = (item.head.split() or [""])[0]
        if item.name is None or item.lines is None or kind not in maker.vocabulary.kinds:
            made.append(item)
            continue
        lines = [
            line if random.random() < left_out else refined_line(line, maker, kind, random)
            for line in item.lines
        ]
        stated = {re.match(r"\w*", str(line))[0] for line in lines if not isinstance(line, Item)}
        for attribute in maker.vocabulary.of(kind):
            name = attribute["name"]
            if (
                name in stated
                or attribute["derived"]
                or attribute["type"]["kind"] == "map"
                or random.random() < left_out
            ):
                continue
            if name in ("share_of_sales", "share_of_purchases", "years", "date"):
                continue
            value = maker.value(attribute, plain=True)
            if value is not None:
                lines.append(f"{name}: {value.replace(', ..', '').replace('[..]', '[]')}")
        made.append(Item(item.head, lines, item.name))
    return Project(made)


def things(project):
    found = {}
    for item in project.items:
        words = item.head.split()
        if item.name is not None and words[0] not in ("link", "tie") and len(words) > 1:
            found.setdefault(words[0], []).append(item.name)
        elif item.name is not None and ":" in item.head:
            found.setdefault(words[0], []).append(item.name)
    return found


def refined_line(line, maker, kind, random):
    """A line with what it leaves open known; those of several voices stay as they are."""
    if not isinstance(line, str) or " from " in line or ": " not in line:
        return line
    name, value = line.split(": ", 1)
    attribute = next((a for a in maker.vocabulary.of(kind) if a["name"] == name), None)
    if attribute is None or name in ("years", "date") or attribute["type"]["kind"] == "map":
        return line
    type = attribute["type"]["kind"]
    if value == "unknown" and name not in ("share_of_sales", "share_of_purchases"):
        return f"{name}: {maker.value(attribute, plain=True) or 'unknown'}"
    if type == "list":
        return (
            f"{name}: {value.replace(', ..', '').replace('[..]', '[]')}" if "unknown" not in value else line
        )
    if ".." in value:
        low, high = value.split("..")
        if type == "words":
            words = maker.vocabulary.scales[attribute["type"]["of"]]["words"]
            return f"{name}: {random.choice(words[words.index(low):words.index(high) + 1])}"
        if "share" in name:
            return f"{name}: {low}"
        unit = high.lstrip("0123456789.")
        return f"{name}: {random.choice((low.rstrip('%') + unit, high))}"
    match = re.match(r"at (most|least) (.*)", value)
    if match and type == "words":
        words = maker.vocabulary.scales[attribute["type"]["of"]]["words"]
        place = words.index(match[2])
        return f"{name}: {random.choice(words[:place + 1] if match[1] == 'most' else words[place:])}"
    if match:
        return f"{name}: {match[2]}"
    return line


def firm_rules(document):
    """The rules whose conclusions stand when more is known: they do not ask what is known, nor what one voice says."""
    vocabulary = document["vocabulary"]
    derived = {
        f"{a['owner']}.{a['name']}": a.get("expression") for a in vocabulary["attributes"] if a["derived"]
    }

    def asks(expression, depth=0):
        if (
            expression["operation"] == "known"
            or expression.get("function") == "surely"
            or "voice" in expression
        ):
            return True
        if expression["operation"] == "naming":
            return True  # Whether what does not say whom it names may name somebody is an open question.
        if expression["operation"] == "attribute" and derived.get(expression["attribute"]) and depth < 20:
            if asks(derived[expression["attribute"]], depth + 1):
                return True
        parts = list(expression.get("arguments", []))
        for binding in expression.get("bindings", []):
            parts += [binding["set"]] + ([binding["where"]] if "where" in binding else [])
        return any(asks(part, depth) for part in parts)

    found = set()
    for rule in document["rules"]:
        parts = rule["scope"] + rule["conditions"] + [let["expression"] for let in rule["lets"]]
        parts += [b["where"] for b in rule["bindings"] if "where" in b] + [b["set"] for b in rule["bindings"]]
        if not any(asks(part) for part in parts):
            found.add((rule.get("theory"), rule["name"]))
    return found


def ways(tool, project, document, found, random):
    """Of what cannot be concluded, how much some completions of the case conclude and others rule out."""
    completions = [refined(project, document["vocabulary"], random, 0).files() for _ in range(8)]
    results = tool.findings([tool.write(f"whole{number}", files) for number, files in enumerate(completions)])
    counts = Counter()
    for open in found:
        if open[2] != "cannot_conclude":
            continue
        held = {
            next((f[2] for f in result if f[:2] + f[3:] == open[:2] + open[3:]), "ruled out")
            for result in results
        }
        counts[
            (
                "both ways"
                if {"holds", "ruled out"} <= held
                else "one way" if held != {"cannot_conclude"} else "no way"
            )
        ] += 1
    return counts


# Held


def compare(name, before, found):
    """What is not the same in two lists of findings; nothing where all is."""
    gone, new = Counter(before) - Counter(found), Counter(found) - Counter(before)
    if not gone and not new:
        return None
    lines = [f"no longer: {finding}" for finding in list(gone)[:3]] + [
        f"new: {finding}" for finding in list(new)[:3]
    ]
    return f"{name}:\n" + "\n".join(lines)


def lost(before, found, firm):
    """What was concluded and is not any more though only more is known."""

    def held(findings, results):
        return {f[:2] + f[3:] for f in findings if f[2] in results and f[:2] in firm}

    gone = held(before, ("holds",)) - held(found, ("holds",))
    new = held(found, ("holds",)) - held(before, ("holds", "cannot_conclude"))
    if not gone and not new:
        return None
    lines = [f"held, and does not when more is known: {f}" for f in list(gone)[:3]]
    lines += [f"was ruled out, and holds when more is known: {f}" for f in list(new)[:3]]
    return "more known:\n" + "\n".join(lines)


def variants(files, document, random):
    """Each other way to say a case, with how a finding of it reads there and which are compared."""
    names = {
        e["name"]
        for e in document["entities"]
        if "name" in e
        and not e["name"].isdigit()
        and e["kind"] not in ("source", "activity", "capability")
        and not e["place"]["file"].startswith("built-in")
        and any(re.search(rf"\b{e['name']}\b", text) for text in files.values())
    }
    words = {w for s in document["vocabulary"]["scales"] for w in s["words"]}
    words |= {a["name"] for a in document["vocabulary"]["attributes"]} | {
        k["name"] for k in document["vocabulary"]["kinds"]
    }
    words |= {k.get("plural") for k in document["vocabulary"]["kinds"]} | {
        r["name"] for r in document["rules"]
    }
    words |= {r.get("theory") for r in document["rules"]}
    new_files, new = renamed(files, names - words, random)
    closed = closed_rules(document)
    everything = lambda finding: True  # noqa: E731
    return [
        ("order", reordered(files, random), {}, everything),
        ("several files", split_up(files, random), {}, everything),
        ("carriage returns", with_carriage_returns(files, random), {}, everything),
        ("other names", new_files, new, everything),
        (
            "things beside",
            with_island(files, random),
            {},
            lambda finding: "aside_" not in about(finding) and finding[:2] in closed,
        ),
    ]


def run_batch(arguments):
    path, seed, batch, packs = arguments
    chance = random.Random(f"transformed {seed} {batch}")
    problems, count, completed = [], 0, Counter()
    with Tool(path) as tool:
        made = generated.projects(tool, seed, batch, packs)
        paths = [tool.write(f"case{index}", project.files()) for index, project in enumerate(made)]
        try:
            read, found = tool.documents(paths), tool.findings(paths)
        except Crash:
            return problems, count, completed  # Reported by the generated cases.
        jobs = []
        for index, project in enumerate(made):
            if generated.is_broken(read[index]):
                continue
            if index % 10 == 0:
                completed.update(ways(tool, project, read[index], found[index], chance))
            for name, files, new, compared in variants(project.files(), read[index], chance):
                before = [after(f, new) for f in found[index] if compared(f)]
                jobs.append(
                    (
                        index,
                        name,
                        files,
                        lambda other, before=before, compared=compared, name=name: compare(
                            name, before, [f for f in other if compared(f)]
                        ),
                    )
                )
            more = refined(project, read[index]["vocabulary"], chance)
            firm = firm_rules(read[index])
            jobs.append(
                (
                    index,
                    "more known",
                    more.files(),
                    lambda other, index=index, firm=firm: lost(found[index], other, firm),
                )
            )
        for start in range(0, len(jobs), 60):
            part = jobs[start : start + 60]
            paths = [tool.write(f"other{number}", files) for number, (_, _, files, _) in enumerate(part)]
            try:
                results = tool.findings(paths)
            except Crash as crash:
                problems.append((f"batch {batch}", str(crash), ""))
                continue
            for (index, name, files, check), other in zip(part, results, strict=True):
                count += 1
                wrong = check(other)
                if wrong and name == "more known" and not is_right(tool, files):
                    continue
                if wrong:
                    text = made[index].text() + "\n--- becomes\n" + "\n".join(files.values())
                    problems.append((f"batch {batch}, case {index}", wrong, text))
    return problems, count, completed


def is_right(tool, files):
    """Whether a case has no mistake: what contradicts itself concludes anything."""
    text = tool.run(["check", "--format", "concise"], [tool.write("checked", files)])
    return "error[" not in text


def samples(tool, seed):
    """The samples, said otherwise."""
    chance = random.Random(f"samples {seed}")
    problems, count = [], 0
    for name, path in documents.samples():
        if "project" in name:
            continue  # Full of mistakes.
        files = {
            str(p.relative_to(path)): p.read_text()
            for p in sorted(documents.pathlib.Path(path).rglob("*.gvc"))
        }
        original = tool.write("sample", files)
        document, before = tool.documents([original])[0], tool.findings([original])[0]
        for _ in range(4):
            for variant, other, new, compared in variants(files, document, chance):
                if len(files) > 1 and variant in ("several files",):
                    continue
                found = tool.findings([tool.write("variant", other)])[0]
                wrong = compare(
                    variant, [after(f, new) for f in before if compared(f)], [f for f in found if compared(f)]
                )
                count += 1
                if wrong:
                    problems.append((name, wrong, ""))
    return problems, count, Counter()


def run(path, cases, seed, packs, jobs):
    """Runs all; prints what is wrong and returns how much."""
    wrong, count, completed = 0, 0, Counter()
    with Tool(path) as tool:
        results = [samples(tool, seed)]
    batches = [b for b in range(max(1, cases // generated.BATCH)) if not generated.is_large(b)]
    with ProcessPoolExecutor(jobs) as pool:
        for result in [*results, *pool.map(run_batch, [(path, seed, batch, packs) for batch in batches])]:
            problems, tried, both = result
            count += tried
            completed.update(both)
            for name, message, text in problems:
                wrong += 1
                if wrong <= 10:
                    print(f"--- seed {seed}, {name}: {message}\n{text}")
    print(f"{count} transformed cases: {wrong} differ")
    print(
        f"of {completed.total()} open conclusions, 8 completions each decide {completed['both ways']} both ways, "
        f"{completed['one way']} one way, {completed['no way']} not"
    )
    return wrong
