"""What long work says meanwhile: one changing line on a terminal, a line now and then elsewhere."""

import time
from types import TracebackType
from typing import Any

# Seconds between two lines where there is no terminal.
_LINE_EVERY = 5.0


class Progress:
    """``say`` as often as you like."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self._is_terminal = stream.isatty()
        self._next = 0.0 if self._is_terminal else time.monotonic() + _LINE_EVERY

    def __enter__(self) -> "Progress":
        return self

    def say(self, text: str) -> None:
        now = time.monotonic()
        if now < self._next:
            return
        if self._is_terminal:
            self._next = now + 0.1
            self._stream.write(f"\r\x1b[K{text[:100]}", ending="")
            self._stream.flush()
        else:
            self._next = now + _LINE_EVERY
            self._stream.write(text)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._is_terminal:
            self._stream.write("\r\x1b[K", ending="")
