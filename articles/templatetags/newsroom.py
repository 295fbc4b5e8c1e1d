"""What the readers' templates need beyond Django's own: dates, digits, pictures, isolated names.

The newsroom's choices (month names, digits, Hijri) come from
``settings.NEWSROOM``, the time zone from ``settings.TIME_ZONE``, the language
from the request; `articles.text.dates` knows none of them.
"""

import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from articles.templatetags.embed_markup import with_embeds
from articles.templatetags.picture_markup import picture, with_renditions
from articles.text import dates
from articles.text.markup import excerpt as plain_excerpt

register = template.Library()
register.simple_tag(picture)
register.filter(with_renditions)
register.filter(with_embeds)

# How long «الأحدث» says a weekday instead of a date: within a week it is plain which one is meant.
WEEKDAY_ALONE = 7


def _language() -> str:
    return "en" if (get_language() or "").startswith("en") else "ar"


def _local(moment: date) -> date:
    return timezone.localtime(moment) if isinstance(moment, datetime) and timezone.is_aware(moment) else moment


@register.filter
def digits(value: object) -> str:
    """The value with its digits in the newsroom's style; English pages always show 0-9."""
    return dates.digits(value, settings.NEWSROOM["DIGITS"] if _language() == "ar" else "latin")


@register.filter
def arabic_date(moment: date | None, kind: str = "date") -> str:
    """A date or moment in the newsroom's zone, month names and digits; "" for None.

    Kinds: ``date``; ``long`` with the weekday; ``full`` with weekday and time;
    ``short`` as cards show it («اليوم، 14:05», «أمس، 14:05», then the date);
    ``ticker`` as short as can be («14:05», «الأحد», «2/12»); ``clock``.
    """
    if moment is None:
        return ""
    return digits(_KINDS[kind](_local(moment)))


@register.filter
def hijri(moment: date | None) -> str:
    """The Hijri date beside the Gregorian one; "" where the newsroom shows none or the tables end."""
    if moment is None or not settings.NEWSROOM["HIJRI_DATE"]:
        return ""
    return digits(dates.hijri_date(_local(moment), _language()))


@register.filter
def relative_time(moment: datetime | None) -> str:
    """«قبل 5 دقائق»; "" for None."""
    return digits(dates.relative_time(moment, timezone.now(), _language())) if moment else ""


@register.filter
def iso(moment: date | None) -> str:
    """For the ``datetime`` attribute: ISO 8601 with ASCII digits, in the newsroom's zone, to the second."""
    local = _local(moment) if moment else None
    return local.isoformat(timespec="seconds") if isinstance(local, datetime) else (local.isoformat() if local else "")


@register.simple_tag(name="time", takes_context=True)
def time_tag(context: Mapping[str, Any], moment: date | None, kind: str = "short") -> str:
    """A <time> element of `arabic_date`; nothing for None."""
    if getattr(context.get("request"), "static_edition", False):
        # A file may be read days later: no «today» and no weekday alone.
        kind = _LASTING.get(kind, kind)
    return format_html('<time datetime="{}">{}</time>', iso(moment), arabic_date(moment, kind)) if moment else ""


def _date(day: date) -> str:
    return dates.long_date(day, names=settings.NEWSROOM["MONTH_NAMES"], language=_language())


def _long(day: date) -> str:
    return dates.long_date(day, names=settings.NEWSROOM["MONTH_NAMES"], language=_language(), weekday=True)


def _clock(moment: date) -> str:
    return dates.clock(moment) if isinstance(moment, datetime) else ""


def _full(moment: date) -> str:
    return gettext("%(date)s, %(time)s") % {"date": _long(moment), "time": _clock(moment)}


def _moment(moment: date) -> str:
    return gettext("%(date)s, %(time)s") % {"date": _date(moment), "time": _clock(moment)}


def _days_ago(moment: date) -> int:
    day = moment.date() if isinstance(moment, datetime) else moment
    return (timezone.localdate() - day) // timedelta(days=1)


def _short(moment: date) -> str:
    if _days_ago(moment) == 0:
        return gettext("Today, %(time)s") % {"time": _clock(moment)}
    if _days_ago(moment) == 1:
        return gettext("Yesterday, %(time)s") % {"time": _clock(moment)}
    return _date(moment)


def _ticker(moment: date) -> str:
    if _days_ago(moment) == 0:
        return _clock(moment)
    if 0 < _days_ago(moment) < WEEKDAY_ALONE:
        return dates.WEEKDAYS[_language()][moment.weekday()]
    return _day_of_month(moment)


def _day_of_month(moment: date) -> str:
    return f"{moment.day}/{moment.month}"


_LASTING = {"short": "moment", "ticker": "day"}
_KINDS = {
    **{"date": _date, "long": _long, "full": _full, "moment": _moment},
    **{"short": _short, "ticker": _ticker, "day": _day_of_month, "clock": _clock},
}


@register.filter
def isolate(value: object) -> SafeString:
    """A name, number or address in <bdi>: its direction is its own and leaves the line around it alone."""
    return format_html("<bdi>{}</bdi>", value) if value else mark_safe("")


@register.filter
def excerpt(value: str, length: int = 160) -> str:
    """At most ``length`` letters of a plain text, whole words."""
    return plain_excerpt(value, length)


@register.simple_tag
def newspaper() -> str:
    """The newspaper's name in the page's language."""
    names = settings.NEWSROOM["NAME"]
    return names.get(_language(), names["ar"])


@register.simple_tag
def story_language() -> SafeString:
    """Attributes of an element that holds a story's words: stories stay Arabic on English pages."""
    return mark_safe("" if _language() == "ar" else ' lang="ar" dir="rtl"')


@register.simple_tag
def page_language() -> SafeString:
    """Attributes of a line in the page's own language inside an element of `story_language`."""
    return mark_safe("" if _language() == "ar" else ' lang="en" dir="ltr"')


@register.simple_tag
def json_ld(data: dict[str, Any]) -> SafeString:
    """Structured data as a script element that nothing in it can end: «<», «>» and «&» are written as escapes."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_JSON_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')


_JSON_ESCAPES = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


@register.simple_tag
def zone_name() -> str:
    """The newsroom's time zone for readers: the city of «بتوقيت دمشق»."""
    city = settings.TIME_ZONE.rpartition("/")[2].replace("_", " ")
    return str(CITIES.get(settings.TIME_ZONE, city))


CITIES = {
    "Asia/Damascus": _("Damascus"),
    "Asia/Beirut": _("Beirut"),
    "Asia/Amman": _("Amman"),
    "Asia/Baghdad": _("Baghdad"),
    "Asia/Jerusalem": _("Jerusalem"),
    "Asia/Gaza": _("Gaza"),
    "Asia/Riyadh": _("Riyadh"),
    "Asia/Dubai": _("Dubai"),
    "Asia/Qatar": _("Doha"),
    "Asia/Kuwait": _("Kuwait"),
    "Africa/Cairo": _("Cairo"),
    "Africa/Khartoum": _("Khartoum"),
    "Africa/Tripoli": _("Tripoli"),
    "Africa/Tunis": _("Tunis"),
    "Africa/Algiers": _("Algiers"),
    "Africa/Casablanca": _("Casablanca"),
    "Europe/London": _("London"),
    "UTC": _("Greenwich"),
}
