"""An archive with all that can bear on each other in one: for tests that compare ways of importing it."""

import json
from pathlib import Path
from typing import Any

from PIL import Image as PillowImage

from tests.importing.helpers import write_lines


def record(number: int, **more: Any) -> dict[str, Any]:
    return {
        "external_id": f"n-{number}",
        "source": {"name": "أرشيف", "url": f"https://www.old.example/{number}/"},
        "headline": f"عنوان الخبر {number} عن السوق والمدينة",
        "standfirst": f"مقدمة الخبر {number}.",
        "body": f"الفقرة الأولى من الخبر {number} في مدينة الزهراء.\n\nوالفقرة الثانية تتحدث عن الأسعار.",
        "published_at": f"2026-10-{1 + number % 28:02}T10:00:00+03:00",
        "sections": ["أخبار", f"باب {number % 3}"],
        "tags": [f"وسم {number % 4}", "الأمم المتحدة"],
        "authors": [f"كاتب {number % 3}"],
        **more,
    }


def linking(*addresses: str) -> str:
    return "".join(f'<p>كما <a href="{address}">ورد</a> أمس.</p>' for address in addresses)


def records() -> list[dict[str, Any]]:
    """Each tells what is unusual about it."""
    old = "https://www.old.example"
    scheduled = {"published_at": "2036-01-01T00:00:00+03:00"}
    live = {"type": "live", "live": [{"id": 7, "at": "2026-10-02T10:00:00+03:00", "headline": "تحديث", "body": "<p>نص.</p>"}]}
    video = {"type": "video", "video_url": "https://vimeo.com/76979871"}
    return [
        record(0, related=["n-5", "عنوان الخبر 6 عن السوق والمدينة", "id:n-7", "لا وجود له", "https://other.example/x"]),
        record(1, body=linking(f"{old}/0/", "http://old.example/8?utm_source=x", f"{old}/1/", "https://other.example/y")),
        record(2, related=[f"{old}/0/", "http://old.example/9", f"{old}/2/", "n-0", "n-0", "عنوان الخبر 0 عن السوق والمدينة"]),
        record(
            3,
            tags=["الامم المتحده", "هيئة الأمم", "وسم  1"],
            sections=["باب 1", "اخبار", "باب 0"],
            authors=["كاتب 1", "كاتب  1", "كاتب 2"],
        ),
        record(4, image={"path": "one.jpg", "alt": "صورة", "caption": "تعليق الصورة"}, related=["n-3"]),
        record(5, status="draft", related=["n-0"], related_titles={"n-0": "عنوان المحررين"}),
        record(6, corrections=[{"kind": "update", "date": "2026-10-03T10:00:00+03:00", "note": "صُحح الاسم."}] * 2),
        record(7, old_addresses=[f"{old}/0/", f"{old}/seven", "/seven/"], body=linking("/seven/", f"{old}/nowhere")),
        record(8, **scheduled, related=["n-8", "عنوان الخبر 8 عن السوق والمدينة"]),
        record(9, id=5000, published_at=None, genre="opinion"),
        record(10, id=5000, as_is=True, body=linking(f"{old}/9/", f"{old}/11/")),
        record(11, telling=live, related=["n-12", "n-1"]),
        record(12, telling=video, related=[f"{old}/14/"], related_titles={f"{old}/14/": "عنوان خاص"}),
        {"headline": "بلا رقم", "body": "نص بلا رقم.", "related": ["n-14", "بلا رقم آخر"]},
        {"headline": "بلا رقم", "body": "نص آخر تحت العنوان نفسه."},
        {"headline": "بلا رقم", "body": "نص بلا رقم.", "related": ["n-14", "بلا رقم آخر"]},
        {"headline": "", "body": "لا عنوان"},
        record(3),
        record(
            14, status="withdrawn", old_addresses=["https://elsewhere.example/a"], body=linking("https://elsewhere.example/b")
        ),
        record(
            15, old_addresses=["https://elsewhere.example/b", "https://elsewhere.example/a"], tags=[], sections=[], authors=[]
        ),
        record(16, headline="عنوان الخبر 6 عن السوق والمدينة", related=["عنوان الخبر 6 عن السوق والمدينة"], slug="خاص"),
        record(17, image={"path": "two.jpg", "caption": "تعليق ثان"}, body='<figure><img src="one.jpg"></figure><p>نص.</p>'),
        record(18, source={"name": "مصدر آخر"}, external_id="17", headline="رقم مصدر آخر"),
        record(19, related=["17", "id:17", "https://old.example/17", "/article/5000/x", "/article/777777/x", "http://[x"]),
        record(20, kicker="رأي", image={"caption": "تعليق بلا صورة", "credit": "أ ف ب"}),
        record(21, headline="عنوان الخبر ٢١", body="ﻻ أشكال ولا \u202bاتجاهات\u202c"),
        *(record(number, related=[f"n-{number + 3}", f"{old}/{number - 2}/"]) for number in range(22, 60)),
    ]


def write(folder: Path, name: str = "stories.jsonl", told: list[dict[str, Any]] | None = None) -> Path:
    for picture, colour in (("one.jpg", (200, 90, 40)), ("two.jpg", (20, 90, 140))):
        PillowImage.new("RGB", (64, 40), colour).save(folder / picture)
    return write_lines(folder / name, *(records() if told is None else told), "{", json.dumps({"headline": 7}))
