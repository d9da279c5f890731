"""What is counted by pattern is what a table of every sentence would tell."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relsynth.agreement import Agreement, Figure, Ratings, agreement
from relsynth.agreement.sets import likeness, ratings_of_sets
from relsynth.agreement.unitizing import Unit
from relsynth.errors import InputError
from relsynth.synthesis.double_coding import (
    CODED,
    NOT_CODED,
    CodedPaper,
    as_wholes,
    by_code,
    confused,
    folded,
    on_places,
    on_sets,
    on_spans,
    over_all,
    used_codes,
)

SENTENCES = 6


def paper(name: str = "p", sentences: int = SENTENCES, **coded: Iterable[tuple[int, str]]) -> CodedPaper:
    """A paper whose sentences are ten characters each; by coder, what they put on which sentence."""
    return CodedPaper(
        name=name,
        sentences=sentences,
        length=10 * sentences,
        readers=tuple((who, frozenset(pairs)) for who, pairs in coded.items()),
        units=tuple(
            (who, tuple(sorted(Unit(start=10 * at, end=10 * at + 9, code=code) for at, code in set(pairs))))
            for who, pairs in coded.items()
        ),
    )


def figures(told: Agreement) -> dict[str, float | None]:
    return {figure.name: figure.value for figure in told.figures}


def as_table(papers: Iterable[CodedPaper], code: str) -> Ratings:
    """The same written out, a row a sentence."""
    read = [one for one in papers if len(one.readers) > 1]
    coders = tuple(sorted({who for one in read for who, _ in one.readers}))
    rows = [
        tuple(
            (CODED if (at, code) in dict(one.readers)[who] else NOT_CODED) if who in dict(one.readers) else None
            for who in coders
        )
        for one in read
        for at in range(one.sentences)
    ]
    groups = tuple(one.name for one in read for _ in range(one.sentences))
    return Ratings(coders=coders, categories=(CODED, NOT_CODED), rows=tuple(rows), groups=groups)


pairs = st.frozensets(st.tuples(st.integers(0, SENTENCES - 1), st.sampled_from(["A", "B", "C"])), max_size=8)
coded = st.dictionaries(st.sampled_from(["ana", "ben", "cem"]), pairs, min_size=1)
corpora = st.lists(coded, min_size=1, max_size=4).map(
    lambda given: [paper(f"p{number}", **said) for number, said in enumerate(given)]
)


@settings(max_examples=40)
@given(corpora)
def test_figures_of_a_code_are_those_of_the_table(papers: list[CodedPaper]) -> None:
    for code, told in by_code(papers):
        table = as_table(papers, code)
        expected = agreement(table, positive=CODED)
        assert (told.units, told.coders) == (expected.units, expected.coders)
        for mine, theirs in zip(told.figures, expected.figures, strict=True):
            assert mine.name == theirs.name
            for one, other in ((mine.value, theirs.value), (mine.lower, theirs.lower), (mine.upper, theirs.upper)):
                assert one == (None if other is None else pytest.approx(other, abs=1e-9))


@settings(max_examples=40)
@given(corpora)
def test_figures_of_sets_are_those_of_the_table(papers: list[CodedPaper]) -> None:
    read = [one for one in papers if len(one.readers) > 1]
    table, sets = (
        ratings_of_sets(
            (f"{one.name} {at}", who, frozenset(code for sentence, code in said if sentence == at))
            for one in read
            for at in range(one.sentences)
            for who, said in one.readers
        )
        if read
        else (None, ())
    )
    told = figures(on_sets(papers))
    if table is None:
        assert set(told.values()) == {None}
        return
    expected = figures(agreement(table, scale=likeness(sets).tolist(), replicates=10))
    for name, other in (("mean likeness (MASI)", "agreement"), ("Krippendorff's alpha (MASI)", "Krippendorff's alpha")):
        assert told[name] == (None if expected[other] is None else pytest.approx(expected[other], abs=1e-9))


RARE = [
    paper(
        "rare",
        1000,
        ana=[(n, "A") for n in range(70)],
        ben=[(n, "A") for n in (*range(40), *range(70, 104))],
    )
]


def test_a_rare_code_has_a_low_kappa_and_a_high_agreement() -> None:
    """The vector of domain.md, C4: 40 both, 30 and 34 one alone, 896 neither."""
    ((code, told),) = by_code(RARE)
    found = figures(told)
    assert code == "A"
    assert (found["agreement"], found["PABAK"]) == pytest.approx((0.936, 0.872))
    assert (found["Cohen's kappa"], found["Gwet's AC1"]) == pytest.approx((0.5211, 0.9261), abs=1e-4)
    assert (found["positive agreement"], found["negative agreement"]) == pytest.approx((0.5556, 0.9655), abs=1e-4)


def test_over_all_codes_each_sentence_is_judged_once_for_each() -> None:
    told = over_all([paper(ana=[(0, "A"), (1, "B")], ben=[(0, "A")])])
    assert (told.units, figures(told)["agreement"]) == (12, pytest.approx(11 / 12))


def test_papers_that_one_has_read_count_in_nothing() -> None:
    twice = paper(ana=[(0, "A")], ben=[(1, "A")])
    once = paper("once", ana=[(0, "A"), (3, "Z")])
    assert by_code([once, twice]) == by_code([twice])
    assert over_all([once, twice]) == over_all([twice])
    assert on_sets([once, twice]) == on_sets([twice])
    assert on_spans([once, twice]) == on_spans([twice])
    assert on_places([once, twice]) == on_places([twice])
    assert used_codes([once, twice]) == ("A",)


def test_coarser_codes_and_wholes() -> None:
    papers = [paper(ana=[(0, "A.X"), (1, "A.Y")], ben=[(0, "A.Y")])]
    coarse = folded(papers, lambda code: code.split(".")[0])
    assert figures(over_all(coarse))["agreement"] == pytest.approx(5 / 6)
    ((_, told),) = by_code(as_wholes(coarse))
    assert (told.units, figures(told)["agreement"]) == (1, 1.0)


def spans(*given: tuple[int, int]) -> tuple[Unit, ...]:
    return tuple(Unit(start=start, end=end, code="A") for start, end in given)


@pytest.mark.parametrize(
    ("ana", "ben", "same", "half"),
    [
        pytest.param(spans((0, 20)), spans((0, 20)), 1.0, 1.0, id="the-same"),
        pytest.param(spans((0, 20)), spans((5, 20)), 0.0, 1.0, id="within"),
        pytest.param(spans((0, 20)), spans((10, 30)), 0.0, 1.0, id="half"),
        pytest.param(spans((0, 20)), spans((11, 31)), 0.0, 0.0, id="less-than-half"),
        pytest.param(spans((0, 20), (30, 40)), spans((0, 20)), 2 / 3, 2 / 3, id="one-of-two"),
        pytest.param((), (), None, None, id="nothing"),
    ],
)
def test_f1_of_spans(ana: tuple[Unit, ...], ben: tuple[Unit, ...], same: float | None, half: float | None) -> None:
    one = CodedPaper(
        name="p",
        sentences=1,
        length=60,
        readers=(("ana", frozenset()), ("ben", frozenset())),
        units=(("ana", ana), ("ben", ben)),
    )
    told: tuple[Figure, ...] = on_spans([one])
    assert [figure.value for figure in told] == [same, half]


def test_sentences_on_which_coders_differ_are_told_with_what_each_put() -> None:
    told = [*confused([paper(ana=[(0, "A"), (2, "A")], ben=[(0, "A"), (2, "B")])])]
    assert told == [("p", 2, (("ana", frozenset("A")), ("ben", frozenset("B"))))]


def test_too_many_coders_are_refused() -> None:
    crowd = {f"c{number}": [(0, "A")] for number in range(63)}
    with pytest.raises(InputError, match="62 at most"):
        by_code([paper(**crowd)])
