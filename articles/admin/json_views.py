"""Views for the desk's scripts: JSON in, JSON out, reasons for people."""

import json
from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _


class Unreadable(Exception):
    """What came is no story; ``str()`` is for people."""


def json_of(request: HttpRequest) -> dict[str, Any]:
    """The request's body. `Unreadable` unless it is a JSON object."""
    try:
        data = json.loads(request.body)
    except (ValueError, RecursionError):
        data = None
    if not isinstance(data, dict):
        raise Unreadable(_("The page and the server did not understand each other: load the page again."))
    return data


def json_view(view: Callable[..., dict[str, Any]]) -> Callable[..., HttpResponse]:
    """A view for scripts: POST alone, JSON whatever happens."""

    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return JsonResponse({"error": _("This address is asked by the page's script alone.")}, status=405)
        try:
            return JsonResponse(view(request, *args, **kwargs))
        except ValidationError as wrong:
            return JsonResponse({"error": " ".join(wrong.messages)}, status=400)
        except Unreadable as wrong:
            return JsonResponse({"error": str(wrong)}, status=400)
        except PermissionDenied as refused:
            return JsonResponse({"error": str(refused) or _("You have no right to do this.")}, status=403)
        except Http404:
            return JsonResponse({"error": _("This story is gone.")}, status=404)

    return answer
