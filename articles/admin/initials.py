"""What an address offers a new form (``?article=7``): keys that are none are left out before a widget looks them up."""

from typing import Any

from django.http import HttpRequest


class SoundInitials:
    """For admins whose new forms are opened with keys in the address."""

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        initial: dict[str, Any] = super().get_changeform_initial_data(request)  # type: ignore[misc]
        keys = {field.name for field in self.model._meta.fields if field.is_relation}  # type: ignore[attr-defined]
        return {name: value for name, value in initial.items() if name not in keys or _is_key(value)}


def _is_key(value: Any) -> bool:
    """Digits, as many as a 64-bit key may have."""
    return isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) <= 18
