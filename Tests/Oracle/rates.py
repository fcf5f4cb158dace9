"""Money in other money, by the rates that a case states."""

from values import INFINITY, Number


class Rates:
    """What an evaluator converts by."""

    def stated(self):
        """From each money the rates that lead on: to which, and so much of one for so much of the other."""
        if self._rates is None:
            self._rates = {}
            if "rate.amount" in self.case.attributes:
                for place in self.state.collection("rate"):
                    self._add(self._money("rate.amount", place), self._money("rate.worth", place))
        return self._rates

    def _money(self, attribute, place):
        return self.read(attribute, place, None, self.case.attributes[attribute]["type"], self.state)

    def _add(self, one, other):
        bases = [money_alone(number) for number in (one, other)]
        if None in bases or bases[0] == bases[1]:
            return
        self._rates.setdefault(bases[0], []).append((bases[1], other, one))
        self._rates.setdefault(bases[1], []).append((bases[0], one, other))

    def factor(self, mine, theirs):
        """The least and greatest that one of a money is worth in another; nothing where no rates lead there."""
        reached, level = {mine}, {mine: (1, 1)}
        while level:
            found = {}
            for base, (low, high) in level.items():
                for other, worth, amount in self.stated().get(base, []):
                    if other not in reached:
                        ends = (low * worth.low / amount.high, high * worth.high / amount.low)
                        known = found.get(other, ends)
                        found[other] = (min(known[0], ends[0]), max(known[1], ends[1]))
            if theirs in found:
                return found[theirs]
            reached |= set(found)
            level = found
        return None

    def aligned(self, a, b):
        """The second of two numbers in the unit of the first, where a rate makes it that; else as it is."""
        if not (isinstance(a, Number) and isinstance(b, Number)) or None in (a.unit, b.unit) or a.unit == b.unit:
            return b
        (wanted, power), (has, other) = money_in(a.unit), money_in(b.unit)
        if wanted is None or has is None or power != other or abs(power) != 1:
            return b
        if a.unit - {(wanted, power)} != b.unit - {(has, power)}:
            return b
        found = self.factor(has, wanted)
        if found is None:
            return b
        low, high = found if power == 1 else (1 / found[1], 1 / found[0])
        ends = [0 if x == 0 else x * y for x in (b.low, b.high) for y in (low, high)]
        return Number(min(ends), max(ends), a.unit)


def money_in(unit):
    """The one money in a unit, and its power."""
    found = [(base, exponent) for base, exponent in unit if base[0] == "money"]
    return found[0] if len(found) == 1 else (None, 0)


def money_alone(number):
    """The money of which something is an amount above nothing; nothing for any other number."""
    if number.unit is None or len(number.unit) != 1 or number.low <= 0 or number.high == INFINITY:
        return None
    base, exponent = next(iter(number.unit))
    return base if base[0] == "money" and exponent == 1 else None
