"""What databases hang on a title is off before it is compared, and what it says of another report is known."""

from __future__ import annotations

import pytest

from relsynth.dedupe.titles import LONGEST, bare_title, kind_of, mended, numbers_of, parts_of

BARE = "walking groups in small towns"


@pytest.mark.parametrize(
    "title",
    [
        pytest.param("Walking groups in small towns", id="as-it-is"),
        pytest.param("[Walking groups in small towns]", id="translated"),
        pytest.param("[Walking groups in small towns]. [Chinese]", id="language-in-brackets"),
        pytest.param("Walking groups in small towns. German", id="language-after-a-full-stop"),
        pytest.param("Walking groups in small towns [Review] [33 refs]", id="ovid-review"),
        pytest.param("Walking groups in small towns.[Erratum appears in J Town. 2009 Jan;3(1):5]", id="ovid-erratum"),
        pytest.param("Walking groups in small towns [see comment", id="note-cut-short"),
        pytest.param("Walking groups in small towns (vol 3, pg 5, 2009)", id="wos-correction"),
        pytest.param("Erratum: Walking groups in small towns (Journal of Towns (2009) 3:1 (5))", id="embase-erratum"),
        pytest.param("Corrigendum to: Walking groups in small towns", id="corrigendum"),
        pytest.param("Walking groups in small towns - Reply", id="reply-after"),
        pytest.param("Walking groups in small towns AUTHORS REPLY", id="authors-reply"),
        pytest.param("Re: Walking groups in small towns", id="re"),
        pytest.param("RETRACTED ARTICLE: Walking groups in small towns", id="flagged-as-retracted"),
        pytest.param("Walking groups in small towns (abstract)", id="abstract"),
        pytest.param("Walking groups in small towns. German\nWandergruppen in kleinen Orten", id="original-below"),
        pytest.param("[Walking groups in small towns] TO: Wandergruppen in kleinen Orten", id="original-after-to"),
        pytest.param("Walking <i>groups</i> in\u00a0small   towns...", id="markup-and-spaces"),
    ],
)
def test_a_title_is_bared_of_what_databases_add(title: str) -> None:
    assert bare_title(title) == BARE


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        pytest.param("Reply", "reply", id="nothing-but-a-mark"),
        pytest.param("[Chinese]", "chinese", id="nothing-but-a-note"),
        pytest.param("Response to stress", "stress", id="response-to"),
        pytest.param("Nurses' response to shift work", "nurses response to shift work", id="response-in-the-middle"),
        pytest.param("Groups [of walkers] in towns", "groups of walkers in towns", id="brackets-of-its-own"),
        pytest.param("Прогулки по городу", "прогулки по городу", id="cyrillic"),
        pytest.param("", "", id="empty"),
    ],
)
def test_a_title_keeps_what_is_its_own(title: str, bare: str) -> None:
    assert bare_title(title) == bare


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        pytest.param("Erratum: Walking groups", "correction", id="erratum"),
        pytest.param("Walking groups (vol 3, pg 5, 2009)", "correction", id="wos"),
        pytest.param("Walking groups: corrigendum", "correction", id="corrigendum-after"),
        pytest.param("Retraction notice to walking groups", "correction", id="retraction-notice"),
        pytest.param("Correction of myopia with glasses in schools", "correction", id="correction-of-may-be-either"),
        pytest.param("Corrections officers and their health", None, id="corrections-officers"),
        pytest.param("Walking groups - Reply", "answer", id="reply"),
        pytest.param("Comment on: walking groups", "answer", id="comment-on"),
        pytest.param("Walking groups: study protocol for a trial", "protocol", id="protocol"),
        pytest.param("Walking groups [Erratum appears in J Town]", None, id="a-note-says-there-is-an-erratum"),
        pytest.param("RETRACTED: Walking groups", None, id="retracted-is-the-article"),
        pytest.param("Walking groups", None, id="plain"),
    ],
)
def test_a_title_says_what_its_report_is_to_another(title: str, kind: str | None) -> None:
    assert kind_of(title) == kind


@pytest.mark.parametrize(
    ("bare", "parts"),
    [
        pytest.param("walking groups part ii", ("2",), id="roman"),
        pytest.param("walking groups part two", ("2",), id="in-words"),
        pytest.param("walking groups i", ("1",), id="first-at-the-end"),
        pytest.param("second part walking groups", ("2",), id="ordinal-part"),
        pytest.param("walking groups 2nd edition", ("2",), id="edition"),
        pytest.param("walking groups second edition", ("2",), id="edition-in-words"),
        pytest.param("a phase iii trial of walking", ("3",), id="phase"),
        pytest.param("walking in groups", (), id="none"),
    ],
)
def test_parts_are_known_in_every_spelling(bare: str, parts: tuple[str, ...]) -> None:
    assert parts_of(bare) == parts


def test_numbers_are_those_of_the_letters_whatever_joins_them() -> None:
    assert numbers_of("p16ink4a in 12 towns") == numbers_of("12 towns with p16 ink4a") == ("12", "16", "4")


@pytest.mark.parametrize(
    ("text", "right"),
    [
        pytest.param("KÃ¶nig", "König", id="mojibake"),
        pytest.param("Ângela", "Ângela", id="a-letter-of-its-own"),
        pytest.param("Konig", "Konig", id="ascii"),
    ],
)
def test_what_was_read_in_the_wrong_encoding_is_mended(text: str, right: str) -> None:
    assert mended(text) == right


@pytest.mark.parametrize("piece", ["[", "(vol 1 ", ". ", "[see ", "re: ", "comment ", "(A(2001)", "Chinese. ", "- "])
def test_a_hostile_title_takes_no_longer_than_a_long_one(piece: str) -> None:
    title = piece * LONGEST * 20
    assert len(bare_title(title)) <= LONGEST
    assert kind_of(title) in {"correction", "answer", "protocol", None}
