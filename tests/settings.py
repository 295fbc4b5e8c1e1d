"""The project's settings for tests: a throw-away DATA_DIR, quick password hashing, everything else as it runs."""

import os
import tempfile

os.environ.setdefault("DATA_DIR", tempfile.mkdtemp(prefix="newsroom-tests-"))
# A live server answers the browser from its own thread while playwright's loop runs in this one.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

from newsroom.settings import *  # noqa: F403
from newsroom.settings import CACHES, DATA_DIR, DATABASES, REDIS_URL

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# A file, not memory: a live server's threads and child processes see one database.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "tests.sqlite3")}

# Tests run side by side: each process clears a Redis database of its own.
if REDIS_URL:
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    base, _, number = REDIS_URL.rpartition("/")
    REDIS_URL = f"{base}/{int(number) + worker}" if number.isdecimal() else f"{REDIS_URL}/{worker}"
    CACHES["default"]["LOCATION"] = REDIS_URL
