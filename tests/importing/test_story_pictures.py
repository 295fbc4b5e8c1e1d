"""Pictures by address: each once, the story in any case, and nothing of one's own network unless allowed."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from articles.models import Article, Image
from tests.importing.helpers import Run, write_lines
from tests.importing.web import Web, jpeg, running

pytestmark = pytest.mark.django_db(transaction=True)
ALLOWED = "--allow-private-addresses"


@pytest.fixture
def web() -> Iterator[Web]:
    with running() as server:
        yield server


def record(number: int = 1, **more: Any) -> dict[str, Any]:
    return {"external_id": f"n-{number}", "headline": f"عنوان {number}", "body": "<p>متن.</p>", **more}


def test_lead_and_body_pictures_are_fetched_and_kept_once(web: Web, tmp_path: Path) -> None:
    lead, inside = web.put("/lead.jpg", jpeg("teal")), web.put("/in.jpg", jpeg("navy"))
    web.put("/twin.jpg", jpeg("teal"))
    body = f'<p>متن.</p><img src="{inside}" alt="نهر"><p>ثم</p><img src="{web.url}/twin.jpg">'
    path = write_lines(
        tmp_path / "a.jsonl", record(1, image={"url": lead, "alt": "جسر"}, body=body), record(2, image={"url": lead})
    )
    run = Run(path, ALLOWED)
    assert (run.counts, run.err) == ({"created": 2}, "")
    assert Image.objects.count() == 2, "the same content is one picture, whatever its address"
    first = Article.objects.get(headline="عنوان 1")
    assert first.image is not None and first.image.alt == "جسر"
    assert first.body.count('<img src="/media/images/') == 2
    assert 'alt="نهر" width="40" height="30"' in first.body
    assert web.asked["/lead.jpg"] == 1
    assert Run(path, ALLOWED).counts == {"unchanged": 2}
    assert web.asked["/lead.jpg"] == 1, "what is here is not fetched again"


def test_the_own_network_is_refused_unless_allowed(web: Web, tmp_path: Path) -> None:
    address = web.put("/a.jpg", jpeg())
    path = write_lines(tmp_path / "a.jsonl", record(image={"url": address}, body=f'<p>متن</p><img src="{address}">'))
    run = Run(path)
    assert run.counts == {"created": 1}
    assert web.asked.total() == 0
    assert run.err.count("warning: ") == 2
    assert f'<img src="{address}"' in Article.objects.get().body
    # With leave it comes the next time: the story had a gap.
    assert Run(path, ALLOWED).counts == {"updated": 1}
    assert Article.objects.get().image is not None


def test_what_is_no_picture_or_can_not_be_had_is_a_warning(web: Web, tmp_path: Path) -> None:
    web.put("/page.jpg", b"<html>", Content_Type="image/jpeg")
    urls = [f"{web.url}/page.jpg", f"{web.url}/absent.jpg", "http://no-such-host.invalid/a.jpg"]
    run = Run(write_lines(tmp_path / "a.jsonl", *(record(n, image={"url": url}) for n, url in enumerate(urls))), ALLOWED)
    assert run.counts == {"created": 3}
    for reason in ("This is no picture", "the server answers 404", "is unknown"):
        assert reason in run.err
    assert Image.objects.count() == 0


def test_a_host_that_fails_again_and_again_is_left_alone(web: Web, tmp_path: Path) -> None:
    records = (record(n, image={"url": f"{web.url}/{n}.jpg"}) for n in range(8))
    run = Run(write_lines(tmp_path / "a.jsonl", *records), ALLOWED)
    assert web.asked.total() == 3
    assert "its host failed several times in this run and is not asked again" in run.err


def test_the_number_of_pictures_of_a_run_has_a_limit(web: Web, tmp_path: Path) -> None:
    records = (record(n, image={"url": web.put(f"/{n}.jpg", jpeg(size=(20 + n, 20)))}) for n in range(4))
    run = Run(write_lines(tmp_path / "a.jsonl", *records), ALLOWED, "--max-pictures", "2")
    assert (web.asked.total(), Image.objects.count()) == (2, 2)
    assert "the limit (--max-pictures)" in run.err


def test_nothing_is_fetched_in_a_dry_run_or_when_it_is_not_wanted(web: Web, tmp_path: Path) -> None:
    path = write_lines(tmp_path / "a.jsonl", record(image={"url": web.put("/a.jpg", jpeg())}))
    assert Run(path, ALLOWED, "--dry-run").counts == {"created": 1}
    assert Run(path, ALLOWED, "--no-fetch-pictures").counts == {"created": 1}
    assert web.asked.total() == 0


def test_uploads_that_lie_beside_the_export_are_taken_from_there(web: Web, tmp_path: Path) -> None:
    folder = tmp_path / "wp-content" / "uploads"
    folder.mkdir(parents=True)
    (folder / "a.jpg").write_bytes(jpeg())
    path = write_lines(tmp_path / "a.jsonl", record(image={"url": "https://old.invalid/wp-content/uploads/a.jpg"}))
    run = Run(path)
    assert (run.counts, run.err) == ({"created": 1}, "")
    assert Image.objects.count() == 1


def test_a_first_figure_that_repeats_the_lead_goes(web: Web, tmp_path: Path) -> None:
    address = web.put("/a.jpg", jpeg())
    Run(write_lines(tmp_path / "a.jsonl", record(image={"url": address}, body=f'<img src="{address}"><p>متن</p>')), ALLOWED)
    assert Article.objects.get().body == "<p>متن</p>"


def test_a_feed_is_read_from_its_address(web: Web) -> None:
    web.put("/feed", "<rss><channel><title>ق</title><item><title>خبر</title><guid>1</guid></item></channel></rss>".encode())
    assert Run(f"{web.url}/feed", ALLOWED).counts == {"created": 1}
    assert Run(f"{web.url}/feed", ALLOWED).counts == {"unchanged": 1}
    refused = Run(f"{web.url}/feed")
    assert (refused.status, refused.counts) == (1, {"failed": 1})
    assert "can't be fetched: " in refused.err
    assert "can't be fetched: the server answers 404" in Run(f"{web.url}/none", ALLOWED).err
