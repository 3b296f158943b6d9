"""Parts of a body of cards or offers, cut where a piece ends."""

import mmap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final, TypeAlias

_BUFFER: Final = 1024 * 1024
Span: TypeAlias = tuple[int, int]
"""First byte, and the one behind the last."""


@dataclass(frozen=True, slots=True)
class Part:
    """One whole file: a span of the body between head and end."""

    name: str
    head: bytes
    body: Path
    span: Span
    end: bytes

    def write(self, target: IO[bytes]) -> None:
        """Write it."""
        target.write(self.head)
        start, stop = self.span
        with self.body.open("rb") as body:
            body.seek(start)
            while start < stop and (block := body.read(min(_BUFFER, stop - start))):
                target.write(block)
                start += len(block)
        target.write(self.end)


def spans_of(body: Path, piece_end: bytes, limit: int) -> Iterator[Span]:
    """Spans of up to `limit` bytes that end with a piece; a piece that is longer has a span of its own.

    `piece_end` must stand nowhere else: text in the files has no bare `<`.
    """
    with body.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        start, size = 0, len(data)
        while start < size:
            stop = size if size - start <= limit else data.rfind(piece_end, start, start + limit) + len(piece_end)
            if stop < start + len(piece_end):  # not found: the piece goes beyond the limit
                stop = data.find(piece_end, start) + len(piece_end)
            yield start, stop
            start = stop
