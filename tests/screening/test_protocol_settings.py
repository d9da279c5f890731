"""A protocol is read whole from settings, or refused with every mistake under its key."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relsynth.cli.screen_keys import ACTIONS
from relsynth.cli.screen_keys import NAMED_KEYS as SENT
from relsynth.screening.protocol import Criterion, Protocol, StagePlan
from relsynth.screening.protocol_settings import KEYS, NAMED_KEYS, TABLES, problems, protocol_of

WHOLE = """
[protocol]
question = "Who keeps the ferry?"
[protocol.include]
I1 = "Two harbours or more"
i-2 = "A ferry"
[protocol.exclude]
"E1.a" = "Paintings of ferries"
[screening]
audit = 1
seed = 7
rule = "safe"
target = 0.9
confidence = 0.8
speaks_for = ["ferr*", "quay"]
speaks_against = ["fairy"]
[screening.keys]
include = "+"
skip = "space"
[screening.title_abstract]
mode = "sample"
sample = 0.5
screeners = ["Ana", "Ben"]
[screening.full_text]
mode = "single"
screeners = ["Ana"]
"""


def told(text: str) -> list[str]:
    raw = tomllib.loads(text)
    return [problem for table in TABLES if table in raw for problem in problems(table, raw[table])]


def test_everything_that_can_be_set_is_read() -> None:
    assert told(WHOLE) == []
    assert protocol_of(tomllib.loads(WHOLE)) == Protocol(
        question="Who keeps the ferry?",
        criteria=(
            Criterion(id="I1", text="Two harbours or more", kind="include"),
            Criterion(id="i-2", text="A ferry", kind="include"),
            Criterion(id="E1.a", text="Paintings of ferries", kind="exclude"),
        ),
        plans={
            "title_abstract": StagePlan(mode="sample", sample=0.5, screeners=("Ana", "Ben")),
            "full_text": StagePlan(mode="single", screeners=("Ana",)),
        },
        audit=1.0,
        seed=7,
        rule="safe",
        target=0.9,
        confidence=0.8,
        speaks_for=("ferr*", "quay"),
        speaks_against=("fairy",),
        keys={"include": "+", "skip": "space"},
    )


def test_what_is_not_set_is_as_a_protocol_has_it() -> None:
    assert protocol_of({}) == protocol_of({"protocol": {}, "screening": {"full_text": {}}}) == Protocol()


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        pytest.param("protocol = 1", "protocol: is a table, as in [protocol]", id="no-table"),
        pytest.param("screening = []", "screening: is a table, as in [screening]", id="no-table-either"),
        pytest.param(
            "[protocol]\ncriteria = 1",
            "protocol.criteria: unknown; known are exclude, include, question",
            id="unknown-key",
        ),
        pytest.param("[protocol]\nquestion = ''", "protocol.question: '' is not a text", id="empty-question"),
        pytest.param(
            "[protocol]\ninclude = ['a']",
            'protocol.include: is a table of criteria by id, as in [protocol.include] with I1 = "…"',
            id="criteria-in-a-list",
        ),
        pytest.param("[protocol.exclude]\nE1 = 3", "protocol.exclude.E1: 3 is not a text", id="criterion-is-no-text"),
        pytest.param(
            "[protocol.exclude]\n'not a study' = 'x'",
            "protocol.exclude.'not a study': an id is of letters, digits, dots, - and _, as in E1",
            id="id-of-several-words",
        ),
        pytest.param(
            "[protocol.include]\nC1 = 'x'\n[protocol.exclude]\nc1 = 'y'",
            "protocol: C1, c1: one id for 2 criteria; 'c1' counts in whatever case",
            id="one-id-in-both-tables",
        ),
        pytest.param(
            "[protocol.exclude]\nC1 = 'x'\nc1 = 'y'",
            "protocol: C1, c1: one id for 2 criteria; 'c1' counts in whatever case",
            id="one-id-in-two-cases",
        ),
        pytest.param(
            "[screening]\naudits = 1",
            "screening.audits: unknown; known are audit, confidence, full_text, keys, rule, seed, speaks_against, "
            "speaks_for, target, title_abstract",
            id="unknown-setting",
        ),
        pytest.param(
            "[screening]\naudit = 1.01", "screening.audit: 1.01 is not a number from 0.0 to 1.0", id="share-over-one"
        ),
        pytest.param(
            "[screening]\naudit = true", "screening.audit: True is not a number from 0.0 to 1.0", id="yes-is-no-number"
        ),
        pytest.param(
            "[screening]\nseed = 1.5",
            "screening.seed: 1.5 is not a whole number from 0 to 2147483647",
            id="half-a-seed",
        ),
        pytest.param(
            "[screening]\nseed = -1", "screening.seed: -1 is not a whole number from 0 to 2147483647", id="seed-below-0"
        ),
        pytest.param(
            "[screening]\nrule = 'tired'",
            "screening.rule: 'tired' is none of hypergeometric, consecutive, safe, knee",
            id="unknown-rule",
        ),
        pytest.param(
            "[screening]\nrule = []",
            "screening.rule: [] is none of hypergeometric, consecutive, safe, knee",
            id="rule-is-no-text",
        ),
        pytest.param(
            "[screening]\ntarget = 95", "screening.target: 95 is not a number from 0.5 to 1.0", id="target-in-percent"
        ),
        pytest.param(
            "[screening]\nconfidence = 1",
            "screening.confidence: 1 is not a number from 0.5 to 0.999",
            id="sure-beyond-doubt",
        ),
        pytest.param(
            "[screening]\nspeaks_for = 'x'", 'screening.speaks_for: is a list, as in ["one", "another"]', id="no-list"
        ),
        pytest.param("[screening]\nspeaks_for = ['', 'x']", "screening.speaks_for: '' is not a text", id="empty-word"),
        pytest.param(
            "[screening]\nspeaks_for = ['Quay', 'x']\nspeaks_against = ['quay ']",
            "screening: quay: stands in speaks_for and in speaks_against",
            id="word-for-and-against",
        ),
        pytest.param(
            "[screening]\nfull_text = 'double'",
            "screening.full_text: is a table, as in [screening.full_text]",
            id="stage-is-no-table",
        ),
        pytest.param(
            "[screening.abstract]\nmode = 'double'",
            "screening.abstract: unknown; known are audit, confidence, full_text, keys, rule, seed, speaks_against, "
            "speaks_for, target, title_abstract",
            id="unknown-stage",
        ),
        pytest.param(
            "[screening.full_text]\nsample = 20",
            "screening.full_text.sample: 20 is not a number from 0.0 to 1.0",
            id="sample-in-percent",
        ),
        pytest.param(
            "[screening.title_abstract]\nscreeners = ['Ana']",
            'screening.title_abstract.screeners: names one, and mode "double" wants two; '
            'add one, or set mode = "single"',
            id="nobody-to-be-the-second",
        ),
        pytest.param(
            "[screening.full_text]\nscreeners = ['Ana', 'Ben', 'ana']",
            "screening.full_text.screeners: Ana, ana: named more than once",
            id="screener-twice",
        ),
        pytest.param(
            "[screening.full_text]\nscreeners = ['Ana', 'Ben ']",
            "screening.full_text.screeners: 'Ben ' has space around it",
            id="name-with-space-around",
        ),
        pytest.param(
            "[screening.full_text]\nscreeners = ['Machine', 'Ben']",
            "screening.full_text.screeners: 'Machine' is what the machine is called; give a person's name",
            id="the-machine-screens",
        ),
        pytest.param(
            "[screening.keys]\nburn = 'b'",
            f"screening.keys.burn: unknown; known are {', '.join(sorted(KEYS))}",
            id="burn",
        ),
        pytest.param(
            "[screening.keys]\nundo = 'ctrl-z'",
            "screening.keys.undo: 'ctrl-z' is no key: one sign, or one of space, tab, up, down, right, left",
            id="no-key",
        ),
        pytest.param(
            "[screening.keys]\nundo = 'x'\nskip = 'x'",
            "screening.keys: skip, undo: are on one key, 'x'",
            id="one-key-for-two",
        ),
        pytest.param(
            "[screening.keys]\nundo = 'e'",
            "screening.keys: exclude, undo: are on one key, 'e'",
            id="the-usual-key-of-another-action",
        ),
    ],
)
def test_a_mistake_is_named_by_its_key(text: str, problem: str) -> None:
    assert told(text) == [problem]


def test_mistakes_come_all_at_once() -> None:
    text = """
    [protocol]
    question = 1
    include = { I1 = "", "a b" = "x" }
    [screening]
    audit = -1
    speaks_for = [1, "x"]
    keys = { undo = "", x = "y" }
    full_text = { mode = "all", sample = "a", screeners = [1, "machine"] }
    """
    assert [problem.partition(": ")[0] for problem in told(text)] == [
        *("protocol.question", "protocol.include.I1", "protocol.include.'a b'", "screening.audit"),
        *("screening.speaks_for", "screening.keys.undo", "screening.keys.x", "screening.full_text.mode"),
        *("screening.full_text.sample", "screening.full_text.screeners", "screening.full_text.screeners"),
    ]


def test_keys_of_two_actions_can_be_swapped() -> None:
    assert told("[screening.keys]\ninclude = 'e'\nexclude = 'i'") == []


def test_the_terminal_has_the_keys_that_settings_know() -> None:
    assert {name: action.key for name, action in ACTIONS.items()} == dict(KEYS)
    assert tuple(SENT) == NAMED_KEYS


NAMES = st.sampled_from(
    ["question", "include", "exclude", "audit", "seed", "rule", "keys", "full_text", "mode", "screeners", "undo"]
) | st.text(max_size=3)
NESTED = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=12,
)


@given(values=NESTED, table=st.sampled_from(sorted(TABLES)))
def test_whatever_stands_there_is_read_or_refused(values: object, table: str) -> None:
    if not list(problems(table, values)):
        assert isinstance(protocol_of({table: values}), Protocol)
