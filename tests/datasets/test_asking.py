"""A query over a dataset finds what it finds in the corpus, and refuses what a dataset does not have."""

from __future__ import annotations

from pathlib import Path

import pytest

from invented_dataset import BOOK, chanced, corpus_by, dataset_of
from relsynth.datasets.asking import Asking
from relsynth.datasets.duck import open_dataset
from relsynth.datasets.showing import sentences
from relsynth.query import QueryError, parse
from relsynth.synthesis.asking import Asked, Facts, asks_of_codings
from relsynth.synthesis.asking_fields import Values, named

QUERIES = [
    "code:STA.TRUST",
    "code:STA.TRUST.GOODWILL role:barrier",
    "construct:STA.TRUST -section:late",
    "domain:STA role:barrier,facilitator or section:methods",
    "code:STR.FORUM assertion:any",
    "assertion:recommended,planned",
    "assertion:evidence level:inter_organisational",
    "explicit:a_priori_aim,passing domain:STA",
    "construct:STA.TRUST explicit:emergent_result assertion:any",
    "-(role:barrier or valence:1) section:early",
    "year:2015..2016 code:STA.RESPECT",
    "-year:2015 role:strategy",
    "paper:*ferry* section:results",
    "paper:źdźbło role:descriptive",
    "paper:RÁFT_1* kind:machine",
    "paper:raft",
    "coder:lexicon outcome:adoption",
    "kind:person",
    "measured:instrument_named or amount:number",
    'paper:"100% nothing_"',
]
OF_PLACES = [
    "year:2016",
    "section:methods",
    "-section:methods",
    "paper:*ferry* -year:2020",
    "section:late or year:2015",
]


@pytest.mark.parametrize("seed", [1, 2])
def test_queries_find_what_the_corpus_has(tmp_path: Path, seed: int) -> None:
    documents, codings = chanced(seed, papers=20)
    corpus = corpus_by(documents, codings)
    asked = Asked(corpus, Values(corpus), Facts(words={}, characteristics={}))
    hits = 0
    with open_dataset(dataset_of(tmp_path / "d", documents, codings), BOOK) as dataset:
        for text in QUERIES:
            query = named(parse(text))
            wanted = [corpus.segments[number] for number in asked.segments(query)]
            asking = Asking(dataset=dataset, query=query)
            found = sentences(asking, limit=1000, offset=0)
            assert sorted((one.study, one.code, one.start, one.end, one.quote, one.section) for one in found) == sorted(
                (
                    one.study,
                    one.coding.code,
                    one.coding.span.start,
                    one.coding.span.end,
                    corpus.documents[one.coding.span.version].quote(one.coding.span.start, one.coding.span.end),
                    one.section,
                )
                for one in wanted
            ), text
            count = asking.count()
            assert count.studies == len({one.study for one in wanted}), text
            assert count.by_evidence == len({one.study for one in wanted if one.coding.is_evidence}), text
            assert {(one.citation, one.year) for one in found} == {
                (corpus.studies[one.study].citation, corpus.studies[one.study].year) for one in wanted
            }
            hits += bool(wanted)
    assert hits >= len(QUERIES) - 5


@pytest.mark.parametrize("text", OF_PLACES)
def test_studies_are_found_by_place_where_no_coding_is_asked_for(tmp_path: Path, text: str) -> None:
    documents, codings = chanced(5)
    corpus = corpus_by(documents, codings)
    query = named(parse(text))
    asked = Asked(corpus, Values(corpus), Facts(words={}, characteristics={}))
    assert not asks_of_codings(query)
    with open_dataset(dataset_of(tmp_path / "d", documents, codings), BOOK) as dataset:
        found, many = Asking(dataset=dataset, query=query).studies(limit=1000, offset=0)
        assert set(found) == {passage.study for passage in asked.passages(query)}
        assert many == len(found)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        pytest.param('"over the years"', "coded sentences and no texts", id="words"),
        pytest.param("country:Kenya", "does not hold 'country'", id="characteristics"),
        pytest.param("coding:3", "does not hold 'coding'", id="numbers-of-codings"),
        pytest.param("code:STA.TRUSTT", "nearest is STA.TRUST", id="no-such-code"),
        pytest.param("colour:red", "no field 'colour'", id="no-such-field"),
        pytest.param('role:barrier" or 1=1 --', "quote", id="no-query"),
    ],
)
def test_what_a_dataset_does_not_have_is_refused(tmp_path: Path, text: str, why: str) -> None:
    documents, codings = chanced(1, papers=3)
    with (
        open_dataset(dataset_of(tmp_path / "d", documents, codings), BOOK) as dataset,
        pytest.raises(QueryError, match=why),
    ):
        Asking(dataset=dataset, query=named(parse(text)))


@pytest.mark.parametrize("value", ["x'); DROP TABLE segments; --", "%", "_", "\\", "'", "$asked_0", "*%*'"])
def test_what_people_type_is_no_sql(tmp_path: Path, value: str) -> None:
    documents, codings = chanced(1, papers=4)
    query = named(parse(f'paper:"{value.replace(chr(92), chr(92) * 2)}" or coder:lexicon'))
    with open_dataset(dataset_of(tmp_path / "d", documents, codings), BOOK) as dataset:
        asking = Asking(dataset=dataset, query=query)
        assert asking.count().segments == len([one for one in corpus_by(documents, codings).segments
                                               if one.coding.is_evidence])  # fmt: skip
