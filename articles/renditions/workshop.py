"""The server's own worker for renditions: they are made after uploads. Rows that lack renditions are the queue.

Pillow computes outside of Python's lock, at a low priority, so that requests go first.
"""

import logging

from django.db import DatabaseError

from articles.renditions.queue import build_awaiting
from articles.workshop import Workshop

logger = logging.getLogger(__name__)

# How often the thread looks for what other processes (an import, a killed server) left to be done.
LOOK_EVERY_SECONDS = 600.0


def _workshop_of_renditions() -> Workshop:
    # Broken pictures are told once a process.
    failed: set[int] = set()

    def work() -> None:
        try:
            failed.update(build_awaiting(skip=failed).failed.keys())
        except DatabaseError:
            logger.exception("Renditions wait: the database did not answer")

    return Workshop("renditions", work, LOOK_EVERY_SECONDS)


_workshop = _workshop_of_renditions()


def open_workshop() -> None:
    """Let this process make renditions. Called by the server's entry points alone: commands and tests make none unasked."""
    _workshop.open()


def wake() -> None:
    """There is something to do: at once where this process is a server, else at the next look of one."""
    _workshop.wake()
