"""XML as exporters really write it is mended and said; what is an attack or damage is refused in bounded memory."""

import io
import tracemalloc

import pytest

from articles.importing.readers.xml_stream import XmlFault, XmlWalk, text_of
from tests.importing.reading import Endless

FEED = frozenset({"rss", "channel"})


def walk(document: str | bytes) -> tuple[list[str], list[str]]:
    """(texts of the items' titles, what was mended)."""
    xml = XmlWalk(FEED)
    data = document.encode() if isinstance(document, str) else document
    found = [text_of(unit.element, "title") for unit in xml.units(io.BytesIO(data)) if unit.element.tag == "item"]
    return found, xml.notes


def fault(document: str | bytes) -> XmlFault:
    with pytest.raises(XmlFault) as caught:
        walk(document)
    assert "\n" not in str(caught.value)
    return caught.value


def rss(title: str) -> str:
    return f"<rss><channel><item><title>{title}</title></item></channel></rss>"


@pytest.mark.parametrize(
    ("written", "read", "note"),
    [
        ("كتب & أقلام", "كتب & أقلام", "a bare «&» stands in 1 places"),
        ("?a=1&b=2&amp;c=3", "?a=1&b=2&c=3", "a bare «&»"),
        ("قهوة&nbsp;وشاي &eacute;", "قهوة\u00a0وشاي é", "HTML entities stand in 2 places"),
        ("نص\x0b هنا\x01", "نص هنا", "2 control characters"),
        ("رقم&#0; &#x1F;&#55296;", "رقم", "3 control characters"),
        ("<![CDATA[a & b &nbsp; <c>]]>", "a & b &nbsp; <c>", ""),
        ("&#8220;نعم&#x201d; &#146;", "“نعم” ’", ""),
    ],
)
def test_slips_of_exporters_are_mended_and_said(written: str, read: str, note: str) -> None:
    found, notes = walk(rss(written))
    assert found == [read]
    assert note in " ".join(notes)
    assert bool(notes) == bool(note)


def test_what_is_mended_does_not_depend_on_where_chunks_end() -> None:
    filler = "س" * 20_000
    for shift in range(60):
        text = f"{filler}{'x' * shift}& &nbsp;&amp;<![CDATA[ & ]]>&#x200b;<!-- & -->"
        assert walk(rss(text * 3))[0][0].count("&") == 9


def test_blank_lines_above_the_declaration_count_as_lines() -> None:
    assert walk('\n\n<?xml version="1.1"?>\n' + rss("a"))[0] == ["a"]
    assert fault('\n\n<?xml version="1.0"?>\n<rss>\n<channel></rss>').line == 5


def test_an_undeclared_prefix_is_read_as_it_is_customary() -> None:
    xml = XmlWalk(FEED)
    document = b"<rss><channel><item><content:encoded>a</content:encoded><zz:b>c</zz:b></item></channel></rss>"
    (unit,) = xml.units(io.BytesIO(document))
    assert text_of(unit.element, "content:encoded") == "a"
    assert text_of(unit.element, "zz:b") == "c"
    assert len(xml.notes) == 2


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_in_all_its_forms(encoding: str) -> None:
    assert walk(f'<?xml version="1.0"?>{rss("خبر")}'.encode(encoding))[0] == ["خبر"]


def test_declared_encodings_and_arabic_that_calls_itself_utf_8() -> None:
    assert walk(f'<?xml version="1.0" encoding="windows-1256"?>{rss("خبر عاجل")}'.encode("cp1256"))[0] == ["خبر عاجل"]
    found, notes = walk(f'<?xml version="1.0" encoding="utf-8"?>{rss("خبر عاجل من دمشق")}'.encode("cp1256"))
    assert found == ["خبر عاجل من دمشق"]
    assert notes == ["the file is in Windows-1256 and not in UTF-8 as it says"]


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        ('<!DOCTYPE rss [<!ENTITY a "b">]><rss/>', "document type"),
        ('<?xml version="1.0"?>\n<!-- x -->\n<!DOCTYPE rss SYSTEM "http://127.0.0.1/x.dtd"><rss/>', "document type"),
        ("<!DOCTYPE rss [<!ENTITY % a SYSTEM 'file:///etc/passwd'> %a;]><rss/>", "document type"),
        ("<rss><channel></rss>", "mismatched tag"),
        ("<rss><channel>", "breaks off inside <channel>"),
        ("<rss><channel><item", "breaks off"),
        ("<rss><channel><item><![CDATA[ab", "breaks off"),
        ("plain text", "not well-formed"),
        ("", "no element found"),
        ("<a>" * 100_000, "nested deeper"),
        ("<rss>" + "\x01\x02\x03" * 100 + "</rss>", "binary data"),
        (b"<?xml version='1.0' encoding='utf-7'?><rss/>", "encoding 'utf-7' is unknown"),
        (b"<?xml version='1.0' encoding='unicode_escape'?><rss/>", "is unknown"),
        (b"<rss><channel><item><title>\xff\xfe\xfd caf\xe9</title></item></channel></rss>", "not UTF-8"),
    ],
)
def test_attacks_and_damage_are_refused(document: str | bytes, reason: str) -> None:
    assert reason in str(fault(document))


@pytest.mark.parametrize(
    "beginning",
    [b"<rss><channel><item><title>", b'<rss><channel><item a="', b"<rss><!--", b"<rss><channel><item><![CDATA[", b"<rss "],
)
def test_a_gigabyte_without_an_end_is_given_up_soon(beginning: bytes) -> None:
    tracemalloc.start()
    try:
        with pytest.raises(XmlFault):
            list(XmlWalk(FEED).units(Endless(beginning, b"a", 10**9)))
        assert tracemalloc.get_traced_memory()[1] < 150 * 1024**2
    finally:
        tracemalloc.stop()


def test_items_are_let_go_of_one_by_one() -> None:
    item = b"<item><title>a</title><description>" + b"x" * 50_000 + b"</description></item>"
    document = b"<rss><channel>" + item * 400 + b"</channel></rss>"
    tracemalloc.start()
    try:
        assert sum(1 for _ in XmlWalk(FEED).units(io.BytesIO(document))) == 400
        assert tracemalloc.get_traced_memory()[1] < 8 * 1024**2
    finally:
        tracemalloc.stop()
