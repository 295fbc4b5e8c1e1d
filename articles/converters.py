"""What may stand in the readers' addresses. Importing this registers it: ``<word:slug>`` and ``<key:pk>``."""

from django.urls import register_converter


class SlugConverter:
    """Whatever may stand between two slashes, except control characters, which no slug holds and databases refuse."""

    regex = r"[^/\x00-\x1f\x7f]+"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class KeyConverter:
    """A row's key: digits, as many as a 64-bit key may have."""

    regex = r"[0-9]{1,18}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


register_converter(SlugConverter, "word")
register_converter(KeyConverter, "key")
