"""The proofreading panel beside a story's form."""

from typing import Any

from django.http import HttpRequest

from articles.editorial.proofreading import explain, proofread_article
from articles.models import Article


def shown(request: HttpRequest, article: Article | None) -> bool:
    """Whoever may change stories reads along."""
    return request.user.has_perm("articles.change_article") or request.user.has_perm("articles.add_article")


def context(request: HttpRequest, article: Article | None) -> dict[str, Any]:
    """The saved story's findings."""
    found = proofread_article(article) if article is not None else []
    return {"findings": [{"text": row.finding.text, "reason": explain(row.finding)} for row in found]}
