"""Every version of a codebook that was coded with is kept as it was written, and how much was coded with it."""

from pathlib import Path

from made_up import ANA, AT, MACHINE, coding, document
from relsynth.store import Store
from relsynth.store.books import KeptBook, Use


def test_versions_are_kept_in_the_order_of_their_first_use(tmp_path: Path) -> None:
    of = document()
    with Store.open(tmp_path / "a.db") as store, store.atomic():
        store.add_document(of, at=AT)
        store.add_coder(ANA)
        store.add_coder(MACHINE)
        for digest, version in (("ffff", "1"), ("aaaa", "2"), ("ffff", "again")):
            store.add_codebook(digest, id="small", version=version, source=f"version: {version}", at=AT)
        store.add_codings([coding(of, coder=ANA), coding(of, "NET.TIES", coder=ANA)], codebook="ffff", at=AT)
        store.add_run(of.version, MACHINE, [coding(of)], codebook="ffff", sentences=2, at=AT)
        kept, use = store.books.all(), store.books.use()
    assert kept == (
        KeptBook(digest="ffff", id="small", version="1", source="version: 1", added_at=AT),
        KeptBook(digest="aaaa", id="small", version="2", source="version: 2", added_at=AT),
    )
    assert use == {"ffff": Use(people=2, machines=1)}
