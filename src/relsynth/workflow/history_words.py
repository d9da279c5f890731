"""What a row of the history says, in words: who did what is told from the row itself and from nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Row = Mapping[str, Any]

SHOWN = 60  # characters of a memo or an answer that a line of the history shows
STAGES: Mapping[str, str] = {"title_abstract": "by title and abstract", "full_text": "at full text"}
WORK: Mapping[str, str] = {"start": "began to code", "stop": "left off", "finish": "finished", "reopen": "reopened"}
RELATIONS: Mapping[str, str] = {
    "duplicate": "called a duplicate",
    "version": "called a version of one report",
    "different": "called different",
}


def did(table: str, row: Row | None) -> str:
    """What was done by a row that was appended to a table."""
    if row is None:
        return "this row is not there any more"
    if row.get("withdraws") is not None and table not in ("decisions", "stops", "assignments"):
        return f"took back {NAMES[table]} {row['withdraws']}"
    return SAID[table](row)


def subject_of(table: str, row: Row | None) -> str | None:
    """Id of what a row is about: a record, a document, or a version of one."""
    said = row or {}
    return next((said[name] for name in ("record", "document", "version", "a") if said.get(name)), None)


def _decision(row: Row) -> str:
    stage = STAGES[row["stage"]]
    if row["withdraws"] is not None:
        return f"took back decision {row['withdraws']} {stage}"
    why = f" ({row['criterion']})" if row["criterion"] else ""
    return f"{'settled: ' if row['adjudicates'] else ''}{row['verdict']} {stage}{why}"


def _stop(row: Row) -> str:
    done = "went on screening" if row["withdraws"] is not None else f"stopped screening, {row['unread']} unread,"
    return f"{done} {STAGES[row['stage']]}"


def _coding(row: Row) -> str:
    place = f"{row['start']}-{row['end']}"
    if row.get("settles"):
        return f"settled {row['code']} at {place}: {'holds' if row['verdict'] == 'code' else 'does not hold'}"
    return f"{'coded' if row['verdict'] == 'code' else 'rejected'} {row['code']} at {place}"


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SHOWN else f"{line[: SHOWN - 1]}…"


def _assignment(row: Row) -> str:
    return f"{'need not code' if row['withdraws'] is not None else 'is to code'} in round {row['round']}"


def _run(row: Row) -> str:
    return f"read {row['sentences']} sentences"


def _withdrawal(row: Row) -> str:
    return f"took back what was coded at once from coding {row['act']} on"


def _search(row: Row) -> str:
    return f"searched {row['sentences']} sentences for {row['code']}, found {row['found']}"


def _memo(row: Row) -> str:
    return f"noted: {_cut(row['text'])}"


def _charting(row: Row) -> str:
    return f"{'settled' if row['settles'] else 'answered'} {row['form']}.{row['field']}: {_cut(row['said'])}"


def _judgement(row: Row) -> str:
    return f"{RELATIONS[row['relation']]} with {row['b']}"


def _label(row: Row) -> str:
    return f"labelled section {_cut(row['path'])} {row['label']}"


def _characteristic(row: Row) -> str:
    return f"said {row['field']}: {_cut(row['said'])}"


def _round(row: Row) -> str:
    return f"opened round {row['name']}{', blind' if row['blind'] else ''}"


def _round_end(row: Row) -> str:
    return f"closed round {row['round']}"


def _work(row: Row) -> str:
    return f"{WORK[row['event']]}{' in round ' + row['round'] if row['round'] else ''}"


NAMES: Mapping[str, str] = {
    "decisions": "decision",
    "stops": "decision to stop",
    "runs": "run",
    "codings": "coding",
    "withdrawals": "withdrawal",
    "searches": "search",
    "memos": "memo",
    "chartings": "answer",
    "judgements": "judgement of duplicates",
    "section_judgements": "label",
    "characteristic_judgements": "characteristic",
    "rounds": "round",
    "round_ends": "end of round",
    "assignments": "assignment",
    "work": "entry of the work log",
}
"""Table -> what one of its rows is called."""

SAID: Mapping[str, Callable[[Row], str]] = {
    "decisions": _decision,
    "stops": _stop,
    "runs": _run,
    "codings": _coding,
    "withdrawals": _withdrawal,
    "searches": _search,
    "memos": _memo,
    "chartings": _charting,
    "judgements": _judgement,
    "section_judgements": _label,
    "characteristic_judgements": _characteristic,
    "rounds": _round,
    "round_ends": _round_end,
    "assignments": _assignment,
    "work": _work,
}
"""Table -> what is done by a row of it that takes nothing back."""
