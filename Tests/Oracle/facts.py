"""Random facts: lines of a block, values of a type."""

CURRENCIES = ("USD", "EUR", "BRL")
PER = ("", "/pair", "/kg")
YEARS = ("", " in 1998", " in 2001")
VOICES = ("buyer", "supplier", "workers", "institution", "researcher")
SHARES = ("0", "10", "20", "30", "40", "50", "60", "70", "100", "12.5", "33.3", "0.1", "57")
NUMBERS = ("0", "1", "2", "3", "5", "10", "0.1", "0.2", "0.3", "2.5", "20", "40")
COUNTS = ("0", "1", "2", "5", "10", "20", "40")
UNITS = {
    "money": ("USD", "EUR", "million USD"),
    "mass": ("kg", "t", "g", "quintal", "lb"),
    "area": ("ha", "m2", "km2"),
    "volume": ("litre", "hl", "m3"),
    "time": ("year", "month", "day", "h"),
}
DATES = ("1985", "1992-09", "1992-09-16", "1999-12-31", "2000", "1999-07", "2000-01-01")


class Facts:
    """Says something of things of a kind; `things` are the names of all that there are, by kind."""

    def chance(self, probability):
        return self.random.random() < probability

    def all_of(self, kind):
        return [
            name
            for other, names in self.things.items()
            if self.vocabulary.is_a(other, kind)
            for name in names
        ]

    def facts(self, kind, few=False):
        """Lines of a block on a thing of a kind."""
        attributes = [a for a in self.vocabulary.of(kind) if not a["derived"]]
        if kind in ("period", "scenario") or not attributes:
            return []
        mostly = [a for a in attributes if self.is_palette(a)]
        chosen = [a for a in mostly if self.chance(0.3 if few else 0.85)]
        for _ in range(self.random.choice((0, 1, 2)) if not few or not chosen else 0):
            name = self.uses.choose(self.random, f"fact of {kind}", [a["name"] for a in attributes])
            chosen.append(next(a for a in attributes if a["name"] == name))
        found = {attribute["name"]: self.statements(attribute) for attribute in chosen}
        return [line for lines in found.values() for line in lines]

    def statements(self, attribute):
        name = attribute["name"]
        if attribute["type"]["kind"] == "map":
            entries = self.map_entries(attribute)
            return [f"{name} {{ {' '.join(entries)} }}"] if entries else []
        value = self.value(attribute)
        if value is None:
            return []
        sources = self.things.get("source", [])
        if not sources or self.chance(0.7):
            return [f"{name}: {value}"]
        if self.chance(0.6):
            return [f"{name}: {value}{self.evidence()}"]
        other = self.value(attribute)
        return [f"{name}: {value}{self.evidence()}", f"{name}: {other}{self.evidence()}"]

    def evidence(self):
        return self.one_evidence() + (self.one_evidence() if self.chance(0.1) else "")

    def one_evidence(self):
        source = self.random.choice(self.things["source"])
        parts = []
        if self.chance(0.8):
            parts.append(f"reported_by: {self.uses.choose(self.random, 'voice', VOICES)}")
        if self.chance(0.2):
            parts.append("confidence: " + self.random.choice(("low", "medium", "high")))
        return f' from {source} "p. 1"' + (f" ({', '.join(parts)})" if parts else "")

    def map_entries(self, attribute):
        keys = self.all_of(attribute["type"]["of"])
        entries = []
        for one in self.random.sample(keys, self.random.randint(0, len(keys))):
            if attribute["name"] == "capabilities":
                value = self.random.choice(
                    ("yes", "no", "low", "medium", "high", "24 h", "48 h", "100", "20..30 h", "unknown")
                )
            else:
                value = self.random.choice(
                    (
                        "must",
                        "wanted",
                        "low",
                        "medium",
                        "high",
                        "at most 48 h",
                        "at least 100",
                        "50",
                        "unknown",
                        "at most 25 h",
                    )
                )
            entries.append(f"{one}: {value}")
        return entries

    def money_unit(self):
        return self.uses.choose(
            self.random, "money", [c + p + y for c in CURRENCIES for p in PER for y in YEARS]
        )

    def number(self, type):
        """A number without and with its unit, for a type; nothing where the type has its own form."""
        kind = type["kind"]
        if kind == "share" or kind == "percent":
            return self.random.choice(SHARES), "%"
        if kind == "count":
            return self.random.choice(COUNTS), self.random.choice(("", " " + type["of"]))
        if kind == "money":
            return self.random.choice(NUMBERS), " " + self.money_unit()
        if kind == "duration":
            return self.random.choice(("1", "2", "24", "48", "0.5")), self.random.choice(
                (" h", " days", " min", " weeks")
            )
        if kind == "quantity":
            units = [self.random.choice(UNITS.get(noun, (noun,))) for noun in type.get("of", self.random.choice(("mass", "volume", "mass per time"))).split(" per ")]
            return self.random.choice(NUMBERS), " " + "/".join(units)
        if kind == "number":
            return self.random.choice(NUMBERS), ""
        return None

    def value(self, attribute, plain=False):
        type = attribute["type"]
        kind = type["kind"]
        if not plain and self.chance(0.03):
            return "unknown"
        found = self.number(type)
        if found:
            low, unit = found
            form = (
                "exact"
                if plain
                else self.uses.seldom(
                    self.random, f"form of {kind}", "exact", ("estimate", "range", "at most", "at least")
                )
            )
            if form == "estimate":
                return f"~{low}{unit}"
            if form == "range":
                high = self.number(type)[0]
                low, high = sorted((low, high), key=float)
                return f"{low}{'%' if unit == '%' else ''}..{high}{unit}"
            if form != "exact":
                return f"{form} {low}{unit}"
            return f"{low}{unit}"
        if kind == "truth":
            return self.random.choice(("yes", "no"))
        if kind == "text":
            return self.random.choice(('"one"', '"two"', '"a \\"quote\\""'))
        if kind == "country":
            return self.random.choice(("IT", "BR", "IN"))
        if kind == "year":
            return self.random.choice(("1985", "1998", "2001"))
        if kind == "years":
            return self.random.choice(("1985..1995", "1998", "1979..1981"))
        if kind == "date":
            return self.uses.choose(self.random, "date", DATES)
        if kind == "words":
            scale = self.vocabulary.scales[type["of"]]
            word = self.uses.choose(self.random, f"word of {type['of']}", scale["words"])
            if plain or not scale["ordered"] or len(scale["words"]) < 2:
                return word
            form = self.uses.seldom(
                self.random, "form of words", "exact", ("range", "at most", "at least"), 0.2
            )
            if form == "range":
                low, high = sorted(self.random.sample(range(len(scale["words"])), 2))
                return f"{scale['words'][low]}..{scale['words'][high]}"
            return word if form == "exact" else f"{form} {word}"
        if kind == "entity":
            # Only what is called by one word can be a value.
            names = [name for name in self.all_of(type["of"]) if " " not in name]
            return self.random.choice(names) if names else None
        if kind == "list":
            element = {**attribute, "type": type["element"]}
            values = [self.value(element, plain=True) for _ in range(self.random.randint(0, 3))]
            values = list(dict.fromkeys(v for v in values if v is not None))
            if self.chance(0.1):
                values.append("unknown")
            if self.chance(0.3):
                values.append("..")
            return f"[{', '.join(values)}]"
        return None
