"""Folding: one spelling for what Arabic writers spell in several ways.

Used wherever two strings must count as the same name or headline. Nothing that
a reader sees is ever folded.
"""

import re
import unicodedata

# Harakat, Quranic marks, superscript alef.
MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
TATWEEL = "\u0640"
# Zero-width and direction controls, soft hyphen, byte order mark: they carry no letter.
INVISIBLE = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"

_DROPPED = re.compile(f"[{MARKS}{TATWEEL}{INVISIBLE}]")
_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_NOT_WORD = re.compile(r"[\W_]+")
# One word of the alphabet's own letters: nothing to normalise, nothing to drop.
_PLAIN_WORD = re.compile("[\u0621-\u063a\u0641-\u064a]+")

_LETTERS = str.maketrans(
    {
        **dict.fromkeys("آأإٱٲٳٵ", "ا"),
        **dict.fromkeys("ىیېۍئ", "ي"),
        **dict.fromkeys("ۀەہھۂۃةۿ", "ه"),
        **dict.fromkeys("ؤۋۆۇۈ", "و"),
        **dict.fromkeys("کڪګ", "ك"),
        **dict.fromkeys("گڭ", "ك"),
        "پ": "ب",
        "چ": "ج",
        "ژ": "ز",
        "ڤ": "ف",
    }
)
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")


def ascii_digits(text: str) -> str:
    """The text with Arabic-Indic (٠-٩) and Persian (۰-۹) digits as 0-9."""
    return text.translate(_DIGITS)


def strip_invisible(text: str) -> str:
    """The text without zero-width and direction control characters."""
    return _INVISIBLE.sub("", text)


def is_plain_word(text: str) -> bool:
    """Whether the text is one word of Arabic letters alone: most words of most stories are, and take a short way."""
    return _PLAIN_WORD.fullmatch(text) is not None


def strip_marks(text: str) -> str:
    """The text without harakat, tatweel and invisible characters; the spelling stays."""
    return _DROPPED.sub("", text)


def fold(text: str) -> str:
    """One spelling for all: NFKC, no marks, unified alef/yaa/taa marbuta/hamza seats, ASCII digits, lower case.

    >>> fold("الأُمَم المتَّحِدة") == fold("الامم المتحده")
    True
    """
    if is_plain_word(text):
        return text.translate(_LETTERS)
    text = strip_marks(unicodedata.normalize("NFKC", text))
    text = text.translate(_LETTERS)
    return ascii_digits(strip_marks(text)).casefold()


def fold_key(text: str) -> str:
    """A comparison key for names and headlines: folded words divided by single spaces, punctuation dropped.

    Empty if the text holds no letter and no digit.
    """
    return _NOT_WORD.sub(" ", fold(text)).strip()
