"""What became of codes, over as many versions as are kept: what is declared is followed, and nothing else."""

import pytest

from made_up import code, codebook
from relsynth.codebook import Codebook
from relsynth.codebook_lineage import Lineage
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
