"""Caption, credit and rights are read from a picture's own metadata, in whatever way an agency wrote them."""

import io
import struct
from random import Random
from typing import Any

import pytest
from PIL import Image as PillowImage

from articles.models import Image
from articles.picture_details import Details, read_details
from articles.pictures import look_of, read_picture, store_picture

CAPTION = "مبعوث الأمم المتحدة يصل إلى دمشق"


def jpeg(**options: Any) -> bytes:
    out = io.BytesIO()
    PillowImage.new("RGB", (32, 20), (40, 90, 140)).save(out, "JPEG", **options)
    return out.getvalue()


def xmp(properties: str) -> bytes:
    return (
        '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"'
        ' xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/" photoshop:Credit="رويترز">'
        f'{properties}</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    ).encode()


def iptc(datasets: list[tuple[int, bytes]]) -> bytes:
    """A JPEG with IPTC-IIM datasets of record 2, as agencies' programs write them."""
    records = b"".join(b"\x1c\x02" + bytes([number]) + struct.pack(">H", len(value)) + value for number, value in datasets)
    resource = b"8BIM\x04\x04\x00\x00" + struct.pack(">I", len(records)) + records + b"\x00" * (len(records) % 2)
    block = b"Photoshop 3.0\x00" + resource
    plain = jpeg()
    return plain[:2] + b"\xff\xed" + struct.pack(">H", len(block) + 2) + block + plain[2:]


def test_xmp_is_read_with_its_arabic_before_other_languages() -> None:
    told = read_details(
        jpeg(
            xmp=xmp(
                "<dc:description><rdf:Alt><rdf:li xml:lang='x-default'>UN envoy arrives</rdf:li>"
                f"<rdf:li xml:lang='ar'>{CAPTION}</rdf:li></rdf:Alt></dc:description>"
                "<dc:creator><rdf:Seq><rdf:li>سلمى الحسن</rdf:li><rdf:li>رامي دياب</rdf:li></rdf:Seq></dc:creator>"
                "<dc:rights><rdf:Alt><rdf:li xml:lang='x-default'>© رويترز 2018</rdf:li></rdf:Alt></dc:rights>"
                "<Iptc4xmpCore:AltTextAccessibility><rdf:Alt><rdf:li xml:lang='x-default'>رجل ينزل من طائرة</rdf:li>"
                "</rdf:Alt></Iptc4xmpCore:AltTextAccessibility>"
            )
        )
    )
    assert told == Details("رجل ينزل من طائرة", CAPTION, "سلمى الحسن / رامي دياب / رويترز", "© رويترز 2018")


@pytest.mark.parametrize("encoding", ["utf-8", "cp1256"])
def test_iptc_datasets_are_read_in_unicode_and_in_windows_arabic(encoding: str) -> None:
    told = read_details(
        iptc(
            [(120, CAPTION.encode(encoding)), (80, "سلمى".encode(encoding)), (110, b"AFP"), (116, "كل الحقوق".encode(encoding))]
        )
    )
    assert told == Details("", CAPTION, "سلمى / AFP", "كل الحقوق")


def test_exif_is_read_where_nothing_else_tells() -> None:
    exif = PillowImage.Exif()
    exif[0x010E], exif[0x013B], exif[0x8298] = CAPTION.encode(), "Salma", "© 2018".encode()
    assert read_details(jpeg(exif=exif)) == Details("", CAPTION, "Salma", "© 2018")


def test_what_cameras_write_by_themselves_is_no_caption() -> None:
    exif = PillowImage.Exif()
    exif[0x010E] = "OLYMPUS DIGITAL CAMERA"
    assert read_details(jpeg(exif=exif)) == Details()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no picture",
        jpeg()[:60],
        jpeg(xmp=b"<x><not closed"),
        jpeg(xmp=b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>"),
        iptc([(120, b"\xff\xfe")])[:80],
    ],
)
def test_broken_metadata_say_nothing(data: bytes) -> None:
    assert read_details(data) == Details()


def test_an_entity_of_the_packet_reads_no_file() -> None:
    hostile = xmp("<dc:description>&secret;</dc:description>").replace(
        b"<x:xmpmeta", b"<!DOCTYPE x [<!ENTITY secret SYSTEM 'file:///etc/hostname'>]><x:xmpmeta", 1
    )
    assert read_details(jpeg(xmp=hostile)).caption == ""


# Looks


def drawn(seed: int, size: tuple[int, int] = (640, 400)) -> PillowImage.Image:
    """Soft shapes that differ by seed."""
    small = PillowImage.new("L", (6, 5))
    small.putdata(Random(seed).choices(range(256), k=30))
    return small.resize(size, PillowImage.Resampling.BICUBIC).convert("RGB")


def as_file(picture: PillowImage.Image, kind: str = "JPEG", **options: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


@pytest.mark.django_db
def test_another_size_or_format_of_a_picture_is_recognised_and_other_pictures_are_not() -> None:

    first = store_picture(read_picture(as_file(drawn(1))))[0]
    others = [store_picture(read_picture(as_file(drawn(seed))))[0] for seed in range(2, 30)]
    small = store_picture(read_picture(as_file(drawn(1).resize((320, 200)), quality=60)))[0]
    painted = store_picture(read_picture(as_file(drawn(1), "PNG")))[0]
    assert [one.pk for one in Image.objects.alike([small])[small.pk]] == [first.pk, painted.pk]
    assert first.pk in {one.pk for one in Image.objects.alike([painted])[painted.pk]}
    assert not Image.objects.alike(others)


def test_a_picture_too_plain_to_be_told_apart_has_no_look() -> None:
    assert look_of(PillowImage.new("RGB", (300, 200), (200, 30, 30))) == ""
