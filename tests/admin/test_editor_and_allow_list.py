"""The editor makes nothing that cleaning takes away, and can hold all that cleaning lets through."""

import json
import re
from pathlib import Path

from django_prose_editor.config import allowlist_from_extensions

from articles.admin.editor import EXTENSIONS, OWN_EXTENSIONS, BodyEditor, BodyField
from articles.text.markup import ALLOWED_TAGS, clean_html

FOLDER = Path(__file__).resolve().parent.parent.parent / "static" / "admin-desk"
SCRIPTS = [FOLDER / f"{name}.js" for name in ("editor", "marks", "inserts")]
# Held by the editor as `strong` and `em`; tables' parts come with tables, their captions as a paragraph.
SPELT_OTHERWISE = {"b", "i"}
NOT_HELD = {"caption"}


def test_the_two_lists_agree() -> None:
    made = set(allowlist_from_extensions(EXTENSIONS)["tags"]) | {"bdi", "cite", "footer"}
    assert made <= ALLOWED_TAGS
    assert ALLOWED_TAGS - made == SPELT_OTHERWISE | NOT_HELD


def test_each_own_extension_is_in_the_script() -> None:
    exported = {name for script in SCRIPTS for name in re.findall(r"export const (\w+)", script.read_text(encoding="utf-8"))}
    assert set(OWN_EXTENSIONS) <= exported


def test_what_the_editor_writes_survives_cleaning() -> None:
    written = (
        '<p dir="ltr">Latin</p><h2>عنوان</h2><blockquote class="pull"><p>اقتباس</p><footer>قائله</footer></blockquote>'
        "<ul><li><p>بند</p></li></ul><p><strong>عريض</strong> <bdi>ABC</bdi></p><hr>"
        "<table><tbody><tr><th><p>رأس</p></th><td><p>خلية</p></td></tr></tbody></table>"
    )
    assert clean_html(written) == written


def test_the_browsers_spelling_check_stays_on() -> None:
    config = BodyEditor().get_config()["extensions"]
    assert "NoSpellCheck" not in config
    assert json.dumps(config)


def test_line_ends_alone_are_no_change() -> None:
    field = BodyField()
    assert not field.has_changed("<p>أ</p>\n<p>ب</p>", "<p>أ</p>\r\n<p>ب</p>")
    assert field.has_changed("<p>أ</p>", "<p>ب</p>")
