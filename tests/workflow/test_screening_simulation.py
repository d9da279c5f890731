"""A replay of screening on sets whose labels are known, read from files."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from relsynth.errors import FormatError, InputError
from relsynth.workflow.screening_simulation import RULES, Simulation, StoppedAt, simulate_screening

HEAD = "title,abstract,included"


def write(folder: Path, *rows: str, head: str = HEAD, name: str = "set.csv") -> Path:
    (folder / name).write_text("\n".join([head, *rows]), encoding="utf-8")
    return folder / name


def rows(records: int = 60, every: int = 6) -> list[str]:
    """Records of which every so-manieth is of ferries, and relevant."""
    ferry, oven = "Ferry {0} and its crew,The ferry crew met the harbour {0},1", "Oven {0},Bread rose {0},0"
    return [(oven if number % every else ferry).format(number) for number in range(records)]


def test_words_of_the_protocol_find_the_relevant_first(tmp_path: Path) -> None:
    found = simulate_screening(write(tmp_path, *rows()), protocol="ferry crews")
    assert (found.records, found.relevant, found.priors, found.unlabelled) == (60, 10, 0, 0)
    assert (found.loss, found.ndcg, found.first) == (0.0, 1.0, 1)
    assert found.wss95 == pytest.approx(50 / 60 - 0.05)
    assert found.recall == ((0.05, 0.3), (0.1, 0.6), (0.2, 1.0), (0.5, 1.0))


def test_without_words_a_record_of_either_label_is_known(tmp_path: Path) -> None:
    file = write(tmp_path, *rows())
    found = simulate_screening(file, seed=1)
    assert (found.priors, found.seed) == (2, 1)
    assert simulate_screening(file, seed=1) == found


def test_every_rule_says_where_it_would_have_stopped(tmp_path: Path) -> None:
    found = simulate_screening(write(tmp_path, *rows(200, 10)), protocol="ferry crews")
    assert [one.rule for one in found.stopping] == list(RULES)
    by_rule = {one.rule: one for one in found.stopping}
    assert by_rule["consecutive"] == StoppedAt(rule="consecutive", read=120, recall=1.0)
    assert by_rule["safe"] == StoppedAt(rule="safe", read=70, recall=1.0)
    assert by_rule["knee"] == StoppedAt(rule="knee", read=200, recall=1.0)  # no knee is looked for in so small a set
    assert by_rule["hypergeometric"].recall == 1.0
    assert 20 < by_rule["hypergeometric"].read < 200


@pytest.mark.parametrize(
    ("head", "first", "second", "relevant"),
    [
        pytest.param("title,abstract,label_included", "1", "0", 10, id="label_included"),
        pytest.param("title,abstract,asreview_label", "1", "0", 10, id="asreview"),
        pytest.param("title,abstract,Included", "yes", "no", 10, id="words"),
        pytest.param("title,abstract,included,included_ta", "1,1", "0,1", 10, id="full-text-counts"),
        pytest.param("title,abstract,label,included", "0,1", "1,0", 10, id="the-first-name-counts"),
    ],
)
def test_labels_are_called_many_things(tmp_path: Path, head: str, first: str, second: str, relevant: int) -> None:
    table = [f"{row[:-1]}{first if row.endswith('1') else second}" for row in rows()]
    assert simulate_screening(write(tmp_path, *table, head=head), protocol="ferry").relevant == relevant


def test_other_tables_are_read_as_well(tmp_path: Path) -> None:
    tabs = [row.replace(",", "\t") for row in rows()]
    file = write(tmp_path, *tabs, head=HEAD.replace(",", "\t"), name="set.tsv")
    assert simulate_screening(file, protocol="ferry").relevant == 10


def test_records_without_a_label_are_left_out_and_counted(tmp_path: Path) -> None:
    found = simulate_screening(write(tmp_path, *rows(), "Neither,Nobody said,", "Nor,Nobody,-1"), protocol="ferry")
    assert (found.records, found.unlabelled) == (60, 2)


@pytest.mark.parametrize(
    ("table", "told"),
    [
        pytest.param([], "has 0 records labelled 1 and 0 labelled 0", id="no-row"),
        pytest.param(["A,B,1", "C,D,0", "E,F,0"], "has 1 records labelled 1 and 2 labelled 0", id="too-few"),
    ],
)
def test_a_set_has_two_of_either_label(tmp_path: Path, table: list[str], told: str) -> None:
    with pytest.raises(InputError) as error:
        simulate_screening(write(tmp_path, *table))
    assert told in str(error.value)
    assert "set.csv: " in str(error.value)


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        simulate_screening(tmp_path / "nowhere.csv")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    with pytest.raises(FormatError):
        simulate_screening(tmp_path / "picture.png")


def test_a_replay_is_told_in_words() -> None:
    told = str(
        Simulation(
            records=60, relevant=10, unlabelled=1, priors=2, seed=0, loss=0.1234, ndcg=0.7, wss95=0.5, first=4,
            recall=((0.05, 0.25), (0.5, 1.0)), stopping=(StoppedAt(rule="safe", read=40, recall=math.sqrt(0.81)),),
        )
    )  # fmt: skip
    assert told.split("\n") == [
        "60 records, 10 relevant, 2 of them known beforehand; 1 without a label left out",
        "loss 0.123, NDCG 0.700, WSS@95 0.500",
        "recall 0.250 at 5 %, 1.000 at 50 %",
        "first relevant record: 4",
        "reading would have stopped",
        "  safe: after 40, recall 0.900",
    ]
