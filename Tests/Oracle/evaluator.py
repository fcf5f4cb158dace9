"""What rules conclude, by the definitions of the reference, one way of binding after another."""

from fractions import Fraction

import values
from case import Case, State
from values import INFINITY, NO, UNKNOWN, YES, Held, Members, Number, Text, Thing, Words, truth

NUMBERS = ("number", "percent", "share", "count", "money", "duration", "year", "years", "date")


class Evaluator:
    """Evaluates expressions in a layer, and in the one before it where there is one."""

    def __init__(self, case, state, previous):
        self.case, self.state, self.previous = case, state, previous
        self.scales = case.scales
        self.lets = {}

    def unknown(self, type):
        return values.unknown(type, self.scales)

    def evaluate(self, expression, names, state):
        """What is known of an expression where variables stand for what `names` says."""
        operation = expression["operation"]
        arguments = expression.get("arguments", [])
        kind = expression["type"]

        def argument(index):
            return self.evaluate(arguments[index], names, state)

        def thing(index=0):
            found = argument(index)
            return found.place if isinstance(found, Thing) else None

        if operation == "constant":
            return self.constant(expression["value"], kind)
        if operation == "threshold":
            return self.constant(self.case.document["thresholds"][expression["index"]]["value"], kind)
        if operation == "variable":
            return names[expression["name"]]
        if operation == "let":
            return self.evaluate(self.lets[expression["name"]], names, state)
        if operation == "attribute":
            place = thing()
            if place is None:
                return self.unknown(kind)
            return self.read(expression["attribute"], place, expression.get("voice"), kind, state)
        if operation == "map_value":
            place, key = thing(), thing(1)
            return Held(None) if place is None or key is None else self.held(expression["attribute"], place, key, state)
        if operation == "map_keys":
            place = thing()
            return self.unknown(kind) if place is None else self.keys(expression["attribute"], place, state)
        if operation == "relation":
            place = thing()
            return self.unknown(kind) if place is None else self.relation(expression["relation"], place, state)
        if operation == "naming":
            place = thing()
            if place is None:
                return self.unknown(kind)
            return things(state.naming(place, expression["kind"], expression["attribute"]))
        if operation == "collection":
            return things(state.collection(expression["kind"]))
        if operation == "and":
            return min(self.truths(arguments, names, state), default=YES)
        if operation == "or":
            return max(self.truths(arguments, names, state), default=NO)
        if operation == "not":
            return YES - argument(0)
        if operation in ("==", "!=", "<", "<=", ">", ">="):
            return values.compare(operation, argument(0), argument(1), self.scales)
        if operation == "in":
            return self.contains(argument(0), argument(1))
        if operation == "known":
            return truth(self.known(arguments[0], names, state))
        if operation in ("+", "-", "*", "/"):
            found = values.arithmetic(operation, argument(0), argument(1))
            return self.unknown(kind) if found is None else found
        if operation == "^":
            return values.power(argument(0), argument(1)) or Number(-INFINITY, INFINITY)
        if operation == "negate":
            value = argument(0)
            return Number(-value.high, -value.low, value.unit)
        if operation == "if":
            test = argument(0)
            if test != UNKNOWN:
                return argument(1 if test == YES else 2)
            return values.hull(argument(1), argument(2), kind, self.scales)
        if operation == "set":
            elements = [element(self.evaluate(a, names, state)) for a in arguments]
            return Members(tuple(e for e in elements if e is not None), (), None in elements)
        if operation == "before":
            if self.previous is None:
                return self.unknown(kind)
            return self.evaluate(arguments[0], names, self.previous)
        if operation == "call":
            return self.call(expression["function"], [argument(i) for i in range(len(arguments))], kind, state)
        if operation == "aggregate":
            return self.aggregate(expression, names, state)
        raise ValueError(f"no operation {operation}")

    def truths(self, arguments, names, state):
        return [self.evaluate(a, names, state) for a in arguments]

    def constant(self, value, type):
        return self.unknown(type) if value["kind"] == "unknown" else self.value(value, type)

    # Facts

    def value(self, value, type):
        """A stated value."""
        kind = value["kind"]
        if type["kind"] == "need":
            if kind == "unknown":
                return Held(None)
            if kind == "number":
                return Held(self.case.number(value, {"kind": "number"}))
            return Held(self.value(value, {"kind": kind}))
        if kind == "unknown":
            return self.unknown(type)
        if kind == "truth":
            return truth(value["truth"])
        if kind == "words":
            return Words(frozenset(value["words"]), value["scale"])
        if kind == "number":
            return self.case.number(value, type)
        if kind == "text":
            return Text(value["text"])
        if kind == "entity":
            return Thing(value["entity"])
        elements = [self.case.element(e) for e in value["elements"] if e["kind"] != "unknown"]
        possible = [self.case.element(e) for e in value.get("possible", [])]
        is_open = value["open"] or any(e["kind"] == "unknown" for e in value["elements"])
        return Members(tuple(elements), tuple(possible), is_open)

    def speaking(self, attribute, place, voice, state):
        """The facts on an attribute of an entity, of one voice or of all."""
        if place not in state.present or not self.case.is_a(place, self.case.attributes[attribute]["owner"]):
            return []
        return [
            fact for fact in state.facts.get((place, attribute), [])
            if voice is None or any(e.get("reportedBy") == voice for e in fact["evidence"])
        ]

    def read(self, attribute, place, voice, type, state, depth=0):
        """An attribute: what its facts say, else what it is derived from, else its default."""
        definition = self.case.attributes[attribute]
        if place not in state.present or not self.case.is_a(place, definition["owner"]):
            return self.unknown(type)
        if definition["derived"]:
            if "expression" not in definition:
                return self.unknown(type)
            key = (attribute, place)
            if key not in state.memo:
                state.memo[key] = self.evaluate(definition["expression"], {"self": Thing(place)}, state)
            return state.memo[key]
        found = None
        for fact in self.speaking(attribute, place, voice, state):
            datum = self.value(fact["value"], type)
            found = datum if found is None else values.hull(found, datum, type, self.scales)
        if found is None and voice is None and "default" in definition and depth < 200:
            default = definition["default"]
            if "value" in default:
                return self.value(default["value"], type)
            via, other = default["path"]
            target = self.read(via, place, None, self.case.attributes[via]["type"], state, depth + 1)
            if target.place is not None:
                return self.read(other, target.place, None, type, state, depth + 1)
        found = self.unknown(type) if found is None else found
        end = {"link.share_of_sales": 0, "link.share_of_purchases": 1}.get(attribute)
        return found if end is None else self.tightened(found, attribute, end, place, state)

    def tightened(self, share, attribute, end, place, state):
        """An unknown share of one whole is at most what those that are known leave."""
        ends = state.ends(place)
        if share.is_exact() or len(ends) != 2:
            return share
        others = 0
        for link in state.joined("supply"):
            if link != place and state.ends(link)[end] == ends[end]:
                others += self.least(attribute, link, state)
        return Number(share.low, max(share.low, min(share.high, 1 - others)), share.unit)

    def least(self, attribute, link, state):
        """The least that a share is by what is stated of it, whoever states it."""
        kind = self.case.attributes[attribute]["type"]
        stated = [self.value(f["value"], kind).low for f in self.speaking(attribute, link, None, state)]
        return min(stated, default=0)

    def held(self, attribute, place, key, state):
        """What a map holds under a key; of several voices what they agree on."""
        found = {
            self.value(fact["value"], {"kind": "need"})
            for fact in self.speaking(attribute, place, None, state) if fact.get("key") == key
        }
        return found.pop() if len(found) == 1 else Held(None)

    def keys(self, attribute, place, state):
        if place not in state.present:
            return Members((), (), True)
        return things(dict.fromkeys(f["key"] for f in self.speaking(attribute, place, None, state) if "key" in f))

    def known(self, expression, names, state):
        """Whether the case says it: a fact does, or a default that says something."""
        operation = expression["operation"]
        if operation == "let":
            return self.known(self.lets[expression["name"]], names, state)
        if operation == "attribute":
            target = self.evaluate(expression["arguments"][0], names, state)
            if target.place is None:
                return False
            return self.says(expression["attribute"], target.place, expression.get("voice"), expression["type"], state)
        return single(self.evaluate(expression, names, state))

    def says(self, attribute, place, voice, type, state, depth=0):
        definition = self.case.attributes[attribute]
        if place not in state.present or not self.case.is_a(place, definition["owner"]) or depth > 200:
            return False
        if definition["derived"]:
            if "expression" not in definition:
                return False
            return self.known(definition["expression"], {"self": Thing(place)}, state)
        facts = self.speaking(attribute, place, voice, state)
        if type["kind"] not in NUMBERS:
            # Of words and things, one that is certain.
            return single(self.read(attribute, place, voice, type, state))
        if facts:
            return any(fact["value"]["kind"] != "unknown" for fact in facts)
        if voice is not None or "default" not in definition:
            return False
        default = definition["default"]
        if "value" in default:
            return default["value"]["kind"] != "unknown"
        via, other = default["path"]
        target = self.read(via, place, None, self.case.attributes[via]["type"], state)
        return target.place is not None and self.says(other, target.place, None, type, state, depth + 1)

    # Structure

    def relation(self, relation, place, state):
        ends = state.ends(place)
        if relation in ("supplier", "buyer"):
            index = 0 if relation == "supplier" else 1
            return Thing(ends[index]) if index < len(ends) else Thing(None)
        if relation == "members":
            return things(ends)
        if relation == "owner":
            return Thing(self.case.entities[place].get("owner"))
        if relation == "number":
            return exactly(int(self.case.entities[place]["name"]))
        return things({"sales": state.sales, "purchases": state.purchases, "ties": state.ties}[relation](place))

    def contains(self, value, members):
        """Whether what is known of a value makes it an element."""
        if isinstance(value, Words):
            found = {members.contains(("words", (word,))) for word in value.words}
            return found.pop() if len(found) == 1 else UNKNOWN
        known = element(value)
        if known is None:
            return UNKNOWN if members.sure or members.possible or members.open else NO
        return members.contains(known)

    # Functions

    def call(self, function, arguments, type, state):
        def place(index):
            return arguments[index].place if index < len(arguments) else None

        places = [a.place for a in arguments if isinstance(a, Thing)]
        if function not in ("in_period", "exists") and None in places:
            return self.unknown(type)
        if function in ("tier", "hops_to_market"):
            find = state.tier if function == "tier" else state.hops
            found = find(place(0), place(1))
            return self.unknown(type) if found is None else exactly(found)
        if function == "upstream":
            return things(sorted(state.reach(place(0), False)))
        if function == "downstream":
            return things(sorted(state.reach(place(0), True)))
        if function == "intermediaries":
            return things(sorted(a for a in state.reach(place(0), True) if self.case.is_a(a, "agent")))
        if function == "reachable":
            return truth(place(1) in state.reach(place(0), True))
        if function in ("dominators", "dominated"):
            find = state.dominators if function == "dominators" else state.dominated
            return things(sorted(find(place(0), place(1))))
        if function == "count":
            members = arguments[0]
            least = len(members.sure)
            return Number(least, INFINITY if members.open else least + len(members.possible))
        if function == "exists":
            return UNKNOWN if place(0) is None else truth(place(0) in state.present)
        if function == "surely":
            return truth(arguments[0] == YES)
        if function == "in_period":
            return UNKNOWN if place(0) is None else self.in_period(place(0), state)
        if function == "meets":
            return self.meets(place(0), place(1), place(2), state)
        if function == "is_must":
            return is_must(self.asked("requires", place(0), place(1), state))
        if function == "ratio":
            return Number(arguments[0].low, arguments[0].high)
        if function == "abs":
            low, high, unit = arguments[0]
            if low >= 0:
                return arguments[0]
            return Number(max(0, -high), max(-low, high), unit)
        a, b = arguments
        unit, fits = values.common_unit(a, b)
        if not fits:
            return self.unknown(type)
        if function == "min":
            return Number(min(a.low, b.low), min(a.high, b.high), unit)
        if function == "max":
            return Number(max(a.low, b.low), max(a.high, b.high), unit)
        if function == "between":
            return Number(min(a.low, b.low), max(a.high, b.high), unit)
        raise ValueError(f"no function {function}")

    def in_period(self, event, state):
        """Whether an event falls into the years of the period: by its date or years, or as the period adds it."""
        period = self.case.period(state.layer)
        if period is None:
            return UNKNOWN
        if event in self.case.layers[period]["adds"]:
            return YES
        span = self.read("period.years", period, None, {"kind": "years"}, state)
        if span.low == -INFINITY:
            return UNKNOWN
        for name in ("event.date", "event.years"):
            when = self.read(name, event, None, {"kind": "date"}, state)
            if when.low == -INFINITY or when.high == INFINITY:
                continue
            # The last year of a period is a part of it.
            return truth(when.low < span.high + 1 and when.high >= span.low)
        return UNKNOWN

    def asked(self, name, place, key, state):
        attribute = self.case.attribute(name, place)
        return None if attribute is None else self.held(attribute, place, key, state).value

    def meets(self, supplier, buyer, key, state):
        wanted = self.asked("requires", buyer, key, state)
        able = self.asked("capabilities", supplier, key, state)
        if wanted is None or able is None:
            return UNKNOWN
        if isinstance(wanted, int):
            if wanted == NO:
                return YES
            return able if isinstance(able, int) else UNKNOWN
        if isinstance(wanted, Words):
            if wanted.scale == "need":
                return able if isinstance(able, int) else UNKNOWN
            if isinstance(able, Words) and able.scale == wanted.scale:
                order = self.scales[wanted.scale]["words"]
                least = min(wanted.words, key=order.index)
                return values.compare(">=", able, Words(frozenset([least]), wanted.scale), self.scales)
            return UNKNOWN
        if isinstance(able, Number) and able.unit == wanted.unit:
            if wanted.low <= able.low and able.high <= wanted.high:
                return YES
            return NO if able.high < wanted.low or wanted.high < able.low else UNKNOWN
        return UNKNOWN

    # Aggregates

    def elements(self, set, type):
        """What a binding may stand for, each with whether it is in the set, and whether there may be more that
        cannot be named."""
        found = [(e, YES) for e in set.sure] + [(e, UNKNOWN) for e in set.possible]
        if not set.open:
            return found, False
        named = {e for e, _ in found}
        kind = type["element"]["kind"]
        if kind == "entity":
            more = [("entity", p) for p in self.state_of_sets.collection(type["element"]["of"])]
        elif kind == "words":
            more = [("words", (word,)) for word in self.scales[type["element"]["of"]]["words"]]
        else:
            return found, True
        return found + [(e, UNKNOWN) for e in more if e not in named], False

    def ways(self, bindings, names, state, guard=YES):
        """Each way to bind variables, with whether it is one; also whether there may be more."""
        if not bindings:
            yield names, guard
            return
        first, rest = bindings[0], bindings[1:]
        self.state_of_sets = state
        found, is_open = self.elements(self.evaluate(first["set"], names, state), first["set"]["type"])
        if is_open:
            yield None, UNKNOWN
        for element, member in found:
            bound = {**names, first["variable"]: datum(element, first["set"]["type"]["element"])}
            fits = min(guard, member)
            if "where" in first and fits != NO:
                fits = min(fits, self.evaluate(first["where"], bound, state))
            if fits != NO:
                yield from self.ways(rest, bound, state, fits)

    def aggregate(self, expression, names, state):
        function, kind = expression["function"], expression["type"]
        body = expression["arguments"][0]
        ways = list(self.ways(expression["bindings"], names, state))
        is_open = any(bound is None for bound, _ in ways)
        ways = [(bound, fits) for bound, fits in ways if bound is not None]
        if function == "count":
            least = sum(fits == YES for _, fits in ways)
            return Number(least, INFINITY if is_open else len(ways))
        found = [(self.evaluate(body, bound, state), fits) for bound, fits in ways]
        if function == "any":
            return max([min(value, fits) for value, fits in found] + [UNKNOWN if is_open else NO])
        if function == "all":
            return min([max(value, YES - fits) for value, fits in found] + [UNKNOWN if is_open else YES])
        units = {value.unit for value, _ in found} - {None}
        if is_open or len(units) > 1:
            return self.unknown(kind)
        unit = units.pop() if units else None
        sure = [value for value, fits in found if fits == YES]
        possible = [value for value, fits in found if fits != YES]
        if function == "sum":
            low = sum(v.low for v in sure) + sum(min(0, v.low) for v in possible)
            high = sum(v.high for v in sure) + sum(max(0, v.high) for v in possible)
            return Number(low, high, unit)
        if not sure:  # There may be none, of which there is no least, greatest or mean.
            return self.unknown(kind)
        if function == "min":
            return Number(min(v.low for v in sure + possible), min(v.high for v in sure), unit)
        if function == "max":
            return Number(max(v.low for v in sure), max(v.high for v in sure + possible), unit)
        low = mean([v.low for v in sure], sorted(v.low for v in possible), min)
        high = mean([v.high for v in sure], sorted((v.high for v in possible), reverse=True), max)
        return Number(low, high, unit)

    # Rules

    def findings(self, rule):
        """What a rule concludes: the truth of each subject, object and things that it is on."""
        self.lets = {let["name"]: let["expression"] for let in rule["lets"]}
        conditions = [[] for _ in range(len(rule["bindings"]) + 1)]
        for condition in rule["conditions"]:
            # As soon as all that it reads is bound: a condition that fails ends what follows.
            free = self.free(condition)
            depth = max([i + 1 for i, b in enumerate(rule["bindings"]) if b["variable"] in free], default=0)
            conditions[depth].append(condition)
        found = {}
        self.bind(rule, conditions, 0, {}, YES, found)
        return found

    def free(self, expression):
        """The names of all variables in an expression."""
        names = set()
        if expression["operation"] == "variable":
            names.add(expression["name"])
        if expression["operation"] == "let":
            names |= self.free(self.lets[expression["name"]])
        for part in expression.get("arguments", []):
            names |= self.free(part)
        for binding in expression.get("bindings", []):
            names |= self.free(binding["set"])
            if "where" in binding:
                names |= self.free(binding["where"])
        return names

    def bind(self, rule, conditions, depth, names, guard, found):
        for condition in conditions[depth]:
            guard = min(guard, self.evaluate(condition, names, self.state))
            if guard == NO:
                return
        if depth == len(rule["bindings"]):
            self.conclude(rule, names, guard, found)
            return
        binding = rule["bindings"][depth]
        for bound, fits in self.ways([binding], names, self.state, guard):
            if bound is None:
                continue
            place = bound[binding["variable"]]
            if binding["alsoBefore"] and isinstance(place, Thing) and self.previous is not None:
                if place.place is not None and place.place not in self.previous.present:
                    continue
            self.bind(rule, conditions, depth + 1, bound, fits, found)

    def conclude(self, rule, names, guard, found):
        subject = self.evaluate(rule["subject"], names, self.state).place
        object = self.evaluate(rule["object"], names, self.state).place if "object" in rule else None
        if subject is None or ("object" in rule and object is None):
            return
        on = [self.evaluate(e, names, self.state).place for e in rule["on"]]
        key = (subject, object, tuple(place for place in on if place is not None))
        found[key] = max(found.get(key, NO), guard)


def conclusions(document):
    """All that holds and all that cannot be concluded, as `(theory, rule, result, layer, subject, object, on)`,
    things by what reports call them; with the truth that rules give."""
    case = Case(document)
    states = {}

    def state(layer):
        if layer not in states:
            states[layer] = State(case, layer)
        return states[layer]

    def label(place):
        return None if place is None else case.entities[place]["label"]

    found = []
    for layer, compares, over in case.states():
        evaluator = Evaluator(case, state(layer), state(over) if compares else None)
        for rule in document["rules"]:
            if rule["comparesLayers"] and not compares:
                continue
            for (subject, object, on), holds in evaluator.findings(rule).items():
                found.append((
                    rule.get("theory"), rule["name"], "holds" if holds == YES else "cannot_conclude",
                    label(layer), label(subject), label(object), tuple(label(p) for p in on),
                ))
    return found


def things(places):
    return Members(tuple(("entity", place) for place in places))


def exactly(number):
    return Number(number, number)


def element(value):
    """A value as an element of a set; nothing where it is not certain which."""
    if isinstance(value, Held):
        return None if value.value is None else element(value.value)
    if isinstance(value, Thing):
        return None if value.place is None else ("entity", value.place)
    if isinstance(value, Text):
        return None if value.text is None else ("text", value.text)
    if isinstance(value, Words):
        return ("words", tuple(value.words)) if len(value.words) == 1 else None
    if isinstance(value, Number):
        return ("number", value.low, value.high, value.unit) if value.is_exact() else None
    return None if value == UNKNOWN else ("truth", value == YES)


def datum(element, type):
    """What a variable stands for that is bound to an element."""
    kind = element[0]
    if kind == "entity":
        return Thing(element[1])
    if kind == "words":
        return Words(frozenset(element[1]), type.get("of"))
    if kind == "text":
        return Text(element[1])
    if kind == "truth":
        return truth(element[1])
    return Number(*element[1:])


def single(value):
    """Whether a value is one, and it is certain which."""
    if isinstance(value, Members):
        return not value.open and not value.possible
    if isinstance(value, Held):
        return value.value is not None
    return element(value) is not None


def is_must(wanted):
    """Whether a requirement must be met: all but what is only wanted."""
    if wanted is None:
        return UNKNOWN
    if isinstance(wanted, int):
        return wanted
    if isinstance(wanted, Words) and wanted.scale == "need":
        return truth(wanted.words == {"must"})
    return YES


def mean(sure, possible, best):
    """The least or greatest mean of all of some numbers and of any of others, which stand best first."""
    total, count = sum(sure), len(sure)
    found = Fraction(total) / count if abs(total) != INFINITY else total
    for number in possible:
        total, count = total + number, count + 1
        found = best(found, Fraction(total) / count if abs(total) != INFINITY else total)
    return found
