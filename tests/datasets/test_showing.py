"""The sentences behind a count, a page at a time."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from invented_dataset import BOOK, chanced, corpus_by, dataset_of
from relsynth.datasets.asking import Asking
from relsynth.datasets.duck import open_dataset
from relsynth.datasets.showing import sentences, studies_found
from relsynth.query import parse
from relsynth.synthesis.quotes import key_quotes


def test_pages_follow_each_other_and_hold_everything_once(tmp_path: Path) -> None:
    documents, codings = chanced(2)
    with open_dataset(dataset_of(tmp_path / "d", documents, codings), BOOK) as dataset:
        asking = Asking(dataset=dataset, query=parse("assertion:any"))
        every = sentences(asking, limit=1000, offset=0)
        pages = [one for turn in range(0, len(every), 7) for one in sentences(asking, limit=7, offset=turn)]
        assert len(every) == asking.count().segments > 7
        assert pages == list(every)
        assert sentences(asking, limit=7, offset=len(every)) == ()


def test_facets_are_those_of_the_coding(tmp_path: Path) -> None:
    documents, codings = chanced(2)
    corpus = corpus_by(documents, codings)
    with open_dataset(dataset_of(tmp_path / "d", documents, codings), BOOK) as dataset:
        found = sentences(Asking(dataset=dataset, query=parse("assertion:any")), limit=1000, offset=0)
    wanted = {(one.coding.code, one.coding.span.start, one.study): dict(one.coding.facets) for one in corpus.segments}
    assert all(
        any(dict(one.facets) == dict(other.coding.facets) for other in corpus.segments if other.study == one.study)
        for one in found
    )
    assert {(one.code, one.start, one.study) for one in found} == set(wanted)
    assert found[0].facet("role") == dict(found[0].facets).get("role", ())


def test_studies_have_their_counts_and_the_quote_that_stands_for_them(tmp_path: Path) -> None:
    documents, codings = chanced(2)
    corpus = corpus_by(documents, codings)
    with open_dataset(dataset_of(tmp_path / "d", documents, codings), BOOK) as dataset:
        asking = Asking(dataset=dataset, query=parse("domain:STA"))
        found, many = studies_found(asking, limit=1000, offset=0)
        assert studies_found(asking, limit=1, offset=1)[0] == found[1:2]
    own = [n for n, one in enumerate(corpus.segments) if one.coding.code.startswith("STA") and one.coding.is_evidence]
    by_study = {n: [one for one in own if corpus.segments[one].study == n] for n in range(corpus.n)}
    wanted = {n: numbers for n, numbers in by_study.items() if numbers}
    assert many == len(wanted)
    for told, (n, numbers) in zip(found, wanted.items(), strict=True):
        study = corpus.studies[n]
        assert (told.citation, told.year, told.doi) == (study.citation, study.year, study.doi)
        assert dict(told.codes) == Counter(corpus.segments[one].coding.code for one in numbers)
        assert dict(told.sections) == Counter(corpus.segments[one].section for one in numbers)
        assert told.papers == ";".join(corpus.documents[version].name for version in study.documents)
        (quote,) = key_quotes(corpus, numbers, most=1)
        assert told.quote is not None
        assert told.quote.section == quote.section
        assert (told.quote.citation, told.quote.quote) == (quote.citation, quote.text)
