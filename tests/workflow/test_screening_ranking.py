"""The order is learned in the background, by the words of the protocol or the codebook."""

from __future__ import annotations

import hashlib
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest

from invented import code_of, small_codebook
from made_up_records import record
from made_up_screening import TA, screening_project
from relsynth.screening.protocol import Criterion, Protocol
from relsynth.screening.ranking import Ranker
from relsynth.workflow.connection import CACHE
from relsynth.workflow.screening_ranking import DIGEST_BYTES, Ranking, open_ranking, query_of, text_of

TEXTS = ("a ferry and its partners", "a choir in a hall", "herons in a marsh", "a ferry with a choir", "partners again")
REPORTS = ("a", "b", "c", "d", "e")


@pytest.mark.parametrize(
    ("protocol", "cues", "expected"),
    [
        pytest.param(Protocol(question="Who pays?"), ["trust*"], "Who pays?", id="the-protocol"),
        pytest.param(
            Protocol(criteria=(Criterion(id="I1", text="Any ferry", kind="include"),)),
            [],
            "Any ferry",
            id="a-criterion",
        ),
        pytest.param(
            Protocol(), ["trust*", "(build*|built) trust ~3 agreed"], "Trust trust build built agreed", id="cues"
        ),
    ],
)
def test_what_is_asked_is_the_protocols_else_the_codebooks(protocol: Protocol, cues: list[str], expected: str) -> None:
    assert query_of(protocol, small_codebook(code_of("STA.TRUST", *cues))) == expected


def test_without_protocol_and_codebook_nothing_is_asked() -> None:
    assert query_of(Protocol(), None) == ""


def test_a_record_is_ranked_by_title_abstract_and_keywords() -> None:
    one = record(1, title="A title", abstract=None, keywords=("ferry", "ledger"))
    assert text_of(one) == "A title\nferry; ledger"


def test_what_was_learned_last_is_used_and_nothing_is_learned_twice() -> None:
    ranking = Ranking(Ranker.of(TEXTS, query="ferry"), REPORTS)
    try:
        assert set(ranking.cold.reports[:2]) == {"a", "d"}
        assert ranking.latest() is ranking.cold
        ranking.train({"b": True, "a": False})
        learned = ranking.latest()
        assert learned.reports.index("d") < learned.reports.index("e")
        assert learned.reports[0] in ("b", "d")
        ranking.train({"b": True, "a": False})
        assert ranking.latest() is learned
        assert learned.terms("nowhere") == ()
        assert {term.text for term in ranking.cold.terms("a")} == {"ferry"}
    finally:
        ranking.close()


def test_where_many_share_a_ranking_nobody_waits_and_learning_rests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("relsynth.workflow.screening_ranking.REST", 1000)
    ranking = Ranking(Ranker.of(TEXTS, query="ferry"), REPORTS, waits=False)
    try:
        ranking._rests_until = 0.0
        ranking.train({"b": True, "a": False})
        while (learned := ranking.latest()) is ranking.cold:
            pass
        ranking.train({"b": True, "a": False, "c": True})
        assert ranking.latest() is learned
        assert ranking._training is None
    finally:
        ranking.close()


@pytest.mark.parametrize(
    ("part", "places"),
    [
        pytest.param("matrix_indices", [0, -5], id="before-the-first-column"),
        pytest.param("matrix_indices", [0, 10**6], id="after-the-last-column"),
        pytest.param("matrix_indptr", [1, 10**6], id="rows-that-go-back"),
        pytest.param("numbers", None, id="a-part-is-missing"),
        pytest.param("words", None, id="another-part-is-missing"),
    ],
)
def test_a_cache_that_somebody_forged_is_made_anew(tmp_path: Path, part: str, places: list[int] | None) -> None:
    with screening_project(tmp_path, *map(record, range(6))) as project:
        members = {id: (id,) for id in project.store.catalogue.dois()}
        first = open_ranking(project, TA, members)
        first.close()
        path = tmp_path / CACHE / f"screening-{TA}.ranker"
        whole = path.read_bytes()
        with np.load(BytesIO(whole[2 * DIGEST_BYTES :])) as archive:
            parts = dict(archive)
        if places is None:
            del parts[part]
        else:
            parts[part][places[0]] = places[1]
        forged = BytesIO()
        np.savez(forged, **parts)
        packed = forged.getvalue()
        path.write_bytes(whole[:DIGEST_BYTES] + hashlib.sha256(packed).digest() + packed)
        again = open_ranking(project, TA, members)
        again.close()
        assert again.cold.reports == first.cold.reports
        assert path.read_bytes() == whole
