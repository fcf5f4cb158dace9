"""What can be said and asked, as the IR prints it; and how often it was."""

from collections import Counter


class Uses:
    """How often what was used, over all cases."""

    def __init__(self):
        self.count = Counter()

    def choose(self, random, group, options):
        """One of some options, the rather the less often it was used."""
        options = list(options)
        tries = [random.choice(options) for _ in range(3)]
        found = min(tries, key=lambda option: self.count[group, str(option)])
        if random.random() < 0.15:
            found = min(options, key=lambda option: self.count[group, str(option)])
        self.count[group, str(found)] += 1
        return found

    def seldom(self, random, group, usual, options, probability=0.35):
        """Mostly the usual one."""
        return self.choose(random, group, options) if random.random() < probability else usual


class Vocabulary:
    """What the IR of an empty case says can be said and asked."""

    def __init__(self, document):
        found = document["vocabulary"]
        self.kinds = {kind["name"]: kind for kind in found["kinds"]}
        self.scales = {scale["name"]: scale for scale in found["scales"]}
        self.attributes = list(found["attributes"])
        self.functions = found["functions"]
        self.aggregates = found["aggregates"]
        self.verdicts = list(found["verdicts"])

    def copy(self):
        other = Vocabulary.__new__(Vocabulary)
        other.kinds, other.scales = dict(self.kinds), dict(self.scales)
        other.attributes, other.verdicts = list(self.attributes), list(self.verdicts)
        other.functions, other.aggregates = self.functions, self.aggregates
        return other

    def is_a(self, kind, ancestor):
        while kind is not None:
            if kind == ancestor:
                return True
            kind = self.kinds[kind].get("parent")
        return False

    def of(self, kind):
        """The attributes of a kind, those of its ancestors included."""
        return [a for a in self.attributes if self.is_a(kind, a["owner"])]


def key(type):
    """The type of an expression, as one word; numbers of all times are years."""
    kind = type["kind"]
    if kind in ("year", "years", "date"):
        return "number year"
    if kind in ("number", "percent", "money", "duration") or type == {"kind": "quantity"}:
        return f"number {kind}"
    if kind in ("count", "share", "quantity"):
        return f"number {kind} of {type['of']}"
    if kind in ("words", "entity", "map"):
        return f"{kind} {type['of']}"
    if kind in ("list", "set"):
        return f"set {key(type['element'])}"
    return "text" if kind == "country" else kind


def type_text(type):
    kind = type["kind"]
    if kind in ("count", "share", "quantity") and "of" in type:
        return f"{kind} of {type['of']}"
    if kind in ("words", "entity"):
        return type["of"]
    if kind == "list":
        return "list of " + type_text(type["element"])
    return kind
