"""What was put into practice, as a table that a reviewer can extend."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from relsynth.characteristics.innovations import found_in
from relsynth.characteristics.passages import Reading
from relsynth.documents import Document

Paper = Callable[..., Document]


@pytest.mark.parametrize(
    ("parts", "first"),
    [
        pytest.param(
            {"title": "Implementing a salad bar policy in ten schools"}, "salad bar policy", id="implementing"
        ),
        pytest.param({"title": "Effects of providing warm soup: a trial"}, "warm soup", id="said-twice"),
        pytest.param({"abstract": "We tested the WARMSOUP programme."}, "WARMSOUP programme", id="a-name"),
        pytest.param(
            {"abstract": "We evaluated a peer-led reading programme."}, "peer-led reading programme", id="a-phrase"
        ),
        pytest.param({"abstract": "The intervention worked."}, None, id="the-intervention"),
        pytest.param(
            {"title": "Integrating Kite Lessons Into School Days"}, "Kite Lessons", id="capitals-in-the-title"
        ),
        pytest.param({"title": "A fictional study protocol"}, None, id="a-protocol-of-a-study"),
        pytest.param({"abstract": "The national health system changed."}, None, id="what-was-there-before"),
        pytest.param({"title": "A 12 month kite programme"}, "kite programme", id="a-span-of-time"),
        pytest.param({"abstract": "The checklist was read. The checklist was sung."}, "checklist", id="the-one-thing"),
        pytest.param({"abstract": "We used the PICO strategy."}, None, id="how-a-question-was-put"),
        pytest.param({"abstract": "We assessed appropriate kite therapy."}, None, id="a-judgement"),
        pytest.param({"title": "A 12-month kite programme"}, "kite programme", id="a-span-with-a-hyphen"),
        pytest.param({"title": "Perspectives of cooks"}, None, id="none"),
        pytest.param({"discussion": "A kite-flying programme might help."}, None, id="not-told-there"),
    ],
)
def test_the_innovation_is_told_in_the_words_of_the_paper(
    paper: Paper, parts: dict[str, str], first: str | None
) -> None:
    found = found_in(Reading(paper(**parts)))
    assert (found[0].value if found else None) == first


def test_a_phrase_within_another_is_not_told_twice(paper: Paper) -> None:
    document = paper(title="Implementing a salad bar policy", abstract="We evaluated a salad bar policy.")
    assert [each.value for each in found_in(Reading(document))] == ["salad bar policy"]
