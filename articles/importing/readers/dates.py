"""Dates as files tell them: ISO 8601, RFC 822, DD/MM/YYYY, Arabic month names. Never a guess. No Django here."""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from articles.text import dates as names
from articles.text.arabic import ascii_digits, fold_key, strip_invisible

_ZONE = r"(?:\s*(?P<zone>Z|(?:GMT|UTC|UT)?\s*[+-]\d{1,2}:?(?:\d\d)?|[A-Za-z]{1,5})?(?:\s*\([^()]*\))?)?"
_CLOCK = r"(?P<hour>\d{1,2}):?(?P<minute>\d\d)(?::?(?P<second>\d\d)(?:[.,]\d+)?)?"
_ISO = re.compile(
    rf"(?P<year>\d{{4}})(?P<mark>[-/]?)(?P<month>\d\d)(?P=mark)(?P<day>\d\d)(?:\s*[T\s]\s*{_CLOCK}{_ZONE})?", re.IGNORECASE
)
_DAY_FIRST = re.compile(rf"(?P<day>\d{{1,2}})[/.-](?P<month>\d{{1,2}})[/.-](?P<year>\d{{4}})(?:[\s,T-]+{_CLOCK}{_ZONE})?")
_WORD = r"[^\W\d_]+(?:\s(?:الأول|الثاني))?"
_NAMED = re.compile(
    rf"(?:{_WORD}\.?\s*(?:[,،]\s*|\s+))?(?P<day>\d{{1,2}})[\s-]+(?P<name>{_WORD})(?:\s*/\s*{_WORD})?[.,،]?[\s-]+"
    rf"(?P<year>\d{{4}}|\d\d)(?:[\s,،-]+{_CLOCK}{_ZONE})?"
)
_MONTH_FIRST = re.compile(
    rf"(?:{_WORD}\.?\s*,?\s+)?(?P<name>[A-Za-z]+)\.?\s+(?P<day>\d{{1,2}}),?\s+(?P<year>\d{{4}})(?:[\s,]+(?:at\s+)?{_CLOCK}{_ZONE})?"
)
_NOTHING = re.compile(r"[0\s:/T.Z-]*")

_HOURS = {
    **dict.fromkeys(("Z", "GMT", "UTC", "UT", "WET"), 0),
    **{"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7},
    **{"CET": 1, "WEST": 1, "BST": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3},
}


def _months() -> dict[str, int]:
    known: dict[str, int] = {}
    for row in (names.LEVANTINE, names.EGYPTIAN, names.MAGHREBI, names.MOROCCAN, names.ENGLISH):
        for number, name in enumerate(row, 1):
            known[fold_key(name)] = number
    for number, name in enumerate(names.ENGLISH, 1):
        known[name[:3].lower()] = number
    return known | {"sept": 9}


_MONTHS = _months()


class NoDate(ValueError):
    """A text that tells no moment, or not surely. ``str()`` is the reason, in one line (English)."""


def moment(text: str) -> datetime | None:
    """The time that a text tells: aware where it tells a zone, else naive; None for an empty text or one of zeros.

    NoDate where it can't be read: a day that does not exist, a month without a day, an unknown zone.
    """
    told = " ".join(ascii_digits(strip_invisible(text)).split())
    if _NOTHING.fullmatch(told):
        return None
    for pattern in (_ISO, _DAY_FIRST, _NAMED, _MONTH_FIRST):
        if found := pattern.fullmatch(told):
            return _moment(found.groupdict(), told)
    raise NoDate(f"{told[:40]!r} is no date that can be read")


def _moment(parts: dict[str, str | None], told: str) -> datetime:
    month = _MONTHS.get(fold_key(parts["name"] or "")) if "name" in parts else int(parts["month"] or 0)
    if not month:
        raise NoDate(f"{told[:40]!r}: {(parts.get('name') or '00')!r} is no month")
    year = int(parts["year"] or 0)
    if len(parts["year"] or "") == 2:
        year += 1900 if year >= 69 else 2000
    second = min(int(parts["second"] or 0), 59)  # 60 is a leap second
    try:
        when = datetime(year, month, int(parts["day"] or 0), int(parts["hour"] or 0), int(parts["minute"] or 0), second)
    except ValueError as error:
        raise NoDate(f"{told[:40]!r}: {error}") from error
    return when.replace(tzinfo=_zone(parts["zone"], told))


def _zone(text: str | None, told: str) -> tzinfo | None:
    if not text:
        return None
    word, sign, offset = re.fullmatch(r"([A-Za-z]*)\s*([+-]?)([\d:]*)", text).groups()  # type: ignore[union-attr]
    if not sign:
        if word.upper() not in _HOURS:
            raise NoDate(f"{told[:40]!r}: the zone {word!r} is unknown")
        hours = _HOURS[word.upper()]
        return timezone(timedelta(hours=hours)) if hours else UTC
    digits = offset.replace(":", "")
    hours, minutes = (int(digits), 0) if len(digits) <= 2 else (int(digits[:-2]), int(digits[-2:]))
    if hours > 15 or minutes > 59:
        raise NoDate(f"{told[:40]!r}: {sign}{offset} is no zone")
    shift = timedelta(hours=hours, minutes=minutes)
    return timezone(-shift if sign == "-" else shift) if shift else UTC
