from __future__ import annotations

import pytest

from relsynth.formats.pdf.declarations import declared, is_declaring, is_statement


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Funding: Paid for by the town.", ("Funding", "Paid for by the town."), id="colon"),
        pytest.param("Competing interests. None.", ("Competing interests", "None."), id="full-stop"),
        pytest.param(
            "All authors have completed a form; no conflicts of interest were found.",
            ("", "All authors have completed a form; no conflicts of interest were found."),
            id="bare-statement",
        ),
        pytest.param("Setting: A clinic in a town.", None, id="part-of-an-abstract"),
        pytest.param("Funding was short in all of the towns: some closed.", None, id="sentence"),
    ],
)
def test_a_declaration_is_told_by_its_head_or_its_words(text: str, expected: tuple[str, str] | None) -> None:
    assert declared(text) == expected


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        pytest.param("The authors declare no competing interests.", True, id="declare"),
        pytest.param("No conflicts of interest were reported.", True, id="none"),
        pytest.param("The authors of four trials met funders with interests.", False, id="authors-of-trials"),
        pytest.param("The authors reported shorter stays in all wards.", False, id="no-interests"),
    ],
)
def test_a_statement_says_who_declares_what(text: str, is_one: bool) -> None:
    assert is_statement(text) is is_one


@pytest.mark.parametrize(("heading", "is_one"), [("Acknowledgements", True), ("Results", False)])
def test_headings_of_back_matter_declare(heading: str, is_one: bool) -> None:
    assert is_declaring(heading) is is_one
