from relsynth.web import limits
from relsynth.web.limits import Limit


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_so_many_tries_pass_in_a_time_that_slides() -> None:
    clock = Clock()
    limit = Limit(2, 60, clock=clock)
    assert [limit.wait("ana"), limit.wait("ben")] == [0, 0]
    clock.now = 30
    assert [limit.wait("ana"), limit.wait("ana")] == [0, 31]
    clock.now = 60
    assert [limit.wait("ana"), limit.wait("ana")] == [0, 31]


def test_who_came_in_begins_anew() -> None:
    limit = Limit(1, 60, clock=Clock())
    assert [limit.wait("ana"), limit.wait("ana") > 0] == [0, True]
    limit.forget("ana")
    assert limit.wait("ana") == 0


def test_invented_names_do_not_fill_the_memory() -> None:
    limit = Limit(1, 60, clock=Clock())
    for number in range(limits.MOST_KEYS + 5):
        limit.wait(number)
    assert len(limit._tries) == limits.MOST_KEYS
