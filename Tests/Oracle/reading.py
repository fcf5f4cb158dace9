"""What is said of things: facts, what is derived, defaults; maps; what is known."""

import values
from elements import single, things
from values import INFINITY, UNKNOWN, YES, Held, Members, Number, Text, Thing, Words, truth


class Reading:
    """Reads attributes. A part of an evaluator."""

    def value(self, value, type, state):
        """A stated value in a layer: what names something that is gone names nothing."""
        kind = value["kind"]
        if type["kind"] == "need":
            if kind == "unknown":
                return Held(None)
            if kind == "number":
                return Held(self.case.held(value))
            return Held(self.value(value, {"kind": kind}, state))
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
            return Thing(value["entity"] if value["entity"] in state.present else None)
        elements = [
            self.case.element(e)
            for e in value["elements"]
            if e["kind"] != "unknown" and e.get("entity") not in state.gone
        ]
        possible = [self.case.element(e) for e in value.get("possible", [])]
        is_open = value["open"] or any(e["kind"] == "unknown" for e in value["elements"])
        return Members(tuple(elements), tuple(possible), is_open)

    def speaking(self, attribute, place, voice, state):
        """The facts on an attribute of an entity, of one voice or of all."""
        if place not in state.present or not self.case.is_a(place, self.case.attributes[attribute]["owner"]):
            return []
        return [
            fact
            for fact in state.facts.get((place, attribute), [])
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
            datum = self.value(fact["value"], type, state)
            found = datum if found is None else values.hull(found, datum, type, self.scales)
        if found is None and voice is None and "default" in definition and depth < 200:
            default = definition["default"]
            if "value" in default:
                return self.value(default["value"], type, state)
            if "measure" in default:
                found = self.move(default["measure"], place, type, state)
                return self.unknown(type) if found is None else found
            via, other = default["path"]
            target = self.behind(via, place, state, depth + 1)
            if target is not None:
                return self.read(other, target, None, type, state, depth + 1)
        found = self.unknown(type) if found is None else found
        end = {"link.share_of_sales": 0, "link.share_of_purchases": 1}.get(attribute)
        return found if end is None else self.tightened(found, attribute, end, place, state)

    def behind(self, via, place, state, depth):
        """What the first part of a default path leads to: an end of a link, or what an attribute names."""
        if via in ("supplier", "buyer"):
            ends = state.ends(place)
            return ends[("supplier", "buyer").index(via)] if len(ends) == 2 else None
        return self.read(via, place, None, self.case.attributes[via]["type"], state, depth).place
    def move(self, measure, place, type, state):
        """What a number did since the layer before, where this layer states it anew; nothing where that is not known."""
        kind = self.case.attributes[measure]["type"]
        before = state.before()
        if before is None or not all(
            self.says(measure, place, None, kind, where) for where in (state, before)
        ):
            return None
        if any(fact.get("layer") != state.layer for fact in self.speaking(measure, place, None, state)):
            return None
        now = self.read(measure, place, None, kind, state)
        then = self.read(measure, place, None, kind, before)
        now = self.aligned(then, now)
        if now.unit != then.unit:
            return None
        down, same, up = self.scales[type["of"]]["words"]
        words = set()
        if now.low < then.high:
            words.add(down)
        if now.low <= then.high and then.low <= now.high:
            words.add(same)
        if now.high > then.low:
            words.add(up)
        return values.Words(frozenset(words), type["of"])

    def tightened(self, share, attribute, end, place, state):
        """A share of one whole is at most what is known of it and what the known ones leave."""
        ends = state.ends(place)
        if share.is_exact() or len(ends) != 2:
            return share
        most = self.least(attribute, place, state) + self.left(ends[end], ("sales", "purchases")[end], state)
        return Number(share.low, max(share.low, min(share.high, most)), share.unit)

    def least(self, attribute, link, state):
        """The least that a share is by what is stated of it, whoever states it."""
        kind = self.case.attributes[attribute]["type"]
        stated = [
            self.value(f["value"], kind, state).low for f in self.speaking(attribute, link, None, state)
        ]
        return min(stated, default=0)

    def held(self, attribute, place, key, state):
        """What a map holds under a key; of several voices what they agree on."""
        if key not in state.present:
            return Held(None)
        found = {
            self.value(fact["value"], {"kind": "need"}, state)
            for fact in self.speaking(attribute, place, None, state)
            if fact.get("key") == key
        }
        return found.pop() if len(found) == 1 else Held(None)

    def keys(self, attribute, place, state):
        if place not in state.present:
            return Members((), (), True)
        keys = (fact.get("key") for fact in self.speaking(attribute, place, None, state))
        return things(dict.fromkeys(key for key in keys if key in state.present))

    def known(self, expression, names, state):
        """Whether somebody said it: what it is for certain, or, of a number, in what range."""
        operation, arguments = expression["operation"], expression.get("arguments", [])
        if operation == "let":
            return self.known(self.lets[expression["name"]], names, state)
        value = self.evaluate(expression, names, state)
        if not isinstance(value, Number):
            return single(value)
        if operation == "attribute":
            target = self.evaluate(arguments[0], names, state)
            if target.place is None:
                return False
            return self.says(
                expression["attribute"], target.place, expression.get("voice"), expression["type"], state
            )
        if operation in ("constant", "threshold"):
            return True
        if value.is_exact():
            return True
        if value.low == -INFINITY and value.high == INFINITY:
            return False
        if operation == "variable":
            return INFINITY not in (-value.low, value.high)
        if operation == "if":
            test = self.evaluate(arguments[0], names, state)
            return test != UNKNOWN and self.known(arguments[1 if test == YES else 2], names, state)
        if operation == "before":
            return self.previous is not None and self.known(arguments[0], names, self.previous)
        if operation == "aggregate":
            return all(
                bound is not None and fits == YES and self.known(arguments[0], bound, state)
                for bound, fits in self.ways(expression["bindings"], names, state)
            )
        if operation == "call" and expression["function"] == "between":
            return False
        return all(self.known(argument, names, state) for argument in arguments)

    def says(self, attribute, place, voice, type, state, depth=0):
        definition = self.case.attributes[attribute]
        if place not in state.present or not self.case.is_a(place, definition["owner"]) or depth > 200:
            return False
        if definition["derived"]:
            if "expression" not in definition:
                return False
            return self.known(definition["expression"], {"self": Thing(place)}, state)
        facts = self.speaking(attribute, place, voice, state)
        if facts:
            return any(fact["value"]["kind"] != "unknown" for fact in facts)
        if voice is not None or "default" not in definition:
            return False
        default = definition["default"]
        if "value" in default:
            return default["value"]["kind"] != "unknown"
        if "measure" in default:
            found = self.move(default["measure"], place, type, state)
            return found is not None and single(found)
        via, other = default["path"]
        target = self.behind(via, place, state, 0)
        return target is not None and self.says(other, target, None, type, state, depth + 1)
