"""Reads every workbook of some directories by the mapping of `Samples/vca4d`, and says what became of the rows.

    vca4d.py GVC DIRECTORY …

Fails where a workbook cannot be read, a sheet or column is not found, or the rows that are read, skipped and in error do not
add up to the rows of the sheet. What is wrong in the cells of a published workbook is printed, and is no failure.
"""

import collections
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]


def run(*arguments):
    return subprocess.run([str(each) for each in arguments], capture_output=True, text=True)


def study(gvc, workbook):
    """The currency and the year that the first sheet states."""
    cells = json.loads(run(gvc, "table", "cells", workbook, "--format", "json").stdout)["rows"]
    sheet = cells[0]["sheet"]
    values = {cell["cell"]: cell["value"] for cell in cells if cell["sheet"] == sheet}
    found = {
        values[cell].lower(): values.get("B" + cell[1:], "") for cell in values if cell[0] == "A"}
    code = found.get("currency (iso)") or found.get("currency unit afa", "")
    year = found.get("reference year", "")
    return (code if re.fullmatch("[A-Z]{3}", code) else "XXX"), year


def check(gvc, workbook, scratch):
    currency, year = study(gvc, workbook)
    folder = pathlib.Path(scratch, workbook.stem)
    folder.mkdir()
    shutil.copy(ROOT / "Samples/vca4d/mapping.gvc", folder)
    shutil.copy(workbook, folder / "study.xlsx")
    (folder / "case.gvc").write_text(
        f'source study {{ title: "{workbook.stem}" year: {year} }}\n'
        f'workbook book "study.xlsx" {{ facts_from: study currency: "{currency}" price_year: {year} }}\n')
    print(f"{workbook.name}: {currency} {year}")
    problems = []
    tables = run(gvc, "table", "check", folder)
    counts = re.findall(r"^(\w+): .*\n  (\d+) rows?: (\d+) read, (\d+) skipped.*?, (\d+) in error$",
                        tables.stdout, re.M)
    if len(counts) != 3:
        problems.append(f"{len(counts)} tables are read, not 3: {tables.stdout}{tables.stderr}")
    for name, rows, read, skipped, errors in counts:
        print(f"  {name}: {rows} rows, {read} read, {skipped} skipped, {errors} in error")
        if int(rows) != int(read) + int(skipped) + int(errors):
            problems.append(f"the rows of {name} do not add up")
    report = json.loads(run(gvc, "check", folder, "--format", "json").stdout)
    codes = collections.Counter()
    for diagnostic in report["diagnostics"]:
        codes[diagnostic["code"]] += 1
        if diagnostic["severity"] != "note":
            print(f"    {diagnostic['code']} {diagnostic['message']}")
    for code in ("GVC0600", "GVC0601", "GVC0602", "GVC0606", "GVC0607"):
        if codes[code]:
            problems.append(f"{codes[code]} times {code}")
    return problems


def main():
    gvc, *directories = sys.argv[1:]
    books = sorted(path for each in directories for path in pathlib.Path(each).rglob("*.xlsx"))
    if not books:
        sys.exit("there is no workbook")
    problems = []
    with tempfile.TemporaryDirectory() as scratch:
        for book in books:
            problems += [f"{book.name}: {each}" for each in check(gvc, book, scratch)]
    for problem in problems:
        print(problem)
    sys.exit(1 if problems else 0)


main()
