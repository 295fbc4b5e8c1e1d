"""Arabic slugs: readable words of the headline, spelt as the headline spells them."""

import re
import unicodedata

from articles.text.arabic import ascii_digits, strip_marks

# A percent-encoded Arabic letter takes six characters: 80 letters stay below
# what chat programs and proxies cut.
MAX_LETTERS = 80

# What stands between words; apostrophes inside a Latin word do not divide it.
_BETWEEN = re.compile(r"[^\w]+|_+")
_QUOTES = re.compile(r"['’‘`´]")


def slugify(text: str, max_letters: int = MAX_LETTERS) -> str:
    """Words of the text joined by hyphens, whole words up to ``max_letters``; "" if it has no letter or digit.

    Hamzas, taa marbuta and alef maqsura stay as written; harakat, tatweel and
    invisible characters go; digits become 0-9; Latin letters lower case.
    """
    plain = ascii_digits(strip_marks(unicodedata.normalize("NFKC", text)))
    # Marks that NFKC could not compose (emoji modifiers, stray combining marks) are no letters.
    words = [word for word in _BETWEEN.split(_QUOTES.sub("", plain).lower()) if word and word.isalnum()]
    slug = ""
    for word in words:
        longer = f"{slug}-{word}" if slug else word
        if len(longer) > max_letters:
            break
        slug = longer
    # A first word longer than the whole allowance is the one case where a word is cut.
    return slug or "".join(words[:1])[:max_letters]
