"""Text that would run as a script if any page took it for markup, in every field that a desk shows.

Everything in it is made up. What runs calls ``hit`` with the name of its field.
"""

from __future__ import annotations

import json
from itertools import count
from pathlib import Path
from xml.sax.saxutils import escape

from playwright.sync_api import BrowserContext, Error, Locator, Page

from relsynth import open_project, workflow
from relsynth.bundled import default_codebook
from relsynth.formats.codebook_yaml import read_codebook
from relsynth.project import Project
from relsynth.screening.decisions import Verdict
from relsynth.workflow.assignments import assign
from relsynth.workflow.coding_steps import Place, add_coding
from relsynth.workflow.memos import add_memo
from relsynth.workflow.rounds import open_round

AT = "2026-01-05T09:00:00+00:00"
PASSWORD = "correct horse battery"
PAYLOADS = (
    "<img src=x data-hostile onerror=hit('F')>",
    "<script data-hostile>hit('F')</script>",
    "\"><svg data-hostile onload=hit('F')>",
    "'\"--></title></style></textarea></script><script data-hostile>hit('F')</script>",
    "javascript:hit('F')",
    "<a data-hostile href=\"javascript:hit('F')\">read</a>",
    "{{ [].constructor.constructor(\"hit('F')\")() }} ${hit('F')}",
    "<iframe data-hostile srcdoc=\"<script>parent.hit('F')</script>\"></iframe>",
    "<details data-hostile open ontoggle=hit('F')>",
    "</script><!--<script data-hostile>hit('F')//",
    "\\u003cimg data-hostile src=x onerror=hit('F')\\u003e \\x3csvg onload=hit('F')\\x3e",
    "&lt;img data-hostile src=x onerror=hit('F')&gt;",
    "\" data-hostile autofocus tabindex=0 onfocus=hit('F') onmouseover=hit('F') x=\"",
    "<style data-hostile>@import '//evil.invalid/F';</style><link rel=stylesheet href=//evil.invalid/F>",
)
LISTEN = """document.addEventListener('securitypolicyviolation',
    ({violatedDirective, blockedURI, sourceFile}) => refused(`${violatedDirective} ${blockedURI} ${sourceFile}`));"""
MARKUP = "[...document.querySelectorAll('[data-hostile]')].map((one) => one.outerHTML.slice(0, 200))"
SCRIPTED = """[...document.querySelectorAll('a[href], area[href], form[action], iframe[src], [formaction]')]
    .map((one) => one.getAttribute('href') ?? one.getAttribute('src') ?? one.getAttribute('action') ?? '')
    .filter((one) => /^\\s*(javascript|data|vbscript):/i.test(one))"""
MOST_BUTTONS = 30  # that are pressed on a page


class Fields:
    """Hostile words for each field, of all kinds in turn; ``names`` are the fields that have some."""

    def __init__(self) -> None:
        self.names: set[str] = set()
        self._turns = count()

    def one(self, field: str, number: int | None = None) -> str:
        """A payload: the numbered one, or the next."""
        self.names.add(field)
        turn = next(self._turns) if number is None else number
        return PAYLOADS[turn % len(PAYLOADS)].replace("F", field)

    def all(self, field: str) -> str:
        """All of them in one text."""
        self.names.add(field)
        return " ".join(one.replace("F", field) for one in PAYLOADS)

    def file(self, field: str) -> str:
        """One that can be the name of a file."""
        self.names.add(field)
        return f"<img src=x data-hostile onerror=hit('{field}')>"


def hostile_project(folder: Path, fields: Fields) -> tuple[Path, str]:
    """A project whose every text is hostile, and the name of the account that manages it."""
    workflow.init(folder, title=fields.one("project.title"))
    _codebook(folder, fields)
    _settings(folder, fields)
    files = folder.parent / f"{folder.name}-files"
    files.mkdir()
    export = files / f"{fields.file('export.name')}.ris"
    export.write_text(_ris(fields), encoding="utf-8")
    papers = [_markdown(files, fields), _jats(files, fields), _html(files, fields)]
    name, other = fields.file("account.name"), 'Ben " autofocus onfocus=hit("account.name") x="'
    with open_project(folder) as project:
        workflow.import_records(project, [export], at=AT)
        workflow.add_documents(project, papers, at=AT)
        workflow.code(project, at=AT, coder="lexicon", parser="none")
        for who, role in ((name, "manager"), (other, "adjudicator")):
            workflow.add_account(project, who, PASSWORD, role=role, at=AT)
        workflow.make_token(project, name, label=fields.one("token.label"), at=AT)
        _screened(project, fields, name, other)
        _coded(project, fields, name, other)
    return folder, name


def watched(context: BrowserContext) -> tuple[list[str], list[str]]:
    """What will have run on pages of a browser, and what they were refused by their policy."""
    hits: list[str] = []
    refused: list[str] = []
    context.expose_function("hit", lambda said: hits.append(str(said)))
    context.expose_function("refused", lambda said: refused.append(str(said)))
    context.add_init_script(LISTEN)
    context.on("dialog", lambda dialog: (hits.append(f"dialog {dialog.message}"), dialog.dismiss()))
    return hits, refused


def pressed(tab: Page) -> None:
    """Press what can be pressed on a page, as far as that leads to no other page, and move over its text."""
    here = tab.url
    buttons = tab.locator("main button:not(#log-out):visible, main summary:visible, header button:visible")
    for number in range(min(buttons.count(), MOST_BUTTONS)):
        _press(tab, buttons.nth(number))
        if tab.url != here:
            tab.goto(here)
    tab.keyboard.press("?")
    tab.keyboard.press("Escape")


def _press(tab: Page, button: Locator) -> None:
    try:
        button.click(timeout=400)
        tab.wait_for_timeout(40)
    except Error:
        pass  # covered, disabled or gone: whoever looks cannot press it either
    for _ in range(2):
        if tab.locator("dialog[open]").count():
            tab.keyboard.press("Escape")


def taken_for_markup(tab: Page) -> list[str]:
    """Elements that were text once, and links that would run something; in frames, too."""
    return [one for frame in tab.frames for what in (MARKUP, SCRIPTED) for one in frame.evaluate(what)]


# -- what is hostile ------------------------------------------------------------------------------


def _codebook(folder: Path, fields: Fields) -> None:
    made = read_codebook(default_codebook().read_bytes()).model_dump(mode="json", exclude_defaults=True)
    made["title"] = fields.one("codebook.title")
    made["description"] = fields.all("codebook.description")
    for domain in made["domains"]:
        domain["label"] = f"{domain['label']} {fields.one('domain.label')}"
    for code in made["codes"]:
        for field in ("label", "definition", "include", "exclude"):
            code[field] = f"{code.get(field, '')} {fields.one(f'code.{field}')}".strip()
        code["synonyms"] = [fields.one("code.synonym")]
    (folder / "codebook.yaml").write_text(json.dumps(made, ensure_ascii=False), encoding="utf-8")


def _settings(folder: Path, fields: Fields) -> None:
    def said(field: str, number: int | None = None) -> str:
        return json.dumps(fields.one(field, number))

    settings = folder / "relsynth.toml"
    head = settings.read_text(encoding="utf-8").partition("[protocol]")[0]
    tail = f"""[protocol]
question = {said("protocol.question")}
[protocol.include]
I1 = {said("protocol.include", 1)}
I2 = {said("protocol.include", 3)}
[protocol.exclude]
E1 = {said("protocol.exclude", 9)}
E2 = {said("protocol.exclude", 12)}
[screening]
audit = 0
speaks_for = [{said("screening.speaks_for", 0)}, "partner*"]
speaks_against = [{said("screening.speaks_against", 3)}]
[screening.title_abstract]
mode = "double"
[forms.charting]
title = {said("form.title", 0)}
[forms.charting.fields.aim]
ask = {said("form.ask", 1)}
help = {said("form.help", 9)}
[forms.charting.fields.kind]
ask = {said("form.ask", 6)}
answer = "choice"
choices = [{said("form.choice", 0)}, {said("form.choice", 12)}]
"""
    settings.write_text(head + tail, encoding="utf-8")


def _ris(fields: Fields) -> str:
    tags = {"AU": "authors", "T2": "journal", "AB": "abstract", "KW": "keywords", "DO": "doi", "UR": "url"}
    tags |= {
        "VL": "volume",
        "IS": "issue",
        "SP": "page",
        "N1": "notes",
        "PB": "publisher",
        "SN": "issn",
        "LA": "language",
    }
    made = []
    for number in range(len(PAYLOADS)):
        said = {tag: fields.one(f"record.{field}", number + at) for at, (tag, field) in enumerate(tags.items())}
        lines = ["TY  - JOUR", f"TI  - {fields.one('record.title', number)} {number}", f"PY  - {2001 + number}"]
        lines += [f"{tag}  - {one}" for tag, one in said.items()]
        made.append("\n".join([*lines, f"ID  - {fields.one('record.id', number)}", "ER  - \n"]))
    twin = made[3].replace("PY  - 2004", "PY  - 2005")
    return "\n".join([*made, twin])


SENTENCES = (
    "The two organisations trusted each other and met every month to share decisions.",
    "Partners signed a written agreement and communicated openly about the money.",
    "Without trust among the implementing partners nothing was coordinated.",
)


def _markdown(folder: Path, fields: Fields) -> Path:
    path = folder / f"{fields.file('paper.name')}.md"
    body = "\n\n".join(f"{one} {fields.all('paper.paragraph')} {one}" for one in SENTENCES)
    path.write_text(
        f"# Partnering {fields.one('paper.title', 1)}\n\n## Methods {fields.one('paper.heading', 0)}\n\n{body}\n\n"
        f"## Lessons learned {fields.one('paper.heading', 3)}\n\n{body}\n",
        encoding="utf-8",
    )
    return path


def _jats(folder: Path, fields: Fields) -> Path:
    def said(field: str, number: int | None = None) -> str:
        return escape(fields.one(f"jats.{field}", number))

    path = folder / f"jats {fields.file('paper.name')}.xml"
    body = "".join(f"<p>{one} {escape(fields.all('jats.paragraph'))}. {one}</p>" for one in SENTENCES)
    author = f"<name><surname>{said('author', 0)}</surname><given-names>{said('author', 12)}</given-names></name>"
    path.write_text(
        f"""<article xml:lang="en"><front><journal-meta><journal-title-group><journal-title>{said("journal", 3)}
</journal-title></journal-title-group></journal-meta><article-meta>
<article-id pub-id-type="doi">10.5555/{said("doi", 4)}</article-id>
<title-group><article-title>Partnering {said("title", 9)}</article-title></title-group>
<contrib-group><contrib contrib-type="author">{author}</contrib></contrib-group>
<pub-date><year>2021</year></pub-date>
<abstract><p>{SENTENCES[0]} {said("abstract", 2)}</p></abstract>
<kwd-group><kwd>{said("keyword", 0)}</kwd></kwd-group></article-meta></front>
<body><sec><title>Results {said("heading", 3)}</title>{body}
<table-wrap><label>{said("table", 0)}</label><caption><p>{said("caption", 1)}</p></caption><table><thead><tr>
<th>{said("cell", 0)}</th><th>{said("cell", 3)}</th></tr></thead><tbody><tr><td>{said("cell", 1)}</td>
<td>We trusted our partners. {said("cell", 12)}</td></tr></tbody></table></table-wrap></sec>
<sec><title>Lessons learned</title>{body}</sec></body></article>""",
        encoding="utf-8",
    )
    return path


def _html(folder: Path, fields: Fields) -> Path:
    path = folder / f"html {fields.file('paper.name')}.html"
    body = "".join(f"<p>{one} {escape(fields.all('html.paragraph'))}. {one}</p>" for one in SENTENCES)
    path.write_text(
        f"<!doctype html><html lang=en><head><title>Partnering {escape(fields.one('html.title', 3))}</title>"
        f"</head><body><article><h1>Partnering {escape(fields.one('html.title', 0))}</h1>"
        f"<h2>Discussion {escape(fields.one('html.heading', 1))}</h2>{body}</article></body></html>",
        encoding="utf-8",
    )
    return path


def _screened(project: Project, fields: Fields, name: str, other: str) -> None:
    said: tuple[tuple[str, Verdict, str | None], ...] = ((name, "include", None), (other, "exclude", "E1"))
    for coder, verdict, criterion in said:
        with workflow.open_session(project, coder=coder, stage="title_abstract", at=AT) as session:
            for number in range(6):
                if session.next(at=AT) is None:
                    break
                note, tags = fields.all("decision.note"), (fields.one("decision.tag", number),)
                session.decide(verdict, criterion=criterion, note=note, tags=tags, at=AT)


def _coded(project: Project, fields: Fields, name: str, other: str) -> None:
    called, note = fields.one("round.name", 0), fields.all("round.note")
    open_round(project, called, coder=name, at=AT, blind=False, proposals=True, note=note)
    papers = [one for one in project.store.documents() if one.out_of_scope is None]
    assign(project, called, coders=[name, other], papers=[one.id for one in papers], at=AT)
    for document in papers:
        for coder, code in ((name, "STA.TRUST"), (other, "STA.RESPECT")):
            start = document.text.index(SENTENCES[0])
            place = Place(paper=document.id, start=start, end=start + len(SENTENCES[0]))
            add_coding(project, place, code, coder=coder, at=AT, memo=fields.all("coding.memo"))
            said = [f"{coder} {fields.all('chart.answer')}"]
            workflow.chart(project, document.id, "aim", said, coder=coder, at=AT, note=fields.all("chart.note"))
        memo = {"paper": document.id, "text": fields.all("paper.memo")}
        add_memo(project, about="document", **memo, coder=name, at=AT, to_adjudicator=True)
        for field in ("population", "innovation", "partners"):
            value = fields.one(f"characteristic.{field}")
            workflow.set_characteristic(project, document.id, field, [value], coder=name, at=AT)
    add_memo(project, about="project", text=fields.all("project.memo"), coder=name, at=AT)
    add_memo(project, about="code", code="STA.TRUST", text=fields.all("code.memo"), coder=name, at=AT)
