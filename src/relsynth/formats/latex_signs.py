"""What LaTeX's commands stand for: accents, letters and signs, and the commands that only dress a text.

Source: The Comprehensive LaTeX Symbol List (2024), body-text and common mathematical symbols;
encguide (2019), T1; what Zotero, JabRef and Web of Science write.
"""

from __future__ import annotations

ACCENTS = {
    "`": "\u0300",
    "'": "\u0301",
    "^": "\u0302",
    "~": "\u0303",
    "=": "\u0304",
    "u": "\u0306",
    ".": "\u0307",
    '"': "\u0308",
    "r": "\u030a",
    "H": "\u030b",
    "v": "\u030c",
    "d": "\u0323",
    "c": "\u0327",
    "k": "\u0328",
    "b": "\u0331",
    "t": "\u0361",
    "grave": "\u0300",
    "acute": "\u0301",
    "hat": "\u0302",
    "tilde": "\u0303",
    "bar": "\u0304",
    "overline": "\u0305",
    "dot": "\u0307",
    "ddot": "\u0308",
    "check": "\u030c",
    "vec": "\u20d7",
}
"""Command -> the combining mark that it puts on the letter after it."""

ALONE = {
    "\u0300": "`",
    "\u0301": "´",
    "\u0302": "^",
    "\u0303": "~",
    "\u0304": "¯",
    "\u0306": "˘",
    "\u0307": "˙",
    "\u0308": '"',
    "\u030a": "˚",
    "\u030b": "˝",
    "\u030c": "ˇ",
    "\u0327": "¸",
    "\u0328": "˛",
}
"""Combining mark -> what stands where there is no letter under it, as in ``\\~{}``."""

DOTTED = {"ı": "i", "ȷ": "j"}
"""Letters that lose their dot only to make room for an accent."""

_GREEK = (
    "alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ lambda λ "
    "mu μ nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ phi ϕ varphi φ "
    "chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω Alpha Α "
    "Beta Β textalpha α textbeta β textgamma γ textdelta δ textkappa κ textlambda λ textmu µ textOmega Ω textDelta Δ "
)
_LETTERS = (
    "aa å AA Å ae æ AE Æ oe œ OE Œ o ø O Ø l ł L Ł ss ß SS ẞ i ı j ȷ imath ı jmath ȷ dh ð DH Ð th þ TH Þ dj đ DJ Đ "
    "ng ŋ NG Ŋ textcommabelow , ordfeminine ª textordfeminine ª textordmasculine º "
)
_SIGNS = (
    "S § textsection § P ¶ textparagraph ¶ copyright © textcopyright © textregistered ® texttrademark ™ pounds £ "
    "textsterling £ euro € texteuro € textyen ¥ textcent ¢ textdollar $ dag † textdagger † ddag ‡ textdaggerdbl ‡ "
    "dots … ldots … cdots ⋯ textellipsis … textendash – textemdash — textquoteleft ‘ textquoteright ’ lq ‘ rq ’ "
    "textquotedblleft “ textquotedblright ” textquotesingle ' textquotedbl \" quotedblbase „ quotesinglbase ‚ glqq „ "
    "grqq “ glq ‚ grq ‘ flqq « frqq » flq ‹ frq › guillemotleft « guillemotright » guillemetleft « guillemetright » "
    "guilsinglleft ‹ guilsinglright › textless < textgreater > textbar | textbardbl ‖ textbackslash \\ "
    "textasciitilde ~ textasciicircum ^ textasciigrave ` textasciiacute ´ textasciidieresis ¨ textasciimacron ¯ "
    "textbraceleft { textbraceright } lbrace { rbrace } textunderscore _ textdegree ° degree ° textcelsius ℃ "
    "textperthousand ‰ permil ‰ textpertenthousand ‱ textbullet • textperiodcentered · textasteriskcentered * "
    "textexclamdown ¡ textquestiondown ¿ textonehalf ½ textonequarter ¼ textthreequarters ¾ textonesuperior ¹ "
    "texttwosuperior ² textthreesuperior ³ textpm ± textmultiply × texttimes × textdiv ÷ textminus − textnumero № "
    "textrightarrow → textleftarrow ← textohm Ω textmicro µ hyphen - slash / TeX TeX LaTeX LaTeX BibTeX BibTeX "
    "textvisiblespace ␣ textinterrobang ‽ textcurrency ¤ textbrokenbar ¦ textlnot ¬ nobreakspace \u00a0 "
)
_MATHS = (
    "times × pm ± mp ∓ div ÷ cdot · ast ∗ star ⋆ circ ∘ bullet • le ≤ leq ≤ leqslant ≤ ge ≥ geq ≥ geqslant ≥ neq ≠ "
    "ne ≠ lt < gt > ll ≪ gg ≫ approx ≈ sim ∼ simeq ≃ cong ≅ equiv ≡ propto ∝ infty ∞ to → rightarrow → leftarrow ← "
    "leftrightarrow ↔ Rightarrow ⇒ Leftarrow ⇐ Leftrightarrow ⇔ uparrow ↑ downarrow ↓ mapsto ↦ longrightarrow ⟶ "
    "prime ′ partial ∂ nabla ∇ sum ∑ prod ∏ int ∫ surd √ in ∈ notin ∉ ni ∋ subset ⊂ subseteq ⊆ supset ⊃ supseteq ⊇ "
    "cup ∪ cap ∩ emptyset ∅ varnothing ∅ forall ∀ exists ∃ neg ¬ lnot ¬ land ∧ wedge ∧ lor ∨ vee ∨ ell ℓ hbar ℏ Re ℜ "
    "Im ℑ aleph ℵ langle ⟨ rangle ⟩ lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ oplus ⊕ otimes ⊗ mid | vert | Vert ‖ parallel ∥ "
    "perp ⊥ angle ∠ triangle △ square □ Box □ diamond ⋄ backslash \\ lessgtr ≶ lesssim ≲ gtrsim ≳ male ♂ female ♀ "
    "checkmark ✓ setminus ∖ dagger † ddagger ‡ vdots ⋮ ddots ⋱ therefore ∴ because ∵ "
)


def _pairs(table: str) -> dict[str, str]:
    words = table.split(" ")
    return dict(zip(words[0::2], words[1::2], strict=False))


SIGNS = _pairs(_LETTERS + _SIGNS + _MATHS + _GREEK)
"""Command -> what it prints."""

_DRESS = """
    textit textbf texttt textsc textsf textrm textup textsl textmd textnormal textsuperscript textsubscript text mbox
    hbox emph underline uline mathrm mathbf mathit mathsf mathtt mathcal mathbb mathfrak mathscr mathnormal
    boldsymbol bm operatorname uppercase lowercase MakeUppercase MakeLowercase ensuremath protect url path nolinkurl
    it em bf sc tt rm sl sf itshape bfseries scshape ttfamily rmfamily sffamily upshape slshape mdseries normalfont
    tiny scriptsize footnotesize small normalsize large Large LARGE huge Huge displaystyle textstyle left right big
    Big bigl bigr relax null unskip ignorespaces mkbibemph mkbibbold mkbibitalic mkbibparens bibstring
    textgreek selectlanguage nocase noop centering smash xspace
"""
DRESS = frozenset(_DRESS.split())
"""Commands that change how a text looks, or nothing: they go, and what they hold stays."""

_SPACES = "quad qquad space enspace enskip thinspace medspace thickspace par newline linebreak hskip hfill tab"
SPACES = frozenset(_SPACES.split())
"""Commands that leave a space."""

_NOTHING = "negthinspace allowbreak nolinebreak nobreak penalty textcompwordmark newblock"
NOTHING = frozenset(_NOTHING.split())
"""Commands that leave nothing."""

QUOTES = {"enquote": ("“", "”"), "mkbibquote": ("“", "”"), "textquote": ("“", "”"), "sqrt": ("√(", ")")}
"""Commands that put signs around what they hold."""

_DIGITS = "0123456789+-=()"
SUBSCRIPT = str.maketrans(_DIGITS, "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
SUPERSCRIPT = str.maketrans(_DIGITS, "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾")
RAISED = frozenset(_DIGITS)
"""Signs that have a raised and a lowered form; others stand on the line."""
