"""Holds the layout of `gvc draw` against Graphviz: python quality.py GVC [SAMPLES] [--chains N].

For the samples and for generated chains it counts, in both drawings, the pairs of lines that cross, by the
curves as they are drawn, and fails where gvc has more than 1.3 times the crossings of `dot` in all.
"""

import json
import random
import re
import subprocess
import sys
import tempfile
from pathlib import Path


def case(seed):
    """A chain as cases have them: tiers, some links that skip one, and places in every second one."""
    rng = random.Random(seed)
    tiers = rng.randint(3, 6)
    lines = ["use caspari2003", "market world \"World\"", "chain goods \"Goods\" { market: world }"]
    places = ["IN", "VN", "BD", "MX"][: rng.randint(1, 4)]
    for place in places:
        lines.append(f"cluster place_{place.lower()} \"Place {place}\" {{ country: {place} }}")
    rows = []
    for tier in range(tiers):
        size = 1 if tier == 0 else rng.randint(2, 7)
        row = []
        for index in range(size):
            name = f"a{tier}_{index}"
            row.append(name)
            if tier == 0:
                lines.append(f"buyer {name} \"Buyer {index}\"")
            else:
                place = rng.choice(places).lower()
                where = f" {{ cluster: place_{place} }}" if seed % 2 and rng.random() < 0.6 else ""
                lines.append(f"firm {name} \"Firm {tier} {index}\"{where}")
        rows.append(row)
    links = set()
    for tier in range(1, tiers):
        for name in rows[tier]:
            for _ in range(rng.randint(1, 3)):
                links.add((name, rng.choice(rows[tier - 1])))
            if tier > 1 and rng.random() < 0.2:
                links.add((name, rng.choice(rows[tier - 2])))
    for supplier, buyer in sorted(links):
        lines.append(f"link {supplier} -> {buyer} {{ chain: goods }}")
    return "\n".join(lines) + "\n"


def bezier(p, q, r, s, steps=16):
    for i in range(1, steps + 1):
        t = i / steps
        u = 1 - t
        yield (
            u**3 * p[0] + 3 * u * u * t * q[0] + 3 * u * t * t * r[0] + t**3 * s[0],
            u**3 * p[1] + 3 * u * u * t * q[1] + 3 * u * t * t * r[1] + t**3 * s[1],
        )


def svg_lines(svg):
    """The middle line of each link as points."""
    lines = []
    for group in re.findall(r'<g class="link".*?</g>', svg, re.S):
        data = re.search(r'<path [^>]*d="([^"]+)"', group)
        if not data:
            continue
        points = []
        for command, numbers in re.findall(r"([MLCZ])([^MLCZ]*)", data[1]):
            xy = [float(n) for n in re.findall(r"-?[\d.]+", numbers)]
            pairs = list(zip(xy[::2], xy[1::2]))
            if command == "C":
                points += bezier(points[-1], *pairs)
            else:
                points += pairs
        lines.append(points)
    return lines


def dot_lines(text):
    drawn = json.loads(subprocess.run(["dot", "-Tjson"], input=text, capture_output=True, text=True, check=True).stdout)
    lines = []
    for edge in drawn.get("edges", []):
        if edge.get("dir") == "none":
            continue
        for part in edge["_draw_"]:
            if part["op"] in "bB":
                control = part["points"]
                points = [tuple(control[0])]
                for i in range(1, len(control) - 2, 3):
                    points += bezier(control[i - 1], control[i], control[i + 1], control[i + 2])
                lines.append(points)
    return lines


def crosses(a, b):
    """Whether two lines cross away from a common end."""
    if min(x for x, _ in a) > max(x for x, _ in b) or min(x for x, _ in b) > max(x for x, _ in a):
        return False
    for p, q in zip(a, a[1:]):
        for r, s in zip(b, b[1:]):
            def side(o, u, v):
                return (u[0] - o[0]) * (v[1] - o[1]) - (u[1] - o[1]) * (v[0] - o[0])
            if side(p, q, r) * side(p, q, s) < 0 and side(r, s, p) * side(r, s, q) < 0:
                return True
    return False


def crossings(lines):
    return sum(crosses(a, b) for i, a in enumerate(lines) for b in lines[i + 1 :])


def measure(gvc, path):
    draw = [gvc, "draw", str(path), "--fold-over", "all"]
    svg = subprocess.run(draw, capture_output=True, text=True, check=True).stdout
    dot = subprocess.run(draw + ["--format", "dot"], capture_output=True, text=True, check=True).stdout
    return crossings(svg_lines(svg)), crossings(dot_lines(dot))


def main():
    gvc = sys.argv[1]
    samples = [p for p in sorted(Path(sys.argv[2]).iterdir()) if any(p.glob("*.gvc"))] if len(sys.argv) > 2 else []
    ours = theirs = 0
    with tempfile.TemporaryDirectory() as scratch:
        paths = list(samples)
        for seed in range(20):
            path = Path(scratch) / f"chain{seed}.gvc"
            path.write_text(case(seed))
            paths.append(path)
        for path in paths:
            a, b = measure(gvc, path)
            ours, theirs = ours + a, theirs + b
            print(f"{path.name:24} gvc {a:4}  dot {b:4}")
    print(f"{'all':24} gvc {ours:4}  dot {theirs:4}  ratio {ours / max(theirs, 1):.2f}")
    return 0 if ours <= 1.3 * theirs else 1


sys.exit(main())
