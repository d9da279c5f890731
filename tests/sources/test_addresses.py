"""Which addresses may be asked, and which never."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relsynth.sources.addresses import origin, refusal

TRUSTED = frozenset({origin("http://127.0.0.1:8080/openalex")})


@pytest.mark.parametrize(
    ("url", "why"),
    [
        pytest.param("https://93.184.215.14/paper.pdf", None, id="public"),
        pytest.param("http://127.0.0.1:8080/files", None, id="named-by-the-settings"),
        pytest.param("http://127.0.0.1:8081/files", "private", id="another-port"),
        pytest.param("http://localhost/", "private", id="this-machine-by-name"),
        pytest.param("http://10.1.2.3/", "private", id="a-private-network"),
        pytest.param("http://192.168.0.1/", "private", id="a-router"),
        pytest.param("http://169.254.169.254/latest", "private", id="a-cloud's-metadata"),
        pytest.param("http://[::1]/", "private", id="this-machine-in-ipv6"),
        pytest.param("http://[fe80::1%25eth0]/", "private", id="link-local-ipv6"),
        pytest.param("http://[::ffff:127.0.0.1]/", "private", id="this-machine-as-ipv6"),
        pytest.param("http://2130706433/", "private", id="this-machine-as-a-number"),
        pytest.param("http://0.0.0.0/", "private", id="any"),
        pytest.param("http://224.0.0.1/", "private", id="all-hosts-of-a-network"),
        pytest.param("http://[ff02::1]/", "private", id="all-hosts-in-ipv6"),
        pytest.param("http://[ff0e::1]/", "private", id="a-group-of-the-internet"),
        pytest.param("http://[64:ff9b::10.0.0.1]/", "private", id="a-private-network-by-nat64"),
        pytest.param("http://[64:ff9b:1::10.0.0.1]/", "private", id="nat64-of-a-private-network"),
        pytest.param("http://[2002:a00:1::1]/", "private", id="a-private-network-by-6to4"),
        pytest.param("http://[::ffff:0:10.0.0.1]/", "private", id="a-private-network-translated"),
        pytest.param("http://[::10.0.0.1]/", "private", id="a-private-network-compatible"),
        pytest.param("http://[64:ff9b::93.184.215.14]/", None, id="public-by-nat64"),
        pytest.param("http://[2002:5db8:d70e::1]/", None, id="public-by-6to4"),
        pytest.param("http://[2606:4700::1111]/", None, id="public-in-ipv6"),
        pytest.param("file:///etc/passwd", "no web address", id="a-file"),
        pytest.param("ftp://example.org/a.pdf", "no web address", id="ftp"),
        pytest.param("paper.pdf", "no web address", id="relative"),
        pytest.param("http://[broken", "no web address", id="broken"),
        pytest.param("http://example.org:port/", "no web address", id="broken-port"),
    ],
)
def test_which_addresses_are_asked(url: str, why: str | None) -> None:
    said = refusal(url, trusted=TRUSTED)
    assert (said is None) if why is None else (said is not None and why in said)


@given(st.text())
def test_any_text_has_an_origin(url: str) -> None:
    scheme, host, port = origin(url)
    assert (scheme, host) == (scheme.lower(), host.lower())
    assert port >= 0
