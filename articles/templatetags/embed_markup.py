"""Embeds of a story's body as HTML: a video behind a button, a post as a card. See `articles.text.embeds`."""

import html
import re

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from articles.text.embeds import PARAGRAPH, embed_of


def with_embeds(body: str) -> SafeString:
    """A story's clean HTML with its embeds as readers see them."""

    def shown(match: re.Match[str]) -> str:
        embed = embed_of(html.unescape(match["href"]))
        if embed is None:
            return match.group()
        words = html.unescape(match["words"]).strip()
        # The bare address says nothing that the card does not.
        context = {"embed": embed, "words": "" if words.startswith(("http://", "https://")) else words}
        return render_to_string("articles/_embed.html", context)

    return mark_safe(PARAGRAPH.sub(shown, body) if 'class="embed"' in body else body)
