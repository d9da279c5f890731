"""Lists as people are shown them: a title with the count, and no more lines than anybody reads unasked."""

from __future__ import annotations

from collections.abc import Sequence

LISTED = 12  # lines of a list that people are shown unasked


def counted(number: int, one: str, many: str | None = None) -> str:
    """A number and what is counted, as people say it: "1 paper", "2 papers"; ``many`` where it is not ``one`` + s."""
    return f"{number} {one if number == 1 else many or f'{one}s'}"


def listing(title: str, items: Sequence[object], *, most: int | None = LISTED) -> list[str]:
    """Lines of a short list under its title and count; past ``most`` the rest is counted."""
    shown = items if most is None else items[:most]
    more = [f"  and {len(items) - len(shown)} more; --json lists all"] if len(items) > len(shown) else []
    return [f"{title} ({len(items)}):", *(f"  {item}" for item in shown), *more] if items else []
