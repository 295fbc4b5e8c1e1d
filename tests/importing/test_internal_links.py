"""Links between imported stories become internal in whatever order they come, and former addresses lead on."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from articles.models import Article, AwaitedAddress, OldAddress, RelatedLink
from tests.importing.helpers import Run, write_lines
from tests.importing.reading import SAMPLES

pytestmark = pytest.mark.django_db(transaction=True)


def record(key: str, body: str = "<p>متن.</p>", **more: Any) -> dict[str, Any]:
    return {
        "external_id": key,
        "headline": f"عنوان {key}",
        "body": body,
        "old_addresses": [f"https://www.old.org/{key}/"],
        **more,
    }


LINKING = record("one", '<p>كما <a href="http://old.org/two?utm_source=x">ورد</a> و<a href="https://other.org/x">غيره</a>.</p>')


@pytest.mark.parametrize("order", [("one", "two"), ("two", "one")])
@pytest.mark.parametrize("together", [True, False])
def test_a_link_becomes_internal_in_any_order(tmp_path: Path, order: tuple[str, str], together: bool) -> None:
    records = {"one": LINKING, "two": record("two")}
    if together:
        Run(write_lines(tmp_path / "a.jsonl", *(records[key] for key in order)))
    else:
        for key in order:
            Run(write_lines(tmp_path / f"{key}.jsonl", records[key]))
    one, two = (Article.objects.get(headline=f"عنوان {key}") for key in ("one", "two"))
    assert f'<a href="{two.get_absolute_url()}"' in one.body
    assert '<a href="https://other.org/x"' in one.body
    assert not AwaitedAddress.objects.exists()


def test_mending_a_link_is_no_editors_work(tmp_path: Path) -> None:
    first = write_lines(tmp_path / "one.jsonl", LINKING)
    Run(first)
    Run(write_lines(tmp_path / "two.jsonl", record("two")))
    assert Run(first).counts == {"unchanged": 1}
    write_lines(first, LINKING | {"body": LINKING["body"] + "<p>تتمة.</p>"})
    assert Run(first).counts == {"updated": 1}, "no conflict"
    assert "/article/" in Article.objects.get(headline="عنوان one").body


def test_a_link_to_a_story_that_is_not_public_does_not_tell_its_headline(tmp_path: Path) -> None:
    Run(write_lines(tmp_path / "a.jsonl", record("two", status="draft"), LINKING))
    one, two = (Article.objects.get(headline=f"عنوان {key}") for key in ("one", "two"))
    assert f'href="/a/{two.pk}"' in one.body


def test_a_related_address_becomes_a_related_story(tmp_path: Path) -> None:
    Run(write_lines(tmp_path / "a.jsonl", record("one", related=["https://www.old.org/two/"])))
    assert RelatedLink.objects.get().url
    Run(write_lines(tmp_path / "b.jsonl", record("two")))
    assert RelatedLink.objects.get().target == Article.objects.get(headline="عنوان two")


def test_a_former_address_leads_to_the_story_for_good(tmp_path: Path, client: Client) -> None:
    Run(write_lines(tmp_path / "a.jsonl", record("خبر-قديم"), record("two", status="draft")))
    story = Article.objects.get(headline="عنوان خبر-قديم")
    for path in ("/خبر-قديم", "/خبر-قديم/", "/%D8%AE%D8%A8%D8%B1-%D9%82%D8%AF%D9%8A%D9%85/?utm_source=x"):
        answer = client.get(path)
        assert (answer.status_code, answer["Location"]) == (301, story.get_absolute_url()), path
    assert client.get("/two/").status_code == 404, "a draft is nowhere"
    assert client.post("/خبر-قديم/").status_code == 404


def test_only_a_page_that_is_not_there_costs_a_query(tmp_path: Path, client: Client, django_assert_num_queries: Any) -> None:
    Run(write_lines(tmp_path / "a.jsonl", record("one", old_addresses=["https://old.org/healthz"])))
    with django_assert_num_queries(0):
        assert client.get("/healthz").status_code in (200, 204)
    with django_assert_num_queries(1):
        OldAddress.objects.stories(["old.org/healthz"])


def test_a_foreign_source_is_linked_but_takes_no_address_of_ours(tmp_path: Path, client: Client) -> None:
    Run(
        write_lines(
            tmp_path / "a.jsonl",
            {"headline": "عنوان", "external_id": "1", "source": {"name": "وكالة", "url": "https://agency.org/n/1"}},
        )
    )
    assert OldAddress.objects.get().is_own is False
    assert client.get("/n/1").status_code == 404


def test_hostile_paths_are_only_not_found(client: Client) -> None:
    for path in ("/" + "x" * 5000, "/%00", "/%ff%fe", "/..%2f..%2fetc", "/?p=%00", "/?p=" + "9" * 600):
        assert client.get(path).status_code in (200, 400, 404), path


def test_a_whole_wordpress_site_moves(client: Client) -> None:
    run = Run(SAMPLES / "wordpress.xml", "--no-fetch-pictures")
    assert run.counts == {"created": 7}
    port = Article.objects.get(headline__startswith="ميناء")
    strike = Article.objects.get(headline__startswith="إضراب")
    assert str(port.section) == "محليات & بلديات" and str(port.section.parent) == "أخبار"  # type: ignore[union-attr]
    assert f'<a href="{strike.get_absolute_url()}"' in port.body
    for path in ("/2026/10/port/", "/2026/10/port-opens", "/?p=17&preview=1"):
        assert client.get(path)["Location"] == port.get_absolute_url(), path
    assert client.get("/?p=12")["Location"] == strike.get_absolute_url()
    assert client.get("/?p=22").status_code == 200, "what was behind a password leads nowhere"
    assert Run(SAMPLES / "wordpress.xml", "--no-fetch-pictures").counts == {"unchanged": 7}
