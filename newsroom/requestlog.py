"""One line a request, as JSON, with an id that ties all its lines together.

No personal data: no address of a reader, no words of a search, no names.
"""

import json
import logging
import re
import time
import uuid
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

HEADER = "X-Request-ID"
_ID = re.compile(r"[A-Za-z0-9-]{8,64}\Z")
_current: ContextVar[str] = ContextVar("request_id", default="")

logger = logging.getLogger("newsroom.requests")


class RequestLogMiddleware:
    """Takes the id that a proxy gave, or makes one; says what was asked, how it ended and how long it took."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        given = request.headers.get(HEADER, "")
        name = given if _ID.match(given) else uuid.uuid4().hex
        token = _current.set(name)
        started = time.perf_counter()
        try:
            response = self.get_response(request)
            match = request.resolver_match
            logger.info(
                "request",
                extra={
                    "told": {
                        "method": request.method,
                        # The address's pattern, not the address: a search's words and a preview's key stay out of logs.
                        "route": match.route if match else "",
                        "status": response.status_code,
                        "ms": round((time.perf_counter() - started) * 1000, 1),
                        "bytes": 0 if response.streaming else len(response.content),  # type: ignore[attr-defined]
                    }
                },
            )
        finally:
            _current.reset(token)
        response[HEADER] = name
        return response


class JsonFormatter(logging.Formatter):
    """``{"time", "level", "logger", "message", "request", ...}``, one line."""

    def format(self, record: logging.LogRecord) -> str:
        told: dict[str, Any] = {
            "time": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if request := _current.get():
            told["request"] = request
        told |= getattr(record, "told", {})
        if record.exc_info:
            told["exception"] = self.formatException(record.exc_info)
        return json.dumps(told, ensure_ascii=False, default=str)
