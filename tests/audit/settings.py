"""The project's settings as they run, with one address more: a page that fails, to look at what readers see then."""

from newsroom.settings import *  # noqa: F403

ROOT_URLCONF = "tests.audit.urls"
