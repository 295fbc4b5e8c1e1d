"""A process for each import that somebody starts at the desk: apart from the server's, so that it outlives a worker."""

import logging
import os
import subprocess
import sys
import threading
from contextlib import suppress

from django.conf import settings

from articles.models.imports import UPLOADS

logger = logging.getLogger(__name__)
# Readers' pages go first.
_NICENESS = 10
LOG = "imports.log"


def start(key: int) -> bool:
    """Let a process of its own work on the batch. False where none is started: then `run_imports` finds the batch."""
    if not settings.IMPORT_CHILDREN:
        return False
    folder = settings.DATA_DIR / UPLOADS
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    command = [sys.executable, "-m", "django", "run_imports", str(key)]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE, "DATA_DIR": str(settings.DATA_DIR)}
    try:
        with (folder / LOG).open("ab") as log:
            child = subprocess.Popen(  # noqa: S603 (our own command with a number)
                command,
                cwd=settings.BASE_DIR,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                # Signals to the server's group do not reach it.
                start_new_session=True,
            )
    except OSError:
        logger.exception("Import %s: no process could be started", key)
        return False
    with suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, child.pid, _NICENESS)
    # Somebody has to take note of its end, or it stays in the list of processes.
    threading.Thread(target=child.wait, daemon=True).start()
    return True
