"""Random cases and random rules, made of the vocabulary and the function table that the IR prints.

Nothing of the vocabulary is listed by name but what the language itself gives a form: layers, evidence, maps. What was
used least so far is used more often, so that everything is used soon (`Uses`).
"""

import random

from expressions import Scope
from facts import COUNTS, NUMBERS, SHARES, Facts
from project import Item, Node, Project
from vocabulary import type_text


class Generator(Facts):
    """Makes one project from a seed."""

    def __init__(self, vocabulary, seed, uses, packs=(), fresh=(), is_large=False):
        self.random = random.Random(seed)
        self.vocabulary = vocabulary.copy()
        self.uses = uses
        self.packs = packs
        self.fresh = list(fresh)
        # Many things of a kind: rules over them are evaluated otherwise than rules over a few.
        self.is_large = is_large
        self.things = {}
        self.layers = []
        self.serial = 0
        self.thresholds = {}
        self.palette = set()
        self.focus = set()

    def name(self, prefix):
        self.serial += 1
        return f"{prefix}{self.serial}"

    def project(self):
        items = []
        if self.packs:
            items.append(Item("use " + ", ".join(self.packs)))
        theory = self.vocabulary_items()
        self.choose_palette()
        things = self.declarations()
        theory += [self.derivation() for _ in range(self.random.choice((0, 0, 1, 1, 2)))] + self.rules()
        if self.chance(0.5):
            items.append(Item('theory own "Own"', [Item("source notes", [])] + theory))
            items += things
        else:  # Outside of any theory it belongs to the case.
            items += [Item("source notes", [])] + theory + things
        if self.chance(0.3):
            self.random.shuffle(items)
        return Project(items)

    def choose_palette(self):
        """The attributes that facts and rules of this project mostly speak of, so that they meet."""
        kinds = [
            k
            for k, kind in self.vocabulary.kinds.items()
            if self.vocabulary.of(k) and kind.get("plural") and k not in ("source", "period", "scenario")
        ]
        self.focus = {self.uses.choose(self.random, "focus", kinds) for _ in range(3)} | {"link"}
        for kind in sorted(self.focus):
            for _ in range(5):
                name = self.uses.choose(
                    self.random, "palette", [f"{a['owner']}.{a['name']}" for a in self.vocabulary.of(kind)]
                )
                self.palette.add(name)
        if self.fresh:  # What a built-in theory declares.
            for _ in range(6):
                name = self.uses.choose(self.random, "fresh", self.fresh)
                owner = name.split(".")[0]
                self.palette.add(name)
                self.focus.add(owner if self.vocabulary.kinds[owner].get("plural") else "firm")
        own = [a for a in self.vocabulary.attributes if a["name"].startswith("attribute")]
        self.palette |= {f"{a['owner']}.{a['name']}" for a in own}
        self.palette |= {"link.share_of_sales", "link.chain"}
        if self.chance(0.4):
            self.palette |= {
                f"{a['owner']}.{a['name']}" for a in self.vocabulary.attributes if a["type"]["kind"] == "map"
            }

    def is_palette(self, attribute):
        return f"{attribute['owner']}.{attribute['name']}" in self.palette

    # A vocabulary of its own

    def vocabulary_items(self):
        """Kinds, scales, attributes, verdicts, thresholds and derived attributes that this project declares."""
        items = []
        if self.chance(0.5):
            form = self.uses.choose(
                self.random, "form of a kind", ("is", "part_of", "supply", "peers", "none")
            )
            name = self.name("kind")
            line = f"plural: {name}s"
            kind = {"name": name, "title": "", "plural": f"{name}s", "abstract": False}
            if form == "is":
                parent = self.uses.choose(
                    self.random, "parent", [k for k in self.vocabulary.kinds if self.is_plain(k)]
                )
                kind["parent"] = parent
                line += f" is: {parent}"
            elif form == "part_of":
                kind["partOf"] = "chain"
                line += " part_of: chain"
            elif form in ("supply", "peers"):
                kind["ends"] = form
                if self.chance(0.5):
                    kind["parent"] = "link" if form == "supply" else "tie"
                    line += f" is: {kind['parent']}"
                line += f" ends: {form}"
            self.vocabulary.kinds[name] = kind
            items.append(Item(f'kind {name} "Own"', [line]))
            for _ in range(self.random.randint(0, 2)):
                items.append(self.attribute(name))
        if self.chance(0.4):
            items.append(self.scale())
        if self.chance(0.5):
            items.append(
                self.attribute(self.random.choice(["actor", "firm", "link", "chain", "tie", "event"]))
            )
        for _ in range(self.random.randint(0, 2)):
            items.append(self.threshold())
        if self.chance(0.7):
            items.append(self.verdict())
        return items

    def is_plain(self, kind):
        found = self.vocabulary.kinds[kind]
        return "ends" not in found and "partOf" not in found and kind not in ("period", "scenario", "source")

    def scale(self):
        name = self.name("scale")
        word = self.random.choice(("scale", "choice"))
        words = [f"{name}_{letter}" for letter in "abcd"[: self.random.randint(1, 4)]]
        self.vocabulary.scales[name] = {"name": name, "ordered": word == "scale", "words": words}
        return Item(f'{word} {name} "Own"', [f'value {w} "{w}"' for w in words])

    def attribute(self, owner):
        name = self.name("attribute")
        kinds = [k for k in ("actor", "chain", "activity", "link") if k in self.vocabulary.kinds]
        types = [
            ("text", {"kind": "text"}),
            ("truth", {"kind": "truth"}),
            ("number", {"kind": "number"}),
            ("percent", {"kind": "percent"}),
            ("money", {"kind": "money"}),
            ("duration", {"kind": "duration"}),
            ("year", {"kind": "year"}),
            ("date", {"kind": "date"}),
            ("country", {"kind": "country"}),
            ("count of shops", {"kind": "count", "of": "shops"}),
            ("share of shops", {"kind": "share", "of": "shops"}),
            ("quantity", {"kind": "quantity"}),
            ("quantity of mass", {"kind": "quantity", "of": "mass"}),
            ("quantity of area", {"kind": "quantity", "of": "area"}),
            ("quantity of mass / area", {"kind": "quantity", "of": "mass per area"}),
            ("quantity of money per mass", {"kind": "quantity", "of": "money per mass"}),
            ("quantity of volume per time", {"kind": "quantity", "of": "volume per time"}),
            ("map of capability", {"kind": "map", "of": "capability"}),
        ]
        types += [(s, {"kind": "words", "of": s}) for s in self.vocabulary.scales]
        types += [(k, {"kind": "entity", "of": k}) for k in kinds]
        types += [
            (f"list of {text}", {"kind": "list", "element": type})
            for text, type in list(types)
            if type["kind"] in ("words", "entity")
        ]
        text, type = self.uses.choose(self.random, "own type", types)
        made = {"owner": owner, "name": name, "type": type, "derived": False}
        lines = []
        if type["kind"] == "number" and self.chance(0.5):
            lines.append("range: 0..50")
            made["range"] = {"low": 0, "high": 50}
        if self.chance(0.3) and type["kind"] in ("truth", "number", "words", "percent"):
            lines.append(f"default: {self.value(made, plain=True)}")
        elif self.chance(0.6):
            paths = [
                f"{via['name']}.{end['name']}"
                for via in self.vocabulary.of(owner)
                if via["type"]["kind"] == "entity" and not via["derived"]
                for end in self.vocabulary.of(via["type"]["of"])
                if end["type"] == type and not end["derived"] and end["name"] != name
            ]
            if owner == "link":
                paths += [
                    f"{end}.{own['name']}"
                    for end in ("supplier", "buyer")
                    for own in self.vocabulary.of("actor")
                    if own["type"] == type and not own["derived"]
                ]
            if paths:
                lines.append(f"default: {self.random.choice(paths)}")
        self.vocabulary.attributes.append(made)
        return Item(f'attribute {owner}.{name}: {text} "Own."', lines)

    def threshold(self):
        name = self.name("threshold")
        text, type = self.random.choice(
            (
                (self.random.choice(SHARES) + "%", "percent"),
                (self.random.choice(NUMBERS), "number"),
                (self.random.choice(COUNTS) + " workers", "count of workers"),
                (self.random.choice(NUMBERS) + " " + self.money_unit(), "money"),
                ("24 h", "duration"),
            )
        )
        self.thresholds.setdefault(f"number {type}", []).append(name)
        return Item(f'threshold {name}: {text} "Own."', ['basis: "own"'])

    def verdict(self):
        name = self.name("verdict")
        of = self.random.choice(("actor", "link", "firm", "chain"))
        lines = [f"of: {of}"]
        qualifier = object = None
        if self.chance(0.4):
            qualifier = self.random.choice(list(self.vocabulary.scales))
            lines.append(f"qualifier: {qualifier}")
        if self.chance(0.3):
            object = "activity"
            lines.append("object: activity")
        lines += [
            f'value {name}_good "Good" {{ against: [{name}_bad] }}',
            f'value {name}_bad "Bad" {{ level: {self.random.choice(("note", "warning", "error"))} }}',
        ]
        self.vocabulary.verdicts.append(
            {
                "name": name,
                "of": of,
                "qualifier": qualifier,
                "object": object,
                "values": [{"name": f"{name}_good"}, {"name": f"{name}_bad"}],
            }
        )
        return Item(f'verdict {name} "Own"', lines)

    def derivation(self):
        owner = self.uses.choose(
            self.random, "derived of", ("actor", "firm", "link", "chain", "tie", "event", "cluster")
        )
        name = self.name("derived")
        wanted = self.uses.choose(
            self.random,
            "derived type",
            (
                "truth",
                "number number",
                "number share of sales",
                "number money",
                "number count of workers",
                "words level",
                "entity actor",
                "set entity actor",
                "number duration",
                "number quantity of mass",
                "number quantity of money",
            ),
        )
        scope = Scope(self, {"": owner}, is_derived=True)
        body = scope.expression(wanted, 2)
        types = {
            "truth": {"kind": "truth"},
            "number number": {"kind": "number"},
            "number money": {"kind": "money"},
            "number share of sales": {"kind": "share", "of": "sales"},
            "number duration": {"kind": "duration"},
            "number quantity of mass": {"kind": "quantity", "of": "mass"},
            "number quantity of money": {"kind": "quantity", "of": "money"},
            "number count of workers": {"kind": "count", "of": "workers"},
            "words level": {"kind": "words", "of": "level"},
            "entity actor": {"kind": "entity", "of": "actor"},
            "set entity actor": {"kind": "list", "element": {"kind": "entity", "of": "actor"}},
        }
        type = types[wanted]
        self.vocabulary.attributes.append({"owner": owner, "name": name, "type": type, "derived": True})
        return Item(f'derive {owner}.{name}: {type_text(type)} = {body} "Own."')

    # Things and facts

    def declarations(self):
        items = []
        kinds = [k for k in self.vocabulary.kinds.values() if not k["abstract"]]
        periods = self.random.choice((0, 0, 1, 2, 2, 3))
        start = 1980
        for index in range(periods):
            name = self.name("period")
            self.things.setdefault("period", []).append(name)
            lines = [f"years: {start}..{start + 9}"]
            if index and self.chance(0.3):
                lines = [f"follows: {self.things['period'][-2]}"]
            items.append(Item(f'period {name} "P"', lines))
            start += 10
        for _ in range(self.random.choice((0, 0, 1, 2))):
            name = self.name("scenario")
            based = periods and self.chance(0.7)
            self.things.setdefault("scenario", []).append(name)
            items.append(
                Item(
                    f"scenario {name}",
                    [f"base: {self.random.choice(self.things['period'])}"] if based else [],
                )
            )
        self.layers = self.things.get("period", []) + self.things.get("scenario", [])
        for kind in kinds:
            if kind["name"] in ("period", "scenario") or "ends" in kind or "partOf" in kind:
                continue
            often = kind["name"] in ("firm", "buyer", "agent")
            low, high = (1, 3) if often else (0, 2)
            if kind["name"] in ("source", "chain", "activity", "capability"):
                low = 1
            if self.is_large and kind["name"] in self.focus | {"firm"}:
                low, high = 66, 90
            for _ in range(self.random.randint(low, high)):
                self.things.setdefault(kind["name"], []).append(self.name(kind["name"]))
        made = {}
        for kind, names in self.things.items():
            if kind in ("period", "scenario"):
                continue
            for name in names:
                made[name] = kind
        # The ends of links and ties, and the parts of chains, come first: facts name them.
        parts = {}
        for kind in kinds:
            if "partOf" in kind:
                for owner in self.all_of(kind["partOf"]):
                    for number in range(self.random.randint(0, 2)):
                        parts.setdefault(owner, []).append(
                            (kind["name"], number if kind["name"] == "tier" else 10 + number)
                        )
        joins = self.joins(kinds)
        for name, kind in made.items():
            lines = self.facts(kind)
            for part, number in parts.get(name, []):
                lines.append(Item(f'{part} {number} "Part"', self.facts(part)))
            items.append(Item(f'{kind} {name} "T"', lines, name))
        for head, kind, reference in joins:
            items.append(Item(head, self.facts(kind), reference))
        items += self.changes(made, joins)
        return items

    def joins(self, kinds):
        """Links and ties, each as its head, its kind and what it is called."""
        actors = self.all_of("actor")
        found = []
        for kind in kinds:
            if "ends" not in kind:
                continue
            pairs = set()
            most = 6 if kind["name"] == "link" else 3
            for _ in range(self.random.randint(66, 100) if self.is_large else self.random.randint(0, most)):
                found += self.join(kind, actors, pairs)
        return found

    def join(self, kind, actors, pairs, is_late=False):
        arrow = " -> " if kind["ends"] == "supply" else " -- "
        count = 2 if kind["ends"] == "supply" else self.random.choice((2, 2, 3))
        if len(actors) < count:
            return []
        ends = self.random.sample(actors, count)
        joined = arrow.join(ends)
        for _ in range(5):
            if not is_late and frozenset(ends) in pairs:
                ends = self.random.sample(actors, count)
                joined = arrow.join(ends)
        if is_late or frozenset(ends) in pairs or self.chance(0.2):
            name = self.name("named")
            self.things.setdefault(kind["name"], []).append(name)
            return [(f"{kind['name']} {name}: {joined}", kind["name"], name)]
        pairs.add(frozenset(ends))
        if kind["name"] == "link":
            self.things.setdefault("link", []).append(f"{joined}")
        return [
            (f"{kind['name']} {joined}", kind["name"], joined if kind["name"] in ("link", "tie") else None)
        ]

    def changes(self, made, joins):
        """What layers set, add and take away."""
        items = []
        references = [(name, kind) for name, kind in made.items() if kind != "source"]
        references += [(reference, kind) for _, kind, reference in joins if reference]
        actors = self.all_of("actor")
        kinds = self.vocabulary.kinds
        for layer in self.layers:
            lines = []
            for _ in range(self.random.randint(0, 4)):
                form = self.uses.choose(
                    self.random, "change", ("set", "set", "add", "add link", "add tie", "remove")
                )
                if form == "set":
                    reference, kind = self.random.choice(references)
                    facts = self.facts(kind, few=True)
                    if facts:
                        lines.append(Item(f"set {reference}", facts))
                elif form == "remove":
                    # What is named behind it in the same layer would be gone.
                    reference, kind = self.random.choice(references)
                    lines.append(f"remove {reference}")
                elif form == "add":
                    kind = self.uses.choose(
                        self.random,
                        "added",
                        [
                            k["name"]
                            for k in kinds.values()
                            if not k["abstract"]
                            and "ends" not in k
                            and "partOf" not in k
                            and k["name"] not in ("period", "scenario", "source")
                        ],
                    )
                    lines.append(Item(f"add {kind} {self.name('late')}", self.facts(kind)))
                else:
                    ends = "supply" if form == "add link" else "peers"
                    options = [k for k in kinds.values() if k.get("ends") == ends and not k["abstract"]]
                    for head, kind, _ in self.join(self.random.choice(options), actors, set(), True):
                        lines.append(Item("add " + head, self.facts(kind)))
            if lines:
                items.append(Item(f"in {layer}", lines))
        return items

    # Rules

    def rules(self):
        return [self.rule() for _ in range(self.random.randint(1, 4))]

    def rule(self):
        variables = {}
        bindings = []
        lets = []
        scope = Scope(self, variables)
        scope.has_before = bool(self.layers) and self.chance(0.4)
        for index in range(self.random.choice((1, 1, 1, 2, 2, 3) if not self.is_large else (1, 1, 1, 2))):
            name = "xyz"[index]
            if index == 0 or self.chance(0.5):
                kinds = [k["name"] for k in self.vocabulary.kinds.values() if k.get("plural")]
                told = [k for k in kinds if k in self.focus]
                if self.is_large and index:
                    few = ("activity", "capability", "chain", "cluster", "event", "product", "market")
                    told = kinds = [kind for kind in few if kind not in self.focus]
                kind = self.uses.choose(
                    self.random, "variable", told if told and self.chance(0.75) else kinds
                )
                set = Node(f"set entity {kind}", self.vocabulary.kinds[kind]["plural"])
            else:
                kind = self.random.choice(("actor", "activity", "link"))
                set = scope.expression(f"set entity {kind}", 1)
            binding = [f"{name} in ", set]
            variables[name] = kind
            if self.chance(0.4):
                binding += [" where ", scope.expression("truth", 1)]
            bindings.append(Node("binding", *binding))
        if self.chance(0.3):
            wanted = self.random.choice(("truth", "number number", "entity actor", "words level"))
            lets.append(Node("let", "let w = ", scope.expression(wanted, 2)))
            scope.lets["w"] = wanted
        conditions = [
            scope.expression("truth", self.random.choice((1, 2) if self.is_large else (1, 2, 3)))
            for _ in range(self.random.randint(1, 2))
        ]
        pieces = [bindings[0]]
        for binding in bindings[1:]:
            pieces += [", ", binding]
        lines = [Node("for", "for ", *pieces)] + lets
        lines += [
            Node("when", f"{self.random.choice(('when', 'when', 'scope'))} ", condition)
            if place
            else Node("when", "when ", condition)
            for place, condition in enumerate(conditions)
        ]
        lines += self.find(scope, variables)
        used = " ".join(f"{{{name}}}" for name in variables)
        lines += [f'message "{used}"', 'cite notes "p. 1"']
        return Item(f'rule {self.name("rule")} "Rule"', lines)

    def find(self, scope, variables):
        names = list(variables)
        subject = self.random.choice(names)
        text = f"find {subject}"
        object = None
        verdicts = [
            v
            for v in self.vocabulary.verdicts
            if v.get("of") and self.vocabulary.is_a(variables[subject], v["of"])
        ]
        if verdicts and self.chance(0.6):
            verdict = self.uses.choose(self.random, "verdict", [v["name"] for v in verdicts])
            verdict = next(v for v in verdicts if v["name"] == verdict)
            text += " " + self.random.choice(verdict["values"])["name"]
            if verdict.get("qualifier"):
                text += " " + self.random.choice(self.vocabulary.scales[verdict["qualifier"]]["words"])
        elif self.chance(0.3):
            object = self.random.choice(names)
            text += f" {self.random.choice(('into', 'from'))} {object}"
        modality = self.uses.choose(
            self.random, "modality", ("definition", "necessary", "likely", "possible", "danger", "observed", "advice")
        )
        lines = [f"{text} {modality}"]
        rest = [name for name in names if name not in (subject, object)]
        if rest and self.chance(0.8):
            lines.append("on " + ", ".join(rest))
        return lines
