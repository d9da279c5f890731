"""The PRISMA 2020 flow diagram: well-formed, nothing outside of its box, every number in it."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from relsynth.reports.prisma import to_svg
from relsynth.screening.flow import Course, Flow, Identified, flow

SVG = "{http://www.w3.org/2000/svg}"
LONG = "The study does not say how partners related to one another at any level, or says so in passing only"


def review(*reasons: str, others: int = 0, undecided: int = 0, left_out: int = 0, name: str = "PubMed") -> Flow:
    went_on = {"title_abstract": "include", "attached": True}
    courses = [
        Course(study="a", searched=True, full_text="include", **went_on),
        *(Course(study="x", searched=True, full_text="exclude", reason=reason, **went_on) for reason in reasons),
        *(Course(study="o", searched=False, full_text="include", **went_on) for _ in range(others)),
        *(Course(study="o", searched=False, title_abstract="exclude") for _ in range(left_out)),
        *(Course(study="u", searched=True) for _ in range(undecided)),
    ]
    sources = [Identified(method="database", name=name, n=1 + len(reasons) + undecided)]
    sources += [Identified(method="citations", name="OpenAlex", n=others + left_out)] if others + left_out else []
    return flow(sources, courses)


@dataclass(frozen=True)
class Drawn:
    """What is in a picture: its texts, in order, and its frames as (left, top, right, bottom)."""

    root: etree._Element
    texts: list[str]
    frames: list[tuple[float, float, float, float]]


def drawn(found: Flow) -> Drawn:
    root = etree.fromstring(to_svg(found).encode())
    frames = [
        (x, y, x + width, y + height)
        for rect in root.iter(f"{SVG}rect")
        if rect.get("stroke")
        for x, y, width, height in [[float(rect.get(name) or 0) for name in ("x", "y", "width", "height")]]
    ]
    return Drawn(root, ["".join(text.itertext()) for text in root.iter(f"{SVG}text")], frames)


def plain(texts: list[str]) -> list[str]:
    return [text.replace("\N{NO-BREAK SPACE}", " ") for text in texts]


def test_the_boxes_are_those_of_the_template_in_its_order() -> None:
    assert plain(drawn(review("Wrong setting")).texts) == [
        "Identification of studies via databases and registers",
        *("Records identified from:", "Databases (n = 2)", "PubMed (n = 2)", "Registers (n = 0)"),
        *("Records removed before screening:", "Duplicate records removed (n = 0)"),
        *(
            "Records marked as ineligible by",
            "automation tools (n = 0)",
            "Records removed for other reasons",
            "(n = 0)",
        ),
        *("Records screened (n = 2)", "Records excluded (n = 0)"),
        *("Reports sought for retrieval (n = 2)", "Reports not retrieved (n = 0)"),
        *("Reports assessed for eligibility (n = 2)", "Reports excluded:", "Wrong setting (n = 1)"),
        *("Studies included in review (n = 1)", "Reports of included studies (n = 1)"),
        *("Identification", "Screening", "Included"),
    ]


def test_other_methods_are_a_column_of_their_own_where_there_are_any() -> None:
    without, with_others = drawn(review()), drawn(review(others=2))
    assert float(with_others.root.get("width") or 0) > 1.8 * float(without.root.get("width") or 0)
    assert "Identification of studies via other methods" in with_others.texts
    assert "Citation searching (n = 2)" in plain(with_others.texts)
    assert plain(with_others.texts).count("Records screened (n = 1)") == 1, "the template has that box once"


def test_other_methods_show_what_was_left_out_by_title_where_any_was() -> None:
    assert "Records excluded (n = 3)" in plain(drawn(review(others=1, left_out=3)).texts)


def test_what_is_not_yet_decided_is_dashed_and_only_there_while_screening_goes_on() -> None:
    going_on, done = drawn(review(undecided=4)), drawn(review())
    assert "Records to screen (n = 4)" in plain(going_on.texts)
    assert len(going_on.root.findall(f"{SVG}rect[@stroke-dasharray]")) == 1
    assert not [text for text in done.texts if "decided" in text]


@pytest.mark.parametrize(
    "found",
    [
        pytest.param(flow([], []), id="nothing"),
        pytest.param(review(), id="small"),
        pytest.param(review(*(f"{LONG} ({n})" for n in range(12)), others=3, undecided=2), id="twelve-long-reasons"),
        pytest.param(review("x" * 300, name="学習共同体" * 20), id="words-without-end"),
    ],
)
def test_no_box_lies_on_another_or_leaves_the_picture(found: Flow) -> None:
    picture = drawn(found)
    width, height = (float(picture.root.get(name) or 0) for name in ("width", "height"))
    for n, (left, top, right, bottom) in enumerate(picture.frames):
        assert left >= 0
        assert top >= 0
        assert right <= width
        assert bottom <= height
        for other in picture.frames[n + 1 :]:
            assert right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top


def test_boxes_grow_with_the_reasons() -> None:
    tall = [max(bottom - top for _, top, _, bottom in drawn(review(*[LONG] * n)).frames) for n in (1, 12)]
    few = max(bottom - top for _, top, _, bottom in drawn(review(*(f"{LONG} {n}" for n in range(12)))).frames)
    assert few > 4 * tall[0]


def test_it_is_told_in_words_for_those_who_do_not_see_it() -> None:
    picture = drawn(review("Wrong setting"))
    assert picture.root.get("role") == "img"
    ids = (picture.root.get("aria-labelledby") or "").split()
    told = [one for one in picture.root if one.get("id") in ids]
    assert [one.tag for one in told] == [f"{SVG}title", f"{SVG}desc"]
    assert "Wrong setting (n = 1)" in (told[1].text or "")


def test_notes_stand_under_the_diagram() -> None:
    assert drawn(review(undecided=1)).texts[-1].startswith("Screening goes on")


@given(st.text(max_size=80), st.text(max_size=80))
def test_whatever_names_and_reasons_say_it_is_well_formed(name: str, reason: str) -> None:
    picture = drawn(review(reason, name=name))
    assert {element.tag.removeprefix(SVG) for element in picture.root.iter()} <= {
        *("svg", "title", "desc", "defs", "marker", "path", "rect", "text"),
    }
