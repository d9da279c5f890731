"""Who interacts with whom: the same pairs in the table, the graph and the picture."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from made_up import coded_project
from relsynth import open_project, workflow
from relsynth.errors import InputError
from relsynth.reports.network_plot import GRAPHML

G = f"{{{GRAPHML}}}"


def test_table_and_graph_have_the_same_pairs(examples: Path) -> None:
    with open_project(examples) as project:
        found = workflow.network(project)
    root = ElementTree.fromstring(found.graph or "")
    kind = {node.attrib["id"]: node.findtext(f"{G}data[@key='kind']") for node in root.iter(f"{G}node")}
    edges = [
        (kind[edge.attrib["source"]], kind[edge.attrib["target"]], int(edge.findtext(f"{G}data[@key='weight']") or 0))
        for edge in root.iter(f"{G}edge")
    ]
    assert edges == [row[:3] for row in found.table.rows]
    assert "<svg" in (found.picture or "")


def test_one_construct_has_fewer_pairs_than_all(examples: Path) -> None:
    with open_project(examples) as project:
        every, one = workflow.network(project).table, workflow.network(project, code="STA.TRUST").table
    assert one.title == "Who interacts with whom: Trust among implementing actors"
    assert {row[:2] for row in one.rows} < {row[:2] for row in every.rows}


def test_a_codebook_that_tells_no_sides_is_refused(tmp_path: Path) -> None:
    with coded_project(tmp_path, 1) as project, pytest.raises(InputError, match="no facet 'dyad'"):
        workflow.network(project)
