"""Telling one reader's many requests from many readers' one each, without knowing any reader.

What is remembered are numbers that stand for a device and a story, made with a
random key that lives minutes and never leaves this process's memory.
"""

import hashlib
import secrets
import threading
import time
from collections import Counter
from collections.abc import Mapping
from typing import Any

# How long the key lives, how often one device may count for one story meanwhile, and how much is remembered.
SECONDS = 600.0
# Many telephones of one network look like one device: a few reads each must count.
MOST_READS = 10
MOST_REMEMBERED = 50_000


class Crowd:
    """Who counted for what in the last minutes."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._forget()

    def admits(self, meta: Mapping[str, Any], pk: int) -> bool:
        """Whether this request may count for the story: not if its like did so often in these minutes."""
        # Behind a proxy its address is everybody's: what it forwards tells devices apart.
        told = [str(meta.get(name, "")) for name in ("REMOTE_ADDR", "HTTP_X_FORWARDED_FOR", "HTTP_USER_AGENT")]
        with self._lock:
            if time.monotonic() >= self._ends or len(self._seen) >= MOST_REMEMBERED:
                self._forget()
            mark = hashlib.blake2b(repr([*told, pk]).encode(), key=self._key, digest_size=8).digest()
            self._seen[mark] += 1
            return self._seen[mark] <= MOST_READS

    def _forget(self) -> None:
        self._key = secrets.token_bytes(32)
        self._seen: Counter[bytes] = Counter()
        self._ends = time.monotonic() + SECONDS
