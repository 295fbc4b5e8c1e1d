"""The states in which the desk sees a story."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DeskState(models.TextChoices):
    """What is stored (`Article.Status`) and what the clock makes of it, in the order of a story's way.

    «Scheduled», «published» and «expired» are one stored state at three times. A
    story that is set to go out while its embargo still runs is «embargoed».
    """

    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("in review")
    APPROVED = "approved", _("approved")
    EMBARGOED = "embargoed", _("embargoed")
    SCHEDULED = "scheduled", _("scheduled")
    PUBLISHED = "published", _("published")
    EXPIRED = "expired", _("taken off at its time")
    WITHDRAWN = "withdrawn", _("withdrawn")
    SPIKED = "spiked", _("spiked")
