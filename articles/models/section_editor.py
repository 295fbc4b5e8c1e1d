"""Which sections a person of the desk works for."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SectionEditor(models.Model):
    """A person's section: what their role allows holds for its stories, and for those of all sections below it."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="desk_sections", verbose_name=_("person")
    )
    section = models.ForeignKey("articles.Section", on_delete=models.CASCADE, related_name="editors", verbose_name=_("section"))

    class Meta:
        verbose_name = _("section of a person")
        verbose_name_plural = _("sections of a person")
        ordering = ["user", "section"]
        constraints = [models.UniqueConstraint(fields=["user", "section"], name="section_editor_once")]

    def __str__(self) -> str:
        return f"{self.user}: {self.section}"
