from relsynth.web.errors import RESPONSES, Error, place_of


def test_a_fault_is_told_with_its_place() -> None:
    assert place_of({"loc": ("body", "numbers", 0), "msg": "Not a number"}) == "numbers.0: Not a number"
    assert place_of({"loc": ("body",), "msg": "Field required"}) == "Field required"


def test_every_refusal_has_one_form() -> None:
    assert {one["model"] for one in RESPONSES.values()} == {Error}
