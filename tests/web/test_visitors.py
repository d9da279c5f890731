import pytest

from relsynth.web.visitors import ROLES, Role, Visitor


@pytest.mark.parametrize("role", ROLES)
def test_a_role_may_what_those_before_it_may(role: Role) -> None:
    visitor = Visitor(name="Ana", role=role, token="t")
    assert [visitor.may(one) for one in ROLES] == [True] * (ROLES.index(role) + 1) + [False] * (2 - ROLES.index(role))
