"""What people chart of each study: a team's own forms, the answers to their fields, and what these come to.

    relsynth.toml ─▶ form_settings ─▶ Form, Field
    words ─▶ values_of ─▶ Answer ─▶ standing ─▶ unanswered, waiting, agreed, conflict or settled

A form is the team's: charting (what a study is like), appraisal (how far it is to be trusted), or any other. An answer
is a person's, says of which study it holds and where the paper says so, and "not reported" is an answer too: nobody
having looked is another thing.
"""

from relsynth.charting.answers import NOT_REPORTED, Answer, values_of, written
from relsynth.charting.forms import Field, Form, Kind
from relsynth.charting.standing import Standing, State, independent, standing

__all__ = [
    "NOT_REPORTED",
    "Answer",
    "Field",
    "Form",
    "Kind",
    "Standing",
    "State",
    "independent",
    "standing",
    "values_of",
    "written",
]
