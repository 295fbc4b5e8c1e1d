"""The server's own worker: a thread that makes renditions after uploads, so that one process on one machine is enough.

A queue with a worker process of its own (django-tasks-db, Celery) was weighed
and left: rows that lack renditions are the queue already, nothing may depend on
a second process that somebody forgot to start, and the work is rare and short.
Pillow computes outside of Python's lock, at a low priority, so that requests go first.
"""

import logging
import os
import threading
from contextlib import suppress

from django.db import DatabaseError, close_old_connections, connection

from articles.renditions.queue import build_awaiting

logger = logging.getLogger(__name__)

# How often the thread looks for what other processes (an import, a killed server) left to be done.
LOOK_EVERY_SECONDS = 600.0
# After the start the first readers go first.
FIRST_LOOK_SECONDS = 5.0
NICENESS = 10


class _Workshop:
    """At most one thread a process, started by need: threads do not outlive a fork."""

    def __init__(self) -> None:
        self.is_open = False
        self._work = threading.Event()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        # Broken pictures are told once a process.
        self._failed: set[int] = set()

    def start(self) -> None:
        with self._lock:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name="renditions", daemon=True)
                self._thread.start()

    def wake(self) -> None:
        if self.is_open:
            self._work.set()
            self.start()

    def _run(self) -> None:
        with suppress(OSError, AttributeError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)
        wait = FIRST_LOOK_SECONDS
        while True:
            self._work.wait(wait)
            self._work.clear()
            wait = LOOK_EVERY_SECONDS
            try:
                self._failed |= build_awaiting(skip=self._failed).failed.keys()
            except DatabaseError:
                logger.exception("Renditions wait: the database did not answer")
            finally:
                close_old_connections()
                connection.close()


_workshop = _Workshop()


def open_workshop() -> None:
    """Let this process make renditions. Called by the server's entry points alone: commands and tests make none unasked."""
    _workshop.is_open = True
    _workshop.start()


def wake() -> None:
    """There is something to do: at once where this process is a server, else at the next look of one."""
    _workshop.wake()
