"""Stories as files, for the importer's tests."""

import io
import json
from pathlib import Path
from typing import Any

from django.core.management import CommandError, call_command

from articles.importing.readers import jsonl, seed
from articles.importing.story import Rejected, Story

SAMPLE = Path(__file__).parent.parent / "samples" / "seed.txt"


def read_seed(content: str | bytes) -> Story | Rejected:
    data = content.encode() if isinstance(content, str) else content
    (item,) = seed.read(io.BytesIO(data), "story.txt")
    return item


def seed_story(content: str | bytes) -> Story:
    item = read_seed(content)
    assert isinstance(item, Story), item
    return item


def read_lines(*records: Any) -> list[Story | Rejected]:
    """Through the JSON Lines reader; a str stands for itself, anything else is dumped."""
    return list(jsonl.read(io.BytesIO(lines(*records).encode("utf-8", "surrogatepass")), "stories.jsonl"))


def lines(*records: Any) -> str:
    return "".join(f"{line if isinstance(line, str) else json.dumps(line, ensure_ascii=False)}\n" for line in records)


def write_lines(path: Path, *records: Any) -> Path:
    path.write_text(lines(*records), encoding="utf-8")
    return path


class Run:
    """What one run of the command said: exit status, both streams, the closing table."""

    def __init__(self, *arguments: Any, command: str = "import_articles") -> None:
        out, err = io.StringIO(), io.StringIO()
        self.status = 0
        try:
            call_command(command, *map(str, arguments), stdout=out, stderr=err, skip_checks=True)
        except SystemExit as stop:
            self.status = int(stop.code or 0)
        except CommandError as error:
            self.status = error.returncode
            err.write(f"{error}\n")
        self.out, self.err = out.getvalue(), err.getvalue()

    @property
    def counts(self) -> dict[str, int]:
        """The lines of the closing table that are not 0."""
        words = [line.split() for line in self.out.splitlines()]
        pairs = {row[0]: int(row[1].replace(",", "")) for row in words if len(row) == 2 and row[1].replace(",", "").isdigit()}
        return {word: number for word, number in pairs.items() if number}
