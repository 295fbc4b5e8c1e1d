"""Where the reading process begins: nothing here may touch Django before it is set up."""

import gc
import signal
from importlib import import_module
from multiprocessing.connection import Connection
from typing import Any

import django


def read(sending: Connection, told: Any, options: Any) -> None:
    """`ahead.read_into`, in a fresh interpreter."""
    # Ctrl+C reaches both processes: the writing one ends this one by closing the pipe.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    django.setup()
    # The cache of words is large and holds no rings: looking through it over and over takes a tenth of the time.
    gc.freeze()
    gc.set_threshold(50_000, 50, 50)
    import_module("articles.importing.ahead").read_into(sending, told, options)
