"""What programs read: feeds by a feed parser, sitemaps by their XSD, structured data by schema.org's own vocabulary."""

import json
import re
import urllib.request
from typing import Any
from urllib.parse import urljoin

import feedparser
import jsonschema
from lxml import etree

from tests.audit import tools
from tests.audit.markup import body_of
from tests.audit.newsroom import ROOT, Newsroom
from tests.audit.result import Result, Row

SAMPLES = ROOT / "tests" / "samples"
BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
FEED = re.compile(r'<link rel="alternate" type="application/[a-z+]+" title="[^"]*" href="([^"]+)"')


def measure(newsroom: Newsroom) -> Result:
    result = Result(
        "Feeds, sitemaps, structured data",
        "Every feed that a page names by feedparser or, JSON Feed, by its JSON Schema; sitemaps by their XSD, every address in "
        "them asked for; every page's JSON-LD by the TypeScript types of schema.org's vocabulary (schema-dts).",
    )
    for measured in (_feeds, _sitemaps, _structured_data):
        measured(newsroom, result)
    return result


def get(address: str) -> bytes:
    quoted = urllib.request.quote(address, safe=":/?&=%")  # type: ignore[attr-defined]
    with urllib.request.urlopen(quoted, timeout=30) as response:
        return bytes(response.read())


def _feeds(newsroom: Newsroom, result: Result) -> None:
    named = {
        urljoin(newsroom.url, path)
        for kind in newsroom.pages
        if tools.language_of(kind) == "ar"
        for path in FEED.findall(body_of(newsroom, kind).decode())
    }
    schema = json.loads((SAMPLES / "json-feed.schema.json").read_text(encoding="utf-8"))
    faults = []
    for address in sorted(named):
        body = get(address)
        if body.startswith(b"{"):
            errors = jsonschema.Draft202012Validator(schema).iter_errors(json.loads(body))
            faults += [f"{address}: {error.json_path}: {error.message}" for error in errors]
        else:
            feed = feedparser.parse(body)
            faults += [f"{address}: {feed.bozo_exception}"] if feed.bozo else []
            faults += [f"{address}: no entry"] if not feed.entries and "correct" not in address else []
    _tell(result, "feeds", len(named), faults)


def _sitemaps(newsroom: Newsroom, result: Result) -> None:
    schema = etree.XMLSchema(etree.parse(SAMPLES / "sitemap.xsd"))
    maps = ["/sitemap.xml", "/news-sitemap.xml"]
    addresses: set[str] = set()
    faults = []
    for path in maps:  # grows while it is walked
        tree = etree.fromstring(get(urljoin(newsroom.url, path)))
        if not schema.validate(tree):
            faults += [f"{path}: {error.message}" for error in schema.error_log]
        named = [str(node.text) for node in tree.iter(LOC)]
        if path == "/sitemap.xml":
            maps += named
        else:
            addresses |= set(named)
    for address in sorted(addresses):
        try:
            get(address)
        except OSError as error:
            faults.append(f"{address}: {error}")
    _tell(result, "sitemaps", len(maps), faults)
    result.rows.append(Row("addresses in sitemaps, each answered with 200", str(len(addresses)), "all", not faults))


def _structured_data(newsroom: Newsroom, result: Result) -> None:
    """Each block a typed constant: the compiler knows every type, property and value that schema.org has."""
    lines, kinds, types = [], [], set()
    for kind in newsroom.pages:
        for block in BLOCK.findall(body_of(newsroom, kind).decode()):
            data: dict[str, Any] = _without_inputs(json.loads(block))
            lines.append(f"const _{len(lines)}: WithContext<{data['@type']}> = {json.dumps(data, ensure_ascii=False)};")
            kinds.append(f"{kind}: {data['@type']}")
            types.add(data["@type"])
    head = f"import type {{WithContext, {', '.join(sorted(types))}}} from 'schema-dts';"
    path = tools.HERE / "structured-data.ts"
    path.write_text("\n".join([head, *lines]), encoding="utf-8")
    try:
        outcome = tools.run(tools.node("tsc", "--noEmit", "--strict", "--skipLibCheck", "--moduleResolution", "bundler",
                                       "--module", "esnext", "--target", "esnext", str(path)))  # fmt: skip
    finally:
        path.unlink()
    faults = [_told(line, kinds) for line in outcome.stdout.splitlines() if "error TS" in line]
    if outcome.returncode and not faults:
        raise RuntimeError(f"tsc failed: {outcome.stdout[-600:]}{outcome.stderr[-600:]}")
    _tell(result, f"blocks of JSON-LD ({', '.join(sorted(types))})", len(lines), faults)


def _without_inputs(data: Any) -> Any:
    """Without annotations like ``query-input``: schema.org allows one on every property (see «Actions»), the types none."""
    if isinstance(data, list):
        return [_without_inputs(item) for item in data]
    if isinstance(data, dict):
        return {key: _without_inputs(value) for key, value in data.items() if not key.endswith("-input")}
    return data


def _told(line: str, kinds: list[str]) -> str:
    found = re.search(r"\((\d+),\d+\): error (.*)", line)
    return f"{kinds[int(found[1]) - 2]}: {found[2][:400]}" if found else line


def _tell(result: Result, what: str, count: int, faults: list[str]) -> None:
    result.rows.append(Row(what, f"{count}, faults {len(faults)}", "no fault", not faults))
    result.faults += faults
