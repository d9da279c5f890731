"""Records of every kind that could ever be written, for what must read back as it was."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from relsynth.records import FIELDS, Origin, Record, Unread

AT = Origin(1, 1)
LISTS = ("authors", "editors", "issn", "isbn", "url", "keywords")

awkward = st.sampled_from(
    ["=1+1", "'=1", "-x", "@a", "\t=", "a;b", "a; b", "a\nb", "\n", 'say "x"', "e\u0301", "\x00", "\x1b", "\ufeff", "0",
     "007", "2019-05", "{}", "[1]", "Okafor, Ada", "Okafor, ", ", Ada", "a,b,c", "article", "x" * 40,
     "10.5555/ABC", "PMC1", " a "]
)  # fmt: skip
texts = st.text(min_size=1, max_size=12) | awkward


def records() -> st.SearchStrategy[Record]:
    """Any record at all, its values never empty."""
    single = {name: st.none() | texts for name in FIELDS if name not in (*LISTS, "year")}
    several = {name: st.lists(texts, max_size=3).map(tuple) for name in LISTS}
    return st.builds(
        Record,
        origin=st.just(AT),
        year=st.none() | st.integers(-10, 3000),
        extra=st.lists(st.tuples(texts | st.sampled_from(["id", "title", "type", "custom"]), texts), max_size=3).map(
            tuple
        ),
        **single,
        **several,
    )


def read_again(items: list[Record | Unread]) -> list[Record]:
    """The records among what was read, wherever they stood."""
    return [replace(item, origin=AT) for item in items if isinstance(item, Record)]
