"""Writes a workbook in the form of the VCA4D studies, of an invented chain; with `--faults`, as published ones have them.
The same bytes every time, by the standard library alone.

    workbook.py [--faults] FILE.xlsx
"""

import sys
import zipfile
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

# None is an empty cell; ("f", formula, value) a computed one; ("e", text) an error; FAULT(a, b) is b with faults, else a.
FAULTS = "--faults" in sys.argv


def FAULT(right, wrong):
    return wrong if FAULTS else right


SHEETS = {
    "Study id": [
        ["Property", "Value", "Unit"],
        ["Country", "Nowhere", "-"],
        ["Commodity", "Tea", "-"],
        ["Reference Year", 2020, "-"],
        ["Currency (ISO)", "KES", "-"],
    ],
    "Actor types": [
        ["Actor type code", "Stage", "Actor type name"],
        [1, "Producers", "Smallholders"],
        [2, "Producers", "Estates"],
        [3, "Collectors", "Collectors"],
        [4, "Processors", "Tea factories"],
        [5, "Wholesalers", "Exporters"],
        [6, "End use", "Buyers abroad"],
        # A stage without an actor: no row.
        [None, "Retailers", None],
    ],
    "Flow by actor type": [
        ["Seller actor type code", "Seller Name", "Buyer actor type code", "Buyer Name", "Products",
         "Volume exchanged (kg Of product)", "Monetary value", "Unitary price (local curency)",
         "Volume Unit", "Remark"],
        [1, "Smallholders", 3, "Collectors", "Green leaf", 4000, 120000000, 30000, "Ton", None],
        [1, "Smallholders", 4, "Tea factories", "Green leaf", 1000, FAULT(32000000, "32000à000"), 32000, "Ton", None],
        # A stray space and other letters: the same actor.
        [3, FAULT("Collectors", "collectors "), 4, "Tea factories", "Green leaf", 4000, ("f", "F4*H4", 140000000), 35000, "Ton", None],
        # Another spelling, which only a person can decide.
        [2, "Estates", 4, FAULT("Tea factories", "Tea-factory"), "Green leaf", 2000, 70000000, 35000, "Ton", None],
        [4, "Tea factories", 5, "Exporters", "Made tea", 1400, FAULT(350000000, ("e", "#DIV/0!")), 250000, "Ton", None],
        # Own use: no link.
        [1, "Smallholders", 1, "Smallholders", "Green leaf", 50, 1500000, 30000, "Ton", "Own use"],
        [5, "Exporters", 6, "Buyers abroad", "Made tea", 1400, 490000000, 350, "Kilogram", None],
        # A total below the table.
        [None, None, None, None, None, None, 853500000, None, None, None],
    ],
    "Indicator by actor type": [
        ["Actor type code", "Actor type Name", "Number of actors in the value chain"],
        [1, "Smallholders", 25000.4610424909],
        [2, "Estates", 12],
        [3, "Collectors", 300],
        [4, "Tea factories", "n/a"],
        [5, "Exporters", 9],
    ],
}


def column(index):
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell(name, value, texts):
    if value is None:
        return ""
    if isinstance(value, tuple) and value[0] == "f":
        return f'<c r="{name}"><f>{escape(value[1])}</f><v>{value[2]}</v></c>'
    if isinstance(value, tuple):
        return f'<c r="{name}" t="e"><v>{escape(value[1])}</v></c>'
    if isinstance(value, str):
        index = texts.setdefault(value, len(texts))
        return f'<c r="{name}" t="s"><v>{index}</v></c>'
    return f'<c r="{name}"><v>{value!r}</v></c>'


def sheet(rows, texts):
    out = []
    for y, row in enumerate(rows, 1):
        cells = "".join(cell(f"{column(x)}{y}", value, texts) for x, value in enumerate(row))
        out.append(f'<row r="{y}">{cells}</row>')
    return f'<worksheet xmlns="{MAIN}"><sheetData>{"".join(out)}</sheetData></worksheet>'


def relationships(targets):
    items = "".join(
        f'<Relationship Id="rId{number}" Type="{REL}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1))
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{space}">{items}</Relationships>'


def parts(sheets):
    texts = {}
    pages = [sheet(rows, texts) for rows in sheets.values()]
    base = "application/vnd.openxmlformats-officedocument.spreadsheetml."
    kinds = [("xl/workbook.xml", "sheet.main"), ("xl/sharedStrings.xml", "sharedStrings")]
    kinds += [(f"xl/worksheets/sheet{n}.xml", "worksheet") for n in range(1, len(pages) + 1)]
    overrides = "".join(
        f'<Override PartName="/{path}" ContentType="{base}{kind}+xml"/>' for path, kind in kinds)
    yield "[Content_Types].xml", (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>')
    yield "_rels/.rels", relationships([("officeDocument", "xl/workbook.xml")])
    names = "".join(
        f'<sheet name="{escape(name)}" sheetId="{n}" r:id="rId{n}"/>' for n, name in enumerate(sheets, 1))
    yield "xl/workbook.xml", f'<workbook xmlns="{MAIN}" xmlns:r="{REL}"><sheets>{names}</sheets></workbook>'
    targets = [("worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(pages) + 1)]
    yield "xl/_rels/workbook.xml.rels", relationships(targets + [("sharedStrings", "sharedStrings.xml")])
    for number, page in enumerate(pages, 1):
        yield f"xl/worksheets/sheet{number}.xml", page
    items = "".join(f"<si><t xml:space=\"preserve\">{escape(text)}</t></si>" for text in texts)
    yield "xl/sharedStrings.xml", f'<sst xmlns="{MAIN}">{items}</sst>'


def main():
    with zipfile.ZipFile(sys.argv[-1], "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts(SHEETS):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, '<?xml version="1.0" encoding="UTF-8"?>\n' + text)


main()
