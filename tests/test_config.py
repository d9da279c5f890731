"""Settings are read whole or refused with every mistake named."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from relsynth.charting import Field, Form
from relsynth.codebook import GapThresholds
from relsynth.config import DEFAULT, FILE, TEMPLATE, THRESHOLDS, Config, read_config
from relsynth.errors import ConfigError
from relsynth.screening.decisions import STAGES
from relsynth.screening.protocol import Criterion, Protocol

UNSET = re.compile(r"^# (?=\w+ = )", re.MULTILINE)
FETCH = ("email", "openalex_key", "ncbi_key", "base_urls")
KEYS = {
    ("codebook", "path"),
    ("codebook", "also"),
    ("coding", "coder"),
    ("coding", "parser"),
    *(("gaps", key) for key in THRESHOLDS),
    *(("fetch", key) for key in FETCH),
    *(("protocol", key) for key in ("question", "include", "exclude")),
    *(("screening", key) for key in ("audit", "seed", "rule", "target", "confidence", "keys", *STAGES)),
    *(("screening", key) for key in ("speaks_for", "speaks_against")),
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / FILE


def read(file: Path, text: str) -> Config:
    file.write_text(text, encoding="utf-8")
    return read_config(file)


def refusal(file: Path, text: str) -> list[str]:
    with pytest.raises(ConfigError) as refused:
        read(file, text)
    first, *problems = str(refused.value).splitlines()
    assert first == f"{file}: {len(problems)} to mend"
    return [problem.strip() for problem in problems]


@pytest.mark.parametrize(
    ("text", "config"),
    [
        pytest.param("", DEFAULT, id="empty"),
        pytest.param('title = "Rafts"', Config(title="Rafts"), id="title"),
        pytest.param('[codebook]\npath = "books/mine.yaml"', Config(codebook="books/mine.yaml"), id="codebook"),
        pytest.param(
            '[codebook]\nalso = ["cfir.yaml", "own.yaml"]', Config(also=("cfir.yaml", "own.yaml")), id="more-codebooks"
        ),
        pytest.param('[coding]\nparser = "none"', Config(parser="none"), id="parser"),
        pytest.param(
            '[forms.charting]\ntitle = "C"\n[forms.charting.fields.aim]\nask = "What for?"',
            Config(forms={"charting": Form(name="charting", title="C", fields=(Field(id="aim", ask="What for?"),))}),
            id="forms",
        ),
        pytest.param('[coding]\ncoder = "lexicon"', Config(coder="lexicon"), id="coder"),
        pytest.param(
            '[coders.lexicon]\n[coders.language-model]\nurl = "http://localhost/v1"\nmost = 7',
            Config(coders={"lexicon": {}, "language-model": {"url": "http://localhost/v1", "most": 7}}),
            id="what-coders-are-told-is-theirs-to-check",
        ),
        pytest.param(
            "[gaps]\nfloor = 0.2\nk_thin = 0", Config(gaps={"floor": 0.2, "k_thin": 0}), id="thresholds-at-the-edge"
        ),
        pytest.param("[gaps]\n[coding]\n[protocol]\n[screening.full_text]", DEFAULT, id="empty-tables"),
        pytest.param(
            '[protocol]\nexclude = { E1 = "mice" }\n[screening]\naudit = 0',
            Config(protocol=Protocol(criteria=(Criterion(id="E1", text="mice", kind="exclude"),), audit=0.0)),
            id="a-protocol",
        ),
        pytest.param('title = "Überfahrt 🤝"', Config(title="Überfahrt 🤝"), id="any-letter"),
    ],
)
def test_settings_are_read_and_the_rest_is_default(file: Path, text: str, config: Config) -> None:
    assert read(file, text) == config


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        pytest.param(
            '[codebook]\nalso = "a.yaml"', 'codebook.also: is a list of files, as in ["cfir.yaml"]', id="also-one"
        ),
        pytest.param("[codebook]\nalso = [1]", "codebook.also.0: 1 is not a text", id="also-no-file"),
        pytest.param(
            '[codebook]\npath = "a.yaml"\nalso = ["a.yaml"]',
            "codebook.also.0: 'a.yaml' is named twice; name each codebook once",
            id="also-the-one-that-leads",
        ),
        pytest.param(
            '[codebook]\nalso = ["codebook.yaml"]',
            "codebook.also.0: 'codebook.yaml' is named twice; name each codebook once",
            id="also-the-default",
        ),
        pytest.param(
            "headline = 'x'",
            "headline: unknown; known are title, codebook, coding, gaps, fetch, coders, protocol, screening, forms",
            id="unknown-key",
        ),
        pytest.param(
            "[gap]\nfloor = 1",
            "gap: unknown; known are title, codebook, coding, gaps, fetch, coders, protocol, screening, forms",
            id="unknown-table",
        ),
        pytest.param(
            "[gaps]\nheight = 1",
            "gaps.height: unknown; known are floor, k_barrier, k_contra, k_rel, k_thin, n_min, "
            "tau_barrier, tau_contra, tau_link, tau_meas, tau_one, tau_rel",
            id="unknown-threshold",
        ),
        pytest.param("[fetch]\nemail = 1", "fetch.email: 1 is not a text", id="email-is-no-text"),
        pytest.param(
            "[fetch]\nbase_urls = 1",
            'fetch.base_urls: is a table, as in { europepmc = "https://…" }',
            id="addresses-are-no-table",
        ),
        pytest.param(
            "[fetch.base_urls]\npubmed = 'ftp://x'",
            "fetch.base_urls.pubmed: 'ftp://x' is no address that begins with http:// or https://",
            id="no-web-address",
        ),
        pytest.param(
            "[fetch.base_urls]\nscholar = 'https://x'",
            "fetch.base_urls.scholar: unknown; known are crossref, europepmc, openalex, pubmed, unpaywall",
            id="unknown-service",
        ),
        pytest.param(
            "[forms.charting]",
            "forms.charting.fields: has none; a form asks something, as in [forms.charting.fields.country]",
            id="empty-form",
        ),
        pytest.param(
            "[coding]\nparsers = 'x'", "coding.parsers: unknown; known are coder, parser", id="unknown-in-table"
        ),
        pytest.param("coding = 'none'", "coding: is a table, as in [coding]", id="no-table"),
        pytest.param("[coding]\ncoder = 1", "coding.coder: 1 is not a text", id="coder-is-no-text"),
        pytest.param(
            "coders = 'lexicon'", "coders: is a table of coders, as in [coders.language-model]", id="coders-no-table"
        ),
        pytest.param("[coders]\nx = 1", "coders.x: is a table, as in [coders.x]", id="a-coder-is-no-table"),
        pytest.param("protocol = 3", "protocol: is a table, as in [protocol]", id="protocol-is-no-table"),
        pytest.param(
            "[screening.full_text]\nmode = 'triple'",
            "screening.full_text.mode: 'triple' is none of single, double, sample",
            id="unknown-mode",
        ),
        pytest.param("title = 3", "title: 3 is not a text", id="title-is-no-text"),
        pytest.param("title = ' '", "title: ' ' is not a text", id="title-is-blank"),
        pytest.param("[codebook]\npath = []", "codebook.path: [] is not a text", id="path-is-no-text"),
        pytest.param("[gaps]\nfloor = 1.1", "gaps.floor: 1.1 is not a number from 0.0 to 1.0", id="share-over-one"),
        pytest.param("[gaps]\nfloor = nan", "gaps.floor: nan is not a number from 0.0 to 1.0", id="no-number"),
        pytest.param("[gaps]\ntau_rel = -0.1", "gaps.tau_rel: -0.1 is not a number from 0.0 to 1.0", id="share-below"),
        pytest.param(
            "[gaps]\nn_min = 0", "gaps.n_min: 0 is not a whole number from 1 to 10000", id="at-least-one-study"
        ),
        pytest.param("[gaps]\nk_rel = 2.5", "gaps.k_rel: 2.5 is not a whole number from 1 to 10000", id="half-a-study"),
        pytest.param("[gaps]\nfloor = true", "gaps.floor: True is not a number from 0.0 to 1.0", id="yes-is-no-number"),
        pytest.param("[gaps]\nfloor = '0.1'", "gaps.floor: '0.1' is not a number from 0.0 to 1.0", id="quoted-number"),
    ],
)
def test_a_mistake_is_named_by_its_key(file: Path, text: str, problem: str) -> None:
    assert refusal(file, text) == [problem]


def test_mistakes_come_all_at_once(file: Path) -> None:
    problems = refusal(
        file,
        """
        title = 3
        foo = 1
        coding = { parser = 2, x = 1 }
        gaps = { floor = 7, n_min = 'a' }
        screening = { audit = 2, seed = 0.5 }
        """,
    )
    assert [problem.partition(":")[0] for problem in problems] == [
        *("title", "foo", "coding.parser", "coding.x", "gaps.floor", "gaps.n_min", "screening.audit", "screening.seed")
    ]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"title = ", id="half-a-line"),
        pytest.param(b"title = 'a'\ntitle = 'b'", id="key-twice"),
        pytest.param(b"title = '\xff'", id="not-utf-8"),
    ],
)
def test_what_is_not_toml_is_refused_with_its_path(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    with pytest.raises(ConfigError, match="is not TOML") as refused:
        read_config(file)
    assert str(file) in str(refused.value)


def test_the_template_says_nothing_but_the_defaults(file: Path) -> None:
    assert read(file, TEMPLATE.format(title='"Rafts"')) == Config(title="Rafts")


def test_the_template_shows_and_explains_every_key(file: Path) -> None:
    whole = UNSET.sub("", TEMPLATE.format(title='"Rafts"'))
    shown = {(table, key) for table, keys in tomllib.loads(whole).items() if isinstance(keys, dict) for key in keys}
    assert shown == KEYS
    unexplained = [line for line in whole.splitlines() if " = " in line and "#" not in line and "title" not in line]
    assert unexplained == []
    config = read(file, whole)
    assert config.gaps == {key: getattr(GapThresholds(), key) for key in THRESHOLDS}
    shown_as = replace(config.protocol, question=None, criteria=(), speaks_for=(), speaks_against=(), keys={})
    plans = {stage: replace(plan, screeners=()) for stage, plan in shown_as.plans.items()}
    assert replace(shown_as, plans=plans) == Protocol()


def test_every_threshold_is_one_of_a_codebook_and_has_its_range() -> None:
    fields = GapThresholds.model_fields
    assert set(THRESHOLDS) <= set(fields)
    for key, bounds in THRESHOLDS.items():
        assert GapThresholds(**dict.fromkeys([key], bounds[0]))
        assert GapThresholds(**dict.fromkeys([key], bounds[1]))
