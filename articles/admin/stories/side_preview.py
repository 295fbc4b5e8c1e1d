"""The side column's panel of the preview: for those who may change what they see."""

from django.http import HttpRequest

from articles.editorial import rights
from articles.models import Article


def shown(request: HttpRequest, article: Article | None) -> bool:
    if article is None:
        return bool(request.user.has_perm("articles.add_article"))
    return rights.may(request.user, "edit", article) or rights.may(request.user, "edit_pictures", article)
