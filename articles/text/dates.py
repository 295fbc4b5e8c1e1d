"""Dates as Arabic readers know them: long, with the newsroom's month names, Hijri beside, never abbreviated.

Pure functions of dates and numbers. Nothing here knows a time zone, a setting
or the present moment: callers bring them.
"""

from collections.abc import Callable
from datetime import date, datetime

from hijridate import Gregorian

ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")

WEEKDAYS = {
    "ar": ("الإثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
# fmt: off
LEVANTINE = (
    "كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران",
    "تموز", "آب", "أيلول", "تشرين الأول", "تشرين الثاني", "كانون الأول",
)
EGYPTIAN = (
    "يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو",
    "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر",
)
# Algeria and Tunisia; Morocco's own names are in MOROCCAN.
MAGHREBI = (
    "جانفي", "فيفري", "مارس", "أفريل", "ماي", "جوان",
    "جويلية", "أوت", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر",
)
MOROCCAN = (
    "يناير", "فبراير", "مارس", "أبريل", "ماي", "يونيو",
    "يوليوز", "غشت", "شتنبر", "أكتوبر", "نونبر", "دجنبر",
)
ENGLISH = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)
# fmt: on
MONTHS = {
    "levantine": LEVANTINE,
    "egyptian": EGYPTIAN,
    "maghrebi": MAGHREBI,
    "moroccan": MOROCCAN,
    # As United Nations texts and wire copy write it: «كانون الأول/ديسمبر».
    "double": tuple(f"{levantine}/{egyptian}" for levantine, egyptian in zip(LEVANTINE, EGYPTIAN, strict=True)),
}

# A unit after «قبل» and «بعد», so in the genitive: zero, one, two, few, many, other (CLDR's Arabic plurals).
UNITS: dict[str, tuple[str, str, str, str, str, str]] = {
    "minute": ("{n} دقيقة", "دقيقة", "دقيقتين", "{n} دقائق", "{n} دقيقة", "{n} دقيقة"),
    "hour": ("{n} ساعة", "ساعة", "ساعتين", "{n} ساعات", "{n} ساعة", "{n} ساعة"),
    "day": ("{n} يوم", "يوم", "يومين", "{n} أيام", "{n} يوماً", "{n} يوم"),
    "month": ("{n} شهر", "شهر", "شهرين", "{n} أشهر", "{n} شهراً", "{n} شهر"),
    "year": ("{n} سنة", "سنة", "سنتين", "{n} سنوات", "{n} سنة", "{n} سنة"),
}
# Seconds in a unit, the largest first.
SPANS = (("year", 365 * 86400), ("month", 30 * 86400), ("day", 86400), ("hour", 3600), ("minute", 60))


def digits(text: object, style: str = "latin") -> str:
    """The text with 0-9 shown in the style: ``latin`` leaves them, ``arabic`` makes them ٠-٩."""
    return str(text).translate(ARABIC_DIGITS) if style == "arabic" else str(text)


def plural_form(number: int) -> int:
    """Which of Arabic's six plural forms a whole number takes: 0 zero, 1 one, 2 two, 3 few, 4 many, 5 other."""
    if number in (0, 1, 2):
        return number
    rest = number % 100
    if 3 <= rest <= 10:
        return 3
    return 4 if rest >= 11 else 5


def month_name(month: int, names: str = "double", language: str = "ar") -> str:
    """The name of a month (1-12). ``names`` is a key of MONTHS; English has one set."""
    return ENGLISH[month - 1] if language == "en" else MONTHS[names][month - 1]


def long_date(day: date, *, names: str = "double", language: str = "ar", weekday: bool = False) -> str:
    """«الأحد 2 كانون الأول/ديسمبر 2018»; with ASCII digits (see `digits`)."""
    text = f"{day.day} {month_name(day.month, names, language)} {day.year}"
    return f"{WEEKDAYS[language][day.weekday()]} {text}" if weekday else text


def clock(moment: datetime) -> str:
    """«14:05», in the moment's own time zone."""
    return f"{moment:%H:%M}"


def hijri_date(day: date, language: str = "ar") -> str:
    """«24 ربيع الأول 1440هـ» by the Umm al-Qura calendar; "" outside its tables (1924-08-01 to 2077-11-16)."""
    try:
        hijri = Gregorian(day.year, day.month, day.day).to_hijri()
    except OverflowError:
        return ""
    if language == "en":
        return f"{hijri.day} {hijri.month_name('en')} {hijri.year} AH"
    return f"{hijri.day} {hijri.month_name('ar')} {hijri.year}هـ"


def relative_time(moment: datetime, now: datetime, language: str = "ar") -> str:
    """«قبل 5 دقائق», «بعد ساعتين», «الآن»: whole units, rounded down. Both moments aware, or both naive."""
    seconds = int((now - moment).total_seconds())
    unit, number = _largest_unit(abs(seconds))
    if not number:
        return "now" if language == "en" else "الآن"
    say: Callable[[str, int, bool], str] = _say_english if language == "en" else _say_arabic
    return say(unit, number, seconds < 0)


def count_of(number: int, unit: str) -> str:
    """«5 دقائق», «دقيقتين»: a number of units in the genitive, by the six plural forms."""
    return UNITS[unit][plural_form(number)].format(n=number)


def _largest_unit(seconds: int) -> tuple[str, int]:
    for unit, span in SPANS:
        if seconds >= span:
            return unit, seconds // span
    return "minute", 0


def _say_arabic(unit: str, number: int, future: bool) -> str:
    return f"{'بعد' if future else 'قبل'} {count_of(number, unit)}"


def _say_english(unit: str, number: int, future: bool) -> str:
    text = f"{number} {unit}{'' if number == 1 else 's'}"
    return f"in {text}" if future else f"{text} ago"
