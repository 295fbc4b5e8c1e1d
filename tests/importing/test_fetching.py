"""The guard of addresses: nothing of one's own network, nothing without bounds, nothing unchecked after a redirect."""

import gzip
import socket
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from articles.importing import fetching
from articles.importing.fetching import Limits, NotFetched, fetch, is_public
from tests.importing.web import Web, running

OPEN = Limits(seconds=5, private=True)
GUARDED = Limits(seconds=5)


@pytest.fixture
def web() -> Iterator[Web]:
    with running() as server:
        yield server


def refused(address: str, limits: Limits = GUARDED) -> str:
    with pytest.raises(NotFetched) as caught:
        fetch(address, limits)
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize(
    "number",
    [
        *("127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1"),
        *("255.255.255.255", "192.0.2.1", "198.18.0.1", "240.0.0.1"),
        *("::1", "::", "fe80::1%eth0", "fd00::1", "ff02::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:7f00:1::", "nonsense"),
    ],
)
def test_addresses_that_are_not_of_the_open_internet(number: str) -> None:
    assert not is_public(number)


@pytest.mark.parametrize("number", ["93.184.216.34", "2606:2800:220:1::1", "::ffff:93.184.216.34"])
def test_addresses_of_the_open_internet(number: str) -> None:
    assert is_public(number)


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://127.1/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://localhost/",
        "http://169.254.169.254/latest/meta-data/",
        "http://0/",
    ],
)
def test_the_own_machine_is_not_reached_however_it_is_spelt(address: str) -> None:
    assert "not of the open internet" in refused(address)


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("file:///etc/passwd", "only http and https"),
        ("ftp://example.org/", "only http and https"),
        ("http://user:secret@example.org/", "name or password"),
        ("http://example.org:22/", "port 22"),
        ("http://[broken", "no address"),
        ("http:///nothing", "only http and https"),
        ("http://no-such-host.invalid/", "unknown"),
    ],
)
def test_what_is_no_address_of_the_web(address: str, reason: str) -> None:
    assert reason in refused(address)


def test_a_name_is_looked_up_once_and_the_checked_number_is_spoken_to(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name server that answers with an open address first and with a private one later (rebinding) gains nothing."""
    answers = iter([["127.0.0.1"]])
    lookups = []

    def once(host: str, port: int, *arguments: Any, **named: Any) -> list[Any]:
        lookups.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, port)) for number in next(answers)]

    web.put("/a", b"x")
    port = web.url.rpartition(":")[2]
    monkeypatch.setattr(fetching.socket, "getaddrinfo", once)
    monkeypatch.setattr(fetching.socket, "create_connection", connect_plainly)
    assert fetch(f"http://rebinding.example:{port}/a", OPEN).data == b"x"
    assert lookups == ["rebinding.example"]


def connect_plainly(address: tuple[str, int], timeout: float) -> socket.socket:
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    sock.settimeout(timeout)
    sock.connect(address)
    return sock


def test_one_private_number_among_many_is_enough_to_refuse(monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = ["93.184.216.34", "10.0.0.1"]
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, 80)) for number in numbers]
    monkeypatch.setattr(fetching.socket, "getaddrinfo", lambda *_, **__: found)
    assert "not of the open internet" in refused("http://two-faced.example/")


def test_what_stands_there_comes(web: Web) -> None:
    address = web.put("/%D8%AE%D8%A8%D8%B1?q=%D8%A3", b"text", Content_Type="Text/Plain; charset=x")
    found = fetch(f"{web.url}/خبر?q=أ", OPEN)
    assert (found.data, found.content_type) == (b"text", "text/plain")
    assert address


def test_redirects_are_followed_and_each_is_checked(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    web.put("/end", b"x")
    web.put("/start", b"", status=302, Location="/end")
    assert fetch(f"{web.url}/start", OPEN).address == f"{web.url}/end"
    web.put("/evil", b"", status=302, Location="file:///etc/passwd")
    assert "only http and https" in refused(f"{web.url}/evil", OPEN)
    web.put("/loop", b"", status=301, Location="/loop")
    assert refused(f"{web.url}/loop", OPEN) == "more than 5 redirects"

    # The first step is of the open internet, the second is not: its host is checked too.
    real = fetching.is_public
    monkeypatch.setattr(fetching, "is_public", lambda number: number == "127.0.0.1" or real(number))
    monkeypatch.setattr(fetching, "_OPEN_PORTS", frozenset({int(web.url.rpartition(":")[2])}))
    web.put("/inwards", b"", status=302, Location="http://169.254.169.254/latest/")
    assert "not of the open internet" in refused(f"{web.url}/inwards")


def test_size_has_a_limit_told_or_not_packed_or_not(web: Web) -> None:
    small = Limits(max_bytes=1000, seconds=5, private=True)
    assert refused(web.put("/told", b"x" * 2000), small).startswith("larger than")
    web.answers["/untold"] = endless(0)
    assert refused(f"{web.url}/untold", small).startswith("larger than")
    packed = gzip.compress(b"x" * 50_000_000)
    assert refused(web.put("/bomb", packed, Content_Encoding="gzip"), Limits(10**6, 5, private=True)).startswith("larger than")
    assert fetch(web.put("/packed", gzip.compress(b"abc"), Content_Encoding="gzip"), small).data == b"abc"
    assert "packed as" in refused(web.put("/odd", b"abc", Content_Encoding="br"), small)


def endless(pause: float) -> Any:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        try:
            while True:
                handler.wfile.write(b"x")
                time.sleep(pause)
        except OSError:
            pass

    return answer


def test_a_server_that_drips_is_given_up_in_time(web: Web) -> None:
    web.answers["/drip"] = endless(0.1)
    started = time.monotonic()
    assert "not answered within 1 seconds" in refused(f"{web.url}/drip", Limits(seconds=1, private=True))
    assert time.monotonic() - started < 3


def test_a_server_that_drips_its_headers_is_given_up_too(web: Web) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        try:
            for _ in range(100):
                handler.wfile.write(b"H")
                handler.wfile.flush()
                time.sleep(0.1)
        except OSError:
            pass

    web.answers["/slow"] = answer
    started = time.monotonic()
    assert "not answered within" in refused(f"{web.url}/slow", Limits(seconds=1, private=True))
    assert time.monotonic() - started < 3


def test_an_answer_that_breaks_off_or_fails_is_no_file(web: Web) -> None:
    def half(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "100")
        handler.end_headers()
        handler.wfile.write(b"x" * 10)
        handler.close_connection = True

    web.answers["/half"] = half
    assert refused(f"{web.url}/half", OPEN) == "the answer breaks off"
    assert "404" in refused(f"{web.url}/absent", OPEN)
    assert "500" in refused(web.put("/broken", b"", status=500), OPEN)


def test_no_proxy_of_the_environment_is_asked(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    assert fetch(web.put("/a", b"x"), OPEN).data == b"x"
