"""The gap map page, without a browser: what it embeds, what it refuses, what it says without a script."""

import base64
import hashlib
import json
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from gapmap_pages import coding, large_page, small_page
from relsynth.reports.gapmap import MapConstruct, MapGap, MapStudy, content_policy, embed, render


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


def without_lessons(page):
    return replace(page.facets[0], values=page.facets[0].values[:-1])


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        pytest.param(lambda _: {"facets": ()}, "the first facet must be the section", id="no-section"),
        pytest.param(lambda _: {"n": 5}, "n is 5, the page lists 4 studies", id="n"),
        pytest.param(lambda p: {"domains": p.domains[1:]}, "STA.TRUST: unknown domain 'STA'", id="domain"),
        pytest.param(
            lambda p: {"codings": p.codings[1:2]}, "STA.TRUST: k is 3, its codings give 1", id="k-without-codings"
        ),
        pytest.param(
            lambda p: {"codings": (*p.codings, coding("X", 0, "results", "No."))},
            "unknown construct 'X'",
            id="construct",
        ),
        pytest.param(
            lambda p: {"codings": (*p.codings, coding("STA.TRUST", -1, "results", "No."))}, "no study -1", id="study"
        ),
        pytest.param(
            lambda p: {"codings": (*p.codings, coding("STA.TRUST", 0, "results", "No.", mark=(1, 4)))},
            "mark 1-4 lies outside its quote",
            id="mark",
        ),
        pytest.param(
            lambda p: {"facets": (without_lessons(p),)}, "unknown section 'lessons_learned'", id="section-value"
        ),
        pytest.param(
            lambda p: {"codings": (*p.codings, coding("STA.TRUST", 0, "results", "No.", facets=(("role", ("foe",)),)))},
            "unknown role 'foe'",
            id="facet-value",
        ),
    ],
)
def test_a_page_that_contradicts_itself_is_refused(changes, problem):
    page = small_page()
    with pytest.raises(ValueError, match=re.escape(problem)):
        render(replace(page, **changes(page)))


def test_many_problems_are_counted_and_the_first_ones_named():
    wrong = tuple(coding(f"X{at}", 0, "results", "No.", evidence=False) for at in range(8))
    with pytest.raises(ValueError, match=r"unknown construct 'X4'; and 3 more$"):
        render(small_page(codings=(*small_page().codings, *wrong)))


def test_a_facet_that_the_page_does_not_list_is_not_shown():
    page = small_page(
        codings=(*small_page().codings, coding("STA.TRUST", 0, "results", "So.", facets=(("moon", ("full",)),)))
    )
    assert "moon" not in render(page)


def data_of(page):
    return json.loads(parsed(page).find(".//script[@id='data']").text)


def test_every_quote_travels_whole_and_once():
    page = large_page(studies=30, codings=300)
    data = data_of(page)
    place_of_quote = 4
    assert [data["texts"][row[place_of_quote]] for row in data["codings"]] == [one.quote for one in page.codings]
    assert len(set(data["texts"])) == len(data["texts"])


def test_shared_sentences_are_stored_once():
    codings = tuple(coding("STA.TRUST", study, "results", "They trusted it.", place="d1:1 0-16") for study in range(3))
    page = small_page(codings=codings, constructs=(replace(small_page().constructs[0], k=3),))
    assert data_of(page)["texts"].count("They trusted it.") == 1


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


@given(st.text(alphabet=st.one_of(st.characters(codec="utf-8"), st.sampled_from("<>&/!-\u2028\u2029\"'"))))
def test_embedded_text_comes_back_and_cannot_end_its_element(text):
    embedded = embed({"text": text})
    assert json.loads(embedded) == {"text": text}
    assert not set(embedded) & set("<>&\u2028\u2029")


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
    assert len(document.findall(".//script")) == 2


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
