"""What the database knows of the sizes of its tables, kept up to date as the archive grows.

SQLite guesses without them: it takes «published» for a rare state, and walks
through the whole archive for three stories that it could look up by their keys.
"""

import itertools
from contextlib import suppress

from django.db import DatabaseError, connection

# Rows of an index that are looked at: enough for a good guess, in some hundredths of a second at any size.
SAMPLE = 1000
# After how many saves of this process they are taken: early, then now and then.
FIRST_SAVES = frozenset({25, 250})
EVERY_SAVES = 2_500

_saves = itertools.count(1)


def after_save(stories: int = 1) -> None:
    """Call it after stories were saved, outside of transactions: now and then it refreshes."""
    numbers = [next(_saves) for _ in range(stories)]
    if any(number in FIRST_SAVES or number % EVERY_SAVES == 0 for number in numbers):
        refresh()


def refresh() -> None:
    """Take the statistics of all tables anew. PostgreSQL does so by itself."""
    if connection.vendor != "sqlite":
        return
    # Whoever writes at this moment is right to go first: the next time will do.
    with suppress(DatabaseError), connection.cursor() as cursor:
        cursor.execute(f"PRAGMA analysis_limit={SAMPLE}")
        cursor.execute("ANALYZE")
