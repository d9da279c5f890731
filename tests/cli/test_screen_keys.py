"""Which key does what, and what people are told of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relsynth.cli.screen_keys import ACTIONS, NAMED_KEYS, PROMPTED, bound, help_lines, named, prompt
from relsynth.errors import InputError


@pytest.mark.parametrize(
    ("keys", "key", "action"),
    [
        pytest.param({}, "i", "include", id="usual"),
        pytest.param({"include": "j"}, "j", "include", id="another-letter"),
        pytest.param({"include": "right", "exclude": "left"}, "\x1b[D", "exclude", id="arrows"),
        pytest.param({"skip": "space"}, " ", "skip", id="space"),
        pytest.param({"include": "e", "exclude": "i"}, "e", "include", id="swapped"),
        pytest.param({"maybe": "ö"}, "ö", "maybe", id="any-alphabet"),
        pytest.param({"quit": "x", "skip": "q"}, "q", "skip", id="q-for-another"),
    ],
)
def test_a_team_binds_keys_as_it_likes(keys: dict[str, str], key: str, action: str) -> None:
    found = bound(keys)
    assert found[key] == action
    assert sorted(found.values()) == sorted(ACTIONS)


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        pytest.param({"accept": "a"}, "no such action: accept", id="unknown-action"),
        pytest.param({"include": "e"}, "one key for two actions: e (include, exclude)", id="key-taken"),
        pytest.param({"include": "x", "maybe": "x"}, "x (include, maybe)", id="key-twice"),
        pytest.param({"include": "yes"}, "not include = 'yes'", id="a-word"),
        pytest.param({"include": ""}, "not include = ''", id="nothing"),
        pytest.param({"include": " "}, "not include = ' '", id="space-has-a-name"),
        pytest.param({"include": "\x1b"}, "not include = '\\x1b'", id="escape-leaves"),
    ],
)
def test_what_cannot_be_bound_is_told(keys: dict[str, str], told: str) -> None:
    with pytest.raises(InputError) as error:
        bound(keys)
    assert told in str(error.value)


@given(width=st.integers(10, 200))
def test_the_prompt_fits_any_width_and_names_each_of_its_keys(width: int) -> None:
    told = prompt(bound({}), width=width)
    assert max(map(len, told.split("\n"))) <= width
    assert all(f"{ACTIONS[name].key} {ACTIONS[name].word}" in told for name in PROMPTED)


def test_the_prompt_names_the_keys_that_the_team_chose() -> None:
    assert prompt(bound({"include": "right"}), width=80).startswith("right include  e exclude")


def test_help_tells_every_key() -> None:
    told = "\n".join(help_lines(bound({"skip": "space"})))
    assert all(action.says in told for action in ACTIONS.values())
    assert "  space  skip" in told


@pytest.mark.parametrize("name", NAMED_KEYS)
def test_a_key_is_called_as_the_settings_call_it(name: str) -> None:
    assert named(NAMED_KEYS[name]) == name
