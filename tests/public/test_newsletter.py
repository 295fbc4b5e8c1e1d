"""The letter by e-mail: asked for, confirmed, sent once, left with one press; nothing kept of whoever did not confirm."""

import re
import smtplib
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from articles import newsletter
from articles.models import Article, Frequency, NewsletterIssue, Subscriber
from articles.newsletter import limits, sending
from tests.public.stories import SECRET, hidden_stories, section, story

pytestmark = pytest.mark.django_db

BASE = "https://example.org"
LINK = re.compile(r"https?://\S+")


def ask(client: Client, email: str = "reader@example.org", frequency: str = "daily", **more: str) -> Any:
    return client.post("/newsletter/", {"email": email, "frequency": frequency, **more})


def link_in(message: Any) -> str:
    """The path of the only link of the letter to confirm."""
    found = LINK.findall(message.body)
    assert len(found) == 1
    return "/" + found[0].split("/", 3)[3]


def subscriber(email: str = "reader@example.org", **fields: Any) -> Subscriber:
    return Subscriber.objects.create(email=email, **fields)


def test_an_address_enters_only_by_the_link_that_was_sent_to_it(client: Client) -> None:
    answer = ask(client, frequency="weekly")
    assert (answer.status_code, answer["Location"]) == (302, "/newsletter/?sent=1#letter")
    assert "أرسلنا إليك رسالة" in client.get("/newsletter/?sent=1").content.decode()
    (message,) = mail.outbox
    assert message.to == ["reader@example.org"]
    assert message.subject == "أكّد اشتراكك في نشرة الديوان"
    assert 'dir="rtl"' in message.alternatives[0][0]
    path = link_in(message)
    page = client.get(path)
    # Programs that look into mails follow links: looking confirms nothing.
    assert page.status_code == 200 and "reader@example.org" in page.content.decode()
    assert page["Cache-Control"] == "no-store, private"
    assert not Subscriber.objects.exists()
    for _ in range(2):
        assert "تم اشتراكك" in client.post(path).content.decode()
    kept = Subscriber.objects.get()
    assert (kept.email, kept.frequency) == ("reader@example.org", "weekly")
    assert client.cookies == {}


def test_another_spelling_of_the_address_is_the_same_reader(client: Client) -> None:
    subscriber()
    ask(client, "READER@example.org", "weekly")
    client.post(link_in(mail.outbox[0]))
    assert list(Subscriber.objects.values_list("email", "frequency")) == [("reader@example.org", "weekly")]


@pytest.mark.parametrize("token", ["x", "a:b:c", "سر", "eyJ:1:2"])
def test_a_link_that_is_not_ours_or_too_old_says_so(client: Client, token: str) -> None:
    for kind in ("confirm", "leave"):
        for answer in (client.get(f"/newsletter/{kind}/{token}/"), client.post(f"/newsletter/{kind}/{token}/")):
            assert answer.status_code == 410
            assert "لم يعد هذا الرابط صالحًا" in answer.content.decode()
    ask(client)
    path = link_in(mail.outbox[0])
    with time_machine.travel(timezone.now() + timedelta(days=4), tick=False):
        assert client.post(path).status_code == 410
    assert not Subscriber.objects.exists()


@pytest.mark.parametrize(("email", "said"), [("", "اكتب عنوان بريدك"), ("ليس عنوانا", "ليس عنوان بريد"), ("a@b", "ليس عنوان")])
def test_what_is_no_address_is_told_in_place_and_kept_in_the_form(client: Client, email: str, said: str) -> None:
    answer = ask(client, email)
    html = answer.content.decode()
    assert answer.status_code == 400
    assert (said in html and f'value="{email}"' in html.replace(' value=""', ' value=""')) or email == ""
    assert 'aria-invalid="true"' in html
    assert mail.outbox == []


def test_a_line_break_in_an_address_sends_no_letter_elsewhere(client: Client) -> None:
    assert ask(client, "a@example.org\nBcc: b@example.org").status_code == 400
    assert mail.outbox == []


def test_a_robot_that_fills_in_everything_is_left_in_its_belief(client: Client) -> None:
    assert ask(client, website="https://spam.example").status_code == 302
    assert mail.outbox == []


def test_nobody_s_mailbox_is_filled_by_somebody_else(client: Client, settings: Any) -> None:
    for number in range(limits.TO_ONE + 2):
        answer = client.post(
            "/newsletter/", {"email": "victim@example.org", "frequency": "daily"}, REMOTE_ADDR=f"10.0.0.{number}"
        )
    assert answer.status_code == 400 and "حاول بعد ساعة" in answer.content.decode()
    assert len(mail.outbox) == limits.TO_ONE
    for number in range(limits.FROM_ONE + 3):
        ask(client, f"reader{number}@example.org")
    assert len(mail.outbox) == limits.TO_ONE + limits.FROM_ONE


def test_a_mail_server_that_fails_is_told_and_nothing_is_promised(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*args: Any) -> None:
        raise smtplib.SMTPServerDisconnected("gone")

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", fails)
    answer = ask(client)
    assert answer.status_code == 400 and "تعذّر إرسال الرسالة الآن" in answer.content.decode()


def test_the_letter_holds_the_newest_public_stories_by_section_and_the_way_out(client: Client) -> None:
    news, sport = section("أخبار"), section("رياضة")
    hidden_stories(section=news)
    story("خبر قديم", hours_ago=30, section=news)
    story("هدف <متأخر> & فوز", hours_ago=1, section=sport)
    first = story("قمة المياه", hours_ago=2, section=section("عربي", news), standfirst="تمهيد.")
    reader = subscriber()
    subscriber("weekly@example.org", frequency="weekly")
    call_command("send_newsletter", "daily", site=BASE)
    (message,) = mail.outbox
    assert message.to == [reader.email]
    assert message.subject.startswith("الديوان، ") and message.subject.endswith(": قمة المياه")
    html = message.alternatives[0][0]
    assert '<html lang="ar" dir="rtl">' in html
    for text in (message.body, html):
        assert text.index("أخبار") < text.index("قمة المياه") < text.index("رياضة") < text.index("هدف")
        assert SECRET not in text and "خبر قديم" not in text
        assert f"{BASE}{first.get_short_url()}" in text
    assert "هدف <متأخر> & فوز" in message.body and "هدف &lt;متأخر&gt; &amp; فوز" in html
    assert "<img" not in html and "<script" not in html
    address = message.extra_headers["List-Unsubscribe"].strip("<>")
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert address in message.body and address in unescape(html)
    path = address.removeprefix(BASE)
    # A look deletes nothing; the mail program's one click, which brings no cookie, does.
    assert client.get(path).status_code == 200 and Subscriber.objects.filter(pk=reader.pk).exists()
    assert Client(enforce_csrf_checks=True).post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Subscriber.objects.filter(pk=reader.pk).exists()
    assert "لن تصلك النشرة" in client.get(path).content.decode()


def test_an_issue_reaches_everybody_once_though_sending_breaks_off_and_starts_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "BATCH", 2)
    story("خبر")
    for number in range(7):
        subscriber(f"reader{number}@example.org")
    real = mail.get_connection().__class__.send_messages
    left = [3]

    def breaks_off(self: Any, messages: list[Any]) -> Any:
        if not left[0]:
            raise smtplib.SMTPServerDisconnected("gone")
        left[0] -= 1
        return real(self, messages)

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", breaks_off)
    with pytest.raises(CommandError, match="Start again"):
        call_command("send_newsletter", "daily", site=BASE)
    left[0] = 99
    # A story that comes meanwhile changes nothing for those who still wait.
    story("خبر بعد الانقطاع", hours_ago=0)
    for _ in range(2):
        call_command("send_newsletter", "daily", site=BASE)
    assert sorted(message.to[0] for message in mail.outbox) == [f"reader{number}@example.org" for number in range(7)]
    assert not any("بعد الانقطاع" in message.body for message in mail.outbox)
    assert NewsletterIssue.objects.count() == 1


def test_a_reader_marked_by_a_killed_run_gets_no_second_letter_and_the_next_issue() -> None:
    story("خبر")
    reader = subscriber()
    today = timezone.localdate()
    issue = NewsletterIssue.objects.create(frequency="daily", day=today, stories=[Article.objects.get().pk])
    assert sending._mark(reader, issue) and not sending._mark(reader, issue)
    assert newsletter.send(Frequency.DAILY, today, BASE).letters == 0
    assert newsletter.send(Frequency.DAILY, today + timedelta(days=1), BASE).letters == 1


def test_a_refused_address_stops_nobody_else_and_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    story("خبر")
    refused, other = subscriber("gone@example.org"), subscriber("there@example.org")
    real = mail.get_connection().__class__.send_messages

    def refuses(self: Any, messages: list[Any]) -> Any:
        if messages[0].to == [refused.email]:
            raise smtplib.SMTPRecipientsRefused({refused.email: (550, b"no such user")})
        return real(self, messages)

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuses)
    sent = newsletter.send(Frequency.DAILY, timezone.localdate(), BASE)
    assert (sent.letters, sent.refused) == (1, 1)
    assert [message.to for message in mail.outbox] == [[other.email]]
    refused.refresh_from_db()
    assert refused.last_issue is None


def test_a_withdrawn_story_leaves_letters_that_are_still_to_be_sent() -> None:
    kept, gone = story("يبقى"), story("يذهب")
    NewsletterIssue.objects.create(frequency="daily", day=date(2026, 1, 1), stories=[gone.pk, kept.pk])
    subscriber()
    gone.status = Article.Status.WITHDRAWN
    gone.save()
    newsletter.send(Frequency.DAILY, date(2026, 1, 1), BASE)
    assert "يبقى" in mail.outbox[0].body and "يذهب" not in mail.outbox[0].body


def test_without_anything_new_no_letter_goes_out() -> None:
    story("قديم", hours_ago=24 * 8)
    subscriber()
    for frequency in Frequency:
        assert newsletter.send(frequency, timezone.localdate(), BASE) == newsletter.Sent()
    assert mail.outbox == []


def test_the_desk_lists_readers_and_takes_one_out_but_enters_none(client: Client, chief: Any, reporter: Any) -> None:
    reader = subscriber()
    client.force_login(reporter)
    assert client.get("/admin/articles/subscriber/").status_code == 403
    client.force_login(chief)
    assert "reader@example.org" in client.get("/admin/articles/subscriber/?q=reader").content.decode()
    assert client.get("/admin/articles/subscriber/add/").status_code == 403
    assert client.post(f"/admin/articles/subscriber/{reader.pk}/delete/", {"post": "yes"}).status_code == 302
    assert not Subscriber.objects.exists()
