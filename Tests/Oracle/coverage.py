"""What the generated cases used, and what of the language they did not."""

from collections import Counter

FORMS = (
    "exact",
    "range",
    "estimate",
    "at_most",
    "at_least",
    "unknown",
    "one of several words",
    "open list",
    "empty list",
    "closed list",
    "list with an unknown element",
    "truth",
    "words",
    "text",
    "entity",
)
VOICES = ("buyer", "supplier", "workers", "institution", "researcher")
CHANGES = tuple(
    f"{change} in a {layer}" for change in ("add", "remove", "set") for layer in ("period", "scenario")
)
SHAPES = (
    "more ties than links",
    "a tie of three",
    "a part of a whole",
    "a group with a count",
    "a period after a period",
    "a scenario of a period",
    "a scenario of no period",
    "two voices of one fact",
    "a fact of a map",
    "several currencies",
    "several price years",
    "several divisors",
    "a kind of its own that is another",
    "a kind of its own with ends supply",
    "a kind of its own with ends peers",
    "a kind of its own that is part of another",
    "a default value",
    "a default path",
    "an attribute with a range",
    "two sources of one fact",
    "a theory",
    "rules outside of any theory",
)
RULES = (
    "a variable over a set",
    "two variables",
    "three variables",
    "a condition of a variable",
    "a let",
    "a scope",
    "a threshold",
    "into or from an object",
    "on something",
    "a verdict",
    "a verdict with a qualifier",
    "an aggregate of two variables",
    "an aggregate with a condition",
    "compares layers",
    "also before",
    "a date",
    "several currencies",
    "several price years",
    "a constant thing",
    "an attribute by a voice",
    "derived in derived",
)


class Coverage:
    """Counts of what was used, by group and name."""

    def __init__(self):
        self.count = Counter()
        self.base = set()

    def note(self, group, name):
        self.count[group, name] += 1

    def add(self, document):
        """Notes all that a document of a generated case uses."""
        self.facts(document)
        self.layers(document)
        for rule in document["rules"]:
            self.rule(rule, document)
        for attribute in document["vocabulary"]["attributes"]:
            if "expression" in attribute:
                self.note("derived", attribute["type"]["kind"])
                self.expression(attribute["expression"], document, True)
        self.vocabulary(document)

    def vocabulary(self, document):
        for kind in document["vocabulary"]["kinds"]:
            if kind["name"].startswith("kind") and kind["name"][4:].isdigit():
                if "ends" in kind:
                    self.note("shape", f"a kind of its own with ends {kind['ends']}")
                elif "parent" in kind:
                    self.note("shape", "a kind of its own that is another")
                elif "partOf" in kind:
                    self.note("shape", "a kind of its own that is part of another")
        for attribute in document["vocabulary"]["attributes"]:
            if attribute["name"].startswith("attribute"):
                if "range" in attribute:
                    self.note("shape", "an attribute with a range")
                if "default" in attribute:
                    self.note(
                        "shape", "a default value" if "value" in attribute["default"] else "a default path"
                    )

    def facts(self, document):
        entities, units = document["entities"], document["units"]
        by_place = Counter()
        money = set()
        for fact in document["facts"]:
            self.note("attribute in facts", fact["attribute"])
            by_place[fact["entity"], fact["attribute"], fact.get("key"), fact.get("layer")] += 1
            if "key" in fact:
                self.note("shape", "a fact of a map")
            if fact["attribute"] == "actor.count":
                self.note("shape", "a group with a count")
            if len(fact["evidence"]) > 1:
                self.note("shape", "two sources of one fact")
            for evidence in fact["evidence"]:
                if "reportedBy" in evidence:
                    self.note("voice in facts", evidence["reportedBy"])
            if "layer" in fact:
                self.note("change", f"set in a {entities[fact['layer']]['kind']}")
            self.value(fact["value"])
            unit = units[fact["value"].get("unit", 0)]
            if unit["dimension"] == "money":
                money.add((unit["currency"], unit.get("year"), unit.get("per")))
        if any(count > 1 for count in by_place.values()):
            self.note("shape", "two voices of one fact")
        for index, name in enumerate(("currencies", "price years", "divisors")):
            if len({unit[index] for unit in money}) > 1:
                self.note("shape", f"several {name}")
        for entity in entities:
            self.note("kind", entity["kind"])
            if "owner" in entity:
                self.note("shape", "a part of a whole")
            if entity["kind"] == "tie" and len(entity.get("ends", [])) > 2:
                self.note("shape", "a tie of three")
        counts = Counter(entity["kind"] for entity in entities)
        if counts["tie"] > counts["link"]:
            self.note("shape", "more ties than links")
        self.note(
            "shape",
            (
                "a theory"
                if any("theory" in rule for rule in document["rules"])
                else "rules outside of any theory"
            ),
        )

    def value(self, value):
        kind = value["kind"]
        if kind == "number":
            self.note("form", value.get("form", "computed"))
        elif kind == "words":
            for word in value["words"]:
                self.note("scale in facts", value["scale"])
            self.note("form", "words" if len(value["words"]) == 1 else "one of several words")
        elif kind == "list":
            self.note(
                "form", "open list" if value["open"] else "closed list" if value["elements"] else "empty list"
            )
            for element in value["elements"]:
                if element["kind"] == "unknown":
                    self.note("form", "list with an unknown element")
                else:
                    self.value(element)
        else:
            self.note("form", kind)

    def layers(self, document):
        entities = document["entities"]
        for layer in document["layers"]:
            kind = entities[layer["entity"]]["kind"]
            if layer["adds"]:
                self.note("change", f"add in a {kind}")
            if layer["removes"]:
                self.note("change", f"remove in a {kind}")
            if kind == "period" and "over" in layer:
                self.note("shape", "a period after a period")
            if kind == "scenario":
                self.note("shape", "a scenario of a period" if "over" in layer else "a scenario of no period")

    def rule(self, rule, document):
        self.note("modality", rule["modality"])
        if rule.get("theory") not in (None, "own"):
            self.note("pack", rule["theory"])
        notes = {
            "two variables": len(rule["bindings"]) == 2,
            "three variables": len(rule["bindings"]) == 3,
            "a let": rule["lets"],
            "a scope": rule["scope"],
            "into or from an object": "object" in rule,
            "on something": rule["on"],
            "a verdict": "verdict" in rule,
            "a verdict with a qualifier": "qualifier" in rule.get("verdict", {}),
            "compares layers": rule["comparesLayers"],
        }
        for name, holds in notes.items():
            if holds:
                self.note("rule", name)
        for binding in rule["bindings"]:
            self.binding(binding, document)
            if binding["alsoBefore"]:
                self.note("rule", "also before")
        parts = (
            rule["scope"]
            + rule["conditions"]
            + [let["expression"] for let in rule["lets"]]
            + [rule["subject"]]
            + rule["on"]
        )
        money = set()
        for part in parts:
            self.expression(part, document, False, money)
        for index, name in enumerate(("currencies", "price years")):
            if len({unit[index] for unit in money}) > 1:
                self.note("rule", f"several {name}")

    def binding(self, binding, document):
        set = binding["set"]
        if set["operation"] != "collection":
            self.note("rule", "a variable over a set")
        if "where" in binding:
            self.note("rule", "a condition of a variable")
            self.expression(binding["where"], document, False)
        self.expression(set, document, False)

    def expression(self, expression, document, is_derived, money=None):
        operation = expression["operation"]
        self.note("operation", operation)
        if operation in ("attribute", "map_value", "map_keys", "naming"):
            self.note("attribute in rules", expression["attribute"])
            if "voice" in expression:
                self.note("voice in rules", expression["voice"])
                self.note("rule", "an attribute by a voice")
        if operation == "attribute" and is_derived:
            names = {
                f"{a['owner']}.{a['name']}" for a in document["vocabulary"]["attributes"] if a["derived"]
            }
            if expression["attribute"] in names:
                self.note("rule", "derived in derived")
        if operation == "call":
            self.note("function", f"{expression['function']} of {len(expression['arguments'])}")
        if operation == "aggregate":
            self.note("aggregate", expression["function"])
            if len(expression["bindings"]) > 1:
                self.note("rule", "an aggregate of two variables")
            for binding in expression["bindings"]:
                if "where" in binding:
                    self.note("rule", "an aggregate with a condition")
                    self.expression(binding["where"], document, is_derived, money)
                self.expression(binding["set"], document, is_derived, money)
        if operation == "relation":
            self.note("relation", expression["relation"])
        if operation == "collection":
            self.note("collection", expression["kind"])
        if operation == "threshold":
            self.note("rule", "a threshold")
        if operation == "constant":
            value = expression["value"]
            if value["kind"] == "words":
                self.note("scale in rules", value["scale"])
            if value["kind"] == "entity":
                self.note("rule", "a constant thing")
            if expression["type"]["kind"] == "year":
                self.note("rule", "a date")
            if value["kind"] == "number" and money is not None:
                unit = document["units"][value["unit"]]
                if unit["dimension"] == "money":
                    money.add((unit["currency"], unit.get("year")))
        for part in expression.get("arguments", []):
            self.expression(part, document, is_derived, money)

    def update(self, other):
        self.count.update(other.count)

    def wanted(self, vocabulary, packs):
        """All that must have been used, by group and name: what an IR says that there is."""
        for kind in vocabulary["kinds"]:
            if not kind["abstract"]:
                yield "kind", kind["name"]
            if "plural" in kind:
                yield "collection", kind["name"]
        for attribute in vocabulary["attributes"]:
            name = f"{attribute['owner']}.{attribute['name']}"
            if not attribute["derived"]:
                yield "attribute in facts", name
            yield "attribute in rules", name
        def scales(attributes):
            types = [attribute["type"] for attribute in attributes]
            return {type.get("of") or type.get("element", {}).get("of") for type in types}

        read = scales(vocabulary["attributes"])
        stated = scales(a for a in vocabulary["attributes"] if not a["derived"])
        for scale in vocabulary["scales"]:  # Others are of evidence, maps and verdicts.
            if scale["name"] in stated:
                yield "scale in facts", scale["name"]
            if scale["name"] in read:
                yield "scale in rules", scale["name"]
        for function in vocabulary["functions"]:
            count = len(function["parameters"])
            for left_out in range(function["optional"] + 1):
                yield "function", f"{function['name']} of {count - left_out}"
        for group, names in (
            ("aggregate", vocabulary["aggregates"]),
            ("operation", vocabulary["operations"]),
            ("form", FORMS),
            ("voice in facts", VOICES),
            ("voice in rules", VOICES),
            ("change", CHANGES),
            ("shape", SHAPES),
            ("rule", RULES),
            ("modality", ("definition", "necessary", "likely", "possible", "danger", "observed", "advice")),
            ("relation", ("supplier", "buyer", "members", "sales", "purchases", "ties", "owner", "number")),
            ("pack", [pack for pack in packs if pack != "terms"]),
        ):
            for name in names:
                yield group, name

    def report(self, vocabularies, packs):
        """Lines that say how much of each group was used; and what was not used at all."""
        wanted = {}
        for vocabulary in vocabularies:
            for group, name in self.wanted(vocabulary, packs):
                wanted.setdefault(group, set()).add(name)
        lines, missing = [], []
        for group, names in wanted.items():
            counts = {name: self.count[group, name] for name in names}
            unused = sorted(name for name, count in counts.items() if count == 0)
            least = min(counts, key=counts.get)
            lines.append(
                f"  {group}: {len(names) - len(unused)} of {len(names)}; least often {least}, {counts[least]} times"
            )
            missing += [f"{group}: {name}" for name in unused]
        return lines, missing
