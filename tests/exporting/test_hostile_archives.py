"""Archives that are damaged, cut off, or made to harm: one line says why, and nothing was changed."""

import io
import json
import random
import resource
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from articles.models import Article
from tests.exporting.archives import Members, everything, mended, pack, pack_raw, unpack
from tests.exporting.newsroom import empty_newsroom, make_newsroom
from tests.importing.helpers import Run

pytestmark = pytest.mark.django_db(transaction=True)

ARTICLES = "database/articles.article/000001.jsonl"
REPLACE = ("--replace", "--yes")


MADE: list[bytes] = []


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    """A sound archive of a full newsroom, beside a newsroom with a story and a file of its own."""
    path = tmp_path / "sound.tar.zst"
    if not MADE:
        make_newsroom()
        assert Run(path, command="backup").status == 0
        MADE.append(path.read_bytes())
        empty_newsroom()
    path.write_bytes(MADE[0])
    Article.objects.create(headline="ما هو هنا")
    default_storage.save("mine/here.txt", ContentFile(b"here"))
    return path


def refused(path: Path, *options: str) -> str:
    """The restore is refused in one line and leaves all as it was; returns the line."""
    before = everything()
    outside = sorted(place.name for place in path.parent.iterdir())
    run = Run(path, *(options or REPLACE), command="restore")
    assert run.status == 2, run.out
    assert run.err.count("\n") == 1
    assert "Traceback" not in run.err
    assert everything() == before
    assert sorted(place.name for place in path.parent.iterdir()) == outside
    assert not [name for name in Path(settings.MEDIA_ROOT).iterdir() if name.name.startswith(".")]
    return run.err


def test_putting_it_together_again_is_no_damage(sound: Path, tmp_path: Path) -> None:
    """What the other tests change is what they are refused for."""
    members = unpack(sound)
    assert mended(members).keys() == members.keys()
    assert Run(pack(tmp_path / "again.tar.zst", mended(members)), *REPLACE, command="restore").status == 0


def _changed(name: str, data: bytes) -> Callable[[Members], Members]:
    return lambda members: members | {name: data}


def _without(name: str) -> Callable[[Members], Members]:
    return lambda members: {key: data for key, data in members.items() if key != name}


def _row(**values: object) -> Callable[[Members], Members]:
    def change(members: Members) -> Members:
        first, *rest = members[ARTICLES].split(b"\n")
        row = json.dumps(json.loads(first) | values).encode()
        return mended(members | {ARTICLES: b"\n".join([row, *rest])})

    return change


def _extra(name: str, data: bytes = b"x") -> Callable[[Members], Members]:
    """A file more, at the end of the media, with right sums."""

    def change(members: Members) -> Members:
        plain = {key: value for key, value in members.items() if key not in ("SHA256SUMS", "manifest.json")}
        return mended(plain | {name: data})

    return change


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (_changed(ARTICLES, b'{"id": 1}\n'), "its sum is another"),
        (_changed("SHA256SUMS", b"0  x\n"), "sum is another"),
        (_changed("manifest.json", b"{}"), "SHA256SUMS is not the one"),
        (_changed("manifest.json", b"[" * 100_000), "invalid JSON"),
        (_changed("about.json", b'{"format": "other"}'), "another format"),
        (_changed("about.json", b'{"format": "newsroom-backup", "version": 99}'), "version 99"),
        (_without("manifest.json"), "cut off"),
        (_without("about.json"), "begins with"),
        (_without(ARTICLES), "its sum is another"),
        (_extra("../evil.txt"), "leads outside"),
        (_extra("media/../../evil.txt"), "leads outside"),
        (_extra("/etc/evil.txt"), "leads outside"),
        (_extra("media//evil.txt"), "leads outside"),
        (_extra("media/a\\..\\evil.txt"), "leads outside"),
        (_extra("media/zz/\u0007"), "leads outside"),
        (_extra("media/zz/" + "x" * 300), "leads outside"),
        (_extra("evil.txt"), "no backup holds such a file"),
        (_extra("database/auth.nothing/000001.jsonl", b"{}\n"), "no backup holds such a file"),
        (_extra("database/auth.user/000002.jsonl", b"{}\n"), "wrong place"),
        (_row(headline=None), "articles.article"),
        (_row(published_at="gestern"), "can't be read"),
        (_row(section_id=987_654), "articles_article"),
        (_row(id="x"), "can't be read"),
        (_row(further="x"), "other columns"),
        (_row(headline="x" * 1000, status="y" * 1000, slug="z" * 1000, image_id=999_999), "articles"),
    ],
)
def test_an_archive_that_was_changed(change: Callable[[Members], Members], reason: str, sound: Path, tmp_path: Path) -> None:
    assert reason in refused(pack(tmp_path / "bad.tar.zst", change(unpack(sound))))


def test_a_name_that_comes_twice(sound: Path, tmp_path: Path) -> None:
    raw = zstandard.ZstdDecompressor().stream_reader(sound.read_bytes()).read()
    name = next(name for name in unpack(sound) if name.startswith("media/"))
    at = raw.index(name.encode())
    twice = raw[:at] + raw[at : at + 512] + raw[at:]
    refused(pack_raw(tmp_path / "twice.tar.zst", twice))


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.DIRTYPE, tarfile.CHRTYPE, tarfile.GNUTYPE_SPARSE])
def test_links_folders_and_devices(kind: bytes, sound: Path, tmp_path: Path) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data in unpack(sound).items():
            if name == "counters.json":
                info = tarfile.TarInfo("media/link")
                info.type, info.linkname = kind, "/etc/passwd"
                archive.addfile(info)
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    assert "no plain file" in refused(pack_raw(tmp_path / "link.tar.zst", out.getvalue()))


def test_a_header_that_wants_all_memory(sound: Path, tmp_path: Path) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT, pax_headers={}) as archive:
        archive.addfile(tarfile.TarInfo("about.json/" + "é" * 200_000))
    assert "too long" in refused(pack_raw(tmp_path / "long.tar.zst", out.getvalue()))


@pytest.mark.parametrize(
    "inside", [b"", b"no archive at all", b"\x28\xb5\x2f\xfd", b"\x1f\x8b\x08", b"PK\x03\x04" + bytes(100)]
)
def test_what_is_no_archive(inside: bytes, sound: Path, tmp_path: Path) -> None:
    path = tmp_path / "bad.tar.zst"
    path.write_bytes(inside)
    refused(path)


def test_an_archive_that_is_not_there(sound: Path, tmp_path: Path) -> None:
    assert "No such file" in refused(tmp_path / "nothing.tar.zst")


@pytest.mark.parametrize("suffix", [".tar.zst", ".tar.gz"])
def test_archives_cut_off_or_damaged_at_any_place(suffix: str, sound: Path, tmp_path: Path) -> None:
    whole = tmp_path / f"whole{suffix}"
    assert Run(sound, *REPLACE, command="restore").status == 0
    assert Run(whole, command="backup").status == 0
    data, chance = whole.read_bytes(), random.Random(1)
    path = tmp_path / f"bad{suffix}"
    path.touch()
    for _ in range(12):
        at = chance.randrange(len(data))
        path.write_bytes(data[:at])
        refused(path)
        path.write_bytes(data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :])
        # The year in a gzip's header may change and nobody is the worse for it.
        if suffix == ".tar.zst" or at > 10:
            refused(path)


def test_a_bomb_goes_off_harmlessly(sound: Path, tmp_path: Path) -> None:
    """Four gigabytes of zeros in a member that its header announces."""
    from_good = zstandard.ZstdDecompressor().stream_reader(sound.read_bytes()).read()
    info = tarfile.TarInfo("media/zzzz/bomb.jpg")
    info.size = 4 * 1024**3
    at = from_good.index(b"SHA256SUMS\x00")
    path = tmp_path / "bomb.tar.zst"
    with path.open("wb") as stream, zstandard.ZstdCompressor(level=3).stream_writer(stream) as writer:
        writer.write(from_good[:at] + info.tobuf())
        for _ in range(4 * 1024):
            writer.write(bytes(1024 * 1024))
    assert path.stat().st_size < 2 * 1024**2
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert "beyond all measure" in refused(path)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200 * 1024


def test_a_sound_archive_of_a_newer_program(sound: Path, tmp_path: Path) -> None:
    members = unpack(sound)
    about = json.loads(members["about.json"])
    about["migrations"].append(["articles", "9999_future"])
    path = pack(tmp_path / "newer.tar.zst", mended(members | {"about.json": json.dumps(about).encode()}))
    assert "newer version" in refused(path)


def test_a_fault_after_the_rows_leaves_rows_and_files(sound: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk fails as the files are put in their place."""
    rename, calls = Path.rename, []

    def failing(self: Path, target: Path) -> Path:
        calls.append(self)
        if len(calls) == 2:
            raise OSError(5, "Input/output error")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", failing)
    assert "Input/output error" in refused(sound)
    assert len(calls) > 2
