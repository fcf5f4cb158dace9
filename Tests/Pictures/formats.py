"""Reads what `gvc draw` writes for other tools with their own readers: python formats.py GVC PROJECT ...

Graphviz takes the DOT, NetworkX the GraphML and the GEXF, and the actors and links are the same in all. A case full
of names that are markup somewhere is among the projects.
"""

import csv
import io
import json
import shutil
import subprocess
import sys

import networkx

HOSTILE = r'''
use caspari2003
buyer house "<script>alert(1)</script> & \"quotes\" ]]> --> \\N" { country: US }
firm maker "=HYPERLINK(1) | `x` \\ ${x} #1; \u{202E}evil\u{1B}[31m" { country: IN }
agent middle "{{[(\"</data></title>'"
link maker -> middle { share_of_sales: 60% }
link middle -> house { governance: quasi_hierarchical }
tie maker -- middle
'''


def written(gvc, project, form):
    text = HOSTILE if project == "-" else None
    command = [gvc, "draw", project, "--format", form]
    return subprocess.run(command, input=text, capture_output=True, text=True, check=True).stdout


def main():
    gvc, *projects = sys.argv[1:]
    for project in projects + ["-"]:
        links = list(csv.DictReader(io.StringIO(written(gvc, project, "csv"))))
        actors = list(csv.DictReader(io.StringIO(written(gvc, project, "csv-actors"))))
        size = (len(actors), len(links))
        assert actors and not any(cell[:1] in "=+@" for row in actors for cell in row.values() if cell), actors
        graphml = networkx.parse_graphml(written(gvc, project, "graphml"))
        gexf = networkx.read_gexf(io.BytesIO(written(gvc, project, "gexf").encode()))
        kumu = json.loads(written(gvc, project, "kumu"))
        for graph in (graphml, gexf):
            assert (graph.number_of_nodes(), graph.number_of_edges()) == size, project
        labels = {element["label"] for element in kumu["elements"]}
        assert len(labels) == size[0], project
        assert sum(c["direction"] == "directed" for c in kumu["connections"]) == size[1]
        assert all(c["from"] in labels and c["to"] in labels for c in kumu["connections"])
        dot = written(gvc, project, "dot")
        if shutil.which("dot"):
            read = subprocess.run(["dot", "-Tjson"], input=dot, capture_output=True, text=True, check=True)
            assert read.stderr == "", read.stderr
            objects = [o for o in json.loads(read.stdout).get("objects", []) if "nodes" not in o and "subgraphs" not in o]
            assert len([o for o in objects if not o["name"].startswith("cluster")]) == size[0], project
        assert "<" not in written(gvc, project, "mermaid").split("flowchart", 1)[1], project
        print(f"{project}: {size[0]} actors and {size[1]} links in every format")
    return 0


sys.exit(main())
