"""Who gets the letter. An address enters by a link that was sent to it, and leaves by one press."""

from dataclasses import dataclass

from django.core import signing
from django.db import IntegrityError, transaction
from django.urls import reverse

from articles.models import Frequency, Subscriber
from articles.newsletter.letters import confirmation

# How long a link to confirm works (seconds). A link to leave works for ever.
CONFIRM_WITHIN = 3 * 24 * 3600
_CONFIRM, _LEAVE = "newsletter-confirm", "newsletter-leave"


class BadToken(ValueError):
    """A link that was not made here, or that is too old."""


@dataclass(frozen=True)
class Wish:
    """What a confirmation link asks for."""

    email: str
    frequency: str


def ask(email: str, frequency: str, base: str) -> None:
    """Send the letter with the link to confirm. Errors of the mail's way (OSError, SMTPException) are the caller's."""
    token = signing.dumps([email, Frequency(frequency).value], salt=_CONFIRM, compress=True)
    confirmation(email, base + reverse("newsletter-confirm", args=[token])).send()


def wish_of(token: str) -> Wish:
    """What the link was made for. BadToken if it is not ours or too old."""
    try:
        email, frequency = signing.loads(token, salt=_CONFIRM, max_age=CONFIRM_WITHIN)
    except (signing.BadSignature, ValueError) as error:
        raise BadToken(str(error)) from error
    return Wish(email, frequency)


def confirm(token: str) -> Wish:
    """Enter the address, once; one that is there gets the letter as often as was wished last. BadToken as in `wish_of`."""
    wish = wish_of(token)
    known = Subscriber.objects.filter(email__iexact=wish.email)
    if not known.update(frequency=wish.frequency):
        try:
            with transaction.atomic():
                Subscriber.objects.create(email=wish.email, frequency=wish.frequency)
        except IntegrityError:  # confirmed twice at once
            known.update(frequency=wish.frequency)
    return wish


def leaving_token(subscriber: Subscriber) -> str:
    return signing.Signer(salt=_LEAVE).sign(str(subscriber.pk))


def leave(token: str, *, only_look: bool = False) -> bool:
    """Delete the subscriber of this link; whether one was there. ``only_look`` deletes nothing. BadToken if it is not ours."""
    try:
        key = int(signing.Signer(salt=_LEAVE).unsign(token))
    except (signing.BadSignature, ValueError) as error:
        raise BadToken(str(error)) from error
    found = Subscriber.objects.filter(pk=key)
    return found.exists() if only_look else bool(found.delete()[0])
