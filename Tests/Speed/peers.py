"""Holds gvc against programs that people know, in one run and in turns.

    python3 Tests/Speed/peers.py GVC BENCHMARK [--lines N,…] [--links N,…] [--edges N,…] [--rounds N] [--out FILE]

Needs of PyPI: ruff, taplo, grpcio-tools, duckdb, networkx, rustworkx (a peer that is not there is left out with a line).
The text: a case of gvc-benchmark, and the same declarations line by line as Python for ruff, as TOML for taplo and as
protobuf for protoc. The links: the same seeded network as a case, as a table and as a graph; both sides must give the
same answer. Programs count with their time from start to end, that of processors, and their peak, in the second of two runs
one behind the other; questions with the
processor time of the question alone, on data that is loaded. The ratio is that of the medians. Exit status 1 where answers differ
or a program fails; an aim that is not met is only said.
"""

import argparse
import importlib.util
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time


class Rows:
    """What is printed: a work, both sides, their ratio, and what it is to be."""

    def __init__(self):
        self.rows = []
        self.failures = []

    def add(self, work, unit, ours, peer_name, theirs, aim):
        ratio = ours / theirs if theirs else float("nan")
        met = "met" if ratio <= aim else "not met"
        row = (work, f"{ours:.4g} {unit}", f"{peer_name} {theirs:.4g} {unit}", f"{ratio:.3g}", f"<= {aim:.3g}", met)
        self.rows.append(row)
        print("  ".join(row), flush=True)

    def note(self, text):
        self.rows.append((text, "", "", "", "", ""))
        print(text, flush=True)

    def fail(self, text):
        self.failures.append(text)
        print(f"FAILED: {text}", flush=True)

    def table(self):
        head = ("work", "gvc", "peer", "ratio", "aim", "")
        rows = [head] + self.rows
        widths = [max(len(row[i]) for row in rows if any(row[1:])) for i in range(len(head))]
        return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip() for row in rows)


# ---- Text to diagnostics ----

ATTRIBUTE = re.compile(r"^\s*(\w+): (.*?)(?: from (\w+)(?: \"([^\"]*)\")?)?(?: \((\w+): (\w+)\))?$")


def text_of(value):
    return value.replace("\\", "").replace('"', "'")


def values(line):
    """The name of an attribute, and what it says: the value, the evidence and the voice, as lists and pairs."""
    found = ATTRIBUTE.match(line)
    if not found:
        return "item", [text_of(line.strip())], None
    name, value, source, place, key, word = found.groups()
    parts = [text_of(value)] + ([[source] + ([text_of(place)] if place else [])] if source else [])
    return name, parts, (key, word) if key else None


def translated(text):
    """The lines of a case as Python, TOML and protobuf: as many lines, the same blocks and the same values."""
    python, toml, proto = [], [], ['syntax = "proto3";']
    path, fields = [], [0]
    for number, line in enumerate(text.split("\n")):
        bare = line.strip()
        indent = "    " * len(path)
        if bare == "":
            for lines in (python, toml, proto):
                lines.append("")
        elif bare.startswith("//"):
            python.append(f"{indent}# {bare[2:].strip()}")
            toml.append(f"# {bare[2:].strip()}")
            proto.append(line)
        elif bare == "}":
            python.append(f"{indent}last_{number} = True")
            toml.append(f"last_{number} = true")
            proto.append("}")
            path.pop()
            fields.pop()
        elif bare.endswith("{"):
            word, rest = bare.split()[0], text_of(bare[:-1].strip())
            path.append(f"{word}_{number}")
            python.append(f"{indent}class {word.capitalize()}{number}:  # {rest}")
            toml.append(f"[{'.'.join(path)}]  # {rest}")
            proto.append(f"message {word.capitalize()}{number} {{ // {rest}")
            fields.append(0)
        else:
            name, parts, voice = values(line)
            listed = json.dumps(parts, ensure_ascii=False)[1:-1]
            pair = voice and f'"{voice[0]}": "{voice[1]}"'
            python.append(f"{indent}{name}_{number} = ({listed}{', {' + pair + '}' if pair else ','})")
            pair = voice and f'{voice[0]} = "{voice[1]}"'
            toml.append(f"{name}_{number} = [{listed}{', {' + pair + '}' if pair else ''}]")
            fields[-1] += 1
            options = " ".join([parts[0]] + (parts[1] if len(parts) > 1 else [])).strip("[]")
            field = f'string {name}_{number} = {fields[-1]} [json_name = "v {options} .", deprecated = {"true" if voice else "false"}];'
            proto.append(field if path else f"// {options}")
    return "\n".join(python), "\n".join(toml), "\n".join(proto)


def process(command):
    """The seconds from start to end, those of processors, and the peak in MB of a program, and its status."""
    start = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - start
    return (seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024), child.returncode


def text_rows(rows, gvc, benchmark, lines, rounds, directory):
    case = os.path.join(directory, "case.gvc")
    with open(case, "wb") as file:
        subprocess.run([benchmark, "text", "--lines", str(lines)], stdout=file, check=True)
    # Written by a process of its own, so that this one stays small: a child begins with the memory of its parent.
    subprocess.run([sys.executable, __file__, "--translate", case], check=True)
    scripts = sysconfig.get_path("scripts")

    def program(name):
        place = os.path.join(scripts, name)
        return place if os.path.exists(place) else shutil.which(name)

    ruff, taplo = program("ruff"), program("taplo")
    protoc = shutil.which("protoc")
    compilers = {}
    if ruff:
        compilers["ruff check"] = [ruff, "check", "--isolated", "--no-cache", "--quiet", case[:-4] + ".py"]
    else:
        rows.note("ruff is not there")
    if taplo:
        compilers["taplo lint"] = [taplo, "lint", "--no-schema", case[:-4] + ".toml"]
    else:
        rows.note("taplo is not there")
    if protoc:
        compilers["protoc"] = [protoc, f"--proto_path={directory}", "--descriptor_set_out=/dev/null", case[:-4] + ".proto"]
    elif importlib.util.find_spec("grpc_tools"):
        compilers["protoc"] = [
            sys.executable, "-m", "grpc_tools.protoc", f"--proto_path={directory}", "--descriptor_set_out=/dev/null",
            case[:-4] + ".proto",
        ]
    else:
        rows.note("protoc is not there")
    for name in [name for name in compilers if name != "ruff check" and lines > 100_000]:
        rows.note(f"{name} takes minutes for {lines:,} lines: left out")
        del compilers[name]
    ours, theirs = [], {name: [] for name in compilers}
    for _ in range(rounds):
        for name, command in [("gvc check", [gvc, "check", case]), *compilers.items()]:
            # What a run takes depends on whose memory it is given: each follows one of its own kind.
            process(command)
            measured, status = process(command)
            (ours if name == "gvc check" else theirs[name]).append(measured)
            if status != 0:
                rows.fail(f"{name} ends with {status} on {lines} lines")
    for name, measured in theirs.items():
        if not measured:
            continue
        work = f"text to diagnostics, {lines:,} lines"
        aim = 1 / 3 if name == "ruff check" else 1
        for place, (what, unit) in enumerate([("", "s"), (", of processors", "s"), (", peak", "MB")]):
            rows.add(
                work + what, unit, middle(m[place] for m in ours), name, middle(m[place] for m in measured), aim)


def middle(values):
    return statistics.median(values)


# ---- Questions over links ----


class Questions:
    """`gvc-benchmark questions`, asked over a pipe."""

    def __init__(self, benchmark, links, table):
        self.process = subprocess.Popen(
            [benchmark, "questions", "--links", str(links), "--table", table],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        answer = self.process.stdout.readline().split()
        if not answer or answer[0] != "ready":
            raise SystemExit("gvc-benchmark questions does not begin")
        self.buyers, self.firms = int(answer[1]), int(answer[2])

    def ask(self, question, again):
        """The seconds over a state of which nothing was asked yet, or `again`, and the answer."""
        self.process.stdin.write(question + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline().split()
        if len(answer) != 3:
            raise SystemExit(f"gvc-benchmark questions gives no answer to: {question}")
        return float(answer[1 if again else 0]), float(answer[2])

    def end(self):
        self.process.stdin.close()
        self.process.wait()


def timed(work):
    start = time.process_time()
    value = work()
    return time.process_time() - start, float(value)


def turns(rows, work, gvc, question, peer_name, peer, rounds, aim, again=False):
    ours, theirs = [], []
    for _ in range(rounds):
        ours.append(gvc.ask(question, again))
        theirs.append(timed(peer))
        if sum(t for t, _ in ours) > 60 or sum(t for t, _ in theirs) > 60:
            break
    a, b = ours[0][1], theirs[0][1]
    if not abs(a - b) <= 1e-9 * max(1, abs(b)):
        rows.fail(f"{work}: gvc says {a!r}, {peer_name} {b!r}")
    rows.add(work, "s", middle(t for t, _ in ours), peer_name, middle(t for t, _ in theirs), aim)


AGGREGATES = [
    ("HHI of each seller, averaged", "average(sum(l.share_of_sales ^ 2 for l in f.sales) for f in firms)",
     "SELECT avg(h) FROM (SELECT sum(share * share) AS h FROM links GROUP BY supplier)"),
    ("largest share of each seller, averaged", "average(ratio(max(l.share_of_sales for l in f.sales)) for f in firms)",
     "SELECT avg(m) FROM (SELECT max(share) AS m FROM links GROUP BY supplier)"),
    ("sum over all links", "sum(ratio(l.share_of_sales) for l in links)", "SELECT sum(share) FROM links"),
    ("links of more than a tenth", "count(l for l in links where l.share_of_sales > 10%)",
     "SELECT count(*) FROM links WHERE share > 0.1"),
]


def link_rows(rows, benchmark, links, rounds, directory):
    if not importlib.util.find_spec("duckdb"):
        rows.note("duckdb is not there")
        return
    import duckdb

    table = os.path.join(directory, "links.csv")
    gvc = Questions(benchmark, links, table)
    database = duckdb.connect()
    database.execute("SET threads = 1")
    database.execute(
        "CREATE TABLE links AS SELECT supplier::INTEGER AS supplier, buyer::INTEGER AS buyer, share / 100.0::DOUBLE AS share "
        f"FROM read_csv('{table}')")
    for work, question, query in AGGREGATES:
        turns(rows, f"{work}, {links:,} links", gvc, question, "DuckDB",
              # The table of DuckDB is loaded, and so is ours.
              lambda: database.execute(query).fetchone()[0], rounds, 1, again=True)
    gvc.end()


# ---- Graph functions ----


def graph_rows(rows, benchmark, links, rounds, directory):
    table = os.path.join(directory, "edges.csv")
    gvc = Questions(benchmark, links, table)
    buyers, firms = gvc.buyers, gvc.firms
    with open(table) as file:
        next(file)
        edges = [tuple(map(int, line.split(",")[:2])) for line in file]
    source = buyers + firms
    # Against the direction of supply, from the market, which stands before all buyers: they sell to nobody.
    backwards = [(b, a) for a, b in edges] + [(source, b) for b in range(buyers)]
    works = {}

    def way(immediate, actor):
        """How many stand on every way from an actor to the market: those above it in the tree."""
        count = 0
        while (actor := immediate[actor]) != source:
            count += 1
        return count

    def check_all(name, immediate):
        ours = gvc.ask("sum(count(dominators(f)) for f in firms)", False)[1]
        theirs = sum(way(immediate, firm) for firm in range(buyers, buyers + firms) if firm in immediate)
        if ours != theirs:
            rows.fail(f"dominators of all: gvc says {ours!r}, {name} {theirs!r}")

    if importlib.util.find_spec("networkx"):
        import networkx

        graph = networkx.DiGraph(backwards)
        works["NetworkX"] = (
            10,
            lambda: sum(networkx.single_source_shortest_path_length(graph, source).values()) - len(graph) + 1,
            lambda: len(networkx.descendants(graph, 0)),
            lambda: networkx.immediate_dominators(graph, source))
    else:
        rows.note("networkx is not there")
    if importlib.util.find_spec("rustworkx"):
        import rustworkx

        rust = rustworkx.PyDiGraph(multigraph=False)
        rust.add_nodes_from(range(source + 1))
        rust.add_edges_from_no_data(backwards)
        works["rustworkx"] = (
            1,
            lambda: sum(
                depth * len(layer) for depth, layer in enumerate(rustworkx.bfs_layers(rust, [source]))
            ) - source,
            lambda: len(rustworkx.descendants(rust, 0)),
            lambda: rustworkx.immediate_dominators(rust, source))
    else:
        rows.note("rustworkx is not there")
    for name, (times, tiers, reach, dominators) in works.items():
        turns(rows, f"tier of every actor, {links:,} links", gvc, "sum(tier(f) for f in firms)", name, tiers, rounds, 1 / times)
        turns(rows, f"all that supply one buyer, {links:,} links", gvc, "count(upstream(b0))", name, reach, rounds, 1 / times)
        # Both build the tree for the question about one actor.
        actor = buyers + firms - 1
        turns(rows, f"dominators, {links:,} links", gvc, f"count(dominators(f{actor}))", name,
              lambda: way(dominators(), actor), rounds, 1 / times)
        check_all(name, dominators())
    gvc.end()


def main():
    if sys.argv[1:2] == ["--translate"]:
        path = sys.argv[2]
        with open(path, encoding="utf-8") as file:
            texts = translated(file.read())
        for ending, text in zip((".py", ".toml", ".proto"), texts):
            with open(path[:-4] + ending, "w", encoding="utf-8") as file:
                file.write(text)
        return 0
    parser = argparse.ArgumentParser()
    parser.add_argument("gvc")
    parser.add_argument("benchmark")
    numbers = lambda text: [int(part) for part in text.split(",") if part]
    parser.add_argument("--lines", type=numbers, default=[1_000_000])
    parser.add_argument("--links", type=numbers, default=[1_000_000])
    parser.add_argument("--edges", type=numbers, default=[1_000_000])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--out")
    options = parser.parse_args()
    rows = Rows()
    with tempfile.TemporaryDirectory() as directory:
        for lines in options.lines:
            text_rows(rows, options.gvc, options.benchmark, lines, options.rounds, directory)
        for links in options.links:
            link_rows(rows, options.benchmark, links, options.rounds, directory)
        for edges in options.edges:
            graph_rows(rows, options.benchmark, edges, options.rounds, directory)
    print()
    print(rows.table())
    if options.out:
        with open(options.out, "w", encoding="utf-8") as file:
            file.write(rows.table() + "\n")
    return 1 if rows.failures else 0


if __name__ == "__main__":
    sys.exit(main())
