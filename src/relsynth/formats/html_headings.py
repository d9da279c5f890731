"""Headings on the page of an article that open what is no part of it.

Each pattern is of a whole heading, without its numbering, so that "Statistics" and "Privacy and confidentiality"
stay sections of a paper where "Article statistics" and "Privacy policy" are not.
"""

from __future__ import annotations

import re

from relsynth.formats.reading import is_reference_heading
from relsynth.headings import normal_heading

_UNWANTED = re.compile(
    "|".join(
        (
            r"cit(?:e|ing)(?: (?:this|the|as|articles?|literature)\b.*)?|citations?(?: information| tools)?",
            r"(?:how to cite|suggested citation|cited by)\b.*|rights(?: (?:and|&) (?:permissions?|content))?",
            r"permissions?|reprints?(?: (?:and|&) permissions?)?|(?:open access )?licen[cs]e(?: information)?",
            r"copyright(?: (?:and|©|notice|information|statement|licen).*)?|(?:alt)?metrics?",
            r"(?:article|publication|page|usage) (?:metrics|history|usage|statistics|views|impact)",
            r"(?:article|paper|publication) (?:information|info|details|navigation|contents|sections|outline|tools)",
            r"associated data|authors?(?: and|'s?|s)? affiliations?(?: and information)?|affiliations?",
            r"corresponding authors?|correspondence(?: to)?|contributor information|authors? details|author notes",
            r"(?:related|similar|recommended|suggested|associated) (?:articles?|contents?|links|pages|papers|videos)",
            r"recommended|recommendations for you|you (?:may|might) (?:also )?(?:like|be interested)\b.*",
            r"people also (?:read|viewed)\b.*|(?:most|trending) (?:read|cited|viewed|recent|popular)\b.*",
            r"more (?:from|like|articles|by|on) (?:this|the)\b.*|(?:latest|recent) (?:articles|news)\b.*",
            r"news and .{0,20}announcements|follow us|connect with us|newsletters?|(?:social media )?sharing",
            r"share(?: this\b.*| and cite)?|on this page|in this (?:article|page|section|issue)|jump to",
            r"(?:table of )?contents|(?:article )?outline",
            r"(?:read|post|add|leave|view|submit) (?:a |all |the )?(?:comments?|responses?)",
            r"(?:rapid|competing) responses",
            r"(?:open )?peer[- ]review(?:er)?(?: (?:reports?|file|information|history|status|timeline|comments))?",
            r"reviewers?'? (?:reports?|comments?|status)|decision letter|author response|editor'?s evaluation",
            r"(?:pre-?publication|version) history|download(?:s| pdf| article| citations?| options)?|export citations?",
            r"main navigation|main menu|permalink|links to ncbi databases|mesh terms|publication types|linkout\b.*",
            r"other formats|section snippets|access (?:this (?:article|paper)|through|options|the full)\b.*",
            r"(?:get|check|full|purchase|request|institutional|buy|subscription) access\b.*",
            r"(?:sign|log) ?in\b.*|subscribe\b.*|subscription\b.{0,30}|about this (?:journal|site)",
            r"(?:journal|publisher) information|advertisements?|sponsored\b.*|graphical abstract",
            r"cookies?(?: (?:policy|settings|notice|preferences).*)?|(?:we use|manage|about) cookies\b.*",
            r"privacy (?:policy|notice|settings|preferences)\b.*|your privacy\b.*",
            r"resumen|r[eé]sum[eé]|resumo|zusammenfassung|riassunto|摘要|要旨",
        )
    ),
    re.IGNORECASE,
)
"""Headings, less numbering, of what is on the page and is not the article; or is the abstract in another language."""

_MORE_REFERENCES = re.compile(
    r"references?(?: and notes| and links| and further reading)?|notes and references|reference list|literature"
    r"|cited (?:references|literature)|refer[eê]ncias(?: bibliográficas)?|références|literatur"
)


def is_references(heading: str) -> bool:
    """Whether a heading opens the list of the works that are cited."""
    return is_reference_heading(heading) or _MORE_REFERENCES.fullmatch(normal_heading(heading)) is not None


def is_unwanted(heading: str) -> bool:
    """Whether a heading opens what is no part of the article."""
    words = normal_heading(heading)
    return bool(words) and (_UNWANTED.fullmatch(words) is not None or is_references(heading))
