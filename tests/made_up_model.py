"""A paper, a codebook and answers of a language model, made up for the tests of the coder that asks one."""

from __future__ import annotations

import json
import re
from typing import Any

from invented import code_of, paper, small_codebook
from relsynth.extraction.language_model.chunks import Chunk, chunks
from relsynth.extraction.proposals import Reading, read

KEY = "sk-made-up-0123456789"

CODEBOOK = small_codebook(
    code_of("STA.TRUST", definition="One side relies on the other."),
    code_of("STR.FORUM", type="structure"),
    facets={
        "level": {"definition": "Between whom.", "values": ["interpersonal", "inter_organisational"]},
        "role": {"definition": "What it does.", "values": ["barrier", "outcome"], "rules": {"barrier": "It hinders."}},
        "assertion": {"definition": "What is claimed.", "values": ["affirmed", "negated"]},
        "actor": {"definition": "Who.", "values": ["nurse"]},
    },
)
PAPER = paper(
    {
        "abstract": ["The ferry crews came to trust the harbour office."],
        "results": [
            "We held a forum. Nobody mistrusted the “new” timetable – not even the anglers. It rained.",
            "Trust grew. Trust grew slower on the north pier.",
        ],
        "back_matter": ["We thank the forum for its trust."],
    },
    name="ferries.txt",
    title="Two ferries",
)
TRUSTED = {"sentences": [1], "quote": "came to trust the harbour office", "code": "STA.TRUST", "confidence": 0.9}
HELD = {"sentences": [2], "quote": "We held a forum", "code": "STR.FORUM", "confidence": 0.7, "rationale": "a place"}
GOOD = (TRUSTED, HELD)


def reading_of(document: Any = PAPER) -> Reading:
    return read(document)


def chunk_of(document: Any = PAPER) -> Chunk:
    """All of a paper in one chunk."""
    (chunk,) = chunks(read(document), most=100_000)
    return chunk


def said(*codings: Any) -> str:
    """An answer's text."""
    return json.dumps({"codings": list(codings)})


def completion(text: str, *, finish: str = "stop", tokens: tuple[int, int] | None = (1000, 50)) -> dict[str, Any]:
    """An answer as an endpoint sends it."""
    body: dict[str, Any] = {
        "id": "made-up",
        "object": "chat.completion",
        "choices": [{"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": finish}],
    }
    if tokens:
        body["usage"] = {"prompt_tokens": tokens[0], "completion_tokens": tokens[1], "total_tokens": sum(tokens)}
    return body


def sentences_in(user: str) -> dict[int, str]:
    """Number -> sentence, as a model reads them out of a prompt."""
    line = re.search(r"^BEGIN DATA \w+\n(.*)\nEND DATA \w+$", user, re.MULTILINE)
    assert line
    return {n: text for part in json.loads(line[1])["sections"] for n, text in part["sentences"]}
