"""Counts the instructions of three fixed workloads and holds them against those that are recorded.

    python3 Tests/Speed/instructions.py GVC BENCHMARK             fails where one rose by more than 5 %
    python3 Tests/Speed/instructions.py GVC BENCHMARK --update    writes the record anew, to be committed with the change
    python3 Tests/Speed/instructions.py --test                    holds the comparison against cases that it must tell apart

Unlike times, the counts of callgrind are the same on a busy machine: two runs differ by less than a thousandth of a
percent. Another toolchain or processor makes others: then the counts are only said.
"""

import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile

RECORD = os.path.join(os.path.dirname(os.path.abspath(__file__)), "instructions.json")
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
LIMIT = 0.05
LINES, SEED = 20_000, 7


def compared(recorded, counts, maker):
    """What to say of counts, a line each, and whether they fail."""
    if recorded is None:
        return ["there is no record: run it with --update"], True
    if recorded["maker"] != maker:
        lines = [f"{name}: {count:,} instructions" for name, count in counts.items()]
        return lines + [f"not compared: recorded with {recorded['maker']}, this is {maker}"], False
    lines, fails = [], False
    for name in sorted(set(recorded["counts"]) | set(counts)):
        old, new = recorded["counts"].get(name), counts.get(name)
        if old is None or new is None:
            lines.append(f"{name}: {'recorded, but not run' if new is None else 'not recorded'}")
            fails = True
            continue
        change = new / old - 1
        line = f"{name}: {new:,} instructions, {change:+.2%}"
        if change > LIMIT:
            line += f": a rise of more than {LIMIT:.0%}; find out why, or record it with --update in the same commit"
            fails = True
        elif change < -LIMIT:
            line += ": record it with --update, so that it stays"
        lines.append(line)
    return lines, fails


def test():
    maker = "one"
    record = {"maker": maker, "counts": {"a": 1000, "b": 2000}}
    cases = [
        ("the same", record, {"a": 1000, "b": 2000}, maker, False),
        ("a rise within the limit", record, {"a": 1049, "b": 2000}, maker, False),
        ("a rise beyond it", record, {"a": 1000, "b": 2101}, maker, True),
        ("a fall", record, {"a": 500, "b": 2000}, maker, False),
        ("a workload that is gone", record, {"a": 1000}, maker, True),
        ("a new workload", record, {"a": 1000, "b": 2000, "c": 1}, maker, True),
        ("another toolchain", record, {"a": 9000, "b": 2000}, "other", False),
        ("no record", None, {"a": 1000}, maker, True),
    ]
    wrong = [what for what, record, counts, by, fails in cases if compared(record, counts, by)[1] != fails]
    print("; ".join(f"wrong on {what}" for what in wrong) or f"{len(cases)} comparisons are right")
    return 1 if wrong else 0


def maker():
    """What the counts depend on beside the source: the toolchain, the C library, and what the processor has."""
    swift = subprocess.run(["swift", "--version"], capture_output=True, text=True, check=True).stdout
    version = re.search(r"Swift version (\S+)", swift)
    valgrind = subprocess.run(["valgrind", "--version"], capture_output=True, text=True, check=True).stdout.strip()
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            wide = " avx2" if re.search(r"\bavx2\b", file.read()) else ""
    except OSError:
        wide = ""
    libc = " ".join(platform.libc_ver())
    return f"Swift {version.group(1) if version else '?'}, {valgrind}, {libc}, {platform.machine()}{wide}"


def count(command, directory, scratch):
    environment = {"PATH": "/usr/bin:/bin", "SWIFT_DETERMINISTIC_HASHING": "1", "LC_ALL": "C"}
    out = os.path.join(scratch, "callgrind.out")
    done = subprocess.run(
        ["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}", *command],
        cwd=directory, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    found = re.search(r"Collected : (\d+)", done.stderr)
    if done.returncode not in (0, 1) or not found:
        raise SystemExit(f"valgrind fails on {' '.join(command)}:\n{done.stderr[-2000:]}")
    return int(found.group(1))


def main():
    arguments = sys.argv[1:]
    if arguments == ["--test"]:
        return test()
    update = "--update" in arguments
    paths = [os.path.abspath(word) for word in arguments if word != "--update"]
    if len(paths) != 2:
        print(__doc__)
        return 2
    if not shutil.which("valgrind"):
        print("valgrind is not there: instructions are not counted")
        return 0
    gvc, benchmark = paths
    counts = {}
    with tempfile.TemporaryDirectory() as scratch:
        with open(os.path.join(scratch, "case.gvc"), "wb") as file:
            subprocess.run(
                [benchmark, "text", "--lines", str(LINES), "--seed", str(SEED)], stdout=file, check=True)
        counts[f"check of {LINES} lines"] = count([gvc, "check", "case.gvc"], scratch, scratch)
        counts["analysis of Samples/brenta"] = count(
            [gvc, "analyze", "Samples/brenta", "--format", "json"], ROOT, scratch)
        counts["picture of Samples/sinos_valley"] = count([gvc, "draw", "Samples/sinos_valley"], ROOT, scratch)
    by = maker()
    if update:
        with open(RECORD, "w", encoding="utf-8") as file:
            json.dump({"maker": by, "counts": counts}, file, indent=2)
            file.write("\n")
    try:
        with open(RECORD, encoding="utf-8") as file:
            recorded = json.load(file)
    except FileNotFoundError:
        recorded = None
    lines, fails = compared(recorded, counts, by)
    print("\n".join(lines))
    return 1 if fails else 0


if __name__ == "__main__":
    sys.exit(main())
