"""What the rules of a case conclude in each of its layers."""

from case import Case, State
from evaluator import Evaluator
from values import NO, YES, Thing


class Rules(Evaluator):
    """Tries the rules in one layer."""

    def findings(self, rule):
        """What a rule concludes: the truth of each subject, object and things that it is on."""
        self.lets = {let["name"]: let["expression"] for let in rule["lets"]}
        conditions = [[] for _ in range(len(rule["bindings"]) + 1)]
        for condition in rule["scope"] + rule["conditions"]:
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


def conclusions(document, only=None):
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
        evaluator = Rules(case, state(layer), state(over) if compares else None)
        for rule in document["rules"]:
            if only is not None and (rule.get("theory"), rule["name"]) not in only:
                continue
            if rule["comparesLayers"] and not compares:
                continue
            for (subject, object, on), holds in evaluator.findings(rule).items():
                found.append(
                    (
                        rule.get("theory"),
                        rule["name"],
                        "holds" if holds == YES else "cannot_conclude",
                        label(layer),
                        label(subject),
                        label(object),
                        tuple(label(p) for p in on),
                    )
                )
    return found
