"""Holds what gvc reads of workbooks against other readers: every cell, its value, and whether a formula gave it.

    cells.py GVC [DIRECTORY …]

reads all `.xlsx` files below the directories by `gvc table cells`, openpyxl and, where it is installed, python-calamine.
Without a directory it takes a workbook that gvc itself writes.
"""

import datetime
import json
import pathlib
import subprocess
import sys
import tempfile

import openpyxl

try:
    import python_calamine
except ImportError:
    python_calamine = None


def read(gvc, path):
    """The cells that gvc reads, by sheet and name."""
    command = [gvc, "table", "cells", str(path), "--format", "json"]
    result = subprocess.run(command, capture_output=True, text=True)
    if result.returncode != 0:
        sys.exit(f"{path}: {result.stderr}")
    rows = json.loads(result.stdout)["rows"]
    return {(row["sheet"], row["cell"]): row for row in rows}


def agrees(cell, value):
    """Whether a cell is what another reader says."""
    kind, text = cell["kind"], cell["value"]
    if isinstance(value, bool):
        return kind == "boolean" and text == str(value).lower()
    if isinstance(value, (int, float)):
        return kind == "number" and float(text) == value
    if isinstance(value, datetime.datetime):
        return kind == "date" and datetime.datetime.fromisoformat(text) == value
    if isinstance(value, datetime.time):
        return kind == "time" and datetime.time.fromisoformat(text) == value
    return kind in ("text", "error") and text == value


def against_openpyxl(path, ours):
    """What differs from openpyxl, of values, formulas and which cells there are."""
    values = openpyxl.load_workbook(path, data_only=True)
    formulas = openpyxl.load_workbook(path)
    left = dict(ours)
    for sheet in values.worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            if cell.value is None or cell.value == "":
                continue
            found = left.pop((sheet.title, cell.coordinate), None)
            place = f"{path}!{sheet.title}!{cell.coordinate}"
            if found is None:
                yield f"{place}: {cell.value!r} is missing"
                continue
            if not agrees(found, cell.value):
                yield f"{place}: {cell.value!r} is {found}"
            is_formula = formulas[sheet.title][cell.coordinate].data_type == "f"
            if (found["computed"] == "yes") != is_formula:
                yield f"{place}: computed is {found['computed']!r}"
    for place in left:
        yield f"{path}: {place} is in no other reader"


def against_calamine(path, ours):
    """What differs from python-calamine, of values."""
    book = python_calamine.CalamineWorkbook.from_path(str(path))
    for name in book.sheet_names:
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        for y, row in enumerate(rows):
            for x, value in enumerate(row):
                place = f"{openpyxl.utils.get_column_letter(x + 1)}{y + 1}"
                found = ours.get((name, place))
                if type(value) is datetime.date:
                    value = datetime.datetime.combine(value, datetime.time())
                # It has no errors and no empty texts.
                if value == "" and (found is None or found["kind"] == "error"):
                    continue
                if found is None or not agrees(found, value):
                    yield f"{path}!{name}!{place}: calamine says {value!r}, gvc {found}"


def main():
    gvc, *directories = sys.argv[1:]
    problems = []
    with tempfile.TemporaryDirectory() as scratch:
        if not directories:
            written = pathlib.Path(scratch, "theories.xlsx")
            subprocess.run([gvc, "theory", "list", "-o", written], check=True)
            directories = [scratch]
        paths = sorted(path for each in directories for path in pathlib.Path(each).rglob("*.xlsx"))
        if not paths:
            sys.exit("there is no workbook")
        for path in paths:
            ours = read(gvc, path)
            print(f"{path.name}: {len(ours)} cells")
            problems += against_openpyxl(path, ours)
            if python_calamine:
                problems += against_calamine(path, ours)
    for problem in problems:
        print(problem)
    sys.exit(1 if problems else 0)


main()
