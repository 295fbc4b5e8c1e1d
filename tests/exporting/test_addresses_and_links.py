"""Which file an address is, what a page needs: plain functions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.exporting.site import links
from articles.exporting.site.addresses import NoFile, file_of, page_of, with_page_files
from articles.exporting.site_address import NoAddress, SiteAddress

HTML = "text/html; charset=utf-8"


@pytest.mark.parametrize(
    ("address", "content_type", "path"),
    [
        ("/", HTML, "index.html"),
        ("/article/1/%D8%AE%D8%A8%D8%B1/", HTML, "article/1/خبر/index.html"),
        ("/section/أخبار/?page=3", HTML, "section/أخبار/page-3.html"),
        ("/a/12", HTML, "a/12/index.html"),
        ("/feed/", "application/rss+xml; charset=utf-8", "feed/index.xml"),
        ("/feed/json/", "application/feed+json", "feed/json/index.json"),
        ("/robots.txt", "text/plain", "robots.txt"),
        ("/sitemap-stories-0.xml", "application/xml", "sitemap-stories-0.xml"),
        ("/share/1/card-ab.jpg", "image/jpeg", "share/1/card-ab.jpg"),
    ],
)
def test_where_a_page_stands(address: str, content_type: str, path: str) -> None:
    assert file_of(address, content_type) == path


@pytest.mark.parametrize(
    "address", ["/../x/", "/a/..%2F..%2Fetc/", "/.newsroom/x", "/a//b/", "/a/%00/", "/a/%5C..%5C/", f"/{'ب' * 200}/"]
)
def test_no_address_leads_out_of_the_folder(address: str) -> None:
    with pytest.raises(NoFile):
        file_of(address, HTML)


@given(st.text(max_size=60))
def test_whatever_the_address_the_file_lies_below_the_folder(text: str) -> None:
    try:
        path = file_of(f"/{text}", HTML)
    except (NoFile, ValueError):
        return
    assert not path.startswith("/")
    assert not {"", ".", ".."} & set(path.split("/"))


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("/section/x/", "/section/x/"),
        ("/section/x/?page=2", "/section/x/?page=2"),
        ("/section/x/?page=1", "/section/x/"),
        ("/section/x/?page=0", None),
        ("/section/x/?page=2&tag=y", None),
        ("/section/x/?tag=y", None),
        ("/admin/login/", None),
        ("/media/images/a.jpg", None),
        ("/read/5", None),
        ("https://elsewhere.example/", None),
    ],
)
def test_what_is_a_page_of_the_edition(address: str, page: str | None) -> None:
    assert page_of(address) == page


def test_links_of_a_page_in_all_their_forms() -> None:
    page = (
        '<link rel="canonical" href="https://a.example/section/x/"><meta content="https://a.example/media/og.jpg">'
        '<a href="?page=2">2</a> <a href="/b/?x=1&amp;y=2#part">b</a>'
        '<a href="https://other.example/">o</a> <a href="//other/">o</a>'
        '<img src="/media/1.jpg" srcset="/media/1.jpg 1x, /media/2.jpg 2x">'
        '<a href="http://[">bad</a><a href="mailto:x@y.z">m</a>'
        '<script type="application/ld+json">{"url":"https://a.example/author/z/"}</script>'
    )
    assert links.in_html(page, "/section/x/", "https://a.example") == {
        *("/section/x/", "/media/og.jpg", "/section/x/?page=2", "/b/?x=1&y=2"),
        *("/media/1.jpg", "/media/2.jpg", "/author/z/"),
    }


def test_a_style_sheets_fonts_are_found_beside_it() -> None:
    css = "@font-face{src:url(../fonts/a.woff2) format('woff2')} b{background:url(\"img/c.svg\")} i{background:url(data:x)}"
    assert links.in_css(css, "/static/css/site.css") == {"/static/fonts/a.woff2", "/static/css/img/c.svg"}


def test_links_between_pages_of_a_list_become_files() -> None:
    assert with_page_files('<a href="?page=12">x</a><p>?page=3</p>') == '<a href="page-12.html">x</a><p>?page=3</p>'


@pytest.mark.parametrize("text", ["example.org", "ftp://example.org", "https://", "https://example.org/x", "https://a:b:c"])
def test_what_is_no_address_of_a_site(text: str) -> None:
    with pytest.raises(NoAddress):
        SiteAddress.of(text)


def test_where_none_is_told_the_settings_first_public_host_is_the_site(settings) -> None:
    settings.ALLOWED_HOSTS = ["localhost", ".news.example.org", "x.example"]
    assert SiteAddress.of("").base == "https://news.example.org"
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    assert SiteAddress.of("").base == "http://localhost:8000"
