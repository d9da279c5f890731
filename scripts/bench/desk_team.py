"""Twenty people at one desk, over HTTP, each logged in: what they were told is kept, held against what is in the file.

They screen and code in turns, and think in between: for a time drawn from an exponential distribution, of a mean that
is told with the figures. Without thinking the same people make a load, whose figures are told apart.
"""

from __future__ import annotations

import http.client
import json
import random
import re
import sqlite3
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from relsynth import open_project, workflow
from relsynth.bundled import example_papers

AT = "2026-01-05T09:00:00+00:00"
PASSWORD = "a long one, made up for a measurement"
STAGE = "/api/screening/title-abstract"
STARTING_S = 60
IDLE_S = 3  # a server closes a connection that is idle for longer, and a browser opens another
CONFLICTS = 10  # of each kind, made on purpose
SETTINGS = """
[protocol]
question = "What helps partners in implementation to work together?"
[protocol.include]
I1 = "Two organisations or more"
[protocol.exclude]
E1 = "No study"
[screening]
speaks_for = ["partner*", "clinic*"]
[screening.title_abstract]
mode = "double"
"""


@dataclass(slots=True)
class Told:
    """What people were told is kept, and how long they waited for it, in seconds."""

    decisions: list[tuple[str, str, str]] = field(default_factory=list)
    codings: list[tuple[int, str, str]] = field(default_factory=list)
    waits: dict[str, list[float]] = field(default_factory=lambda: {"decide": [], "code": []})
    refused: list[str] = field(default_factory=list)
    elapsed_s: float = 0.0

    @property
    def all_waits(self) -> list[float]:
        """Of writes of either kind."""
        return [one for waits in self.waits.values() for one in waits]


class Person:
    """Somebody who has logged in to a desk, over a connection of their own."""

    def __init__(self, name: str, port: int) -> None:
        self.name = name
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self._last = time.monotonic()
        self._headers = {"origin": f"http://127.0.0.1:{port}"}
        form = urlencode({"name": name, "password": PASSWORD})
        kind = {"content-type": "application/x-www-form-urlencoded"}
        answer = self._ask("POST", "/login", form.encode(), kind)
        cookie = answer.headers["set-cookie"]
        if answer.status != 303 or not cookie:
            raise RuntimeError(f"{name} cannot log in: {answer.status}")
        self._headers["cookie"] = cookie.partition(";")[0]
        page = self._ask("GET", "/", None, {"accept": "text/html"}).text
        found = re.search(r'name="relsynth-token" content="([^"]+)"', page)
        if found is None:
            raise RuntimeError(f"{name} gets no page: {page[:200]}")
        self._headers["x-relsynth-token"] = found[1]

    def get(self, path: str) -> Any:
        """What is at a path, as JSON."""
        return json.loads(self._ask("GET", path, None, {}).text)

    def post(self, path: str, **said: object) -> tuple[int, Any, float]:
        """Say something: the status and what is answered, and the seconds until all of it was here."""
        content = json.dumps(said).encode()
        began = time.perf_counter()
        answer = self._ask("POST", path, content, {"content-type": "application/json"})
        spent = time.perf_counter() - began
        return answer.status, json.loads(answer.text), spent

    def close(self) -> None:
        """Leave."""
        self._connection.close()

    def _ask(self, method: str, path: str, content: bytes | None, headers: Mapping[str, str]) -> Answer:
        if time.monotonic() - self._last > IDLE_S:
            self._connection.close()
        self._connection.request(method, path, content, {**self._headers, **headers})
        answer = self._connection.getresponse()
        text = answer.read().decode()
        self._last = time.monotonic()
        return Answer(status=answer.status, headers=answer.headers, text=text)


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer of the desk."""

    status: int
    headers: Mapping[str, str]
    text: str


def names(people: int) -> list[str]:
    """Of the people; the first two may settle what others differ in."""
    return [f"Person {number:02}" for number in range(people)]


def made_project(folder: Path, *, people: int, records: int, seed: int = 0) -> Path:
    """The bundled papers, coded by the dictionary, made-up records to be screened by two each, and the accounts."""
    workflow.init(folder, title="Twenty people")
    settings = folder / "relsynth.toml"
    head = settings.read_text(encoding="utf-8").partition("[protocol]")[0]
    settings.write_text(head + SETTINGS, encoding="utf-8")
    export = folder.parent / f"{folder.name}.ris"
    export.write_text(made_records(records, seed=seed), encoding="utf-8")
    with open_project(folder) as project:
        workflow.add_documents(project, [example_papers()], at=AT)
        workflow.code(project, at=AT, coder="lexicon", parser="none")
        workflow.import_records(project, [export], at=AT)
        for number, name in enumerate(names(people)):
            role = "adjudicator" if number < 2 else "coder"
            workflow.add_account(project, name, PASSWORD, role=role, at=AT)
    return folder


SOME = """
harbour ferry clinic ledger partner council village nurse winter orchard school tide lantern choir marsh heron bread
oven trust meeting agreement shared visit record carer bridge road hill flood letter apprentice glass rope kitchen
bell network leader funder policy training protocol mouse enzyme vitro trial dose cohort
"""
WORDS = SOME.split()


def made_records(count: int, *, seed: int = 0) -> str:
    """A search export in RIS: made-up reports, no two alike."""
    draw = random.Random(seed)
    made = []
    for number in range(count):
        title = " ".join(draw.choices(WORDS, k=9)).capitalize()
        abstract = ". ".join(" ".join(draw.choices(WORDS, k=16)).capitalize() for _ in range(9))
        made.append(
            f"TY  - JOUR\nTI  - {title} {number}\nAU  - Made, Up{number}\nAU  - Okafor, Ada\n"
            f"PY  - {1990 + number % 35}\n"
            f"T2  - Annals of {WORDS[number % len(WORDS)]}\nVL  - {number % 60}\nSP  - {number}\n"
            f"DO  - 10.5555/bench.{number}\nKW  - {WORDS[number % 7]}\nAB  - {abstract}.\nER  - \n"
        )
    return "\n".join(made)


@contextmanager
def at_work(folder: Path, *options: str) -> Iterator[int]:
    """The port of a desk that is served by a process of its own, as `relsynth desk` serves it."""
    command = [sys.executable, "-m", "relsynth", "desk", str(folder), "--port", "0", "--no-open", *options]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr is not None
            said = process.stderr.readline()
            found = re.search(r"127\.0\.0\.1:(\d+)", said)
            if found is None:
                raise RuntimeError(f"the desk does not start: {said}{process.stderr.read()}")
            yield int(found[1])
        finally:
            process.terminate()
            process.communicate(timeout=STARTING_S)


def work(port: int, *, people: int, writes: int, think_s: float, seed: int = 0, first: int = 0) -> Told:
    """Everybody decides ``writes`` records and codes as often, at once with the others; what they were told."""
    told = Told()
    lock, ready = threading.Lock(), threading.Barrier(people + 1)
    failures: list[BaseException] = []

    def one(number: int, name: str) -> None:
        person = None
        try:
            person = Person(name, port)
            places = _places(person, number)
            draw = random.Random(f"{seed} {name}")
            ready.wait(STARTING_S * 4)
            _work(person, places, draw, told, lock, writes=writes, think_s=think_s, first=first)
        except BaseException as error:  # noqa: BLE001 told by the main thread
            failures.append(error)
            ready.abort()
        finally:
            if person is not None:
                person.close()

    threads = [threading.Thread(target=one, args=person) for person in enumerate(names(people))]
    for thread in threads:
        thread.start()
    with suppress(threading.BrokenBarrierError):
        ready.wait(STARTING_S * 4)
    began = time.perf_counter()
    for thread in threads:
        thread.join()
    told.elapsed_s = time.perf_counter() - began
    if failures:
        raise failures[0]
    return told


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper before somebody: its sentences, and codes that may be put on them."""

    id: str
    version: str
    sentences: Sequence[Sequence[int]]
    codes: Sequence[str]


def _places(person: Person, number: int) -> list[Paper]:
    """The papers, each beginning with another, so that several code the same one at once."""
    codes = [one["id"] for one in person.get("/api/papers/codebook")["codes"]]
    papers = []
    for line in person.get("/api/papers"):
        paper = person.get(f"/api/papers/{quote(line['document'])}")
        text = paper["text"]
        if text["sentences"] and not paper["said"]["left_out"]:
            papers.append(Paper(text["document"], text["version"], text["sentences"], codes))
    return [*papers[number % len(papers) :], *papers[: number % len(papers)]]


def _work(
    person: Person,
    papers: Sequence[Paper],
    draw: random.Random,
    told: Told,
    lock: threading.Lock,
    *,
    writes: int,
    think_s: float,
    first: int,
) -> None:
    shown = person.post(f"{STAGE}/next")[1]["shown"]
    for turn in range(first, first + writes):
        if think_s:
            time.sleep(draw.expovariate(1 / think_s))
        verdict = draw.choice(("include", "exclude", "maybe"))
        reason = {"criterion": "E1"} if verdict == "exclude" else {}
        status, said, spent = person.post(f"{STAGE}/decide", record=shown["record"], verdict=verdict, **reason)
        with lock:
            told.waits["decide"].append(spent)
            if status == 200:
                kept = said["kept"]
                told.decisions.append((kept["record"], kept["coder"], kept["verdict"]))
            else:
                told.refused.append(f"decide: {status} {said}")
        shown = said["shown"] if status == 200 else person.post(f"{STAGE}/next")[1]["shown"]
        if think_s:
            time.sleep(draw.expovariate(1 / think_s))
        paper = papers[turn // 10 % len(papers)]
        start, end = paper.sentences[draw.randrange(len(paper.sentences))]
        code = paper.codes[(turn * 7 + draw.randrange(len(paper.codes))) % len(paper.codes)]
        path = f"/api/papers/{quote(paper.id)}/codings"
        status, said, spent = person.post(path, version=paper.version, start=start, end=end, codes=[code])
        with lock:
            told.waits["code"].append(spent)
            if status == 200:
                told.codings.extend((made, person.name, code) for made in said["made"])
            else:
                told.refused.append(f"code: {status} {said}")


def lost(folder: Path, told: Told) -> int:
    """Writes that somebody was told are kept and that are not in the project's file."""
    with closing(sqlite3.connect(f"file:{folder / 'relsynth.db'}?mode=ro", uri=True)) as file:
        decisions = Counter(file.execute("SELECT record, coder, verdict FROM decisions"))
        codings = set(file.execute("SELECT id, coder, code FROM codings"))
    missing = Counter(told.decisions) - decisions
    return missing.total() + sum(one not in codings for one in told.codings)


@dataclass(frozen=True, slots=True)
class Conflicts:
    """Writes made against each other on purpose: how many, and of how many the later was told."""

    settled: int
    settled_told: int
    changed: int
    changed_told: int


def conflicts(port: int) -> Conflicts:
    """Two settle the same conflict at the same moment; one changes a coding that its coder has just taken back."""
    with closing(Person("Person 00", port)) as ana, closing(Person("Person 01", port)) as ben:
        settled = [_settled(ana, ben, number) for number in range(CONFLICTS)]
        changed = [_changed(ana, ben, number) for number in range(CONFLICTS)]
    tried = [one for one in settled if one is not None]
    return Conflicts(len(tried), sum(tried), len(changed), sum(changed))


def _settled(ana: Person, ben: Person, number: int) -> bool | None:
    """Whether exactly one of two is told that the other was first; None where no conflict is left."""
    before = ana.post(f"{STAGE}/settling/next")[1]
    if before["shown"] is None:
        return None
    said = {"record": before["shown"]["record"], "numbers": before["numbers"]}
    answers: list[tuple[int, Any, float]] = []
    ways = ((ana, "include", None), (ben, "exclude", "E1"))
    threads = [
        threading.Thread(
            target=lambda who, verdict, criterion: answers.append(
                who.post(f"{STAGE}/settling/decide", **said, verdict=verdict, criterion=criterion)
            ),
            args=way,
        )
        for way in (ways if number % 2 else reversed(ways))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    statuses = sorted(status for status, _, _ in answers)
    both_seen = any(status == 409 and len(told.get("said", ())) > 2 for status, told, _ in answers)
    return statuses == [200, 409] and both_seen


def _changed(ana: Person, ben: Person, number: int) -> bool:
    """Whether one who changes a coding is told that it was taken back meanwhile."""
    paper = _places(ana, 0)[0]
    start, end = paper.sentences[number]
    path = f"/api/papers/{quote(paper.id)}"
    code, other = paper.codes[-1], paper.codes[-2]
    status, made, _ = ana.post(f"{path}/codings", version=paper.version, start=start, end=end, codes=[code])
    if status != 200 or not made["made"]:
        return False
    ana.post(f"{path}/undo")
    status, told, _ = ben.post(f"{path}/change", number=made["made"][0], to=[other])
    return 400 <= status < 500 and bool(told["error"])


def figures(told: Told, *, prefix: str = "") -> dict[str, float]:
    """Milliseconds that people waited, and how many writes a second there were."""
    waits = sorted(told.all_waits)
    return {
        f"{prefix}p99_ms": _ms(waits, 0.99),
        f"{prefix}median_ms": round(statistics.median(waits) * 1000, 1),
        f"{prefix}p99_decide_ms": _ms(sorted(told.waits["decide"]), 0.99),
        f"{prefix}p99_code_ms": _ms(sorted(told.waits["code"]), 0.99),
        f"{prefix}most_ms": round(waits[-1] * 1000, 1),
        f"{prefix}writes_per_s": round(len(waits) / told.elapsed_s, 1),
    }


def _ms(waits: Sequence[float], share: float) -> float:
    return round(waits[min(len(waits) - 1, int(len(waits) * share))] * 1000, 1)
