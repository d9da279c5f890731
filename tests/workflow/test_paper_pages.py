"""Pages of a paper's PDF beside its text."""

from __future__ import annotations

import pytest

from made_up import AT, write_project
from made_up_pdf import column, pdf
from relsynth import open_project, workflow
from relsynth.errors import InputError
from relsynth.workflow.paper_pages import paper_page


@pytest.fixture
def paper(tmp_path):
    file = tmp_path / "papers" / "printed.pdf"
    file.parent.mkdir()
    words = "The clinic and the drivers trusted each other, and the road was long but they went on with the work. "
    file.write_bytes(pdf([column(["A paper about vans", "Introduction", *[words] * 12])]))
    with open_project(write_project(tmp_path / "review")) as project:
        workflow.add_documents(project, [file], at=AT)
        yield project, file


def test_a_page_is_drawn_from_the_file_that_was_read(paper):
    project, _ = paper
    assert paper_page(project, "printed", 1).startswith(b"\x89PNG")


def test_a_file_that_is_another_one_now_is_not_shown(paper):
    project, file = paper
    file.write_bytes(file.read_bytes() + b"\n")
    with pytest.raises(InputError, match="is another one now"):
        paper_page(project, "printed", 1)


def test_a_page_that_is_not_there_is_refused(paper):
    project, _ = paper
    with pytest.raises(InputError, match="page 9 cannot be drawn"):
        paper_page(project, "printed", 9)
