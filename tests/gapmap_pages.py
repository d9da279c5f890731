"""Gap map pages for tests: a small one that can be counted by eye, and one of any size.

Every sentence, study and name in them is invented.
"""

import math
from collections import defaultdict
from dataclasses import replace
from random import Random

from relsynth.reports.gapmap_page import (
    GapMapPage,
    MapCoding,
    MapConstruct,
    MapCrossing,
    MapFacet,
    MapFramework,
    MapGap,
    MapStudy,
)

SECTIONS = MapFacet(
    id="section",
    label="Section",
    values=(
        ("introduction", "Introduction"),
        ("methods", "Methods"),
        ("results", "Results"),
        ("lessons_learned", "Lessons learned"),
    ),
)
ROLE = MapFacet(
    id="role", label="Role", values=(("barrier", "Barrier"), ("facilitator", "Facilitator"), ("strategy", "Strategy"))
)
LEVEL = MapFacet(
    id="level",
    label="Level",
    values=(("interpersonal", "Interpersonal"), ("inter_organisational", "Inter-organisational")),
)
PURPOSE = MapFacet(id="purpose", label="Purpose", values=(("funding", "Funding"), ("delivery", "Delivery")))

ABSENT = MapGap(
    kind="absent",
    wording="not found by the machine",
    firm=False,
    k=0,
    n=4,
    lower=0.0,
    upper=0.49,
    threshold="k = 0, upper bound under 10%",
)
THIN = MapGap(
    kind="thin",
    wording="more not found by the machine",
    firm=False,
    k=1,
    n=4,
    lower=0.046,
    upper=0.699,
    threshold="k of 2 or fewer",
)


def coding(construct: str, study: int, section: str, quote: str, **more: object) -> MapCoding:
    """One coding; whatever is not said is ordinary machine evidence."""
    usual: dict[str, object] = {
        "code": construct,
        "path": section.replace("_", " ").title(),
        "place": f"d1:{study:04d} {len(quote)}-{2 * len(quote)}",
        "evidence": True,
        "coder": "machine",
    }
    return MapCoding(construct=construct, study=study, section=section, quote=quote, **(usual | more))  # type: ignore[arg-type]


def small_page(**changes: object) -> GapMapPage:
    """Four studies, three constructs in two domains, six codings; ``changes`` replace fields."""
    page = GapMapPage(
        title="Partnering in invented clinics",
        generated="2024-05-06",
        version="0.1.0",
        codebook="partnering 1.0.0 (3fa2)",
        coders=("lexicon@3fa2",),
        n=4,
        papers=6,
        left_out=(("not English (fr)", 1), ("abstract only", 1)),
        notes=("Sections were not recognised in 1 study.",),
        domains=(("STA", "States"), ("GOAL", "Goals")),
        facets=(SECTIONS, ROLE, LEVEL, PURPOSE),
        constructs=(
            MapConstruct(
                id="STA.TRUST",
                label="Trust",
                domain="STA",
                definition="Reliance on a partner.",
                k=3,
                lower=0.301,
                upper=0.954,
            ),
            MapConstruct(
                id="STA.RESPECT",
                label="Respect",
                domain="STA",
                definition="Valuing a partner.",
                k=1,
                lower=0.046,
                upper=0.699,
                gaps=(THIN,),
            ),
            MapConstruct(
                id="GOAL.VISION",
                label="Shared vision",
                domain="GOAL",
                definition="A common picture.",
                k=0,
                lower=0.0,
                upper=0.49,
                gaps=(ABSENT,),
            ),
        ),
        studies=(
            MapStudy(
                citation="Quill et al. (2019)",
                title="Rafts and clinics",
                year=2019,
                journal="Journal of Rafts",
                doi="10.5555/raft.1",
            ),
            MapStudy(citation="Marrow (2020)", title="A slow handshake", year=2020, doi="10.5555/(SICI)hand<shake>2"),
            MapStudy(citation="Tansy and Oake (2021)", year=2021, lessons_paper=True),
            MapStudy(citation="Perrin (n.d.)"),
        ),
        codings=(
            coding(
                "STA.TRUST",
                0,
                "methods",
                "The rafters trusted the clinic.",
                mark=(12, 19),
                cue="trust*",
                before="It rained.",
                after="They left.",
                facets=(("role", ("facilitator",)), ("level", ("interpersonal",))),
            ),
            coding(
                "STA.TRUST",
                0,
                "results",
                "Trust came late.",
                mark=(0, 5),
                cue="trust*",
                facets=(("role", ("barrier", "facilitator")),),
            ),
            coding(
                "STA.TRUST", 1, "results", "🤝🏽 Nobody 𝒯rusted 👩‍⚕️ anybody.", mark=(10, 17), cue="trust*", lack=True
            ),
            coding(
                "STA.TRUST",
                2,
                "lessons_learned",
                "In the end the two boards trusted each other.",
                coder="person",
                facets=(("level", ("inter_organisational",)),),
            ),
            coding("STA.RESPECT", 1, "results", "Respect was mutual.", mark=(0, 7), cue="respect"),
            coding(
                "GOAL.VISION",
                3,
                "lessons_learned",
                "Future rafts should share a vision.",
                mark=(20, 34),
                cue="share* a vision",
                evidence=False,
            ),
        ),
    )
    return replace(page, **changes)  # type: ignore[arg-type]


def crossed_page(**changes: object) -> GapMapPage:
    """The small page with two countries and a framework: Kenya and Peru share the second study, the third has none."""
    page = small_page()
    said = (("Kenya",), ("Kenya", "Peru"), (), ("Peru",))
    return replace(
        page,
        studies=tuple(
            replace(study, facets=(("country", own),)) for study, own in zip(page.studies, said, strict=True)
        ),
        characteristics=(
            MapFacet(
                id="country",
                label="Country",
                values=(("Kenya", "Kenya"), ("Peru", "Peru")),
                missing="Not found by the machine",
            ),
        ),
        frameworks=(
            MapFramework(
                id="RIVER",
                label="Framework of rivers",
                constructs=(
                    MapCrossing(label="Depth", definition="Counted by two.", codes=("STA.TRUST", "STA.RESPECT")),
                    MapCrossing(label="Width", codes=("STA.RESPECT",)),
                    MapCrossing(label="Colour"),
                ),
            ),
        ),
        late=("lessons_learned",),
        **changes,  # type: ignore[arg-type]
    )


LIKELY_SECTIONS = (
    *(("title", "Title", 1), ("abstract", "Abstract", 6), ("introduction", "Introduction", 8), ("aims", "Aims", 2)),
    *(("methods", "Methods", 10), ("results", "Results", 22), ("discussion", "Discussion", 26)),
    *(("lessons_learned", "Lessons learned", 12), ("limitations", "Limitations", 2), ("conclusion", "Conclusion", 6)),
    *(("implications", "Implications", 4), ("other", "Other", 3)),
)
LEVELS = (
    ("interpersonal", "Interpersonal"),
    ("inter_group", "Inter-group"),
    ("inter_organisational", "Inter-organisational"),
    ("system", "System"),
)
ROLES = tuple((role, role.title()) for role in ("barrier", "facilitator", "strategy", "goal", "outcome", "descriptive"))
ASSERTIONS = tuple(
    (assertion, assertion.replace("_", " ").capitalize())
    for assertion in ("affirmed", "negated", "hedged", "recommended", "planned", "reported_by_others")
)
PHASES = tuple(
    (phase, phase.replace("_", " ").capitalize())
    for phase in ("exploration", "preparation", "implementation", "sustainment")
)
DOMAINS = {
    "CTX": "Context: History of working together; External drivers; Interdependence; Turf; Capacity; Turnover",
    "ACT": "Actors and roles: Who is at the table; Engagement; Champions; Boundary spanners; Intermediaries; Leaders",
    "STR": "Structure: Mode of governance; Written agreements; Regular forums; Clear roles; Accountability",
    "NET": "Networks and ties: Ties between actors; Shape of the whole network; Bridging factors; Social capital",
    "PRO": "Processes: Communication; Coordination of interdependent work; Co-production; Conflict; Power",
    "STA": "Quality of relations: Trust among implementing actors; Respect; Commitment; Legitimacy; Synergy",
    "GOAL": "Purpose and goals: Shared vision; Explicit partnering goals; Alignment with implementation aims",
    "STG": "Partnering strategies: Building coalitions; Building relationships; Sharing staff; Aligning services",
    "EQU": "Equity in partnering: Inclusion and representation; Fair recognition; Cultural humility",
    "OUT": "Outcomes of partnering: Quality of functioning; Durability; Condition for scale-up",
}
SUBJECTS = (
    "The harbour board",
    "Two village nurses",
    "Our lantern makers",
    "The ferry committee",
    "Staff of the hill clinic",
    "Neither council",
    "A retired miller",
    "The orchard school and its tenants",
)
VERBS = (
    "described",
    "slowly rebuilt",
    "kept asking about",
    "signed for",
    "doubted",
    "came to rely on",
    "argued over",
    "had long counted on",
)
OBJECTS = (
    "the weekly call",
    "a shared ledger",
    "each other’s word",
    "the common pot",
    "the promise made at harvest",
    "a map that nobody had drawn alone",
)
TAILS = (
    "although the tide tables changed twice",
    "before the first boat was even hired",
    "when money ran short in the second winter",
    "which the keepers of the archive found surprising",
    "without any of it being written down",
)


def large_page(*, studies: int = 120, codings: int = 8000, seed: int = 7) -> GapMapPage:
    """A page of realistic size and unevenness."""
    random = Random(seed)
    rows = [
        (f"{domain}.{at}", label, domain)
        for domain, outline in DOMAINS.items()
        for at, label in enumerate(outline.partition(": ")[2].split("; "))
    ]
    weights = [0.0 if random.random() < 0.08 else random.paretovariate(0.8) for _ in rows]
    made = tuple(
        _coding(random, random.choices(rows, weights)[0][0], random.randrange(studies), at) for at in range(codings)
    )
    found: defaultdict[str, set[int]] = defaultdict(set)
    for one in made:
        if one.evidence:
            found[one.construct].add(one.study)
    sections = tuple((section, label) for section, label, _ in LIKELY_SECTIONS)
    return GapMapPage(
        title="How implementation studies report partnering: an invented corpus",
        generated="2024-05-06",
        version="0.1.0",
        codebook="partnering 1.0.0 (3fa2c19e)",
        coders=("lexicon@3fa2c19e", "A. Reader"),
        n=studies,
        papers=studies + 37,
        left_out=(("not English (es)", 12), ("abstract only", 21), ("no body", 4)),
        notes=(
            "Machine coding misses much: a gap that rests on it alone is never firm.",
            "In 3 studies no section was recognised; they count only under All and Other.",
        ),
        domains=tuple((domain, outline.partition(": ")[0]) for domain, outline in DOMAINS.items()),
        facets=(
            MapFacet(id="section", label="Section", values=sections),
            MapFacet(id="level", label="Level", values=LEVELS),
            MapFacet(id="role", label="Role", values=ROLES),
            MapFacet(id="assertion", label="Assertion", values=ASSERTIONS),
            MapFacet(id="phase", label="Phase", values=PHASES),
            MapFacet(id="purpose", label="Purpose", values=PURPOSE.values),
        ),
        constructs=tuple(_construct(random, row, len(found[row[0]]), studies) for row in rows),
        studies=tuple(
            MapStudy(
                citation=f"{random.choice(('Quill', 'Marrow', 'Tansy', 'Perrin', 'Oake'))} et al. ({2008 + at % 17})",
                title=f"Partnering on the river, part {at}",
                year=2008 + at % 17,
                journal="Journal of Invented Rivers",
                doi=f"10.5555/river.{at}",
                lessons_paper=at % 11 == 0,
                sectioned=at % 13 != 0,
                facets=_characteristics_of(at),
            )
            for at in range(studies)
        ),
        codings=made,
        characteristics=CHARACTERISTICS,
        frameworks=(FRAMEWORK,),
        late=("discussion", "lessons_learned", "limitations", "conclusion", "implications"),
    )


COUNTRIES = tuple((f"Country {at}", f"Country {at}") for at in range(40))
SETTINGS = (("harbour", "Harbour"), ("hospital", "Hospital"), ("school", "School"))
CHARACTERISTICS = (
    MapFacet(
        id="year", label="Year", values=tuple((str(year), str(year)) for year in range(2008, 2025)), missing="No year"
    ),
    MapFacet(id="country", label="Country", values=COUNTRIES, missing="Not found by the machine"),
    MapFacet(id="setting", label="Setting", values=SETTINGS, missing="Not found by the machine"),
)
FRAMEWORK = MapFramework(
    id="RIVER",
    label="Framework of rivers",
    constructs=(
        MapCrossing(label="depth", codes=("STA.0", "STA.1", "PRO.0")),
        MapCrossing(label="breadth", definition="Counted by NET.0.", codes=("NET.0", "STA.0")),
        MapCrossing(label="colour"),
    ),
)


def _characteristics_of(study: int) -> tuple[tuple[str, tuple[str, ...]], ...]:
    country = (COUNTRIES[study * study % 40][0],) if study % 7 else ()
    settings = (SETTINGS[study % 3][0],) if study % 2 else (SETTINGS[study % 3][0], SETTINGS[(study + 1) % 3][0])
    return (("year", (str(2008 + study % 17),)), ("country", country), ("setting", settings))


def _sentence(random: Random) -> str:
    return (
        " ".join(random.choice(words) for words in (SUBJECTS, VERBS, OBJECTS, TAILS))
        + f" ({random.randrange(10_000)})."
    )


def _coding(random: Random, construct: str, study: int, at: int) -> MapCoding:
    quote = _sentence(random)
    start = quote.index(" ") + 1
    assertion = random.choices([value for value, _ in ASSERTIONS], (60, 8, 8, 10, 4, 10))[0]
    section = random.choices(
        [section for section, _, _ in LIKELY_SECTIONS], [weight for _, _, weight in LIKELY_SECTIONS]
    )[0]
    level = ((random.choice(LEVELS)[0],),) if random.random() < 0.5 else ()
    return MapCoding(
        construct=construct,
        code=construct,
        study=study,
        section=section,
        path=f"{section.replace('_', ' ').capitalize()} > What we saw",
        quote=quote,
        before=_sentence(random),
        after=_sentence(random),
        place=f"d1:{study:016x} {at * 90}-{at * 90 + len(quote)}",
        mark=(start, quote.index(" ", start)),
        cue=quote[start : quote.index(" ", start)],
        evidence=assertion in {"affirmed", "negated", "hedged"},
        lack=assertion == "negated",
        coder="person" if random.random() < 0.1 else "machine",
        facets=(
            ("assertion", (assertion,)),
            ("role", (random.choice(ROLES)[0],)),
            ("phase", (random.choice(PHASES)[0],)),
            *(("level", values) for values in level),
        ),
    )


def _construct(random: Random, row: tuple[str, str, str], k: int, n: int) -> MapConstruct:
    construct, label, domain = row
    lower, upper = wilson(k, n)
    kind = "absent" if k == 0 else "thin" if k <= 2 else "relegated_only" if random.random() < 0.05 else None
    firm = kind == "absent" and random.random() < 0.4
    wording = {
        "absent": "not reported (firm)" if firm else "not found by the machine",
        "thin": "2 studies or fewer",
        "relegated_only": "relegated only",
    }
    gaps = (
        (
            MapGap(
                kind=kind,
                wording=wording[kind],
                firm=firm,
                k=k,
                n=n,
                lower=lower,
                upper=upper,
                threshold="k of 2 or fewer",
            ),
        )
        if kind
        else ()
    )  # type: ignore[arg-type]
    definition = f"What partners say and do about {label.lower()}, as invented for this page."
    return MapConstruct(
        id=construct, label=label, domain=domain, definition=definition, k=k, lower=lower, upper=upper, gaps=gaps
    )


def wilson(k: int, n: int) -> tuple[float, float]:
    """Wilson's 95% interval, written out here to check the page's own."""
    z = 1.959964
    centre, reach, scale = (
        k / n + z * z / (2 * n),
        z * math.sqrt(k / n * (1 - k / n) / n + z * z / (4 * n * n)),
        1 + z * z / n,
    )
    return max(0.0, (centre - reach) / scale), min(1.0, (centre + reach) / scale)
