"""How changes between two texts are shown: inserted and deleted words with words for those who listen."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.text.diff import Change, Kind, Piece
from articles.text.diff_blocks import PICTURE

register = template.Library()

# Formatting told by name where it came or went; anything else is «formatting».
_ADDRESS_LENGTH = 60


@register.filter
def pieces(runs: tuple[Piece, ...]) -> SafeString:
    """The runs of a line or paragraph, each with its words; nothing of the source is markup here."""
    return format_html_join("", "{}", ((_piece(run),) for run in runs))


@register.filter
def became(change: Change) -> str:
    """What a paragraph became where it is of another kind now; "" where it is not."""
    if not change.is_other_kind or change.new is None:
        return ""
    kind = change.new.kind
    if kind.rpartition(">")[2][:2] in {"h2", "h3", "h4"}:
        return _("now a heading")
    if "blockquote.pull" in kind:
        return _("now a pull quote")
    if "blockquote" in kind:
        return _("now a quotation")
    if "li" in kind.split(">"):
        return _("now an item of a list")
    return _("now plain text") if kind == "p" else _("set otherwise now")


def _piece(run: Piece) -> SafeString:
    text = run.text.replace(PICTURE, f"[{_('picture')}]")
    if run.kind is Kind.ADDED:
        return _marked("ins", _("Added:"), text)
    if run.kind is Kind.REMOVED:
        return _marked("del", _("Removed:"), text)
    if run.kind is Kind.RESTYLED:
        shown, note = text.rstrip(), _restyling(run)
        return format_html('<span class="restyled">{}</span> <small class="restyling">({})</small> ', shown, note)
    return format_html("{}", text)


def _marked(tag: str, label: str, text: str) -> SafeString:
    """<ins> or <del> with its beginning and end said in words: few screen readers tell either."""
    said = '<span class="hide" lang="{lang}">{said} </span>'
    template = f"<{tag}>{said}{{text}}{said.replace('said}', 'end}')}</{tag}>"
    return format_html(template, lang=get_language(), said=label, end=_("End of the change."), text=text)


def _restyling(run: Piece) -> str:
    old, new = run.old[0].link, run.new[0].link
    if old == new:
        return _("formatting changed")
    if not old:
        return _("link added: %(address)s") % {"address": _short(new)}
    if not new:
        return _("link removed: %(address)s") % {"address": _short(old)}
    return _("link changed: %(old)s, now %(new)s") % {"old": _short(old), "new": _short(new)}


def _short(address: str) -> str:
    bare = address.removeprefix("https://").removeprefix("http://")
    return f"\u2068{bare if len(bare) <= _ADDRESS_LENGTH else bare[:_ADDRESS_LENGTH] + '…'}\u2069"
