"""The documentation as readers meet it: its links lead somewhere, and what is generated is fresh.

Pages whose parts are outputs of commands take longer and are checked by
``scripts/docs.py --check``; here are the parts that are read off the program.
"""

from __future__ import annotations

import re
import sys
from importlib import util
from pathlib import Path
from types import ModuleType

import pytest

HOUSE = Path(__file__).resolve().parents[1]
PAGES = sorted([*HOUSE.glob("*.md"), *(HOUSE / "docs").rglob("*.md")])
FENCED = re.compile(r"^(`{3,}).*?^\1$", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`[^`\n]+`")
LINK = re.compile(r"\]\((?P<page>[^)#\s]*)(?:#(?P<anchor>[^)\s]+))?\)")
HEADING = re.compile(r"^#{1,6} (?P<words>.+)$", re.MULTILINE)


def load_docs() -> ModuleType:
    spec = util.spec_from_file_location("relsynth_docs_script", HOUSE / "scripts" / "docs.py")
    assert spec
    assert spec.loader
    module = util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


docs = load_docs()


def place_of(page: Path) -> str:
    return page.relative_to(HOUSE).as_posix()


def prose(page: Path) -> str:
    return FENCED.sub("", page.read_text(encoding="utf-8"))


def anchors(page: Path) -> set[str]:
    """Anchors as code hosts make them of headings."""
    words = (re.sub(r"[^\w\- ]", "", heading["words"].lower()) for heading in HEADING.finditer(prose(page)))
    return {word.replace(" ", "-") for word in words}


def links(page: Path) -> list[tuple[Path, str | None]]:
    found = (match for match in LINK.finditer(prose(page)) if "://" not in match["page"])
    return [((page.parent / match["page"]).resolve() if match["page"] else page, match["anchor"]) for match in found]


@pytest.mark.parametrize("page", PAGES, ids=place_of)
def test_every_link_leads_somewhere(page: Path) -> None:
    for target, anchor in links(page):
        assert target.is_file(), f"{place_of(page)}: no {target}"
        assert anchor is None or anchor in anchors(target), f"{place_of(page)}: no #{anchor} in {place_of(target)}"


def test_every_page_is_reached_from_the_readme() -> None:
    reached: set[Path] = set()
    todo = [HOUSE / "README.md"]
    while todo:
        page = todo.pop()
        if page not in reached and page.suffix == ".md":
            reached.add(page)
            todo += [target for target, _ in links(page)]
    assert set(PAGES) - reached == set()


@pytest.mark.parametrize("page", PAGES, ids=place_of)
def test_every_generated_part_is_closed_and_known(page: Path) -> None:
    text = CODE.sub("", FENCED.sub("", docs.MARK.sub("", page.read_text(encoding="utf-8"))))
    assert "<!-- generated" not in text
    assert "<!-- end -->" not in text
    for match in docs.MARK.finditer(page.read_text(encoding="utf-8")):
        assert match["setup"] or match["name"] in docs.PARTS


@pytest.mark.parametrize(
    "name", ["cli.md", "config.md", "schema.md", pytest.param("tables.md", marks=pytest.mark.slow)]
)
def test_what_is_read_off_the_program_is_fresh(name: str) -> None:
    page = HOUSE / "docs" / "reference" / name
    _, old, new = docs.renewed(page)
    assert old == new, "run scripts/docs.py"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """Where a page may be written, beside nothing else."""
    return tmp_path / "page.md"


def test_a_stale_part_is_written_anew_and_only_that(page: Path) -> None:
    page.write_text("Before.\n<!-- generated: thresholds -->\nold\n<!-- end -->\nAfter.\n", encoding="utf-8")
    _, _, new = docs.renewed(page)
    assert new.startswith("Before.\n<!-- generated: thresholds -->\n| Key |")
    assert new.endswith("|\n<!-- end -->\nAfter.\n")
    page.write_text(new, encoding="utf-8")
    assert docs.renewed(page)[2] == new


@pytest.mark.skipif(sys.platform == "win32", reason="the commands of the documentation are written for a POSIX shell")
@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("<!-- generated: run echo word -->\n<!-- end -->", "$ echo word\nword\n", id="a-command"),
        pytest.param("<!-- generated: run pwd -->\n<!-- end -->", "$ pwd\n…\n", id="no-path-of-this-machine"),
        pytest.param("<!-- generated: run ls corpus -->\n<!-- end -->", "\n01-child-welfare", id="papers-at-hand"),
        pytest.param("<!-- setup: echo 1 > f -->\n<!-- generated: run cat f -->\n<!-- end -->", "\n1\n", id="set-up"),
        pytest.param("<!-- generated: fails echo no >&2; exit 1 -->\n<!-- end -->", "\nno\n", id="a-failure"),
        pytest.param("```python\nprint(6 * 7)\n```\n<!-- generated: python -->\n<!-- end -->", "\n42\n", id="python"),
    ],
)  # fmt: skip
def test_what_is_run_is_shown_as_it_was(page: Path, text: str, shown: str) -> None:
    page.write_text(text, encoding="utf-8")
    assert shown in docs.renewed(page)[2]


@pytest.mark.skipif(sys.platform == "win32", reason="the commands of the documentation are written for a POSIX shell")
@pytest.mark.parametrize(
    "text",
    [
        pytest.param("<!-- generated: run false -->\n<!-- end -->", id="fails-though-it-should-not"),
        pytest.param("<!-- generated: fails true -->\n<!-- end -->", id="works-though-it-should-not"),
        pytest.param("<!-- setup: false -->", id="set-up-fails"),
        pytest.param("<!-- generated: nothing -->\n<!-- end -->", id="no-such-part"),
    ],
)
def test_a_page_that_is_not_true_stops_the_run(page: Path, text: str) -> None:
    page.write_text(text, encoding="utf-8")
    with pytest.raises(docs.PageError):
        docs.renewed(page)
