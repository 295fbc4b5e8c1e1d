"""Files by address, guarded: where a name leads is looked up once, checked, and that very address is spoken to.

Refused are private, loopback, link-local, multicast and other addresses that
the open internet does not lead to (with them the machines' own metadata
services), after every redirect anew, unless allowed. Bytes, seconds and
redirects have limits. No proxy, no cookie, no credentials. No Django here.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urljoin, urlsplit

AGENT = "Newsroom-importer/1"
_CHUNK = 64 * 1024
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_OPEN_PORTS = frozenset({80, 443, 8080, 8443})
# IPv6 addresses that carry an IPv4 address within: it is what counts.
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_SAFE_IN_PATH = "/:@!$&'()*+,;=~%-._"
_SAFE_IN_QUERY = _SAFE_IN_PATH + "?[]|"


class NotFetched(ValueError):
    """What can't be had. ``str()`` says why, in one line (English)."""


@dataclass(frozen=True)
class Limits:
    """``seconds`` for everything together, name lookup apart; ``private``: addresses of one's own network too."""

    max_bytes: int = 25 * 1024 * 1024
    seconds: float = 20.0
    redirects: int = 5
    private: bool = False


@dataclass(frozen=True)
class Fetched:
    """``address`` is where it was found at last; ``content_type`` as the server tells it, which proves nothing."""

    data: bytes
    address: str
    content_type: str


def is_address(text: str) -> bool:
    """Whether the text is an http(s) address and no path."""
    return text[:8].lower().startswith(("http://", "https://"))


def fetch(address: str, limits: Limits = Limits()) -> Fetched:
    """What stands at the address. NotFetched where a limit or a guard says no, or the server does."""
    until = time.monotonic() + limits.seconds
    for _ in range(limits.redirects + 1):
        parts = _checked_parts(address, limits)
        with _answer(parts, limits, until) as response:
            if response.status in _REDIRECTS:
                target = response.getheader("Location", "")
                if not target:
                    raise NotFetched(f"the server answers {response.status} without saying where to")
                address = _joined(address, target)
                continue
            if response.status != 200:
                raise NotFetched(f"the server answers {response.status} {response.reason}"[:100])
            data = b"".join(_body(response, limits, until))
            return Fetched(data, address, response.getheader("Content-Type", "").partition(";")[0].strip().lower())
    raise NotFetched(f"more than {limits.redirects} redirects")


def _joined(address: str, target: str) -> str:
    try:
        return urljoin(address, target)
    except ValueError as error:
        raise NotFetched("a redirect to what is no address") from error


def _checked_parts(address: str, limits: Limits) -> SplitResult:
    if any(char <= " " or char == "\x7f" for char in address.strip()):
        address = address.strip().replace(" ", "%20")
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as error:
        raise NotFetched("no address") from error
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise NotFetched("only http and https addresses are fetched")
    if parts.username is not None or parts.password is not None:
        raise NotFetched("an address with a name or password in it")
    if port is not None and port not in _OPEN_PORTS and not limits.private:
        raise NotFetched(f"port {port} is none of the web's")
    return parts


def _numbers(host: str, port: int, limits: Limits) -> list[str]:
    """The host's IP addresses, all of them checked: one bad address among them and none is spoken to."""
    try:
        found = socket.getaddrinfo(_ascii(host), port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NotFetched(f"the host {host[:80]!r} is unknown") from error
    numbers = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not limits.private and not all(is_public(number) for number in numbers):
        raise NotFetched(f"the host {host[:80]!r} leads to an address that is not of the open internet")
    return numbers


def _ascii(host: str) -> str:
    return host if host.isascii() else host.encode("idna").decode("ascii")


def is_public(number: str) -> bool:
    """Whether an IP address is one of the open internet."""
    try:
        ip = ipaddress.ip_address(number.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo or (None, None))[1]
        if inner is None and ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            ip = inner
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


@contextmanager
def _answer(parts: SplitResult, limits: Limits, until: float) -> Iterator[http.client.HTTPResponse]:
    """The server's answer to one request. A watchman hangs up when the time is over, whatever the server drips."""
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    connection = _Pinned(host, port, _numbers(host, port, limits), until, secure=parts.scheme == "https")
    watchman = threading.Timer(max(until - time.monotonic(), 0.01), connection.hang_up)
    watchman.daemon = True
    watchman.start()
    try:
        target = quote(parts.path or "/", safe=_SAFE_IN_PATH)
        query = f"?{quote(parts.query, safe=_SAFE_IN_QUERY)}" if parts.query else ""
        connection.request("GET", target + query, headers={"User-Agent": AGENT, "Accept": "*/*", "Accept-Encoding": "gzip"})
        yield connection.getresponse()
    except (OSError, http.client.HTTPException, ValueError) as error:
        if isinstance(error, NotFetched):
            raise
        raise NotFetched(_why(error, until, limits)) from error
    finally:
        watchman.cancel()
        connection.close()


def _why(error: Exception, until: float, limits: Limits) -> str:
    if time.monotonic() >= until - 0.05 or isinstance(error, TimeoutError):
        return f"not answered within {limits.seconds:g} seconds"
    if isinstance(error, ssl.SSLError):
        return f"no safe connection: {error.reason or error}"[:120]
    if isinstance(error, http.client.HTTPException):
        return f"the answer is no HTTP that can be read ({type(error).__name__})"
    return f"the connection failed: {error}"[:120]


class _Pinned(http.client.HTTPConnection):
    """A connection to numbers that were checked already: the name is not looked up a second time."""

    def __init__(self, host: str, port: int, numbers: list[str], until: float, *, secure: bool) -> None:
        super().__init__(_ascii(host), port)
        self.default_port = 443 if secure else 80
        self._numbers, self._until, self._secure = numbers, until, secure
        self._line: socket.socket | None = None

    def connect(self) -> None:
        failed: OSError | None = None
        for number in self._numbers:
            try:
                left = self._until - time.monotonic()
                if left <= 0:
                    raise TimeoutError
                self.sock = socket.create_connection((number, self.port), timeout=left)
                break
            except OSError as error:
                failed = error
        else:
            raise failed or OSError("no address")
        if self._secure:
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)
        # The library lets go of the socket while an answer that ends with the connection is still read from it.
        self._line = self.sock

    def hang_up(self) -> None:
        line = self._line or self.sock
        if line is not None:
            with suppress(OSError):  # it may be closed already
                line.shutdown(socket.SHUT_RDWR)


def _body(response: http.client.HTTPResponse, limits: Limits, until: float) -> Iterator[bytes]:
    told = response.getheader("Content-Length", "")
    if told.isdecimal() and int(told) > limits.max_bytes:
        raise NotFetched(_too_large(limits))
    coding = response.getheader("Content-Encoding", "").strip().lower()
    if coding not in ("", "identity", "gzip", "x-gzip"):
        raise NotFetched(f"the answer is packed as {coding[:40]!r}")
    unpack = zlib.decompressobj(31) if "gzip" in coding else None
    size = 0
    while data := response.read1(_CHUNK):
        if unpack is not None:
            try:
                data = unpack.decompress(data, limits.max_bytes + 1 - size)
            except zlib.error as error:
                raise NotFetched("the answer is not packed as it says") from error
        size += len(data)
        if size > limits.max_bytes:
            raise NotFetched(_too_large(limits))
        yield data
    if time.monotonic() > until:
        raise TimeoutError  # it was the watchman who ended it
    if response.length:
        raise NotFetched("the answer breaks off")


def _too_large(limits: Limits) -> str:
    return f"larger than {limits.max_bytes / 1024**2:.3g} MB"
