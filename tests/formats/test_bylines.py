"""Bylines: where one name ends and the next begins, and which part is the family's."""

from __future__ import annotations

import time

import pytest

from relsynth.formats.bylines import Style, listing, names_in, turned
from relsynth.records import person


@pytest.mark.parametrize(
    ("byline", "style", "names"),
    [
        pytest.param("Okafor, Ada; Lund, Ben", None, ["Okafor, Ada", "Lund, Ben"], id="semicolons"),
        pytest.param("Okafor, Ada ;Lund,B.;", None, ["Okafor, Ada", "Lund, B."], id="untidy-semicolons"),
        pytest.param("Okafor A., Lund B.-C.", None, ["Okafor, A.", "Lund, B.-C."], id="scopus-of-old"),
        pytest.param("Lim SM, Shiau CWC, Lau Y.", None, ["Lim, SM", "Shiau, CWC", "Lau, Y."], id="pubmed"),
        pytest.param("Okafor, A., Lund, B. C.", None, ["Okafor, A.", "Lund, B. C."], id="initials-after-each-comma"),
        pytest.param("Okafor, Ada and Lund, Ben", None, ["Okafor, Ada", "Lund, Ben"], id="bibtex"),
        pytest.param("Okafor A, Lund B & Meer C", None, ["Okafor, A", "Lund, B", "Meer, C"], id="commas-and-ampersand"),
        pytest.param(
            "Ada Okafor, Ben de Vries, Cy Meer", None, ["Okafor, Ada", "de Vries, Ben", "Meer, Cy"], id="given"
        ),
        pytest.param("García López, María José", None, ["García López, María José"], id="one-name-of-four-words"),
        pytest.param("Roca Sol, Ana, Paz Gil, Eva", "pairs", ["Roca Sol, Ana", "Paz Gil, Eva"], id="scielo"),
        pytest.param(
            "Ada OkaforBen LundCy McDonald", "run-on", ["Okafor, Ada", "Lund, Ben", "McDonald, Cy"], id="springer"
        ),
        pytest.param("['Okafor, Ada', \"O'Hara, Ben\"]", None, ["Okafor, Ada", "O'Hara, Ben"], id="list-of-python"),
        pytest.param('["Okafor, Ada"]', None, ["Okafor, Ada"], id="list-of-json"),
        pytest.param("Okafor, Ada, Jr.", None, ["Okafor, Ada, Jr."], id="suffix"),
        pytest.param("Okafor A, et al.", None, ["Okafor, A"], id="and-others"),
        pytest.param("Ministry of Health and Ferries", None, ["Ministry of Health and Ferries"], id="a-body-with-and"),
        pytest.param("Okafor, Ada|Lund, Ben", None, ["Okafor, Ada", "Lund, Ben"], id="bars"),
        pytest.param("Okafor, Ada\nLund, Ben", None, ["Okafor, Ada", "Lund, Ben"], id="a-line-each"),
        pytest.param("王小明; 李四", None, ["王小明", "李四"], id="names-in-one-word"),
        pytest.param(" ; ,", None, [], id="nothing"),
        pytest.param(
            "Okafor Ada M; Lund-Ré Ben; Quist UM",
            None,
            ["Okafor Ada M", "Lund-Ré Ben", "Quist UM"],
            id="semicolons-without-commas-are-not-inverted",
        ),
        pytest.param("Okafor Ada M", None, ["Okafor Ada M"], id="one-name-alone-is-not-inverted"),
        pytest.param(
            "García López M.; A. van der Meer", None, ["García López, M.", "van der Meer, A."], id="dots-tell"
        ),
    ],
)
def test_a_byline_is_split_into_its_names(byline: str, style: Style | None, names: list[str]) -> None:
    assert list(names_in(byline, style=style)) == names


@pytest.mark.parametrize(
    ("name", "family"),
    [
        pytest.param("J. R. R. Quist", "Quist", id="initials-first"),
        pytest.param("Quist JRR", "Quist", id="initials-last"),
        pytest.param("van der Meer L", "van der Meer", id="particles-and-initials"),
        pytest.param("Ludwig van der Meer", "van der Meer", id="particles-inside"),
        pytest.param("Ada Okafor Jr.", "Okafor", id="suffix"),
        pytest.param("ADA OKAFOR", "OKAFOR", id="capitals"),
        pytest.param("Night Bakers Study Group", "Night Bakers Study Group", id="group"),
        pytest.param("Okafor", "Okafor", id="one-word"),
        pytest.param("Ward 7 Nurses", "Ward 7 Nurses", id="with-a-number"),
    ],
)
def test_the_family_comes_first(name: str, family: str) -> None:
    assert person(turned(name)).family == family


@pytest.mark.parametrize("text", ["[1, 2]", "[", "['a', b]", "[" * 5000, "['a'" * 2000])
def test_what_is_no_list_of_strings_is_none(text: str) -> None:
    assert listing(text) is None


@pytest.mark.parametrize("piece", ["A ", "A, ", "a and ", "','", "['a',", "aA", "Jr, "])
def test_a_hostile_byline_takes_no_time(piece: str) -> None:
    begun = time.process_time()
    names_in(piece * 20_000)
    names_in(piece * 20_000, style="run-on")
    assert time.process_time() - begun < 2
