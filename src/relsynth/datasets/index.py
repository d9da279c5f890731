"""The index of a dataset: what no question and no threshold changes, drawn up once from its Parquet files.

It holds the papers and studies that count, each coding without its words, and by construct the studies that say what of
it. Thirty million codings are joined and counted in a minute, and then asked in seconds. The file is named by the
digest of what it was drawn from, so that it is never stale: a dataset that grew gets another one. It is no part of the
dataset, and may be deleted.

A document that several partitions hold, or one holds twice, counts once: the first by the partition's key. Studies
stand in the order of the project's path (name, then document), so that what is drawn by study is drawn alike.
Statements are made of constants of this room and the core alone; what codebooks say comes in as rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from relsynth.codebook import LEVEL_FACET, Codebook
from relsynth.coding import EVIDENCE
from relsynth.datasets.schema import FACETS
from relsynth.documents import LABELS, LATE_LABELS, UNCODED_LABELS
from relsynth.synthesis.determinants import is_determinant
from relsynth.synthesis.evidence import AIM_LABELS, APART, EXPLICITNESS, LINKED, MEASURED, MEASURES, NO_LINK
from relsynth.synthesis.gaps.disputes import FACETS as STRATA
from relsynth.synthesis.matching import strategies_for
from relsynth.synthesis.profile import PROFILED
from relsynth.synthesis.valence import ALL, NOT_STATED

if TYPE_CHECKING:
    import duckdb

REVISION = 1  # raised when what the index holds changes
TABLES = ("papers", "codings", "unread")


def draw_up(connection: duckdb.DuckDBPyConnection, codebook: Codebook) -> None:
    """Draw the index up from the views of the files (``papers_read`` and its like)."""
    connection.execute("CREATE TABLE codes (code VARCHAR, construct VARCHAR, plain BOOLEAN, turn INTEGER)")
    unspecific = {code.id for code in codebook.codes if code.unspecific}
    connection.executemany(
        "INSERT INTO codes VALUES (?, ?, ?, ?)",
        [
            (code.id, construct, bool({code.id, construct} & unspecific), turn)
            for turn, code in enumerate(codebook.codes)
            for construct in (codebook.construct_of(code.id),)
        ],
    )
    connection.execute("CREATE TABLE constructs (construct VARCHAR, determinant BOOLEAN, specific BOOLEAN)")
    connection.executemany(
        "INSERT INTO constructs VALUES (?, ?, ?)",
        [(code.id, is_determinant(code), not code.unspecific) for code in codebook.constructs],
    )
    connection.execute("CREATE TABLE mapped (construct VARCHAR, strategy VARCHAR)")
    pairs = [(one, other) for one, others in strategies_for(codebook).items() for other in sorted(others)]
    connection.executemany("INSERT INTO mapped VALUES (?, ?)", pairs)
    for statement in (*_PAPERS, *_SEGMENTS, *_COUNTS):
        connection.execute(statement)


def listed(values: Iterable[str]) -> str:
    """Constants of the core as a list in SQL; never what people type."""
    return f"[{', '.join(repr(str(value)) for value in values)}]"


def mask_of(labels: Iterable[str]) -> int:
    """Section labels as bits of a number, as the incidence holds them."""
    return sum(1 << LABELS.index(label) for label in labels)


LATE = mask_of(LATE_LABELS)
OWN = f"list_has_all({listed(sorted({*EVIDENCE, 'planned'}))}, assertion)"
"""Whether a coding says what the study itself saw, or planned."""
HOW_EXPLICIT = f"""
    CASE WHEN own & {mask_of(AIM_LABELS)} <> 0 THEN 'a_priori_aim'
         WHEN own & {mask_of(("methods",))} <> 0 THEN 'a_priori_method'
         WHEN own & {mask_of(("results",))} <> 0 THEN 'emergent_result'
         ELSE 'passing' END
"""
"""How a study treats a construct, by the sections that its own claims stand in, as ``explicitness_by``."""

_PAPERS = (
    """
    CREATE TEMP TABLE firsts AS
    SELECT document, min(partition) AS partition, count(*) > count(DISTINCT partition) AS twice
    FROM papers_read GROUP BY document
    """,
    """
    CREATE TEMP VIEW papers_once AS
    SELECT papers_read.*, twice FROM papers_read JOIN firsts USING (document, partition) WHERE NOT twice
    UNION ALL SELECT * FROM (
        SELECT DISTINCT ON (document) papers_read.*, twice FROM papers_read JOIN firsts USING (document, partition)
        WHERE twice ORDER BY document, partition, source)
    """,
    "CREATE TABLE left_out AS SELECT left_out AS reason, count(*) AS papers FROM papers_once "
    "WHERE left_out IS NOT NULL GROUP BY 1 ORDER BY 1",
    "CREATE TABLE unread AS SELECT count(*) AS files FROM unread_read",
    """
    CREATE TABLE papers AS
    SELECT row_number() OVER (ORDER BY name, document)::INTEGER - 1 AS paper, document, partition, version, twice,
        name, study, citation, title, year, doi, has_sections, is_lessons_paper, words,
        list_distinct(list_transform(words, lambda one: one.label)) AS labels
    FROM papers_once WHERE left_out IS NULL
    """,
    """
    CREATE TABLE studies AS
    SELECT (row_number() OVER (ORDER BY min(paper)) - 1)::INTEGER AS n, study, arg_min(citation, paper) AS citation,
        arg_min_null(year, paper) AS year, arg_min_null(doi, paper) AS doi,
        string_agg(name, ';' ORDER BY paper) AS names,
        bool_or(is_lessons_paper) AS lessons, bool_or(has_sections) AS sections
    FROM papers GROUP BY study ORDER BY n
    """,
    """
    ALTER TABLE studies ADD COLUMN letter INTEGER
    """,
    """
    UPDATE studies SET letter = told.letter FROM (
        SELECT n, row_number() OVER (PARTITION BY citation ORDER BY n) AS letter,
            count(*) OVER (PARTITION BY citation) AS alike
        FROM studies) AS told
    WHERE told.n = studies.n AND alike > 1
    """,
    "CREATE TYPE label AS ENUM (" + ", ".join(repr(label) for label in LABELS) + ")",
    "CREATE TYPE code AS ENUM (SELECT code FROM codes ORDER BY turn)",
)

_CODED = f"""
    SELECT n, paper, code::code AS code, construct::code AS construct, plain, section::label AS section,
        section IN ({", ".join(repr(label) for label in sorted(LATE_LABELS))}) AS is_late,
        start, "end", paragraph, page, is_spoken, blanks_behind, {", ".join(FACETS)},
        is_evidence, is_lack, score, coder
    FROM codings_read JOIN (SELECT n, paper, document, partition, twice FROM papers JOIN studies USING (study))
        USING (document, partition) JOIN codes USING (code)
    WHERE section NOT IN ({", ".join(repr(label) for label in sorted(UNCODED_LABELS))})
"""
"""Codings that count. Their construct is what the codebook makes of their code, as on the project's path."""
_CODED = _CODED.replace("codings_read JOIN", "(SELECT * EXCLUDE (study, construct, is_late) FROM codings_read) JOIN")

_BIT = f"1 << (list_position({listed(LABELS)}, section::VARCHAR) - 1)"
_FLAGS: Sequence[tuple[str, str]] = (
    ("present", "is_evidence AND NOT is_lack"),
    *(
        (role, f"is_evidence AND list_contains(role, '{role}')")
        for role in ("barrier", "facilitator", "strategy", "goal")
    ),
    ("measured", f"is_evidence AND list_has_any(measured, {listed(sorted(MEASURES))})"),
    ("linked", f"is_evidence AND NOT list_has_all({listed(sorted(NO_LINK))}, linked_outcome)"),
    ("levelled", f"is_evidence AND len({LEVEL_FACET}) > 0"),
    ("partnering", "is_evidence AND NOT plain"),
    *((name, f"list_contains(assertion, '{name}')") for name in APART),
)
_SEGMENTS = (
    f"CREATE TABLE segments AS {_CODED} AND NOT twice",
    f"INSERT INTO segments SELECT DISTINCT * FROM ({_CODED} AND twice)",
    f"""
    CREATE TABLE incidence AS
    SELECT n, construct,
        (count(*) FILTER (is_evidence))::INTEGER AS segments,
        (count(*) FILTER (is_evidence AND is_late))::INTEGER AS late,
        coalesce(bit_or({_BIT}) FILTER (is_evidence), 0)::INTEGER AS places,
        coalesce(bit_or({_BIT}) FILTER ({OWN}), 0)::INTEGER AS own,
        {", ".join(f"bool_or({holds}) AS {name}" for name, holds in _FLAGS)}
    FROM segments GROUP BY n, construct
    """,
)

# As ``ratings.direction_of``: by the valence where there is one, else by the role; mixed is on both sides.
_HELPING = """
    CASE WHEN len(valence) = 0 THEN list_contains(role, 'facilitator')
         ELSE len(list_filter(valence, lambda one: one <> '0' AND NOT starts_with(one, '-'))) > 0 END
"""
_HINDERING = """
    CASE WHEN len(valence) = 0 THEN list_contains(role, 'barrier')
         ELSE len(list_filter(valence, lambda one: one = 'mixed' OR starts_with(one, '-'))) > 0 END
"""


def _signs(by: str, values: str) -> str:
    """Studies by net direction, of each construct and value; a sentence counts once a study, whatever its codes."""
    return f"""
        WITH told AS (
            SELECT n, construct, unnest({values}) AS value, paper, start, "end", is_lack, {_HELPING} AS helping,
                {_HINDERING} AS hindering
            FROM segments WHERE is_evidence AND (len(valence) > 0 OR list_has_any(role, ['barrier', 'facilitator']))
        ), spans AS (
            SELECT n, construct, value, bool_or(helping) AS helping, bool_or(hindering) AS hindering,
                bool_and(is_lack OR NOT hindering) AS lacks
            FROM told GROUP BY n, construct, value, paper, start, "end"
        ), studied AS (
            SELECT construct, value, count(*) FILTER (helping) AS more, count(*) FILTER (hindering) AS less,
                bool_and(lacks) AS lacks
            FROM spans GROUP BY n, construct, value
        )
        SELECT construct::VARCHAR AS construct, '{by}' AS facet, value, count(*) FILTER (more > less) AS positive,
            count(*) FILTER (more < less) AS negative, count(*) FILTER (more < less AND lacks) AS by_lack,
            count(*) FILTER (more = less AND more > 0) AS mixed
        FROM studied GROUP BY construct, value
    """


def _values(facet: str, where: str) -> str:
    """Studies that have evidence of a construct with a value of a facet."""
    return f"""
        SELECT construct::VARCHAR AS construct, '{facet}' AS facet, value, count(DISTINCT n) AS studies
        FROM (SELECT n, construct, unnest({facet}) AS value FROM segments WHERE is_evidence AND len({facet}) > 0)
        WHERE {where} GROUP BY construct, value
    """


_STRATA = [_signs(one, f"CASE WHEN len({one}) = 0 THEN ['{NOT_STATED}'] ELSE {one} END") for one in STRATA]
_VALUES = [
    _values(LEVEL_FACET, "true"),
    _values(MEASURED, f"list_contains({listed(sorted(MEASURES))}, value)"),
    _values(LINKED, f"NOT list_contains({listed(sorted(NO_LINK))}, value)"),
]
OF_EVIDENCE = ("strategy", "goal", "measured", "linked")
"""Flags of the incidence whose studies are counted in this order, in ``counted.of_evidence``."""
_PLACES = ", ".join(f"count(*) FILTER (places & {mask_of((label,))} <> 0)" for label in LABELS)
_EXPLICIT = ", ".join(f"count(*) FILTER (segments > 0 AND explicitness = '{name}')" for name in EXPLICITNESS)
_COUNTED = f"""
    CREATE TABLE counted AS
    SELECT construct::VARCHAR AS construct, count(*) FILTER (segments > 0) AS k, count(*) FILTER (present) AS present,
        count(*) FILTER (barrier) AS barrier, count(*) FILTER (facilitator) AS facilitator,
        count(*) FILTER (barrier AND facilitator) AS mixed,
        [{", ".join(f"count(*) FILTER ({name})" for name in OF_EVIDENCE)}] AS of_evidence,
        [{", ".join(f"count(*) FILTER ({name})" for name in APART)}] AS apart,
        sum(segments)::BIGINT AS segments, [{_PLACES}] AS places, [{_EXPLICIT}] AS explicit
    FROM (SELECT *, {HOW_EXPLICIT} AS explicitness FROM incidence) GROUP BY construct
"""
_COUNTS = (
    _COUNTED,
    f"CREATE TABLE signs AS {_signs(ALL, f'''['{ALL}']''')}",
    *(f"INSERT INTO signs {statement}" for statement in _STRATA),
    f"CREATE TABLE valued AS {_VALUES[0]}",
    *(f"INSERT INTO valued {statement}" for statement in _VALUES[1:]),
    # A sentence stands in one paragraph: what overlaps a barrier stands in its paragraph, too.
    """
    CREATE TABLE barriers AS
    WITH reported AS (
        SELECT DISTINCT n, construct, paper, paragraph FROM segments SEMI JOIN
            (SELECT construct::code AS construct FROM constructs WHERE determinant) USING (construct)
        WHERE is_evidence AND list_contains(role, 'barrier')
    ), acts AS (
        SELECT DISTINCT n, construct, paper, paragraph FROM segments SEMI JOIN
            (SELECT construct::code AS construct FROM constructs WHERE specific) USING (construct)
        WHERE is_evidence AND NOT is_lack AND list_contains(role, 'strategy')
    ), pairs AS (SELECT DISTINCT n, construct FROM reported),
    acted AS (SELECT DISTINCT n, construct AS strategy FROM acts),
    met AS (
        SELECT n, construct FROM reported SEMI JOIN acts USING (paper, paragraph)
        UNION
        SELECT n, construct FROM pairs
            JOIN (SELECT construct::code AS construct, strategy::code AS strategy FROM mapped) USING (construct)
            SEMI JOIN acted USING (n, strategy)
    )
    SELECT construct::VARCHAR AS construct, count(*) AS k, count(met.n) AS met,
        count(*) FILTER (met.n IS NULL AND anywhere.n IS NOT NULL) AS elsewhere
    FROM pairs LEFT JOIN met USING (n, construct) LEFT JOIN (SELECT DISTINCT n FROM acted) AS anywhere USING (n)
    GROUP BY construct
    """,
    """
    CREATE TABLE rich AS SELECT DISTINCT construct::VARCHAR AS construct FROM segments
    WHERE is_evidence AND (is_spoken OR len(amount) > 0)
    """,
    "CREATE TABLE coders AS SELECT DISTINCT coder FROM segments ORDER BY 1",
    f"""
    CREATE TABLE lengths AS
    WITH said AS (
        SELECT n, one.label AS label, one.words AS words
        FROM (SELECT study, unnest(words) AS one FROM papers) JOIN studies USING (study) WHERE sections
    ), worded AS (
        SELECT n, {", ".join(f"(sum(words) FILTER (label = '{one}'))::INTEGER AS w_{one}" for one in PROFILED)}
        FROM said GROUP BY n
    ), coded AS (
        SELECT n, {", ".join(f"(count(*) FILTER (section = '{one}'))::INTEGER AS c_{one}" for one in PROFILED)}
        FROM (SELECT DISTINCT n, section, paper, start, "end" FROM segments WHERE is_evidence) GROUP BY n
    )
    SELECT n, worded.* EXCLUDE (n), coded.* EXCLUDE (n)
    FROM (SELECT n FROM studies WHERE sections) LEFT JOIN worded USING (n) LEFT JOIN coded USING (n) ORDER BY n
    """,
    "ALTER TABLE papers DROP COLUMN words",
)
