"""Bytes on their way to the XML parser: stray ampersands made harmless, places of errors translated to file bytes."""

import re
from typing import Final

_BARE: Final = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,8}|#x[0-9a-fA-F]{1,6});)")
_SPECIAL: Final = re.compile(rb"[&<\]]")
_HOLD: Final = 16
"""Longer than the longest token that must not be cut: `<![CDATA[`, `]]>`, `&#x10FFFF;`."""

_CONTINUATION: Final = bytes(range(0x80, 0xC0))
_CDATA: Final = b"<![CDATA["
_CDATA_END: Final = b"]]>"
_CONTROLS: Final = bytes(code for code in range(32) if code not in b"\t\n\r")


class AmpersandRepair:
    """Escapes every `&` that begins none of XML's own entities, outside CDATA, and drops forbidden control characters.

    Shops write «Сыр & вино» unescaped and HTML entities like `&nbsp;`, both of which no XML parser takes. A clean chunk
    costs two scans at memory speed and is passed on as it is.
    """

    def __init__(self) -> None:
        self._held = b""
        self._in_cdata = False

    def feed(self, data: bytes) -> bytes:
        """Next piece, without the last few bytes when these may begin a token."""
        data = self._held + data
        special = _SPECIAL.search(data, max(0, len(data) - _HOLD))
        cut = special.start() if special else len(data)
        self._held = data[cut:]
        return self._repaired(data[:cut])

    @property
    def held(self) -> int:
        """How many bytes wait for what follows them."""
        return len(self._held)

    def finish(self) -> bytes:
        """What was held back."""
        data, self._held = self._held, b""
        return self._repaired(data)

    def _repaired(self, data: bytes) -> bytes:
        data = data.translate(None, _CONTROLS)
        if not self._in_cdata and _CDATA not in data:
            return _escape(data) if b"&" in data else data
        return self._around_cdata(data)

    def _around_cdata(self, data: bytes) -> bytes:
        out: list[bytes] = []
        at = 0
        while at < len(data):
            mark = _CDATA_END if self._in_cdata else _CDATA
            end = data.find(mark, at)
            piece = data[at:] if end < 0 else data[at : end + len(mark)]
            out.append(piece if self._in_cdata else _escape(piece))
            at += len(piece)
            if end >= 0:
                self._in_cdata = not self._in_cdata
        return b"".join(out)


def _escape(data: bytes) -> bytes:
    return _BARE.sub(b"&amp;", data)


class Position:
    """Where in the file the parser is; `done` = bytes read."""

    def __init__(self, encoding: str, byte: int, lines: int, *, wrapped: bool) -> None:
        self._encoding = encoding
        self._parsed = self._first = self.done = byte
        self._lines = lines
        self._line_shift = lines - wrapped  # the wrapper of fragments is a line of its own before the file

    @property
    def line(self) -> int:
        """Line that is being read, from 1."""
        return self._lines + 1

    def read(self, size: int) -> None:
        """So many more bytes of the file were read."""
        self.done += size

    def passed(self, data: bytes, *, held: int) -> None:
        """The parser took `data` (UTF-8) without complaint; `held` bytes that were read are still to come."""
        self._lines += data.count(b"\n")
        self._parsed = self.done - held

    def piece(self) -> dict[str, int]:
        """Where the piece begins that was read last."""
        return {"byte": self._parsed, "line": self.line}

    def of(self, data: bytes, line: int, column: int) -> dict[str, int]:
        """Byte and line of an error at `line` and `column` (from 1) of the parser, which failed inside `data`.

        The line is exact. The byte is inside it, near the error: libxml2 counts columns by letters and in end tags by
        bytes. When the line began before `data`, the byte is that of the beginning of `data`.
        """
        file_line = line + self._line_shift
        start = 0
        for _ in range(file_line - self.line):
            start = data.find(b"\n", start) + 1
        before = data[:start].decode("utf-8", "replace")
        if start > 0 or self._parsed == self._first:
            before += data[start:].decode("utf-8", "replace")[: max(0, column - 1)]
        byte = self._parsed + len(before.encode(self._encoding, "replace"))
        return {"byte": min(byte, self.done), "line": file_line}

    def of_bad_letter(self, data: bytes) -> dict[str, int]:
        """Byte and line of the first bytes in `data` that are not UTF-8."""
        start = len(data) - len(data.lstrip(_CONTINUATION))  # the end of a letter that began before
        try:
            data[start:].decode()
        except UnicodeDecodeError as error:
            start += error.start
        return {"byte": self._parsed + start, "line": self.line + data.count(b"\n", 0, start)}
