"""Where share pictures stand: asked by every page's head, apart from the views that make them."""

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from articles import share_pictures
from articles.models import Article


def picture_path(article: Article, shape: str = share_pictures.CARD) -> str:
    """The path of a story's picture as the story stands now."""
    return reverse("share-picture", args=[article.pk, shape, share_pictures.digest(article, shape)])


def site_card_path() -> str:
    return reverse("site-picture", args=["card", share_pictures.site_digest(site_words()), "jpg"])


def site_logo_path() -> str:
    return reverse("site-picture", args=["logo", share_pictures.site_digest(site_words()), "png"])


def site_icon_path(side: int) -> str:
    return reverse("site-picture", args=[f"icon{side}", share_pictures.site_digest(site_words()), "png"])


def site_words() -> str:
    """What stands on the share picture of pages that are no stories: Arabic, whatever the reader's language."""
    with translation.override("ar"):
        return _("News that is checked, sources that are named, corrections that are not hidden.")
