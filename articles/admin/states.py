"""How the desk names a story's state: «scheduled» apart from «published», a dot and a word."""

from typing import Any, NamedTuple

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.models import Article


class State(NamedTuple):
    code: str
    label: Any


STATES: dict[str, Any] = {
    "draft": _("draft"),
    "scheduled": _("scheduled"),
    "published": _("published"),
    "withdrawn": _("withdrawn"),
}


def state_of(article: Article) -> State:
    """The state as the desk sees it."""
    code = "scheduled" if article.is_scheduled else str(article.status)
    return State(code, STATES[code])


def state_mark(article: Article) -> SafeString:
    """A dot in the state's colour and its name."""
    state = state_of(article)
    return format_html('<span class="nr-state nr-state-{}">{}</span>', state.code, state.label)
