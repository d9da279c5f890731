"""Which readings hold: those of a reader and of weights of today, and GROBID's until it is asked again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from made_up import document
from relsynth import formats
from relsynth.workflow import grobid
from relsynth.workflow.readings import is_read, stamped

TODAY = sorted(formats.readers())[0]


def kept(reader: str) -> str:
    return stamped(replace(document(), reader=reader)).reader


@pytest.mark.parametrize(
    ("reader", "by_grobid", "expected"),
    [
        pytest.param(None, False, False, id="never-read"),
        pytest.param(kept(TODAY), False, True, id="by-a-reader-and-weights-of-today"),
        pytest.param(TODAY, False, False, id="before-weights-were-named"),
        pytest.param(f"{TODAY}+00000000", False, False, id="with-other-weights"),
        pytest.param(kept("jats/0"), False, False, id="by-an-older-reader"),
        pytest.param("grobid+tei/0", False, True, id="by-an-older-grobid-and-it-is-not-asked"),
        pytest.param("grobid+tei/0", True, False, id="by-an-older-grobid-and-it-is-asked"),
        pytest.param(f"{grobid.READER}+00000000", False, True, id="by-grobid-with-other-weights-and-it-is-not-asked"),
        pytest.param(kept(grobid.READER), True, True, id="by-grobid"),
        pytest.param(kept(TODAY), True, False, id="by-another-reader-and-grobid-is-asked"),
    ],
)
def test_which_readings_hold(reader: str | None, by_grobid: bool, expected: bool) -> None:
    assert is_read(reader, by_grobid=by_grobid) is expected


def test_a_reading_with_other_weights_is_another_version_of_the_same_text() -> None:
    of = document()
    assert stamped(of).version != of.version
    assert replace(stamped(of), reader=of.reader) == of
