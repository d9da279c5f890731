"""W3C Web Annotations as JSON-LD: codings as annotations that other tools show, and what people made in other tools.

A coding is an annotation: its target a document with a TextQuoteSelector (``exact``, and 32 code points of ``prefix``
and ``suffix``) and a TextPositionSelector (code points, as the model says); its bodies the code (``tagging``), each
value of a facet (``classifying``) and each memo (``commenting``). What the model has no word for stands under
``relsynth:``: the code's id, a facet's name, the version of the text, why a machine coded so, and how surely.

Read are collections, pages, lists and single annotations, and the JSON of Hypothesis's API; bodies and selectors in
every form that the model allows. A selector on a picture or on a page's markup alone places no words, and is told.

Source: Web Annotation Data Model, W3C Recommendation of 23 February 2017 (https://www.w3.org/TR/annotation-model/);
https://h.readthedocs.io/en/latest/api-reference/ for Hypothesis.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from relsynth.anchoring import CONTEXT
from relsynth.coding import Coding, Facets
from relsynth.documents import Document
from relsynth.errors import InputError
from relsynth.formats.decoding import decode
from relsynth.formats.lossless_json import DECODER

CONTEXTS = ("http://www.w3.org/ns/anno.jsonld", {"relsynth": "urn:relsynth:terms:"})
DOCUMENT, CODE, CODING = "urn:relsynth:document:", "urn:relsynth:code:", "urn:relsynth:coding:"
DEEPEST = 8  # selectors that refine each other, and pages within collections


@dataclass(frozen=True, slots=True, kw_only=True)
class Selector:
    """A place as it is told: by its words and those around them, by ``[start, end)`` in a unit nobody names, or both.

    ``within`` is the place that it refines: its offsets and words are to be found inside of that one.
    """

    exact: str | None = None
    prefix: str = ""
    suffix: str = ""
    start: int | None = None
    end: int | None = None
    within: Selector | None = None

    @property
    def places(self) -> bool:
        """Whether it tells any place in a text."""
        return bool(self.exact) or (self.start is not None and self.end is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """What somebody put on words of a document; ``number`` counts from 1 in the file.

    ``sources`` are the names by which it calls the document, the surest first; ``codes`` ids or labels; ``left`` says
    what of it cannot be held.
    """

    number: int
    id: str | None
    sources: tuple[str, ...]
    version: str | None
    selector: Selector
    codes: tuple[str, ...]
    facets: Facets = ()
    comments: tuple[str, ...] = ()
    creator: str | None = None
    kind: Literal["person", "machine"] = "person"
    created: str | None = None
    reason: str | None = None
    left: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotated:
    """A coding to be written: the document that it stands in, the code's label, and memos on it."""

    coding: Coding
    document: Document
    label: str
    comments: tuple[str, ...] = ()


def write_annotations(items: Iterable[Annotated], *, label: str) -> bytes:
    """Return an AnnotationCollection with all annotations on its one page, in UTF-8."""
    written = [_annotation(one) for one in items]
    page = {"id": "urn:relsynth:annotations:page", "type": "AnnotationPage", "startIndex": 0, "items": written}
    content = {
        "@context": list(CONTEXTS),
        "id": "urn:relsynth:annotations",
        "type": "AnnotationCollection",
        "label": label,
        "total": len(written),
        "first": page,
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def read_annotations(source: bytes) -> tuple[Annotation, ...]:
    """Read all annotations of a file.

    Raises:
        InputError: it is no JSON, or holds nothing that is an annotation.
    """
    try:
        content = DECODER.decode(decode(source).strip())
        found = tuple(_read(one, number) for number, one in enumerate(_annotations(content, 0), 1))
    except (ValueError, RecursionError) as error:
        raise InputError("is no JSON, or is cut short; export the annotations again") from error
    if not found:
        raise InputError(
            "holds no annotation: nothing in it has a target (Web Annotation), or is a row of Hypothesis's"
        )
    return found


def pages_elsewhere(source: bytes) -> tuple[str, ...]:
    """Return the addresses of pages that a collection names and does not hold."""
    try:
        content = DECODER.decode(decode(source).strip())
    except (ValueError, RecursionError):
        return ()
    pages = [content, content.get("first")] if isinstance(content, dict) else []
    named = [one.get(key) for one in pages if isinstance(one, dict) for key in ("first", "next")]
    return tuple(one for one in named if isinstance(one, str))


# -- writing -----------------------------------------------------------------------------------


def _annotation(one: Annotated) -> dict[str, Any]:
    coding, text = one.coding, one.document.text
    start, end = coding.span.start, coding.span.end
    quote = {
        "type": "TextQuoteSelector",
        "exact": text[start:end],
        "prefix": text[max(0, start - CONTEXT) : start],
        "suffix": text[end : end + CONTEXT],
    }
    target = {
        "type": "SpecificResource",
        "source": f"{DOCUMENT}{one.document.id}",
        "relsynth:name": one.document.name,
        "relsynth:version": coding.span.version,
        "selector": [quote, {"type": "TextPositionSelector", "start": start, "end": end}],
    }
    said = {
        "created": coding.at,
        "relsynth:reason": coding.reason,
        "relsynth:score": coding.score,
        "relsynth:codebook": coding.codebook,
        "relsynth:round": coding.round,
    }
    number = coding.number if coding.number is not None else f"{coding.span.version}:{start}:{end}:{coding.code}"
    return {
        "id": f"{CODING}{number}",
        "type": "Annotation",
        "motivation": "tagging",
        "creator": {"type": "Person" if coding.coder.kind == "person" else "Software", "name": coding.coder.name},
        "body": list(_bodies(one)),
        "target": target,
    } | {key: value for key, value in said.items() if value is not None}


def _bodies(one: Annotated) -> Iterator[dict[str, Any]]:
    yield {"type": "TextualBody", "purpose": "tagging", "value": one.label, "relsynth:code": one.coding.code}
    for name, values in one.coding.facets:
        for value in values:
            facet = {"relsynth:facet": name, "relsynth:value": value}
            yield {"type": "TextualBody", "purpose": "classifying", "value": f"{name}: {value}"} | facet
    for comment in one.comments:
        yield {"type": "TextualBody", "purpose": "commenting", "value": comment}


# -- reading -----------------------------------------------------------------------------------


def _annotations(content: Any, depth: int) -> Iterator[dict[str, Any]]:
    """Whatever has a target, in lists, pages and collections."""
    if depth > DEEPEST:
        return
    if isinstance(content, list):
        for one in content:
            yield from _annotations(one, depth + 1)
    elif isinstance(content, dict):
        if "target" in content:
            yield content
            return
        for key in ("first", "items", "rows", "@graph", "annotations"):
            if isinstance(content.get(key), list | dict):
                yield from _annotations(content[key], depth + 1)


def _read(one: dict[str, Any], number: int) -> Annotation:
    targets = _listed(one["target"])
    target = targets[0] if targets and isinstance(targets[0], dict) else {}
    selectors = [_selector(said, 0) for said in _listed(target.get("selector"))]
    bodies = _Bodies(one)
    name, kind = _creator(one)
    return Annotation(
        number=number,
        id=_id(one),
        sources=tuple(dict.fromkeys(_sources(one, targets))),
        version=_text(target.get("relsynth:version")),
        selector=_joined([said for said in selectors if said]),
        codes=tuple(dict.fromkeys(bodies.codes)),
        facets=tuple(sorted((facet, tuple(dict.fromkeys(values))) for facet, values in bodies.facets.items())),
        comments=tuple(bodies.comments),
        creator=name,
        kind=kind,
        created=_text(one.get("created")),
        reason=_text(one.get("relsynth:reason")),
        left=(*bodies.left, *(f"another target of {len(targets)}" for _ in targets[1:])),
    )


class _Bodies:
    """What the bodies of an annotation say, by their purpose, or else by the annotation's motivation."""

    def __init__(self, one: dict[str, Any]) -> None:
        self.codes: list[str] = [code for tag in _listed(one.get("tags")) if (code := _text(tag))]  # Hypothesis
        self.comments: list[str] = [said] if (said := _text(one.get("text"))) else []
        self.facets: dict[str, list[str]] = {}
        self.left: list[str] = []
        motivations = {_local(said) for said in _listed(one.get("motivation"))}
        for body in [*_listed(one.get("body")), *_listed(one.get("bodyValue"))]:
            self._take({"value": body} if isinstance(body, str) else body, motivations)

    def _take(self, body: Any, motivations: set[str]) -> None:
        if not isinstance(body, dict):
            return
        purposes = {_local(said) for said in _listed(body.get("purpose"))} or motivations
        items = body.get("items") if _local(body.get("type")) in ("Choice", "List", "Composite") else None
        if isinstance(items, list):
            for item in items[:1] if _local(body.get("type")) == "Choice" else items:
                self._take({"value": item} if isinstance(item, str) else item, motivations)
            return
        said = next((text for key in ("value", "chars", "rdf:value") if (text := _text(body.get(key)))), None)
        code = _text(body.get("relsynth:code"))
        source = _id(body.get("source")) or _id(body)
        facet, value = _text(body.get("relsynth:facet")), _text(body.get("relsynth:value"))
        if facet and value:
            self.facets.setdefault(facet, []).append(value)
        elif code or purposes & {"tagging", "classifying", "identifying"}:
            self.codes += [one for one in (code or said or _last_part(source),) if one]
        elif said:
            self.comments.append(said)
        elif source:
            self.left.append(f"a body elsewhere, {source}")


def _selector(said: Any, depth: int) -> Selector | None:
    """One selector, in the end of what refines it; None for one that selects no words."""
    if not isinstance(said, dict) or depth > DEEPEST:
        return None
    kind = _local(said.get("type") or said.get("@type"))
    own: Selector | None = None
    if kind == "TextQuoteSelector":
        exact, prefix, suffix = (_words(said.get(key)) for key in ("exact", "prefix", "suffix"))
        own = Selector(exact=exact, prefix=prefix or "", suffix=suffix or "")
    elif kind == "TextPositionSelector":
        own = Selector(start=_number(said.get("start")), end=_number(said.get("end")))
    if kind == "Choice":
        return _joined([one for item in _listed(said.get("items")) if (one := _selector(item, depth + 1))])
    refined = [one for item in _listed(said.get("refinedBy")) if (one := _selector(item, depth + 1))]
    if not refined:
        return own if own and own.places else None
    inner = _joined(refined)
    if own is None or not own.places:  # inside of an element of a page: where that begins in our text, nobody knows
        return Selector(exact=inner.exact, prefix=inner.prefix, suffix=inner.suffix) if inner.exact else None
    return _placed_within(inner, own)


def _placed_within(inner: Selector, outer: Selector) -> Selector:
    within = outer if inner.within is None else _placed_within(inner.within, outer)
    return Selector(
        exact=inner.exact, prefix=inner.prefix, suffix=inner.suffix, start=inner.start, end=inner.end, within=within
    )


def _joined(selectors: Sequence[Selector]) -> Selector:
    """Selectors of one place, taken together: the words of the first that has some, the offsets of the first."""
    words = next((one for one in selectors if one.exact), None)
    offsets = next((one for one in selectors if one.start is not None and one.within is (words or one).within), None)
    base = words or offsets or Selector()
    return Selector(
        exact=base.exact,
        prefix=base.prefix,
        suffix=base.suffix,
        start=offsets.start if offsets else None,
        end=offsets.end if offsets else None,
        within=base.within,
    )


def _sources(one: dict[str, Any], targets: Sequence[Any]) -> Iterator[str]:
    target = targets[0] if targets else None
    if isinstance(target, str):
        yield target
    elif isinstance(target, dict):
        source = target.get("source")
        names = (
            _id(source),
            target.get("relsynth:name"),
            None if "source" in target else _id(target),
            target.get("title"),
        )
        yield from (name for name in names if isinstance(name, str) and name)
    titles = one.get("document", {}).get("title") if isinstance(one.get("document"), dict) else None
    yield from (name for name in (one.get("uri"), *_listed(titles)) if isinstance(name, str) and name)


def _creator(one: dict[str, Any]) -> tuple[str | None, Literal["person", "machine"]]:
    said = next(iter(_listed(one.get("creator")) or _listed(one.get("user"))), None)
    if isinstance(said, dict):
        name = next((text for key in ("name", "nickname", "id", "@id") if (text := _text(said.get(key)))), None)
        return _bare_name(name), "machine" if _local(said.get("type")) == "Software" else "person"
    return _bare_name(_text(said)), "person"


def _bare_name(name: str | None) -> str | None:
    """A name, without what makes an account of it: "acct:ana@example.org" is ana."""
    return name.removeprefix("acct:").partition("@")[0] if name and name.startswith("acct:") else name


def _id(value: Any) -> str | None:
    if isinstance(value, dict):
        value = value.get("id") or value.get("@id")
    return value if isinstance(value, str) and value else None


def _local(value: Any) -> str:
    """The word of a type or motivation, without the vocabulary's prefix: "oa:tagging" is tagging."""
    first = next(iter(_listed(value)), "")
    return first.rpartition("#")[2].rpartition(":")[2].rpartition("/")[2] if isinstance(first, str) else ""


def _last_part(address: str | None) -> str | None:
    return address.removeprefix(CODE).rstrip("/").rpartition("/")[2] or None if address else None


def _text(value: Any) -> str | None:
    return _sound(value).strip() or None if isinstance(value, str) else None


def _words(value: Any) -> str | None:
    """Words as they stand, white space at their ends and all."""
    return _sound(value) if isinstance(value, str) else None


def _sound(text: str) -> str:
    """A text without half of a surrogate pair, which a cut escape leaves and nothing can keep."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def _number(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
