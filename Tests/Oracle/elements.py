"""Values as elements of sets, and elements as what variables stand for."""

from values import UNKNOWN, YES, Held, Members, Number, Text, Thing, Words, truth


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
