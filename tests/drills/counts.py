"""What a drill found, in the words of Jepsen's queue checker, and the table of all drills."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

COLUMNS = ("attempted", "acknowledged", "done", "recovered", "duplicated", "lost", "unexpected")


class Failed(Exception):
    """An invariant of the drill beyond the counts does not hold; the text says which."""


@dataclass
class Counts:
    """`recovered` was not acknowledged and is there all the same, which is allowed; the three after it must be 0.

    `done` are business documents. `note` is what else was measured.
    """

    attempted: int = 0
    acknowledged: int = 0
    done: int = 0
    recovered: int = 0
    duplicated: int = 0
    lost: int = 0
    unexpected: int = 0
    note: str = ""

    @property
    def good(self) -> bool:
        """Whether nothing was lost, doubled or made up."""
        return self.duplicated == self.lost == self.unexpected == 0


def require(holds: object, what: str) -> None:
    """Failed when an invariant does not hold."""
    if not holds:
        raise Failed(what)


class Report:
    """Rows of the table, printed as they come, kept as JSON."""

    def __init__(self) -> None:
        self._rows: list[dict[str, object]] = []
        print(f"{'drill':30}" + "".join(f"{name:>13}" for name in COLUMNS) + "   seconds  note", flush=True)

    def add(self, name: str, counts: Counts | None, seconds: float, failure: str = "") -> None:
        """A finished drill; `failure` when an invariant broke."""
        found = asdict(counts or Counts())
        good = counts is not None and counts.good and not failure
        self._rows.append({"drill": name, "good": good, "seconds": round(seconds, 1), "failure": failure, **found})
        numbers = "".join(f"{found[column]:>13}" for column in COLUMNS) if counts else " " * 13 * len(COLUMNS)
        words = failure or found["note"]
        print(f"{name:30}{numbers}{seconds:>10.1f}  {'' if good else 'FAILED '}{words}", flush=True)

    def close(self, file: Path) -> bool:
        """Write the JSON; whether all was good."""
        file.parent.mkdir(exist_ok=True)
        file.write_text(json.dumps(self._rows, indent=2, ensure_ascii=False) + "\n", "utf-8")
        return all(row["good"] for row in self._rows)


def repeats(items: Iterable[object]) -> int:
    """How many of the items were there before."""
    found = list(items)
    return len(found) - len(set(found))
