"""How the desk names a story's state: «scheduled» apart from «published», a dot and a word."""

from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.models import Article, DeskState

STATES: dict[str, Any] = {state.value: state.label for state in DeskState}


def state_mark(article: Article) -> SafeString:
    """A dot in the state's colour and its name."""
    state = article.desk_state
    return format_html('<span class="nr-state nr-state-{}">{}</span>', state.value, state.label)
