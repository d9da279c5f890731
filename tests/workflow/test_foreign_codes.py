"""Which code of ours a foreign one is."""

from __future__ import annotations

import json

import pytest

from made_up import codebook as book_file
from relsynth.codebook import Codebook
from relsynth.codebook_import import ForeignCode
from relsynth.formats.refi_xml import guid
from relsynth.workflow.foreign_codes import ids_of

BOOK = Codebook.model_validate(json.loads(book_file()))


@pytest.mark.parametrize(
    ("code", "ours"),
    [
        pytest.param(ForeignCode(name="Other", guid=guid("code", "STA.TRUST")), "STA.TRUST", id="our-guid"),
        pytest.param(
            ForeignCode(name="Other", guid="A", description="Code id: STA.TRUST"), "STA.TRUST", id="our-words"
        ),
        pytest.param(ForeignCode(name="STA.TRUST", guid="A"), "STA.TRUST", id="our-id"),
        pytest.param(ForeignCode(name="sta.trust", guid="A"), "STA.TRUST", id="our-label-in-other-capitals"),
        pytest.param(ForeignCode(name="In staff", guid="A"), "NET.TIES", id="table-by-path"),
        pytest.param(ForeignCode(name="Faith", guid="A"), None, id="none"),
        pytest.param(ForeignCode(name="STA.TRUST"), None, id="without-a-guid-nothing-refers-to-it"),
    ],
)
def test_a_code_is_known_or_it_is_not(code: ForeignCode, ours: str | None) -> None:
    tree = (ForeignCode(name="Trust", guid="TOP", children=(code,)),)
    found = ids_of(tree, BOOK, {"trust / in staff": "NET.TIES"})
    assert found.get(code.guid or "") == ours
