"""What browsers refused of our pages (Content Security Policy): logged and counted, since there should be nothing."""

from __future__ import annotations

import json
import logging
from collections import deque
from typing import Any

from fastapi import APIRouter, Request, Response

from relsynth.web.limits import Limit
from relsynth.web.visitors import Manager

LOG = logging.getLogger("relsynth.desk")
KEPT = 50  # of the latest reports
LONGEST = 2000  # characters of one
LOGGED = Limit(60, 60.0)  # in so many seconds, lest somebody fills the disk with them
router = APIRouter(prefix="/api/csp", tags=["reports"])


class Reports:
    """What was reported since the desk was opened."""

    def __init__(self) -> None:
        self.count = 0
        self.last: deque[str] = deque(maxlen=KEPT)


@router.post("", status_code=204, include_in_schema=False)
async def take(request: Request) -> Response:
    """Take a browser's report of what it refused."""
    said = (await request.body()).decode("utf-8", "replace")[:LONGEST]
    held: Reports = request.app.state.reports
    held.count += 1
    held.last.append(said)
    if not LOGGED.wait("all"):
        LOG.warning("a browser refused something of a page: %s", json.dumps(said))
    return Response(status_code=204)


@router.get("/reports", operation_id="csp_reports", summary="What browsers refused of our pages.")
def shown(request: Request, _visitor: Manager) -> dict[str, Any]:
    """Tell what browsers refused since the desk was opened."""
    held: Reports = request.app.state.reports
    return {"count": held.count, "last": list(held.last)}
