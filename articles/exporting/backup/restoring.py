"""Restoring a backup: checked whole, then rows in one transaction and files by renaming, so that it is all or nothing."""

import json
import secrets
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from articles import search
from articles.exporting.backup import counters, media, tables
from articles.exporting.backup.checking import MAX_PART_BYTES, Checked, check, table_of
from articles.exporting.backup.making import COUNTERS, SECRET, TOLD_SETTINGS
from articles.exporting.backup.packing import unpacked
from articles.exporting.backup.tarfiles import Damaged, Member, members
from articles.exporting.backup.versions import bring_to
from articles.exporting.files import whole

_MAX_SECRET_BYTES = 1024


class CantRestore(ValueError):
    """The restore can't begin; nothing was changed. ``str()`` says why (English)."""


@dataclass
class Restored:
    rows: int = 0
    files: int = 0
    # Settings that are others here than where the backup was made.
    settings: list[str] = field(default_factory=list)
    with_secret: bool = False


def restore(path: Path, *, replace: bool, with_secrets: bool, show: Callable[[str], None]) -> Restored:
    """Fill the empty newsroom (or, with ``replace``, put the backup in the place of what is there).

    CantRestore, Damaged, OtherVersion, OSError, DatabaseError: nothing of the newsroom was changed.
    """
    with path.open("rb") as stream:
        show("checking the archive")
        checked = check(stream)
        root = Path(settings.MEDIA_ROOT).resolve()
        _expect_room(root, checked, replace=replace)
        apps, is_newest = bring_to(checked.about["migrations"])
        exchange = media.Exchange(root, secrets.token_hex(4))
        work = _Restore(apps, exchange, show, with_secrets=with_secrets)
        try:
            exchange.begin()
            with transaction.atomic():
                work.fill(stream)
                if is_newest:
                    show("search index")
                    search.rebuild()
                connection.check_constraints()
                exchange.switch()
        except BaseException:
            exchange.take_back()
            raise
        exchange.clear()
    if not is_newest:
        _bring_forward(show)
    cache.clear()
    if work.secret:
        _keep_secret(work.secret)
    return Restored(sum(checked.rows.values()), checked.files, _other_settings(checked.about), bool(work.secret))


class _Restore:
    def __init__(self, apps: Any, exchange: media.Exchange, show: Callable[[str], None], *, with_secrets: bool) -> None:
        self._models = {model._meta.label_lower: model for model in tables.all_models(apps)}
        self._exchange = exchange
        self._show = show
        self._with_secrets = with_secrets
        self._counters: dict[str, Any] = {}
        self.secret = b""
        self.files = 0

    def fill(self, stream: BinaryIO) -> None:
        """Rows and files of the archive; call it in a transaction."""
        for model in reversed(self._models.values()):
            tables.empty(model)
        with unpacked(stream) as inner:
            for member in members(inner):
                self._take(member)
        counters.restore(list(self._models.values()), self._counters)

    def _take(self, member: Member) -> None:
        if label := table_of(member.name):
            if label not in self._models or label in tables.NOT_KEPT:
                raise Damaged(f"{member.name}: there is no table {label}")
            self._show(label)
            try:
                tables.insert(self._models[label], member.read(MAX_PART_BYTES))
            except DatabaseError as error:
                raise Damaged(f"{member.name}: {' '.join(str(error).split())[:200]}") from error
        elif member.name.startswith("media/"):
            self._exchange.put(member.name.removeprefix("media/"), member.chunks())
            self.files += 1
            if self.files % 500 == 0:
                self._show(f"media: {self.files:,} files")
        elif member.name == SECRET and self._with_secrets:
            self.secret = member.read(_MAX_SECRET_BYTES)
        elif member.name == COUNTERS:
            self._counters = json.loads(member.read(MAX_PART_BYTES))
        else:
            for _chunk in member.chunks():
                pass


def _expect_room(root: Path, checked: Checked, *, replace: bool) -> None:
    """CantRestore where something would be overwritten, or the disk is too small."""
    if not replace:
        if filled := _first_filled():
            raise CantRestore(f"the database is not empty ({filled}): --replace puts the backup in its place")
        if not media.is_empty(root):
            raise CantRestore(f"the media folder {root} is not empty: --replace puts the backup's in its place")
    folder = next(place for place in (root, *root.parents) if place.is_dir())
    free = shutil.disk_usage(folder).free
    if checked.media_bytes > free:
        raise CantRestore(f"the files take {checked.media_bytes:,} bytes, {free:,} are free in {folder}")


def _first_filled() -> str:
    """A table that holds rows, "" if none does."""
    there = set(connection.introspection.table_names())
    # A database of a newer state than this program's models can't be asked model by model.
    recorded = MigrationRecorder(connection).applied_migrations()
    for model in tables.kept_models() if recorded else []:
        if model._meta.db_table in there and model._meta.label_lower not in tables.FILLED_BY_MIGRATE:
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT 1 FROM {connection.ops.quote_name(model._meta.db_table)} LIMIT 1")  # noqa: S608
                if cursor.fetchone():
                    return str(model._meta.label)
    return ""


def _bring_forward(show: Callable[[str], None]) -> None:
    show("bringing the tables to this version's state")
    call_command("migrate", verbosity=0, interactive=False)
    show("search index")
    search.rebuild()


def _keep_secret(secret: bytes) -> None:
    with whole(settings.DATA_DIR / "secret_key", 0o600) as stream:
        stream.write(secret)


def _other_settings(about: dict[str, Any]) -> list[str]:
    told = about.get("settings")
    if not isinstance(told, dict):
        return []
    here = json.loads(json.dumps({name: getattr(settings, name) for name in TOLD_SETTINGS}))
    return [
        f"{name}: {told[name]!r} there, {here[name]!r} here"
        for name in TOLD_SETTINGS
        if told.get(name, here[name]) != here[name]
    ]
