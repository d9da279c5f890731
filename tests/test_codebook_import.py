"""Codes of other programs get ids here: the same ones for the same tree, whatever their names are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relsynth.bundled import default_codebook
from relsynth.codebook_import import FACETS, MOST, ForeignCode, codebook_of, key_of, own_codebook, shortened, word_of
from relsynth.formats.codebook_yaml import read_codebook


def named(name: str, *children: ForeignCode, guid: str | None = None, is_codable: bool = True) -> ForeignCode:
    return ForeignCode(name=name, guid=guid, is_codable=is_codable, children=children)


NAMES = st.text(st.characters(exclude_categories=["Cs"]), max_size=60) | st.sampled_from(["Trust", "C2", "信頼", "A.B"])
TREES = st.recursive(
    st.builds(ForeignCode, name=NAMES, guid=st.none() | st.uuids().map(str), is_codable=st.booleans()),
    lambda below: st.builds(
        lambda name, children, is_codable: named(name, *children, is_codable=is_codable),
        NAMES,
        st.lists(below, max_size=3),
        st.booleans(),
    ),
    max_leaves=12,
)


@pytest.mark.parametrize(
    ("tree", "ids"),
    [
        pytest.param([named("Trust")], ["OWN.TRUST"], id="a-name"),
        pytest.param([named("Trust", named("In staff"))], ["OWN.TRUST", "OWN.TRUST.INSTAFF"], id="below"),
        pytest.param([named("Trust"), named("trust")], ["OWN.TRUST", "OWN.C2"], id="the-same-name-twice"),
        pytest.param([named("信頼"), named("Доверие")], ["OWN.C1", "OWN.C2"], id="no-latin-letters"),
        pytest.param([named("Größe"), named("Événement")], ["OWN.GROSSE", "OWN.EVENEMENT"], id="accents"),
        pytest.param([named("12 months")], ["OWN.N12MONTHS"], id="begins-with-a-number"),
        pytest.param([named("C2"), named("?")], ["OWN.C2", "OWN.C2X"], id="a-name-that-is-a-number-of-ours"),
        pytest.param([named("  ")], ["OWN.C1"], id="nameless"),
        pytest.param(
            [named("Context", named("Trust"), is_codable=False)], ["CONTEXT.TRUST"], id="not-codable-at-the-top"
        ),
        pytest.param([named("Context", is_codable=False)], ["OWN.CONTEXT"], id="not-codable-and-holds-nothing"),
        pytest.param(
            [named("Trust", named("Kinds", named("In staff"), is_codable=False))],
            ["OWN.TRUST", "OWN.TRUST.KINDS", "OWN.TRUST.KINDS.INSTAFF"],
            id="not-codable-below",
        ),
        pytest.param(
            [named("a" * 30, named("b" * 30, named("c" * 30)))],
            ["OWN." + "A" * 24, "OWN." + "A" * 24 + "." + "B" * 24, "OWN." + "C" * 24],
            id="too-long-for-its-parents",
        ),
    ],
)
def test_ids_are_made_of_names(tree: list[ForeignCode], ids: list[str]) -> None:
    book, _ = codebook_of(tree, id="x", title="X")
    assert [code.id for code in book.codes] == ids


@given(st.lists(TREES, min_size=1, max_size=4))
def test_any_tree_becomes_a_whole_codebook_with_a_code_for_each_but_domains(tree: list[ForeignCode]) -> None:
    book, ids = codebook_of(tree, id="x", title="X")
    assert (book, ids) == codebook_of(tree, id="x", title="X")
    held = [one for one in tree if not one.is_codable and one.children]
    assert len(book.codes) == sum(map(_size, tree)) - len(held)
    assert set(ids.values()) <= {code.id for code in book.codes}
    assert {code.domain for code in book.codes} == {domain.id for domain in book.domains}


def _size(code: ForeignCode) -> int:
    return 1 + sum(map(_size, code.children))


def test_name_and_description_are_kept_as_label_and_definition() -> None:
    book, _ = codebook_of([ForeignCode(name=" 信頼 ", description=" Reliance.\nOf sorts. ")], id="x", title="X")
    assert (book.codes[0].label, book.codes[0].definition) == ("信頼", "Reliance.\nOf sorts.")


def test_a_domain_keeps_its_name_and_description() -> None:
    tree = [ForeignCode(name="Context", description="What was before", is_codable=False, children=(named("War"),))]
    book, _ = codebook_of(tree, id="x", title="X")
    assert (book.domains[0].label, book.domains[0].seed) == ("Context", "What was before")


def test_codes_are_found_by_guid_or_by_the_way_to_them() -> None:
    tree = [named("Trust", named("In staff"), guid="g-1")]
    assert codebook_of(tree, id="x", title="X")[1] == {"g-1": "OWN.TRUST", "Trust / In staff": "OWN.TRUST.INSTAFF"}
    assert key_of(tree[0].children[0], ["Trust"]) == "Trust / In staff"


def test_what_is_too_long_for_a_codebook_is_told() -> None:
    long = ForeignCode(name="Trust", description="x" * (MOST + 1))
    assert shortened([named("Ties", long)]) == ("Trust",)
    assert len(codebook_of([long], id="x", title="X")[0].codes[0].definition or "") == MOST


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("Trust", "TRUST"),
        ("trust-building (early)", "TRUSTBUILDINGEARLY"),
        ("Trust among those who implement it", "TRUSTAMONGTHOSEWHO"),
        ("Ⅳ", "IV"),
        ("naïve", "NAIVE"),
        ("信頼 A", ""),
        ("", ""),
        ("🙂", ""),
    ],
)
def test_a_name_as_one_word(name: str, word: str) -> None:
    assert word_of(name) == word


def test_facets_are_those_that_tables_need_with_the_values_of_the_default_codebook() -> None:
    known = read_codebook(default_codebook().read_bytes()).facets
    for name, facet in FACETS.items():
        assert (facet.values, facet.multi, facet.default) == (
            known[name].values,
            known[name].multi,
            known[name].default,
        )
        assert facet.groups == known[name].groups


def test_a_codebook_without_codes_is_one() -> None:
    assert own_codebook([], [], id="x", title="X").codes == ()
