"""The network as a picture in which no name covers another, and as GraphML that other programs can read."""

from __future__ import annotations

from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relsynth.reports.network_plot import GRAPHML, LINE, Tie, network_plot, to_graphml

SVG, G = "{http://www.w3.org/2000/svg}", f"{{{GRAPHML}}}"
TIES = (
    Tie(a="funder", b="school_education", studies=5, constructs=(("STA.TRUST", 4),), codings=("7", "9")),
    Tie(a="funder", b="funder", studies=2),
    Tie(a="nurse", b="school_education", studies=1),
)
ACTORS = {"funder": 6, "nurse": 2, "school_education": 5, "justice": 1}
kinds = st.sampled_from([f"kind_of_actor_{number}" for number in range(40)])
networks = st.lists(st.tuples(kinds, kinds, st.integers(1, 60)), max_size=80).map(
    lambda found: [
        Tie(a=a, b=b, studies=n) for a, b, n in {tuple(sorted(f[:2])): (*sorted(f[:2]), f[2]) for f in found}.values()
    ]
)


def names(plot: ElementTree.Element) -> list[tuple[float, float, str]]:
    return [
        (float(text.attrib["x"]), float(text.attrib["y"]), text.attrib["text-anchor"])
        for text in plot.iter(f"{SVG}text")
        if "text-anchor" in text.attrib
    ]


def test_a_tie_is_a_line_as_wide_as_studies_report_it() -> None:
    plot = ElementTree.fromstring(network_plot(ACTORS, TIES, title="Who"))
    widths = {path.findtext(f"{SVG}title"): path.attrib["stroke-width"] for path in plot.iter(f"{SVG}path")}
    assert widths == {"funder – school education: 5 studies": "9.0", "nurse – school education: 1 study": "1.8"}
    rings = [ring.findtext(f"{SVG}title") for ring in plot.iter(f"{SVG}circle") if len(ring)]
    assert rings == ["funder – funder: 2 studies"]


def test_what_is_not_drawn_is_told() -> None:
    told = network_plot(ACTORS, TIES, title="Who", most=1)
    assert "1 of 3 ties are drawn, the strongest." in told
    assert "Named, and in no tie that is drawn: justice, nurse." in told


@given(networks)
def test_no_name_covers_another(ties: list[Tie]) -> None:
    plot = ElementTree.fromstring(network_plot({}, ties, title="Who", most=100))
    for side in ("start", "end"):
        lines = sorted(y for _, y, anchor in names(plot) if anchor == side)
        assert all(lower - upper >= LINE - 0.2 for upper, lower in pairwise(lines))


@given(networks)
def test_a_graph_has_the_ties_it_was_made_of(ties: list[Tie]) -> None:
    graph = ElementTree.fromstring(to_graphml({}, ties)).find(f"{G}graph")
    assert graph is not None
    kind = {node.attrib["id"]: node.findtext(f"{G}data[@key='kind']") for node in graph.iter(f"{G}node")}
    read = [
        (kind[edge.attrib["source"]], kind[edge.attrib["target"]], int(edge.findtext(f"{G}data[@key='weight']") or 0))
        for edge in graph.iter(f"{G}edge")
    ]
    assert read == [(tie.a, tie.b, tie.studies) for tie in ties]


def test_every_key_of_a_graph_is_declared_with_its_type() -> None:
    root = ElementTree.fromstring(to_graphml(ACTORS, TIES, notes=("A & b.",)))
    declared = {key.attrib["id"]: (key.attrib["for"], key.attrib["attr.type"]) for key in root.iter(f"{G}key")}
    for what in ("node", "edge"):
        used = {datum.attrib["key"] for one in root.iter(f"{G}{what}") for datum in one.iter(f"{G}data")}
        assert used == {name for name, (on, _) in declared.items() if on == what}
    ids = [one.attrib["id"] for what in ("node", "edge", "key", "graph") for one in root.iter(f"{G}{what}")]
    assert len(ids) == len(set(ids))
    assert root.findtext(f"{G}graph/{G}desc") == "A & b."


@pytest.mark.parametrize("text", ["<&>", "a\x00b\x1f", "'\""])
def test_no_name_breaks_the_xml(text: str) -> None:
    tie = Tie(a=text, b=text, studies=1)
    assert ElementTree.fromstring(to_graphml({text: 1}, [tie])).tag == f"{G}graphml"
    assert ElementTree.fromstring(network_plot({text: 1}, [tie], title=text)).tag.endswith("}svg")
