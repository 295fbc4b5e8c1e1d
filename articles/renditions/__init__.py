"""Making renditions: once, off the request, by one process at a time; nothing is rendered while a reader or editor waits.

`making` draws, `queue` finds what is to be done and does it under a lock,
`workshop` is the server's own thread that keeps at it.
"""

from articles.renditions.making import build, forget, forget_stale
from articles.renditions.queue import Outcome, build_awaiting, drop_outdated, tidy
from articles.renditions.workshop import open_workshop, wake

__all__ = ["Outcome", "build", "build_awaiting", "drop_outdated", "forget", "forget_stale", "open_workshop", "tidy", "wake"]
