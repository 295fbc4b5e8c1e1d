"""What the person who imports says."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Options:
    """``status`` overrides what a record tells.

    ``published_at`` (aware), ``section`` and ``author`` serve records that tell none.
    """

    status: str = ""
    published_at: datetime | None = None
    section: str = ""
    author: str = ""
    dry_run: bool = False
