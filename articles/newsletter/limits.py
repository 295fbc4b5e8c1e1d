"""How often letters with a link to confirm may be asked for: so that nobody's mailbox is filled by somebody else.

What is counted lives in the cache for the time of the limit, under keyed hashes: no address can be read from it.
"""

from collections.abc import Mapping
from typing import Any

from django.core.cache import cache
from django.utils.crypto import salted_hmac

HOUR = 3600
# Letters an hour: to one address, from one network address, from all.
TO_ONE, FROM_ONE, IN_ALL = 2, 6, 300


def may_ask(email: str, meta: Mapping[str, Any]) -> bool:
    """Whether one more letter may go to the address for this request; it is counted."""
    # A forged header makes other networks of one machine: the two other limits hold all the same.
    network = f"{meta.get('REMOTE_ADDR', '')} {meta.get('HTTP_X_FORWARDED_FOR', '')}"
    limits = (("from", network, FROM_ONE), ("to", email.lower(), TO_ONE), ("all", "", IN_ALL))
    return all(_count(kind, value) <= most for kind, value, most in limits)


def _count(kind: str, value: str) -> int:
    key = f"newsletter-{kind}-{salted_hmac('newsletter-limits', value, algorithm='sha256').hexdigest()[:32]}"
    cache.add(key, 0, HOUR)
    try:
        return cache.incr(key)
    except ValueError:  # it ran out between the two
        return 1
