"""A clock that several processes share and that can be moved: this machine's time, and an offset in a file."""

from datetime import UTC, datetime, timedelta
from pathlib import Path


class MovedClock:
    """Tells the time, aware; `file` holds the seconds that it is ahead of this machine, nothing = 0."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self._ahead()

    def move(self, span: timedelta) -> None:
        """Move it for everybody; a negative `span` moves it back."""
        new = self._file.with_suffix(".new")
        new.write_text(str((self._ahead() + span).total_seconds()))
        new.replace(self._file)

    def _ahead(self) -> timedelta:
        return timedelta(seconds=float(self._file.read_text())) if self._file.exists() else timedelta()
