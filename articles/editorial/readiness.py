"""What must be there before readers may see a story. Anything else is advice (`house_style`)."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from articles.editorial.story_text import body_of, gallery_of
from articles.models import Article


def lacks(article: Article) -> list[str]:
    """Sentences on what the story lacks; empty where it may go out."""
    return list(_pictures_without_alt(article))


def _pictures_without_alt(article: Article) -> Iterator[str]:
    if article.image is not None and not article.image.alt.strip():
        yield _("The lead picture has no alternative text: write in the image library what is to be seen.")
    for number, picture in enumerate(body_of(article.body).pictures, 1):
        if not picture.alt.strip():
            text = _("Picture %(number)d in the body has no alternative text: write it in the picture's window.")
            yield text % {"number": number}
    for item in gallery_of(article):
        if item.image is not None and not item.image.alt.strip():
            yield _("Picture %(number)d of the gallery has no alternative text.") % {"number": item.row + 1}
