"""Whether what `gvc` decides and the oracle leaves open is right.

The oracle takes the parts of an expression one by one, so that it does not see that the same unknown number stands in two
of them; `gvc` may. What it then concludes must be so under every way in which the unknown numbers can become known: their
ends are tried, and numbers between.
"""

import copy
import random

import rules
from case import Case, State
from values import INFINITY

TRIED = 40


def right(document, wanted):
    """Of findings that the oracle leaves open, each with what `gvc` says of it (`holds`, or nothing where it is ruled
    out), those of which all completions that are tried say the same."""
    chance = random.Random(str(sorted(map(str, wanted))))
    only = {finding[:2] for finding in wanted}
    decided, wrong = set(), set()
    for number in range(TRIED if len(document["entities"]) < 100 else TRIED // 8):
        found = {}
        for finding in rules.conclusions(completed(document, chance, number), only):
            found.setdefault(finding[:2] + finding[3:], set()).add(finding[2])
        for finding, result in wanted.items():
            held = found.get(finding[:2] + finding[3:], set())
            if held == {"cannot_conclude"}:
                continue  # Something else than a number is unknown too.
            (decided if held == ({result} if result else set()) else wrong).add(finding)
    return decided - wrong


def completed(document, chance, number):
    """The document with an exact number for each that is not known, at its ends in the first completions."""
    document = copy.copy(document)
    case = Case(document)
    state = State(case, None)
    evaluator = rules.Rules(case, state, None)
    facts = list(document["facts"])
    stated = {}
    for index, fact in enumerate(facts):
        stated.setdefault((fact["entity"], fact["attribute"], fact.get("layer")), []).append(index)
    left = {}
    for attribute, definition in case.attributes.items():
        kind = definition["type"]["kind"]
        if definition["derived"] or kind not in ("number", "percent", "share", "count", "money", "duration", "year"):
            continue
        for place in range(len(case.entities)):
            if not case.is_a(place, definition["owner"]):
                continue
            places = [p for p in stated if p[:2] == (place, attribute)] or [(place, attribute, None)]
            for about in places:
                indices = stated.get(about, [])
                if len(indices) > 1 or any(facts[i]["evidence"] for i in indices):
                    continue  # What voices say stays as it is.
                value = facts[indices[0]]["value"] if indices else {"kind": "unknown"}
                known = evaluator.value(value, definition["type"], state)
                if known.is_exact() or (not indices and "default" in definition):
                    continue
                exact = chosen(known, kind, chance, number, case, place, attribute, left, evaluator, state)
                unit = value.get("unit", 0) if indices else any_unit(case, kind)
                made = {"kind": "number", "form": "exact", "low": exact, "high": exact, "unit": unit}
                if indices:
                    facts[indices[0]] = {**facts[indices[0]], "value": made}
                else:
                    facts.append({"entity": place, "attribute": attribute, "value": made, "evidence": []})
    document["facts"] = facts
    return document


def any_unit(case, kind):
    dimension = {"money": "money", "duration": "duration"}.get(kind, "ratio")
    return next((i for i, unit in enumerate(case.document["units"]) if unit["dimension"] == dimension), 0)


def chosen(known, kind, chance, number, case, place, attribute, left, evaluator, state):
    low = known.low if known.low != -INFINITY else chance.choice((-1000000, -1, 0))
    high = known.high if known.high != INFINITY else max(low, 0) + chance.choice((0, 1, 1000000))
    if attribute.startswith("link.share_of_"):  # Shares of one whole are at most all of it.
        actor = case.entities[place]["ends"][0 if attribute.endswith("sales") else 1]
        rest = left.setdefault((attribute, actor), evaluator.left(actor, attribute.split("_")[-1], state))
        high = min(high, low + rest)
        exact = chance.choice((low, high, (low + high) / 2 if kind == "share" else low))
        left[attribute, actor] = rest - (exact - low)
        return exact
    if number == 0:
        return low
    if number == 1:
        return high
    if kind in ("count", "year"):
        return chance.choice((low, high))
    return chance.choice((low, high, (low + high) / 2))
