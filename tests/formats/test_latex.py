r"""LaTeX: what a text prints, and the LaTeX that prints a text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relsynth.formats.latex import encoded, plain, plain_paragraphs, verbatim

WITHOUT_CONTROLS = st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp", "Cn"))


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        pytest.param(r"\'e \'{e} {\'e} {\'{e}}", "é é é é", id="acute-however-written"),
        pytest.param(r"\'\i{} \'{\i} {\'{\i}} \u{\i}", "í í í ĭ", id="accent-on-a-dotless-letter"),
        pytest.param(
            r"\v{s} {\v s} \c{c} \c c \H{o} \k{a} \r a \={u} \.z \d{t} \b{b}", "š š ç ç ő ą å ū ż ṭ ḇ", id="marks"
        ),
        pytest.param(r"\'{\^e} \'{\"u}", "ế ǘ", id="two-accents"),
        pytest.param(r"\aa{} \O{}rsted \ss{} \l{} {\ae} \'{\ae} \th{} {\dh}", "å Ørsted ß ł æ ǽ þ ð", id="letters"),
        pytest.param(r"\~{} \^{} \~", "~ ^ ~", id="accent-with-no-letter"),
        pytest.param(r"say \"no\" and \'90s", 'say "no" and \'90s', id="escaped-quotes-are-no-accents"),
        pytest.param(r"A \& B, 5\% \_ \# \$5 \{x\}", "A & B, 5% _ # $5 {x}", id="escapes"),
        pytest.param("100% of people & #1 a_b x^2", "100% of people & #1 a_b x^2", id="bare-signs-stay"),
        pytest.param("A &amp; B \\&amp; C &lt; D &nosuch; E", "A & B & C < D &nosuch; E", id="entities"),
        pytest.param("{The} {E}rd{\\H o}s--{S}zekeres---x", "The Erdős–Szekeres—x", id="braces-and-dashes"),
        pytest.param("``so'' it is 5'' ?`que", "“so” it is 5” ¿que", id="quotes"),
        pytest.param("5'' long", "5'' long", id="inches"),
        pytest.param("J.~Chem, Fig.~2", "J. Chem, Fig. 2", id="ties"),
        pytest.param("10~20, ~5, example.org/~ada", "10~20, ~5, example.org/~ada", id="tildes-that-tie-nothing"),
        pytest.param(r"\textit{a} {\em b} \emph{c {\bf d}} \textsuperscript{e}", "a b c d e", id="dress"),
        pytest.param(
            r"\href{https://example.org/a}{home} \url{https://example.org}",
            "home (https://example.org/a) https://example.org",
            id="links",
        ),
        pytest.param(r"\enquote{a {b} c}", "“a b c”", id="quoting-command"),
        pytest.param(r"\foo{bar} \baz qux", r"\foo{bar} \baz qux", id="unknown-commands-stay"),
        pytest.param(r"\{\vphantom{\}} a", "{ a", id="phantom-braces-of-zotero"),
        pytest.param(r"$\alpha$-H$_2$O $10^{-3}$ 37$^{\circ}$C", "α-H₂O 10⁻³ 37°C", id="formulas"),
        pytest.param(r"$p<0.05$ $x_{ij}$ $\frac{1}{2}$ 4$^{th}$", "p<0.05 xij 1/2 4th", id="formulas-in-letters"),
        pytest.param("from $5 to $10 and $", "from $5 to $10 and $", id="prices"),
        pytest.param(r"D\\'ecoret", "Décoret", id="escaped-twice"),
        pytest.param("a\\\\ b\\", "a b\\", id="line-break-and-lone-backslash"),
        pytest.param("a\n   b\t c", "a b c", id="white-space"),
        pytest.param("}{ {a", "a", id="braces-that-do-not-pair"),
        pytest.param("", "", id="empty"),
    ],
)
def test_latex_is_read_as_the_text_it_prints(raw: str, expected: str) -> None:
    assert plain(raw) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        pytest.param("a\nb\n\n  c\n\n\nd", "a b\nc\n\nd", id="blank-lines-are-kept"),
        pytest.param("a\n   b", "a b", id="wrapped-lines-are-joined"),
        pytest.param("  a  b ", "a b", id="one-line"),
    ],
)
def test_paragraphs_are_kept(raw: str, expected: str) -> None:
    assert plain_paragraphs(raw) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        pytest.param(r"https://example.org/a\_b\%20c~d", "https://example.org/a_b%20c~d", id="escapes"),
        pytest.param(r"\url{https://example.org}", "https://example.org", id="url-command"),
        pytest.param("{10.1000/x}", "10.1000/x", id="braces-round-it"),
        pytest.param(r"Q\:\\a\\b.pdf", r"Q\:\\a\\b.pdf", id="file-names-stay"),
        pytest.param("a--b{c}", "a--b{c}", id="no-dashes"),
    ],
)
def test_addresses_are_not_set(raw: str, expected: str) -> None:
    assert verbatim(raw) == expected


@given(st.text(WITHOUT_CONTROLS | st.sampled_from("{}\\$%&#_~^-`'?!@;\n"), max_size=40))
def test_a_text_is_printed_by_the_latex_made_of_it(text: str) -> None:
    said = "\n".join(" ".join(line.split()) for line in unicodedata.normalize("NFC", text).split("\n")).strip()
    assert plain_paragraphs(encoded(said)) == said


@given(st.text(max_size=40))
def test_braces_of_what_is_written_pair(text: str) -> None:
    depth = 0
    for sign in encoded(text):
        depth += {"{": 1, "}": -1}.get(sign, 0)
        assert depth >= 0
    assert depth == 0


@given(st.text(st.sampled_from("\\{}$~&'\"`^_-acHvtextbf amp;\n"), max_size=60))
def test_no_letter_is_lost(raw: str) -> None:
    def letters(text: str) -> str:
        return "".join(sign for sign in text if sign in "xbf")

    assert len(letters(plain(raw))) >= len(letters(raw)) - raw.count("\\") * len("textbf")


def test_deep_nesting_is_read_in_one_pass() -> None:
    assert plain("\\textbf{" * 50_000 + "a" + "}" * 50_000) == "a"
