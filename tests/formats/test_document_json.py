"""What a reading process says: believed where it has the shape of a document, and nowhere else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from relsynth import formats
from relsynth.documents import Document, Paragraph, Section
from relsynth.formats.document_json import Refusal, is_sound, read, written

SOURCE = b"# Two boats\n\n## Methods\n\nThe crews kept a log of every crossing.\n\nThey met in the harbour.\n"
DOCUMENT = formats.read(SOURCE, path_name="boats.md")


@pytest.mark.parametrize(
    "answer", [DOCUMENT, Refusal(message="it is \N{SNOWMAN}"), Refusal(kind="format", message="none", line=3)]
)
def test_what_is_written_is_read_back(answer: Document | Refusal) -> None:
    assert read(written(answer), SOURCE) == answer


@pytest.mark.parametrize(
    "said",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"\x80\x04}.", id="pickle"),
        pytest.param(b"[" * 100_000, id="nested-without-end"),
        pytest.param(b'{"message":7}', id="wrong-type"),
        pytest.param(written(DOCUMENT)[:-9], id="cut-short"),
        pytest.param(written(DOCUMENT).replace(b'"text":"', b'"text":7,"x":"'), id="text-is-a-number"),
        pytest.param(written(DOCUMENT).replace(DOCUMENT.id.encode(), b"d1:0000000000000000"), id="of-another-file"),
    ],
)
def test_what_has_not_the_shape_of_an_answer_is_none(said: bytes) -> None:
    assert read(said, SOURCE) is None


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"paragraphs": (Paragraph(start=0, end=10**6, section=0),)}, id="paragraph-behind-the-text"),
        pytest.param({"paragraphs": (Paragraph(start=-1, end=4, section=0),)}, id="paragraph-before-it"),
        pytest.param({"paragraphs": (Paragraph(start=0, end=4, section=99),)}, id="no-such-section"),
        pytest.param({"paragraphs": DOCUMENT.paragraphs[::-1]}, id="out-of-order"),
        pytest.param({"sections": (Section(heading="a", label="other", parent=0),) * 3}, id="its-own-parent"),
        pytest.param({"citations": (10**6,)}, id="citation-behind-the-text"),
        pytest.param({"spoken": ((5, 5),)}, id="empty-words-of-people"),
    ],
)
def test_a_document_whose_places_are_not_in_its_text_is_not_believed(changed: dict[str, object]) -> None:
    document = replace(DOCUMENT, **changed)  # type: ignore[arg-type]
    assert not is_sound(document, SOURCE)
    assert read(written(document), SOURCE) is None
    assert is_sound(DOCUMENT, SOURCE)
