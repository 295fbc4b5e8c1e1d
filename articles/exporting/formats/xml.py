"""Writing XML that any strict parser takes: escaped, without characters that XML can't hold."""

import re
from datetime import datetime
from email.utils import format_datetime
from xml.sax.saxutils import escape, quoteattr

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def element(tag: str, text: object = "", **attributes: str) -> str:
    """``<tag a="b">text</tag>`` and a line's end. «__» in an attribute's name stands for «:»."""
    told = "".join(f" {name.replace('__', ':')}={quoteattr(clean(value))}" for name, value in attributes.items())
    return f"<{tag}{told}>{escape(clean(str(text)))}</{tag}>\n"


def cdata(tag: str, text: str, **attributes: str) -> str:
    """The same with the text in a CDATA section, as feed readers expect HTML."""
    told = "".join(f" {name.replace('__', ':')}={quoteattr(clean(value))}" for name, value in attributes.items())
    whole = clean(text).replace("]]>", "]]]]><![CDATA[>")
    return f"<{tag}{told}><![CDATA[{whole}]]></{tag}>\n"


def clean(text: str) -> str:
    return _ILLEGAL.sub("", text)


def rfc_822(moment: datetime | None) -> str:
    return format_datetime(moment) if moment else ""
