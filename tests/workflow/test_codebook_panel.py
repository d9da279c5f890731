"""The codebook as it is read beside a paper."""

from __future__ import annotations

from relsynth import open_project
from relsynth.workflow.codebook_panel import codebook_panel


def test_every_code_is_there_once_each_behind_the_one_it_is_part_of(examples):
    with open_project(examples) as project:
        book, panel = project.codebook, codebook_panel(project)
        assert sorted(one.id for one in panel.codes) == sorted(one.id for one in book.codes)
        order = [one.id for one in panel.codes]
        for code in book.codes:
            if code.parent:
                assert order.index(code.parent) < order.index(code.id)
        domains = [one.domain for one in panel.codes]
        assert list(dict.fromkeys(domains)) == [id for id, _ in panel.domains if id in domains]


def test_what_is_mixed_up_is_told_of_both(examples):
    with open_project(examples) as project:
        mixed = {one.id: {other.code for other in one.mixed_up} for one in codebook_panel(project).codes}
        first, second = project.codebook.confusable_pairs[0].pair
        assert second in mixed[first]
        assert first in mixed[second]


def test_where_words_stand_is_no_facet_to_be_said(examples):
    with open_project(examples) as project:
        facets = {one.id: one for one in codebook_panel(project).facets}
        assert "section" not in facets
        assert facets["role"].multi
        assert facets["amount"].free
