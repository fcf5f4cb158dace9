"""A case as the IR states it, and what it is in one of its layers."""

import json
from fractions import Fraction

from values import INFINITY, Number


def read(text):
    """One IR document; numbers keep every digit that is written."""
    return json.loads(text, parse_float=Fraction)


def dimension(factors):
    """What a unit measures: its bases with their exponents; nothing for a plain number."""
    found = {}
    for factor in factors:
        base = (factor["base"], factor.get("currency"), factor.get("year"), factor.get("things"))
        found[base] = found.get(base, 0) + factor["exponent"]
    return frozenset(found.items()) or None


def size(factors):
    """How many base units a unit is."""
    whole = Fraction(1)
    for factor in factors:
        whole *= Fraction(factor["size"]) ** factor["exponent"]
    return whole


class Case:
    """The document of one project, with tables to look things up in."""

    def __init__(self, document):
        self.document = document
        vocabulary = document["vocabulary"]
        self.kinds = {kind["name"]: kind for kind in vocabulary["kinds"]}
        self.scales = {scale["name"]: scale for scale in vocabulary["scales"]}
        self.attributes = {f"{a['owner']}.{a['name']}": a for a in vocabulary["attributes"]}
        self.entities = document["entities"]
        self.layers = {layer["entity"]: layer for layer in document["layers"]}
        self.units = [dimension(unit["factors"]) for unit in document["units"]]
        self.sizes = [size(unit["factors"]) for unit in document["units"]]

    def is_a(self, place, kind):
        """Whether an entity is of a kind or of one below it."""
        own = self.entities[place]["kind"]
        while own is not None:
            if own == kind:
                return True
            own = self.kinds[own].get("parent")
        return False

    def joins(self, place):
        """`supply` or `peers`, for an entity that joins others."""
        return self.kinds[self.entities[place]["kind"]].get("ends")

    def attribute(self, name, place):
        """The attribute of a name that an entity has."""
        kind = self.entities[place]["kind"]
        while kind is not None:
            if f"{kind}.{name}" in self.attributes:
                return f"{kind}.{name}"
            kind = self.kinds[kind].get("parent")
        return None

    def chain(self, layer):
        """A layer and all that it builds on, the oldest first."""
        layers = []
        while layer is not None:
            layers.insert(0, layer)
            layer = self.layers[layer].get("over")
        return layers

    def period(self, layer):
        """The period that a layer is or hangs from."""
        for place in reversed(self.chain(layer)):
            if self.entities[place]["kind"] == "period":
                return place
        return None

    def is_compared(self, layer):
        """Whether something stands before a layer: a scenario without a base changes the facts outside of all."""
        return layer is not None and (
            self.layers[layer].get("over") is not None or self.entities[layer]["kind"] == "scenario"
        )

    def states(self):
        """Each layer that is analysed with the one that it is compared with; nothing is the facts outside of all."""
        periods = [p for p in self.layers if self.entities[p]["kind"] == "period"]
        found = [] if periods else [(None, False, None)]
        for place, layer in self.layers.items():
            over = layer.get("over")
            found.append((place, self.is_compared(place), over))
        return found

    def number(self, value, type):
        """The numbers that a stated one may be; a bound reaches as far as its type."""
        low, high = value.get("low", -INFINITY), value.get("high", INFINITY)
        if value.get("form") in ("at_most", "at_least"):
            if type["kind"] in ("share", "count", "duration"):
                low = max(low, 0)
            if type["kind"] == "share":
                high = min(high, 1)
        return self.in_base(low, high, value["unit"])

    def held(self, value):
        """A number that a map holds."""
        return self.in_base(value.get("low", -INFINITY), value.get("high", INFINITY), value["unit"])

    def in_base(self, low, high, unit):
        """A number in base units alone, whatever it is counted in."""
        return Number(low * self.sizes[unit], high * self.sizes[unit], self.units[unit])

    def element(self, value):
        """A value as an element of a set."""
        kind = value["kind"]
        if kind == "words":
            return ("words", tuple(value["words"]))
        if kind == "number":
            number = self.held(value)
            return ("number", number.low, number.high, number.unit)
        return (kind, value[kind])


class State:
    """What is there in a layer, and which facts speak."""

    def __init__(self, case, layer):
        self.case = case
        self.layer = layer
        chain = case.chain(layer)
        self.rank = {place: index + 1 for index, place in enumerate(chain)}
        self.present = self._present(chain)
        self.gone = set(range(len(case.entities))) - self.present
        self.facts = self._facts()
        self.memo = {}
        self._before = None

    def before(self):
        """The state of the layer before; nothing where none stands before it."""
        if self._before is None and self.case.is_compared(self.layer):
            self._before = State(self.case, self.case.layers[self.layer].get("over"))
        return self._before

    def _present(self, chain):
        """What is declared outside of all layers or added, and not taken away, neither itself nor what it needs."""
        case = self.case
        added = {place: layer for layer in case.layers for place in case.layers[layer]["adds"]}
        gone = {place for layer in chain for place in case.layers[layer]["removes"]}
        present = {
            place
            for place in range(len(case.entities))
            if place not in gone and (place not in added or added[place] in chain)
        }
        while True:
            lost = {place for place in present if not self._can_stand(place, present)}
            if not lost:
                return present
            present -= lost

    def _can_stand(self, place, present):
        """A part goes with the whole, a link with either end; a tie lasts while two are left."""
        entity = self.case.entities[place]
        if entity.get("owner") is not None and entity["owner"] not in present:
            return False
        ends = entity.get("ends", [])
        if not ends:
            return True
        left = [end for end in ends if end in present]
        if self.case.joins(place) == "peers":
            return len(left) >= min(2, len(ends))
        return len(left) == len(ends)

    def _facts(self):
        """For each entity and attribute the facts of the last layer that speaks of it; of a map, for each key."""
        last = {}
        for index, fact in enumerate(self.case.document["facts"]):
            layer = fact.get("layer")
            if layer is not None and layer not in self.rank:
                continue
            if self.case.attributes[fact["attribute"]]["fact"] == "change":
                # What moved belongs to the layer that says so, and did so since the one before it.
                if layer != self.layer or not self.case.is_compared(layer):
                    continue
            rank = self.rank.get(layer, 0)
            about = (fact["entity"], fact["attribute"], fact.get("key"))
            if about not in last or last[about][0] < rank:
                last[about] = (rank, [])
            if last[about][0] == rank:
                last[about][1].append(index)
        facts = {}
        for (entity, attribute, _), (_, indices) in last.items():
            facts.setdefault((entity, attribute), []).extend(indices)
        return {
            about: [self.case.document["facts"][index] for index in sorted(indices)]
            for about, indices in facts.items()
        }

    # What stands next to what

    def collection(self, kind):
        """All that is there of a kind, in the order of the text."""
        return [p for p in range(len(self.case.entities)) if p in self.present and self.case.is_a(p, kind)]

    def ends(self, place):
        """Supplier and buyer of a link; of a tie those that are left."""
        ends = self.case.entities[place].get("ends", [])
        if self.case.joins(place) == "peers" and place in self.present:
            return [end for end in ends if end in self.present]
        return ends

    def joined(self, kind):
        """The links, or the ties; one with a broken end joins nothing."""
        if kind not in self.memo:
            self.memo[kind] = [p for p in self.collection(kind) if len(self.ends(p)) >= 2]
        return self.memo[kind]

    def sales(self, actor):
        return [link for link in self.joined("link") if self.ends(link)[0] == actor]

    def purchases(self, actor):
        return [link for link in self.joined("link") if self.ends(link)[1] == actor]

    def ties(self, actor):
        return [tie for tie in self.joined("tie") if actor in self.ends(tie)]

    def naming(self, place, kind, attribute):
        """The things of a kind that name one in an attribute; nothing names what is gone."""
        if place in self.gone:
            return []
        return [
            other
            for other in self.collection(kind)
            if any(f["value"].get("entity") == place for f in self.facts.get((other, attribute), []))
        ]

    # The graph

    def trade(self, chain=None):
        """Supplier and buyer of each link, or of each link of a chain."""
        key = ("trade", chain)
        if key not in self.memo:
            self.memo[key] = [tuple(self.ends(link)) for link in self.links(chain)]
        return self.memo[key]

    def links(self, chain=None):
        links = self.joined("link")
        if chain is not None:
            members = set(self.naming(chain, "link", "link.chain"))
            links = [link for link in links if link in members]
        return links

    def last(self, chain=None):
        """Who buys and sells to nobody: who stands before the end market."""
        trade = self.trade(chain)
        sellers = {supplier for supplier, _ in trade}
        return {buyer for _, buyer in trade} - sellers

    def distances(self, starts, start, chain):
        """How many sales away from some actors each is, against the direction of supply."""
        found = {actor: start for actor in starts}
        front = list(found)
        while front:
            front = [
                supplier
                for supplier, buyer in self.trade(chain)
                if buyer in front and supplier not in found and found.setdefault(supplier, found[buyer] + 1)
            ]
        return found

    def tier(self, actor, chain=None):
        traders = {actor for pair in self.trade(chain) for actor in pair}
        leads = {actor for actor in traders if self.case.is_a(actor, "buyer")}
        return self.distances(leads or self.last(chain), 0, chain).get(actor)

    def hops(self, actor, chain=None):
        return self.distances(self.last(chain), 1, chain).get(actor)

    def reach(self, actor, downstream, chain=None, without=None):
        """All that are reached from an actor along supply, or against it; not the actor itself."""
        found, front = {actor}, [actor]
        while front:
            next = front.pop()
            for pair in self.trade(chain):
                here, other = pair if downstream else pair[::-1]
                if here == next and other not in found and other != without:
                    found.add(other)
                    front.append(other)
        return found - {actor}

    def supplies(self, actor, other):
        """Whether an actor supplies another, or itself, directly or through others."""
        front = [buyer for supplier, buyer in self.trade() if supplier == actor]
        return any(buyer == other or other in self.reach(buyer, True) for buyer in front)

    def dominators(self, actor, chain=None):
        """Whom every way of sales to the end market leads through."""
        last = self.last(chain)

        def arrives(without=None):
            return actor in last or not last.isdisjoint(self.reach(actor, True, chain, without) - {without})

        if not arrives():
            return set()
        return {other for other in self.reach(actor, True, chain) if not arrives(other)}

    def supply_dominators(self, actor, chain=None):
        """Whom every way of supply from who buys from nobody leads through."""
        buyers = {buyer for _, buyer in self.trade(chain)}
        first = {supplier for supplier, _ in self.trade(chain)} - buyers

        def arrives(without=None):
            return actor in first or not first.isdisjoint(self.reach(actor, False, chain, without) - {without})

        if not arrives():
            return set()
        return {other for other in self.reach(actor, False, chain) if not arrives(other)}

    def dominated(self, actor, chain=None):
        traders = {a for pair in self.trade(chain) for a in pair}
        return {other for other in traders - {actor} if actor in self.dominators(other, chain)}
