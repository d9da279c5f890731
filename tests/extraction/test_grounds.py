"""What a facet's cues find points to the document, and says which cue it was."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invented import small_codebook
from relsynth.coding import Ground
from relsynth.extraction.grounds import FacetCues, Passage, is_spelt_so, longest, values_of
from relsynth.lexicon import Hit

BOOK = small_codebook(
    facets={
        "level": {"definition": "Between whom.", "values": ["interpersonal", "inter_organisational"]},
        "weather": {
            "definition": "How it was.",
            "values": ["wet", "dry"],
            "cues": {"dry": ["sun*"], "wet": ["rain*", "RAIN"]},
        },
    }
)
CUES = FacetCues(BOOK, "weather")


def test_the_first_cue_of_each_value_is_kept_in_the_order_of_the_values() -> None:
    found = CUES.grounds(Passage("Sun, then rain, then rain.", start=100))
    assert found == (
        Ground(facet="weather", value="wet", cue="rain*", start=110, end=114),
        Ground(facet="weather", value="dry", cue="sun*", start=100, end=103),
    )
    assert values_of(found) == {"weather": ("wet", "dry")}


def test_a_facet_that_the_codebook_lacks_finds_nothing() -> None:
    unasked = FacetCues(BOOK, "tide")
    assert not unasked.is_asked
    assert unasked.grounds(Passage("Rain.")) == () == unasked.by_rule("high", "moon")


def test_a_rule_gives_a_value_without_a_place_if_the_codebook_has_it() -> None:
    assert CUES.by_rule("wet", "autumn") == (Ground(facet="weather", value="wet", cue="autumn"),)
    assert CUES.by_rule("foggy", "autumn") == ()


@pytest.mark.parametrize(
    ("cue", "found", "expected"),
    [
        pytest.param("WHO", "who", False, id="a-pronoun-is-no-agency"),
        pytest.param("WHO", "Who", False, id="nor-at-the-start-of-a-sentence"),
        pytest.param("WHO", "WHO’s", True, id="possessive"),
        pytest.param("CBOs", "cbos", False, id="plural"),
        pytest.param("World Bank", "world bank", True, id="capitals-of-a-name"),
        pytest.param("who", "WHO", True, id="written-small"),
        pytest.param("PARTNER (tool|survey)", "partner survey", False, id="an-instrument"),
    ],
)
def test_a_cue_in_capitals_means_capitals(cue: str, found: str, *, expected: bool) -> None:
    assert is_spelt_so(cue, found) is expected


SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 8)), max_size=12)


@given(SPANS)
def test_the_longest_hits_never_overlap_and_leave_out_none_that_could_stand(spans: list[tuple[int, int]]) -> None:
    hits = [Hit(start, start + length, ("v", f"{n}")) for n, (start, length) in enumerate(spans)]
    kept = list(longest(hits))
    assert all(one.end <= other.start for one, other in pairwise(kept))
    assert all(any(hit.start < one.end and one.start < hit.end for one in kept) for hit in hits)
