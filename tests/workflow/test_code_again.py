"""One paper coded anew once its sections are labelled otherwise."""

from __future__ import annotations

import pytest

from made_up import AT, coded_project
from relsynth.errors import InputError
from relsynth.workflow import add_documents, set_section
from relsynth.workflow.code_again import code_again
from relsynth.workflow.listing import counted


def versions(project):
    return {one.name: one.version for one in project.store.documents()}


def test_the_paper_that_was_labelled_is_coded_anew_and_no_other(tmp_path):
    with coded_project(tmp_path, 1, 2) as project:
        first, other = sorted(versions(project))
        assert not code_again(project, first, at=AT).coded
        for name in (first, other):
            last = len(project.store.papers.current(_id(project, name)).sections)
            assert set_section(project, name, last, "back_matter", coder="Ana", at=AT).to_code
        done = code_again(project, first, at=AT)
        assert (done.coded, str(done)) == (True, f"{first} was coded anew")
        coded = project.store.current_coders()
        assert [versions(project)[name] in coded for name in (first, other)] == [True, False]


def test_a_coder_that_costs_something_is_not_asked(tmp_path, monkeypatch):
    with coded_project(tmp_path, 1) as project:
        (name,) = versions(project)
        set_section(project, name, 2, "back_matter", coder="Ana", at=AT)
        monkeypatch.setattr("relsynth.workflow.code_again.make_proposer", lambda *_: Dear())
        told = code_again(project, name, at=AT)
        assert not told.coded
        assert "costs something" in str(told)


def test_a_paper_that_no_machine_has_coded_is_left_to_who_codes_all(tmp_path):
    with coded_project(tmp_path, 1) as project:
        (tmp_path / "new.txt").write_text(
            "A van\n\nMethods\n\n" + "Trust grew on the long road. " * 60, encoding="utf-8"
        )
        add_documents(project, [tmp_path / "new.txt"], at=AT)
        with pytest.raises(InputError, match="never coded by machine"):
            code_again(project, "new", at=AT)


class Dear:
    """A coder that tells what it is going to cost."""

    name = "dear@1"

    def propose(self, reading):
        raise AssertionError

    def foretell(self, readings):
        raise AssertionError

    def account(self):
        return counted(0, "dollar")


def _id(project, name):
    return next(id for id, one in project.store.papers.names().items() if one == name)
