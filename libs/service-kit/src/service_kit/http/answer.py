"""Answers of outside systems, read with their size counted: as sent and as unpacked."""

import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import IO, Any, Final

import httpx

from service_kit.errors import DataError

BODY_LIMIT: Final = 50 * 1024 * 1024
HEADERS_LIMIT: Final = 64 * 1024
_CHUNK: Final = 64 * 1024
_GZIP: Final = 16 + zlib.MAX_WBITS


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer; `body` is unpacked."""

    status: int
    headers: httpx.Headers
    body: bytes

    def json(self) -> Any:
        """The body as JSON, fractions as Decimal; DataError `outside_unreadable`."""
        try:
            return json.loads(self.body, parse_float=Decimal)
        except (ValueError, RecursionError) as error:
            raise DataError("outside_unreadable") from error


@dataclass(frozen=True, slots=True)
class Downloaded:
    """What a download wrote: bytes, and what the other side says they are (not to be trusted)."""

    size: int
    content_type: str


async def read_into(response: httpx.Response, target: IO[bytes], max_bytes: int) -> int:
    """Write the unpacked body to `target`; gives its size.

    Raises DataError `outside_too_large`, `outside_unreadable` (an encoding nobody asked for), and what httpx raises
    while reading, also when packed data end early.
    """
    _check(_announced(response), max_bytes)
    unpack = _unpacker(response.headers.get("content-encoding", "identity").strip().lower())
    taken = written = 0
    async for raw in response.aiter_raw():
        taken += len(raw)
        _check(taken, max_bytes)
        for data in unpack.feed(raw):
            written += len(data)
            _check(written, max_bytes)
            target.write(data)
    unpack.end()
    return written


def _announced(response: httpx.Response) -> int:
    text = response.headers.get("content-length", "")
    return int(text[:20]) if text.isascii() and text.isdigit() else 0


def _check(size: int, limit: int) -> None:
    if size > limit:
        raise DataError("outside_too_large", limit_mb=round(limit / 1024**2, 1))


def _unpacker(encoding: str) -> "_Plain | _Gunzip":
    if encoding in ("", "identity"):
        return _Plain()
    if encoding in ("gzip", "x-gzip"):
        return _Gunzip()
    raise DataError("outside_unreadable")


class _Plain:
    def feed(self, raw: bytes) -> Iterator[bytes]:
        yield raw

    def end(self) -> None:
        """Plain data end anywhere."""


class _Gunzip:
    """Unpacks in pieces of 64 KiB: a small packed piece must not become a gigabyte in memory."""

    def __init__(self) -> None:
        self._stream = zlib.decompressobj(_GZIP)
        self._empty = True

    def feed(self, raw: bytes) -> Iterator[bytes]:
        self._empty = False
        while raw:
            if self._stream.eof:  # one more member follows (RFC 1952, 2.2)
                self._stream = zlib.decompressobj(_GZIP)
            try:
                data = self._stream.decompress(raw, _CHUNK)
            except zlib.error as error:
                raise DataError("outside_unreadable") from error
            raw = self._stream.unused_data if self._stream.eof else self._stream.unconsumed_tail
            if data:
                yield data

    def end(self) -> None:
        if not (self._empty or self._stream.eof):
            raise httpx.RemoteProtocolError("packed data end early")
