"""The letter by e-mail: who gets it, and which were sent. Of a reader nothing is kept but the address."""

from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Frequency(models.TextChoices):
    DAILY = "daily", _("every day")
    WEEKLY = "weekly", _("every week")


class NewsletterIssue(models.Model):
    """A letter of a day: its stories are chosen once, so that all get the same one, however often sending starts anew."""

    frequency = models.CharField(_("how often"), max_length=6, choices=Frequency.choices)
    day = models.DateField(_("day"))
    # Keys in the letter's order; whether they are still public is asked when each letter is made.
    stories = models.JSONField(default=list)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("newsletter issue")
        verbose_name_plural = _("newsletter issues")
        constraints = [models.UniqueConstraint(fields=["frequency", "day"], name="newsletter_issue_once")]

    def __str__(self) -> str:
        return f"{self.get_frequency_display()} {self.day}"


class Subscriber(models.Model):
    """A confirmed reader of the letter. Who has not confirmed is not here, and who leaves is deleted."""

    email = models.EmailField(_("e-mail address"), max_length=254)
    frequency = models.CharField(_("how often"), max_length=6, choices=Frequency.choices, default=Frequency.DAILY)
    since = models.DateField(_("since"), default=timezone.localdate)
    # Set before the letter goes out: a letter that may have been sent is never sent twice.
    last_issue = models.ForeignKey(
        NewsletterIssue, verbose_name=_("last letter"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("subscriber")
        verbose_name_plural = _("subscribers")
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(Lower("email"), name="subscriber_once")]

    def __str__(self) -> str:
        return self.email
