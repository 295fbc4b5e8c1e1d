"""What the person who imports says."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Options:
    """``status`` overrides what a record tells.

    ``published_at`` (aware), ``section`` and ``author`` serve records that tell none.
    Pictures that a record names by address are fetched (``fetch_pictures``), at
    most ``max_pictures`` a run, and from one's own network only if allowed.
    """

    status: str = ""
    published_at: datetime | None = None
    section: str = ""
    author: str = ""
    dry_run: bool = False
    fetch_pictures: bool = True
    allow_private_addresses: bool = False
    max_pictures: int = 10_000
