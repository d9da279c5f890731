"""What a codebook is made of: domains, codes with their cues and examples, facets, sources.

What fits together and what does not is for ``codebook``; here is the shape of each part alone.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]
Key = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_]*$", max_length=60)]
CodeId = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9]*(\.[A-Z][A-Z0-9]*)+$", max_length=60)]
Cues = tuple[Text, ...]


class Part(BaseModel):
    """A part of a codebook: frozen, and without fields that nobody knows."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Domain(Part):
    """A family of codes; ``seed`` says which question of the field it answers."""

    id: Key
    label: Text
    seed: Text | None = None


class Lexicon(Part):
    """What is common to all codes, in cue syntax.

    A weak cue counts beside one of ``partner_anchors``; ``masks`` are other senses of
    the field's words, blanked out for every code; ``lesson_headings`` and
    ``lesson_phrases`` say to people what tells lessons learned; no coder reads them yet, and
    headings are labelled by ``headings``.
    """

    partner_anchors: Cues = ()
    masks: dict[Key, Cues] = {}
    lesson_headings: Cues = ()
    lesson_phrases: Cues = ()


class Facet(Part):
    """What else is said about a coded sentence.

    ``values`` may be empty where the facet is a set of free ``fields``. ``rules`` says
    when a value holds, ``cues`` what speaks for it in a sentence, ``groups`` which
    values are taken together; all three by value.
    """

    definition: Text
    values: tuple[Text, ...] = ()
    multi: bool = False
    default: Text | None = None
    rules: dict[Text, Text] = {}
    cues: dict[Text, Cues] = {}
    groups: dict[Key, tuple[Text, ...]] = {}
    fields: tuple[Key, ...] = ()


class Source(Part):
    """A publication that a code draws on; cited, never quoted."""

    cite: Text
    doi: Text | None = None
    url: Text | None = None


class Instrument(Part):
    """A named measure of partnering; ``patterns`` in cue syntax."""

    name: Text
    patterns: Cues
    note: Text | None = None


class ConfusablePair(Part):
    """Two codes that coders mix up, and the rule that parts them."""

    pair: tuple[CodeId, CodeId]
    rule: Text


class GapThresholds(Part):
    """When a gap is called one; counts are of studies, the others are shares from 0 to 1."""

    n_min: int = Field(default=10, ge=1)
    floor: float = Field(default=0.10, ge=0, le=1)
    k_thin: int = Field(default=2, ge=0)
    k_rel: int = Field(default=3, ge=1)
    tau_rel: float = Field(default=0.80, ge=0, le=1)
    tau_meas: float = Field(default=0.10, ge=0, le=1)
    tau_link: float = Field(default=0.10, ge=0, le=1)
    tau_one: float = Field(default=0.90, ge=0, le=1)
    tau_contra: float = Field(default=0.30, ge=0, le=1)
    k_contra: int = Field(default=4, ge=1)
    k_barrier: int = Field(default=3, ge=1)
    tau_barrier: float = Field(default=0.10, ge=0, le=1)


class NearMiss(Part):
    """A sentence that looks like the code and is not; ``code`` is the right one, if there is one."""

    text: Text
    why: Text
    code: CodeId | None = None


class CodeCues(Part):
    """One ``strong`` cue is enough; a ``weak`` one needs another, or a partner anchor beside it.

    ``lack`` cues are as strong, and name the construct's absence by themselves ("mistrust").
    """

    strong: Cues = ()
    weak: Cues = ()
    lack: Cues = ()


class Confusable(Part):
    """Another code, and the rule that tells the two apart."""

    code: CodeId
    rule: Text


class Code(Part):
    """A construct, or a part of one (``parent``), with all that a coder needs.

    ``examples`` are narrative, ``examples_journal`` in the prose of papers; both are
    invented. Definition and rules may be missing in a book that is being written, which ``codebook lint`` tells.
    ``replaces`` names codes of earlier books that this one came in place of, and that are no more: one where a code
    was renamed, several where they were merged; a code that several others replace was split among them.
    ``crosswalk`` holds ``SOURCE:construct``. ``masks`` are blanked out for
    this code only. An ``unspecific`` code is never evidence for any other construct.
    """

    id: CodeId
    parent: CodeId | None = None
    refines: CodeId | None = None
    replaces: tuple[CodeId, ...] = ()
    label: Text
    type: Key
    levels: tuple[Key, ...]
    unspecific: bool = False
    definition: Text | None = None
    crosswalk: tuple[Text, ...] = ()
    synonyms: tuple[Text, ...] = ()
    include: Text | None = None
    exclude: Text | None = None
    examples: tuple[Text, ...] = ()
    examples_journal: tuple[Text, ...] = ()
    near_misses: tuple[NearMiss, ...] = ()
    cues: CodeCues = CodeCues()
    masks: Cues = ()
    confusable: tuple[Confusable, ...] = ()

    @property
    def domain(self) -> str:
        """Id of the domain: the first part of the code's own."""
        return self.id.split(".")[0]
