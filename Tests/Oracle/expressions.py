"""Random expressions of a type, of what stands around them."""

from facts import VOICES
from project import Node
from vocabulary import key


# What products and quotients of other units give.
ACROSS = {
    "number quantity of mass": [
        ("quantity of mass per area", " * ", "quantity of area"),
        ("quantity of money", " / ", "quantity of money per mass"),
    ],
    "number quantity of money": [("quantity of mass", " * ", "quantity of money per mass")],
    "number quantity of volume": [("quantity of volume per time", " * ", "duration")],
    "number duration": [("quantity of volume", " / ", "quantity of volume per time")],
    "number quantity of money per mass": [("quantity of money", " / ", "quantity of mass")],
    "number quantity of mass per area": [("quantity of mass", " / ", "quantity of area")],
}


class Scope:
    """Makes expressions of what stands around them: variables, and the thing that a derived attribute is of."""

    def __init__(self, generator, variables, is_derived=False):
        self.generator = generator
        self.random = generator.random
        self.uses = generator.uses
        self.vocabulary = generator.vocabulary
        self.variables = variables
        self.is_derived = is_derived
        self.has_before = False
        self.inside_before = False
        self.lets = {}
        self.serial = 0

    def chance(self, probability):
        return self.random.random() < probability

    def expression(self, type, depth):
        """An expression of a type, at most so deep; the simplest where nothing else can be made."""
        for _ in range(6):
            makers = self.makers(type, depth)
            label = self.uses.choose(
                self.random, f"expression of {type.split()[0]}", [name for name, _ in makers]
            )
            made = dict(makers)[label](type, depth)
            if made is not None:
                return made
        return self.simple(type)

    def makers(self, type, depth):
        first = type.split()[0]
        makers = [("attribute", self.attribute), ("attribute ", self.attribute), ("literal", self.literal)]
        if type in self.lets.values():
            makers.append(("let", self.let))
        if first == "entity":
            makers += [("variable", self.variable), ("variable ", self.variable), ("relation", self.relation)]
        if first == "need":
            makers = [("map value", self.map_value)]
        if depth <= 0:
            if first == "truth":
                makers += [("comparison", self.comparison), ("known", self.known), ("in", self.membership)]
            if first == "set":
                makers += [("relation", self.relation), ("collection", self.collection)]
            return makers
        if first == "truth":
            makers = makers[:1] + [
                ("comparison", self.comparison),
                ("comparison ", self.comparison),
                ("words", self.word_comparison),
                ("identity", self.identity),
                ("need", self.need_comparison),
                ("in", self.membership),
                ("known", self.known),
                ("and", self.junction),
                ("or", self.junction),
                ("not", self.negation),
                ("any", self.quantifier),
                ("call", self.call),
                ("call ", self.call),
                ("text", self.text_comparison),
            ]
        if first == "number":
            makers += [
                ("sum", self.arithmetic),
                ("product", self.product),
                ("aggregate", self.aggregate),
                ("whole", self.whole),
                ("aggregate ", self.aggregate),
                ("call", self.call),
                ("call ", self.call),
            ]
            if type in ACROSS:
                makers += [("across units", self.across), ("across units ", self.across)]
            if type == "number number":
                makers += [("quotient", self.quotient), ("power", self.power), ("count", self.count)]
                makers += [("number", self.part_number)]
        if first == "set":
            makers += [
                ("relation", self.relation),
                ("collection", self.collection),
                ("call", self.call),
                ("keys", self.keys),
            ]
        if first in ("number", "words", "entity", "truth"):
            makers.append(("if", self.conditional))
            if self.has_before and not self.inside_before:
                makers += [("before", self.before), ("before ", self.before)]
        return makers

    def simple(self, type):
        """An expression of a type that always can be made, if it is not a good one."""
        first, *rest = type.split()
        if first == "truth":
            return Node(type, "count(links) >= 0")
        if first == "set" and rest[0] == "entity":
            return Node(type, self.vocabulary.kinds[rest[1]]["plural"])
        return self.literal(type, 0) or Node(type, "missing")

    # Leaves

    def literal(self, type, _):
        first, *rest = type.split()
        if first == "truth":
            return Node(type, self.random.choice(("yes", "no"))) if self.chance(0.1) else None
        if first == "number":
            return self.number_literal(type, rest)
        if first == "entity":
            names = [n for n in self.generator.all_of(rest[0]) if " " not in n]
            return Node(type, self.random.choice(names)) if names else None
        if first == "set" and rest[0] == "entity":
            names = [n for n in self.generator.all_of(rest[1]) if " " not in n]
            names = self.random.sample(names, min(len(names), self.random.randint(1, 2)))
            return Node(type, "[" + ", ".join(names) + "]") if names else None
        return None

    def number_literal(self, type, rest):
        if type in self.generator.thresholds and self.chance(0.4):
            return Node(type, self.random.choice(self.generator.thresholds[type]))
        if rest[0] == "year":
            return Node(type, self.random.choice(("1985", "1998", "2000", "1992-09", "1999-07-15")))
        made = {"kind": rest[0], "of": " ".join(rest[2:])} if len(rest) > 2 else {"kind": rest[0]}
        number, unit = self.generator.number(made)
        return Node(type, number + unit)

    def let(self, type, _):
        names = [name for name, other in self.lets.items() if other == type]
        return Node(type, self.random.choice(names))

    def variable(self, type, _):
        kind = type.split()[1]
        names = [name for name, other in self.variables.items() if name and self.vocabulary.is_a(other, kind)]
        return Node(type, self.random.choice(names)) if names else None

    def holder(self, kind, depth):
        """An expression of a thing that has what a kind has, to be followed by a dot."""
        if self.is_derived and self.vocabulary.is_a(self.variables[""], kind) and self.chance(0.7):
            return Node(f"entity {kind}", "")
        found = self.variable(f"entity {kind}", 0)
        if found is None or self.chance(0.1):
            found = self.relation(f"entity {kind}", 0) or found
        if depth > -3 and (found is None or (depth > 0 and self.chance(0.05))):
            found = self.attribute(f"entity {kind}", depth - 1) or found
        if found is None and self.chance(0.3):
            found = self.literal(f"entity {kind}", 0)
        return found

    def dotted(self, type, holder, name):
        """What stands behind the dot of a thing; in a derived attribute the name by itself."""
        if str(holder) == "":
            return Node(type, name)
        if str(holder)[0] == "(" or " " in str(holder):
            return Node(type, "(", holder, ").", name)
        return Node(type, holder, ".", name)

    def attribute(self, type, depth):
        """An attribute of a type, of anything that can be named here."""
        options = [a for a in self.vocabulary.attributes if key(a["type"]) == type]
        if not options:
            return None
        owners = set(self.variables.values())
        near = [a for a in options if any(self.vocabulary.is_a(k, a["owner"]) for k in owners)]
        if near and self.chance(0.9):
            options = near
        mostly = [a for a in options if self.generator.is_palette(a) or a["derived"]]
        if mostly and self.chance(0.85):
            options = mostly
        name = self.uses.choose(self.random, "attribute read", [f"{a['owner']}.{a['name']}" for a in options])
        chosen = next(a for a in options if f"{a['owner']}.{a['name']}" == name)
        holder = self.holder(chosen["owner"], depth - 1)
        if holder is None:
            return None
        made = self.dotted(type, holder, chosen["name"])
        if self.chance(0.08) and not chosen["derived"]:
            made = Node(type, made, " by ", self.uses.choose(self.random, "voice read", VOICES))
        return made

    def relation(self, type, _):
        first, *rest = type.split()
        options = []
        if type == "entity actor":
            options = [
                (k["name"], word)
                for k in self.vocabulary.kinds.values()
                if k.get("ends") == "supply"
                for word in ("supplier", "buyer")
            ]
        elif type == "entity chain":
            options = [
                (k["name"], "chain") for k in self.vocabulary.kinds.values() if k.get("partOf") == "chain"
            ]
        elif type == "set entity actor":
            options = [
                (k["name"], "members") for k in self.vocabulary.kinds.values() if k.get("ends") == "peers"
            ]
        elif type == "set entity link":
            options = [("actor", "sales"), ("actor", "purchases")]
        elif type == "set entity tie":
            options = [("actor", "ties")]
        if first == "set" and rest[0] == "entity" and self.vocabulary.kinds[rest[1]].get("plural"):
            plural = self.vocabulary.kinds[rest[1]]["plural"]
            for a in self.vocabulary.of(rest[1]):
                if a["type"]["kind"] == "entity":
                    options.append((a["type"]["of"], plural))
        options = [
            o
            for o in options
            if self.chance(0.5) or any(self.vocabulary.is_a(k, o[0]) for k in self.variables.values())
        ]
        if not options:
            return None
        kind, word = self.random.choice(options)
        holder = self.variable(f"entity {kind}", 0)
        if self.is_derived and self.vocabulary.is_a(self.variables[""], kind):
            holder = Node(f"entity {kind}", "")
        if holder is None:
            return None
        return self.dotted(type, holder, word)

    def collection(self, type, _):
        first, *rest = type.split()
        if rest[0] != "entity":
            return None
        kinds = [
            k["plural"]
            for k in self.vocabulary.kinds.values()
            if k.get("plural") and self.vocabulary.is_a(k["name"], rest[1])
        ]
        return Node(type, self.uses.choose(self.random, "collection", kinds))

    def keys(self, type, depth):
        options = [
            a
            for a in self.vocabulary.attributes
            if a["type"]["kind"] == "map" and f"set entity {a['type']['of']}" == type
        ]
        if not options:
            return None
        chosen = self.random.choice(options)
        holder = self.holder(chosen["owner"], depth - 1)
        return None if holder is None else self.dotted(type, holder, chosen["name"])

    def part_number(self, type, _):
        parts = [k["name"] for k in self.vocabulary.kinds.values() if "partOf" in k]
        holder = self.holder(self.random.choice(parts), 0)
        return None if holder is None else self.dotted(type, holder, "number")

    # Conditions

    def topic(self, first, group):
        """A type that begins with a word, mostly one of which something is said of what the variables stand for."""
        told = sorted(
            {
                key(a["type"])
                for a in self.vocabulary.attributes
                if (self.generator.is_palette(a) or a["derived"])
                and any(self.vocabulary.is_a(kind, a["owner"]) for kind in self.variables.values())
            }
        )
        told = [name for name in told if name.startswith(first)]
        if told and self.chance(0.85):
            return self.random.choice(told)
        names = sorted({key(a["type"]) for a in self.vocabulary.attributes})
        return self.uses.choose(self.random, group, [name for name in names if name.startswith(first)])

    def measure(self):
        return self.topic("number", "measure")

    def comparison(self, type, depth):
        measure = self.measure()
        left, right = self.expression(measure, depth - 1), self.expression(measure, depth - 2)
        sign = self.uses.choose(self.random, "comparison", ("<", "<=", ">", ">=", "==", "!="))
        return Node(type, enclosed(left), f" {sign} ", enclosed(right))

    def word_comparison(self, type, depth):
        scale = self.topic("words", "scale read").split()[1]
        left = self.expression(f"words {scale}", depth - 1)
        if str(left) == "missing":
            return None
        signs = ("==", "!=") + (("<", "<=", ">", ">=") if self.vocabulary.scales[scale]["ordered"] else ())
        sign = self.uses.choose(self.random, "word comparison", signs)
        words = self.vocabulary.scales[scale]["words"]
        if self.chance(0.2):
            chosen = self.random.sample(words, min(len(words), 2))
            return Node(
                type, enclosed(left), self.random.choice((" in ", " not in ")), "[" + ", ".join(chosen) + "]"
            )
        right = self.attribute(f"words {scale}", 0) if self.chance(0.3) else None
        return Node(type, enclosed(left), f" {sign} ", right or self.random.choice(words))

    def identity(self, type, depth):
        kind = self.topic("entity", "identity").split()[1]
        left, right = self.expression(f"entity {kind}", depth - 1), self.expression(f"entity {kind}", 0)
        if "missing" in (str(left), str(right)):
            return None
        return Node(type, enclosed(left), self.random.choice((" == ", " != ")), enclosed(right))

    def text_comparison(self, type, depth):
        left = self.attribute("text", depth)
        if left is None:
            return None
        return Node(
            type,
            left,
            self.random.choice((" == ", " != ")),
            self.random.choice(('"one"', '"two"', '"IT"', '"BR"')),
        )

    def need_comparison(self, type, depth):
        left = self.map_value("need", depth)
        if left is None:
            return None
        right = self.random.choice(("must", "wanted", "low", "high", "yes", "no"))
        return Node(type, left, self.random.choice((" == ", " != ")), right)

    def map_value(self, type, depth):
        options = [a for a in self.vocabulary.attributes if a["type"]["kind"] == "map"]
        chosen = self.random.choice(options)
        holder = self.holder(chosen["owner"], depth - 1)
        name = self.expression(f"entity {chosen['type']['of']}", 0)
        if holder is None or str(name) == "missing":
            return None
        return Node(type, self.dotted("map", holder, chosen["name"]), "[", name, "]")

    def membership(self, type, depth):
        if self.chance(0.3):
            lists = [a for a in self.vocabulary.attributes if key(a["type"]).startswith("set words")]
            chosen = self.random.choice(lists)
            holder = self.holder(chosen["owner"], depth - 1)
            if holder is None:
                return None
            word = self.random.choice(self.vocabulary.scales[chosen["type"]["element"]["of"]]["words"])
            return Node(
                type,
                word,
                self.random.choice((" in ", " not in ")),
                self.dotted("set", holder, chosen["name"]),
            )
        kind = self.random.choice(("actor", "activity", "capability", "link", "chain"))
        left, right = self.expression(f"entity {kind}", depth - 1), self.expression(
            f"set entity {kind}", depth - 1
        )
        if str(left) == "missing":
            return None
        return Node(type, enclosed(left), self.random.choice((" in ", " not in ")), enclosed(right))

    def known(self, type, depth):
        wanted = self.topic("", "known")
        if wanted.startswith("map"):
            return None
        made = self.attribute(wanted, depth)
        if depth > 0 and self.chance(0.3):
            made = self.expression(self.random.choice(("number number", "number share of sales")), depth - 1)
        if made is None:
            return None
        return Node(type, enclosed(made), self.random.choice((" is known", " is unknown", " is not known")))

    def junction(self, type, depth):
        word = self.random.choice((" and ", " or "))
        return Node(
            type,
            enclosed(self.expression("truth", depth - 1)),
            word,
            enclosed(self.expression("truth", depth - 1)),
        )

    def negation(self, type, depth):
        return Node(type, "not ", enclosed(self.expression("truth", depth - 1)))

    # Aggregates

    def members(self, depth, parts):
        """The bindings of an aggregate, in a scope that knows their variables; `parts` are what it is of."""
        inner = Scope(self.generator, dict(self.variables), self.is_derived)
        inner.has_before, inner.inside_before, inner.lets = self.has_before, self.inside_before, self.lets
        pieces = []
        for index in range(self.random.choice((1, 1, 1, 2))):
            kind = self.random.choice(("link", "actor", "activity", "tie", "chain", "tier"))
            if self.chance(0.2):
                kind = self.random.choice(
                    [k["name"] for k in self.vocabulary.kinds.values() if k.get("plural")]
                )
            self.generator.serial += 1
            name = f"v{self.generator.serial}"
            set = inner.expression(f"set entity {kind}", 0)
            pieces += [", " if index else " for ", f"{name} in ", set]
            inner.variables[name] = kind
            if self.chance(0.3):
                pieces += [" where ", inner.expression("truth", depth - 1)]
        return inner, pieces

    def quantifier(self, type, depth):
        word = self.random.choice(("any", "all"))
        inner, pieces = self.members(depth - 1, 1)
        return Node(type, f"{word}(", inner.expression("truth", depth - 1), *pieces, ")")

    def whole(self, type, _):
        """What shares of one whole add up to, or their squares, or how concentrated they are."""
        side = self.random.choice(("sales", "purchases"))
        holder = self.holder("actor", 0)
        if holder is None:
            return None
        self.generator.serial += 1
        name = f"v{self.generator.serial}"
        share = Node(type, f"{name}.share_of_{side}")
        if type == "number number":
            share = Node(type, "ratio(", share, ")", self.random.choice(("", " ^ 2")))
        elif type != f"number share of {side}":
            return None
        condition = (" where ", self.expression("truth", 0)) if self.chance(0.2) else ()
        return Node(type, "sum(", share, f" for {name} in ", self.dotted("set", holder, side), *condition, ")")

    def aggregate(self, type, depth):
        word = self.uses.choose(
            self.random,
            "aggregate",
            [a for a in self.vocabulary.aggregates if a not in ("any", "all", "count")],
        )
        inner, pieces = self.members(depth - 1, 1)
        return Node(type, f"{word}(", inner.expression(type, depth - 1), *pieces, ")")

    def count(self, type, depth):
        inner, pieces = self.members(depth - 1, 1)
        name = list(inner.variables)[-1]
        return Node(type, f"count({name}", *pieces, ")")

    # Arithmetic

    def arithmetic(self, type, depth):
        if self.chance(0.15):
            return Node(type, "-", enclosed(self.expression(type, depth - 1)))
        sign = self.random.choice((" + ", " - "))
        return Node(
            type, enclosed(self.expression(type, depth - 1)), sign, enclosed(self.expression(type, depth - 1))
        )

    def product(self, type, depth):
        if type == "number year":
            return None
        sign = self.random.choice((" * ", " / "))
        return Node(
            type,
            enclosed(self.expression(type, depth - 1)),
            sign,
            enclosed(self.expression("number number", depth - 1)),
        )

    def across(self, type, depth):
        """A product or quotient of other units, which gives the one that is wanted."""
        left, sign, right = self.random.choice(ACROSS[type])
        return Node(
            type,
            enclosed(self.expression(f"number {left}", depth - 1)),
            sign,
            enclosed(self.expression(f"number {right}", depth - 1)),
        )

    def quotient(self, type, depth):
        measure = self.measure()
        return Node(
            type,
            enclosed(self.expression(measure, depth - 1)),
            " / ",
            enclosed(self.expression(measure, depth - 1)),
        )

    def power(self, type, depth):
        return Node(
            type, enclosed(self.expression("number number", depth - 1)), " ^ ", self.random.choice("0123")
        )

    def conditional(self, type, depth):
        return Node(
            type,
            "(if ",
            self.expression("truth", depth - 1),
            " then ",
            enclosed(self.expression(type, depth - 1)),
            " else ",
            enclosed(self.expression(type, depth - 1)),
            ")",
        )

    def before(self, type, depth):
        self.inside_before = True
        made = self.expression(type, depth - 1)
        self.inside_before = False
        return Node(type, "before(", made, ")")

    # Functions

    def call(self, type, depth):
        """A call of any function whose result is of a type, with arguments as the table says."""
        gives = {"truth": ("truth",), "set": ("actors",), "number": ("number", "first")}[type.split()[0]]
        options = [
            f
            for f in self.vocabulary.functions
            if f["gives"] in gives
            and (f["gives"] != "number" or type == "number number")
            and (f["gives"] != "actors" or type == "set entity actor")
        ]
        if not options:
            return None
        name = self.uses.choose(self.random, "function", [f["name"] for f in options])
        function = next(f for f in options if f["name"] == name)
        parameters = function["parameters"]
        if function["optional"] and self.chance(0.6):
            parameters = parameters[: -function["optional"]]
        arguments = []
        for parameter in parameters:
            made = self.argument(parameter, function, type, depth - 1)
            if made is None or str(made) == "missing":
                return None
            arguments += [", ", made]
        return Node(type, f"{name}(", *arguments[1:], ")")

    def argument(self, parameter, function, type, depth):
        if parameter in ("actor", "chain", "capability", "event"):
            if self.chance(0.7):
                found = self.variable(f"entity {parameter}", 0)
                if found is not None:
                    return found
            return self.expression(f"entity {parameter}", max(depth, 0))
        if parameter == "thing":
            names = [name for name in self.variables if name]
            return Node("thing", self.random.choice(names)) if names else None
        if parameter == "set":
            return self.expression(
                f"set entity {self.random.choice(('actor', 'activity', 'link', 'tie'))}", depth
            )
        if parameter == "truth":
            return self.expression("truth", depth)
        if function["gives"] == "first":
            return self.expression(type, depth)
        return self.expression(
            self.random.choice(("number share of sales", "number share of purchases", "number percent")),
            depth,
        )


def enclosed(node):
    """An expression in parentheses, unless it is a single word."""
    text = str(node)
    if text.replace("_", "a").replace(".", "a").isalnum() or (
        text.startswith("(") and text.endswith(")") and text.count("(") == 1
    ):
        return node
    return Node(node.type, "(", node, ")")
