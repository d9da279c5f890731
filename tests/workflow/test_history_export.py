"""An exported history is verified without its project, and tells any change of the file."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from made_up import AT, coded_project
from relsynth import open_project, workflow
from relsynth.errors import InputError


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A history of a machine's run and a person's coding, signed; ``key.pub`` stands beside it."""
    folder = tmp_path_factory.mktemp("signed")
    workflow.make_key(folder / "key")
    with coded_project(folder, 1) as project:
        of = next(iter(project.store.codings()))
        workflow.confirm_codings(project, [of.number or 0], coder="Zoë", at=AT)
        workflow.export_history(project, folder / "history.jsonl", at=AT, key=folder / "key")
    return folder / "history.jsonl"


def test_it_is_verified_by_its_own_links_and_by_its_signature(signed: Path) -> None:
    verified = workflow.verify_export(signed, key=signed.with_name("key.pub"))
    assert verified.holds
    assert verified.signed
    with open_project(signed.with_name("review")) as project:
        assert verified.head == workflow.verify_history(project).head
    assert workflow.verify_export(signed, head=verified.head[:16]).heads == 1
    assert not workflow.verify_export(signed, head="0" * 16).holds


def test_the_key_that_signs_is_its_owner_s_alone_and_never_written_over(signed: Path) -> None:
    key = signed.with_name("key")
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    with pytest.raises(InputError, match="never written over"):
        workflow.make_key(key)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_other_byte_in_the_links_is_told(
    signed: Path, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    content = signed.read_bytes()
    at = data.draw(st.integers(content.index(b"\n") + 1, len(content) - 1))
    other = data.draw(st.integers(0, 255).filter(lambda byte: byte != content[at]))
    path = tmp_path_factory.mktemp("other") / "history.jsonl"
    path.write_bytes(content[:at] + bytes([other]) + content[at + 1 :])
    try:
        verified = workflow.verify_export(path)
    except InputError:
        return
    assert not verified.holds


def test_another_key_another_file_and_no_signature_are_told(signed: Path, tmp_path: Path) -> None:
    workflow.make_key(tmp_path / "other")
    with pytest.raises(InputError, match="is not what was signed"):
        workflow.verify_export(signed, key=tmp_path / "other.pub")
    copy = tmp_path / "history.jsonl"
    copy.write_bytes(signed.read_bytes())
    with pytest.raises(InputError, match="no signature to check"):
        workflow.verify_export(copy, key=signed.with_name("key.pub"))
    with pytest.raises(InputError, match="is no public key"):
        workflow.verify_export(signed, key=signed)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        pytest.param(b"", "cut short", id="empty"),
        pytest.param(b"{}\n{}\n", "cut short", id="other-json"),
        pytest.param(b"[]\n[]\n", "is no line", id="lists"),
        pytest.param(b"\xff\n\xff\n", "is no JSON", id="no-text"),
        pytest.param(b'{"relsynth_log":1}\n{"number":1}\n{"head":"","links":1}\n', "is no link", id="no-link"),
        pytest.param(b"[" * 100_000 + b"\n\n", "is no JSON", id="nested"),
    ],
)
def test_what_is_no_history_is_refused(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "other.jsonl"
    path.write_bytes(content)
    with pytest.raises(InputError, match=told):
        workflow.verify_export(path)
