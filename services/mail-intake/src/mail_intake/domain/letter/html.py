"""HTML of a letter becomes rows: tables as rows of cells, blocks as lines; nothing is fetched, no script is kept.

Tables that only place things on the page dissolve: a nested table of one cell is part of the cell around it, a row that
holds real tables gives their rows one after the other.
"""

import re
from dataclasses import dataclass
from functools import partial
from typing import Final, TypeAlias

from lxml import etree

from mail_intake.domain.letter.boxes import Block, Box, Table
from mail_intake.domain.letter.layout import laid_out
from mail_intake.domain.letter.limits import MAX_DEPTH
from mail_intake.domain.letter.rows import SEAM, Row, clean
from mail_intake.domain.letter.tags import BLOCKS, CELLS, INLINE, PARTS, ROW_GROUPS, SKIPPED, STRUCK

_NOT_SHOWN: Final = re.compile(r"display\s*:\s*none")
_FORWARDED_CLASS: Final = re.compile(r"^m_-?\d+")
"""What web mail puts before every class name of a letter that it forwards."""
_CONTROLS: Final = bytes(range(9)) + b"\x0b\x0c" + bytes(range(14, 32)) + b"\x7f"
_WITHOUT_CONTROLS: Final = bytes.maketrans(_CONTROLS, b" " * len(_CONTROLS))


Mark: TypeAlias = tuple[str, str]
"""A class or «href», and the text of its element; an empty text is filled in later."""


@dataclass(frozen=True, slots=True)
class Classes:
    """Class names (or their beginnings, when they end in «-») whose texts are marked, and those that are left out."""

    marked: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()


def html_rows(markup: str, classes: Classes | None = None) -> tuple[Row, ...]:
    """Rows of an HTML letter; at most `MAX_ROWS`, the others are left out."""
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=False, recover=True
    )
    text = markup.replace(SEAM, " ").encode("utf-8", "replace").translate(_WITHOUT_CONTROLS)
    if not text.strip():
        return ()
    try:
        root = etree.fromstring(text, parser)
    except etree.LxmlError:
        return ()
    if root is None:
        return ()
    box = Box()
    _Walk(classes or Classes()).element(root, box, 0)
    box.end()
    return laid_out(box)


class _Walk:
    def __init__(self, classes: Classes) -> None:
        self._marked = tuple(name for name in classes.marked if name.endswith("-"))
        self._marked_whole = frozenset(classes.marked)
        self._dropped = frozenset(classes.dropped)

    def element(self, node: etree._Element, box: Box, depth: int) -> None:
        """Put `node` and what follows its inner text into `box`; its tail is the caller's."""
        tag = node.tag
        if tag == "br":
            box.line()
            return
        if not isinstance(tag, str) or tag in SKIPPED or tag in STRUCK:
            return
        mark = None
        if node.attrib:
            dropped, mark = self._look(node, tag)
            if dropped:
                return
        if depth >= MAX_DEPTH:
            box.buffer.append(_whole(node))
        elif tag in INLINE:
            self._inline(node, box, depth, mark)
        elif tag == "table":
            box.end()
            table = Table()
            self._rows(node, table, box, depth)
            box.put(table)
        elif tag in PARTS:
            self._loose(node, box, depth)
        elif tag in BLOCKS:
            box.end()
            self._inside(node, box, depth, pre=tag == "pre")
            _keep(mark, clean(_whole(node)) if mark else "", box)
            box.end()
        else:
            self._run(node, box, depth, mark)

    def _inline(self, node: etree._Element, box: Box, depth: int, mark: Mark | None) -> None:
        """An element inside of a line, with a seam where a blank stands before it or behind it."""
        if box.buffer and box.buffer[-1][-1:].isspace():
            box.buffer.append(SEAM)
        self._run(node, box, depth, mark)
        if _seam_follows(node):
            box.buffer.append(SEAM)

    def _run(self, node: etree._Element, box: Box, depth: int, mark: Mark | None) -> None:
        start = len(box.buffer)
        if len(node):
            self._inside(node, box, depth)
        elif text := node.text:
            box.buffer.append(text)
        if mark:
            _keep(mark, clean("".join(box.buffer[start:])), box)

    def _inside(self, node: etree._Element, box: Box, depth: int, *, pre: bool = False) -> None:
        add = partial(_lines, box) if pre else box.buffer.append
        if text := node.text:
            add(text)
        for child in node:
            self.element(child, box, depth + 1)
            if tail := child.tail:
                add(tail)

    def _look(self, node: etree._Element, tag: str) -> tuple[bool, Mark | None]:
        """Whether the element is left out, and the mark of its text."""
        get = node.get
        style = get("style")
        if style and _hides(str(style).lower()):
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

    def _rows(self, node: etree._Element, table: Table, box: Box, depth: int) -> None:
        """Rows of a table, whatever stands between it and them; text between rows goes before the table."""
        loose: list[tuple[Box, int]] = []
        if node.text and not node.text.isspace():
            box.buffer.append(node.text)
        for child in node:
            tag = child.tag
            if not isinstance(tag, str):
                continue
            if tag == "tr":
                loose = []
                self._row(child, table, box, depth + 1)
            elif tag in CELLS:
                if not loose:
                    table.rows.append(loose)
                loose.append(self._cell(child, depth + 1))
            elif tag in ROW_GROUPS or child.find(".//tr") is not None:
                if depth < MAX_DEPTH:
                    self._rows(child, table, box, depth + 1)
            elif tag not in {"colgroup", "col"}:
                self.element(child, box, depth + 1)
            if child.tail and not child.tail.isspace():
                box.buffer.append(child.tail)
        box.end()

    def _row(self, node: etree._Element, table: Table, box: Box, depth: int) -> None:
        cells: list[tuple[Box, int]] = []
        table.rows.append(cells)
        for child in node:
            if child.tag in CELLS:
                cells.append(self._cell(child, depth + 1))
            elif isinstance(child.tag, str):
                inner = Box()
                self.element(child, inner, depth + 1)
                inner.end()
                if inner.items:
                    cells.append((inner, 1))

    def _cell(self, node: etree._Element, depth: int) -> tuple[Box, int]:
        box = Box()
        span, mark = 1, None
        if node.attrib:
            span = _span(node.get("colspan"))
            dropped, mark = self._look(node, "td")
            if dropped:
                return box, span
        if not len(node):
            if text := clean(node.text or ""):
                box.items.append(Block([text], [(mark[0], text)] if mark else []))
            return box, span
        if depth >= MAX_DEPTH:
            box.buffer.append(_whole(node))
        else:
            self._inside(node, box, depth)
        if mark is not None:
            box.marks.append((mark[0], clean(_whole(node))))
        box.end()
        return box, span

    def _loose(self, node: etree._Element, box: Box, depth: int) -> None:
        """A row or cell that stands outside of any table: it goes on the table before it, or begins one."""
        box.end()
        last = box.items[-1] if box.items else None
        table = last if isinstance(last, Table) else Table()
        if table is not last:
            box.items.append(table)
            box.tables = True
        if node.tag == "tr":
            self._row(node, table, box, depth)
        elif table.rows:
            table.rows[-1].append(self._cell(node, depth))
        else:
            table.rows.append([self._cell(node, depth)])


def _whole(node: etree._Element) -> str:
    """All text inside."""
    return " ".join(str(text) for text in node.itertext())


def _keep(mark: Mark | None, said: str, box: Box) -> None:
    """Put a mark of an element that says `said` into the box."""
    if mark is not None and (said or mark[1]):
        box.marks.append((mark[0], mark[1] or said.replace(SEAM, " ")))


def _span(told: str | None) -> int:
    """Columns that a cell covers."""
    digits = (told or "").strip()
    return min(int(digits), 100) or 1 if digits.isdecimal() and digits.isascii() and len(digits) < 4 else 1


def _lines(box: Box, text: str) -> None:
    """Text of `<pre>`, in which line breaks count."""
    for number, line in enumerate(text.splitlines()):
        if number:
            box.line()
        box.buffer.append(line)


def _hides(style: str) -> bool:
    """Whether a text in this style (lower case) is struck out or not shown."""
    return "line-through" in style or ("none" in style and _NOT_SHOWN.search(style) is not None)


def _seam_follows(node: etree._Element) -> bool:
    tail = node.tail
    if tail:
        return tail[0].isspace()
    after = node.getnext()
    return after is not None and after.tag in INLINE
