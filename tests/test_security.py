"""What docs/security.md says, held to be so: each test that it names is there, and here is what no module's test holds.

The numbers of requirements are those of level 1 in the OWASP Application Security Verification Standard 5.0.0.
"""

from __future__ import annotations

import ast
import re
import ssl
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from relsynth import open_project
from relsynth.store.accounts import Account, Accounts
from relsynth.web import Desk
from relsynth.workflow import add_memo, list_memos
from relsynth.workflow.common_passwords import OURS
from relsynth.workflow.sessions import begin
from web.desks import AT, HERE, log_in, opened, team_folder, token_of

HOUSE = Path(__file__).resolve().parents[1]
SOURCE = HOUSE / "src" / "relsynth"
SAID = (HOUSE / "docs" / "security.md").read_text(encoding="utf-8")
LEVEL_1 = {
    "V1": "2.1 2.2 2.3 2.4 2.5 3.1 3.2 5.1",
    "V2": "1.1 2.1 2.2 3.1",
    "V3": "2.1 2.2 3.1 4.1 4.2 5.1 5.2 5.3",
    "V4": "1.1 4.1",
    "V5": "2.1 2.2 3.1 3.2",
    "V6": "1.1 2.1 2.2 2.3 2.4 2.5 2.6 2.7 2.8 3.1 3.2 4.1 4.2",
    "V7": "2.1 2.2 2.3 2.4 4.1 4.2",
    "V8": "1.1 2.1 2.2 3.1",
    "V9": "1.1 1.2 1.3 2.1",
    "V10": "4.1 4.2 4.3 4.4 4.5",
    "V11": "3.1 3.2 4.1",
    "V12": "1.1 2.1 2.2",
    "V13": "4.1",
    "V14": "2.1 3.1",
    "V15": "1.1 2.1 3.1",
}
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")] for line in SAID.splitlines() if re.match(r"\| V\d+\.", line)
]
MODULES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(SOURCE.rglob("*.py"))}
SCRIPTS = sorted((SOURCE / "web" / "static").rglob("*.js"))


@pytest.fixture
def folder(examples: Path, tmp_path: Path) -> Path:
    return team_folder(examples, tmp_path / "review")


@pytest.fixture
def team(folder: Path) -> Iterator[TestClient]:
    with opened(Desk(folder=folder, team=True, secure=True)) as client:
        yield client


def named(call: ast.Call) -> str:
    return ast.unparse(call.func)


def calls() -> Iterator[tuple[str, ast.Call]]:
    for path, tree in MODULES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                yield f"{path.relative_to(HOUSE)}:{node.lineno} {named(node)}", node


# -- the page


def test_every_requirement_of_level_1_has_its_row() -> None:
    wanted = [f"{chapter}.{rest}" for chapter, of in LEVEL_1.items() for rest in of.split()]
    assert [row[0] for row in ROWS if row[1] == "1"] == wanted
    assert len(wanted) == 70
    assert len({row[0] for row in ROWS}) == len(ROWS)


def test_every_test_that_is_named_is_there() -> None:
    missing = []
    for path, name in re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", SAID):
        file = HOUSE / path
        if not file.is_file() or not re.search(rf"^def {name}\(", file.read_text(encoding="utf-8"), re.MULTILINE):
            missing.append(f"{path}::{name}")
    assert not missing


def test_what_is_met_by_the_program_names_its_test() -> None:
    """A row of level 1 without a test says that nothing can be run for it, and why."""
    without = {row[0]: row[3] for row in ROWS if row[1] == "1" and row[4] == "–"}
    assert all(how.startswith(("not applicable: ", "the proxy's")) for how in without.values()), without


def test_words_that_are_no_passwords_are_told() -> None:
    assert not {word for word in OURS if f"`{word}`" not in SAID}


def test_the_times_for_replacing_packages_are_told() -> None:
    said = (HOUSE / "SECURITY.md").read_text(encoding="utf-8").partition("## Packages")[2]
    assert re.search(r"\d+ days", said)


# -- the program


def test_nothing_that_is_data_is_run() -> None:
    forbidden = {"eval", "exec", "os.system", "os.popen", "pickle.loads", "pickle.load", "marshal.loads", "yaml.load"}
    found = [place for place, call in calls() if named(call) in forbidden]
    by_shell = [
        place
        for place, call in calls()
        if any(word.arg == "shell" and ast.unparse(word.value) != "False" for word in call.keywords)
    ]
    with_pickle = [
        place
        for place, call in calls()
        if any(word.arg == "allow_pickle" and ast.unparse(word.value) != "False" for word in call.keywords)
    ]
    assert not [*found, *by_shell, *with_pickle]


def test_digests_are_approved_ones() -> None:
    weak = re.compile(r"\b(hashlib\.)?(md5|sha1|new)$")
    assert not [place for place, call in calls() if weak.search(named(call)) and "hash" in named(call)]
    assert not [path for path in MODULES if re.search(r"import .*\b(md5|sha1)\b", path.read_text(encoding="utf-8"))]


def test_scripts_of_pages_make_no_markup_of_text() -> None:
    markup = re.compile(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|onmessage\s*=|setHTML"
    )
    found = {path.name: markup.findall(path.read_text(encoding="utf-8")) for path in SCRIPTS}
    listening = found.pop("screening_deck.js", [])  # a channel of its own, to give way to the keyboard
    assert not any(found.values())
    assert not [word for word in listening if not word.startswith("onmessage")]
    assert not [path.name for path in SCRIPTS if 'addEventListener("message"' in path.read_text(encoding="utf-8")
                and "EventSource" not in path.read_text(encoding="utf-8")]  # fmt: skip


def test_templates_escape_all_but_what_we_wrote() -> None:
    ours = {"style", "script", "data", "quotes", "texts"}  # style and script; JSON that ends no element
    templates = chain((SOURCE / "web" / "templates").rglob("*.j2"), (SOURCE / "reports" / "assets").rglob("*.j2"))
    unescaped = {
        name for path in templates for name in re.findall(r"(\w+)\s*\|\s*safe", path.read_text(encoding="utf-8"))
    }
    assert unescaped <= ours
    environments = [call for _, call in calls() if named(call) == "Environment"]
    assert environments
    assert all("autoescape=True" in ast.unparse(call) for call in environments)
    assert not [place for place, call in calls() if named(call) in {"Template", "jinja2.Template"}]


@pytest.mark.parametrize("words", ["'; DROP TABLE memos; --", '" OR 1=1 --', "%_;", "Robert'); --"])
def test_words_of_people_stay_words_in_the_database(folder: Path, words: str) -> None:
    with open_project(folder) as project:
        before = list_memos(project).memos
        add_memo(project, about="project", text=words, coder="Ana", at=AT)
        kept = list_memos(project).memos
    assert len(kept) == len(before) + 1
    assert words in str(kept)
    with Accounts.open(folder) as accounts:
        accounts.add(Account(name=words, role="coder", hash="x", made=AT))
        assert accounts.get(words) is not None
        assert accounts.get("' OR ''='") is None


# -- the desk


def test_no_other_origin_may_read_an_answer(team: TestClient) -> None:
    asked = {"origin": "https://evil.example", "access-control-request-method": "POST"}
    answers = [team.get("/login", headers=asked), team.options("/api/verbs/list_papers", headers=asked)]
    assert not [name for answer in answers for name in answer.headers if name.startswith("access-control-")]


def test_browsers_stay_with_https_for_a_year(team: TestClient) -> None:
    for path in ("/login", "/static/desk.css", "/nowhere"):
        said = team.get(path).headers["strict-transport-security"]
        assert int(re.findall(r"max-age=(\d+)", said)[0]) >= 365 * 24 * 3600


def test_browsers_are_told_to_keep_addresses_and_frames_to_the_desk(team: TestClient) -> None:
    headers = team.get("/login").headers
    assert headers["referrer-policy"] == "same-origin"
    assert "frame-ancestors 'self'" in headers["content-security-policy"]
    assert headers["cross-origin-opener-policy"] == "same-origin"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/login", "text/html; charset=utf-8"),
        ("/static/desk.css", "text/css; charset=utf-8"),
        ("/static/desk.js", "text/javascript; charset=utf-8"),
        ("/api/openapi.json", "application/json"),
        ("/api/nowhere", "application/json"),
    ],
)
def test_every_answer_says_what_it_is(team: TestClient, path: str, kind: str) -> None:
    assert team.get(path).headers["content-type"] == kind


@pytest.mark.parametrize(
    "path", ["/.git/config", "/static/", "/static/..%2f..%2fapp.py", "/static/../app.py", "/desk.db"]
)
def test_nothing_of_version_control_is_served(folder: Path, path: str) -> None:
    with opened(Desk(folder=folder, team=True)) as client:
        log_in(client, "Cy")
        assert client.get("/").status_code == 200
        assert client.get(path).status_code == 404


def test_a_token_in_an_address_opens_nothing(folder: Path, team: TestClient) -> None:
    token = token_of(folder, "Ana")["authorization"].split()[1]
    for query in (f"?token={token}", f"?authorization=Bearer%20{token}", f"?access_token={token}"):
        assert team.post(f"/api/verbs/list_papers{query}", json={}).status_code in {401, 403}
    assert team.get("/account", headers={"accept": "application/json"}).status_code == 401


def test_what_is_kept_in_a_browser_is_no_secret(folder: Path) -> None:
    kept = {
        key
        for path in SCRIPTS
        for key in re.findall(r"(?:local|session)Storage\.setItem\(([\w.]+|`[^`]+`)", path.read_text(encoding="utf-8"))
    }
    assert kept <= {
        "BLIND",
        "DRAFT",
        "KEPT",
        "THEME",
        "this.key",
        "`relsynth.at.${document}`",
    }  # as docs/security.md says
    with opened(Desk(folder=folder, team=True)) as client:
        log_in(client, "Ana")
        assert client.get("/papers").headers["cache-control"] == "no-store"


def test_fields_for_passwords_hide_them_and_help_managers_of_passwords(folder: Path) -> None:
    with opened(Desk(folder=folder, team=True)) as client:
        log_in(client, "Ana")
        pages = [client.get("/login").text, client.get("/account").text]
    fields = [field for page in pages for field in re.findall(r"<input[^>]*password[^>]*>", page)]
    assert len(fields) >= 3
    assert all('type="password"' in field for field in fields)
    assert all(re.search(r'autocomplete="(current|new)-password"', field) for field in fields)
    assert not [page for page in pages if re.search(r"onpaste|hint|secret question", page, re.IGNORECASE)]


def test_what_opens_is_random_and_long(tmp_path: Path, folder: Path) -> None:
    texts = [token_of(folder, "Ana")["authorization"].split("relsynth_")[1] for _ in range(3)]
    with Accounts.open(tmp_path) as accounts:
        accounts.add(Account(name="Ana", role="coder", hash="x", made=AT))
        begun = [begin(accounts, "Ana", at=AT) for _ in range(3)]
    texts += [text for one in begun if one is not None for text in (one.id, one.session.token)]
    assert len(set(texts)) == 9
    assert min(len(text) for text in texts) * 6 >= 256  # each sign of them stands for six bits
    opening = [SOURCE / "workflow" / "sessions.py", SOURCE / "workflow" / "accounts.py", SOURCE / "web" / "people.py"]
    assert not [path.name for path in opening if re.search(r"import random|uuid", path.read_text(encoding="utf-8"))]


def test_what_goes_out_is_by_tls_12_or_newer_with_certificates_checked() -> None:
    context = ssl.create_default_context()
    assert context.minimum_version >= ssl.TLSVersion.TLSv1_2
    assert (context.verify_mode, context.check_hostname) == (ssl.CERT_REQUIRED, True)
    unchecked = re.compile(r"verify=|CERT_NONE|_create_unverified|check_hostname = False")
    assert not [
        place for place, call in calls() if unchecked.search(ast.unparse(call)) and "httpx" in ast.unparse(call)
    ]
    assert not [
        path for path in MODULES if re.search(r"CERT_NONE|_create_unverified", path.read_text(encoding="utf-8"))
    ]
    assert HERE.startswith("http:")  # what the tests ask is this machine alone
