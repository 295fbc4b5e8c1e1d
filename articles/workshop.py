"""A server's own worker: a thread that does what readers and editors need not wait for, so that one process is enough.

A queue with a worker process of its own (django-tasks-db, Celery) was weighed and left: rows tell already what is to
be done, nothing may depend on a second process that somebody forgot to start, and the work is rare and short.
"""

import os
import threading
from collections.abc import Callable
from contextlib import suppress

from django.db import close_old_connections, connection

# After the start the first readers go first.
FIRST_LOOK_SECONDS = 5.0
NICENESS = 10


class Workshop:
    """At most one thread a process, started by need: threads do not outlive a fork.

    ``work`` does all that waits, and swallows its own errors; it is called when the workshop is woken, and every
    ``look_every`` seconds for what other processes (an import, a killed server) left to be done.
    """

    def __init__(self, name: str, work: Callable[[], None], look_every: float) -> None:
        self.is_open = False
        self._name, self._do, self._look_every = name, work, look_every
        self._work = threading.Event()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def open(self) -> None:
        """Let this process work. Called by the server's entry points alone: commands and tests do nothing unasked."""
        self.is_open = True
        self.start()

    def start(self) -> None:
        with self._lock:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
                self._thread.start()

    def wake(self) -> None:
        """There is something to do: at once where this process is a server, else at the next look of one."""
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
            wait = self._look_every
            try:
                self._do()
            finally:
                close_old_connections()
                connection.close()
