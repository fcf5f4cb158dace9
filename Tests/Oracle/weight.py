"""Ways over the links that take at least a share of what their supplier sells, by definition."""

from elements import things
from values import Members, Number


class Ways:
    """Some sales between actors, with where ways end."""

    def __init__(self, trade, leads, last):
        self.trade = trade
        self.leads = leads
        self.last = last

    def distance(self, actor, ends, start):
        """The fewest sales from an actor to one of the ends, and `start` more; nothing where no way leads there."""
        front, seen, found = {actor}, set(), start
        while front:
            if front & ends:
                return found
            seen |= front
            front = {buyer for supplier, buyer in self.trade if supplier in front} - seen
            found += 1
        return None

    def reach(self, actor, without=None):
        found, front = {actor}, [actor]
        while front:
            here = front.pop()
            for supplier, buyer in self.trade:
                if supplier == here and buyer not in found and buyer != without:
                    found.add(buyer)
                    front.append(buyer)
        return found - {actor}

    def arrives(self, actor, without=None):
        return actor in self.last or bool(self.last & self.reach(actor, without))

    def dominators(self, actor):
        if not self.arrives(actor):
            return set()
        return {other for other in self.reach(actor) if not self.arrives(actor, other)}


class Weight:
    """Calls the functions of weight. A part of an evaluator."""

    def by_weight(self, what, actor, least, chain, type, state):
        kind = self.case.attributes["link.share_of_sales"]["type"]
        links = state.links(chain)
        part = {link: self.read("link.share_of_sales", link, None, kind, state) for link in links}
        trade = state.trade(chain)
        buyers = {a for pair in trade for a in pair if self.case.is_a(a, "buyer")}
        last = state.last(chain)

        def ways(holds):
            return Ways([tuple(state.ends(link)) for link in links if holds(part[link])], buyers or last, last)

        sure = ways(lambda share: share.low >= least.high)
        possible = ways(lambda share: share.high >= least.low)
        if what in ("tier", "hops"):
            ends, start = ("leads", 0) if what == "tier" else ("last", 1)
            found = [w.distance(actor, getattr(w, ends), start) for w in (possible, sure)]
            return self.unknown(type) if None in found else Number(*found)
        if what == "intermediaries":
            certain, perhaps = (
                {a for a in w.reach(actor) if self.case.is_a(a, "agent")} for w in (sure, possible)
            )
        elif not possible.arrives(actor):
            certain, perhaps = set(), set()
        elif not sure.arrives(actor):
            certain, perhaps = set(), possible.reach(actor)
        else:
            certain, perhaps = possible.dominators(actor), sure.dominators(actor)
        return Members(things(sorted(certain)).sure, things(sorted(perhaps - certain)).sure)
