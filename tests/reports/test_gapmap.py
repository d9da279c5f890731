"""The gap map page, without a browser: what it embeds, what it refuses, what it says without a script."""

import base64
import hashlib
from dataclasses import replace

import pytest
from lxml import html

from gapmap_pages import coding, large_page, small_page
from relsynth.reports.gapmap import content_policy, render
from relsynth.reports.gapmap_page import MapConstruct, MapGap, MapStudy


def parsed(page):
    return html.document_fromstring(render(page))


def table_of(page):
    return [[" ".join(cell.text_content().split()) for cell in row] for row in parsed(page).iterfind(".//table//tr")]


def test_the_table_stands_without_a_script():
    assert table_of(small_page()) == [
        ["Construct", "All", "Introduction", "Methods", "Results", "Lessons learned"],
        ["States", "3 / 4", "·", "1", "2", "1"],  # study 1 lacks trust, yet has respect
        ["Trust", "3 / 4 (1 lack)", "·", "1", "2 (1 lack)", "1"],
        ["Respect gap thin: more not found by the machine", "1 / 4", "·", "·", "1", "·"],
        ["Goals", "0 / 4", "·", "·", "·", "·"],
        ["Shared vision gap absent: not found by the machine", "0 / 4", "·", "·", "·", "·"],
    ]


def test_a_study_that_also_reports_presence_is_not_lack_only():
    lacking = coding("STA.TRUST", 0, "results", "Later the rafters lost faith.", lack=True)
    page = small_page(codings=(*small_page().codings, lacking))
    assert table_of(page)[2][4] == "2 (1 lack)"


@pytest.mark.parametrize(
    ("k", "n", "shade"),
    [
        pytest.param(0, 20, "s0", id="none"),
        pytest.param(1, 20, "s1", id="five-percent-is-still-the-lightest"),
        pytest.param(2, 20, "s2", id="ten-percent"),
        pytest.param(3, 20, "s3", id="fifteen-percent"),
        pytest.param(8, 20, "s4", id="forty-percent"),
        pytest.param(9, 20, "s5", id="above-forty-percent"),
    ],
)
def test_shade_follows_the_share_of_studies(k, n, shade):
    construct = replace(small_page().constructs[0], k=k, gaps=())
    page = small_page(
        n=n,
        studies=tuple(MapStudy(citation=f"Oake ({at})") for at in range(n)),
        constructs=(construct,),
        codings=tuple(coding("STA.TRUST", study, "methods", "They trusted it.") for study in range(k)),
    )
    (row,) = [row for row in parsed(page).iterfind(".//tbody/tr") if row[0].text_content().strip() == "Trust"]
    assert row[3].get("class").split() == [shade]


def test_only_empty_cells_of_a_construct_with_a_gap_are_hatched():
    rows = {row[0].text.strip(): row for row in parsed(small_page()).iterfind(".//tbody/tr")}
    hatched = {name: ["hatched" in cell.get("class") for cell in row[2:]] for name, row in rows.items()}
    assert hatched["Trust"] == [False] * 4
    assert hatched["Respect"] == [True, True, False, True]
    assert hatched["Shared vision"] == [True] * 4


def test_a_firm_gap_looks_different_and_says_so():
    firm = MapGap(
        kind="absent", wording="not reported (firm)", firm=True, k=0, n=4, lower=0, upper=0.49, threshold="k = 0"
    )
    constructs = (*small_page().constructs[:2], replace(small_page().constructs[2], gaps=(firm,)))
    (gap,) = parsed(small_page(constructs=constructs)).xpath("//tbody//span[contains(@class, 'firm')]")
    assert " ".join(gap.text_content().split()) == "gap absent: not reported (firm)"


@pytest.mark.parametrize(
    ("left_out", "said"),
    [
        pytest.param((), "No paper is left out of n.", id="none"),
        pytest.param((("abstract only", 1),), "Left out of every n: 1 paper (abstract only: 1).", id="one"),
        pytest.param(
            (("no body", 1200), ("not English (fr)", 2)),
            "Left out of every n: 1,202 papers (no body: 1200; not English (fr): 2).",
            id="many",
        ),
    ],
)
def test_what_is_left_out_is_printed_under_the_table(left_out, said):
    assert said == " ".join(parsed(small_page(left_out=left_out)).find(".//footer/p").text_content().split())


def test_the_foot_says_by_whom_and_with_what():
    foot = " ".join(parsed(small_page()).find(".//footer").text_content().split())
    said = (
        "partnering 1.0.0 (3fa2)",
        "lexicon@3fa2",
        "relsynth 0.1.0",
        "2024-05-06",
        "Sections were not recognised in 1 study.",
    )
    assert [one for one in said if one not in foot] == []
    assert "Counts are studies, never segments" in foot
    assert "Absence in text is not absence in practice" in foot


def test_the_policy_allows_exactly_the_style_and_script_that_are_there():
    document = parsed(small_page())
    policy = document.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    style, script = document.findtext(".//style"), document.xpath("string(//script[not(@type)])")
    for text, directive in ((style, "style-src"), (script, "script-src")):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{directive} 'sha256-{digest}';" in policy
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy


def test_the_policy_changes_with_what_it_allows():
    assert content_policy(style="a", script="b") != content_policy(style="a", script="c")


def test_nothing_runs_or_is_styled_outside_the_policy():
    document = parsed(large_page(studies=20, codings=100))
    attributes = {name for element in document.iter() for name in element.keys()}  # noqa: SIM118 -- lxml
    assert {name for name in attributes if name.startswith("on") or name in {"style", "src", "action"}} == set()
    assert [link.get("href") for link in document.iterfind(".//a")] == ["#map"]


HOSTILE = "</script><script>alert(1)</script>"


def test_hostile_words_stay_words_in_every_field():
    page = small_page(
        title=HOSTILE,
        codebook=HOSTILE,
        coders=(HOSTILE,),
        notes=(HOSTILE,),
        left_out=((HOSTILE, 1),),
        domains=(("STA", HOSTILE), ("GOAL", "Goals")),
        studies=(MapStudy(citation=HOSTILE, title=HOSTILE, journal=HOSTILE, doi=HOSTILE), *small_page().studies[1:]),
    )
    document = parsed(page)
    assert document.findtext(".//h1") == HOSTILE
    assert len(document.findall(".//script")) == 4  # what is embedded, in three, and our own


def test_a_page_about_nothing_is_a_page():
    page = small_page(
        n=0,
        papers=0,
        studies=(),
        codings=(),
        left_out=(),
        notes=(),
        coders=(),
        constructs=(MapConstruct(id="STA.TRUST", label="Trust", domain="STA", definition="", k=0, lower=0, upper=1),),
    )
    assert ["Trust", "0 / 0", "·", "·", "·", "·"] in table_of(page)
    assert "nobody yet" in render(page)


def test_the_same_page_gives_the_same_bytes():
    assert render(small_page()) == render(small_page())


@pytest.mark.parametrize(
    ("view", "chosen"),
    [
        pytest.param((), ["construct", "section", "count"], id="usual"),
        pytest.param((("rows", "role"),), ["role", "section", "count"], id="rows"),
        pytest.param(
            (("cols", "purpose"), ("cell", "balance")), ["construct", "purpose", "balance"], id="columns-cell"
        ),
    ],
)
def test_the_first_view_is_what_the_lists_stand_at(view, chosen):
    document = parsed(small_page(view=view))
    lists = (document.find(f".//select[@name='{name}']") for name in ("rows", "cols", "cell"))
    assert [each.xpath(".//option[@selected]/@value") for each in lists] == [[value] for value in chosen]


def test_every_axis_is_offered_for_rows_and_for_columns():
    document = parsed(large_page(studies=20, codings=100))
    rows, columns = (document.xpath(f"//select[@name='{name}']//option/@value") for name in ("rows", "cols"))
    assert rows == columns
    assert {"construct", "domain", "section", "phase", "year", "country", "RIVER"} <= set(rows)
    groups = document.xpath("//select[@name='rows']/optgroup/@label")
    assert groups == ["Codebook", "Facets", "Studies", "Frameworks"]
