"""What headings mean, as a table that a reviewer can extend."""

from __future__ import annotations

import time

import pytest

from relsynth.documents import LABELS
from relsynth.headings import (
    are_classes,
    are_lessons,
    is_numbered_lesson,
    is_summary,
    normal_heading,
    read_heading,
    reading_of_hint,
)

HEADINGS: dict[str | None, tuple[str, ...]] = {
    "abstract": ("Abstract", "STRUCTURED ABSTRACT", "Executive summary"),
    "keywords": ("Keywords", "Key words"),
    "introduction": (
        "Introduction",
        "1. Introduction",
        "BACKGROUND",
        "Background and aims",
        "Background: rationale, theory and goals",
        "Introduction and objectives",
        "Theoretical framework and aims",
        "The problem",
        "Literature review",
        "Background of the partnership",
    ),
    "aims": ("Aims", "Aim #2", "Objectives", "Study aims and hypotheses", "Aims of the study", "Research questions"),
    "methods": (
        "Methods",
        "2 Methods",
        "II. METHODS",
        "Materials and methods",
        "Methods/design",
        "Design and setting",
        "Ethics and dissemination",
        "Ethical considerations",
        "Process evaluation methods",
        "Statistical analysis",
    ),
    "results": (
        "Results",
        "3.2 Results and discussion",
        "Findings",
        "Key findings",
        "Results (phase 1)",
        "Results of the survey",
        "Results and lessons learned",
        "Interview results",
    ),
    "discussion": (
        "Challenges and next steps",
        "Discussion",
        "IV. Discussion",
        "Discussion and conclusions",
        "Overall discussion",
        "Comment",
    ),
    "lessons_learned": (
        "Lessons learned",
        "Lessons Learnt",
        "5 LESSONS LEARNED",
        "Box 2. Lessons learned",
        "Lesson learned",
        "Lessons",
        "Key lessons",
        "Lessons we have learned",
        "Lessons from the field",
        "Lessons for other regions",
        "Lessons identified",
        "Lessons and recommendations",
        "What we learned",
        "What we've learned so far",
        "What have we learned?",
        "Key learnings",
        "Box 1: Key messages",
        "Key take-aways",
        "Challenges and lessons learned",
        "Conclusions and lessons learned",
        "Discussion and lessons learned",
        "Barriers and solutions",
        "Reflections",
        "Reflections on the partnership",
        "In hindsight",
        "What worked and what did not",
        "Tips for partners",
        "Keys to success",
        "Success factors",
        "Experience gained",
        "Practical guidance",
        "Take-home points",
    ),
    "limitations": (
        "Limitations",
        "Study limitations",
        "Strengths and limitations",
        "Strengths and Limitations of the Study",
        "Limitations of this review",
        "4.2. Strengths and Methodological Limitations",
        "Limitations and future research",
    ),
    "conclusion": ("Conclusion", "Conclusions", "Conclusions and implications", "Concluding remarks", "5) Conclusion"),
    "implications": (
        "Implications",
        "Implications for public health",
        "Implications for practice, policy and research",
        "Practice implications",
        "Recommendations",
        "Recommendations for policy makers",
        "Future directions",
        "Next steps",
    ),
    "back_matter": (
        "Acknowledgements",
        "Acknowledgments and funding",
        "Funding",
        "Competing interests",
        "Conflict of Interest Statement",
        "Declaration of interests",
        "Authors’ contributions",
        "Author details",
        "Abbreviations",
        "Ethics approval and consent to participate",
        "Availability of data and materials",
        "Data sharing statement",
        "Supplementary material",
        "Additional file 1",
        "Pre-publication history",
        "Appendix A",
        "References",
    ),
    None: (
        "Lesson 1: build trust early",
        "Lesson plans",
        "School lessons",
        "Observation of music lessons",
        "Trust",
        "A case study",
        "Strengths",
        "Focus group discussion",
        "Funding and partnerships",
        "Partner contributions",
        "Summary",
        "Questions",
        "Data access and use",
        "",
    ),
}


@pytest.mark.parametrize(
    ("heading", "label"),
    [pytest.param(heading, label, id=heading or "empty") for label, many in HEADINGS.items() for heading in many],
)
def test_the_words_of_a_heading_give_its_label(heading: str, label: str | None) -> None:
    assert read_heading(heading).label == label


def test_the_table_covers_every_label_that_words_can_give() -> None:
    assert set(LABELS) - set(filter(None, HEADINGS)) == {"title", "other"}


@pytest.mark.parametrize(
    ("heading", "labels"),
    [
        pytest.param("Results and discussion", ("results", "discussion"), id="earliest-part-decides"),
        pytest.param("Conclusions and lessons learned", ("lessons_learned", "conclusion"), id="lessons-over-late"),
        pytest.param("Results and lessons learned", ("results", "lessons_learned"), id="results-over-lessons"),
        pytest.param("Materials and methods", ("methods",), id="one-label-twice"),
    ],
)
def test_a_combined_heading_names_all_of_its_labels(heading: str, labels: tuple[str, ...]) -> None:
    assert read_heading(heading).labels == labels
    assert (len(labels) > 1) == read_heading(heading).reason.startswith("combined: ")


@pytest.mark.parametrize(
    ("heading", "force"),
    [
        pytest.param("Authors' contributions", "closing", id="declaration"),
        pytest.param("Limitations", "firm", id="label-alone"),
        pytest.param("Limitations of screening tools", "loose", id="label-within"),
        pytest.param("Trust", "loose", id="nothing"),
    ],
)
def test_the_force_of_a_heading_says_whether_it_stands_inside_another(heading: str, force: str) -> None:
    assert read_heading(heading).force == force


@pytest.mark.parametrize(
    ("hint", "label"),
    [
        pytest.param("materials|methods", "methods", id="two-names"),
        pytest.param("Intro", "introduction", id="case"),
        pytest.param("results|discussion", "results", id="combined"),
        pytest.param("other1", None, id="unknown"),
    ],
)
def test_a_section_type_suggests_a_label(hint: str, label: str | None) -> None:
    assert reading_of_hint(hint).label == label


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        pytest.param("Lessons learned from a rural clinic", True, id="learned"),
        pytest.param("A clinic van at night: lessons from three counties", True, id="after-colon"),
        pytest.param("What we learned when the funding ended", True, id="what-we-learned"),
        pytest.param("Lesson plans for the physics classroom", False, id="lesson-plans"),
        pytest.param("Swimming lessons in coastal schools", False, id="swimming"),
        pytest.param("Advice to a new director", False, id="advice-is-no-lesson"),
    ],
)
def test_titles_of_lessons_are_told_from_school_lessons(title: str, expected: bool) -> None:
    assert are_lessons(title) is expected


@pytest.mark.parametrize(
    ("heading", "words"),
    [
        pytest.param("3.2.1  Setting:", "setting", id="decimal"),
        pytest.param("IV Results", "results", id="roman"),
        pytest.param("a) Sampling", "sampling", id="letter"),
        pytest.param("I trust you", "i trust you", id="pronoun"),
        pytest.param("*Summary*", "summary", id="emphasis"),
        pytest.param("Results (n = 12)", "results", id="aside"),
        pytest.param("Authors’ notes", "authors' notes", id="apostrophe"),
    ],
)
def test_numbering_and_marks_are_no_words(heading: str, words: str) -> None:
    assert normal_heading(heading) == words


@pytest.mark.parametrize(
    ("heading", "numbered"),
    [
        pytest.param("Lesson 2. Ask early", True, id="figure"),
        pytest.param("3.1 Lesson three: pay", True, id="word"),
        pytest.param("LESSON IV", True, id="roman"),
        pytest.param("Lessons", False, id="none"),
        pytest.param("A lesson in 3 parts", False, id="within"),
    ],
)
def test_numbered_lessons_are_told(heading: str, numbered: bool) -> None:
    assert is_numbered_lesson(heading) is numbered


def test_lessons_in_a_class_are_told() -> None:
    assert are_classes("The lesson plan was short")
    assert not are_classes("A lesson was to plan")


@pytest.mark.parametrize(
    ("heading", "label"),
    [
        pytest.param(heading, label, id=heading)
        for label, many in {
            "introduction": ("A brief history of the clinic", "Historical context", "Definitions"),
            "methods": (
                "Eligibility criteria",
                "Randomisation and blinding",
                "Sample size calculation",
                "Recruitment of drivers",
                "Intervention components",
                "Description of the programme",
                "Evaluation plan",
                "Primary outcome",
                "Cost-effectiveness analysis",
                "Training of drivers",
                "Study outcomes",
            ),
            "results": ("Case report", "Case 2: a van in snow", "Key achievements", "Changes in attendance", "Impact"),
            "discussion": ("Key challenges", "Barriers to uptake", "Summary of main findings"),
            "implications": ("Opportunities", "Future work on vans", "The way ahead", "Addressing delays"),
            "conclusion": ("Epilogue", "In summary"),
            "limitations": ("Caveats",),
            "back_matter": ("About the authors",),
        }.items()
        for heading in many
    ],
)
def test_headings_that_usually_mean_something_are_read_so_but_loosely(heading: str, label: str) -> None:
    reading = read_heading(heading)
    assert (reading.label, reading.force) == (label, "loose")
    assert reading.confidence < read_heading("Methods").confidence


def test_only_a_bare_summary_is_one() -> None:
    assert is_summary("__Summary__")
    assert not is_summary("Summary of findings")


@pytest.mark.parametrize("piece", ["(a ", "lesson ", "a-", "what we ", "1.", ": ", "of the study "])
def test_a_hostile_heading_is_read_in_no_time(piece: str) -> None:
    begun = time.process_time()
    read_heading(piece * 3_000)
    assert time.process_time() - begun < 2
