"""What a part of the audit found: figures beside their targets, and faults that must not be."""

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass
class Row:
    """One figure. ``target`` says in words what it must be; ``met`` whether it is."""

    what: str
    figure: str
    target: str
    met: bool


@dataclass
class Result:
    """``about`` says what was done, ``faults`` what is wrong, each with its place."""

    title: str
    about: str
    rows: list[Row] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @property
    def is_met(self) -> bool:
        return not self.faults and all(row.met for row in self.rows)

    def as_data(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def of_data(cls, data: dict[str, Any]) -> "Result":
        return cls(data["title"], data["about"], [Row(**row) for row in data["rows"]], data["faults"])
