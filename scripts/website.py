"""Build the documentation as a site of its own: nothing in it is fetched from elsewhere, the search's index included.

    python scripts/website.py [-o FOLDER]     build/site without it; needs the extra ``docs``
    python scripts/website.py --serve         build it, and show it at 127.0.0.1:8000 until Ctrl+C

Pages are those of docs/, in the order of docs/index.md, which is the one list of them; beside them what stands at the
root of the repository. A warning of Zensical fails the build, and so does a link, an anchor or a picture that leads
nowhere, a page that no menu names, and anything that a browser would fetch from another host. Pages open as files too;
searching them takes a server (``--serve``), since browsers run no workers on files.
"""

from __future__ import annotations

import argparse
import http.server
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
SITE = ROOT / "build" / "site"
OF_THE_ROOT = {"README.md": "about.md", "CONTRIBUTING.md": "contributing.md", "CHANGELOG.md": "changes.md",
               "SECURITY.md": "report-a-weakness.md", "LICENSE": "licence.md"}  # fmt: skip
"""Files at the root of the repository, and the pages that they become."""
SETTINGS = """[project]
site_name = "relsynth"
site_description = "From a folder of papers to an evidence-gap map of partnering"
use_directory_urls = false
docs_dir = "pages"
site_dir = "site"
nav = {nav}

[project.theme]
language = "en"
font = false
features = ["navigation.sections", "navigation.footer", "navigation.top", "search.highlight", "content.code.copy"]

[[project.theme.palette]]
media = "(prefers-color-scheme: light)"
scheme = "default"
toggle.icon = "lucide/sun"
toggle.name = "Dark"

[[project.theme.palette]]
media = "(prefers-color-scheme: dark)"
scheme = "slate"
toggle.icon = "lucide/moon"
toggle.name = "Light"

[project.markdown_extensions.toc]
slugify = {{ object = "pymdownx.slugs.slugify", kwds = {{ case = "lower" }} }}
permalink = true
[project.markdown_extensions.tables]
[project.markdown_extensions.pymdownx.highlight]
[project.markdown_extensions.pymdownx.superfences]
"""
LINK = re.compile(r"(\]\()([^)\s#]+)((?:#[^)\s]*)?\))")
ITEM = re.compile(r"\* \[(?P<title>[^\]]+)\]\((?P<page>[^)#]+)\)")


class SiteError(Exception):
    """The site is not as it should be; the message says all that is wrong."""


def main() -> int:
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("-o", "--out", type=Path, default=SITE, help="the folder of the site")
    options.add_argument("--serve", action="store_true", help="show it at 127.0.0.1:8000")
    chosen = options.parse_args()
    try:
        count = build(chosen.out)
    except SiteError as error:
        print(f"site: {error}", file=sys.stderr)
        return 1
    print(f"{count} pages in {chosen.out}: open {chosen.out / 'index.html'}")
    if chosen.serve:
        shown = partial(http.server.SimpleHTTPRequestHandler, directory=str(chosen.out))
        http.server.ThreadingHTTPServer(("127.0.0.1", 8000), shown).serve_forever()
    return 0


def build(out: Path) -> int:
    """Build the site anew, check it, and return how many pages it has.

    Raises:
        SiteError: Zensical is not installed or warns, or something leads nowhere.
    """
    with tempfile.TemporaryDirectory(prefix="relsynth-site-") as name:
        folder = Path(name)
        gather(folder / "pages")
        (folder / "zensical.toml").write_text(
            SETTINGS.format(nav=toml(menu((DOCS / "index.md").read_text(encoding="utf-8")))), encoding="utf-8"
        )
        run = [sys.executable, "-m", "zensical", "build", "--clean", "--strict"]
        done = subprocess.run(run, cwd=folder, capture_output=True, text=True, check=False)
        if done.returncode or re.search(r"warning", done.stdout + done.stderr, re.IGNORECASE):
            raise SiteError(f"Zensical is not content:\n{done.stdout}{done.stderr}")
        if faults := [*what_leads_nowhere(folder / "site"), *what_no_menu_names(folder / "pages")]:
            raise SiteError("\n  ".join([f"{len(faults)} faults:", *faults]))
        shutil.rmtree(out, ignore_errors=True)
        shutil.copytree(folder / "site", out)
    return len(list(out.rglob("*.html")))


def gather(pages: Path) -> None:
    """Copy all pages to one folder, and have their links lead to where the pages of the root stand there."""
    shutil.copytree(DOCS, pages)
    for name, page in OF_THE_ROOT.items():
        text = (ROOT / name).read_text(encoding="utf-8")
        (pages / page).write_text(text if name.endswith(".md") else f"# Licence\n\n{text}", encoding="utf-8")
    for page in pages.rglob("*.md"):
        name = next((root for root, made in OF_THE_ROOT.items() if pages / made == page), None)
        stood = ROOT if name else DOCS / page.parent.relative_to(pages)
        depth = "../" * len(page.parent.relative_to(pages).parts)
        text = LINK.sub(partial(led, stood=stood, depth=depth), page.read_text(encoding="utf-8"))
        page.write_text(text, encoding="utf-8")


def led(found: re.Match[str], *, stood: Path, depth: str) -> str:
    """A link as it has to be on the site: to a page of the root, or within docs/."""
    if "://" in found[2]:
        return found[0]
    target = (stood / unquote(found[2])).resolve()
    if target.is_relative_to(DOCS):
        return f"{found[1]}{depth}{target.relative_to(DOCS).as_posix()}{found[3]}"
    return f"{found[1]}{depth}{OF_THE_ROOT.get(target.name, found[2])}{found[3]}"


def menu(index: str) -> list[dict[str, object]]:
    """The menu of the site, read off the index: headings with the pages below them."""
    top: list[dict[str, object]] = [{"Documentation": "index.md"}]
    into = {1: top}
    for line in index.splitlines():
        if heading := re.fullmatch(r"(##+) (.+)", line):
            depth = len(heading[1])
            below: list[dict[str, object]] = []
            into[max(level for level in into if level < depth)].append({heading[2]: below})
            into = {level: held for level, held in into.items() if level < depth} | {depth: below}
        elif item := ITEM.match(line):
            page = item["page"].removeprefix("../")
            into[max(into)].append({item["title"].replace("`", ""): OF_THE_ROOT.get(page, page)})
    return top


def toml(nav: object) -> str:
    """The menu as TOML has it, on one line: its lists and strings are those of JSON."""
    if isinstance(nav, dict):
        return "{ " + ", ".join(f"{json.dumps(key)} = {toml(value)}" for key, value in nav.items()) + " }"
    if isinstance(nav, list):
        return f"[{', '.join(map(toml, nav))}]"
    return json.dumps(nav, ensure_ascii=False)


# -- what is wrong with it


class Seen(HTMLParser):
    """What a page has that can be led to, what it leads to, and what a browser fetches for it."""

    FETCHED = frozenset({("img", "src"), ("script", "src"), ("link", "href"), ("iframe", "src"), ("source", "src")})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.anchors: set[str] = set()
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep what a tag says."""
        of = {name: value or "" for name, value in attrs}
        self.anchors |= {of[name] for name in ("id", "name") if name in of}
        if tag == "a" and "href" in of:
            self.links.append(of["href"])
        if of.get("rel") != "canonical":
            self.fetched += [value for name, value in of.items() if (tag, name) in self.FETCHED]


def what_leads_nowhere(site: Path) -> Iterator[str]:
    """Links, anchors and pictures of pages that are not there, and what would be fetched from another host."""
    pages = {path.resolve(): Seen(path.read_text(encoding="utf-8")) for path in site.rglob("*.html")}
    for path, page in sorted(pages.items()):
        where = path.relative_to(site.resolve()).as_posix()
        if path.name == "404.html":
            continue
        yield from (f"{where}: fetches {one}" for one in page.fetched if urlsplit(one).netloc)
        for link in (*page.links, *page.fetched):
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if not target.exists():
                yield f"{where}: {link} leads nowhere"
            elif parts.fragment and target in pages and unquote(parts.fragment) not in pages[target].anchors:
                yield f"{where}: {link} has no such place"


def what_no_menu_names(pages: Path) -> Iterator[str]:
    """Pages that docs/index.md does not list."""
    text = json.dumps(menu((DOCS / "index.md").read_text(encoding="utf-8")), ensure_ascii=False)
    for page in sorted(pages.rglob("*.md")):
        if f'"{page.relative_to(pages).as_posix()}"' not in text:
            yield f"{page.relative_to(pages)} is in no menu; list it in docs/index.md"


if __name__ == "__main__":
    sys.exit(main())
