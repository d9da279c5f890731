"""Lines on the page of an article that are not its text, told by their words.

Publishers put them between the paragraphs without any markup that says what they are: links back to the top,
"Open in viewer" under a figure, dates, licences. Each pattern is of a whole line, or of how a line of
the kind begins, so that a sentence about licences or downloads stays.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from relsynth.records import folded, person

_CONTROLS = (
    r"(?:download|export|get|view|see|read|show|open|click|tap|enlarge|expand)\b.{0,30}\b(?:pdf|ppt|powerpoint"
    r"|slides?|image|figure|table|viewer|tab|window|citations?|article|version|size|more|here|all|alerts?)",
    r"full[- ](?:size|text) (?:image|figure|table|html|pdf|available|views)",
    r"larger (?:image|version).{0,20}|original image",
)
_FURNITURE = (
    *_CONTROLS,
    r"(?:figure|fig\.?|table|box)\s*[A-Z]?\d{0,3}[a-z]?\.?",
    r"[\d*†‡,]{1,5}(?=(?-i:[A-Z][a-z]|the )).{0,200}(?:department|universit|institut|school|faculty|hospital"
    r"|cent(?:er|re)\b|college|division|ministry|unit\b).*",
    r"(?:back to |return to |go to )?(?:the )?top(?: of (?:the )?page)?|go to:?|jump to:?.{0,40}|skip to .{1,60}",
    r"return to (?:your place|text|article)\b.{0,40}|(?:previous|next)(?: (?:article|section|page))?|close|menu|search",
    r"peer[- ]reviewed|open access|free access|editor'?s choice|check for updates?|crossmark",
    r"(?:print|share|save|cite|e-?mail|download|expand|collapse|loading|submit|login|register|subscribe)\.{0,3}",
    r"(?:sign|log) in\b.{0,40}|share (?:this|on|via)\b.{0,60}|copy (?:link|to clipboard|doi)",
    r"(?:powerpoint|ppt|tiff|png|larger image|original image)(?: (?:slide|image|\(.{1,12}\)))*",
    r"(?:(?:article|view|abstract|full text|pdf|cas|pubmed(?: central)?|crossref|medline|scopus|web of science"
    r"|google scholar|find it|ads|isi|worldcat|in|doi|\d++)[ ,|·•\[\]()/]*+){1,12}",
    r"(?:\d[\d,.]*k? )?(?:views?|citations?|downloads?|accesses|altmetric|comments?|shares?|reads?)(?: \d[\d,.]*k?)?",
    r"error processing ssi file|javascript (?:is|must be)\b.{0,80}|advertisement|sponsored(?: content)?",
    r"page last reviewed:?.{0,60}|content source:?.{0,120}|last updated:?.{0,40}|document outline",
    r"related articles?|supplementary (?:data|material)s? (?:is|are) available .{0,60}|view metrics|metrics",
    r"https?://\S+|www\.\S+|doi:? ?\S+|\*+|[\W\d_]+",
)
"""Whole lines that are no text; those of ``_CONTROLS`` are also taken out where they are links in a line."""

_NOTICE = (
    r"(?:this|the) (?:is an? |article is an? |work is |article is )?open[- ]access article\b",
    r"this (?:article|work|paper|manuscript|is)\b.{0,120}(?:creative commons|cc[- ]by|licen[cs]ed? under)",
    r"(?:©|\(c\)|copyright)\s*(?:\d{4}|the authors?|©|\(c\)|by\b|for this article|to the)",
    r"open access\.? this article is\b|licensee\b|published by .{0,80}(?:licen[cs]e|all rights reserved|ltd|inc)",
    r"(?:the )?use, distribution or reproduction|permission(?:s)? (?:to make|is granted)|reprints and permissions?",
    r"(?:disclaimer/)?publisher['’]?s?['’]? note\b|springer nature remains neutral",
    r"all claims expressed in this article|the statements, opinions and data contained in all publications",
    r"(?:citation|copyright|(?:academic |handling |section )?editors?|edited by|reviewed by)\s*:",
    r"all rights reserved|no part of this publication|to view a copy of this licen[cs]e",
    r"the creative commons (?:attribution|public domain)|articles from .{1,160} (?:are )?provided here courtesy",
    r"(?:the )?opinions expressed by (?:the )?authors contributing to this journal",
    r"we use cookies|this (?:web)?site uses cookies|by (?:using|continuing|clicking)\b.{0,80}cookies",
    r"(?:author|author and)? ?affiliations?:|corresponding authors?\s*:|correspondence(?: to)?\s*:",
    r"\*\s?correspondence\b|e-?mail(?: address)?(?:es)?\s*:|suggested citation\b|cite this article(?: as)?\b",
    r"how to cite\b|please cite\b|for (?:author|reprint|permissions?|more information about)\b.{0,60}"
    r"(?:contact|visit|email|licens)",
    r"anyone you share the following link|sorry, a shareable link|provided by the springer nature",
    r"you can also search for this author|these authors contributed equally\b.{0,60}\Z",
    r"(?:received|accepted|published(?: online)?|revised|first published|version of record|issue date)\s*:?\s*"
    r"(?:on )?\d{0,2}\s?(?:st|nd|rd|th)?\s?[A-Za-z]{0,9}\.?\s?\d{0,2},? \d{4}",
)
"""How lines begin that are the publisher's."""

_FRONT = (
    r"\(?(?:received|accepted|published|revised|submitted|edited|reviewed|approved|handled|communicated|posted)"
    r"\b.{0,40}(?:\d{4}|by\b|:)",
    r"(?:academic |handling |section )?editors?\s*:|reviewers?\s*:|citation\s*:|doi\s*:|pmc?id\s*:|vol(?:ume|\.)? \d",
    r"copyright\s*:|abbreviations?\s*:|article number|author (?:information|notes)|.{0,140}\b(?:e-?mail|orcid)\b",
    r".{0,160}\bdoi: ?10\.|.{0,100}\b(?:19|20)\d\d;\s?\d{1,4}\b|.{0,200}published online\b",
    r"(?:from the |the authors? (?:is|are) with |.{0,40}\b(?:department|faculty|school|institute|university"
    r"|centre|center) of).{0,200}\b(?:usa?|uk|canada|australia|\d{4,6})\b.{0,40}\Z",
    r"prepared by\b|address (?:all )?correspondence|presented at\b|supported by\b|the first two authors\b",
)
"""How lines begin that stand between title and text and are no text."""

CAPTION = re.compile(
    r"(?:supplementary |appendix )?(?:figure|fig\.?|table|box|textbox|panel|scheme|chart|exhibit)"
    r"(?:\s+[A-Z]?\d{1,3}(?:\.\d{1,2})?[a-z]?(?![\w-])|\s+[IVX]{1,5}\b|(?=\s*[.:]))\s*[.:|–—-]?\s*",
    re.IGNORECASE,
)
"""The label of a figure, table or box, with its number."""

KEYWORDS = re.compile(
    r"(?:author |index )?key ?words?(?: and phrases)?\s*(?:[:.–—-]\s*|\Z)|index terms\s*(?:[:–—-]\s*|\Z)", re.IGNORECASE
)
"""What stands before keywords."""

NOTE = re.compile(r"(?:abbreviations?|notes?|sources?)\s*[.:]", re.IGNORECASE)
"""How a note under a table begins, which pages often set as they set captions."""

VERSIONS = re.compile(
    r"\s*\[?(?:an? )?(?:text|accessible|plain[- ]text|larger|tabular|long) (?:version|description) of this .{3,20}"
    r" is (?:also )?available\.?\]?"
    r"|\s*\(?(?:click|tap) .{0,20}(?:to|for) (?:enlarge|zoom|a? ?larger .{0,20})\)?"
    r"|\s*(?:open|view) in (?:a )?(?:new tab|viewer|figure viewer).{0,12}\Z",
    re.IGNORECASE,
)
"""What captions are given on a page: links to other versions of the figure."""

_ALONE, _BEGINS, _BEFORE, _CONTROL = (
    re.compile("|".join(patterns), re.IGNORECASE) for patterns in (_FURNITURE, _NOTICE, _FRONT, _CONTROLS)
)
_DEGREE = re.compile(
    r"\b(?:M\.?D|Ph\.?D|Sc\.?D|Dr\.?PH|MPH|MHS|MSc|M\.?S|MSPH|MSN|MA|MBA|BSN?|RN|DVM|Ed\.?D|MSW|FRCP|MBBS)\b\.?\d*"
)
_DIGITS = re.compile(r"\d+")
_EDGES = " .»›«‹|·•[]()"
LONGEST_LINE = 240  # characters
LONGEST_NOTICE = 1_200  # characters
LONGEST_CONTROL = 60  # characters
LONGEST_NAME = 6  # words
DEGREES = 2  # in one line


def is_control(words: str) -> bool:
    """Whether the words of a link are for those who read on the page: "Open in viewer"."""
    return len(words) <= LONGEST_CONTROL and _CONTROL.fullmatch(words.strip(_EDGES)) is not None


def is_furniture(line: str) -> bool:
    """Whether a whole line is a control, a link or a label of the page."""
    return len(line) <= LONGEST_LINE and _ALONE.fullmatch(line.strip(_EDGES)) is not None


def is_licence(line: str) -> bool:
    """Whether a line is a notice of the publisher's: licence, copyright, how to cite, whom to write to."""
    return len(line) <= LONGEST_NOTICE and _BEGINS.match(line) is not None


def is_front_line(line: str) -> bool:
    """Whether a line between title and text says something of the article: dates, editors, where it stands."""
    return _BEFORE.match(line) is not None


def is_byline(line: str, authors: Sequence[str]) -> bool:
    """Whether a line lists who wrote the article: it begins with the first author, or has two degrees or more."""
    families = [folded(person(name).family) for name in authors]
    words = f" {folded(_DIGITS.sub(' ', line))} "
    named = sum(f" {family} " in words for family in families if family)
    begins = bool(families) and bool(families[0]) and f" {families[0]} " in f" {' '.join(words.split()[:5])} "
    is_list = begins and (named > 1 or len(words.split()) <= 2 * LONGEST_NAME)
    return is_list or len(_DEGREE.findall(line[:200])) >= DEGREES
