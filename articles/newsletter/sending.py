"""Sending an issue: everybody gets it once, whatever is killed and started anew meanwhile.

A reader is marked before the letter goes out. A kill between the two costs that
one reader this one letter; the other way round it would send one twice. A letter
that the mail server refuses is unmarked and counted, and comes with the next run.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from smtplib import SMTPException, SMTPRecipientsRefused

from django.core.mail import get_connection
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Frequency, NewsletterIssue, Subscriber
from articles.newsletter.letters import letter
from articles.newsletter.list import leaving_token
from articles.section_tree import SectionTree

DAYS = {Frequency.DAILY: 1, Frequency.WEEKLY: 7}
# Of one top section, and in all.
OF_SECTION = {Frequency.DAILY: 3, Frequency.WEEKLY: 4}
IN_ALL = 24
# Newest stories looked at when a letter is put together.
LOOKED_AT = 400
# Mail servers close a connection after some hundred letters.
OF_CONNECTION = 100
BATCH = 500


@dataclass
class Sent:
    """``refused``: addresses that the mail server did not take. ``stories`` 0: nothing new, nothing sent."""

    stories: int = 0
    letters: int = 0
    refused: int = 0


def send(frequency: Frequency, day: date, base: str) -> Sent:
    """Send the day's issue to all who have not had it. OSError and SMTPException where the mail server can't be reached."""
    issue = _issue(frequency, day)
    sent = Sent(stories=len(_stories(issue)))
    connection = get_connection()
    try:
        for subscriber in _waiting(issue):
            stories = _stories(issue)
            if not stories or not _mark(subscriber, issue):
                continue
            address = base + reverse("newsletter-leave", args=[leaving_token(subscriber)])
            message = letter(issue, stories, subscriber.email, base, address)
            message.connection = connection
            try:
                message.send()
            except SMTPRecipientsRefused:
                sent.refused += 1
                _unmark(subscriber)
            except (OSError, SMTPException):
                _unmark(subscriber)
                raise
            else:
                sent.letters += 1
                if sent.letters % OF_CONNECTION == 0:
                    connection.close()
    finally:
        connection.close()
    return sent


def _issue(frequency: Frequency, day: date) -> NewsletterIssue:
    found = NewsletterIssue.objects.filter(frequency=frequency, day=day).first()
    if found is not None and found.stories:
        return found
    keys = _chosen(frequency)
    issue, _made = NewsletterIssue.objects.update_or_create(frequency=frequency, day=day, defaults={"stories": keys})
    return issue


def _chosen(frequency: Frequency) -> list[int]:
    """Keys of the newest public stories, some of every top section, section by section in the newspaper's order."""
    tree = SectionTree()
    since = timezone.now() - timedelta(days=DAYS[frequency])
    newest = Article.objects.public().dated().filter(sort_time__gt=since).newest_first()
    by_root: dict[int | None, list[int]] = {}
    for key, section in newest.values_list("pk", "section_id")[:LOOKED_AT]:
        by_root.setdefault(tree.root_key(section), []).append(key)
    roots = [section.pk for section in tree if section.depth == 0]
    chosen = [key for root in [*roots, None] for key in by_root.get(root, [])[: OF_SECTION[frequency]]]
    return chosen[:IN_ALL]


def _stories(issue: NewsletterIssue) -> list[Article]:
    """The issue's stories that are public now, with the top section of each as ``section``."""
    tree = SectionTree()
    found = Article.objects.public().defer("body").in_bulk(issue.stories)
    stories = [found[key] for key in issue.stories if key in found]
    for story in stories:
        story.section = tree.by_key(tree.root_key(story.section_id))
    return stories


def _waiting(issue: NewsletterIssue) -> Iterator[Subscriber]:
    """Who has not had the issue, by keys: a batch in memory, however many there are."""
    last = 0
    while batch := list(
        Subscriber.objects.filter(frequency=issue.frequency, pk__gt=last).exclude(last_issue=issue).order_by("pk")[:BATCH]
    ):
        yield from batch
        last = batch[-1].pk


def _mark(subscriber: Subscriber, issue: NewsletterIssue) -> bool:
    """Whether this run is the one that sends it: another one may be at work, or the reader may have left."""
    waiting = Subscriber.objects.filter(pk=subscriber.pk).exclude(last_issue=issue)
    return bool(waiting.update(last_issue=issue))


def _unmark(subscriber: Subscriber) -> None:
    Subscriber.objects.filter(pk=subscriber.pk).update(last_issue=subscriber.last_issue_id)
