r"""From LaTeX to the text that it prints, and back.

Own, because the known decoders lose text: a bare ``%`` ends a line for them, and exports of
databases hold bare ones. Here what is unknown stays as it is written, and no letter goes.
Reading is one pass over the signs, whatever they nest: an accent waits for the next
letter, a brace closes what its command opened.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from html import unescape

from relsynth.formats.latex_signs import (
    ACCENTS,
    ALONE,
    DOTTED,
    DRESS,
    NOTHING,
    QUOTES,
    RAISED,
    SIGNS,
    SPACES,
    SUBSCRIPT,
    SUPERSCRIPT,
)

_SET_APART = re.compile(r"[\\{}$~&\n\t`]")
_COMMANDS = re.compile(r"[\\$~`]")
_ESCAPED = re.compile(r"\\([&%_#$])")
_SPACES = re.compile(r"  +")
_PARAGRAPHS = re.compile(r"\n[ \t]*(\n[ \t\n]*)")
_ENTITY = re.compile(r"&(?:[A-Za-z]{2,31}|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_OVERESCAPED = re.compile(r"\\\\(?=['\"`^~=.][A-Za-z{\\]|[ij]\}|[%&_#$])")  # JSON in between: D\\'ecoret
_VERBATIM = re.compile(r"\\([_%&#$~{}])|\{\\textbackslash\}|\\textbackslash(?:\{\}|(?![A-Za-z]))|\\url(?=\{)")

_TOKEN = re.compile(
    r"""\\(?P<word>[A-Za-z]+)\*?[ \t\n]*
    | \\(?P<sign>.)
    | (?P<brace>[{}])
    | \$\$?(?P<maths>[^$]{0,2000})\$\$?
    | (?P<dash>-{2,3}(?!-)) | (?P<open>``) | (?P<close>'') | (?P<spanish>[?!]`)
    | (?P<tie>(?<=[A-Za-z.,)}])~(?=[\w{\\(]))
    | (?P<plain>[^\\{}$~\-`'?!]+|.)""",
    re.VERBOSE | re.DOTALL,
)
_SIGN_SPACES = frozenset(" ,;:>\n\t\\")
_SIGN_NOTHING = frozenset("-/!@()[]")
_UMLAUT = frozenset("aeiouyAEIOUYwWxXhHtTıȷ\\{ \u00e6\u0153")
_HREF = re.compile(r"\{([^{}]*)\}\s*\{([^{}]*)\}")
_PHANTOM = re.compile(r"\{\\?[{}]?\}")
_SCRIPT = re.compile(r"([_^])\s*(?:\{([^{}]*)\}|(\\[A-Za-z]+)|([^\s{}\\]))")
_FORMULA = re.compile(r"[\\^_{]|\A(?!\d)(?:\S{1,40}|\S[^\n]{0,40}[<>=+][^\n]{0,40}\S)\Z")  # else "$5 to $10"
_RAISED_WHOLE = {r"\circ": "°", r"\prime": "′", r"\dagger": "†", r"\ast": "*", r"\star": "*"}


def plain(raw: str) -> str:
    r"""Return the text that LaTeX prints, on one line.

    >>> plain(r"{E}rd{\H o}s--{S}zekeres: 5\% of $H_2O$")
    'Erdős–Szekeres: 5% of H₂O'
    """
    text = raw[1:-1] if raw[:1] == "{" and raw[-1] == "}" else raw  # WoS puts two braces round all it says
    return text.strip() if is_plain(text) else _one_line(decoded(raw))


def plain_paragraphs(raw: str) -> str:
    """Return the text that LaTeX prints: one line feed for each blank line, a space for other line ends."""
    if is_plain(raw):
        return raw.strip()
    if "\n" not in raw or not _PARAGRAPHS.search(raw):
        return _one_line(decoded(raw))
    parts = _PARAGRAPHS.split(decoded(raw.strip()))
    lines = [_one_line(part) for part in parts[0::2]]
    breaks = ["\n" * part.count("\n") for part in parts[1::2]] + [""]
    return "".join(line + after for line, after in zip(lines, breaks, strict=True)).strip()


def verbatim(raw: str) -> str:
    r"""Return an address, identifier or file name, which LaTeX does not set: only escapes are undone.

    >>> verbatim(r"https://example.org/a\_b\%20c")
    'https://example.org/a_b%20c'
    """
    text = _one_line(raw)
    if "\\" in text:
        text = _VERBATIM.sub(lambda found: found.group(1) or ("" if "url" in found.group() else "\\"), text)
    return text[1:-1].strip() if text[:1] == "{" and text.endswith("}") and text.count("{") == 1 else text


def is_plain(raw: str) -> bool:
    """Whether a text has nothing that LaTeX reads otherwise, and no white space to reduce but at its ends."""
    return _SET_APART.search(raw) is None and "--" not in raw and "  " not in raw


def _one_line(text: str) -> str:
    """White space reduced to one space; the no-break space is no white space, but a sign."""
    if "\n" in text or "\t" in text:
        text = text.replace("\n", " ").replace("\t", " ")
    return (_SPACES.sub(" ", text) if "  " in text else text).strip()


def decoded(raw: str) -> str:
    """Return the text that LaTeX prints, white space as it stood; entities of HTML are undone too."""
    text = _ENTITY.sub(_entity, raw) if "&" in raw else raw
    if "\\" in text and "\\\\" not in text:
        text = _ESCAPED.sub(_kept_escape, text) if "$" in text else _ESCAPED.sub(r"\1", text)
    if "--" not in text and not _COMMANDS.search(text):
        return text.replace("{", "").replace("}", "")
    return _printed(_OVERESCAPED.sub(r"\\", text) if "\\\\" in text else text)


def encoded(text: str) -> str:
    r"""Return LaTeX that prints a text; a line feed becomes a blank line.

    >>> encoded("R&D 5% {x}")
    'R\\&D 5\\% \\{x\\}'
    """
    signs = _ENCODED | (_BALANCED_BRACES if _balanced(text) else _LONE_BRACES)
    return _TO_ENCODE.sub(
        lambda found: r"\&{}" if found["entity"] else signs.get(found.group()) or found.group() + "\n", text
    )


_ENCODED = {
    "\\": r"{\textbackslash}",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
    "&": r"\&",
    "%": r"\%",
    "#": r"\#",
    "_": r"\_",
    "$": r"\$",
    "-": "-{}",
    "`": "`{}",
    "'": "'{}",
    "?": "?{}",
    "!": "!{}",
    "@": "{@}",
}
_BALANCED_BRACES = {"{": r"\{", "}": r"\}"}
_LONE_BRACES = {"{": r"{\textbraceleft}", "}": r"{\textbraceright}"}
_TO_ENCODE = re.compile(
    r"(?P<entity>&(?=#?\w{1,32};))|[\\~^&%#_${}]|-(?=-)|`(?=`)|'(?=')|[?!](?=`)|\n+|@(?=\s*\w+\s*[({])"
)


def _balanced(text: str) -> bool:
    """Whether each brace of a text has its other: BibTeX counts even those that a backslash sets apart."""
    depth = 0
    for sign in text:
        depth += (sign == "{") - (sign == "}")
        if depth < 0:
            return False
    return depth == 0


def _entity(found: re.Match[str]) -> str:
    """The sign of an entity; what HTML does not know stays."""
    sign = unescape(found.group())
    return found.group() if sign.endswith(";") else sign


def _kept_escape(found: re.Match[str]) -> str:
    return found.group() if found.group(1) == "$" else found.group(1)


@dataclass(slots=True)
class _Line:
    """What is printed so far: accents that wait for a letter, and what each open brace ends in."""

    printed: list[str] = field(default_factory=list)
    accents: str = ""
    closers: list[str] = field(default_factory=list)
    quoted: bool = False

    def put(self, text: str) -> None:
        """Print a text, its first letter under the accents that wait."""
        if self.accents and (letters := text.lstrip()):
            text = self._accented(letters)
        self.printed.append(text)

    def _accented(self, text: str) -> str:
        accents, self.accents = self.accents, ""
        if not text[0].isalpha():
            return _alone(accents) + text
        return DOTTED.get(text[0], text[0]) + accents + text[1:]


def _alone(accents: str) -> str:
    return "".join(ALONE.get(accent, "") for accent in accents)


def _printed(text: str) -> str:
    line, at, end = _Line(), 0, len(text)
    while at < end:
        found = _TOKEN.match(text, at)
        if found is None or found.lastgroup is None:  # never: the last alternative takes any sign
            break
        at = _READ[found.lastgroup](line, found)
    line.put(_alone(line.accents))
    printed = "".join(line.printed)
    return printed if printed.isascii() else unicodedata.normalize("NFC", printed)


def _plain(line: _Line, found: re.Match[str]) -> int:
    line.put(found.group())
    return found.end()


def _word(line: _Line, found: re.Match[str]) -> int:
    """A command with a name: an accent, a sign, a dress, or unknown and kept."""
    word, text, end = found["word"], found.string, found.end()
    if word in ACCENTS and (text[end : end + 1].isalpha() or text[end : end + 1] in ("{", "\\")):
        line.accents = ACCENTS[word] + line.accents
    elif word in SIGNS:
        line.put(SIGNS[word])
    elif word in SPACES:
        line.put(" ")
    elif word in _WITH_ARGUMENTS and (arguments := _WITH_ARGUMENTS[word][0].match(text, end)):
        line.put(_WITH_ARGUMENTS[word][1](arguments))
        return arguments.end()
    elif word not in DRESS and word not in NOTHING:
        return _with_group(line, found, *QUOTES.get(word, (found.group(), "")))
    return end


def _with_group(line: _Line, found: re.Match[str], before: str, after: str) -> int:
    """Print what stands before a group, and remember what ends it; the braces of an unknown command stay."""
    end = found.end()
    opens = found.string[end : end + 1] == "{"
    line.put(before + ("{" if opens and not after else ""))
    if opens:
        line.closers.append(after or "}")
    return end + opens


def _href(found: re.Match[str]) -> str:
    """A link: its text, and its address where the text is another."""
    address, text = verbatim(found[1]), _printed(found[2].replace("$", r"\$"))
    return text if address == text else f"{text} ({address})"


def _fraction(found: re.Match[str]) -> str:
    return f"{found[1]}/{found[2]}"


_WITH_ARGUMENTS = {
    "href": (_HREF, _href),
    "frac": (_HREF, _fraction),
    "vphantom": (_PHANTOM, lambda _: ""),
    "phantom": (_PHANTOM, lambda _: ""),
}


def _sign(line: _Line, found: re.Match[str]) -> int:
    """A command of one sign: an accent, a sign that LaTeX would else take for its own, or a space."""
    sign, end = found["sign"], found.end()
    after = found.string[end : end + 1]
    if sign in ACCENTS:
        if (after.isalpha() and (sign != '"' or after in _UMLAUT)) or after in ("{", "\\"):
            line.accents = ACCENTS[sign] + line.accents
        else:
            line.put(sign)
    elif sign in _SIGN_SPACES:
        line.put(" ")
    elif sign not in _SIGN_NOTHING:
        line.put(sign if sign in "&%_#${}" else found.group())
    return end


def _brace(line: _Line, found: re.Match[str]) -> int:
    if found["brace"] == "{":
        line.closers.append("")
        return found.end()
    if line.accents:
        accents, line.accents = line.accents, ""
        line.put(_alone(accents))
    if line.closers:
        line.put(line.closers.pop())
    return found.end()


def _maths(line: _Line, found: re.Match[str]) -> int:
    """A formula in one line; two prices in a sentence are none."""
    if not _FORMULA.search(found["maths"]):
        line.put("$")
        return found.start() + 1
    line.put(_printed(_SCRIPT.sub(_script, found["maths"])))
    return found.end()


def _script(found: re.Match[str]) -> str:
    inner = (found[2] or found[3] or found[4] or "").strip()
    if set(inner) <= RAISED:
        return inner.translate(SUPERSCRIPT if found[1] == "^" else SUBSCRIPT)
    return _RAISED_WHOLE.get(inner) or f"{{{inner}}}"


def _dash(line: _Line, found: re.Match[str]) -> int:
    line.put({"--": "–", "---": "—"}[found.group()])
    return found.end()


def _open(line: _Line, found: re.Match[str]) -> int:
    line.quoted = True
    line.put("“")
    return found.end()


def _close(line: _Line, found: re.Match[str]) -> int:
    line.put("”" if line.quoted else "''")
    return found.end()


def _spanish(line: _Line, found: re.Match[str]) -> int:
    line.put("¿" if found.group()[0] == "?" else "¡")
    return found.end()


def _tie(line: _Line, found: re.Match[str]) -> int:
    line.put(" ")
    return found.end()


_READ = {
    "plain": _plain,
    "word": _word,
    "sign": _sign,
    "brace": _brace,
    "maths": _maths,
    "dash": _dash,
    "open": _open,
    "close": _close,
    "spanish": _spanish,
    "tie": _tie,
}
