"""Arrangements of the front page and of section fronts: which story stands where, from when, put there by whom.

An arrangement is never rewritten: what an editor saves is a new one with the
next number. Readers see the newest whose time has come, because the query says
so; nothing has to run at that time.
"""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.article import HEADLINE_LENGTH
from articles.models.section import Section

KICKER_LENGTH = 120


class ArrangementQuerySet(models.QuerySet["Arrangement"]):
    def of(self, section: Section | None) -> "ArrangementQuerySet":
        """Those of the section's front; None: of the front page. The newest first."""
        return self.filter(section=section).order_by("-number")

    def live(self, section: Section | None, now: datetime | None = None) -> "ArrangementQuerySet":
        """At most one: what readers of that front see at this moment."""
        due = self.filter(section=section, live_from__lte=now or timezone.now())
        return due.order_by("-live_from", "-number")[:1]

    def scheduled(self, section: Section | None, now: datetime | None = None) -> "ArrangementQuerySet":
        """Those that will go live by themselves, the next first."""
        return self.filter(section=section, live_from__gt=now or timezone.now()).order_by("live_from", "number")


class Arrangement(models.Model):
    """One arrangement of a front. A draft has no ``live_from``."""

    # Nameless from there: a section that is merged into another leaves that one's front as it is.
    section = models.ForeignKey(
        Section,
        verbose_name=_("section"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        help_text=_("Left empty, it is the front page."),
    )
    # Two editors who save at once want the same number: the database lets one of them have it.
    number = models.PositiveIntegerField(_("number"))
    live_from = models.DateTimeField(_("seen by readers from"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("saved"), default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("editor"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="arrangements",
    )

    objects = ArrangementQuerySet.as_manager()

    class Meta:
        verbose_name = _("arrangement")
        verbose_name_plural = _("arranging the front pages")
        ordering = ["-created_at", "-pk"]
        default_permissions = ()
        permissions = [
            ("arrange_front", _("Can arrange the front page and every section's front")),
        ]
        constraints = [
            models.UniqueConstraint(fields=["number"], condition=Q(section=None), name="arrangement_of_the_front_page_once"),
            models.UniqueConstraint(fields=["section", "number"], name="arrangement_of_a_section_once"),
        ]
        indexes = [models.Index(fields=["section", "-live_from", "-number"], name="arrangement_live")]

    def __str__(self) -> str:
        return _("Arrangement %(number)s") % {"number": self.number}


class FrontBlock(models.Model):
    """A part of a front: the top, or a block under it, with what it shows, how wide, and how many."""

    class Kind(models.TextChoices):
        TOP = "top", _("top of the page")
        SECTION = "section", _("section")
        TOPIC = "topic", _("topic")
        CHOSEN = "chosen", _("chosen stories")
        OPINION = "opinion", _("opinion")
        FEATURE = "feature", _("feature band")
        MOST_READ = "most_read", _("most read")
        MORE = "more", _("more news")

    class Shape(models.TextChoices):
        SPLIT = "split", _("wide, with a large story")
        HALF = "half", _("half of the width")
        ROW = "row", _("a row of cards")

    arrangement = models.ForeignKey(Arrangement, on_delete=models.CASCADE, related_name="blocks")
    order = models.PositiveSmallIntegerField(_("order"))
    kind = models.CharField(_("what it shows"), max_length=10, choices=Kind.choices)
    section = models.ForeignKey(Section, null=True, blank=True, on_delete=models.CASCADE, related_name="front_blocks")
    tag = models.ForeignKey("articles.Tag", null=True, blank=True, on_delete=models.CASCADE, related_name="front_blocks")
    title = models.CharField(_("own title"), max_length=100, blank=True)
    shape = models.CharField(_("shape"), max_length=5, choices=Shape.choices, default=Shape.ROW)
    count = models.PositiveSmallIntegerField(_("number of stories"), default=4)

    class Meta:
        verbose_name = _("block of a front")
        verbose_name_plural = _("blocks of a front")
        ordering = ["order", "pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.title or str(self.get_kind_display())


class FrontSlot(models.Model):
    """A story that an editor put into a place of a block; the lead is the first place of the top."""

    arrangement = models.ForeignKey(Arrangement, on_delete=models.CASCADE, related_name="slots")
    block = models.ForeignKey(FrontBlock, on_delete=models.CASCADE, related_name="slots")
    position = models.PositiveSmallIntegerField(_("place"))
    article = models.ForeignKey(
        "articles.Article", verbose_name=_("story"), on_delete=models.CASCADE, related_name="front_slots"
    )
    pinned_until = models.DateTimeField(_("pinned until"), null=True, blank=True)
    headline = models.CharField(_("own headline"), max_length=HEADLINE_LENGTH, blank=True)
    kicker = models.CharField(_("own kicker"), max_length=KICKER_LENGTH, blank=True)

    class Meta:
        verbose_name = _("place of a front")
        verbose_name_plural = _("places of a front")
        ordering = ["position", "pk"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["arrangement", "article"], name="story_once_on_a_front")]

    def __str__(self) -> str:
        return self.headline or str(self.article)
