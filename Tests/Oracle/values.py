"""What is known of a value: truths, numbers, words, things, sets.

Numbers are exact (`Fraction`), so that whatever another program rounds shows.
"""

from fractions import Fraction
from typing import NamedTuple, Optional

NO, UNKNOWN, YES = 0, 1, 2
TRUTHS = ("no", "unknown", "yes")
INFINITY = float("inf")


def truth(condition):
    return YES if condition else NO


class Number(NamedTuple):
    """Any number from `low` to `high`, in base units; `unit` is what they measure, nothing for a plain number."""

    low: object
    high: object
    unit: Optional[frozenset] = None

    def is_exact(self):
        return self.low == self.high


ANY = Number(-INFINITY, INFINITY)


class Words(NamedTuple):
    """One of these words of a scale."""

    words: frozenset
    scale: str


class Thing(NamedTuple):
    """An entity by its place in the IR; nothing where it is not known which."""

    place: Optional[int]


class Text(NamedTuple):
    text: Optional[str]


class Held(NamedTuple):
    """What a map holds under a key: a truth, a Number or Words; nothing where that is not known."""

    value: object


class Members(NamedTuple):
    """A set: what is in it for sure, what may be, and whether there may be more than these."""

    sure: tuple
    possible: tuple = ()
    open: bool = False

    def contains(self, element):
        if element in self.sure:
            return YES
        return UNKNOWN if self.open or element in self.possible else NO


def unknown(type, scales):
    """Anything of a type."""
    kind = type["kind"]
    if kind == "truth":
        return UNKNOWN
    if kind == "share":
        return Number(0, 1)
    if kind in ("count", "duration"):
        return Number(0, INFINITY)
    if kind in ("number", "percent", "money", "quantity", "year", "years", "date"):
        return Number(-INFINITY, INFINITY)
    if kind == "words":
        return Words(frozenset(scales[type["of"]]["words"]), type["of"])
    if kind in ("set", "list"):
        return Members((), (), True)
    if kind == "entity":
        return Thing(None)
    if kind in ("text", "country"):
        return Text(None)
    return Held(None)


def hull(a, b, type, scales):
    """What is known of something that is one of two."""
    if a == b:
        return a
    if isinstance(a, Number) and isinstance(b, Number):
        unit, fits = common_unit(a, b)
        return Number(min(a.low, b.low), max(a.high, b.high), unit) if fits else unknown(type, scales)
    if isinstance(a, Words) and isinstance(b, Words):
        return Words(a.words | b.words, a.scale)
    if isinstance(a, Members) and isinstance(b, Members):
        sure = tuple(x for x in a.sure if x in b.sure)
        others = a.sure + a.possible + b.sure + b.possible
        possible = tuple(dict.fromkeys(x for x in others if x not in sure))
        return Members(sure, possible, a.open or b.open)
    return unknown(type, scales)


# Numbers


def product(a, b):
    """An unknown amount of nothing is nothing."""
    return 0 if a == 0 or b == 0 else a * b


def common_unit(a, b):
    """The unit of what is made of two numbers, and whether they go together at all."""
    if a.unit is not None and b.unit is not None and a.unit != b.unit:
        return None, False
    return a.unit or b.unit, True


RATIOS = ("number", "percent", "share")


def product_unit(sign, a, b, types, type):
    """The unit of a product or quotient, and whether there is one: of what is a ratio by its type, and where a number is
    open whose type has a unit, there is none to tell."""
    if type["kind"] in RATIOS:
        if sign == "*" and a.unit is not None and b.unit is not None:
            return None, raised(a.unit, b.unit, 1) is None
        return None, common_unit(a, b)[1]
    if any(x.unit is None and t["kind"] not in RATIOS for x, t in zip((a, b), types)):
        return None, True
    return raised(a.unit, b.unit, 1 if sign == "*" else -1), True


def raised(a, b, sign):
    """The product of a unit with a power of another."""
    found = dict(a or ())
    for base, exponent in b or ():
        found[base] = found.get(base, 0) + sign * exponent
    return frozenset((base, exponent) for base, exponent in found.items() if exponent) or None


def arithmetic(sign, a, b, types, type):
    """Every result of two numbers that may be anything within their ends, of two types and the type that their result
    has; nothing where what they measure does not go together."""
    unit, fits = common_unit(a, b) if sign in "+-" else product_unit(sign, a, b, types, type)
    if not fits:
        return None
    if sign == "+":
        return Number(a.low + b.low, a.high + b.high, unit)
    if sign == "-":
        return Number(a.low - b.high, a.high - b.low, unit)
    if sign == "*":
        ends = [product(x, y) for x in (a.low, a.high) for y in (b.low, b.high)]
        return Number(min(ends), max(ends), unit)
    if b.low <= 0 <= b.high:  # What is divided by what may be nothing may be anything.
        return Number(-INFINITY, INFINITY, unit)
    ends = [product(x, inverse(y)) for x in (a.low, a.high) for y in (b.low, b.high)]
    return Number(min(ends), max(ends), unit)


def inverse(x):
    return 0 if x in (INFINITY, -INFINITY) else Fraction(1) / x


def power(base, exponent):
    """A power with a whole exponent from 0 to 64; nothing for any other."""
    n = exponent.low
    if n != exponent.high or n in (INFINITY, -INFINITY) or n != int(n) or not 0 <= n <= 64:
        return None
    n = int(n)
    ends = [x**n for x in (base.low, base.high)]
    if n > 0 and n % 2 == 0 and base.low < 0 < base.high:
        ends.append(0)
    return Number(min(ends), max(ends))


# Comparisons


def compare_ends(sign, a_low, a_high, b_low, b_high):
    """Whether it is so for all that two may be, for none, or for some."""
    if sign in ("==", "!="):
        if a_high < b_low or b_high < a_low:
            equal = NO
        else:
            equal = YES if a_low == a_high == b_low == b_high else UNKNOWN
        return equal if sign == "==" else YES - equal
    if sign in (">", ">="):
        flipped = {">": "<", ">=": "<="}[sign]
        return compare_ends(flipped, b_low, b_high, a_low, a_high)
    if sign == "<":
        return YES if a_high < b_low else NO if a_low >= b_high else UNKNOWN
    return YES if a_high <= b_low else NO if a_low > b_high else UNKNOWN


def compare_words(sign, a, b, scales):
    if sign in ("==", "!="):
        if a.words.isdisjoint(b.words):
            equal = NO
        else:
            equal = YES if a.words == b.words and len(a.words) == 1 else UNKNOWN
        return equal if sign == "==" else YES - equal
    order = scales[a.scale]["words"]
    x = [order.index(word) for word in a.words]
    y = [order.index(word) for word in b.words]
    return compare_ends(sign, min(x), max(x), min(y), max(y))


def compare(sign, a, b, scales):
    if isinstance(a, Held) and isinstance(b, Held):
        if a.value is None or b.value is None:
            return UNKNOWN
        if type(a.value) is not type(b.value) or (
            isinstance(a.value, Words) and a.value.scale != b.value.scale
        ):
            return {"==": NO, "!=": YES}.get(sign, UNKNOWN)
        return compare(sign, a.value, b.value, scales)
    if isinstance(a, Number):
        if not common_unit(a, b)[1]:
            return UNKNOWN
        return compare_ends(sign, a.low, a.high, b.low, b.high)
    if isinstance(a, Words):
        return compare_words(sign, a, b, scales)
    if isinstance(a, Members):
        if a.open or a.possible or b.open or b.possible:
            return UNKNOWN
        equal = truth(set(a.sure) == set(b.sure))
    elif isinstance(a, int):
        equal = UNKNOWN if UNKNOWN in (a, b) else truth(a == b)
    else:  # Things and texts.
        equal = UNKNOWN if None in (a[0], b[0]) else truth(a == b)
    if sign == "==":
        return equal
    return YES - equal if sign == "!=" else UNKNOWN
