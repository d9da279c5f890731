"""The crosswalk can be read in both directions, and says what has no code."""

from __future__ import annotations

from typing import Any

import pytest

from made_up import TIES, TRUST, codebook
from relsynth.bundled import bundled, default_codebook
from relsynth.codebook import Codebook
from relsynth.crosswalk import Construct, Framework, disagreements, outlined, rows_of
from relsynth.formats.codebook_yaml import read_codebook
from relsynth.formats.crosswalk_yaml import read_frameworks

OUTLINED = frozenset(
    {"CFIR2", "EPIS", "ERIC", "IPARIHS", "PK08", "RC", "AG08", "CGR", "WILDER", "RPP", "PSAT", "REAIM", "PROCTOR"}
)
"""Frameworks of which all constructs are told."""
SIZES = {"ERIC": 73, "WILDER": 22, "PSAT": 8, "PROCTOR": 8 + 6 + 3, "CFIR2": 69}
"""How many constructs some frameworks have: ERIC's strategies, the inventory's factors, domains, outcomes; CFIR's
constructs and subconstructs with its addendum."""


@pytest.fixture(scope="module")
def default() -> Codebook:
    return read_codebook(default_codebook().read_bytes())


@pytest.fixture(scope="module")
def files() -> dict[str, Framework]:
    return {one.id: one for one in read_frameworks(bundled("codebook") / "crosswalk")}


def linked(*links: str, to: str = "OWN") -> Codebook:
    trust = {**TRUST, "crosswalk": [f"{to}:{link}" for link in links]}
    return read_codebook(codebook(trust, TIES))


def framework(*constructs: Construct, **others: Any) -> Framework:
    return Framework(id="OWN", name="Ours", cite="Nobody, 2020", constructs=constructs, **others)


def test_codebook_and_files_agree_in_both_directions(default: Codebook, files: dict[str, Framework]) -> None:
    assert disagreements(default, files.values()) == ()
    assert len(files) == len(default.sources) == 51


def test_a_file_is_named_by_its_framework(files: dict[str, Framework]) -> None:
    assert {path.stem for path in (bundled("codebook") / "crosswalk").iterdir()} == set(files)


def test_every_link_of_the_codebook_is_found_from_its_framework(default: Codebook, files: dict[str, Framework]) -> None:
    found = {
        (row.framework, one.code) for file in files.values() for row in rows_of(default, file) for one in row.codes
    }
    links = {(link.partition(":")[0], code.id) for code in default.codes for link in code.crosswalk}
    assert links <= found


def test_outlines_hold_constructs_without_a_code(default: Codebook, files: dict[str, Framework]) -> None:
    assert {key for key, file in files.items() if file.scope == "outline"} == OUTLINED
    assert {key: len(files[key].constructs) for key in SIZES} == SIZES
    uncoded = {row.construct for row in rows_of(default, files["ERIC"]) if not row.codes}
    assert "Model and simulate change" in uncoded
    assert "Promote network weaving" not in uncoded


def test_the_digest_of_the_default_codebook_is_that_of_its_release(default: Codebook) -> None:
    assert default.digest.startswith("23148d1d93a2")


@pytest.mark.parametrize(
    ("book", "file", "rows"),
    [
        pytest.param(
            linked("faith"), framework(Construct(label="faith")), [("faith", ["STA.TRUST related"])], id="by-label"
        ),
        pytest.param(
            linked("faith, hope"),
            framework(
                Construct(label="faith", links=("faith, hope",), codes={"STA.TRUST": "same"}),
                Construct(label="hope", links=("faith, hope",), codes={"STA.TRUST": "part"}),
            ),
            [("faith", ["STA.TRUST same"]), ("hope", ["STA.TRUST part"])],
            id="one-link-to-two",
        ),
        pytest.param(linked(), framework(Construct(label="faith")), [("faith", [])], id="no-code"),
        pytest.param(
            linked("faith"),
            framework(Construct(label="hope")),
            [("hope", []), ("faith", ["STA.TRUST related"])],
            id="linked-to-what-the-file-lacks",
        ),
        pytest.param(
            linked(),
            framework(Construct(label="faith", codes={"STA.TRUST": "same"})),
            [("faith", [])],
            id="the-codebook-has-the-last-word",
        ),
        pytest.param(
            linked(),
            framework(Construct(label="faith", also={"NET.TIES": "part", "NET.GONE": "part"})),
            [("faith", ["(NET.TIES part)"])],
            id="fits-and-does-not-link",
        ),
    ],
)
def test_a_framework_has_its_constructs_with_their_codes(
    book: Codebook, file: Framework, rows: list[tuple[str, list[str]]]
) -> None:
    told = [
        (row.construct, [f"{c.code} {c.how}" if c.is_linked else f"({c.code} {c.how})" for c in row.codes])
        for row in rows_of(book, file)
    ]
    assert told == rows


@pytest.mark.parametrize(
    ("book", "file", "problem"),
    [
        pytest.param(
            linked("faith"), framework(Construct(label="hope")), "OWN: has no construct 'faith'", id="file-lacks-it"
        ),
        pytest.param(
            linked("faith"), framework(Construct(label="faith")), "OWN.faith: STA.TRUST links to it", id="code-untold"
        ),
        pytest.param(
            linked(),
            framework(Construct(label="faith", codes={"STA.TRUST": "same"})),
            "OWN.faith: STA.TRUST does not link to it",
            id="code-does-not-link",
        ),
        pytest.param(
            linked(),
            framework(Construct(label="faith", links=("hope",))),
            "OWN.faith: nothing links to 'hope'",
            id="link-of-nobody",
        ),
        pytest.param(
            linked(), framework(Construct(label="a", also={"NO.CODE": "same"})), "OWN.a: no code NO.CODE", id="no-code"
        ),
        pytest.param(
            linked("a"),
            framework(Construct(label="a", codes={"STA.TRUST": "same"}, also={"STA.TRUST": "same"})),
            "OWN.a: STA.TRUST links to it already",
            id="told-twice",
        ),
        pytest.param(
            linked(), framework(Construct(label="a"), Construct(label="a")), "OWN.a: is listed twice", id="listed-twice"
        ),
        pytest.param(linked(), None, "OWN: is a source of the codebook and has no file", id="no-file"),
        pytest.param(
            linked(), framework(doi="10.1/x"), "OWN: is cited otherwise in the codebook", id="cited-otherwise"
        ),
    ],
)
def test_where_codebook_and_files_differ_is_told(book: Codebook, file: Framework | None, problem: str) -> None:
    assert [str(each) for each in disagreements(book, [file] if file else [])] == [problem]


def test_a_source_without_a_file_is_outlined_by_its_links() -> None:
    book = linked("faith")
    (only,) = outlined(book, [])
    assert (only.id, only.cite) == ("OWN", "Nobody, 2020")
    assert [row.construct for row in rows_of(book, only)] == ["faith"]
