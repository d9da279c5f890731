from relsynth.web.showing import _as_data, texts


def test_no_value_ends_the_element_that_holds_it() -> None:
    assert "<" not in _as_data({"a": "</script><script>alert(1)</script><!--"})


def test_every_text_has_words() -> None:
    assert all(said.strip() for said in texts().values())
