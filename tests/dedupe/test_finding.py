"""What is found among records depends on pairs alone, so that searches added one by one give what all at once give."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relsynth.dedupe import Judgement, find, group, queue
from relsynth.dedupe.matches import Match
from relsynth.records import Origin, Record

TOPICS = (
    "Walking groups in small towns of the northern coast",
    "What two councils paid for a bridge across the sound",
    "Trust between neighbours and the price of fish",
)
BASE = Record(origin=Origin(1, 1), container_title="Journal of Towns", issue="3")


def record(topic: int, copy: int) -> Record:
    """One of a few reports, as one of a few databases has it."""
    whole = replace(
        BASE,
        title=TOPICS[topic],
        authors=(("Berg, Ada", "Okafor, Ben"), ("Lund, Cora",), ("Sand, Dora", "Moor, Emil"))[topic],
        year=2010 + topic,
        volume=str(10 + topic),
        page=f"{topic}01-{topic}09",
        doi=f"10.1234/towns.{topic}",
    )
    as_had = (
        whole,
        replace(whole, doi=None, page=f"{topic}01-9", container_title="J Towns"),
        replace(whole, doi=None, volume=None, page=None),
        replace(whole, title=f"Erratum: {TOPICS[topic]}", page="400", doi=f"10.1234/towns.{topic}e"),
        replace(whole, doi=f"10.9999/other.{topic}"),
        replace(whole, title=None),
    )
    return as_had[copy]


several = st.dictionaries(
    st.integers(100, 999).map("r1:{}".format), st.builds(record, st.integers(0, 2), st.integers(0, 5)), max_size=9
)


def test_records_of_one_report_are_found_with_rule_and_score() -> None:
    (found,) = find({"r1:1": record(0, 0), "r1:2": record(0, 1), "r1:3": record(1, 0)})
    assert (found.a, found.b, found.relation, found.rule) == ("r1:1", "r1:2", "duplicate", "same title and place")
    assert found.score > 0.99


@pytest.mark.parametrize(
    ("copy", "relation"),
    [
        pytest.param(1, "duplicate", id="another-spelling"),
        pytest.param(2, "duplicate", id="no-place"),
        pytest.param(3, "version", id="erratum"),
        pytest.param(4, "unsure", id="another-doi"),
        pytest.param(5, "unsure", id="no-title"),
    ],
)
def test_what_is_found_says_what_the_two_are(copy: int, relation: str) -> None:
    (found,) = find({"r1:1": record(0, 0), "r1:2": record(0, copy)})
    assert found.relation == relation


@settings(deadline=None)
@given(several, st.data())
def test_searches_added_later_give_what_one_run_over_all_gives(records: dict[str, Record], data: st.DataObject) -> None:
    old = set(data.draw(st.lists(st.sampled_from(sorted(records)), unique=True))) if records else set()
    earlier = list(find({one: records[one] for one in old}))
    later = list(find(records, known=old))
    whole = list(find(records))
    assert sorted([*earlier, *later], key=lambda match: (match.a, match.b)) == whole
    assert not {(match.a, match.b) for match in earlier} & {(match.a, match.b) for match in later}


@settings(deadline=None)
@given(several)
def test_what_is_found_of_a_pair_is_found_of_the_pair_alone(records: dict[str, Record]) -> None:
    for match in find(records):
        assert list(find({one: records[one] for one in (match.a, match.b)})) == [match]


@settings(deadline=None)
@given(several)
def test_counts_add_up(records: dict[str, Record]) -> None:
    matches = list(find(records))
    groups = group(records, matches, dois={one: said.doi for one, said in records.items() if said.doi})
    assert len(records) == len(groups) + sum(len(one.members) - 1 for one in groups)


def test_records_that_say_the_same_are_judged_as_each_two_of_them_would_be() -> None:
    records = {f"r1:{n}": record(0, n % 3) for n in range(100, 112)}
    assert len(list(find(records))) == 12 * 11 / 2
    for match in find(records):
        assert list(find({one: records[one] for one in (match.a, match.b)})) == [match]


def test_what_a_person_decides_of_the_queue_is_remembered() -> None:
    records = {"r1:1": record(0, 0), "r1:2": record(0, 4)}
    dois = {one: said.doi for one, said in records.items() if said.doi}
    matches = list(find(records))
    (question,) = queue(group(records, matches, dois=dois), matches)
    answer = Judgement(a=question.a, b=question.b, relation="duplicate", coder="Ana")
    assert [one.members for one in group(records, matches, [answer], dois=dois)] == [("r1:1", "r1:2")]


def test_among_no_records_nothing_is_found() -> None:
    assert list[Match](find({})) == []
