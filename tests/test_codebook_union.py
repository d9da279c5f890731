"""Several codebooks as one: nothing is decided between them, and one alone stays as it is."""

from __future__ import annotations

import json
from typing import Any

import pytest

from made_up import TIES, TRUST, code, codebook
from relsynth.codebook import Codebook
from relsynth.codebook_union import ClashError, united
from relsynth.formats.codebook_writing import write_codebook
from relsynth.formats.codebook_yaml import read_codebook

WEEK = code("WEA.WEEK", "week*", type="event", levels=["person"], crosswalk=["BOOK:weeks"])


def small(*codes: dict[str, Any], **others: Any) -> Codebook:
    return read_codebook(codebook(*codes, **others))


def second(**others: Any) -> Codebook:
    """A book of another kind: its own domain, type of codes, levels, source and mask."""
    content = {
        "id": "second",
        "version": "2",
        "domains": [{"id": "WEA", "label": "Weather"}],
        "construct_types": ["event"],
        "facets": {
            "level": {"definition": "Of whom.", "values": ["person"], "rules": {"person": "One."}},
            "colour": {"definition": "Which.", "values": ["red"]},
        },
        "sources": {"BOOK": {"cite": "Somebody, 2021"}},
        "lexicon": {"partner_anchors": ["driver*"], "masks": {"trust": ["trust fund"]}},
        "unit_of_coding": {"segment": "A page.", "weather": "Where it is said."},
        "gap_thresholds": {"n_min": "99"},
        **others,
    }
    return small(WEEK, **content)


MAIN = small(TRUST, TIES)


def test_one_book_alone_stays_as_it_is() -> None:
    assert united(("a.yaml", MAIN), []) is MAIN


def test_the_codes_of_all_follow_each_other() -> None:
    one = united(("a.yaml", MAIN), [("b.yaml", second())])
    assert [each.id for each in one.codes] == ["STA.TRUST", "NET.TIES", "WEA.WEEK"]
    assert [domain.id for domain in one.domains][-1] == "WEA"
    assert (one.id, one.version) == ("small+second", f"{MAIN.version}+2")


def test_the_main_book_leads_and_the_rest_is_added() -> None:
    one = united(("a.yaml", MAIN), [("b.yaml", second())])
    assert one.gap_thresholds == MAIN.gap_thresholds
    assert one.unit_of_coding == {**MAIN.unit_of_coding, "weather": "Where it is said."}
    level = one.facets["level"]
    assert level.definition == MAIN.facets["level"].definition
    assert level.values == (*MAIN.facets["level"].values, "person")
    assert level.rules["person"] == "One."
    assert one.facets["colour"].values == ("red",)
    assert set(one.sources) == {"OWN", "BOOK"}
    assert "event" in one.construct_types
    assert "driver*" in one.lexicon.partner_anchors
    assert "trust fund" in one.lexicon.masks["trust"]


def test_a_union_is_whole_and_is_read_back_as_it_was() -> None:
    one = united(("a.yaml", MAIN), [("b.yaml", second())])
    assert read_codebook(write_codebook(one)).digest == one.digest
    assert one.digest not in {MAIN.digest, second().digest}
    assert one.construct_of("WEA.WEEK") == "WEA.WEEK"


def test_two_books_may_share_a_domain_and_a_source_that_they_tell_alike() -> None:
    shared = [domain.model_dump() for domain in MAIN.domains]
    other = small(code("STA.HOPE", "hope*"), id="third", domains=shared)
    one = united(("a.yaml", MAIN), [("b.yaml", other)])
    assert one.domains == MAIN.domains
    assert "STA.HOPE" in {each.id for each in one.codes}


@pytest.mark.parametrize(
    ("other", "problem"),
    [
        pytest.param(
            small(TRUST, id="third"),
            "codes.STA.TRUST: is in both a.yaml and b.yaml; rename one of the two",
            id="a-code-of-the-same-id",
        ),
        pytest.param(
            second(domains=[{"id": "WEA", "label": "Weather"}, {"id": "STA", "label": "Stars"}]),
            "domains.STA: is one thing in a.yaml and another in b.yaml; rename one of the two, or make them alike",
            id="a-domain-of-another-name",
        ),
        pytest.param(
            second(sources={"BOOK": {"cite": "Somebody"}, "OWN": {"cite": "Somebody else"}}),
            "sources.OWN: is one thing in a.yaml and another in b.yaml; rename one of the two, or make them alike",
            id="a-source-cited-otherwise",
        ),
    ],
)
def test_a_clash_names_both_files_and_the_remedy(other: Codebook, problem: str) -> None:
    with pytest.raises(ClashError) as refused:
        united(("a.yaml", MAIN), [("b.yaml", other)])
    assert [str(each) for each in refused.value.problems] == [problem]


def test_what_contradicts_between_books_is_refused() -> None:
    later = json.loads(codebook(code("WEA.RAIN", "rain", replaces=["STA.TRUST"]), id="third"))
    later["domains"] = [{"id": "WEA", "label": "Weather"}]
    with pytest.raises(ClashError, match=r"'STA\.TRUST' is a code here still"):
        united(("a.yaml", MAIN), [("b.yaml", read_codebook(json.dumps(later)))])
