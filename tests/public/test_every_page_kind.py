"""Every kind of page as text: sound HTML by a strict parser, a whole head; and a crawl that meets nothing broken or hidden.

What needs a browser stands in `test_in_the_browser` and `test_ways_of_telling_in_the_browser`, which give the addresses.
"""

import json
import re
from collections import Counter
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern
from justhtml import JustHTML

from articles.public.urls import urlpatterns
from tests.audit.crawl import Crawl, Head
from tests.audit.newsroom import Newsroom
from tests.public.stories import SECRET, hidden_stories
from tests.public.test_in_the_browser import paper  # noqa: F401 (a fixture)
from tests.public.test_ways_of_telling_in_the_browser import pages  # noqa: F401 (a fixture)

pytestmark = pytest.mark.django_db(transaction=True)

BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
# Answers for programs, forms' targets, pictures, and addresses that lead to one of the kinds.
NO_PAGES = {
    *("language", "read", "live-updates", "live-entry", "article-id", "short-url", "text-story-id", "healthz"),
    *("feed", "section-feed", "topic-feed", "author-feed", "corrections-feed"),
    *("share-picture", "site-picture", "sitemap-index", "sitemap", "news-sitemap", "manifest", "service-worker"),
}
# The desk's own pages, tested there.
OF_THE_DESK = re.compile("preview")


def check(html: str, *, language: str = "ar") -> Head:
    """Sound HTML with one title and one h1, unique ids, and structured data that is data."""
    assert [str(error) for error in JustHTML(html, collect_errors=True).errors] == []
    ids = Counter(re.findall(r'\sid="([^"]*)"', html))
    assert [name for name, count in ids.items() if count > 1] == []
    head = Head(html)
    assert (head.facts["lang"], head.facts["dir"]) == (language, "rtl" if language == "ar" else "ltr")
    assert head.counts["h1"] == 1
    assert head.facts["title"].strip()
    for block in BLOCK.findall(html):
        data = json.loads(block)
        assert data["@context"] == "https://schema.org" and data["@type"]
    return head


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("which", ["paper", "pages"])
def test_every_kind_is_sound_html_with_a_whole_head(client: Client, request: Any, which: str, language: str) -> None:
    addresses: dict[str, str] = request.getfixturevalue(which)
    client.cookies["django_language"] = language
    for kind, address in addresses.items():
        answer = client.get(address, follow=True)
        head = check(answer.content.decode(), language=language)
        if answer.status_code == 200 and kind not in {"newsletter, confirm", "newsletter, leave"}:
            assert head.facts["description"].strip(), kind
            assert head.facts["canonical"].startswith("http://testserver/"), kind


def test_the_page_of_a_failure_is_sound_whatever_failed(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*args: Any) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr("articles.public.pages.footer_links", fails)
    client.raise_request_exception = False
    answer = client.get("/")
    assert answer.status_code == 500
    check(answer.content.decode())


def test_every_address_of_the_site_has_a_kind_that_is_looked_at(
    client: Client,
    paper: dict[str, str],  # noqa: F811
    pages: dict[str, str],  # noqa: F811
) -> None:
    met = set()
    for address in (*paper.values(), *pages.values()):
        answer = client.get(address, follow=True)
        met |= {answer.resolver_match.url_name} if answer.status_code == 200 else set()
    names = {pattern.name for pattern in urlpatterns if isinstance(pattern, URLPattern) and pattern.name}
    assert {name for name in names if not OF_THE_DESK.search(name)} - NO_PAGES - met == set()


@pytest.mark.parametrize("which", ["paper", "pages"])
def test_a_crawl_meets_nothing_broken_and_nothing_hidden(live_server: Any, request: Any, which: str) -> None:
    request.getfixturevalue(which)
    hidden_stories(tags=["موضوع"], authors=["سلمى"])
    crawl = Crawl(Newsroom(live_server.url, {}, hidden=[SECRET]))
    crawl.run()
    assert crawl.faults == []
    assert crawl.pages > 40
