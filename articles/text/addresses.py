"""Web addresses as keys: one spelling for one page. Pure; no Django."""

import re
import unicodedata
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit, urlunsplit

# Marks that follow a reader about and change nothing of the page behind a link.
_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|igshid|igsh|mc_[ce]id|_hs(?:enc|mi)|mkt_tok"
    r"|vero_id|oly_(?:anon|enc)_id|wickedid|s_cid|cmpid|__twitter_impression|_ga|_gl",
    re.IGNORECASE,
)
# Addresses that only count a click and lead on: host and path -> the parameters that may hold the real one.
_LEADING_ON = {
    ("www.google.com", "/url"): ("url", "q"),
    ("l.facebook.com", "/l.php"): ("u",),
    ("lm.facebook.com", "/l.php"): ("u",),
    ("l.instagram.com", "/"): ("u",),
    ("out.reddit.com", "/"): ("url",),
    ("www.youtube.com", "/redirect"): ("q",),
}


def clean_address(address: str) -> str:
    """The address without marks that follow readers, and without the counters that lead to it."""
    text = address.strip()
    if "?" not in text:
        return text
    try:
        parts = urlsplit(text)
        pairs = parse_qsl(parts.query, keep_blank_values=True)
    except ValueError:
        return text
    for key in _LEADING_ON.get((parts.netloc.lower(), parts.path), ()):
        target = dict(pairs).get(key, "")
        if target.startswith(("http://", "https://")):
            return clean_address(target)
    kept = [(key, value) for key, value in pairs if not _TRACKING.fullmatch(key)]
    if len(kept) == len(pairs):
        return text
    return urlunsplit(parts._replace(query=urlencode(kept, safe="/:,@!$'()*;%")))


def address_key(address: str) -> str:
    """``host/path?query`` of an http(s) address, the same for all its spellings; "" if it is none.

    Neither scheme, «www.», the port, a closing slash, percent-encoding, the
    fragment nor marks of tracking make another page.

    >>> address_key("https://www.example.org/a%20b/?utm_source=x#top") == address_key("http://example.org/a b")
    True
    """
    try:
        parts = urlsplit(address.strip())
        host = parts.hostname or ""
    except ValueError:
        return ""
    if parts.scheme.lower() not in ("http", "https") or not host:
        return ""
    return host.removeprefix("www.") + path_key(parts.path, parts.query)


def spellings(address: str) -> set[str]:
    """The ways in which links usually spell this address: with and without TLS, «www.» and a closing slash."""
    found = re.match(r"(?:https?)://(?:www\.)?([^?#]*)(.*)", address.strip(), re.IGNORECASE | re.DOTALL)
    if found is None:
        return {address} - {""}
    paths = {found[1], found[1].rstrip("/"), found[1].rstrip("/") + "/"}
    return {address} | {
        f"{scheme}://{www}{path}{found[2]}" for scheme in ("http", "https") for www in ("", "www.") for path in paths
    }


def path_key(path: str, query: str = "") -> str:
    """``/path?query`` as `address_key` spells it: decoded, without a closing slash ("" for the root)."""
    plain = unicodedata.normalize("NFC", unquote(path)).rstrip("/")
    try:
        pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=50)
    except ValueError:
        pairs = []
    kept = sorted((key, value) for key, value in pairs if not _TRACKING.fullmatch(key))
    return plain + (f"?{'&'.join(f'{key}={value}' for key, value in kept)}" if kept else "")
