"""Whether this process can serve: `/healthz` says that it lives, `/readyz` what is wrong, for machines."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

# Below this the newsroom is about to lose what is written next.
LEAST_FREE_BYTES = 100 * 1024 * 1024


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """Alive: the process answers. It asks neither database nor cache, so that a slow one kills no healthy process."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """``{"ready": bool, "checks": {name: "ok" | what is wrong}}``; 503 where pages can't be served as they should."""
    told = {name: check() for name, check in CHECKS.items()}
    ready = all(told[name] == "ok" for name in NEEDED)
    return JsonResponse({"ready": ready, "checks": told}, status=200 if ready else 503)


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "does not answer: look at DATABASE_URL and at the database server"
    return "ok"


def _migrations() -> str:
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return "unknown while the database does not answer"
    return f"{len(waiting)} migrations wait: run manage.py migrate" if waiting else "ok"


def _cache() -> str:
    is_away = getattr(cache, "is_away", False)
    return "does not answer: look at REDIS_URL; pages are served without it" if is_away else "ok"


def _media() -> str:
    """Whether a file can be written where pictures are kept; other storages than this machine's tell when they are used."""
    if not isinstance(default_storage._wrapped, FileSystemStorage):  # type: ignore[attr-defined]
        return "ok"
    folder = Path(settings.MEDIA_ROOT)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"ok")
    except OSError as error:
        return f"pictures can't be written: {error.strerror}"
    return "ok"


def _disk() -> str:
    try:
        free = shutil.disk_usage(settings.DATA_DIR).free
    except OSError as error:
        return f"DATA_DIR can't be read: {error.strerror}"
    return "ok" if free >= LEAST_FREE_BYTES else f"{free // 1024**2} MB left in DATA_DIR"


CHECKS: dict[str, Callable[[], str]] = {
    "database": _database,
    "migrations": _migrations,
    "cache": _cache,
    "media": _media,
    "disk": _disk,
}
# Without these no page can be served; the others are told, and a person looks at them.
NEEDED = ("database", "migrations")
