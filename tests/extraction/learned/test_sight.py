"""What the model sees in a document, by a tiny one: which sentences it reads closely, and what it makes of them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from invented import code_of, paper, small_codebook
from made_up_weights import FACETS, PROJECTED, trained
from relsynth.codebook import Codebook
from relsynth.extraction.learned.features import Looked, hashed
from relsynth.extraction.learned.sight import Seen, Sight, define, log_shares, unit
from relsynth.extraction.proposals import Reading, read

BOOK = small_codebook()
LEARNED = ["STA.TRUST", "STR.FORUM"]
READING = read(
    paper(
        {
            "results": ["The crew trusted the forum. It rained.", "We met each week."],
            "discussion": ["We met each week."],
            "back_matter": ["We thank the forum."],
        }
    )
)
NUMBERS = st.floats(-50, 50, width=32)


def see(reading: Reading = READING, *, book: Codebook = BOOK, keep: float = -1e6) -> Seen:
    return Sight(trained(BOOK, LEARNED, keep=keep), book).see(reading)


def sizes(seen: Seen) -> dict[str, tuple[int, ...]]:
    looks = {name: getattr(seen, name).shape for name in ("linear", "coded", "codes", "matched", "vectors")}
    return looks | {name: seen.facets[name].shape for name in FACETS}


@pytest.mark.parametrize(("keep", "read_closely"), [(-1e6, len(READING.codable)), (1e6, 0)])
def test_what_is_seen_has_a_line_for_each_sentence_read_closely(keep: float, read_closely: int) -> None:
    seen = see(keep=keep)
    sentences = len(READING.codable)
    assert len(seen.rows) == read_closely
    assert len(seen.hits) == sentences
    assert sizes(seen) == {
        "linear": (sentences,),
        "coded": (read_closely,),
        "codes": (read_closely, len(LEARNED)),
        "matched": (read_closely, len(BOOK.codes)),
        "vectors": (read_closely, PROJECTED),
        **{name: (read_closely, len(values)) for name, values in FACETS.items()},
    }


def test_those_that_the_linear_look_rules_out_are_not_read_closely() -> None:
    linear = see().linear
    keep = float(np.sort(linear)[2])
    assert see(keep=keep).rows == tuple(n for n, one in enumerate(linear) if one >= keep)


def test_a_document_without_a_codable_sentence() -> None:
    reading = read(paper({"back_matter": ["We thank the forum."]}))
    codable = [one for one in reading.codable if reading.label(one) != "title"]
    assert codable == []
    assert len(see(replace(reading, sentences=())).linear) == 0


def test_cues_are_those_of_the_codebook_by_sentence() -> None:
    told = {READING.text(one): set(hits) for one, hits in zip(READING.codable, see().hits, strict=True)}
    assert told["The crew trusted the forum."] == {"STA.TRUST", "STR.FORUM"}
    assert told["It rained."] == set()


def test_every_look_is_the_same_again() -> None:
    one, other = see(), see()
    assert np.array_equal(one.linear, other.linear)
    assert np.array_equal(one.matched, other.matched)
    assert np.array_equal(one.vectors, other.vectors)


def test_heading_and_the_sentence_before_in_its_section_are_read_too() -> None:
    seen = see()
    first, second = (n for n, one in enumerate(READING.codable) if READING.text(one) == "We met each week.")
    assert seen.linear[first] != seen.linear[second]
    assert not np.allclose(seen.vectors[first], seen.vectors[second])


def test_the_last_sentence_of_another_section_is_not() -> None:
    def last_of(*before: str) -> float:
        reading = read(paper({"results": list(before), "discussion": ["We met each week."]}))
        numbers = [n for n, one in enumerate(reading.codable) if reading.text(one) == "We met each week."]
        return float(see(reading).linear[numbers[-1]])

    assert last_of("The crew slept.") == last_of("Nobody remembered.")


def test_vectors_are_of_length_one_and_values_of_a_facet_share_one() -> None:
    seen = see()
    assert np.allclose(np.linalg.norm(seen.vectors, axis=1), 1, atol=1e-5)
    for shares in seen.facets.values():
        assert np.allclose(np.exp(shares).sum(axis=1), 1, atol=1e-5)


def test_a_sentence_that_stands_alone_has_a_vector_too() -> None:
    sight = Sight(trained(BOOK, LEARNED), BOOK)
    one, other = sight.vectors_of(["The crew met.", "The forum met."])
    assert one.shape == (PROJECTED,)
    assert not np.allclose(one, other)
    assert np.allclose(sight.vectors_of(["The crew met."])[0], one, atol=1e-4)


def test_the_linear_look_adds_up_features_whatever_their_number() -> None:
    model = trained(BOOK, LEARNED, linear_bias=-2.0)
    model.arrays["linear.weights"][:] = 1
    looked = [Looked("Crews met.", "", "", {}), Looked("Crews and forums met again.", "", "", {})]
    sizes = [len(features) for features in hashed(looked)]
    assert sizes[0] < sizes[1]
    found = Sight(model, BOOK).linear(looked)
    assert np.allclose(found, np.sqrt(sizes) - 2)  # n features, each 1 by 1: n / sqrt(n)


# -- definitions


def matched(book: Codebook) -> dict[str, NDArray[np.float32]]:
    seen = see(book=book)
    return {code.id: seen.matched[:, n] for n, code in enumerate(book.codes)}


def test_a_code_whose_definition_was_changed_is_matched_by_its_new_words() -> None:
    usual = matched(BOOK)
    changed = matched(small_codebook(code_of("STA.TRUST", "trust*", definition="The crew met the forum each week.")))
    assert not np.allclose(usual["STA.TRUST"], changed["STA.TRUST"])


def test_codes_learned_are_matched_alike_in_any_order_and_company() -> None:
    usual = matched(BOOK)
    other = matched(small_codebook(code_of("STR.FORUM", "forum*", type="structure"), code_of("STA.LEGIT"), BOOK_TRUST))
    assert np.array_equal(usual["STR.FORUM"], other["STR.FORUM"])
    assert np.array_equal(usual["STA.TRUST"], other["STA.TRUST"])
    assert np.isfinite(other["STA.LEGIT"]).all()


BOOK_TRUST = code_of("STA.TRUST", "trust*")


def test_a_code_is_defined_by_label_and_definition() -> None:
    assert define(BOOK.code("STA.TRUST")) == "Trust: What it is."


# -- small sums


@given(arrays(np.float32, (3, 4), elements=NUMBERS))
def test_rows_of_length_one_point_where_they_pointed(rows: NDArray[np.float32]) -> None:
    lengths = np.linalg.norm(rows, axis=1)
    made = unit(rows)
    assert np.isfinite(made).all()
    assert np.allclose(np.linalg.norm(made, axis=1)[lengths > 1e-3], 1, atol=1e-5)
    assert np.allclose(made * lengths[:, None], rows, atol=1e-3)


@given(arrays(np.float32, (3, 4), elements=NUMBERS))
def test_log_shares_add_up_and_keep_their_order(logits: NDArray[np.float32]) -> None:
    shares = log_shares(logits)
    assert (shares <= 1e-6).all()
    assert np.allclose(np.exp(shares).sum(axis=1), 1, atol=1e-5)
    assert np.allclose(shares - shares[:, :1], logits - logits[:, :1], atol=1e-3)
