"""What elements of a letter hold, before it is laid out as rows."""

from dataclasses import dataclass, field

from mail_intake.domain.letter.rows import clean


@dataclass(slots=True)
class Block:
    """Lines that belong together, and texts of elements with a known class."""

    lines: list[str]
    marks: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class Box:
    """What an element holds: blocks of lines, and tables; `tables` tells whether there are some."""

    items: "list[Block | Table]" = field(default_factory=list)
    buffer: list[str] = field(default_factory=list)
    block: Block | None = None
    marks: list[tuple[str, str]] = field(default_factory=list)
    tables: bool = False

    def line(self) -> None:
        """End a line."""
        text = clean("".join(self.buffer))
        self.buffer.clear()
        if not text:
            return
        if self.block is None:
            self.block = Block([text])
            self.items.append(self.block)
        else:
            self.block.lines.append(text)

    def end(self) -> None:
        """End a block."""
        if self.buffer:
            self.line()
        if self.block is not None:
            if self.marks:
                self.block.marks, self.marks = self.marks, []
            self.block = None

    def put(self, table: "Table") -> None:
        """Put a table into the box; one of a single cell of text is no table, and one without text is nothing."""
        full = [cell for row in table.rows for cell, _ in row if cell.items]
        if len(full) > 1:
            self.items.append(table)
            self.tables = True
        elif full:
            self.items.extend(full[0].items)
            self.tables = self.tables or full[0].tables


@dataclass(slots=True)
class Table:
    """Rows of cells, each with the columns it spans."""

    rows: list[list[tuple[Box, int]]] = field(default_factory=list)
