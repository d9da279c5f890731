"""A codebook that exists is whole; one that is not is refused with every problem at once."""

import json
from copy import deepcopy
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from relsynth.codebook import Codebook, Problem, json_schema, problems_of


def code(id_: str, **others: Any) -> dict[str, Any]:
    return {
        "id": id_,
        "label": id_.title(),
        "type": "state",
        "levels": ["system"],
        "definition": "What it is.",
        "include": "This.",
        "exclude": "That.",
        "cues": {"strong": ["trust*"]},
        **others,
    }


def content(*codes: dict[str, Any], **others: Any) -> dict[str, Any]:
    return {
        "id": "small",
        "version": "1",
        "title": "A small codebook",
        "language": "en",
        "licence": "CC0-1.0",
        "description": "For tests.",
        "unit_of_coding": {"segment": "One sentence."},
        "domains": [{"id": "STA", "label": "States"}, {"id": "NET", "label": "Networks"}],
        "construct_types": ["state", "network"],
        "facets": {"level": {"definition": "Between whom.", "values": ["interpersonal", "system"]}},
        "sources": {"OWN": {"cite": "Nobody, 2020"}},
        "codes": list(codes) or [code("STA.TRUST")],
        **others,
    }


def refused(**others: Any) -> tuple[Problem, ...]:
    with pytest.raises(ValidationError) as refusal:
        Codebook.model_validate(content(**others))
    return problems_of(refusal.value)


FAMILY = (
    code("STA.TRUST"),
    code("STA.TRUST.WARM", parent="STA.TRUST"),
    code("STA.TRUST.WARM.VERY", parent="STA.TRUST.WARM"),
    code("NET.TIES", type="network"),
    code("NET.PLAIN", type="network", refines="NET.TIES", unspecific=True),
    code("NET.PLAINER", type="network", refines="NET.PLAIN"),
)


@pytest.mark.parametrize(
    ("codes", "path", "message"),
    [
        pytest.param([code("STA.A"), code("STA.A")], "codes", "'STA.A' is given 2 times", id="same-id-twice"),
        pytest.param([code("STA.A", parent="STA.B")], "codes.0.parent", "unknown code 'STA.B'", id="unknown-parent"),
        pytest.param([code("STA.A", refines="STA.B")], "codes.0.refines", "unknown code 'STA.B'", id="unknown-refined"),
        pytest.param(
            [code("STA.A", parent="STA.OLD"), code("STA.B", replaces=["STA.OLD"]), code("STA.C", replaces=["STA.OLD"])],
            "codes.0.parent",
            "unknown code 'STA.OLD'; write STA.B or STA.C, which came in its place",
            id="parent-that-was-split",
        ),
        pytest.param([code("XXX.A")], "codes.0.id", "unknown domain 'XXX'", id="unknown-domain"),
        pytest.param([code("STA.A", type="mood")], "codes.0.type", "unknown construct type 'mood'", id="unknown-type"),
        pytest.param([code("STA.A", levels=["moon"])], "codes.0.levels", "unknown level 'moon'", id="unknown-level"),
        pytest.param(
            [code("STA.A", crosswalk=["OWN:trust", "ELSE:trust"])],
            "codes.0.crosswalk.1",
            "unknown source 'ELSE'",
            id="unknown-source",
        ),
        pytest.param(
            [code("STA.A", crosswalk=["OWN"])],
            "codes.0.crosswalk.0",
            "'OWN' is not of the form SOURCE:construct",
            id="crosswalk-without-construct",
        ),
        pytest.param(
            [code("STA.A", confusable=[{"code": "STA.B", "rule": "Look."}])],
            "codes.0.confusable.0.code",
            "unknown code 'STA.B'",
            id="unknown-confusable",
        ),
        pytest.param(
            [code("STA.A", near_misses=[{"text": "No.", "why": "no", "code": "STA.B"}])],
            "codes.0.near_misses.0.code",
            "unknown code 'STA.B'",
            id="near-miss-of-unknown-code",
        ),
        pytest.param(
            [code("STA.A", parent="NET.A"), code("NET.A")],
            "codes.0.parent",
            "'NET.A' is in another domain than 'STA.A'",
            id="parent-in-another-domain",
        ),
        pytest.param(
            [code("STA.A", parent="STA.B"), code("STA.B", parent="STA.A")],
            "codes.1.parent",
            "the parent of 'STA.B' leads back to itself",
            id="circle-of-parents",
        ),
        pytest.param(
            [code("STA.A", refines="STA.A")],
            "codes.0.refines",
            "the refines of 'STA.A' leads back to itself",
            id="refines-itself",
        ),
        pytest.param(
            [code("STA.A", colour="red")], "codes.0.colour", "is not a field of a codebook here", id="unknown-field"
        ),
        pytest.param(
            [{k: v for k, v in code("STA.A").items() if k != "label"}],
            "codes.0.label",
            "is missing",
            id="missing-field",
        ),
    ],
)
def test_a_code_that_does_not_fit_is_named_with_its_place(codes: list[dict[str, Any]], path: str, message: str) -> None:
    assert Problem(path=path, message=message) in refused(codes=codes)


@pytest.mark.parametrize(
    ("part", "path", "message"),
    [
        pytest.param({"values": ["a", "a"]}, "facets.mood.values", "'a' is given 2 times", id="value-twice"),
        pytest.param({"values": ["a"], "default": "b"}, "facets.mood.default", "unknown value 'b'", id="default"),
        pytest.param({"values": ["a"], "rules": {"b": "Look."}}, "facets.mood.rules", "unknown value 'b'", id="rule"),
        pytest.param({"values": ["a"], "cues": {"b": ["x"]}}, "facets.mood.cues", "unknown value 'b'", id="cue"),
        pytest.param(
            {"values": ["a"], "groups": {"g": ["b"]}}, "facets.mood.groups.g", "unknown value 'b'", id="group"
        ),
        pytest.param({}, "facets.mood", "has neither values nor fields", id="empty"),
    ],
)
def test_a_facet_that_does_not_fit_is_named_with_its_place(part: dict[str, Any], path: str, message: str) -> None:
    facets = {**content()["facets"], "mood": {"definition": "How.", **part}}
    assert refused(facets=facets) == (Problem(path=path, message=message),)


@pytest.mark.parametrize(
    ("others", "path"),
    [
        pytest.param(
            {"confusable_pairs": [{"pair": ["STA.TRUST", "STA.B"], "rule": "Look."}]},
            "confusable_pairs.0.pair",
            id="pair",
        ),
        pytest.param(
            {"confusable_pairs": [{"pair": ["STA.TRUST", "STA.TRUST"], "rule": "Look."}]},
            "confusable_pairs.0.pair",
            id="same",
        ),
        pytest.param({"aliases": {"Old name": ["GONE:trust"]}}, "aliases.Old name.0", id="alias"),
        pytest.param({"gap_thresholds": {"floor": 10}}, "gap_thresholds.floor", id="share-above-one"),
        pytest.param(
            {"domains": [{"id": "STA", "label": "S"}, {"id": "STA", "label": "S"}]}, "domains", id="domain-twice"
        ),
    ],
)
def test_the_rest_must_fit_too(others: dict[str, Any], path: str) -> None:
    assert [problem.path for problem in refused(**others)] == [path]


def test_all_problems_come_at_once() -> None:
    codes = [code("XXX.A", type="mood", levels=["moon"], parent="STA.B", crosswalk=["ELSE:x"])]
    assert [problem.path for problem in refused(codes=codes)] == [
        "codes.0.id",
        "codes.0.type",
        "codes.0.levels",
        "codes.0.parent",
        "codes.0.crosswalk.0",
        "codes.0.parent",
    ]


@pytest.mark.parametrize(
    ("id_", "construct", "domain", "base"),
    [
        pytest.param("STA.TRUST", "STA.TRUST", "STA", "STA.TRUST", id="construct"),
        pytest.param("STA.TRUST.WARM.VERY", "STA.TRUST", "STA", "STA.TRUST.WARM.VERY", id="child-of-child"),
        pytest.param("NET.PLAIN", "NET.PLAIN", "NET", "NET.TIES", id="refining-code-is-a-construct-of-its-own"),
        pytest.param("NET.PLAINER", "NET.PLAINER", "NET", "NET.TIES", id="refined-twice"),
    ],
)
def test_codes_roll_up(id_: str, construct: str, domain: str, base: str) -> None:
    book = Codebook.model_validate(content(*FAMILY))
    assert (book.construct_of(id_), book.domain_of(id_), book.base_id(id_)) == (construct, domain, base)


def test_constructs_are_the_codes_without_a_parent() -> None:
    book = Codebook.model_validate(content(*FAMILY))
    assert [each.id for each in book.constructs] == ["STA.TRUST", "NET.TIES", "NET.PLAIN", "NET.PLAINER"]


def test_an_unknown_code_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        Codebook.model_validate(content()).code("STA.NONE")


@given(st.permutations(FAMILY))
def test_the_digest_depends_on_the_order_of_codes(codes: list[dict[str, Any]]) -> None:
    same_order = [each["id"] for each in codes] == [each["id"] for each in FAMILY]
    ours, theirs = (Codebook.model_validate(content(*each)) for each in (FAMILY, codes))
    assert (ours.digest == theirs.digest) is same_order


def test_the_digest_does_not_depend_on_how_a_field_is_written() -> None:
    reordered = dict(reversed(content().items()))
    spelled = {**content(), "gap_thresholds": {"n_min": "10", "floor": "0.10"}}
    digests = {Codebook.model_validate(each).digest for each in (content(), reordered, spelled)}
    assert len(digests) == 1
    assert len(digests.pop()) == 64


def test_the_digest_sees_every_change() -> None:
    changed = deepcopy(content())
    changed["codes"][0]["cues"]["weak"] = ["faith"]
    assert Codebook.model_validate(changed).digest != Codebook.model_validate(content()).digest


def test_the_json_schema_accepts_what_the_model_accepts() -> None:
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    stored = json.loads(Codebook.model_validate(content(*FAMILY)).model_dump_json())
    jsonschema.validate(stored, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**stored, "colour": "red"}, schema)


@pytest.mark.parametrize(
    ("asked", "heirs"),
    [
        pytest.param("STA.TRUST", ("STA.TRUST",), id="here-still"),
        pytest.param("STA.TRUSTING", ("STA.TRUST",), id="renamed"),
        pytest.param("STA.FAITH", ("STA.TRUST",), id="merged"),
        pytest.param("NET.WEB", ("NET.TIES", "NET.KNOTS"), id="split"),
        pytest.param("NET.LOST", (), id="gone"),
    ],
)
def test_a_code_of_an_earlier_book_has_those_that_replace_it(asked: str, heirs: tuple[str, ...]) -> None:
    book = Codebook.model_validate(
        content(
            code("STA.TRUST", replaces=["STA.TRUSTING", "STA.FAITH"]),
            code("NET.TIES", replaces=["NET.WEB"]),
            code("NET.KNOTS", replaces=["NET.WEB"]),
        )
    )
    assert book.heirs(asked) == heirs


def test_a_code_does_not_replace_one_that_is_here_still() -> None:
    (problem,) = refused(codes=[code("STA.TRUST"), code("STA.FAITH", replaces=["STA.TRUST"])])
    assert problem == Problem(path="codes.1.replaces.0", message="'STA.TRUST' is a code here still")


def test_a_book_that_replaces_nothing_has_the_digest_that_it_had() -> None:
    plain = Codebook.model_validate(content(code("STA.TRUST")))
    assert Codebook.model_validate(content(code("STA.TRUST", replaces=[]))).digest == plain.digest
    assert Codebook.model_validate(content(code("STA.TRUST", replaces=["STA.OLD"]))).digest != plain.digest
