"""The functions that rules may call."""

import values
from elements import exactly, things
from values import INFINITY, NO, UNKNOWN, YES, Number, Thing, Words, truth
from weight import Weight


class Functions(Weight):
    """Calls functions. A part of an evaluator."""

    def call(self, function, arguments, type, state):
        def place(index):
            return arguments[index].place if index < len(arguments) else None

        places = [a.place for a in arguments if isinstance(a, Thing)]
        if function not in ("in_period", "begun", "exists") and None in places:
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
            return truth(state.supplies(place(0), place(1)))
        if function in ("concentration_of_sales", "concentration_of_purchases"):
            return self.concentration(place(0), function.removeprefix("concentration_of_"), state)
        if function in ("dominators", "dominated"):
            find = state.dominators if function == "dominators" else state.dominated
            return things(sorted(find(place(0), place(1))))
        if function == "supply_dominators":
            return things(sorted(state.supply_dominators(place(0), place(1))))
        if function.endswith("_by_weight"):
            what = function.removesuffix("_by_weight")
            return self.by_weight(what, place(0), arguments[1], place(2), type, state)
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
        if function == "begun":
            return UNKNOWN if place(0) is None else self.begun(place(0), state)
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
        b = self.aligned(a, b)
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
        """Whether an event falls into the years of the period: by its years or date, or as the layer adds it."""
        period = self.case.period(state.layer)
        if any(
            place is not None and event in self.case.layers[place]["adds"] for place in (state.layer, period)
        ):
            return YES

        def lasts(when, span):
            # It begins in its first year and ends in its last: a year at the edge leaves it open.
            if when.low > span.high or when.high < span.low:
                return NO
            if span.low <= when.low and when.high <= span.high:
                return YES
            inside = max(when.low + 1, span.low) < min(when.high, span.high + 1)
            return YES if inside else UNKNOWN

        def falls(when, span):
            # The last year of a period is a part of it.
            if when.high < span.low or when.low >= span.high + 1:
                return NO
            return YES if span.low <= when.low and when.high < span.high + 1 else UNKNOWN

        return self.dated(event, period, lasts, falls, state)

    def begun(self, event, state):
        """Whether an event began before the period ended, by its years or date, or as a layer adds it."""
        if any(event in self.case.layers[place]["adds"] for place in self.case.chain(state.layer)):
            return YES

        def lasts(when, span):
            return truth(when.low < span.high + 1)

        def falls(when, span):
            if when.low >= span.high + 1:
                return NO
            return YES if when.high < span.high + 1 else UNKNOWN

        return self.dated(event, self.case.period(state.layer), lasts, falls, state)

    def dated(self, event, period, lasts, falls, state):
        """What all voices say of the time of an event: of its years, else of its date."""
        if period is None:
            return UNKNOWN
        span = self.read("period.years", period, None, {"kind": "years"}, state)
        if span.low == -INFINITY:
            return UNKNOWN
        for name, test in (("years", lasts), ("date", falls)):
            facts = self.speaking(f"event.{name}", event, None, state)
            if all(fact["value"]["kind"] == "unknown" for fact in facts):
                continue
            found = set()
            for fact in facts:
                when = self.value(fact["value"], {"kind": name}, state)
                is_open = when.low == -INFINITY or when.high == INFINITY
                found.add(UNKNOWN if is_open else test(when, span))
            return found.pop() if len(found) == 1 else UNKNOWN
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
        if isinstance(able, Number) and measures_fit(wanted.unit, able.unit):
            if wanted.is_exact():
                # By itself a time is the longest, and any other number the least.
                lasts = is_one_of(wanted.unit, "duration")
                low, high = (-INFINITY, wanted.high) if lasts else (wanted.low, INFINITY)
                wanted = Number(low, high, wanted.unit)
            if wanted.low <= able.low and able.high <= wanted.high:
                return YES
            return NO if able.high < wanted.low or wanted.high < able.low else UNKNOWN
        return UNKNOWN


def is_must(wanted):
    """Whether a requirement must be met: all but what is only wanted."""
    if wanted is None:
        return UNKNOWN
    if isinstance(wanted, int):
        return wanted
    if isinstance(wanted, Words) and wanted.scale == "need":
        return truth(wanted.words == {"must"})
    return YES


def measures_fit(a, b):
    """Whether two numbers that maps hold are of one measure: a count is the same with or without what is counted."""
    return a == b or all(unit is None or is_one_of(unit, "count") for unit in (a, b)) and None in (a, b)


def is_one_of(unit, name):
    """Whether a unit is of one base, of a name, and nothing else."""
    return unit is not None and [(base[0], exponent) for base, exponent in unit] == [(name, 1)]
