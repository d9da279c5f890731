"""The whole project as one file to be archived: an RO-Crate, which is a project again where it is unpacked.

In it are a copy of the database, the codebook, the settings without the table ``[fetch]`` (it may hold keys and an
address), and every output that is still as it was written. Full texts are in it, and can be read in the database, only
where the licence under which they were fetched lets them be shared, or where somebody says so.
"""

from __future__ import annotations

import hashlib
import mimetypes
import re
import tempfile
import tomllib
import zipfile
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from relsynth.config import FILE
from relsynth.errors import InputError, ProjectError
from relsynth.project import DATABASE, Project
from relsynth.reports.ro_crate import METADATA, Crate, CrateAction, CrateFile, CratePaper, to_json_ld
from relsynth.store.outputs import Output
from relsynth.store.sharing import PAPERS, short_paths
from relsynth.version import __version__
from relsynth.workflow.listing import counted
from relsynth.workflow.outputs import digest_of, name_of, place_of

MADE = (1980, 1, 1, 0, 0, 0)
"""The moment of every file in the archive: the first that ZIP knows, so that the same files give the same bytes."""
SHAREABLE = ("cc", "public domain", "pd")
"""How licences begin under which a full text may be passed on as it is (Creative Commons, public domain)."""
OUTPUTS = "outputs"
WHOLE_TEXTS = ("qdpx", "docbin", "spacy")
"""Forms of codings for other programs that hold the papers' texts, too."""
MEDIA = {".db": "application/vnd.sqlite3", ".toml": "application/toml", ".yaml": "application/yaml"}
"""Media types that Python does not know of; of YAML that of RFC 9512."""
_TABLE = re.compile(r"^\s*\[+\s*[\"']?(?P<name>[\w-]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenCrate:
    """What was packed; ``hidden`` full texts cannot be read in it, ``left_out`` says what is not in it and why."""

    path: str
    files: tuple[str, ...]
    papers: int
    hidden: int
    left_out: tuple[str, ...]

    def __str__(self) -> str:
        texts = f"{counted(self.papers, 'paper')} in it as files; {counted(self.hidden, 'full text')} made unreadable"
        lines = [f"Wrote {counted(len(self.files), 'file')} to {self.path}: {texts}."]
        return "\n".join([*lines, *(f"Not in it: {one}" for one in self.left_out)])


def write_crate(
    project: Project, out: Path, *, at: str, with_papers: bool = False, licence: str | None = None
) -> WrittenCrate:
    """Pack the project as an RO-Crate 1.1.

    Args:
        with_papers: full texts as well, whatever their licence: somebody has made sure that they may be shared.
        licence: of the data: an SPDX id (CC-BY-4.0) or a URL; told as not told where it is None.

    Raises:
        InputError: the file is not named .zip, or the licence is neither an id nor a URL.
        ProjectError: it cannot be written.
    """
    if out.suffix.lower() != ".zip":
        raise InputError(f"{out.name}: name it .zip, as in review.crate.zip")
    if licence is not None and not re.fullmatch(r"https?://\S+|[A-Za-z0-9][A-Za-z0-9.+-]*", licence):
        raise InputError(f"{licence!r} is no SPDX id (as CC-BY-4.0) and no URL of a licence")
    readable = _shareable(project, with_papers=with_papers)
    with tempfile.TemporaryDirectory() as folder:
        packing = _Packing(Path(folder))
        try:
            every = project.store.outputs.all()
            latest = {one.path: one for one in every}
            tells = (
                [one for one in every if _tells_texts(one)] if readable != frozenset(project.store.readings()) else []
            )
            hidden = project.store.outputs.share(
                packing.place(DATABASE),
                readable=readable,
                moved={path: _place_in(one) for path, one in latest.items() if _inside(path) is None},
                without_cells=[one.number for one in tells],
            )
            packing.told(DATABASE, "The project: papers, codings and all that people decided (SQLite)")
            _pack_settings(project, packing)
            actions = tuple(_pack_outputs(project, packing, {one.number for one in tells}))
            papers = _pack_papers(project, packing, readable)
            crate = _crate(project, packing, actions, at=at, licence=licence)
            packing.place(METADATA).write_text(to_json_ld(crate), encoding="utf-8")
            _zip(Path(folder), [METADATA, *(one.path for one in packing.files)], out)
        except OSError as error:
            raise ProjectError(f"{out}: cannot be written ({error.strerror or error})") from error
    return WrittenCrate(
        path=str(out),
        files=(METADATA, *(one.path for one in packing.files)),
        papers=papers,
        hidden=hidden,
        left_out=tuple(packing.left_out),
    )


class _Packing:
    """The files that are to be packed, in a folder that is thrown away."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files: list[CrateFile] = []
        self.left_out: list[str] = []

    def place(self, path: str) -> Path:
        """Where a file of the crate is to be written."""
        place = self.folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        return place

    def has(self, path: str) -> bool:
        """Whether a file of that path is there already."""
        return any(one.path == path for one in self.files)

    def told(self, path: str, name: str, *, version: str | None = None, licence: str | None = None) -> None:
        """Take a file that was written into the list."""
        content = (self.folder / path).read_bytes()
        suffix = PurePosixPath(path).suffix.lower()
        media = MEDIA.get(suffix) or mimetypes.guess_type(path)[0] or "application/octet-stream"
        digest = hashlib.sha256(content).hexdigest()
        told = CrateFile(path=path, name=name, media=media, size=len(content), digest=digest)
        self.files.append(replace(told, version=version, licence=licence))

    def put(
        self, path: str, content: bytes, name: str, *, version: str | None = None, licence: str | None = None
    ) -> None:
        """Write a file and take it into the list."""
        self.place(path).write_bytes(content)
        self.told(path, name, version=version, licence=licence)


def without_fetch(settings: str) -> str | None:
    """Settings without the table ``[fetch]``, and what stands under it; None where it cannot be taken out so."""
    kept, inside = [], False
    for line in settings.splitlines(keepends=True):
        if found := _TABLE.match(line):
            inside = found["name"] == "fetch"
        if not inside:
            kept.append(line)
    text = "".join(kept)
    try:
        wanted = {key: value for key, value in tomllib.loads(settings).items() if key != "fetch"}
        return text if tomllib.loads(text) == wanted else None  # a text may hold what looks like a table
    except tomllib.TOMLDecodeError:
        return None


def _pack_settings(project: Project, packing: _Packing) -> None:
    settings = without_fetch((project.path / FILE).read_text(encoding="utf-8-sig"))
    if settings is None:
        packing.left_out.append(f"{FILE} (the table [fetch], which may hold keys, could not be taken out)")
    else:
        packing.put(FILE, settings.encode(), "Settings, without the table [fetch]")
    book = project.codebook
    for name, path in zip((project.config.codebook, *project.config.also), project.codebook_paths, strict=True):
        inside = _inside(name)
        if inside is None:
            packing.left_out.append(f"{name} (a codebook outside of the project's folder)")
        else:
            main = name == project.config.codebook
            packing.put(
                inside,
                path.read_bytes(),
                f"Codebook: {book.title}" if main else "Codebook",
                version=book.version if main else None,
                licence=book.licence if main and _is_licence(book.licence) else None,
            )


def _pack_outputs(project: Project, packing: _Packing, tells: Collection[int]) -> Iterator[CrateAction]:
    latest = {one.path: one for one in project.store.outputs.all()}
    for output in sorted(latest.values(), key=lambda one: one.number):
        if output.number in tells:
            packing.left_out.append(
                f"{place_of(project, output).name} (holds words of full texts, beyond what is quoted)"
            )
            continue
        place = place_of(project, output)
        try:
            is_as_written = digest_of(place) == output.digest
        except (OSError, ValueError, InputError):
            is_as_written = False
        if not is_as_written:
            packing.left_out.append(f"{_inside(output.path) or place.name} (gone, or edited since it was written)")
            continue
        results = tuple(_pack_output(packing, output, place))
        yield CrateAction(
            number=output.number, name=name_of(output), at=output.at, relsynth=output.relsynth, results=results
        )


def _place_in(output: Output) -> str:
    """Path of an output in the crate; of one outside of the project's folder, one that tells no folder's name."""
    name = PurePosixPath(output.path.replace("\\", "/")).name
    return _inside(output.path) or f"{OUTPUTS}/{output.number}/{name}"


def _tells_texts(output: Output) -> bool:
    """Whether an output holds more of papers than what is quoted from them."""
    if output.command == "query":
        return output.options.get("by") == "passage"
    if output.command == "codings export":
        return output.form in WHOLE_TEXTS
    return output.command == "residue" or output.options.get("part") == "differences"


def _pack_output(packing: _Packing, output: Output, place: Path) -> Iterator[str]:
    inside = _place_in(output)
    names = output.basis.get("files")
    for name in ("relsynth-report.json", *names) if names else (None,):
        path, source = (f"{inside}/{name}", place / name) if name else (inside, place)
        if not packing.has(path):
            packing.put(path, source.read_bytes(), f"relsynth {name_of(output)}{f', {name}' if name else ''}")
        yield path


def _pack_papers(project: Project, packing: _Packing, readable: frozenset[str]) -> int:
    files = [file for file in project.store.files() if file.document in readable]
    names = short_paths({*project.store.held(), *(file.path for file in project.store.files())})
    packed = 0
    for file in files:
        source = Path(file.path) if Path(file.path).is_absolute() else project.path / file.path
        path = names[file.path]
        if packing.has(path) or not source.is_file():
            packing.left_out.append(f"{PurePosixPath(path).name} (its file is gone)")
            continue
        packing.put(path, source.read_bytes(), f"Full text: {source.name}")
        packed += 1
    if without := len(project.store.readings()) - len(readable):
        packing.left_out.append(
            f"{counted(without, 'full text')} (no licence is known under which {'it' if without == 1 else 'they'} may "
            f"be shared; --with-papers puts them into {PAPERS})"
        )
    return packed


def _shareable(project: Project, *, with_papers: bool) -> frozenset[str]:
    documents = frozenset(project.store.readings())
    if with_papers:
        return documents
    fetches = project.store.answers.fetches()
    return documents & {one.document for one in fetches if one.document and _may_be_shared(one.licence)}


def _may_be_shared(licence: str | None) -> bool:
    return bool(licence) and str(licence).strip().casefold().startswith(SHAREABLE)


def _crate(
    project: Project, packing: _Packing, actions: Iterable[CrateAction], *, at: str, licence: str | None
) -> Crate:
    coders = project.store.outputs.coders()
    people = project.store.people()
    return Crate(
        title=project.config.title,
        description=(
            "A review made with relsynth: its database, codebook, settings and outputs. Unpacked, it is a project that "
            "relsynth opens. Search exports and abstracts are in the database as databases gave them."
        ),
        at=at,
        licence=licence,
        relsynth=__version__,
        files=tuple(packing.files),
        people=people,
        machines=tuple(name for name in coders if name not in people),
        actions=tuple(actions),
        papers=tuple(
            CratePaper(citation=document.short_citation, title=document.title, doi=document.doi)
            for document in project.store.documents()
        ),
        inputs=tuple(path for path in (DATABASE, project.config.codebook) if packing.has(path)),
    )


def _inside(path: str) -> str | None:
    """A path that stays inside of the crate, with ``/``; None of one that leads out."""
    parts = PurePosixPath(path.replace("\\", "/"))
    return None if parts.is_absolute() or ".." in parts.parts or ":" in parts.parts[0] else parts.as_posix()


def _is_licence(licence: str) -> bool:
    return bool(re.fullmatch(r"https?://\S+|[A-Za-z0-9][A-Za-z0-9.+-]*", licence))


def _zip(folder: Path, paths: Iterable[str], out: Path) -> None:
    out.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(out, "w", compression=zipfile.ZIP_DEFLATED) as archive:
        for path in paths:
            entry = zipfile.ZipInfo(path, date_time=MADE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(entry, "w") as target, (folder / path).open("rb") as source:
                while block := source.read(1 << 20):
                    target.write(block)
