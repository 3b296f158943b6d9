"""Boxes of a letter laid out as rows."""

from mail_intake.domain.letter.boxes import Block, Box
from mail_intake.domain.letter.limits import MAX_ROWS
from mail_intake.domain.letter.rows import Cell, Row


def laid_out(box: Box) -> tuple[Row, ...]:
    """Rows of what `box` holds; at most `MAX_ROWS`."""
    layout = _Layout()
    layout.box(box)
    return tuple(layout.rows[:MAX_ROWS])


class _Layout:
    def __init__(self) -> None:
        self.rows: list[Row] = []
        self._block = 0

    def box(self, box: Box, column: int = 0) -> None:
        for item in box.items:
            if len(self.rows) >= MAX_ROWS:
                return
            if isinstance(item, Block):
                self._lines(item, column)
            else:
                for row in item.rows:
                    self._table_row(row)

    def _lines(self, block: Block, column: int) -> None:
        self._block += 1
        marks = tuple(block.marks)
        for line in block.lines:
            self.rows.append(Row((Cell((line,), 1, marks),), self._block, False, column))
            marks = ()

    def _table_row(self, row: list[tuple[Box, int]]) -> None:
        full = [cell for cell in row if cell[0].items]
        if not full:
            return
        if any([cell.tables for cell, _ in full]):
            for cell, _ in full:
                self.box(cell)
            return
        if len(full) == 1 and (len(row) == 1 or row[0] is not full[0] or _lines_of(full[0][0]) > 1):
            self.box(full[0][0], _column(row, full[0]))
            return
        self._block += 1
        self.rows.append(Row(tuple([_cell(cell, span) for cell, span in row]), self._block))


def _cell(box: Box, span: int) -> Cell:
    """The cell of a box without tables."""
    blocks = [item for item in box.items if isinstance(item, Block)]
    if len(blocks) < 2:
        return Cell(tuple(blocks[0].lines), span, tuple(blocks[0].marks)) if blocks else Cell((), span)
    return Cell(
        tuple([line for block in blocks for line in block.lines]),
        span,
        tuple([mark for block in blocks for mark in block.marks]),
    )


def _column(row: list[tuple[Box, int]], wanted: tuple[Box, int]) -> int:
    column = 0
    for cell in row:
        if cell is wanted:
            break
        column += cell[1]
    return column


def _lines_of(box: Box) -> int:
    return sum(len(item.lines) for item in box.items if isinstance(item, Block))
