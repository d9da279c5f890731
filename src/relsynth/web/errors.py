"""What an answer says that refuses: in one form, and the same in the description of the API."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi.security import HTTPBearer
from pydantic import BaseModel

BEARER = HTTPBearer(
    auto_error=False, description="A token, as `relsynth accounts token` makes it; browsers have a session instead."
)


class Error(BaseModel):
    """What is wrong, where, and how to mend it."""

    error: str


RESPONSES: dict[int | str, dict[str, Any]] = {
    400: {"model": Error, "description": "Not a request to this desk, or one that cannot be read."},
    401: {"model": Error, "description": "Nobody has logged in."},
    403: {"model": Error, "description": "Not for the visitor's role, or not from a page of this desk."},
    404: {"model": Error, "description": "There is no such thing."},
    413: {"model": Error, "description": "More was sent than is read."},
    422: {
        "model": Error,
        "description": "What was said makes no sense here; the error says where.",
    },
}


def place_of(fault: Mapping[str, Any]) -> str:
    """A fault with where in a request it stands: ``numbers.0: Input should be a valid integer``."""
    place = ".".join(str(one) for one in fault["loc"] if one != "body")
    return f"{place}: {fault['msg']}" if place else str(fault["msg"])
