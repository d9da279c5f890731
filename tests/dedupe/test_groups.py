"""Groups are the same in whatever order matches come, and a person's word holds against the machine's."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relsynth.dedupe.groups import group, queue
from relsynth.dedupe.matches import Group, Judgement, Match, Relation, Verdict

IDS = "abcdef"


def match(pair: str, relation: Relation = "duplicate", score: float = 0.99) -> Match:
    return Match(a=pair[0], b=pair[1], relation=relation, rule="alike in all", score=score)


def judged(pair: str, relation: Verdict) -> Judgement:
    return Judgement(a=pair[0], b=pair[1], relation=relation, coder="Ana")


def members(groups: Sequence[Group]) -> list[str]:
    """Groups of more than one, as words."""
    return ["".join(one.members) for one in groups if len(one.members) > 1]


@pytest.mark.parametrize(
    ("matches", "judgements", "dois", "expected"),
    [
        pytest.param([], [], {}, [], id="nothing"),
        pytest.param([match("ab"), match("bc")], [], {}, ["abc"], id="a-chain"),
        pytest.param([match("ab"), match("cd")], [], {}, ["ab", "cd"], id="two-groups"),
        pytest.param([match("ab", "unsure")], [], {}, [], id="unsure-joins-nothing"),
        pytest.param([match("ab", "version")], [], {}, [], id="versions-stay-apart"),
        pytest.param([match("ab"), match("bc", score=0.95), match("ac", "version")], [], {}, ["ab"], id="no-way-round"),
        pytest.param([match("ab")], [], {"a": "10.1/X", "b": "10.1%2Fx"}, ["ab"], id="one-doi-in-two-spellings"),
        pytest.param([match("ab")], [], {"a": "10.1/x-1", "b": "10.1/x&#45;1"}, ["ab"], id="one-doi-with-an-entity"),
        pytest.param([match("ab")], [], {"a": "10.1/x", "b": "10.1/y"}, [], id="two-dois"),
        pytest.param(
            [match("ab"), match("bc", score=0.95)], [], {"a": "10.1/x", "c": "10.1/y"}, ["ab"], id="two-dois-by-a-third"
        ),
        pytest.param([match("ab")], [judged("ab", "different")], {}, [], id="a-person-parts"),
        pytest.param([match("ab")], [judged("ab", "version")], {}, [], id="a-person-says-version"),
        pytest.param([match("ab", "version")], [judged("ab", "duplicate")], {}, ["ab"], id="a-person-joins-versions"),
        pytest.param([], [judged("ab", "duplicate")], {}, ["ab"], id="a-person-joins"),
        pytest.param(
            [], [judged("ab", "duplicate")], {"a": "10.1/x", "b": "10.1/y"}, ["ab"], id="a-person-may-join-dois"
        ),
        pytest.param(
            [match("bc")],
            [judged("ab", "duplicate")],
            {"a": "10.1/x", "b": "10.1/y", "c": "10.1/y"},
            ["abc"],
            id="what-a-person-joined-takes-more-of-the-same",
        ),
        pytest.param(
            [match("ab"), match("bc", score=0.95)], [judged("ac", "different")], {}, ["ab"], id="parted-through-a-third"
        ),
        pytest.param([], [judged("ab", "different"), judged("ab", "duplicate")], {}, ["ab"], id="the-later-word-holds"),
        pytest.param(
            [],
            [judged("ab", "duplicate"), judged("bc", "duplicate"), judged("ac", "different")],
            {},
            ["bc"],
            id="of-two-that-cannot-both-be-the-later",
        ),
        pytest.param(
            [Match(a="a", b="z", relation="duplicate", rule="same DOI", score=1)], [], {}, [], id="unknown-id"
        ),
    ],
)
def test_groups_are_what_matches_and_people_make_them(
    matches: list[Match], judgements: list[Judgement], dois: dict[str, str], expected: list[str]
) -> None:
    assert members(group(IDS, matches, judgements, dois=dois)) == expected


def test_a_group_says_what_joined_it() -> None:
    (one,) = group("abc", [match("ab"), match("bc"), match("ac", score=0.95)])
    assert one == Group(members=("a", "b", "c"), matches=(match("ab"), match("bc")))


def test_versions_link_groups_both_ways() -> None:
    links = {one.id: one.versions for one in group("abcd", [match("ab"), match("bd", "version")])}
    assert links == {"a": ("d",), "c": (), "d": ("a",)}


pairs = st.sampled_from(["".join(pair) for pair in combinations(IDS, 2)])
many_matches = st.lists(
    st.builds(match, pairs, st.sampled_from(["duplicate", "version", "unsure"]), st.sampled_from([0.1, 0.6, 0.95])),
    unique_by=lambda one: (one.a, one.b),
)
many_judgements = st.lists(st.builds(judged, pairs, st.sampled_from(["duplicate", "version", "different"])), max_size=5)
many_dois = st.dictionaries(st.sampled_from(IDS), st.sampled_from(["10.1/x", "10.1/y"]))


@given(many_matches, many_judgements, many_dois, st.randoms())
def test_groups_ignore_the_order_of_ids_and_matches(
    matches: list[Match], judgements: list[Judgement], dois: dict[str, str], chance: object
) -> None:
    ids, shuffled = list(IDS), list(matches)
    chance.shuffle(ids)  # type: ignore[attr-defined]
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert group(ids, shuffled, judgements, dois=dois) == group(IDS, matches, judgements, dois=dois)


@given(many_matches, many_judgements, many_dois)
def test_every_record_is_in_one_group_and_nobody_s_word_is_broken(
    matches: list[Match], judgements: list[Judgement], dois: dict[str, str]
) -> None:
    groups = group(IDS, matches, judgements, dois=dois)
    assert sorted(one for each in groups for one in each.members) == sorted(IDS)
    group_of = {one: each.id for each in groups for one in each.members}
    last = {(one.a, one.b): one.relation for one in judgements}
    assert all(group_of[a] != group_of[b] for (a, b), said in last.items() if said != "duplicate")
    assert all(len(each.members) == 1 + len(each.matches) + len(each.judgements) for each in groups)


@given(many_matches, many_dois)
def test_no_machine_brings_two_dois_together(matches: list[Match], dois: dict[str, str]) -> None:
    assert all(len({dois[one] for one in each.members if one in dois}) <= 1 for each in group(IDS, matches, dois=dois))


@given(many_matches, many_judgements, st.builds(judged, pairs, st.just("different")))
def test_a_judgement_taken_back_leaves_everything_as_it_was(
    matches: list[Match], judgements: list[Judgement], mistake: Judgement
) -> None:
    before = group(IDS, matches, judgements)
    kept = [one for one in [*judgements, mistake] if one is not mistake]
    assert group(IDS, matches, kept) == before


@pytest.mark.parametrize(
    ("matches", "judgements", "dois", "asked"),
    [
        pytest.param([match("ab", "unsure", 0.3)], [], {}, ["ab"], id="unsure"),
        pytest.param([match("ab")], [], {}, [], id="joined"),
        pytest.param([match("ab", "version")], [], {}, [], id="versions"),
        pytest.param([match("ab")], [], {"a": "10.1/x", "b": "10.1/y"}, ["ab"], id="refused-for-two-dois"),
        pytest.param([match("ab"), match("bc", "unsure", 0.3), match("ac", "unsure", 0.4)], [], {}, ["ac"], id="once"),
        pytest.param([match("ab", "unsure", 0.3)], [judged("ab", "different")], {}, [], id="judged"),
        pytest.param(
            [match("ab"), match("bc", "unsure", 0.3)],
            [judged("ac", "different")],
            {},
            [],
            id="judged-of-another-member",
        ),
        pytest.param(
            [match("ab", "unsure", 0.1), match("cd", "unsure", 0.6)], [], {}, ["cd", "ab"], id="most-uncertain"
        ),
        pytest.param([match("ab", "unsure", 0.3), match("ac", "version")], [], {}, ["ab"], id="version-of-another"),
    ],
)
def test_people_are_asked_what_is_open_and_nothing_twice(
    matches: list[Match], judgements: list[Judgement], dois: dict[str, str], asked: list[str]
) -> None:
    groups = group(IDS, matches, judgements, dois=dois)
    assert [one.a + one.b for one in queue(groups, matches, judgements)] == asked


@given(many_matches, many_dois)
def test_answering_every_question_empties_the_queue(matches: list[Match], dois: dict[str, str]) -> None:
    questions = queue(group(IDS, matches, dois=dois), matches)
    answers = [judged(one.a + one.b, "different") for one in questions]
    assert queue(group(IDS, matches, answers, dois=dois), matches, answers) == ()
