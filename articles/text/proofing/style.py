"""The newsroom's style sheet: preferred forms of names, behind «و», «ب» … too."""

import re
from collections.abc import Iterator
from functools import lru_cache

from articles.text.proofing.finding import Hit
from articles.text.proofing.passage import LETTERS, Passage


@lru_cache(maxsize=8)
def _pattern(forms: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(forms, key=len, reverse=True)
    alternatives = "|".join(r"\s+".join(map(re.escape, form.split())) for form in longest_first)
    return re.compile(rf"(?<![{LETTERS}\w])([وف]?[بكل]?)({alternatives})(?![{LETTERS}\w])")


def preferred_form(passage: Passage) -> Iterator[Hit]:
    """Forms that the style sheet replaces, except where the preferred form stands around them already."""
    sheet = {" ".join(form.split()): preferred for form, preferred in passage.style_sheet.items() if form.strip()}
    if not sheet:
        return
    for match in _pattern(tuple(sheet)).finditer(passage.text):
        form = " ".join(match.group(2).split())
        preferred = sheet.get(form, form)
        if preferred == form or _stands_already(passage.text, match.start(2), form, preferred):
            continue
        yield Hit(match.start(2), match.end(2), preferred, {"preferred": preferred})


def _stands_already(text: str, place: int, form: str, preferred: str) -> bool:
    inside = preferred.find(form)
    while inside >= 0:
        if inside <= place and text.startswith(preferred, place - inside):
            return True
        inside = preferred.find(form, inside + 1)
    return False
