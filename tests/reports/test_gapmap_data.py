"""What travels inside the page of the gap map: whole, once, by study, and never as markup."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gapmap_pages import coding, large_page, small_page
from relsynth.reports.gapmap_data import by_study, embed, page_data, page_texts
from relsynth.reports.gapmap_page import MapCrossing, MapFacet, MapFramework


def read(value):
    return json.loads(embed(value))


def axis(page, id):
    return next(each for each in read(page_data(page))["axes"] if each["id"] == id)


def said_by(made):
    """What an axis says of each of its entities, in ids."""
    return [[made["values"][value]["id"] for value in made["sets"][number]] for number in made["of"]]


def test_every_quote_travels_whole_and_once():
    page = large_page(studies=30, codings=300)
    texts, quotes = read(page_texts(page))
    assert [texts[at] for at in quotes["quote"]] == [one.quote for one in by_study(page)]
    assert [texts[at] for at in quotes["place"]] == [one.place for one in by_study(page)]
    assert len(set(texts)) == len(texts)


def test_shared_sentences_are_stored_once():
    codings = tuple(coding("STA.TRUST", study, "results", "They trusted it.", place="d1:1 0-16") for study in range(3))
    page = small_page(codings=codings, constructs=(replace(small_page().constructs[0], k=3),))
    assert read(page_texts(page))[0].count("They trusted it.") == 1


def test_codings_of_a_study_stand_together_in_their_own_order():
    page = large_page(studies=12, codings=200)
    studies = read(page_data(page))["codings"]["study"]
    assert studies == sorted(studies)
    own = [one.place for one in page.codings if one.study == 3]
    assert [one.place for one in by_study(page) if one.study == 3] == own


@pytest.mark.parametrize(
    ("id", "said"),
    [
        pytest.param(
            "section", [["methods"], ["results"], ["results"], ["results"], ["lessons_learned"]], id="section"
        ),
        pytest.param("role", [["facilitator"], ["barrier", "facilitator"], [], [], []], id="several-and-none"),
    ],
)
def test_an_axis_says_of_each_coding_what_the_coding_says(id, said):
    assert said_by(axis(small_page(), id))[:5] == said


def test_a_characteristic_says_something_of_studies():
    country = MapFacet(
        id="country", label="Country", values=(("Kenya", "Kenya"), ("Peru", "Peru")), missing="Not found"
    )
    studies = tuple(
        replace(study, facets=(("country", said),))
        for study, said in zip(small_page().studies, (("Peru",), ("Kenya", "Peru"), (), ("Kenya",)), strict=True)
    )
    made = axis(small_page(characteristics=(country,), studies=studies), "country")
    assert (made["kind"], made["missing"]) == ("study", "Not found")
    assert said_by(made) == [["Peru"], ["Kenya", "Peru"], [], ["Kenya"]]


def test_a_framework_s_construct_holds_every_code_that_stands_for_it():
    framework = MapFramework(
        id="RIVER",
        label="Rivers",
        constructs=(
            MapCrossing(label="depth", codes=("STA.TRUST", "STA.RESPECT")),
            MapCrossing(label="width", codes=("STA.RESPECT",)),
            MapCrossing(label="colour"),
        ),
    )
    page = small_page(frameworks=(framework,))
    made = axis(page, "RIVER")
    said = dict(zip(read(page_data(page))["codes"], said_by(made), strict=True))
    assert said == {"STA.TRUST": ["0"], "STA.RESPECT": ["0", "1"], "GOAL.VISION": []}
    assert [value["codeless"] for value in made["values"]] == [False, False, True]


def test_files_that_are_saved_can_say_where_they_come_from():
    about = read(page_data(small_page()))["about"]
    assert about["scope"] == "4 studies of 6 papers; left out of every n: 1 not English (fr), 1 abstract only"
    assert (about["codebook"], about["coders"]) == ("partnering 1.0.0 (3fa2)", ["lexicon@3fa2"])


@given(st.text(alphabet=st.one_of(st.characters(codec="utf-8"), st.sampled_from("<>&/!-\u2028\u2029\"'"))))
def test_embedded_text_comes_back_and_cannot_end_its_element(text):
    embedded = embed({"text": text})
    assert json.loads(embedded) == {"text": text}
    assert not set(embedded) & set("<>&\u2028\u2029")
