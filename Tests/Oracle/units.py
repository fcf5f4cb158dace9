#!/usr/bin/env python3
"""Holds arithmetic with units against pint, which shares nothing with gvc.

usage: units.py GVC [--expressions 200] [--seed N]

Random sums, products, quotients and comparisons of quantities in random units are asked of gvc and worked out by pint. Where
pint says that two do not fit, gvc must refuse them or say nothing; else both must give the same amount of the same measure, to
the digits that gvc shows. Needs `pip install pint`.
"""

import argparse
import json
import random
import re
import subprocess
import sys

import pint

REGISTRY = pint.UnitRegistry()
for definition in (
    "AOA = [money]",
    "bag = 60 kg",
    "pair = [pairs]",
    "year_ = 8765.82 h",
    "month_ = 730.485 h",
):
    REGISTRY.define(definition)

# What gvc calls a unit, and what pint calls it.
UNITS = {
    "kg": "kg",
    "t": "1000 * kg",
    "g": "0.001 * kg",
    "lb": "0.45359237 * kg",
    "bags": "bag",
    "ha": "hectare",
    "m2": "m ** 2",
    "litre": "liter",
    "hl": "100 * liter",
    "km": "km",
    "kWh": "kWh",
    "MJ": "MJ",
    "h": "hour",
    "days": "24 * hour",
    "years": "year_",
    "AOA": "AOA",
    "pairs": "pair",
}
BELOW = {"bag": "bag", "day": "24 * hour", "year": "year_", "month": "month_", "pair": "pair"}
NUMBERS = ("1", "2", "3", "0.5", "12", "0.1", "40", "7.25", "1_500")
# Bases that gvc keeps apart and pint makes of one another.
APART = ("kWh", "MJ", "km", "m2", "litre", "hl", "ha")


def quantity(chance):
    """A quantity for both: text and value."""
    number, unit = chance.choice(NUMBERS), chance.choice(list(UNITS))
    value = float(number.replace("_", "")) * REGISTRY(UNITS[unit])
    if chance.random() < 0.4:
        below = chance.choice([u for u in list(BELOW) + ["kg", "ha", "litre"]])
        return f"{number} {unit}/{below}", value / REGISTRY(BELOW.get(below) or UNITS[below])
    return f"{number} {unit}", value


def expression(chance, depth):
    if depth == 0 or chance.random() < 0.2:
        return quantity(chance)
    (a, x), (b, y) = expression(chance, depth - 1), expression(chance, depth - 1)
    sign = chance.choice("+-**//")
    if sign in "+-":
        # Mostly of what fits.
        if chance.random() < 0.8:
            (b, y) = (f"{a} * 3", x * 3) if x is not None else (b, y)
    if x is None or y is None:
        return f"({a}) {sign} ({b})", None
    try:
        made = {"+": lambda: x + y, "-": lambda: x - y, "*": lambda: x * y, "/": lambda: x / y}[sign]()
    except (pint.DimensionalityError, ZeroDivisionError):
        made = None
    return f"({a}) {sign} ({b})", made


def answer(gvc, text):
    ran = subprocess.run(
        [gvc, "query", text, "--format", "json", "units.gvc"], capture_output=True, text=True, timeout=120
    )
    if ran.returncode != 0:
        return None
    rows = json.loads(ran.stdout)
    rows = rows["rows"] if isinstance(rows, dict) else rows
    return str(list(rows[0].values())[0] if isinstance(rows[0], dict) else rows[0][0])


def read(text):
    """An amount as gvc writes it."""
    number, _, unit = text.partition(" ")
    value = float(number.replace("_", "")) * REGISTRY.dimensionless
    names = {**UNITS, **BELOW, "tonnes": "1000 * kg", "bags": "bag"}
    for index, part in enumerate(unit.split("/") if unit else []):
        for factor in part.split("*"):
            name, _, power = factor.partition("^")
            if name in ("", "1"):
                continue
            one = REGISTRY(names[name]) ** (int(power) if power else 1)
            value = value * one if index == 0 else value / one
    return value


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("gvc")
    parser.add_argument("--expressions", type=int, default=200)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    with open("units.gvc", "w") as file:
        file.write("unit bag = 60 kg\n")
    wrong = compared = refused = 0
    for _ in range(options.expressions):
        text, expected = expression(chance, chance.choice((1, 2, 2, 3)))
        # Money has a currency that types do not know: what it divides, and its powers, are refused.
        if sum(name in text for name in APART) > 1 or text.count("AOA") > 1 or re.search(r"/ .*AOA", text):
            continue
        found = answer(options.gvc, text)
        if expected is None or found is None or found == "unknown":
            if (expected is None) != (found is None or found == "unknown"):
                wrong += 1
                print(f"{text}: gvc {found}, pint {expected}")
            refused += 1
            continue
        compared += 1
        got = read(found)
        if got.dimensionality != expected.dimensionality:
            wrong += 1
            print(f"{text}: gvc {found}, pint {expected}")
            continue
        a, b = got.to_base_units().magnitude, expected.to_base_units().magnitude
        if abs(a - b) > 0.01 * max(abs(a), abs(b)):
            wrong += 1
            print(f"{text}: gvc {found}, pint {expected}")
    print(f"{compared} compared, {refused} refused or open, {wrong} differ")
    return 1 if wrong or not compared else 0


if __name__ == "__main__":
    sys.exit(main())
