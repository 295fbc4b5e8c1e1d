"""Why records are refused and what was remarked, in the editor's language: the importer itself speaks English only."""

import re
from typing import Any

from django.utils.translation import gettext_lazy as _

# The importer's words -> ours. What stands in none is shown as it is.
_WORDS: list[tuple[str, Any]] = [
    (r"no headline", _("It has no headline.")),
    (r"empty file: .*", _("The file is empty.")),
    (r"no reader knows this kind of file.*", _("This kind of file can't be read here.")),
    (r"invalid JSON.*", _("The line is no valid JSON: %(told)s")),
    (
        r"(?P<key>[\w.]+): (?P<many>[\d,]+) characters, at most (?P<most>\d+) are taken",
        _("%(key)s: %(many)s characters, more than %(most)s."),
    ),
    (
        r"(?P<key>[\w.]+): '(?P<value>.*)' is unknown; write one of (?P<known>.*)",
        _("%(key)s: «%(value)s» is unknown. Write one of: %(known)s."),
    ),
    (r"(?P<key>\w+): the year (?P<year>-?\d+) is outside .*", _("%(key)s: the year %(year)s can't be right.")),
    (
        r"external_id '(?P<id>.*)' stands at (?P<where>.*) already, with another text",
        _("The id %(id)s stands at %(where)s already, with another text."),
    ),
    (
        r"changed in the file and by an editor: both texts are kept",
        _("Changed in the file and by an editor: both texts are kept until somebody decides."),
    ),
    (r"a line longer than (?P<size>\d+) MB", _("The line is longer than %(size)s MB.")),
    (r"UTF-16: .*", _("The file is UTF-16; save it as UTF-8.")),
    (r".*DOCTYPE.*", _("The file holds a DOCTYPE: such XML is refused, for it can harm the server.")),
    (
        r".*(?:breaks off|no element found|unclosed|ends (?:early|before)|truncated).*",
        _("The file breaks off before its end: %(told)s"),
    ),
    (
        r"image\.path: there is no file '(?P<name>.*)' beside the story's file",
        _("The picture %(name)s is not among the files."),
    ),
    (r"image\.url: (?P<address>\S+): (?P<why>.*)", _("The picture at %(address)s could not be fetched: %(why)s")),
    (r"a picture of the body stays where it is: (?P<why>.*)", _("A picture of the body stays at its old address: %(why)s")),
    (r"(?P<kind>section|tag|author) '(?P<name>.*)' left out: .*", _("The name «%(name)s» was left out: it is none.")),
    (r"source\.url '(?P<address>.*)' left out: .*", _("The source's address «%(address)s» was left out: it is none.")),
    (r"stopped by a person", _("Somebody stopped it.")),
    (r"interrupted", _("It was interrupted.")),
    (r"its process ended without a word", _("Its process ended without a word: it was killed, or the machine went down.")),
    (r"the files are not here any more", _("The files are not here any more.")),
    (r"the database failed.*", _("The database failed: %(told)s")),
    (r"a fault of the program.*", _("A fault of the program; the details are in the server's log.")),
]
_TABLE = [(re.compile(pattern, re.DOTALL | re.IGNORECASE), text) for pattern, text in _WORDS]


def in_words(reason: str) -> str:
    """The reason as editors read it; as the importer said it where no words are known."""
    for pattern, text in _TABLE:
        found = pattern.fullmatch(reason)
        if found:
            values = {**found.groupdict(), "told": reason}
            return str(text) % {name: _isolated(value or "") for name, value in values.items()}
    return _isolated(reason)


def _isolated(value: str) -> str:
    """Foreign words keep to themselves: an Arabic sentence around them reads on as it should."""
    return f"\u2068{value}\u2069" if value else value
