"""Services on this machine that answer as the real ones do, faults included; what they hold is invented.

Each is a handler for pytest-httpserver. ``faults`` maps the number of a request, from 1, to what becomes of
its answer; ``asked`` keeps the parameters of every request.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from werkzeug import Request, Response

from relsynth.sources import Patience, Settings
from relsynth.sources.client import Client
from relsynth.workflow.connection import Connect

EMAIL, KEY = "ada@example.org", "k3y-of-ada"
SERVICES = ("crossref", "europepmc", "openalex", "pubmed", "unpaywall", "files")
QUICK = Patience(attempts=3, first_wait=0.001, longest_wait=0.002, jitter=0.0, answer=5.0)

Fault = Callable[[Response], Response]


def settings_for(url: str, **changes: Any) -> Settings:
    """Settings under which every service is below one address of this machine, and nothing waits."""
    told = {
        "email": EMAIL,
        "openalex_key": KEY,
        "ncbi_key": KEY,
        "base_urls": {name: f"{url.rstrip('/')}/{name}" for name in SERVICES},
        "per_second": dict.fromkeys(SERVICES, 10_000.0),
    }
    return Settings(**{**told, **changes})


def connect_to(url: str, **changes: Any) -> Connect:
    """What the verbs of the network connect with: to the services here, in no time."""
    return lambda _project, tell: Client(settings_for(url, **changes), patience=QUICK, tell=tell)


# -- faults


def cut_body(response: Response) -> Response:
    """Announce the whole, send half, hang up."""
    body = response.get_data()
    response.set_data(body[: len(body) // 2])
    response.headers["Content-Length"] = str(len(body))
    return response


def cut_json(response: Response) -> Response:
    """Send half, and announce half."""
    body = response.get_data()
    response.set_data(body[: len(body) // 2])
    return response


def status(code: int, body: str = "", **headers: str) -> Fault:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda response: Response(body, status=code, headers=named, content_type="application/json")


def says(body: object) -> Fault:
    """Answer 200 with something else."""
    return lambda response: Response(json.dumps(body), content_type="application/json")


# -- services


@dataclass
class Service:
    """What every service here does: counts, keeps what it was asked, spoils what it should."""

    faults: Mapping[int, Fault] = field(default_factory=dict)
    always: Fault | None = None
    asked: list[dict[str, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    agents: list[str] = field(default_factory=list)

    def __call__(self, request: Request) -> Response:
        self.asked.append({**request.args.to_dict(), **request.form.to_dict()})
        self.paths.append(request.path)
        self.agents.append(request.headers.get("User-Agent", ""))
        response = self.answer(request, self.asked[-1])
        fault = self.faults.get(len(self.asked), self.always)
        return fault(response) if fault else response

    def answer(self, request: Request, params: Mapping[str, str]) -> Response:
        raise NotImplementedError


def json_response(told: object, code: int = 200) -> Response:
    return Response(json.dumps(told), status=code, content_type="application/json")


@dataclass
class Crossref(Service):
    """Its cursor stays the same and moves on with each request, whether or not the answer arrived."""

    works: Sequence[dict[str, Any]] = ()
    place: int = 0
    totals: Mapping[int, int] = field(default_factory=dict)

    def answer(self, request: Request, params: Mapping[str, str]) -> Response:
        own = request.path.partition("/works/")[2]
        if own:
            work = next((one for one in self.works if one["DOI"] == own), None)
            told = {"status": "ok", "message-type": "work", "message": work}
            return json_response(told) if work else Response("Resource not found.", status=404)
        held = [one for one in self.works if matches_crossref(one, params.get("filter", ""))]
        self.place = 0 if params["cursor"] == "*" else self.place
        rows = held[self.place : self.place + int(params["rows"])]
        self.place += len(rows)
        message = {
            "facets": {},
            "next-cursor": "the same",
            "total-results": self.totals.get(len(self.asked), len(held)),
            "items": rows,
        }
        return json_response(
            {"status": "ok", "message-type": "work-list", "message-version": "1.0.0", "message": message}
        )


def matches_crossref(work: Mapping[str, Any], chosen: str) -> bool:
    if not chosen:
        return True
    pairs = [part.partition(":")[::2] for part in chosen.split(",")]
    updates = {update["DOI"] for update in work.get("update-to", ())}
    return any((what == "doi" and work["DOI"] == doi) or (what == "updates" and doi in updates) for what, doi in pairs)


@dataclass
class OpenAlex(Service):
    works: Sequence[dict[str, Any]] = ()
    totals: Mapping[int, int] = field(default_factory=dict)
    again: int = 0  # items that each page repeats of the one before

    def answer(self, request: Request, params: Mapping[str, str]) -> Response:
        if "api_key" not in params:
            return json_response({"error": "Unauthorized", "message": "cursor paging needs an API key"}, 401)
        if params["api_key"] != KEY:
            return json_response({"error": "Forbidden", "message": f"no such key: {params['api_key']}"}, 403)
        size = int(params["per_page"])
        if not 1 <= size <= 100:
            return json_response({"error": "Invalid query parameters error.", "message": "per_page is 1 to 100"}, 403)
        held = [one for one in self.works if matches_openalex(one, params.get("filter", ""))]
        start = 0 if params["cursor"] == "*" else int(params["cursor"].removeprefix("mark-"))
        rows = held[max(0, start - self.again) : start + size]
        meta = {
            "count": self.totals.get(len(self.asked), len(held)),
            "db_response_time_ms": 3,
            "page": None,
            "per_page": size,
            "next_cursor": f"mark-{start + size}" if rows and start + size <= len(held) + size else None,
        }
        if start >= len(held):
            meta["next_cursor"], rows = None, []
        return json_response({"meta": meta, "results": rows, "group_by": []})


def matches_openalex(work: Mapping[str, Any], chosen: str) -> bool:
    what, _, values = chosen.partition(":")
    wanted = set(values.split("|"))
    own = {
        "doi": {(work.get("doi") or "").removeprefix("https://doi.org/")},
        "pmid": {work.get("ids", {}).get("pmid", "").rpartition("/")[2]},
        "ids.openalex": {work["id"].rpartition("/")[2]},
        "cites": {one.rpartition("/")[2] for one in work.get("referenced_works", ())},
    }
    return not chosen or bool(own.get(what, set()) & wanted)


@dataclass
class EuropePmc(Service):
    """Its last cursor is the one it was asked with, or none at all."""

    results: Sequence[dict[str, Any]] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    ends_without_mark: bool = False

    def answer(self, request: Request, params: Mapping[str, str]) -> Response:
        if request.path.endswith("/fullTextXML"):
            text = self.texts.get(request.path.split("/")[-2])
            return Response(text, content_type="application/xml") if text else Response("", status=404)
        held = [one for one in self.results if matches_europepmc(one, params["query"])]
        mark = params.get("cursorMark", "*")
        start = 0 if mark == "*" else int(mark.removeprefix("Ao"))
        rows = held[start : start + int(params["pageSize"])]
        told: dict[str, Any] = {"version": "6.9", "hitCount": len(held)}
        if not (self.ends_without_mark and start + len(rows) >= len(held)):
            told["nextCursorMark"] = f"Ao{start + len(rows)}" if rows else mark
        told |= {"request": {"queryString": params["query"]}, "resultList": {"result": rows}}
        return json_response(told)


def matches_europepmc(result: Mapping[str, Any], query: str) -> bool:
    known = (f'DOI:"{result.get("doi")}"', f"PMCID:{result.get('pmcid')}", f"EXT_ID:{result.get('pmid')} AND SRC:MED")
    return query in known if re.match(r"(?:DOI|PMCID|EXT_ID):", query) else True


@dataclass
class PubMed(Service):
    """ESearch gives the first 9,999 ids; EFetch leaves out ``withheld``. ``entered`` is the day of each id."""

    entered: Mapping[int, date | None] = field(default_factory=dict)
    withheld: frozenset[int] = frozenset()
    extra: Mapping[int, str] = field(default_factory=dict)
    articles: str | None = None

    def answer(self, request: Request, params: Mapping[str, str]) -> Response:
        if request.path.endswith("efetch.fcgi") and params["db"] == "pmc":
            return Response(self.articles or "<pmc-articleset></pmc-articleset>", content_type="text/xml")
        if request.path.endswith("efetch.fcgi"):
            ids = [int(one) for one in params["id"].split(",")]
            return pubmed_set([one for one in ids if one in self.entered and one not in self.withheld], self.extra)
        ids = [one for one, day in self.entered.items() if matches_days(day, params["term"])]
        given = ids[: min(9_999, int(params["retmax"]))]
        result = {
            "count": str(len(ids)),
            "retmax": str(len(given)),
            "retstart": "0",
            "idlist": [str(one) for one in given],
            "querytranslation": params["term"],
            "warninglist": {"phrasesignored": [], "quotedphrasesnotfound": ["a phrase of nobody"]},
        }
        return json_response({"header": {"type": "esearch", "version": "0.3"}, "esearchresult": result})


def matches_days(day: date | None, term: str) -> bool:
    days = re.search(r'(AND|NOT) \("([\d/]+)"\[edat\] : "([\d/]+)"\[edat\]\)$', term)
    if days is None:
        return True
    first, last = (date(*map(int, text.split("/"))) for text in days.group(2, 3))
    return (day is not None and first <= day <= last) is (days.group(1) == "AND")


def pubmed_set(ids: Iterable[int], extra: Mapping[int, str]) -> Response:
    articles = "".join(
        f"<PubmedArticle><MedlineCitation><PMID Version='1'>{one}</PMID>"
        f"<Article><ArticleTitle>Report {one}</ArticleTitle></Article>{extra.get(one, '')}"
        "</MedlineCitation></PubmedArticle>\n"
        for one in ids
    )
    doctype = '<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2025//EN" "pubmed_250101.dtd">'
    text = f'<?xml version="1.0" ?>\n{doctype}\n<PubmedArticleSet>\n{articles}</PubmedArticleSet>'
    return Response(text, content_type="text/xml; charset=UTF-8")


@dataclass
class Unpaywall(Service):
    copies: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def answer(self, request: Request, params: Mapping[str, str]) -> Response:
        if "@" not in params.get("email", ""):
            return json_response({"HTTP_status_code": 422, "error": True, "message": "email is required"}, 422)
        doi = request.path.partition("/unpaywall/")[2]
        if doi not in self.copies:
            return json_response({"HTTP_status_code": 404, "error": True, "message": f"{doi} is unknown"}, 404)
        places = [{"url_for_pdf": url, "license": "cc-by", "host_type": "repository"} for url in self.copies[doi]]
        return json_response({"doi": doi, "best_oa_location": places[0] if places else None, "oa_locations": places})


# -- what they hold


def crossref_works(many: int) -> list[dict[str, Any]]:
    return [{"DOI": f"10.5555/w{n}", "title": [f"Work {n}"], "type": "journal-article"} for n in range(many)]


def openalex_works(many: int) -> list[dict[str, Any]]:
    return [
        {"id": f"https://openalex.org/W{n}", "doi": f"https://doi.org/10.5555/w{n}", "title": f"Work {n}", "ids": {}}
        for n in range(many)
    ]


def europepmc_results(many: int) -> list[dict[str, Any]]:
    return [{"id": str(n), "source": "MED", "pmid": str(n), "title": f"Report {n}"} for n in range(1, many + 1)]


def entered_daily(many: int, *, a_day: int = 1, first: date = date(2001, 1, 1)) -> dict[int, date | None]:
    return {n + 1: first + timedelta(days=n // a_day) for n in range(many)}
