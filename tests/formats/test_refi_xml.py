"""The XML of REFI-QDA, as programs write it."""

from __future__ import annotations

import pytest

from relsynth.errors import InputError
from relsynth.formats.refi_xml import description_of, guid, guid_of, new_root, number_of, put, root_of, written


@pytest.mark.parametrize(
    "source",
    [
        pytest.param('<Project xmlns="urn:QDA-XML:project:1.0"/>', id="as-it-ought-to-be"),
        pytest.param('<Project xmlns="urn:QDA-XML:project:1:0"/>', id="another-namespace"),
        pytest.param("<Project/>", id="no-namespace"),
        pytest.param('\ufeff<?xml version="1.0" encoding="utf-8"?>\r\n<Project/>', id="mark-and-declaration"),
        pytest.param("<Project name='a&#x0;b&#31;'/>", id="references-to-what-is-no-sign"),
        pytest.param("<Project name='a\x01b'/>", id="control-signs"),
        pytest.param("<!DOCTYPE Project><Project/>", id="harmless-doctype"),
    ],
)
def test_a_root_is_found_however_it_is_written(source: str) -> None:
    assert root_of(source.encode(), "Project").tag.endswith("Project")


def test_two_byte_signs_are_read() -> None:
    source = '<?xml version="1.0" encoding="UTF-16"?><Project name="Año"/>'.encode("utf-16")
    assert root_of(source, "Project").get("name") == "Año"


@pytest.mark.parametrize(
    ("source", "why"),
    [
        pytest.param("<Project>", "not well-formed", id="cut"),
        pytest.param("", "not well-formed", id="empty"),
        pytest.param("<html/>", "begins with <html>", id="something-else"),
        pytest.param('<!DOCTYPE a [<!ENTITY b "c">]><Project>&b;</Project>', "DOCTYPE", id="entities-of-its-own"),
        pytest.param("<Project>" + "<a>" * 300 + "</a>" * 300 + "</Project>", "not well-formed", id="nested-deep"),
    ],
)
def test_a_file_that_is_none_is_refused(source: str, why: str) -> None:
    with pytest.raises(InputError, match=why):
        root_of(source.encode(), "Project")


def test_what_an_element_says_is_read_as_it_is_meant() -> None:
    root = root_of(
        b"<Project guid='{abcdef01-0000-4000-8000-000000000000}' a=' 12 ' b='1.0' c='x'>"
        b"<Description> </Description></Project>",
        "Project",
    )
    assert guid_of(root) == "ABCDEF01-0000-4000-8000-000000000000"
    assert [number_of(root, name) for name in "abcd"] == [12, 1, None, None]
    assert description_of(root) is None


def test_a_guid_of_ours_is_the_same_every_time() -> None:
    assert guid("code", "STA.TRUST") == guid("code", "STA.TRUST") != guid("code", "STA.TIES")


def test_signs_that_xml_cannot_hold_are_replaced() -> None:
    root = new_root("urn:x", "Project", name="a\x00b")
    put(root, "Description", "c\x1fd")
    again = root_of(written(root), "Project")
    assert (again.get("name"), description_of(again)) == ("a\ufffdb", "c\ufffdd")
