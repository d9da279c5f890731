"""Verbs that read or write files, with files that are sent along or sent back: no path of the machine is ever named.

What is sent for a verb stands in the form's field ``said``, as JSON; the files in ``files``.
"""

from __future__ import annotations

import io
import mimetypes
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Body, Depends, File, Form, Request, Response, UploadFile
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field, ValidationError, create_model

from relsynth import workflow
from relsynth.errors import InputError
from relsynth.project import Project
from relsynth.web.asking import STRICT, Text, call, model_of, summary_of
from relsynth.web.desk import now
from relsynth.web.places import passing, placeless
from relsynth.web.verbs import DOWNLOADS, UPLOADS, Verb
from relsynth.web.visitors import Visitor, allowed
from relsynth.workflow.as_json import plain

PAPERS = "papers"  # folder of a project that papers are kept in which come by the desk
TAKEN = {"add_documents": "paths", "import_records": "paths", "import_screening": "path"}
"""Verb -> its parameter for what is sent, where that is not called ``file``."""
WRITTEN = {"save_chart_sheet": "file", "write_flow": "out", "write_report": "folder", "write_searches": "out"}
"""Verb -> its parameter for what it writes, where that is not called ``path``."""
LONGEST_NAME = 150  # characters of a file's name
uploads = APIRouter(prefix="/api/uploads", tags=["uploads"])
downloads = APIRouter(prefix="/api/downloads", tags=["downloads"])


def _add_upload(name: str, verb: Verb) -> None:
    parameter = TAKEN.get(name, "file")
    asked = model_of(name, verb, files=frozenset({parameter}))

    def answer(
        request: Request,
        visitor: Visitor,
        files: Annotated[list[UploadFile], File(description="What is to be read.", max_length=1000)],
        said: Annotated[str, Form(description="Options of the verb, a JSON object.", max_length=100_000)] = "{}",
    ) -> Any:
        """Read what was sent, as the verb does."""
        given = _understood(asked, said)
        if parameter != "paths" and len(files) != 1:
            raise InputError(f"{name} reads one file, and {len(files)} were sent")
        with request.app.state.desk.project() as project, _kept(project, name, files) as paths:
            given[parameter] = paths if parameter == "paths" else paths[0]
            return placeless(plain(call(name, verb, project, visitor, given)), project.path)

    answer.__annotations__["visitor"] = Annotated[Visitor, Depends(allowed(verb.role))]
    answer.__annotations__["request"] = Request
    answer.__annotations__["files"] = Annotated[
        list[UploadFile], File(description="What is to be read.", max_length=1000)
    ]
    answer.__annotations__["said"] = Annotated[
        str, Form(description=f"Options, a JSON object: {_options(asked)}.", max_length=100_000)
    ]
    uploads.add_api_route(
        *(f"/{name}", answer),
        methods=["POST"],
        name=f"upload_{name}",
        operation_id=f"upload_{name}",
        summary=f"{summary_of(name)} (for a {verb.role})",
        response_model=None,
    )


def _add_download(name: str, verb: Verb) -> None:
    parameter = WRITTEN.get(name, "path")
    asked = _download_model(name, verb, parameter)

    def answer(request: Request, visitor: Visitor, said: BaseModel) -> Response:
        """Write a file, and send it."""
        given = {field: getattr(said, field) for field in type(said).model_fields}
        called = file_name(given.pop("as_file"))
        with request.app.state.desk.project() as project, passing() as folder:
            given[parameter] = target = folder / called
            if name == "save_table":
                given |= {"table": workflow.tabulate(project, given.pop("name")), "form": None}  # as the file ends
            if name == "map_gaps":
                given["on"] = now()[:10]
            call(name, verb, project, visitor, given)
            return sent(target)

    answer.__annotations__["visitor"] = Annotated[Visitor, Depends(allowed(verb.role))]
    answer.__annotations__["said"] = Annotated[asked, Body()]
    answer.__annotations__["request"] = Request
    downloads.add_api_route(
        *(f"/{name}", answer),
        methods=["POST"],
        name=f"download_{name}",
        operation_id=f"download_{name}",
        summary=f"{summary_of(name)} (for a {verb.role})",
        response_class=Response,
        responses={200: {"content": {"*/*": {"schema": {"type": "string", "format": "binary"}}}}},
    )


def _download_model(name: str, verb: Verb, parameter: str) -> type[BaseModel]:
    called = Annotated[str, Field(min_length=1, max_length=LONGEST_NAME, description="What the file is to be called.")]
    if name == "save_table":
        return create_model(name, __config__=STRICT, as_file=(called, ...), name=(Text, ...))
    asked = model_of(name, verb, files=frozenset({parameter, "on"}))
    return create_model(name, __base__=asked, as_file=(called, ...))


def sent(path: Path) -> Response:
    """A file, or a folder packed into a ZIP, as an answer that a browser saves and does not show."""
    is_folder = path.is_dir()
    name = f"{path.name}.zip" if is_folder else path.name
    content = _packed(path) if is_folder else path.read_bytes()
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}"}
    return Response(content, media_type=kind, headers=headers)


def file_name(said: str) -> str:
    """A file's name as it may be used: the last part of it, without what would hide it or lead elsewhere."""
    last = said.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(sign for sign in last if sign.isprintable() and sign not in '<>:"|?*').strip(" .")
    stem, dot, ending = kept.rpartition(".")
    room = max(1, LONGEST_NAME // 2 - len(ending))
    return (f"{stem[:room]}{dot}{ending[:20]}" if dot else kept[: LONGEST_NAME // 2]) or "file"


@contextmanager
def _kept(project: Project, verb: str, files: list[UploadFile]) -> Iterator[list[Path]]:
    """What was sent, as files: papers stay with the project, whose readings lead back to them; others are read once."""
    if verb == "add_documents":
        folder = project.path / PAPERS
        folder.mkdir(exist_ok=True)
        yield [_stored(one, folder) for one in files]
        return
    with passing() as folder:
        yield [_stored(one, folder) for one in files]


def _stored(file: UploadFile, folder: Path) -> Path:
    """Write a file to a folder; one of that name which is there already is left, and taken where it is the same."""
    content = file.file.read()
    called = Path(file_name(file.filename or ""))
    number = 1
    path = folder / called
    while path.exists() and path.read_bytes() != content:
        number += 1
        path = folder / f"{called.stem}-{number}{called.suffix}"
    if not path.exists():
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".", delete=False) as part:
            part.write(content)
        shutil.move(part.name, path)
    return path


def _packed(folder: Path) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                archive.write(path, path.relative_to(folder.parent).as_posix())
    return held.getvalue()


def _understood(asked: type[BaseModel], said: str) -> dict[str, Any]:
    try:
        options = asked.model_validate_json(said)
    except ValidationError as error:
        raise RequestValidationError(error.errors(include_url=False)) from error
    return {field: getattr(options, field) for field in asked.model_fields}


def _options(asked: type[BaseModel]) -> str:
    return ", ".join(asked.model_fields) or "none"


for _name, _verb in UPLOADS.items():
    _add_upload(_name, _verb)
for _name, _verb in DOWNLOADS.items():
    _add_download(_name, _verb)
