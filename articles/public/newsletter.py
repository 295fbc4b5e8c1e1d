"""How to follow the newspaper: feeds, and a letter by e-mail that is confirmed before it comes and left with one press.

No cookie is set and no account made. The forms are exempt from the check against forged requests, which needs a cookie:
all that a forged one could do is send a letter with a link, and how many of those is limited.
"""

import logging
from smtplib import SMTPException
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from articles import newsletter
from articles.models import Frequency
from articles.public.pages import Page, show

logger = logging.getLogger(__name__)


class SignUp(forms.Form):
    """``website`` is for robots: people don't see it."""

    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        max_length=254,
        error_messages={
            "required": gettext_lazy("Write your e-mail address."),
            "invalid": gettext_lazy("This is no e-mail address. It should look like name@example.org."),
        },
        widget=forms.EmailInput(attrs={"class": "field", "autocomplete": "email", "dir": "ltr"}),
    )
    frequency = forms.ChoiceField(
        label=gettext_lazy("How often"),
        choices=Frequency.choices,
        initial=Frequency.DAILY,
        widget=forms.Select(attrs={"class": "field"}),
    )
    website = forms.CharField(required=False)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest) -> HttpResponse:
    form = SignUp(request.POST or None)
    trouble = ""
    if request.method == "POST" and form.is_valid():
        trouble = _asked(request, form.cleaned_data)
        if not trouble:
            return HttpResponseRedirect(f"{reverse('newsletter')}?sent=1#letter")
    context = {
        "form": form,
        "trouble": trouble,
        "is_sent": "sent" in request.GET,
        "site_feed": request.build_absolute_uri(reverse("feed")),
    }
    head = Page(
        title=_("Follow us"),
        description=_("How to get the newspaper's news: a letter by e-mail, or feeds, without an account."),
        canonical=reverse("newsletter"),
    )
    return _page(request, "articles/newsletter.html", head, context, 400 if trouble or form.errors else 200)


def _asked(request: HttpRequest, wish: dict[str, str]) -> str:
    """Send the letter with the link; what to tell the reader where it could not be sent, "" where it was."""
    if wish["website"]:
        return ""  # a robot: let it think what it likes
    if not newsletter.may_ask(wish["email"], request.META):
        return _("Too many letters were asked for. Look into your mailbox and its junk folder, or try again in an hour.")
    try:
        newsletter.ask(wish["email"], wish["frequency"], request.build_absolute_uri("/").rstrip("/"))
    except (OSError, SMTPException):
        logger.exception("a letter of the newsletter could not be sent")
        return _("The letter could not be sent just now. Please try again in some minutes.")
    return ""


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the letter shows a button: programs that look into mails follow links, and press none."""
    try:
        wish = newsletter.confirm(token) if request.method == "POST" else newsletter.wish_of(token)
    except newsletter.BadToken:
        return _answer(request, _("This link does not work any more"), "old", code=410)
    title = _("You are subscribed") if request.method == "POST" else _("Confirm your subscription")
    context = {"wish": wish, "often": Frequency(wish.frequency).label}
    return _answer(request, title, "confirmed" if request.method == "POST" else "confirm", context)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """One press takes the reader out; mail programs press it without a visit (RFC 8058)."""
    try:
        was_there = newsletter.leave(token, only_look=request.method != "POST")
    except newsletter.BadToken:
        return _answer(request, _("This link does not work any more"), "old", code=410)
    if request.method == "POST" or not was_there:
        return _answer(request, _("You get no more letters"), "left")
    return _answer(request, _("Leave the letter"), "leave")


def _answer(
    request: HttpRequest, title: str, step: str, context: dict[str, Any] | None = None, code: int = 200
) -> HttpResponse:
    head = Page(title=title, robots="noindex")
    return _page(request, "articles/newsletter_step.html", head, {"step": step, "title": title, **(context or {})}, code)


def _page(request: HttpRequest, template: str, head: Page, context: dict[str, Any], code: int) -> HttpResponse:
    response = show(request, template, head, context)
    response.status_code = code
    if request.method == "POST" or not head.canonical:
        # Whose address it is stands in these: kept by nobody, told to nobody.
        response["Cache-Control"] = "no-store, private"
        response["Referrer-Policy"] = "no-referrer"
    return response
