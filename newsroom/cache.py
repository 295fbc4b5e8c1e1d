"""Redis that may be away: pages are served without it, and it is tried again after a moment."""

import logging
import time
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

# How long it is left alone after a failure: every request would wait for its timeout otherwise.
PAUSE_SECONDS = 3.0


class ForgivingRedisCache(RedisCache):
    """Django's Redis cache, except that a server that is away is an empty cache that keeps nothing.

    Nothing that must not be lost lives in the cache: sessions are kept in the database too.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._away_until = 0.0

    def _asked(self, ask: Callable[[], Any], otherwise: Any) -> Any:
        if time.monotonic() < self._away_until:
            return otherwise
        try:
            return ask()
        except (RedisError, OSError) as error:
            self._away_until = time.monotonic() + PAUSE_SECONDS
            logger.error("Redis is away, going on without it: %s", error)
            return otherwise

    @property
    def is_away(self) -> bool:
        """Whether it does not answer now: asked at once, whatever was met before."""
        try:
            self._cache.get_client().ping()
        except (RedisError, OSError):
            return True
        self._away_until = 0.0
        return False

    def add(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: Any = None) -> bool:
        # Who adds a key to be the first may go on: two that do the same work are better than none.
        return bool(self._asked(lambda: super(ForgivingRedisCache, self).add(key, value, timeout, version), True))

    def get(self, key: Any, default: Any = None, version: Any = None) -> Any:
        return self._asked(lambda: super(ForgivingRedisCache, self).get(key, default, version), default)

    def set(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: Any = None) -> None:
        self._asked(lambda: super(ForgivingRedisCache, self).set(key, value, timeout, version), None)

    def touch(self, key: Any, timeout: Any = DEFAULT_TIMEOUT, version: Any = None) -> bool:
        return bool(self._asked(lambda: super(ForgivingRedisCache, self).touch(key, timeout, version), False))

    def delete(self, key: Any, version: Any = None) -> bool:
        return bool(self._asked(lambda: super(ForgivingRedisCache, self).delete(key, version), False))

    def get_many(self, keys: Any, version: Any = None) -> dict[Any, Any]:
        found: dict[Any, Any] = self._asked(lambda: super(ForgivingRedisCache, self).get_many(keys, version), {})
        return found

    def has_key(self, key: Any, version: Any = None) -> bool:
        return bool(self._asked(lambda: super(ForgivingRedisCache, self).has_key(key, version), False))

    def incr(self, key: Any, delta: int = 1, version: Any = None) -> int:
        return int(self._asked(lambda: super(ForgivingRedisCache, self).incr(key, delta, version), delta))

    def set_many(self, data: Any, timeout: Any = DEFAULT_TIMEOUT, version: Any = None) -> list[Any]:
        return list(self._asked(lambda: super(ForgivingRedisCache, self).set_many(data, timeout, version), list(data)))

    def delete_many(self, keys: Any, version: Any = None) -> None:
        self._asked(lambda: super(ForgivingRedisCache, self).delete_many(keys, version), None)

    def clear(self) -> None:
        self._asked(lambda: super(ForgivingRedisCache, self).clear(), None)
