"""XML is parsed within bounds, and nothing that it declares is trusted."""

from __future__ import annotations

import pytest

from relsynth.errors import InputError
from relsynth.formats import xml_papers
from relsynth.formats.xml_papers import child, children, local, parsed

ENTITY = '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'


@pytest.mark.parametrize(
    ("source", "text"),
    [
        pytest.param("<a>Zoë &eacute; &amp; &unknown;</a>".encode(), "Zoë é & &unknown;", id="named-characters"),
        pytest.param(b"<a><![CDATA[&eacute; <b>]]></a>", "&eacute; <b>", id="cdata-as-it-is"),
        pytest.param(b'<?xml version="1.0" encoding="ISO-8859-1"?><a>Zo\xeb</a>', "Zoë", id="latin-1"),
        pytest.param('<?xml version="1.0" encoding="UTF-16"?><a>Zoë</a>'.encode("utf-16"), "Zoë", id="utf-16"),
        pytest.param(b"\xef\xbb\xbf<a>x</a>", "x", id="byte-order-mark"),
        pytest.param(b'<!DOCTYPE a PUBLIC "-//X//DTD x//EN" "a[x].dtd"><a>x</a>', "x", id="external-dtd-unread"),
        pytest.param(b"<a><!-- no --><?no no?>x</a>", "x", id="comments-out"),
    ],
)
def test_the_words_of_a_file(source: bytes, text: str) -> None:
    assert "".join(str(words) for words in parsed(source).itertext()) == text


@pytest.mark.parametrize(
    ("source", "message"),
    [
        pytest.param(b"", "not well-formed", id="empty"),
        pytest.param(b"<a><b></a>", "not well-formed XML: Opening and ending tag mismatch", id="not-well-formed"),
        pytest.param(b"<a>" * 300, "Excessive depth", id="too-deep"),
        pytest.param(ENTITY.encode(), "entities of its own", id="entities"),
        pytest.param(b"<!-- c --><?p p?> " + ENTITY.encode(), "entities of its own", id="entities-after-comments"),
        pytest.param(ENTITY.encode("utf-16"), "entities of its own", id="entities-in-utf-16"),
        pytest.param(b'<?xml version="1.0" encoding="zip"?><a/>', "unknown encoding 'zip'", id="encoding"),
        pytest.param(
            b'<?xml version="1.0" encoding="gbk"?><a>\xff</a>', "not in gbk, as it declares", id="undecodable"
        ),
    ],
)
def test_what_breaks_the_rules_is_refused(source: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message):
        parsed(source)


def test_a_fault_is_told_with_its_line() -> None:
    with pytest.raises(InputError) as caught:
        parsed(b"<a>\n<b>\n</a>")
    assert caught.value.line == 3


def test_more_tags_than_memory_should_hold_are_not_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_papers, "MOST_SIGNS", 10)
    with pytest.raises(InputError, match="more tags"):
        parsed(b"<a>" + b"<b/>" * 10 + b"</a>")


@pytest.mark.timeout(60)  # seconds; a moment where it grows with the length alone
@pytest.mark.parametrize("piece", [b'<!DOCTYPE a "', b"<!--", b"&a", b"<![CDATA[", b'<?xml encoding="'])
def test_what_is_repeated_without_end_takes_no_time(piece: bytes) -> None:
    with pytest.raises(InputError):
        parsed(piece * 200_000)


def test_elements_are_found_whatever_their_namespace() -> None:
    root = parsed(b'<x:a xmlns:x="urn:x"><x:b>1</x:b><c/><b>2</b></x:a>')
    assert local(root) == "a"
    assert [part.text for part in children(root, "b")] == ["1", "2"]
    assert child(root, "d") is None
    assert list(children(None, "b")) == []
