r"""Lists of names in BibTeX: where one ends, and which of its words is the family name.

Source: Patashnik (1988), Designing BibTeX Styles, 4 ("First von Last", "von Last, First",
"von Last, Jr, First"), less one rule: only known particles count as "von", since
exports write given names in lower case too.
"""

from __future__ import annotations

import re

from relsynth.formats.latex import decoded, is_plain

# Each begins where no white space stands before it, or a run of it would be tried from every place in it.
_AND = re.compile(r"(?<!\s)\s+and\s+", re.IGNORECASE)
_TRAILING_AND = re.compile(r"(?<!\s)\s+and\s*\Z", re.IGNORECASE)
_SEMICOLON = re.compile(r"(?<!\s)\s*;\s*")
_COMMA = re.compile(r"(?<!\s)\s*,\s*")
_PIECE = re.compile(r"\\.|[{},\s~]", re.DOTALL)
_OTHERS = frozenset({"others", "et al", "et al.", "et. al.", "and others"})
_WORDS = " von van der den de del della di da das dos du la le les el ten ter zu zum zur af av bin ibn vom vander y "
_PARTICLES = frozenset(_WORDS.split())
_SUFFIX = re.compile(r"(?:jr|sr|jnr|snr|[ivx]{2,4}|1st|2nd|3rd|esq|ph\.?d|m\.?d)\.?", re.IGNORECASE)
_OF_BODIES = frozenset({"of", "for", "and", "the", "on", "in", "für", "pour", "para"})
MOST_BRACES = 10
"""Pairs of braces round a whole list that are looked into: databases put up to three."""
LISTED = 3
"""Commas from which names are held to be separated by them: no single name has as many."""


def names(raw: str) -> tuple[str, ...]:
    r"""Return the names of a list as "Family, Given", a body's in one piece, without "and others".

    >>> names(r"Ludwig van Beethoven and {World Health Organization} and Erd{\H o}s, P. and others")
    ('van Beethoven, Ludwig', 'World Health Organization', 'Erdős, P.')
    """
    if raw[-4:].strip().lower() == "and":
        raw = _TRAILING_AND.sub("", raw)
    if is_plain(raw) and " ," not in raw:
        listed = raw.strip().split(" and ")
        if all(name.count(",") == 1 and ", " in name[1:-1] for name in listed):  # as nearly all exports write them
            return tuple(listed)
    if "{" not in raw and "\\" not in raw:
        return tuple(name for piece in _pieces(raw) if (name := _plain_name(" ".join(piece.replace("~", " ").split()))))
    return tuple(name for piece in _braced_pieces(raw) if (name := _name(piece)))


def _pieces(raw: str) -> list[str]:
    """Cut a list without braces."""
    if len(found := _AND.split(raw)) > 1:
        return found
    if ";" in raw:
        return _SEMICOLON.split(raw.strip(" ;"))
    by_comma = _COMMA.split(raw.strip(" ,"))
    if len(by_comma) > LISTED and all(" " in piece.strip() for piece in by_comma):
        return by_comma
    return [raw]


def _braced_pieces(raw: str) -> list[str]:
    """Cut a list at each "and" that stands outside braces."""
    text = raw.strip()
    for _ in range(MOST_BRACES):
        if not (whole := _inside(text)):
            break
        listed = _AND.split(whole)
        # WoS and others put two braces around each value; a body of that name has no comma in each part.
        if len(listed) == 1 or not all("," in piece for piece in listed):
            return [text]
        text = whole
    found = [piece for piece in _outside(text, _AND) if piece.strip()]
    if len(found) == 1 and ";" in text:
        # an entity ends in a semicolon too: "&amp;"
        return _outside(text, _SEMICOLON) if "&" not in text else found
    return found


def _inside(text: str) -> str | None:
    """What a text holds that is one group in braces, else None."""
    if not (text.startswith("{") and text.endswith("}")):
        return None
    depth = 0
    for found in _PIECE.finditer(text):
        depth += {"{": 1, "}": -1}.get(found.group(), 0)
        if not depth and found.end() < len(text):
            return None
    return text[1:-1].strip()


def _outside(text: str, separator: re.Pattern[str]) -> list[str]:
    """Cut a text at each separator that stands outside braces."""
    pieces, begin, depth, last = [], 0, 0, 0
    for found in separator.finditer(text):
        depth += text.count("{", last, found.start()) - text.count("}", last, found.start())
        last = found.start()
        if depth <= 0:
            pieces.append(text[begin : found.start()])
            begin = found.end()
    return [*pieces, text[begin:]]


def _name(raw: str) -> str | None:
    """One name, whose braces keep words together."""
    text = raw.strip()
    if (whole := _inside(text)) is not None:
        return " ".join(decoded(whole).split()) or None
    parts, words = _parts(text)
    if len(parts) > 1:
        return _in_order([" ".join(decoded(part).split()) for part in parts])
    words = [plain for word in words if (plain := " ".join(decoded(word).split()))]
    return _inverted(words)


def _parts(text: str) -> tuple[list[str], list[str]]:
    """A name cut at its commas, and at its spaces, each outside braces."""
    depth, parts, words, part, word = 0, [], [], 0, 0
    for found in _PIECE.finditer(text):
        sign = found.group()
        if sign in "{}":
            depth += 1 if sign == "{" else -1
        elif depth <= 0 and len(sign) == 1 and not text[: found.start()].endswith("\\"):
            words.append(text[word : found.start()])
            word = found.end()
            if sign == ",":
                parts.append(text[part : found.start()])
                part = found.end()
    return [*parts, text[part:]], [*words, text[word:]]


def _plain_name(name: str) -> str | None:
    if "," in name:
        return _in_order(_COMMA.split(name))
    return _inverted(name.split(" "))


def _in_order(parts: list[str]) -> str | None:
    """A name in its parts: "Family, Given", a "Jr" between them put behind."""
    said = [part for part in parts if part]
    if len(said) == LISTED and _SUFFIX.fullmatch(said[1]):
        said = [said[0], said[2], said[1]]
    return ", ".join(said) or None


def _inverted(words: list[str]) -> str | None:
    """Write "Given von Family" as "von Family, Given"; what is one word or a body stays."""
    name = " ".join(words)
    if name.lower() in _OTHERS or not name:
        return None
    suffix = f", {words[-1]}" if len(words) > LISTED - 1 and _SUFFIX.fullmatch(words[-1]) else ""
    if suffix:
        words = words[:-1]
    if len(words) == 1 or _OF_BODIES.intersection(words):
        return name
    last = next((at for at, word in enumerate(words[:-1]) if word in _PARTICLES), len(words) - 1)
    if not last:
        return name + suffix
    return f"{' '.join(words[last:])}, {' '.join(words[:last])}{suffix}"
