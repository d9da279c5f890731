"""A change of the codebook asks people to look at what they coded, and changes none of it."""

from pathlib import Path
from typing import Any

import pytest

from made_up import ANA, AT, LEGIT, TIES, TRUST, code, codebook, coded_project
from relsynth import workflow
from relsynth.coding import Coder, Coding, Verdict
from relsynth.documents import Span
from relsynth.errors import InputError
from relsynth.project import Project, open_project
from relsynth.workflow.codings_to_review import CodingsToReview

BEN = Coder(name="Ben", kind="person")
AFFIRMED = (("assertion", ("affirmed",)),)
QUOTE = "Trust between the drivers and the clinic grew"
LATER = "2026-02-01T00:00:00+00:00"


def place(project: Project) -> Span:
    of = next(project.store.documents())
    start = of.text.index(QUOTE)
    return Span(version=of.version, start=start, end=start + len(QUOTE))


def say(
    project: Project,
    code_id: str = "STA.TRUST",
    *,
    coder: Coder = ANA,
    verdict: Verdict = "code",
    settles: tuple[int, ...] = (),
    at: str = AT,
) -> int:
    """Put a coding down with the codebook of today, and return its number."""
    book = project.codebook
    made = Coding(
        span=place(project), code=code_id, coder=coder, facets=AFFIRMED, verdict=verdict, settles=settles, reason=None
    )
    with project.store.atomic():
        project.store.add_codebook(book.digest, id=book.id, version=book.version, source=project.codebook_source, at=at)
        project.store.add_coder(coder)
        project.store.add_codings([made], codebook=book.digest, at=at)
    return max(one.number or 0 for one in project.store.codings())


def rewrite(project: Project, *codes: dict[str, Any], **others: Any) -> Project:
    """The same project, opened with another codebook."""
    project.codebook_path.write_text(codebook(*codes, **others), encoding="utf-8")
    project.close()
    return open_project(project.path)


def told(queue: CodingsToReview) -> list[tuple[str, str, str]]:
    return [(one.coder, one.code, one.why) for one in queue.codings]


RULED = {**TRUST, "include": "This, and that."}
HEIRS = [code("STA.A", "a", replaces=["STA.TRUST"]), code("STA.B", "b", replaces=["STA.TRUST"])]


@pytest.mark.parametrize(
    ("codes", "why", "followed", "uncounted"),
    [
        pytest.param([TRUST, LEGIT], [], [], [], id="nothing-of-it-changed"),
        pytest.param([{**TRUST, "definition": "Reliance."}], ["rules changed"], [], [], id="definition"),
        pytest.param([RULED], ["rules changed"], [], [], id="inclusion"),
        pytest.param([{**TRUST, "exclude": None}], ["rules changed"], [], [], id="exclusion-taken-out"),
        pytest.param(
            [{**TRUST, "cues": {"strong": ["faith"]}, "label": "Faith", "examples": ["They met."]}],
            [],
            [],
            [],
            id="cues-label-examples",
        ),
        pytest.param(HEIRS, ["split"], [], ["STA.TRUST"], id="split"),
        pytest.param([LEGIT], ["removed"], [], ["STA.TRUST"], id="removed"),
        pytest.param(
            [{**TRUST, "id": "STA.RELY", "replaces": ["STA.TRUST"]}],
            [],
            [("STA.TRUST", "STA.RELY", "renamed", 1)],
            [],
            id="renamed",
        ),
        pytest.param(
            [{**RULED, "id": "STA.RELY", "replaces": ["STA.TRUST"]}],
            ["rules changed"],
            [],
            [],
            id="renamed-with-other-rules",
        ),
        pytest.param(
            [{**RULED, "id": "STA.RELY", "replaces": ["STA.TRUST", "STA.LEGIT"]}],
            [],
            [("STA.TRUST", "STA.RELY", "merged", 1)],
            [],
            id="merged",
        ),
    ],
)
def test_a_coding_is_to_be_looked_at_where_its_code_says_something_else(
    tmp_path: Path,
    codes: list[dict[str, Any]],
    why: list[str],
    followed: list[tuple[str, str, str, int]],
    uncounted: list[str],
) -> None:
    with coded_project(tmp_path, 1) as project:
        say(project)
        before = tuple(project.store.codings())
        with rewrite(project, *codes, TIES) as today:
            queue = workflow.codings_to_review(today)
            assert [one.why for one in queue.codings] == why
            assert [(one.before, one.after, one.becomes, one.codings) for one in queue.followed] == followed
            assert [one.code for one in queue.uncounted if one.people] == uncounted
            assert tuple(today.store.codings()) == before


def test_the_queue_tells_what_changed_and_what_to_do(tmp_path: Path) -> None:
    with coded_project(tmp_path, 1) as project:
        number = say(project)
        with rewrite(project, RULED, TIES, version="2") as today:
            queue = workflow.codings_to_review(today)
            assert str(queue) == (
                f"small 2 ({today.codebook.digest[:12]}): 1 coding of 1 coder to look at again\n"
                "  STA.TRUST: 1, its definition or rules changed\n"
                "To look at (1):\n"
                f"  {number}  van-001  STA.TRUST  [Ana]  {QUOTE}\n"
                "      its definition or rules changed:\n"
                "      include: [-This.-] {+This, and that.+}\n"
                f"      `relsynth codings confirm {number}` if it holds as before; "
                f"else `relsynth codings change {number}` or `relsynth codings reject {number}`"
            )


def test_the_coder_of_a_split_code_chooses_among_its_heirs(tmp_path: Path) -> None:
    with coded_project(tmp_path, 1) as project:
        number = say(project)
        with rewrite(project, *HEIRS, TIES) as today:
            (one,) = workflow.codings_to_review(today).codings
            assert one.heirs == ("STA.A", "STA.B")
            assert one.to_do.startswith(f"`relsynth codings change {number} --to` one of STA.A, STA.B")


def test_rejections_are_looked_at_too_but_of_a_code_that_is_no_more_nothing_is_left_to_reject(tmp_path: Path) -> None:
    with coded_project(tmp_path, 1) as project:
        number = say(project, verdict="reject")
        with rewrite(project, RULED, TIES) as changed:
            (one,) = workflow.codings_to_review(changed).codings
            assert (one.number, one.verdict) == (number, "reject")
            assert f"{number}  van-001  not STA.TRUST  [Ana]" in str(one)
            with rewrite(changed, LEGIT, TIES) as removed:
                queue = workflow.codings_to_review(removed)
                assert (queue.codings, [one for one in queue.uncounted if one.people]) == ((), [])


@pytest.mark.parametrize(
    ("code_id", "verdict"),
    [
        pytest.param("STA.TRUST", "code", id="confirmed"),
        pytest.param("STA.TRUST", "reject", id="rejected"),
    ],
)
def test_what_is_said_again_with_todays_codebook_leaves_the_queue(
    tmp_path: Path, code_id: str, verdict: Verdict
) -> None:
    with coded_project(tmp_path, 1) as project:
        say(project)
        with rewrite(project, RULED, TIES) as today:
            assert len(workflow.codings_to_review(today).codings) == 1
            say(today, code_id, verdict=verdict, at=LATER)
            assert workflow.codings_to_review(today).codings == ()
            with rewrite(today, {**RULED, "cues": {"strong": ["faith"]}}, TIES) as later:
                assert workflow.codings_to_review(later).codings == ()


def test_a_split_code_leaves_the_queue_once_the_old_one_is_rejected_for_an_heir(tmp_path: Path) -> None:
    with coded_project(tmp_path, 1) as project:
        number = say(project)
        with rewrite(project, *HEIRS, TIES) as today:
            workflow.change_coding(today, number, to=["STA.B"], coder="Ana", at=LATER)
            queue = workflow.codings_to_review(today)
            assert (queue.codings, [one for one in queue.uncounted if one.people]) == ((), [])


def test_confirming_it_takes_a_coding_off_the_queue(tmp_path: Path) -> None:
    with coded_project(tmp_path, 1) as project:
        number = say(project)
        with rewrite(project, {**RULED, "id": "STA.RELY", "replaces": ["STA.TRUST"]}, TIES) as today:
            assert len(workflow.codings_to_review(today).codings) == 1
            workflow.confirm_codings(today, [number], coder="Ana", at=LATER)
            assert workflow.codings_to_review(today).codings == ()


def test_what_an_adjudicator_settled_is_not_to_be_looked_at_but_their_word_is(tmp_path: Path) -> None:
    with coded_project(tmp_path, 1) as project:
        number = say(project)
        say(project, coder=BEN, settles=(number,))
        with rewrite(project, RULED, TIES) as today:
            assert told(workflow.codings_to_review(today)) == [("Ben", "STA.TRUST", "rules changed")]


def test_a_coder_sees_their_own(tmp_path: Path) -> None:
    with coded_project(tmp_path, 1) as project:
        say(project)
        say(project, coder=BEN)
        with rewrite(project, RULED, TIES) as today:
            everybodys = workflow.codings_to_review(today)
            assert everybodys.consequence == "2 codings of 2 coders to look at again"
            assert told(workflow.codings_to_review(today, coder="Ben")) == [("Ben", "STA.TRUST", "rules changed")]
            with pytest.raises(InputError):
                workflow.codings_to_review(today, coder=" ")


def test_a_codebook_that_cannot_be_read_any_more_is_a_reason_to_look(tmp_path: Path) -> None:
    with coded_project(tmp_path, 1) as project:
        of = place(project)
        with project.store.atomic():
            project.store.add_codebook("0ld", id="small", version="0", source="no: codebook", at=AT)
            project.store.add_coder(ANA)
            project.store.add_codings([Coding(span=of, code="STA.TRUST", coder=ANA)], codebook="0ld", at=AT)
        assert told(workflow.codings_to_review(project)) == [("Ana", "STA.TRUST", "unreadable")]


def test_codings_of_the_machine_are_counted_where_their_code_is_no_more(tmp_path: Path) -> None:
    with coded_project(tmp_path, 1) as project, rewrite(project, LEGIT, TIES) as today:
        (one,) = workflow.codings_to_review(today).uncounted
        assert (one.code, one.people) == ("STA.TRUST", 0)
        assert one.machines > 0


def test_a_code_renamed_twice_is_followed_and_every_table_sees_it(tmp_path: Path) -> None:
    with coded_project(tmp_path, 1, 2) as project:
        say(project)
        with rewrite(project, {**TRUST, "id": "STA.FAITH", "replaces": ["STA.TRUST"]}, TIES) as second:
            say(second, "NET.TIES")  # so that the second version is kept
            with rewrite(second, {**TRUST, "id": "STA.RELY", "replaces": ["STA.FAITH"]}, TIES) as third:
                queue = workflow.codings_to_review(third)
                assert [(one.before, one.after, one.becomes) for one in queue.followed] == [
                    ("STA.TRUST", "STA.RELY", "renamed")
                ]
                assert {one.code for one in third.codings() if one.coder == ANA} == {"STA.RELY", "NET.TIES"}
                workflow.code(third, at=LATER)
                codings = workflow.tabulate(third, "codings")
                rows = [dict(zip(codings.columns, row, strict=True)) for row in codings.rows]
                assert {row["code"] for row in rows if row["coder"] == "Ana"} == {"STA.RELY", "NET.TIES"}
                evidence = workflow.tabulate(third, "evidence")
                by_construct = {row[evidence.columns.index("construct")]: row for row in evidence.rows}
                assert by_construct["STA.RELY"][evidence.columns.index("k")] == 2
                (measured,) = (line for line in str(workflow.evaluate(third, by="code")).splitlines() if "STA." in line)
                assert measured.split()[:5] == ["STA.RELY", "1", "1", "1", "1"]


def test_what_was_said_under_two_names_of_one_code_stands_in_its_turn(tmp_path: Path) -> None:
    """The later word is the last one, though its id comes first in the alphabet."""
    with coded_project(tmp_path, 1) as project:
        say(project)
        with rewrite(project, {**TRUST, "id": "STA.FAITH", "replaces": ["STA.TRUST"]}, TIES) as today:
            say(today, "STA.FAITH", verdict="reject", at=LATER)
            said = [one.verdict for one in today.codings() if one.coder == ANA]
            assert said == ["code", "reject"]
