"""Reading projects of other programs: every way of writing them that is tolerated, and where codings come to stand."""

from __future__ import annotations

import pytest

from made_up_refi import ANA, BEN, CODES, STORY, TEXT, TIES, TRUST, coding, qde, qdpx, selection, story, text_source
from relsynth.errors import InputError
from relsynth.formats.refi_project import ForeignProject
from relsynth.formats.refi_reading import read_qdpx

GREW = "Trust grew slowly"


def quotes(project: ForeignProject) -> list[str]:
    """The words of each coding."""
    texts = {source.guid: source.text for source in project.sources}
    return [texts[one.source][one.start : one.end] for one in project.codings]


def lost(project: ForeignProject) -> dict[str, int]:
    return {f"{loss.what}: {loss.why}": loss.count for loss in project.losses}


ONE = selection(0, 17, coding())
FILES = {f"{TEXT}.txt": STORY.encode()}


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(story(ONE), id="as-it-ought-to-be"),
        pytest.param(qdpx(qde(text_source(ONE), space=""), FILES), id="no-namespace"),
        pytest.param(
            qdpx(qde(text_source(ONE), space=' xmlns="urn:QDA-XML:project:1:0"'), FILES), id="other-namespace"
        ),
        pytest.param(qdpx(qde(text_source(ONE)), FILES, name="Project.qde", folder="Sources/"), id="capitals"),
        pytest.param(qdpx(qde(text_source(ONE)), FILES, name="a/b/project.qde", folder="a/b/sources/"), id="deep"),
        pytest.param(qdpx("\ufeff" + qde(text_source(ONE)), FILES), id="byte-order-mark"),
        pytest.param(qdpx(qde(text_source(ONE).replace(TRUST, "{" + TRUST.lower() + "}")), FILES), id="braced-guids"),
        pytest.param(qdpx(qde(text_source(ONE), rest="<Sets/>"), FILES), id="empty-sets"),
        pytest.param(qdpx(qde(text_source(ONE, path=f"relative:///{TEXT}.txt")), FILES), id="relative-path"),
        pytest.param(qdpx(qde(text_source(ONE, path=f"absolute:///C:\\x\\{TEXT}.txt")), FILES), id="absolute-path"),
        pytest.param(qdpx(qde(text_source(ONE, path=None)), FILES), id="no-path-but-a-file-of-its-name"),
        pytest.param(qde(text_source(ONE, path=None, text=STORY)).encode(), id="bare-qde-with-its-text"),
        pytest.param(story(ONE, text=STORY.encode("utf-16")), id="utf-16"),
        pytest.param(story(ONE, text=STORY.encode("utf-8-sig")), id="text-with-a-mark"),
        pytest.param(story(selection(17, 0, coding())), id="end-before-start"),
        pytest.param(story(selection("0", "17.0", coding())), id="positions-with-a-point"),
        pytest.param(story(selection(0, 17, "<Description/>", coding())), id="empty-description"),
    ],
)
def test_a_coding_is_found_however_the_file_is_written(source: bytes) -> None:
    project = read_qdpx(source)
    assert quotes(project) == [GREW]
    (one,) = project.codings
    assert (one.code, one.user) == (TRUST, ANA)
    assert (project.selections, project.told) == (1, 1)


def test_line_ends_and_composed_signs_move_a_place_and_not_its_words() -> None:
    raw = "Cafe\u0301 talk\r\n\U0001f600 Trust grew\r\nhere"
    start = raw.index("Trust")
    project = read_qdpx(story(selection(start, start + 10, coding()), text=raw))
    assert quotes(project) == ["Trust grew"]
    assert project.sources[0].text == "Café talk\n\U0001f600 Trust grew\nhere"


def test_a_program_that_counts_a_line_end_once_is_believed() -> None:
    raw = "One line\r\n\r\nTrust grew"
    at = raw.replace("\r\n", "\n").index("Trust")
    assert quotes(read_qdpx(story(selection(at, at + 5, coding()), text=raw, origin="ATLAS.ti 8"))) == ["Trust"]


def test_inclusive_ends_are_told_by_all_selections_together() -> None:
    words = [(at, at + len(word) - 1) for word in STORY.split() if (at := STORY.index(word)) >= 0 and word.isalpha()]
    made = [selection(start, end, coding(number=n), number=n) for n, (start, end) in enumerate(words)]
    project = read_qdpx(story(*made))
    assert all(quote in STORY.split() for quote in quotes(project))
    assert project.counting is not None
    assert "the end position is that of the last sign" in project.counting


@pytest.mark.parametrize(
    ("inside", "loss"),
    [
        pytest.param(selection(500, 510, coding()), "codings: their positions are outside the text", id="outside"),
        pytest.param(selection(-5, 3, coding()), "codings: their positions are outside the text", id="before"),
        pytest.param(selection(5, 5, coding()), "codings: no words stand there", id="empty"),
        pytest.param(selection("x", 5, coding()), "codings: they have no positions", id="no-number"),
        pytest.param(selection(0, 17), "selections without a code: nothing is said there", id="no-code"),
        pytest.param(selection(0, 17, coding(TEXT)), "codings: their code is not in the project", id="unknown-code"),
        pytest.param(coding(), "codes on a whole source: a code stands on words here", id="whole-source"),
    ],
)
def test_what_has_no_place_is_counted_with_its_reason(inside: str, loss: str) -> None:
    project = read_qdpx(story(inside))
    assert project.codings == ()
    assert lost(project) == {loss: 1}


def test_an_end_behind_the_text_is_taken_as_its_end() -> None:
    project = read_qdpx(story(selection(40, 900, coding())))
    assert quotes(project) == [STORY[40:]]
    assert lost(project) == {"ends behind the text: the end of the text was taken": 1}


def test_a_code_that_is_a_case_is_told_as_one() -> None:
    cases = f'<Cases><Case guid="{BEN}" name="Driver 1"/></Cases>'
    project = read_qdpx(qdpx(qde(text_source(selection(0, 17, coding(BEN))), rest=cases), FILES))
    assert lost(project) == {
        "selections of a case: there are no cases here": 1,
        "cases: there is no place for them here": 1,
    }


def test_sources_without_a_text_are_counted_with_what_was_coded_in_them() -> None:
    project = read_qdpx(qdpx(qde(text_source(ONE))))
    assert lost(project) == {
        "sources: the file of their text is not in the archive": 1,
        "codings: the file of their text is not in the archive": 1,
    }


def test_who_coded_is_looked_for_on_the_coding_the_selection_the_source_and_the_project() -> None:
    nobody = coding().replace(f' creatingUser="{ANA}"', "")
    by_selection = selection(0, 5, nobody).replace("<PlainTextSelection", f'<PlainTextSelection creatingUser="{BEN}"')
    assert [one.user for one in read_qdpx(story(by_selection)).codings] == [BEN]
    assert [one.user for one in read_qdpx(story(selection(0, 5, nobody))).codings] == [ANA]


def test_all_that_a_project_holds_is_there_or_counted() -> None:
    rest = (
        '<Sets><Set guid="A1" name="Mine"><MemberCode targetGUID="' + TIES + '"/></Set></Sets>'
        '<Graphs><Graph guid="A2" name="Net"/></Graphs>'
    )
    variables = '<Variables><Variable guid="A3" name="Age" typeOfVariable="Integer"/></Variables>'
    project = read_qdpx(
        qdpx(qde(text_source(ONE), rest=variables + rest, codes=CODES.replace("/>", ' color="#fff"/>', 1)), FILES)
    )
    assert [(one.name, one.codes) for one in project.sets] == [("Mine", (TIES,))]
    assert [user.name for user in project.users] == ["Ana", "Ben"]
    assert lost(project) == {
        "variables: there is no place for them here": 1,
        "graphs: there is no place for them here": 1,
        "colours of codes: a code has no colour here": 1,
        "sets: kept as a memo on the project": 1,
    }


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"no project", id="text"),
        pytest.param(b"<CodeBook/>", id="codebook"),
        pytest.param(qdpx('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><Project>&x;</Project>'), id="entity"),
    ],
)
def test_what_is_no_project_is_refused(source: bytes) -> None:
    with pytest.raises(InputError):
        read_qdpx(source)
