"""The letters as messages: plain text and HTML, from right to left, in Arabic for everybody."""

from collections.abc import Sequence
from itertools import groupby

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from articles.models import Article, NewsletterIssue
from articles.text import dates


def confirmation(email: str, address: str) -> EmailMultiAlternatives:
    with translation.override("ar"):
        paper = settings.NEWSROOM["NAME"]["ar"]
        subject = _("Confirm your subscription to the letter of %(paper)s") % {"paper": paper}
        return _message(email, subject, "confirm", {"paper": paper, "address": address}, {"Auto-Submitted": "auto-generated"})


def letter(issue: NewsletterIssue, stories: Sequence[Article], email: str, base: str, leave: str) -> EmailMultiAlternatives:
    """The issue for one reader: ``leave`` is the address that takes this reader out, by one press of the mail program, too."""
    with translation.override("ar"):
        paper = settings.NEWSROOM["NAME"]["ar"]
        day = dates.long_date(issue.day, names=settings.NEWSROOM["MONTH_NAMES"], language="ar")
        day = dates.digits(day, settings.NEWSROOM["DIGITS"])
        subject = _("%(paper)s, %(day)s: %(headline)s") % {"paper": paper, "day": day, "headline": stories[0].headline}
        parts = [(section, list(run)) for section, run in groupby(stories, lambda story: story.section)]
        context = {"paper": paper, "day": day, "issue": issue, "parts": parts, "base": base, "leave": leave}
        # RFC 8058: the mail program's own button, without a visit; RFC 2919: which list this is.
        headers = {"List-Unsubscribe": f"<{leave}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
        headers["List-Id"] = f"<newsletter.{base.partition('://')[2].partition(':')[0]}>"
        return _message(email, subject, "letter", context, headers)


def _message(
    email: str, subject: str, name: str, context: dict[str, object], headers: dict[str, str]
) -> EmailMultiAlternatives:
    text = render_to_string(f"mail/{name}.txt", context)
    message = EmailMultiAlternatives(" ".join(subject.split()), text, to=[email], headers=headers)
    message.attach_alternative(render_to_string(f"mail/{name}.html", context), "text/html")
    return message
