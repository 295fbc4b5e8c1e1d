"""What the machine knows of stories' likeness. Written by `articles.likeness` alone.

`RelatedLink` is what editors chose; `RelatedArticle` is what was found, kept so that no reader waits for it.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class StorySignature(models.Model):
    """The weightiest terms of one story, drafts included: enough to tell how much two stories have in common."""

    article = models.OneToOneField("articles.Article", primary_key=True, on_delete=models.CASCADE, related_name="signature")
    # Packed and unpacked by articles.likeness.signatures
    terms = models.BinaryField()
    analyser = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("story signature")
        verbose_name_plural = _("story signatures")

    def __str__(self) -> str:
        return f"signature of story {self.pk}"


class AwaitedRefresh(models.Model):
    """A story that was saved and whose related stories are still to be found anew."""

    article = models.OneToOneField("articles.Article", primary_key=True, on_delete=models.CASCADE, related_name="+")
    asked_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("story whose related ones are to be found")
        verbose_name_plural = _("stories whose related ones are to be found")

    def __str__(self) -> str:
        return f"story {self.pk}"


class RelatedArticle(models.Model):
    """A story found to be related to another, with its place in the list and what they share.

    ``related`` is published, perhaps for a time to come: whoever shows it joins `Article.objects.public()`.
    ``is_copy`` marks a story that tells the same in the same words: it is kept to be warned of, and shown nowhere.
    """

    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="found_related")
    related = models.ForeignKey(
        "articles.Article", verbose_name=_("story"), on_delete=models.CASCADE, related_name="found_beside"
    )
    score = models.FloatField()
    position = models.PositiveSmallIntegerField()
    is_copy = models.BooleanField(default=False)
    # {"section": bool, "topics": [tag keys], "names": [terms], "words": [terms]}
    reasons = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("related story found")
        verbose_name_plural = _("related stories found")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["article", "related"], name="related_article_once"),
            models.CheckConstraint(condition=~Q(related=F("article")), name="related_article_not_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} -> {self.related_id}"
