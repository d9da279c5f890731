"""YAML read as text: no word becomes a truth value, no time a number, and every problem has its line."""

from pathlib import Path

import pytest

from relsynth.bundled import default_codebook
from relsynth.codebook import Codebook, Problem
from relsynth.errors import CodebookError, InputError
from relsynth.formats.codebook_yaml import located, read_codebook, read_with_lines
from relsynth.formats.plain_yaml import MAX_BYTES

SMALL = """\
id: small
version: 1.10
title: A small codebook
language: no
licence: CC0-1.0
description: >-
  Two lines
  folded to one.
unit_of_coding: {segment: 12:30}
domains:
  - {id: STA, label: States}
construct_types: [state]
facets:
  level: {definition: Between whom., values: [system, "null"]}
codes:
  - id: STA.TRUST
    label: "yes"
    type: state
    levels: [system]
    unspecific: false
    parent: ~
    refines:
    definition: 0x1F   # a comment
    include: 2024-01-01
    exclude: off
    cues:
      strong: [on, no, 1e3, 0o17]
      weak:
        - =
"""


@pytest.fixture(scope="module")
def book() -> Codebook:
    return read_codebook(SMALL)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        pytest.param("language", "no", id="no-is-a-word"),
        pytest.param("unit_of_coding.segment", "12:30", id="time-of-day"),
        pytest.param("version", "1.10", id="version-keeps-its-zero"),
        pytest.param("description", "Two lines folded to one.", id="folded"),
        pytest.param("codes.0.label", "yes", id="quoted-yes"),
        pytest.param("codes.0.definition", "0x1F", id="hexadecimal"),
        pytest.param("codes.0.include", "2024-01-01", id="date"),
        pytest.param("codes.0.exclude", "off", id="off"),
        pytest.param("codes.0.cues.strong", ("on", "no", "1e3", "0o17"), id="cues"),
        pytest.param("codes.0.cues.weak", ("=",), id="equals-sign"),
        pytest.param("facets.level.values", ("system", "null"), id="quoted-null"),
        pytest.param("codes.0.parent", None, id="tilde-is-nothing"),
        pytest.param("codes.0.refines", None, id="empty-is-nothing"),
        pytest.param("codes.0.unspecific", False, id="truth-where-the-model-wants-one"),
    ],
)
def test_a_scalar_is_the_text_that_stands_there(book: Codebook, path: str, text: object) -> None:
    value: object = book
    for step in path.split("."):
        if isinstance(value, tuple):
            value = value[int(step)]
        else:
            value = value[step] if isinstance(value, dict) else getattr(value, step)
    assert value == text


@pytest.mark.parametrize(
    ("source", "line", "message"),
    [
        pytest.param("a: &x 1\nb: *x\n", 1, "anchors and aliases", id="anchor"),
        pytest.param("a: 1\nb: *x\n", 2, "anchors and aliases", id="alias-of-nothing"),
        pytest.param("a: !!python/object:os.system x\n", 1, "tags", id="tag"),
        pytest.param("a: 1\nb: 2\na: 3\n", 3, "key 'a' is given twice", id="key-twice"),
        pytest.param("a:\n  b: 1\n  b: 2\n", 3, "key 'b' is given twice", id="key-twice-below"),
        pytest.param("? [a, b]\n: c\n", 1, "a key must be a word", id="list-as-key"),
        pytest.param("a: 1\n---\nb: 2\n", 2, "a second document", id="two-documents"),
        pytest.param("", 1, "the file is empty", id="empty"),
        pytest.param("# nothing but a comment\n", 2, "the file is empty", id="comment-only"),
        pytest.param("[" * 5000, 1, "nested more than", id="deep"),
        pytest.param("a: [1, 2\nb: 3\n", 2, "not YAML", id="unclosed"),
        pytest.param("\ta: 1\n", 1, "not YAML", id="tab"),
        pytest.param("a: \x00\n", None, "not YAML", id="control-character"),
        pytest.param("é".encode("latin-1"), None, "not UTF-8 at byte 0", id="latin-1"),
        pytest.param(b"a" * (MAX_BYTES + 1), None, "bytes is not read", id="too-large"),
    ],
)
def test_what_is_more_or_less_than_a_codebook_is_refused(source: str | bytes, line: int | None, message: str) -> None:
    with pytest.raises(InputError, match=message) as refusal:
        read_codebook(source, path=Path("book.yaml"))
    assert (refusal.value.path, refusal.value.line) == (Path("book.yaml"), line)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        pytest.param(
            "parent: ~", "parent: STA.X", "line 21: codes.0.parent: unknown code 'STA.X'", id="unknown-parent"
        ),
        pytest.param(
            "type: state", "type: mood", "line 18: codes.0.type: unknown construct type 'mood'", id="unknown-type"
        ),
        pytest.param("title: A small codebook\n", "", "line 1: title: is missing", id="missing-on-top"),
        pytest.param("    levels: [system]\n", "", "line 16: codes.0.levels: is missing", id="missing-in-a-code"),
        pytest.param(
            "1e3, 0o17", "1e3, ''", "line 27: codes.0.cues.strong.3: String should have at least 1 character", id="cue"
        ),
        pytest.param(
            "    exclude: off", "    exclusion: off", "line 25: codes.0.exclusion: is not a field", id="misspelt"
        ),
    ],
)
def test_every_problem_has_its_line(old: str, new: str, problem: str) -> None:
    with pytest.raises(CodebookError) as refusal:
        read_codebook(SMALL.replace(old, new), path=Path("book.yaml"))
    assert any(each.startswith(problem) for each in refusal.value.problems)


def test_several_problems_come_in_the_order_of_the_file() -> None:
    source = (
        SMALL.replace("parent: ~", "parent: STA.X")
        .replace("type: state", "type: mood")
        .replace("STA, label", "STB, label")
    )
    with pytest.raises(CodebookError) as refusal:
        read_codebook(source)
    assert [each.split(":")[0] for each in refusal.value.problems] == ["line 16", "line 18", "line 21"]


def test_a_problem_without_an_entry_is_told_with_the_line_around_it() -> None:
    lines = {"": 1, "codes": 15, "codes.0": 16}
    assert located(Problem(path="codes.0.cues.strong", message="gone"), lines) == "line 16: codes.0.cues.strong: gone"
    assert located(Problem(path="elsewhere", message="gone"), lines) == "line 1: elsewhere: gone"


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(SMALL.encode(), id="bytes"),
        pytest.param(b"\xef\xbb\xbf" + SMALL.encode(), id="byte-order-mark"),
        pytest.param(SMALL.replace("\n", "\r\n"), id="carriage-returns"),
        pytest.param("# a comment\n\n" + SMALL, id="comment-above"),
    ],
)
def test_the_digest_is_of_the_content_and_not_of_the_file(book: Codebook, source: str | bytes) -> None:
    assert read_codebook(source).digest == book.digest


def test_lines_lead_to_the_entries_of_our_codebook() -> None:
    source = default_codebook().read_text(encoding="utf-8")
    book, lines = read_with_lines(source)
    written = source.splitlines()
    for number, code in enumerate(book.codes):
        assert written[lines[f"codes.{number}"] - 1].strip() == f"- id: {code.id}"
        last = len(code.cues.strong) - 1
        assert code.cues.strong[last] in written[lines[f"codes.{number}.cues.strong.{last}"] - 1]
