"""Sources of every kind, and where their texts are."""

from __future__ import annotations

from made_up_docx import p, r, word
from made_up_refi import STORY, TEXT, coding, qde, qdpx, selection
from relsynth.formats.refi_project import ForeignProject
from relsynth.formats.refi_reading import read_qdpx

PLAIN = {f"{TEXT}.txt": STORY.encode()}
HELD = f'guid="{TEXT}" plainTextPath="internal://{TEXT}.txt"'


def read(sources: str, files: dict[str, bytes]) -> ForeignProject:
    return read_qdpx(qdpx(qde(sources), files))


def quotes(project: ForeignProject) -> list[str]:
    texts = {source.guid: source.text for source in project.sources}
    return [texts[one.source][one.start : one.end] for one in project.codings]


def lost(project: ForeignProject) -> dict[str, int]:
    return {f"{loss.what}: {loss.why}": loss.count for loss in project.losses}


def area(kind: str, inside: str, name: str = "") -> str:
    named = f' name="{name}"' if name else ""
    return (
        f'<{kind} guid="A{len(inside)}"{named} page="1" firstX="0" firstY="0" secondX="9" secondY="9">{inside}</{kind}>'
    )


def test_a_pdf_has_the_text_that_stands_for_it() -> None:
    project = read(
        f'<PDFSource guid="P" name="Paper.pdf" path="internal://P.pdf">'
        f"{area('PDFSelection', coding(number=2), 'The ties were loose')}"
        f"<Representation {HELD}>{selection(0, 5, coding())}</Representation></PDFSource>",
        PLAIN,
    )
    assert [(one.guid, one.name, one.kind) for one in project.sources] == [("P", "Paper.pdf", "PDF")]
    assert quotes(project) == ["Trust", "The ties were loose"]
    assert lost(project) == {"places of a page or file: found by their words, not by positions": 1}


def test_a_place_on_a_page_is_found_by_the_words_told_inside_of_it_or_not_at_all() -> None:
    told = "<Representation guid='R2'><PlainTextContent>loose  at\nfirst</PlainTextContent></Representation>"
    project = read(
        f'<PDFSource guid="P" name="Paper.pdf">{area("PDFSelection", told + coding())}'
        f"{area('PDFSelection', coding(number=2))}<Representation {HELD}/></PDFSource>",
        PLAIN,
    )
    assert quotes(project) == ["loose at first"]
    assert lost(project)["codings: a place on a page of a PDF"] == 1


def test_what_is_no_text_is_counted() -> None:
    project = read(
        f'<PictureSource guid="P" name="a.jpg">{area("PictureSelection", coding())}</PictureSource>'
        f'<VideoSource guid="V" name="b.mp4">{area("VideoSelection", coding(number=2))}</VideoSource>',
        {},
    )
    assert lost(project) == {
        "sources: a picture without a text of its own": 1,
        "sources: recordings without a transcript": 1,
        "codings: a place in a picture": 1,
        "codings: a stretch of a recording": 1,
    }


def test_a_transcript_is_coded_between_its_sync_points() -> None:
    points = '<SyncPoint guid="S1" position="0"/><SyncPoint guid="S2" position="17"/><SyncPoint guid="S3"/>'
    first = f'<TranscriptSelection guid="T1" fromSyncPoint="S1" toSyncPoint="S2">{coding()}</TranscriptSelection>'
    other = (
        f'<TranscriptSelection guid="T2" fromSyncPoint="S2" toSyncPoint="S3">{coding(number=2)}</TranscriptSelection>'
    )
    project = read(
        f'<AudioSource guid="V" name="b.mp3"><Transcript {HELD} name="Talk">{points}{first}{other}</Transcript>'
        "</AudioSource>",
        PLAIN,
    )
    assert [(one.name, one.kind) for one in project.sources] == [("Talk", "transcript")]
    assert quotes(project) == ["Trust grew slowly"]
    assert lost(project) == {"codings: they have no positions": 1}


def test_a_word_file_alone_is_read_by_our_reader_and_places_are_found_by_their_words() -> None:
    rich = word(p(r("Trust grew among the drivers of the van.")))
    project = read(
        f'<TextSource guid="{TEXT}" name="Paper.docx" richTextPath="internal://{TEXT}.docx">'
        f"{selection(3, 9, coding(), name='Trust grew among')}"
        f"{selection(3, 9, coding(number=2), name='not in the file at all')}</TextSource>",
        {f"{TEXT}.docx": rich},
    )
    assert quotes(project) == ["Trust grew among"]
    assert lost(project) == {
        "codings: a place of a file, whose words do not stand once in the text": 1,
        "places of a page or file: found by their words, not by positions": 1,
        "texts of their own: the source has none; ours was read from its file": 1,
    }


def test_an_empty_text_is_none() -> None:
    assert lost(read(f'<TextSource name="Story" {HELD}/>', {f"{TEXT}.txt": b" \n"})) == {
        "sources: their text is empty": 1
    }
