"""Which addresses may be fetched, before and after the look-up."""

import pytest

from knowledge_base.fetching import FetchFailed, FetchPolicy, Trouble
from knowledge_base.fetching.target import is_public, read_target


@pytest.mark.parametrize(
    ("url", "seen"),
    [
        ("https://Example.COM", "https://example.com/"),
        ("http://example.com:80/a b?q=é#part", "http://example.com/a%20b?q=%C3%A9"),
        ("https://example.com/déjà/%20vu", "https://example.com/d%C3%A9j%C3%A0/%20vu"),
        ("http://example.com:443/", "http://example.com:443/"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("http://[2001:DB8::1]/x", "http://[2001:db8::1]/x"),
        ("  https://example.com/x  ", "https://example.com/x"),
        ("https://example.com?q=1", "https://example.com/?q=1"),
    ],
)
def test_an_address_is_asked_for_in_its_plain_form(url: str, seen: str) -> None:
    assert read_target(url, FetchPolicy()).url == seen


@pytest.mark.parametrize(
    ("url", "trouble"),
    [
        ("file:///etc/passwd", Trouble.ADDRESS),
        ("ftp://example.com/", Trouble.ADDRESS),
        ("gopher://example.com/", Trouble.ADDRESS),
        ("ftp://example.com:80/", Trouble.ADDRESS),
        ("javascript:alert(1)", Trouble.ADDRESS),
        ("//example.com/", Trouble.ADDRESS),
        ("example.com", Trouble.ADDRESS),
        ("", Trouble.ADDRESS),
        ("http://", Trouble.ADDRESS),
        ("http:///x", Trouble.ADDRESS),
        ("http://exa mple.com/", Trouble.ADDRESS),
        ("http://example.com/\r\nHost: other", Trouble.ADDRESS),
        ("http://example.com\\@other/", Trouble.ADDRESS),
        ("http://example.com:port/", Trouble.ADDRESS),
        ("http://example.com:70000/", Trouble.ADDRESS),
        ("http://[::1/", Trouble.ADDRESS),
        ("http://[fe80::1%25eth0]/", Trouble.ADDRESS),
        ("http://" + "a" * 70 + ".example/", Trouble.ADDRESS),
        ("http://example..com/", Trouble.ADDRESS),
        ("http://-/", Trouble.ADDRESS),
        ("http://example.com/" + "a" * 2_000, Trouble.ADDRESS),
        ("http://user:secret@example.com/", Trouble.CREDENTIALS),
        ("http://user@example.com/", Trouble.CREDENTIALS),
        ("http://@example.com/", Trouble.CREDENTIALS),
        ("http://example.com:22/", Trouble.PORT),
        ("https://example.com:8443/", Trouble.PORT),
        ("http://example.com:0/", Trouble.PORT),
    ],
)
def test_an_address_that_is_no_plain_web_address_is_refused(url: str, trouble: Trouble) -> None:
    with pytest.raises(FetchFailed) as refused:
        read_target(url, FetchPolicy())

    assert refused.value.trouble is trouble


def test_a_trusted_host_may_have_a_port_of_its_own() -> None:
    policy = FetchPolicy(trusted=frozenset({"intranet.example:8443", "wiki.example"}))

    assert read_target("https://intranet.example:8443/", policy).port == 8443
    assert policy.trusts("wiki.example", 80)
    assert not policy.trusts("wiki.example", 8443)
    assert not policy.trusts("intranet.example", 80)


@pytest.mark.parametrize(
    "address",
    ["93.184.215.14", "8.8.8.8", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "64:ff9b::5db8:d70e"],
)
def test_public_addresses_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.8.8.8", "0.0.0.0", "0.1.2.3", "10.0.0.1", "172.16.0.1", "172.31.255.255"),
        *("192.168.1.1", "169.254.169.254", "100.64.0.1", "192.0.0.1", "192.0.2.1", "198.18.0.1"),
        *("198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255"),
        *("::", "::1", "::7f00:1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254"),
        *("64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "2002:7f00:1::", "2002:a00:1::1"),
        *("fc00::1", "fd12:3456::1", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "2001:db8::1"),
        *("2001::1", "100::1", "4000::1", "not an address", ""),
    ],
)
def test_all_other_addresses_are_not(address: str) -> None:
    assert not is_public(address)
