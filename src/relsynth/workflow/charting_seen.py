"""What somebody who charts a study has before them: a form's fields, what is proposed, and the paper's text."""

from __future__ import annotations

from dataclasses import dataclass

from relsynth.charting import Field, Kind
from relsynth.project import Project
from relsynth.workflow.charted import form_of, study_of
from relsynth.workflow.charting import Chart, show_chart
from relsynth.workflow.paper_desk import PaperText, text_of


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedField:
    """What a field asks for; with ``quote`` an answer has to name the words that it rests on."""

    field: str
    kind: Kind
    choices: tuple[str, ...]
    unit: str | None
    quote: bool
    required: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartSeen:
    """A form as somebody fills it for a study, in the order of its fields, beside the paper that they opened.

    ``forms`` are names and titles of all that the project has; where it has none, there is no ``chart``.
    """

    text: PaperText
    forms: tuple[tuple[str, str], ...]
    form: str | None
    blind: bool
    asked: tuple[AskedField, ...]
    chart: Chart | None


def see_chart(project: Project, paper: str, *, coder: str, form: str | None = None) -> ChartSeen:
    """Show a form for the study that a paper reports, as a coder may see it.

    Args:
        form: which; the project's first where none is named.

    Raises:
        InputError: there is no such form or paper, the paper counts nowhere, or the coder has no name.
    """
    text = text_of(study_of(project, paper).documents[0])
    forms = tuple((one.name, one.title) for one in project.config.forms.values())
    if not forms and form is None:
        return ChartSeen(text=text, forms=(), form=None, blind=False, asked=(), chart=None)
    of = form_of(project, form or forms[0][0])
    return ChartSeen(
        text=text,
        forms=forms,
        form=of.name,
        blind=of.blind,
        asked=tuple(map(_asked, of.fields)),
        chart=show_chart(project, paper, form=of.name, coder=coder),
    )


def _asked(field: Field) -> AskedField:
    return AskedField(
        field=field.id,
        kind=field.answer,
        choices=field.choices,
        unit=field.unit,
        quote=field.quote,
        required=field.required,
    )
