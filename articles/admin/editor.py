"""The body's editor: django-prose-editor, set to what `articles.text.markup` lets through.

`clean_html` has the last word on what is stored; what it allows and the editor
could not hold would be lost at the first edit, so the two lists go together
(a test compares them).
"""

from typing import Any

from django import forms
from django.templatetags.static import static
from django.urls import reverse
from django_prose_editor.config import expand_extensions
from django_prose_editor.widgets import AdminProseEditorWidget

from articles.text.markup import clean_html

EXTENSIONS: dict[str, Any] = {
    # On by default, and would turn the browser's Arabic spelling check off.
    "NoSpellCheck": False,
    "Heading": {"levels": [2, 3, 4]},
    "Bold": True,
    "Italic": True,
    "Strike": True,
    "Subscript": True,
    "Superscript": True,
    "Code": True,
    "CodeBlock": True,
    "HardBreak": True,
    "HorizontalRule": True,
    "BulletList": True,
    "OrderedList": {"enableListAttributes": False},
    "ListItem": True,
    "Blockquote": True,
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto", "tel"]},
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "Figure": True,
    "Image": True,
    "Caption": True,
    "History": True,
    "Menu": {
        "groups": [
            {"group": "nodes -lists"},
            {"group": "lists"},
            {"group": "marks"},
            {"group": "link"},
            {"group": "table"},
            {"group": "direction"},
            {"group": "history"},
        ]
    },
}

# Made in static/admin-desk/editor.js, what has no line of its own.
OWN_EXTENSIONS: dict[str, Any] = {
    "Bdi": True,
    "Cite": True,
    "QuoteFooter": True,
    "PullQuote": True,
    "Direction": True,
    "DeskToolbar": True,
    # static/admin-desk/marks.js
    "Remarks": True,
    # static/admin-desk/inserts.js, which widens the package's "Link" too
    "Embed": True,
}


class BodyEditor(AdminProseEditorWidget):
    """The editor over a textarea (which serves where scripts don't run)."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, config={"extensions": EXTENSIONS}, preset="configurable")

    def get_config(self) -> dict[str, Any]:
        # Pictures come from the library, through a window of its own.
        library = {
            "Figure": {"pickerUrl": reverse("admin:articles_image_picker")},
            "Link": EXTENSIONS["Link"] | {"storiesUrl": reverse("admin:articles_article_stories")},
        }
        embeds = {"Embed": {"embedUrl": reverse("admin:articles_article_embed")}}
        return {
            "extensions": expand_extensions(EXTENSIONS | library) | OWN_EXTENSIONS | embeds,
            "js_modules": [static(f"admin-desk/{name}.js") for name in ("editor", "marks", "inserts")],
        }


class BodyField(forms.CharField):
    """HTML, cleaned; what differs only in line ends or in what cleaning takes off has not changed."""

    widget = BodyEditor

    def to_python(self, value: Any) -> str:
        return clean_html(super().to_python(value) or "")

    def has_changed(self, initial: Any, data: Any) -> bool:
        return clean_html(initial or "") != clean_html(data or "")
