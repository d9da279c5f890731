"""What the benches work out by themselves is right: a mistake here would be a wrong figure in the docs.

What they measure needs real papers, and is no test.
"""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from importlib import util
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invented import code_of, paper, small_codebook
from relsynth.extraction import lexicon_coder
from relsynth.extraction.pipeline import DocumentCoder
from relsynth.extraction.proposals import CoderSettings, Proposal, Reading, read

BENCH = Path(__file__).resolve().parents[1] / "scripts" / "bench"


def of_bench(name: str) -> ModuleType:
    """A module of ``scripts/bench``, under its own name, as its neighbours import it."""
    spec = util.spec_from_file_location(name, BENCH / f"{name}.py")
    assert spec
    assert spec.loader
    module = sys.modules[name] = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


ranking, homonyms, peers, gold = map(of_bench, ("coder_ranking", "coder_homonyms", "coder_peers", "gold"))
ready, cost = map(of_bench, ("coder_ready", "coder_cost"))  # in this order: the second asks for the first
UNRANKED = ranking.UNRANKED
LONG = "the two councils met each month and agreed on who would pay for the van"


# -- the top third


@pytest.mark.parametrize(
    ("score", "numbered", "third"),
    [
        pytest.param({1: 0.1, 2: 0.9, 3: 0.5}, range(1, 4), {2}, id="the-best"),
        pytest.param({4: 0.2}, range(1, 7), {4, 1}, id="unranked-come-last-in-reading-order"),
        pytest.param({1: 0.5, 2: 0.5, 3: 0.5}, (3, 2, 1), {1}, id="of-equals-the-earlier"),
        pytest.param({1: UNRANKED, 3: 0.0}, range(1, 4), {3}, id="nothing-proposed-is-worse-than-a-score-of-nought"),
        pytest.param({}, range(1, 6), {1}, id="rounded-down"),
        pytest.param({1: 1.0}, (1, 2), set(), id="too-short-for-a-third"),
        pytest.param({}, (), set(), id="an-empty-paper"),
    ],
)
def test_the_top_third(score: Mapping[int, float], numbered: Sequence[int], third: set[int]) -> None:
    assert ranking.top_third(numbered, score) == third


@given(st.dictionaries(st.integers(1, 99), st.floats(0, 1)))
def test_nothing_in_the_top_third_scores_less_than_what_is_out_of_it(score: dict[int, float]) -> None:
    third = ranking.top_third(score, score)
    assert len(third) == len(score) // 3
    assert max((score[n] for n in score.keys() - third), default=0) <= min((score[n] for n in third), default=1)


# -- sentences of a reading and ours


@pytest.mark.parametrize(
    ("theirs", "ours", "is_match"),
    [
        pytest.param("Trust grew.", "trust grew", True, id="case-and-stops-aside"),
        pytest.param("Trust grew [3].", "Trust grew.", False, id="too-short-to-be-within"),
        pytest.param("Trust grew again in the spring.", "trust grew again", True, id="within"),
        pytest.param("Trust grew again in the spring.", "rust grew again", False, id="within-by-whole-words"),
        pytest.param("Results", "Results: trust grew again.", False, id="a-heading-within"),
        pytest.param(f"{LONG}.", LONG.replace("each", "every"), True, id="nearly-the-same"),
        pytest.param(LONG, "the two councils never saw each other, and nobody knew who was to pay", False, id="others"),
        pytest.param("Trust – “grew”, and grew", "trust - 'grew' and grew", True, id="typography-aside"),
        pytest.param("", "Trust grew again.", False, id="empty"),
    ],
)
def test_sentences_match_by_their_words(theirs: str, ours: str, is_match: bool) -> None:
    assert ranking.is_match(ranking.plain(theirs), ranking.plain(ours)) is is_match
    assert ranking.is_match(ranking.plain(ours), ranking.plain(theirs)) is is_match


@pytest.mark.parametrize(
    ("ours", "score"),
    [
        pytest.param([("Trust grew again in spring.", 0.2), ("It rained.", 0.9)], {1: 0.2}, id="the-same"),
        pytest.param([("Trust grew again", 0.2), ("again in spring.", 0.7)], {1: 0.7}, id="the-best-of-its-pieces"),
        pytest.param(
            [("Trust grew again in spring.", 0.1), ("Box: trust grew again in spring.", 0.8)],
            {1: 0.1},
            id="the-very-same-before-what-holds-it",
        ),
        pytest.param([("It rained.", 0.9)], {}, id="in-none-of-ours"),
    ],
)
def test_a_sentence_has_the_score_of_ours_that_match_it(
    ours: list[tuple[str, float]], score: Mapping[int, float]
) -> None:
    assert ranking.scores_by_number({1: "Trust grew again in spring."}, ours) == score


def proposal(start: int, end: int, score: float) -> Proposal:
    return Proposal(start=start, end=end, code="STA.TRUST", score=score, reason="")


def test_the_best_proposal_over_a_sentence_is_its_score() -> None:
    places = [(0, 10), (10, 20), (21, 30)]
    proposals = [proposal(0, 10, 0.2), proposal(0, 20, 0.6), proposal(20, 21, 0.9)]
    assert ranking.best_scores(places, proposals) == [0.6, 0.6, UNRANKED]


PAPER = paper({"results": ["Trust grew. It rained."], "back_matter": ["We thank the trust."]})
CODEBOOK = small_codebook(code_of("STA.TRUST"), code_of("STA.TRUST.GOODWILL", "good will", parent="STA.TRUST"))
LEXICON = lexicon_coder.proposer(CODEBOOK, CoderSettings())


def test_a_coder_without_a_ranking_is_ranked_by_its_proposals() -> None:
    assert ranking.scores(LEXICON, read(PAPER)) == [lexicon_coder.SCORE["strong"], UNRANKED]


class Ranks:
    """A coder that says how relational each codable sentence is."""

    name = "ranks@1"

    def propose(self, reading: Reading) -> tuple[Proposal, ...]:
        return ()

    def rank(self, reading: Reading) -> list[int]:
        return [len(reading.text(one)) for one in reading.codable]


def test_a_coder_with_a_ranking_is_asked_for_it() -> None:
    assert ranking.scores(Ranks(), read(PAPER)) == [11.0, 10.0]


# -- words in another sense


@pytest.mark.parametrize(
    ("may", "never", "codes", "is_quiet"),
    [
        pytest.param((), (), (), True, id="nothing"),
        pytest.param((), (), ("STA.TRUST",), False, id="a-code-too-many"),
        pytest.param(("STA.TRUST",), (), ("STA.TRUST",), True, id="a-code-that-may-stand"),
        pytest.param(("STA.TRUST",), (), ("STA.TRUST", "STR.FORUM"), False, id="another-besides"),
        pytest.param((), ("STA.TRUST",), ("STR.FORUM",), True, id="near-miss-of-another-code"),
        pytest.param((), ("STA.TRUST",), ("STA.TRUST", "STR.FORUM"), False, id="near-miss-not-missed"),
    ],
)
def test_when_a_case_is_quiet(
    may: tuple[str, ...], never: tuple[str, ...], codes: tuple[str, ...], is_quiet: bool
) -> None:
    case = homonyms.Case(sentence="Trust.", may=frozenset(may), never=frozenset(never))
    assert case.is_quiet(frozenset(codes)) is is_quiet


def test_cases_are_counted_and_those_that_are_quiet(tmp_path: Path) -> None:
    book = small_codebook(
        code_of("STA.TRUST", near_misses=[{"text": "Trust in a vaccine.", "why": "a thing"}]),
        code_of("STA.TRUST.GOODWILL", "good will", parent="STA.TRUST"),
        code_of("STR.FORUM", near_misses=[{"text": "A forest.", "why": "trees"}], type="structure"),
    )
    cases = tmp_path / "cases.yaml"
    cases.write_text(
        '- {text: "A trust fund.", word: trust, expect: []}\n'
        '- {text: "Trust grew in the forum.", word: trust, expect: [STA.TRUST, STR.FORUM]}\n',
        encoding="utf-8",
    )
    coder = DocumentCoder(book, lexicon_coder.proposer(book, CoderSettings()))
    figures = homonyms.figures(coder, book, cases)
    counted = {name: value for name, value in figures.items() if not name.startswith("own_")}
    assert counted == {"homonyms": 2, "homonyms_quiet": 1, "near_misses": 2, "near_misses_quiet": 1}
    assert figures["own_homonyms"] == len(list(homonyms.from_csv(homonyms.OURS)))


def test_no_sentence_in_another_sense_stands_there_twice() -> None:
    sentences = [case.sentence for case in homonyms.from_csv(homonyms.OURS)]
    assert len(sentences) == len(set(sentences))
    assert all(one.endswith(".") for one in sentences)


# -- cost


def test_papers_are_coded_and_timed_apart_from_reading_them(tmp_path: Path) -> None:
    (tmp_path / "one.md").write_text(f"# One\n\n{'Partners met. ' * 400}\n\n## Results\n\nThey trusted us.\n", "utf-8")
    (tmp_path / "two.csv").write_text("no,paper\n1,2\n", encoding="utf-8")
    figures = cost.one_process(tmp_path, "lexicon", "none")
    assert figures["papers"] == len(figures["by_paper"]) == 1
    assert figures["words"] == 800 + 3 + 1  # the title is part of the text
    assert figures["codings"] > 0
    assert figures["words_per_cpu_s"] > 0 < figures["peak_mb"]


def test_what_comes_back_from_a_worker_is_plain(tmp_path: Path) -> None:
    path = tmp_path / "one.md"
    path.write_text(f"# One\n\n## Results\n\nThey trusted us. {'It rained. ' * 400}\n", encoding="utf-8")
    cost.begin("lexicon", "none")
    (name, *_, codings), peak = cost.code_in_worker(str(path))
    assert (name, peak > 0) == ("one.md", True)
    assert {type(value) for coding in codings for value in coding} == {int, str}


def test_a_bench_that_lacks_its_data_says_which(tmp_path: Path) -> None:
    command = [sys.executable, str(BENCH / "coder.py"), "--data", str(tmp_path / "data")]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    told = done.stderr.splitlines()
    assert len(told) == 4
    assert all(line.startswith("coder: no ") for line in told)


# -- screening


def test_screening_is_measured_on_an_invented_review(tmp_path: Path) -> None:
    """Six of sixty are included; four speak of ferries, as the protocol does, so that ours begins with one of them."""
    folder = tmp_path / "data" / "screening"
    folder.mkdir(parents=True)
    titles = ["ferry crews share a timetable"] * 4 + ["soil sample of a field"] * 2
    rows = [(titles[n // 10], 1) if n % 10 == 4 else (f"soil sample {n} of a field", 0) for n in range(60)]
    lines = ["title,abstract,included", *(f"{title},,{included}" for title, included in rows)]
    (folder / "ferries.csv.gz").write_bytes(gzip.compress("\n".join(lines).encode()))
    (folder / "protocols.json").write_text('{"ferries": "Ferry crews and their timetable"}', encoding="utf-8")
    command = [sys.executable, str(BENCH / "screening.py"), "--data", str(folder.parent), "--seeds", "1", "--no-cost"]
    done = subprocess.run([*command, "--json"], capture_output=True, text=True, check=True)
    told = json.loads(done.stdout.splitlines()[-1])
    assert (told["sets"], told["first_relevant_median"]) == (1, 1)
    assert told["loss_ratio_cold"] < 1
    assert told["stop_reached_share"] == 1
    assert 0.1 <= told["stop_read_share"] <= 1


def test_a_screening_bench_without_sets_says_so(tmp_path: Path) -> None:
    command = [sys.executable, str(BENCH / "screening.py"), "--data", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("screening: ")


# -- readings


def test_the_papers_that_both_readers_read_and_the_sentences_that_both_coded(tmp_path: Path) -> None:
    rows: dict[str, list[dict[str, Any]]] = {
        "A/one": [{"s": 1, "codes": ["STA.TRUST"]}, {"s": 2, "codes": ["STR.FORUM"]}],
        "B/one": [{"s": 1, "codes": ["STR.FORUM"]}, {"s": 2, "codes": []}],
        "A/two": [],
    }
    for name, lines in rows.items():
        path = tmp_path / "gold" / f"{name}.jsonl"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    numbered = tmp_path / "gold" / "papers" / "one.json"
    numbered.parent.mkdir()
    numbered.write_text(json.dumps([[1, "Results", "Trust grew."], [2, "Results", "It rained."]]), encoding="utf-8")
    assert gold.keys(tmp_path) == ["one"]
    assert gold.gold(tmp_path, "one") == gold.Gold(
        sentences={1: "Trust grew.", 2: "It rained."}, coded_by_all=frozenset({1})
    )


def test_numbered_sentences_become_a_paper_with_its_sections(tmp_path: Path) -> None:
    assert gold.keys(tmp_path) == []
    (tmp_path / "gold" / "papers").mkdir(parents=True)
    (tmp_path / "gold" / "papers" / "one.txt").write_text(
        "# A study\n[Results]\nS1 Trust grew.\n[Results > Partners]\nS2 It rained.\n", encoding="utf-8"
    )
    document = gold.paper(tmp_path, "one")
    reading = read(document)
    told = [
        (reading.text(one), document.section_path(document.paragraphs[one.paragraph].section))
        for one in reading.codable
    ]
    assert told[-2:] == [("Trust grew.", ("Results",)), ("It rained.", ("Results", "Partners"))]


# -- cues as medspaCy's rules

GAP = {"OP": "?"}
HYPHEN = {"TEXT": {"IN": peers.HYPHENS}, "OP": "?"}


def word(expression: str) -> dict[str, Any]:
    return {"LOWER": {"REGEX": f"^(?:{expression})$"}}


@pytest.mark.parametrize(
    ("cue", "rules"),
    [
        pytest.param("good will", [("good will", None)], id="literal"),
        pytest.param("(good|ill) will", [("good will", None), ("ill will", None)], id="a-literal-each"),
        pytest.param("(the |)board met", [("board met", None), ("the board met", None)], id="may-be-left-out"),
        pytest.param("trust*", [("trust*", [word(r"trust\w*")])], id="ending"),
        pytest.param(
            "(built|gr?w) trust*", [("", [word(r"built|gr\w" + "w"), word(r"trust\w*")])], id="one-token-of-several"
        ),
        pytest.param("met ~2 weekly", [("", [word("met"), GAP, GAP, word("weekly")])], id="gap"),
        pytest.param("cross-sector", [("", [word("cross"), HYPHEN, word("sector")])], id="hyphen"),
        pytest.param("# partners", [("", [{"LIKE_NUM": True}, word("partners")])], id="number"),
    ],
)
def test_a_cue_becomes_rules(cue: str, rules: list[tuple[str, list[dict[str, Any]] | None]]) -> None:
    wanted = [(literal or cue, "STA.TRUST", pattern) for literal, pattern in rules]
    assert peers.rules_of(cue, "STA.TRUST") == wanted


def test_a_cue_of_too_many_spellings_becomes_no_rule() -> None:
    either = "(a b|c d|e f|g h|i j|k l)"
    assert peers.rules_of(" ".join([either] * 3), "STA.TRUST") == []


def test_a_paper_is_given_with_its_headings_on_lines_of_their_own() -> None:
    text = peers.text_of(PAPER)
    assert "Trust grew. It rained.\n\n" in text
    assert [line for line in text.splitlines() if line][1::2] == ["Trust grew. It rained.", "We thank the trust."]
