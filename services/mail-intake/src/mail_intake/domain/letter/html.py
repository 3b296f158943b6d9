"""HTML of a letter becomes rows: tables as rows of cells, blocks as lines; nothing is fetched, no script is kept.

Tables that only place things on the page dissolve: a nested table of one cell is part of the cell around it, a row that
holds real tables gives their rows one after the other.
"""

import re
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from mail_intake.domain.letter.limits import MAX_DEPTH, MAX_ROWS
from mail_intake.domain.letter.rows import SEAM, Cell, Row, clean

_SKIPPED: Final = frozenset(
    [
        "head",
        "style",
        "script",
        "title",
        "template",
        "noscript",
        "object",
        "embed",
        "iframe",
        "svg",
        "math",
        "audio",
        "video",
        "select",
        "applet",
    ]
)
_STRUCK: Final = frozenset({"s", "strike", "del"})
_INLINE: Final = frozenset(
    ["font", "span", "b", "strong", "a", "i", "em", "u", "small", "big", "label", "tt", "code", "ins", "mark", "bdi"]
)
_BLOCKS: Final = frozenset(
    [
        "p",
        "div",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "section",
        "article",
        "header",
        "footer",
        "main",
        "center",
        "blockquote",
        "form",
        "fieldset",
        "address",
        "pre",
        "hr",
        "figure",
        "caption",
        "legend",
        "body",
        "html",
        "nav",
        "aside",
        "details",
        "summary",
    ]
)
_ROW_GROUPS: Final = frozenset({"tbody", "thead", "tfoot", "mj-raw"})
_HIDDEN: Final = re.compile(r"line-through|display\s*:\s*none", re.IGNORECASE)
_FORWARDED_CLASS: Final = re.compile(r"^m_-?\d+")
"""What web mail puts before every class name of a letter that it forwards."""
_CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ue000]")


@dataclass(frozen=True, slots=True)
class Classes:
    """Class names (or their beginnings, when they end in «-») whose texts are marked, and those that are left out."""

    marked: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()


@dataclass(slots=True)
class _Box:
    """What an element holds: blocks of lines, and tables."""

    items: "list[_Block | _Table]" = field(default_factory=list)
    buffer: list[str] = field(default_factory=list)
    block: "_Block | None" = None
    marks: list[tuple[str, str]] = field(default_factory=list)

    def line(self) -> None:
        """End a line."""
        text = clean("".join(self.buffer))
        self.buffer.clear()
        if text:
            if self.block is None:
                self.block = _Block()
                self.items.append(self.block)
            self.block.lines.append(text)

    def end(self) -> None:
        """End a block."""
        if self.buffer:
            self.line()
        if self.block is not None:
            if self.marks:
                self.block.marks, self.marks = self.marks, []
            self.block = None

    def blocks(self) -> "list[_Block] | None":
        """The blocks, when there is nothing else; None with a table inside."""
        found = [item for item in self.items if isinstance(item, _Block)]
        return found if len(found) == len(self.items) else None


@dataclass(slots=True)
class _Block:
    lines: list[str] = field(default_factory=list)
    marks: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class _Table:
    rows: list[list[tuple[_Box, int]]] = field(default_factory=list)


def html_rows(markup: str, classes: Classes | None = None) -> tuple[Row, ...]:
    """Rows of an HTML letter; at most `MAX_ROWS`, the others are left out."""
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=False, recover=True
    )
    text = _CONTROLS.sub(" ", markup).encode("utf-8", "replace")
    if not text.strip():
        return ()
    try:
        root = etree.fromstring(text, parser)
    except etree.LxmlError:
        return ()
    if root is None:
        return ()
    box = _Box()
    _Walk(classes or Classes()).element(root, box, 0)
    box.end()
    return _Rows().of(box)


class _Walk:
    def __init__(self, classes: Classes) -> None:
        self._marked = tuple(name for name in classes.marked if name.endswith("-"))
        self._marked_whole = frozenset(classes.marked)
        self._dropped = frozenset(classes.dropped)

    def element(self, node: etree._Element, box: _Box, depth: int) -> None:  # noqa: PLR0912 - one branch per kind
        """Put `node` and what follows its inner text into `box`; its tail is the caller's."""
        tag = node.tag
        if not isinstance(tag, str) or tag in _SKIPPED or tag in _STRUCK:
            return
        if tag == "br":
            box.line()
            return
        mark = None
        if node.attrib:
            dropped, mark = self._look(node, tag)
            if dropped:
                return
        if depth >= MAX_DEPTH:
            box.buffer.append(" ".join(str(text) for text in node.itertext()))
            return
        if tag == "table":
            box.end()
            table = _Table()
            self._rows(node, table, box, depth)
            self._place(table, box)
            return
        if tag in {"tr", "td", "th"}:
            self._loose(node, box, depth)
            return
        block = tag in _BLOCKS
        if block:
            box.end()
        elif tag in _INLINE and box.buffer and box.buffer[-1][-1:].isspace():
            box.buffer.append(SEAM)
        start = len(box.buffer)
        self._inside(node, box, depth, pre=tag == "pre")
        if mark is not None:
            said = clean("".join(box.buffer[start:]) if not block else " ".join(str(t) for t in node.itertext()))
            if said or mark[1]:
                box.marks.append((mark[0], mark[1] or said.replace(SEAM, " ")))
        if block:
            box.end()
        elif tag in _INLINE and _seam_follows(node):
            box.buffer.append(SEAM)

    def _inside(self, node: etree._Element, box: _Box, depth: int, *, pre: bool) -> None:
        if node.text:
            _text(node.text, box, pre=pre)
        for child in node:
            self.element(child, box, depth + 1)
            if child.tail:
                _text(child.tail, box, pre=pre)

    def _look(self, node: etree._Element, tag: str) -> tuple[bool, tuple[str, str] | None]:
        """Whether the element is left out, and the mark of its text."""
        get = node.attrib.get
        style = get("style")
        if style and _HIDDEN.search(str(style)):
            return True, None
        if tag == "a":
            href = str(get("href") or "")
            return False, ("href", href) if href.startswith(("http://", "https://")) else None
        named = get("class")
        if not named:
            return False, None
        for word in str(named).split():
            name = _FORWARDED_CLASS.sub("", word) if word.startswith("m_") else word
            if name == "line-through" or name in self._dropped:
                return True, None
            if name in self._marked_whole or (self._marked and name.startswith(self._marked)):
                return False, (name, "")
        return False, None

    def _rows(self, node: etree._Element, table: _Table, box: _Box, depth: int) -> None:
        """Rows of a table, whatever stands between it and them; text between rows goes before the table."""
        loose: list[tuple[_Box, int]] = []
        if node.text and not node.text.isspace():
            box.buffer.append(node.text)
        for child in node:
            tag = child.tag
            if not isinstance(tag, str):
                continue
            if tag == "tr":
                loose = []
                self._row(child, table, box, depth + 1)
            elif tag in {"td", "th"}:
                if not loose:
                    table.rows.append(loose)
                loose.append(self._cell(child, depth + 1))
            elif tag in _ROW_GROUPS or child.find(".//tr") is not None:
                if depth < MAX_DEPTH:
                    self._rows(child, table, box, depth + 1)
            elif tag not in {"colgroup", "col"}:
                self.element(child, box, depth + 1)
            if child.tail and not child.tail.isspace():
                box.buffer.append(child.tail)
        box.end()

    def _row(self, node: etree._Element, table: _Table, box: _Box, depth: int) -> None:
        cells: list[tuple[_Box, int]] = []
        table.rows.append(cells)
        for child in node:
            if child.tag in {"td", "th"}:
                cells.append(self._cell(child, depth + 1))
            elif isinstance(child.tag, str):
                inner = _Box()
                self.element(child, inner, depth + 1)
                inner.end()
                if inner.items:
                    cells.append((inner, 1))

    def _cell(self, node: etree._Element, depth: int) -> tuple[_Box, int]:
        box = _Box()
        span, mark = 1, None
        if node.attrib:
            told = str(node.attrib.get("colspan") or "1").strip()
            span = min(int(told), 100) if told.isdecimal() and told.isascii() and len(told) < 4 and int(told) else 1
            dropped, mark = self._look(node, "td")
            if dropped:
                return box, span
        if depth >= MAX_DEPTH:
            box.buffer.append(" ".join(str(text) for text in node.itertext()))
        else:
            self._inside(node, box, depth, pre=False)
        if mark is not None:
            box.marks.append((mark[0], clean(" ".join(str(text) for text in node.itertext()))))
        box.end()
        return box, span

    def _loose(self, node: etree._Element, box: _Box, depth: int) -> None:
        """A row or cell that stands outside of any table: it goes on the table before it, or begins one."""
        box.end()
        last = box.items[-1] if box.items else None
        table = last if isinstance(last, _Table) else _Table()
        if table is not last:
            box.items.append(table)
        if node.tag == "tr":
            self._row(node, table, box, depth)
        elif table.rows:
            table.rows[-1].append(self._cell(node, depth))
        else:
            table.rows.append([self._cell(node, depth)])

    def _place(self, table: _Table, box: _Box) -> None:
        """Put a table into `box`; one of a single cell of text is no table."""
        full = [cells for cells in ([cell for cell in row if cell[0].items] for row in table.rows) if cells]
        if not full:
            return
        if len(full) == 1 and len(full[0]) == 1:
            box.items.extend(full[0][0][0].items)
            return
        box.items.append(table)


def _text(text: str, box: _Box, *, pre: bool) -> None:
    if not pre:
        box.buffer.append(text)
        return
    lines = text.splitlines()
    for number, line in enumerate(lines):
        if number:
            box.line()
        box.buffer.append(line)


def _seam_follows(node: etree._Element) -> bool:
    tail = node.tail
    if tail:
        return tail[0].isspace()
    after = node.getnext()
    return after is not None and after.tag in _INLINE


class _Rows:
    """Boxes laid out as rows."""

    def __init__(self) -> None:
        self._rows: list[Row] = []
        self._block = 0

    def of(self, box: _Box) -> tuple[Row, ...]:
        self._box(box)
        return tuple(self._rows[:MAX_ROWS])

    def _box(self, box: _Box, column: int = 0) -> None:
        for item in box.items:
            if len(self._rows) >= MAX_ROWS:
                return
            if isinstance(item, _Block):
                self._lines(item, column)
            else:
                for row in item.rows:
                    self._table_row(row)

    def _lines(self, block: _Block, column: int) -> None:
        self._block += 1
        marks = tuple(block.marks)
        for line in block.lines:
            self._rows.append(Row((Cell((line,), 1, marks),), self._block, column=column))
            marks = ()

    def _table_row(self, row: list[tuple[_Box, int]]) -> None:
        full = [cell for cell in row if cell[0].items]
        if not full:
            return
        simple = [cell.blocks() for cell, _ in row]
        if None in simple:
            for cell, _ in full:
                self._box(cell)
            return
        if len(full) == 1 and (len(row) == 1 or row[0] is not full[0] or _lines_of(full[0][0]) > 1):
            self._box(full[0][0], _column(row, full[0]))
            return
        self._block += 1
        cells = tuple(
            Cell(
                tuple(line for block in blocks or () for line in block.lines),
                span,
                tuple(mark for block in blocks or () for mark in block.marks),
            )
            for blocks, (_, span) in zip(simple, row, strict=True)
        )
        self._rows.append(Row(cells, self._block))


def _column(row: list[tuple[_Box, int]], wanted: tuple[_Box, int]) -> int:
    column = 0
    for cell in row:
        if cell is wanted:
            break
        column += cell[1]
    return column


def _lines_of(box: _Box) -> int:
    return sum(len(item.lines) for item in box.items if isinstance(item, _Block))
