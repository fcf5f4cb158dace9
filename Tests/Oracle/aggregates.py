"""Sums, counts and the like, over all ways to bind some variables."""

from fractions import Fraction

from elements import datum
from values import ANY, INFINITY, NO, UNKNOWN, YES, Number


class Aggregates:
    """Binds variables and adds up. A part of an evaluator."""

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
        function = expression["function"]
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
        first = next((value for value, _ in found if value.unit is not None), None)
        if first is not None:
            found = [(self.aligned(first, value), fits) for value, fits in found]
        units = {value.unit for value, _ in found} - {None}
        if is_open or len(units) > 1:
            return ANY
        unit = units.pop() if units else None
        sure = [value for value, fits in found if fits == YES]
        possible = [value for value, fits in found if fits != YES]
        if function == "sum":
            low = sum(v.low for v in sure) + sum(min(0, v.low) for v in possible)
            high = sum(v.high for v in sure) + sum(max(0, v.high) for v in possible)
            whole = self.whole(expression, names, state)
            if whole is not None:
                high = min(high, max(low, self.most(sure + possible, *whole)))
            return Number(low, high, unit)
        if not sure:  # There may be none, of which there is no least, greatest or mean.
            return ANY
        if function == "min":
            return Number(min(v.low for v in sure + possible), min(v.high for v in sure), unit)
        if function == "max":
            return Number(max(v.low for v in sure), max(v.high for v in sure + possible), unit)
        low = mean([v.low for v in sure], sorted(v.low for v in possible), min)
        high = mean([v.high for v in sure], sorted((v.high for v in possible), reverse=True), max)
        return Number(low, high, unit)


def mean(sure, possible, best):
    """The least or greatest mean of all of some numbers and of any of others, which stand best first."""
    total, count = sum(sure), len(sure)
    found = Fraction(total) / count if abs(total) != INFINITY else total
    for number in possible:
        total, count = total + number, count + 1
        found = best(found, Fraction(total) / count if abs(total) != INFINITY else total)
    return found
