"""What became of codes, over as many versions as are kept: what is declared is followed, and nothing else."""

import pytest

from made_up import code, codebook
from relsynth.codebook import Codebook
from relsynth.codebook_lineage import Lineage, rejections_of_a_part
from relsynth.coding import Coder, Coding
from relsynth.documents import Span
from relsynth.formats.codebook_yaml import read_codebook


def book(**replaced: list[str]) -> Codebook:
    """A codebook of these codes of domain STA, each with what it replaces."""
    codes = (code(f"STA.{id}", id, replaces=[f"STA.{one}" for one in former]) for id, former in replaced.items())
    return read_codebook(codebook(*codes))


A, B, C = "STA.A", "STA.B", "STA.C"


@pytest.mark.parametrize(
    ("kept", "today", "of", "ends", "now"),
    [
        pytest.param([], {"A": []}, A, [A], A, id="still-there"),
        pytest.param([], {"B": []}, A, [A], None, id="gone"),
        pytest.param([], {"B": ["A"]}, A, [B], B, id="renamed"),
        pytest.param([], {"C": ["A", "B"]}, B, [C], C, id="merged"),
        pytest.param([], {"B": ["A"], "C": ["A"]}, A, [B, C], None, id="split"),
        pytest.param([{"B": ["A"]}], {"C": ["B"]}, A, [C], C, id="renamed-twice"),
        pytest.param([{"A": []}, {"B": ["A"]}], {"C": ["B"]}, A, [C], C, id="renamed-twice-from-a-version-kept"),
        pytest.param([{"B": ["A"], "C": ["A"]}], {"B": []}, A, [B, C], None, id="split-and-a-part-is-no-more"),
        pytest.param([{"B": ["A"], "C": ["A"]}], {"D": ["B", "C"]}, A, ["STA.D"], "STA.D", id="split-and-merged"),
        pytest.param([{"B": ["A"]}], {"A": []}, A, [A], A, id="renaming-taken-back"),
        pytest.param([{"B": ["A"]}, {"A": []}], {"B": []}, A, [A], None, id="renaming-taken-back-then-removed"),
        pytest.param([{"B": ["A"]}], {"C": ["A"]}, A, [C], C, id="todays-word-stands-above-an-earlier-one"),
        pytest.param([{"B": ["A"]}, {"A": ["B"]}], {"A": []}, B, [A], A, id="there-and-back"),
        pytest.param([{"X": ["W"]}], {"A": []}, A, [A], A, id="of-no-concern"),
    ],
)
def test_a_code_is_followed_by_what_the_versions_say(
    kept: list[dict[str, list[str]]], today: dict[str, list[str]], of: str, ends: list[str], now: str | None
) -> None:
    lineage = Lineage(book(**today), [book(**one) for one in kept])
    assert (list(lineage.ends(of)), lineage.now(of)) == (ends, now)
    assert set(lineage.heirs(of)) == {end for end in ends if end.removeprefix("STA.") in today}


PLACE = Span(version="v1", start=0, end=5)
TWO, ONE = book(A=[], B=[]), book(C=["A", "B"])


@pytest.mark.parametrize(
    ("said", "apart"),
    [
        pytest.param(["B code", "A reject"], {2}, id="the-one-put-the-other-rejected"),
        pytest.param(["A reject", "B code"], {1}, id="in-the-other-order"),
        pytest.param(["B code", "A code", "A reject"], {3}, id="one-of-two-taken-away"),
        pytest.param(["B code", "B reject"], set(), id="of-one-code-the-last-word-holds"),
        pytest.param(["B code", "A reject", "B reject"], set(), id="both-rejected"),
        pytest.param(["B code", "A reject", "C reject"], set(), id="rejected-in-the-merged-book"),
        pytest.param(["B code", "C reject", "C code"], set(), id="said-anew-in-the-merged-book"),
        pytest.param(["A reject", "B reject"], set(), id="nothing-was-put"),
    ],
)
def test_the_rejection_of_one_of_two_merged_codes_takes_no_coding_of_the_other_away(
    said: list[str], apart: set[int]
) -> None:
    codings = [
        Coding(
            span=PLACE,
            code=f"STA.{one[0]}",
            coder=Coder(name="Ana", kind="person"),
            verdict="code" if one.endswith("code") else "reject",
            number=number,
            codebook=(ONE if one.startswith("C") else TWO).digest,
        )
        for number, one in enumerate(said, start=1)
    ]
    kept = {TWO.digest: TWO, ONE.digest: ONE}
    assert rejections_of_a_part(codings, {A: C, B: C}, kept) == apart
