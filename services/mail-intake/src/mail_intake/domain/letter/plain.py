"""Plain text of a letter becomes rows: a line is a row, columns told apart by tabs or bars are its cells."""

import re
from typing import Final

from mail_intake.domain.letter.html import Classes, html_rows
from mail_intake.domain.letter.limits import MAX_ROWS
from mail_intake.domain.letter.rows import Cell, Row, clean

_COLUMNS: Final = re.compile(r"\t+| +\| +|(?<=\S) {4,}(?=[^\s=])")
_ROW_MARKUP: Final = re.compile(r"<tr[\s>].*?</tr\s*>", re.IGNORECASE | re.DOTALL)
_MARKUP: Final = re.compile(r"<(?:br|span|div|p|strong|b|a|td|font)\b[^<>]{0,300}/?>", re.IGNORECASE)
_TAIL: Final = 2_000_000  # characters in which markup is looked for


def plain_rows(
    text: str, classes: Classes | None = None, *, flowed: bool = False, delsp: bool = False
) -> tuple[Row, ...]:
    """Rows of a text letter; `flowed` and `delsp` are the parameters of its Content-Type (RFC 3676).

    Engines that put HTML into the text part (PrestaShop its items, VirtueMart options) are read as what they meant.
    """
    lines = _unflowed(text, delsp=delsp) if flowed else text.splitlines()
    lines = _unquoted(lines)
    if any(_MARKUP.search(line) for line in lines):
        return _with_markup("\n".join(lines)[:_TAIL], classes)
    rows: list[Row] = []
    _append(lines, rows, 0)
    return tuple(rows[:MAX_ROWS])


def _append(lines: list[str], rows: list[Row], block: int) -> int:
    """Add the rows of `lines`; empty lines end a block. Gives the number of the last block."""
    gap = True
    for line in lines:
        if not line.strip():
            gap = True
            continue
        block += gap
        parts = (
            [clean(part) for part in _COLUMNS.split(line.strip())] if _COLUMNS.search(line.strip()) else [clean(line)]
        )
        cells = tuple(Cell((part,) if part else ()) for part in parts)
        if any(cell.lines for cell in cells):
            rows.append(Row(cells, block, gap and bool(rows)))
            gap = False
    return block


def _with_markup(text: str, classes: Classes | None) -> tuple[Row, ...]:
    """Rows of text in which pieces of HTML stand: runs of `<tr>` as a table, other tags line by line."""
    rows: list[Row] = []
    block, end = 0, 0
    for match in _ROW_MARKUP.finditer(text):
        block = _append_mixed(text[end : match.start()], rows, block, classes)
        for row in html_rows(f"<table>{match[0]}</table>", classes):
            block += 1
            rows.append(Row(row.cells, block))
        end = match.end()
    _append_mixed(text[end:], rows, block, classes)
    return tuple(rows[:MAX_ROWS])


def _append_mixed(text: str, rows: list[Row], block: int, classes: Classes | None) -> int:
    for paragraph in re.split(r"\n[ \t]*\n", text):
        if not _MARKUP.search(paragraph):
            block = _append(paragraph.splitlines(), rows, block)
            continue
        block += 1
        gap = bool(rows)
        for line in paragraph.splitlines():
            found = html_rows(line, classes) if _MARKUP.search(line) else tuple(_plain_line(line))
            for row in found:
                rows.append(Row(row.cells, block, gap))
                gap = False
    return block


def _plain_line(line: str) -> list[Row]:
    rows: list[Row] = []
    _append([line], rows, 0)
    return rows


def _unquoted(lines: list[str]) -> list[str]:
    """Lines without the «> » of a reply or forward, when nearly all are quoted."""
    full = [line for line in lines if line.strip()]
    quoted = sum(line.lstrip().startswith(">") for line in full)
    if not quoted or quoted * 3 < len(full) * 2:
        return lines
    return [re.sub(r"^\s*(?:>\s?)+", "", line) for line in lines]


def _unflowed(text: str, *, delsp: bool) -> list[str]:
    """Lines of format=flowed joined again; «-- » stays a line of its own."""
    lines: list[str] = []
    open_line = False
    for raw in text.splitlines():
        depth = len(raw) - len(raw.lstrip(">"))
        line = raw[depth:]
        line = line.removeprefix(" ")
        soft = line.endswith(" ") and line != "-- "
        said = line[:-1] if soft and delsp else line
        if open_line:
            lines[-1] += said
        else:
            lines.append(">" * depth + said)
        open_line = soft
    return lines
