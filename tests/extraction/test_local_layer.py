"""What a project taught a coder: kept in a file, applied to proposals, part of the coder's name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from made_up import codebook, document
from relsynth.extraction import lexicon_coder
from relsynth.extraction.local_layer import (
    FLOOR,
    Figures,
    Layer,
    Lesson,
    Taught,
    Trial,
    file_of,
    left_out,
    load,
    recalibrated,
    save,
    taught_name,
)
from relsynth.extraction.pipeline import DocumentCoder
from relsynth.extraction.proposals import CoderError, CoderSettings, Costly, Proposal, Ranking, Reading, read
from relsynth.formats.codebook_yaml import read_codebook

BOOK = read_codebook(codebook())
NONE = Figures(precision=None, recall=None, f1=None)


def layer(
    *,
    on: bool = True,
    family: str = "lexicon",
    slope: float = 1.0,
    at: str = "2026-01-01",
    codes: Mapping[str, Lesson] | None = None,
) -> Layer:
    trial = Trial(papers=5, judgements=20, folds=5, before=NONE, after=NONE, gain=0.1, lower=0.05, upper=0.2)
    return Layer(
        on=on,
        family=family,
        coder="lexicon@0.3",
        codebook="0" * 64,
        at=at,
        slope=slope,
        codes=dict(codes or {}),
        trial=trial,
    )


def loaded(folder: Path | None, family: str = "lexicon", **others: str) -> Layer | None:
    return load(folder, family, **{"codebook": "0" * 64, "coder": "lexicon@0.3", **others})


def lesson(*, bias: float = 0.0, threshold: float = 0.5) -> Lesson:
    return Lesson(bias=bias, threshold=threshold, judged=12, agreed=3)


def proposal(code: str, score: float) -> Proposal:
    return Proposal(start=0, end=5, code=code, score=score, reason="because")


@pytest.mark.parametrize(
    ("taught", "code", "score", "kept"),
    [
        pytest.param(lesson(threshold=0.3), "A", 0.4, 0.4, id="as-it-was"),
        pytest.param(lesson(threshold=0.5), "A", 0.4, None, id="under-its-threshold"),
        pytest.param(lesson(bias=1.0), "A", 0.4, 0.644, id="lifted-over-it"),
        pytest.param(lesson(bias=-1.0, threshold=0.3), "A", 0.4, None, id="pushed-under-it"),
        pytest.param(lesson(bias=2.0), "A", 0.2, 0.649, id="let-in-though-the-coder-would-not"),
        pytest.param(lesson(bias=2.0), "B", 0.4, 0.4, id="not-taught-and-over-the-coders-own"),
        pytest.param(lesson(bias=2.0), "B", 0.2, None, id="not-taught-and-under-the-coders-own"),
    ],
)
def test_a_proposal_is_kept_where_its_new_score_reaches_its_threshold(
    taught: Lesson, code: str, score: float, kept: float | None
) -> None:
    found = [*layer(codes={"A": taught}).apply([proposal(code, score)], {"A": 0.3, "B": 0.3})]
    assert [round(one.score, 3) for one in found] == ([] if kept is None else [kept])


def test_a_score_that_was_moved_says_on_what_grounds() -> None:
    (made,) = layer(codes={"A": lesson(bias=1.0)}).apply([proposal("A", 0.5)], {})
    assert made.reason == "because; 3 of 12 agreed here"


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0.1, 3), st.floats(-4, 4))
def test_the_order_of_scores_stays(a: float, b: float, slope: float, bias: float) -> None:
    new_a, new_b = (recalibrated(score, slope=slope, bias=bias) for score in (a, b))
    assert 0 <= new_a <= 1
    assert a == b or (a < b) == (new_a < new_b) or new_a == new_b


@given(st.floats(0, 1), st.floats(1e-9, 1e6), st.floats(-1e6, 1e6))
def test_no_layer_makes_more_of_a_score_than_a_score(score: float, slope: float, bias: float) -> None:
    assert 0 <= recalibrated(score, slope=slope, bias=bias) <= 1


def test_the_name_tells_what_could_change_a_coding_and_nothing_else() -> None:
    one, later, other = (
        layer(codes={"A": lesson()}),
        layer(codes={"A": lesson()}, at="2027-01-01"),
        layer(codes={"A": lesson(bias=0.1)}),
    )
    assert taught_name("lexicon@0.3", one) == f"lexicon@0.3.t{one.digest}" == taught_name("lexicon@0.3", later)
    assert one.digest != other.digest


# -- over a coder -------------------------------------------------------------------------------


@dataclass
class Scored:
    """A coder whose scores are known: trust in every sentence, at .4 in the first and .2 in the others."""

    name: str = "scored@1"

    @property
    def thresholds(self) -> Mapping[str, float]:
        return {"STA.TRUST": 0.3}

    def candidates(self, reading: Reading) -> Iterator[Proposal]:
        for number, one in enumerate(reading.codable):
            yield Proposal(start=one.start, end=one.end, code="STA.TRUST", score=0.2 if number else 0.4, reason="known")

    def propose(self, reading: Reading) -> Iterable[Proposal]:
        return (one for one in self.candidates(reading) if one.score >= self.thresholds[one.code])


def coded(coder: DocumentCoder) -> list[tuple[int, str]]:
    return [(one.span.start, one.code) for one in coder.code(document("Trust grew.\nTies held.")).codings]


def test_a_coder_that_shows_its_candidates_can_be_taught_to_code_more() -> None:
    assert coded(DocumentCoder(BOOK, Scored())) == [(0, "STA.TRUST")]
    made = layer(family="scored", codes={"STA.TRUST": lesson(bias=2.0)})
    assert coded(DocumentCoder(BOOK, Taught(Scored(), made))) == [(0, "STA.TRUST"), (12, "STA.TRUST")]


def test_any_coder_can_be_taught_to_code_less() -> None:
    coder = lexicon_coder.proposer(BOOK, CoderSettings())
    taught = DocumentCoder(BOOK, Taught(coder, layer(codes={"STA.TRUST": lesson(bias=-3.0)})))
    assert coded(DocumentCoder(BOOK, coder)) == [(0, "STA.TRUST"), (12, "NET.TIES")]
    assert coded(taught) == [(12, "NET.TIES")]
    assert taught.coder.name.startswith(f"{coder.name}.t")


class Paid(Scored):
    """As ``Scored``, at a price, and with an order of all sentences."""

    def foretell(self, readings: Iterable[Reading]) -> str:
        return f"{len([*readings])} papers to send"

    def account(self) -> str:
        return "sent"

    def rank(self, reading: Reading) -> Sequence[float]:
        return [float(n) for n in range(len(reading.codable))]


def test_a_taught_coder_costs_and_ranks_as_it_did_untaught() -> None:
    reading = read(document())
    taught = Taught(Paid(), layer())
    assert isinstance(taught, Costly)
    assert isinstance(taught, Ranking)
    assert (taught.foretell([reading]), taught.account(), taught.rank(reading)) == ("1 papers to send", "sent", [0, 1])


def test_a_taught_coder_that_is_free_stays_so() -> None:
    assert not isinstance(Taught(Scored(), layer()), Costly | Ranking)


def test_what_is_not_taught_is_as_without_a_layer() -> None:
    reading = read(document("Trust grew.\nTies held."))
    assert [*Taught(Scored(), layer()).propose(reading)] == [*Scored().propose(reading)]
    assert min(one.score for one in Scored().candidates(reading)) >= FLOOR


# -- in a file ----------------------------------------------------------------------------------


def test_what_is_saved_is_loaded_for_its_family(tmp_path: Path) -> None:
    made = layer(codes={"A": lesson(bias=0.5)}, slope=0.9)
    assert save(tmp_path, made) == tmp_path / "learned-lexicon.json"
    assert loaded(tmp_path) == made
    assert loaded(tmp_path, "combined") is None
    assert [path.name for path in tmp_path.iterdir()] == ["learned-lexicon.json"]


def test_what_one_family_learned_is_not_anothers_to_wipe(tmp_path: Path) -> None:
    save(tmp_path, layer(family="combined"))
    save(tmp_path, layer(on=False))
    assert loaded(tmp_path, "combined") is not None


@pytest.mark.parametrize("others", [{"codebook": "1" * 64}, {"coder": "lexicon@0.4"}])
def test_what_belongs_to_another_codebook_or_coder_is_left_out(tmp_path: Path, others: dict[str, str]) -> None:
    now = {"codebook": "0" * 64, "coder": "lexicon@0.3", **others}
    save(tmp_path, layer())
    assert loaded(tmp_path, **others) is None
    assert "run `relsynth learn --coder lexicon` again" in (left_out(tmp_path, "lexicon", **now) or "")
    assert left_out(tmp_path, "lexicon", codebook="0" * 64, coder="lexicon@0.3") is None
    save(tmp_path, layer(on=False))
    assert left_out(tmp_path, "lexicon", **now) is None


@pytest.mark.parametrize("family", ["../lexicon", "a/b", "a\\b", "", "..", "a..b", "C:a", "a\n"])
def test_a_name_that_leads_out_of_the_folder_is_no_files(tmp_path: Path, family: str) -> None:
    with pytest.raises(CoderError, match="cannot be part of a file's name"):
        file_of(family)
    assert loaded(tmp_path, family) is None


def test_without_a_file_or_with_one_that_is_off_nothing_is_taught(tmp_path: Path) -> None:
    assert loaded(None) is None
    assert loaded(tmp_path) is None
    save(tmp_path, layer(on=False))
    assert loaded(tmp_path) is None


@pytest.mark.parametrize(
    ("before", "after", "problem"),
    [
        pytest.param('"bias": 0.5', '"bias": "up"', "codes.A.bias", id="no-number"),
        pytest.param('"bias": 0.5', '"bias": NaN', "codes.A.bias", id="not-finite"),
        pytest.param('"threshold": 0.5', '"threshold": 1.5', "codes.A.threshold", id="out-of-range"),
        pytest.param('"revision": 1', '"revision": 2', "revision", id="of-a-newer-relsynth"),
        pytest.param('"on": true', '"on": true, "more": 1', "more", id="unknown-key"),
        pytest.param('"bias": 0.5', '"bias": -1e4', "codes.A.bias", id="bias-that-would-overflow"),
        pytest.param('"slope": 1.0', '"slope": 1e300', "slope", id="slope-that-would-overflow"),
        pytest.param('"slope": 1.0', '"slope": 0', "slope", id="slope-that-tells-nothing"),
        pytest.param('"agreed": 3', '"agreed": 13', "codes.A: .*agreed is 13 of 12", id="more-agreed-than-judged"),
        pytest.param('"family": "lexicon"', '"family": "combined"', "family: it is of 'combined'", id="of-another"),
        pytest.param("{", "[", "learned-lexicon.json", id="no-json"),
    ],
)
def test_a_file_that_was_spoilt_is_refused_with_a_way_to_mend_it(
    tmp_path: Path, before: str, after: str, problem: str
) -> None:
    path = save(tmp_path, layer(codes={"A": lesson(bias=0.5)}))
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), "utf-8")
    with pytest.raises(CoderError, match=problem) as refused:
        loaded(tmp_path)
    assert "run `relsynth learn --coder lexicon` again" in str(refused.value)


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(CoderError, match="cannot be written"):
        save(tmp_path / "gone", layer())
