"""Web Annotations written and read: the model's forms, Hypothesis's JSON, and what is hostile."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

import made_up
from relsynth.coding import Coding
from relsynth.documents import Document, Span
from relsynth.errors import InputError
from relsynth.formats.web_annotation import (
    Annotated,
    Annotation,
    Selector,
    pages_elsewhere,
    read_annotations,
    write_annotations,
)

TELLING = st.sampled_from(
    [
        "a",
        " ",
        "\r\n",
        "\n",
        "é",
        "e\u0301",
        "א",
        "ש\u05c1",
        "\u202bنص\u202c",
        "中",
        "—",
        "😀",
        "👩\u200d👧",
        "𝒜",
        '"',
        "\\",
        "<b>",
    ]
)
TEXTS = st.lists(TELLING, min_size=2, max_size=80).map("".join)
QUOTE = {"type": "TextQuoteSelector", "exact": "Trust grew", "prefix": "then ", "suffix": " slowly"}
POSITION = {"type": "TextPositionSelector", "start": 5, "end": 15}
TAG = {"type": "TextualBody", "purpose": "tagging", "value": "Trust"}


def annotation(**others: Any) -> dict[str, Any]:
    target = {"source": "https://example.org/a.html", "selector": [QUOTE, POSITION]}
    return {"id": "urn:1", "type": "Annotation", "body": [TAG], "target": target, "creator": "Ana"} | others


def read(content: Any) -> Annotation:
    (found,) = read_annotations(json.dumps(content).encode())
    return found


def coded(document: Document, start: int, end: int, **others: Any) -> Annotated:
    span = Span(version=document.version, start=start, end=end)
    coding = Coding(span=span, code="STA.TRUST", coder=made_up.ANA, facets=(("role", ("barrier", "goal")),), **others)
    return Annotated(coding=coding, document=document, label="Trust 😀", comments=("a memo\nof two lines",))


@given(TEXTS, st.data())
def test_a_coding_comes_back_where_and_as_it_was(text: str, data: st.DataObject) -> None:
    document = Document(id="d1:x", name="x.md", format="markdown", text=text, paragraphs=(), sections=(), reader="md/1")
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    written = write_annotations([coded(document, start, end, number=7, at=made_up.AT)], label="x")
    (found,) = read_annotations(written)
    selector = found.selector
    assert (selector.start, selector.end) == (start, end)
    assert normalize("NFC", selector.exact or "") == normalize("NFC", text[start:end])
    assert (found.version, found.sources[:2]) == (document.version, ("urn:relsynth:document:d1:x", "x.md"))
    assert (found.codes, found.facets, found.comments) == (
        ("STA.TRUST",),
        (("role", ("barrier", "goal")),),
        ("a memo\nof two lines",),
    )
    assert (found.creator, found.kind, found.created, found.left) == ("Ana", "person", made_up.AT, ())


def test_what_is_written_is_what_the_model_asks_for() -> None:
    text = "Once there was no trust at all. Then trust grew slowly over the years, they said to us."
    document = made_up.document(text)
    start = text.index("trust grew")
    content = json.loads(write_annotations([coded(document, start, start + 10, score=0.5)], label="Codings"))
    assert (content["@context"][0], content["type"], content["total"]) == (
        "http://www.w3.org/ns/anno.jsonld",
        "AnnotationCollection",
        1,
    )
    (one,) = content["first"]["items"]
    quote, position = one["target"]["selector"]
    assert (quote["exact"], quote["prefix"], quote["suffix"]) == (
        "trust grew",
        text[start - 32 : start],
        text[start + 10 : start + 42],
    )
    assert (position["start"], position["end"]) == (start, start + 10)
    assert [body["purpose"] for body in one["body"]] == ["tagging", "classifying", "classifying", "commenting"]
    assert (one["creator"], one["motivation"], one["relsynth:score"]) == (
        {"type": "Person", "name": "Ana"},
        "tagging",
        0.5,
    )


BOTH = Selector(exact="Trust grew", prefix="then ", suffix=" slowly", start=5, end=15)


@pytest.mark.parametrize(
    ("selector", "meant"),
    [
        pytest.param([QUOTE, POSITION], BOTH, id="both"),
        pytest.param(QUOTE, replace(BOTH, start=None, end=None), id="one-alone"),
        pytest.param([POSITION], Selector(start=5, end=15), id="offsets-alone"),
        pytest.param({"type": "oa:TextQuoteSelector", "exact": "x"}, Selector(exact="x"), id="with-a-prefix"),
        pytest.param(
            POSITION | {"refinedBy": QUOTE},
            replace(BOTH, start=None, end=None, within=Selector(start=5, end=15)),
            id="words-within-offsets",
        ),
        pytest.param(
            {"type": "FragmentSelector", "value": "sec2", "refinedBy": [QUOTE, POSITION]},
            replace(BOTH, start=None, end=None),
            id="offsets-within-an-element-tell-nothing",
        ),
        pytest.param({"type": "Choice", "items": [QUOTE, POSITION]}, BOTH, id="a-choice"),
        pytest.param({"type": "SvgSelector", "value": "<svg/>"}, Selector(), id="a-picture's"),
        pytest.param({"type": "TextPositionSelector", "start": "5", "end": -1}, Selector(), id="no-numbers"),
        pytest.param({"type": "TextQuoteSelector", "exact": 5}, Selector(), id="no-words"),
        pytest.param("x", Selector(), id="no-selector"),
        pytest.param(None, Selector(), id="none"),
    ],
)
def test_selectors_in_every_form(selector: Any, meant: Selector) -> None:
    assert read(annotation(target={"source": "a", "selector": selector})).selector == meant


@pytest.mark.parametrize(
    ("others", "codes", "comments"),
    [
        pytest.param({}, ("Trust",), (), id="a-tag"),
        pytest.param({"body": "a note", "motivation": "commenting"}, (), ("a note",), id="plain-text"),
        pytest.param({"body": None, "bodyValue": "a note"}, (), ("a note",), id="body-value"),
        pytest.param({"body": "Trust", "motivation": "oa:tagging"}, ("Trust",), (), id="tagging-by-motivation"),
        pytest.param({"body": [TAG, {"value": "why", "purpose": "describing"}]}, ("Trust",), ("why",), id="both"),
        pytest.param(
            {"body": {"type": "SpecificResource", "purpose": "tagging", "source": "urn:relsynth:code:STA.TRUST"}},
            ("STA.TRUST",),
            (),
            id="a-tag-by-address",
        ),
        pytest.param({"body": {"type": "Choice", "items": [TAG, TAG | {"value": "B"}]}}, ("Trust",), (), id="a-choice"),
        pytest.param({"body": {"type": "List", "items": [TAG, TAG | {"value": "B"}]}}, ("Trust", "B"), (), id="a-list"),
        pytest.param({"body": [None, 5, {}]}, (), (), id="odd"),
    ],
)
def test_bodies_in_every_form(others: dict[str, Any], codes: tuple[str, ...], comments: tuple[str, ...]) -> None:
    found = read(annotation(**others))
    assert (found.codes, found.comments) == (codes, comments)


@pytest.mark.parametrize(
    ("creator", "name", "kind"),
    [
        pytest.param("Ana", "Ana", "person", id="a-name"),
        pytest.param({"type": "Person", "name": "Ana"}, "Ana", "person", id="a-person"),
        pytest.param([{"nickname": "ana"}, "x"], "ana", "person", id="the-first-of-several"),
        pytest.param({"type": "Software", "name": "bot"}, "bot", "machine", id="a-machine"),
        pytest.param("acct:ana@hypothes.is", "ana", "person", id="an-account"),
        pytest.param(None, None, "person", id="nobody"),
    ],
)
def test_who_made_it(creator: Any, name: str | None, kind: str) -> None:
    found = read(annotation(creator=creator))
    assert (found.creator, found.kind) == (name, kind)


def test_an_annotation_of_hypothesis() -> None:
    row = {
        "id": "h1",
        "user": "acct:ana@hypothes.is",
        "uri": "https://example.org/van-001.html",
        "document": {"title": ["Van number 1"]},
        "text": "odd",
        "tags": ["Trust", "STA.LEGIT"],
        "target": [{"source": "https://example.org/van-001.html", "selector": [QUOTE, POSITION]}],
    }
    found = read({"total": 1, "rows": [row]})
    assert (found.creator, found.codes, found.comments) == ("ana", ("Trust", "STA.LEGIT"), ("odd",))
    assert found.sources == ("https://example.org/van-001.html", "Van number 1")


@pytest.mark.parametrize(
    "wrapped",
    [
        pytest.param(lambda one: one, id="one"),
        pytest.param(lambda one: [one], id="a-list"),
        pytest.param(lambda one: {"type": "AnnotationPage", "items": [one]}, id="a-page"),
        pytest.param(lambda one: {"type": "AnnotationCollection", "first": {"items": [one]}}, id="a-collection"),
        pytest.param(lambda one: {"@graph": [one]}, id="a-graph"),
    ],
)
def test_wrappers_in_every_form(wrapped: Any) -> None:
    assert read(wrapped(annotation())).codes == ("Trust",)


def test_what_stands_elsewhere_is_told() -> None:
    found = read(annotation(body={"id": "https://example.org/film"}, target=["https://example.org/a", "b"]))
    assert found.left == ("a body elsewhere, https://example.org/film", "another target of 2")
    source = json.dumps({"type": "AnnotationCollection", "first": {"items": [], "next": "https://example.org/2"}})
    assert pages_elsewhere(source.encode()) == ("https://example.org/2",)


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"[{", id="cut"),
        pytest.param(b"{}", id="nothing"),
        pytest.param(b"[" * 100_000, id="nested-without-end"),
        pytest.param(b'{"title": "Codings", "rows": [{"code": "x"}]}', id="a-table-of-ours"),
    ],
)
def test_what_holds_no_annotation_is_refused(source: bytes) -> None:
    with pytest.raises(InputError):
        read_annotations(source)


def test_half_a_surrogate_pair_becomes_a_sign_that_can_be_kept() -> None:
    selector = b'{"type": "TextQuoteSelector", "exact": "x\\ud83d"}'
    source = b'{"target": {"source": "a", "selector": %s}, "body": "\\ude00"}' % selector
    (found,) = read_annotations(source)
    assert (found.selector.exact, found.comments) == ("x?", ("?",))


SCRAPS: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 30) | st.sampled_from(["x", "TextQuoteSelector", "tagging", ""]),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(
            ["type", "exact", "start", "end", "refinedBy", "selector", "source", "value", "purpose", "items", "target",
             "body", "creator", "id", "tags", "user", "document", "title", "motivation"]
        ),
        inner,
        max_size=5,
    ),
    max_leaves=15,
)  # fmt: skip


@given(SCRAPS, SCRAPS)
def test_scraps_are_read_or_refused(target: Any, body: Any) -> None:
    try:
        found = read_annotations(json.dumps([annotation(target=target, body=body), {"target": target}, body]).encode())
    except InputError:
        return
    assert all(isinstance(one, Annotation) for one in found)
