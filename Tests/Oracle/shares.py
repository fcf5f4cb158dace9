"""Shares of one whole: together they are at most all of it."""

import itertools
import math
from fractions import Fraction

from values import ANY, Number


class Shares:
    """Bounds shares. A part of an evaluator."""

    def left(self, actor, side, state):
        """What the stated shares of an actor's sales or purchases leave of the whole."""
        links = state.sales(actor) if side == "sales" else state.purchases(actor)
        return max(0, 1 - sum(self.least(f"link.share_of_{side}", link, state) for link in links))

    def concentration(self, actor, side, state):
        """The sum of the squares of the shares, and of what they leave, however that is divided among others."""
        if actor not in state.present:
            return ANY
        attribute = f"link.share_of_{side}"
        links = state.sales(actor) if side == "sales" else state.purchases(actor)
        shares = [
            self.read(attribute, link, None, self.case.attributes[attribute]["type"], state) for link in links
        ]
        left = self.left(actor, side, state)
        least = sum(share.low**2 for share in shares)
        return Number(least, max(least, most_squares(shares + [Number(0, left)], left)))

    def whole(self, expression, names, state):
        """Where a sum adds up the shares of all sales of one actor, or of its purchases, or their squares: what the
        stated shares leave, and whether they are squares."""
        if len(expression["bindings"]) != 1:
            return None
        binding = expression["bindings"][0]
        set, body, squares = self.meant(binding["set"]), self.meant(expression["arguments"][0]), False
        while body["operation"] == "^" or body.get("function") == "ratio":
            if body["operation"] == "^":
                exponent = self.meant(body["arguments"][1])
                if squares or exponent["operation"] != "constant" or exponent["value"].get("low") != 2:
                    return None
                squares = True
            body = self.meant(body["arguments"][0])
        side = set.get("relation")
        if (
            side not in ("sales", "purchases")
            or body.get("attribute") != f"link.share_of_{side}"
            or "voice" in body
        ):
            return None
        of = self.meant(body["arguments"][0])
        if body["operation"] != "attribute" or of.get("name") != binding["variable"]:
            return None
        actor = self.evaluate(set["arguments"][0], names, state).place
        return None if actor is None else (self.left(actor, side, state), squares)

    def meant(self, expression):
        """An expression, or what a `let` stands for."""
        while expression["operation"] == "let":
            expression = self.lets[expression["name"]]
        return expression

    def most(self, members, left, squares):
        """The most that shares of one whole, or their squares, add up to where the stated ones leave so much."""
        if not squares:
            return sum(m.low for m in members) + min(left, sum(m.high - m.low for m in members))
        roots = [Number(root(m.low), root(m.high)) for m in members]
        return most_squares(roots, left)


def most_squares(shares, left):
    """The most that the squares of shares add up to where so much is left to add to their least: a sum of squares is
    greatest where as many as can be stand at an end."""
    known = sum(share.low**2 for share in shares if share.is_exact())
    shares = [share for share in shares if not share.is_exact()]
    best = 0
    for count in range(len(shares) + 1):
        for full in itertools.combinations(range(len(shares)), count):
            rest = left - sum(shares[i].high - shares[i].low for i in full)
            if rest < 0:
                continue
            total = sum(s.high**2 if i in full else s.low**2 for i, s in enumerate(shares))
            best = max(
                [best, total]
                + [
                    total - s.low**2 + min(s.high, s.low + rest) ** 2
                    for i, s in enumerate(shares)
                    if i not in full
                ]
            )
    return known + best


def root(square):
    """The root of a square of a decimal."""
    numerator, denominator = Fraction(square).as_integer_ratio()
    exact = Fraction(math.isqrt(numerator), math.isqrt(denominator))
    return exact if exact**2 == square else Fraction(math.sqrt(square))
