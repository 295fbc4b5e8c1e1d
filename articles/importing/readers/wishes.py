"""What the person who imports may ask of a reader. No Django here."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Wishes:
    """``columns``: our key -> the table's column (CSV). ``pages``: take a WordPress or Ghost site's pages too."""

    columns: Mapping[str, str] = field(default_factory=dict)
    pages: bool = False


NO_WISHES = Wishes()
