"""What is known of an expression, by the definitions of the reference."""

import values
from aggregates import Aggregates
from elements import element, exactly, things
from reading import Reading
from functions import Functions
from rates import Rates
from shares import Shares
from values import ANY, NO, UNKNOWN, YES, Held, Members, Number, Thing, Words, truth


class Evaluator(Reading, Functions, Shares, Aggregates, Rates):
    """Evaluates expressions in a layer, and in the one before it where there is one."""

    def __init__(self, case, state, previous):
        self.case, self.state, self.previous = case, state, previous
        self.scales = case.scales
        self.lets = {}
        self._rates = None

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
            return self.constant(expression["value"], kind, state)
        if operation == "threshold":
            return self.constant(self.case.document["thresholds"][expression["index"]]["value"], kind, state)
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
            return (
                Held(None)
                if place is None or key is None
                else self.held(expression["attribute"], place, key, state)
            )
        if operation == "map_keys":
            place = thing()
            return self.unknown(kind) if place is None else self.keys(expression["attribute"], place, state)
        if operation == "relation":
            place = thing()
            return (
                self.unknown(kind) if place is None else self.relation(expression["relation"], place, state)
            )
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
            left, right = argument(0), argument(1)
            return values.compare(operation, left, self.aligned(left, right), self.scales)
        if operation == "in":
            found = self.contains(argument(0), argument(1))
            # That nobody states a key says nothing of it.
            is_map = self.meant(arguments[1])["operation"] == "map_keys"
            return UNKNOWN if is_map and found == NO else found
        if operation == "known":
            return truth(self.known(arguments[0], names, state))
        if operation in ("+", "-", "*", "/"):
            types = [a["type"] for a in arguments]
            left, right = argument(0), argument(1)
            if operation in "+-" or operation == "/" and kind["kind"] in values.RATIOS:
                right = self.aligned(left, right)
            found = values.arithmetic(operation, left, right, types, kind)
            return ANY if found is None else found
        if operation == "^":
            return values.power(argument(0), argument(1)) or ANY
        if operation == "negate":
            value = argument(0)
            return Number(-value.high, -value.low, value.unit)
        if operation == "if":
            test = argument(0)
            if test != UNKNOWN:
                return argument(1 if test == YES else 2)
            one, other = argument(1), argument(2)
            return values.hull(one, self.aligned(one, other), kind, self.scales)
        if operation == "set":
            elements = [element(self.evaluate(a, names, state)) for a in arguments]
            return Members(tuple(e for e in elements if e is not None), (), None in elements)
        if operation == "before":
            if self.previous is None:
                return self.unknown(kind)
            return self.evaluate(arguments[0], names, self.previous)
        if operation == "call":
            return self.call(
                expression["function"], [argument(i) for i in range(len(arguments))], kind, state
            )
        if operation == "aggregate":
            return self.aggregate(expression, names, state)
        raise ValueError(f"no operation {operation}")

    def truths(self, arguments, names, state):
        return [self.evaluate(a, names, state) for a in arguments]

    def constant(self, value, type, state):
        if value["kind"] == "entity":  # A name means the same whether the thing is there or not.
            return Thing(value["entity"])
        return self.value(value, type, state)

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
        return things(
            {"sales": state.sales, "purchases": state.purchases, "ties": state.ties}[relation](place)
        )

    def contains(self, value, members):
        """Whether what is known of a value makes it an element."""
        if isinstance(value, Words):
            found = {members.contains(("words", (word,))) for word in value.words}
            return found.pop() if len(found) == 1 else UNKNOWN
        known = element(value)
        if known is None:
            return UNKNOWN if members.sure or members.possible or members.open else NO
        return members.contains(known)
