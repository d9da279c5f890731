"""A project written for other programs: valid by the schema, and read back as it was."""

from __future__ import annotations

import io
import json
import unicodedata
import zipfile

from hypothesis import given, settings
from hypothesis import strategies as st

from made_up import codebook as book_file
from made_up_refi import assert_valid
from relsynth.codebook import Codebook
from relsynth.formats.refi_project import ForeignCoding, ForeignNote, ForeignProject, ForeignSource, ForeignUser
from relsynth.formats.refi_reading import read_qdpx
from relsynth.formats.refi_writing import write_qdpx
from relsynth.formats.refi_xml import guid

BOOK = Codebook.model_validate(json.loads(book_file()))
CODES = [guid("code", code.id) for code in BOOK.codes]
USERS = tuple(ForeignUser(guid=guid("user", name), name=name) for name in ("Ana", "Bén 😀"))
SIGNS = st.sampled_from(["trust", " ", "\n", "e\u0301", "\U0001f600", "שלום", ". ", "<&>", "한"])
TEXTS = (
    st.lists(SIGNS, min_size=1, max_size=30)
    .map("".join)
    .map(lambda text: unicodedata.normalize("NFC", text))
    .filter(str.strip)
)
WORDS = st.sampled_from(["Mind this.", "Two\nlines; and <&> é😀", "role: none"])
TIMES = st.none() | st.sampled_from(["2026-01-01T00:00:00+00:00", "2025-12-31T23:59:59Z"])
WHO = st.none() | st.sampled_from([user.guid for user in USERS])
FACETS = st.sampled_from([(), (("assertion", ("affirmed", "negated")), ("role", ("goal; or: none",)))])


@st.composite
def projects(draw: st.DrawFn) -> ForeignProject:
    """Projects with any texts, codings and notes; one coding for each code, user and place."""
    sources = tuple(
        ForeignSource(guid=guid("document", n), name=f"van {n}", text=draw(TEXTS), user=draw(WHO))
        for n in range(draw(st.integers(0, 2)))
    )
    codings: dict[tuple[object, ...], ForeignCoding] = {}
    for _ in range(draw(st.integers(0, 4)) if sources else 0):
        source = draw(st.sampled_from(sources))
        start = draw(st.integers(0, len(source.text) - 1))
        end = draw(st.integers(start + 1, len(source.text)))
        if not source.text[start:end].strip():
            continue
        said = (source.guid, start, end, draw(st.sampled_from(CODES)), draw(st.sampled_from(USERS)).guid)
        verdict = draw(st.sampled_from(["code", "reject"]))
        codings[said] = ForeignCoding(
            guid=guid("coding", *said, verdict),
            source=source.guid,
            start=start,
            end=end,
            code=said[3],
            user=said[4],
            at=draw(TIMES),
            facets=draw(FACETS),
            reason=draw(st.sampled_from([None, "accepts STA.TRUST"])),
            verdict=verdict,
            settles=draw(st.sampled_from([(), (CODES[0],)])),
        )
    targets = [("project", None), *(("source", one.guid) for one in sources), ("code", CODES[0])]
    targets += [("coding", one.guid) for one in codings.values()]
    notes = tuple(
        ForeignNote(
            text=draw(WORDS),
            about=about,
            target=target,
            user=draw(WHO),
            at=draw(TIMES),
            to_adjudicator=draw(st.booleans()),
        )
        for about, target in draw(st.lists(st.sampled_from(targets), max_size=3))
    )
    return ForeignProject(
        name="Van <1>", origin=None, users=USERS, codes=(), sources=sources, codings=tuple(codings.values()),
        notes=notes, sets=(), selections=0,
    )  # fmt: skip


@settings(max_examples=60)
@given(projects())
def test_a_project_is_read_back_as_it_was_written(project: ForeignProject) -> None:
    again = read_qdpx(write_qdpx(project, BOOK))
    assert (again.name, again.users, again.is_ours, again.counting) == (project.name, project.users, True, None)
    assert again.sources == project.sources
    assert set(again.codings) == set(project.codings)
    assert len(again.codings) == len(project.codings)
    assert sorted(map(repr, again.notes)) == sorted(map(repr, project.notes))
    assert again.losses == ()


@settings(max_examples=30)
@given(projects())
def test_what_is_written_is_valid_and_the_same_every_time(project: ForeignProject) -> None:
    made = write_qdpx(project, BOOK)
    assert made == write_qdpx(project, BOOK)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.testzip() is None
        assert all(info.date_time[0] == 1980 for info in archive.infolist())
        assert_valid(archive.read("project.qde"), "Project.xsd")
