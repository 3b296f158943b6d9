"""Facts of a letter: which label stands beside which value, and in which block."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from mail_intake.domain.letter.rows import SEAM, Cell, Row, shown
from mail_intake.domain.profiles.fact import Fact, Loose, amount_of, price_of
from mail_intake.domain.profiles.labels import LONGEST_LABEL, headings_of, label_and_value
from mail_intake.domain.profiles.profile import Profile

RULE: Final = re.compile(r"^[-=_*~—–]{4,}$")
_METHODS: Final = frozenset({"delivery", "payment"})
_MONEY_ROLES: Final = frozenset({"subtotal", "discount", "delivery_price", "tax", "fee", "total"})


class Facts:
    """Reads the rows of a letter once, from top to bottom."""

    def __init__(self, rows: Sequence[Row], used: frozenset[int], profile: Profile, *, html: bool = False) -> None:
        self._rows = rows
        self._used = set(used)
        self._profile = profile
        self._html = html
        self._section = ""
        self.facts: list[Fact] = []
        self.loose: list[Loose] = []
        self.unnamed: list[tuple[str, Decimal, int]] = []
        """Rows of a name and an amount that no label explains."""
        self.taken: set[int] = set()
        """Rows of comments: nothing in them is a label."""

    def read(self) -> "Facts":
        """All facts."""
        at = 0
        while at < len(self._rows):
            if at in self._used or at in self.taken:
                at += 1
                continue
            row = self._rows[at]
            if any(cell.marks for cell in row.cells):
                self._marks(row, at)
            at = self._columns(row, at) if len(row.cells) > 1 else self._line(row, at)
        return self

    def forget(self, start: int) -> None:
        """Drop what was found from row `start` on."""
        self.facts = [fact for fact in self.facts if fact.at < start]
        self.loose = [block for block in self.loose if block.at < start]

    # --- rows of several cells

    def _columns(self, row: Row, at: int) -> int:
        cells = [cell for cell in row.cells if cell.lines]
        if len(cells) > 1 and self._headings(cells):
            return self._below(row, at)
        if any(len(cell.lines) > 1 and self._alone(cell.first) for cell in cells):
            for cell in cells:
                self._block(cell, at)
            return at + 1
        if self._money_row(row, cells, at):
            return at + 1
        self._pairs(row, at)
        return at + 1

    def _headings(self, cells: Sequence[Cell]) -> bool:
        """Whether a row holds headings only, the values standing below them."""
        if any(len(cell.lines) > 1 or not self._profile.known(cell.text) for cell in cells):
            return False
        colons = [cell.text.endswith(":") for cell in cells]
        return all(colons) or not colons[0]

    def _below(self, row: Row, at: int) -> int:
        """Values of the row of headings at `at`: cells of the next row by their columns."""
        below = at + 1
        while below < len(self._rows) and (RULE.match(self._rows[below].text) or below in self._used):
            below += 1
        if below >= len(self._rows):
            return at + 1
        heads = headings_of(row)
        values = self._rows[below]
        if len(values.cells) == 1:
            end = below + 1
            while end < len(self._rows) and self._rows[end].block == values.block:
                end += 1
            lines = tuple(line for part in self._rows[below:end] for line in part.cells[0].lines)
            head = next((text for start, stop, text in heads if start <= values.column < stop), heads[0][2])
            if self._splits(values.cells[0].first) and not self._marked(values):
                return at + 1
            self._below_one(head, lines, self._rows[below:end], below)
            return end
        first = next((cell.text for cell in values.cells if cell.lines), "")
        methods = all(self._profile.field(text) in _METHODS for _, _, text in heads)  # «Счёт» and «Почта» are some
        if self._alone(first) and (first.endswith(":") or not methods):
            return at + 1
        column = 0
        ordered = len([cell for cell in values.cells if cell.lines]) == len(heads) and len(values.cells) != len(
            row.cells
        )
        filled = 0
        for cell in values.cells:
            label = next((text for start, stop, text in heads if start <= column < stop), None)
            if ordered and cell.lines:
                label = heads[filled][2]
                filled += 1
            if label is not None and cell.lines:
                self._below_one(label, cell.lines, (Row((cell,)),), below)
            column += cell.span
        return below + 1

    def _below_one(self, label: str, lines: Sequence[str], rows: Sequence[Row], at: int) -> None:
        section = self._profile.section(label)
        role = self._profile.field(label)
        if section in {"billing", "shipping"}:
            if any(self._marked(row) for row in rows):
                for row in rows:
                    self._marks(row, at, section)
            elif any(self._splits(line) for line in lines):
                self._lines(lines, at, section)
            else:
                self._add_loose(section, lines, at)
        elif role is not None:
            self._add(role, tuple(lines) if role == "comment" else tuple(lines[:1]), at)

    def _block(self, cell: Cell, at: int) -> None:
        """A cell whose first line is the heading of the others."""
        head, *rest = cell.lines
        section = self._profile.section(head)
        if section in {"billing", "shipping"}:
            if any(self._splits(line) for line in rest):
                self._lines(rest, at, section)
            else:
                self._add_loose(section, rest, at)
            return
        role = self._profile.field(head)
        if role is not None and rest and self._alone(shown(head)):
            self._add(role, tuple(rest) if role == "comment" else tuple(rest[:1]), at)
        else:
            self._lines(cell.lines, at, self._section)

    def _money_row(self, row: Row, cells: Sequence[Cell], at: int) -> bool:
        """A row of a label or name and an amount."""
        if len(cells) < 2 or len(cells[0].lines) > 2:
            return False
        amounts = [money for cell in cells[1:] for line in cell.lines if (money := amount_of(shown(line))) is not None]
        if not amounts:
            return False
        label = cells[0].text
        role = self._profile.money_role(label)
        if role == "delivery" and price_of(cells[-1].text) is None:
            return False
        if role is not None and (role in _MONEY_ROLES or role in {"delivery", "payment", "ignored"}):
            if role == "delivery":
                role = "delivery_price"
            if role in _MONEY_ROLES:
                self.facts.append(Fact(role, (label,), self._section, at, amounts[-1]))
            return True
        if (
            role is None
            and len(cells[0].lines) == 1
            and amount_of(label) is None
            and (self._used and at > min(self._used))
        ):
            name = shown(cells[0].lines[0].split(SEAM)[0])
            marked = next(
                (text for mark, text in cells[0].marks if self._profile.marks.get(mark) in {"delivery", "payment"}), ""
            )
            self.unnamed.append((marked or name, amounts[-1].amount, at))
            return True
        return False

    def _pairs(self, row: Row, at: int) -> None:
        """Labels and values side by side."""
        cells = row.cells
        number = 0
        while number < len(cells):
            cell = cells[number]
            following = cells[number + 1] if number + 1 < len(cells) else None
            if following is not None and len(cell.lines) == 1 and self._alone(cell.text):
                role = self._profile.field(cell.text)
                if role is not None and (
                    not following.lines or not self._alone(following.text) or cell.text.endswith(":")
                ):
                    self._add(role, following.lines, at)
                    number += 2
                    continue
            if cell.lines:
                self._lines(cell.lines, at, self._section)
            number += 1

    # --- single lines

    def _line(self, row: Row, at: int) -> int:
        text = row.cells[0].text
        if RULE.match(text):
            return at + 1
        split = label_and_value(row.cells[0], self._profile)
        if split is not None:
            return self._labelled(at, *split)
        if self._alone(text):
            return self._label(at, text)
        self._loose_line(row, at)
        return at + 1

    def _labelled(self, at: int, role: str, value: str, label: str) -> int:
        """«Label: value»; below «Доставка — Курьер» a block without labels may stand."""
        if role == "comment":
            return self._comment(at, value)
        self._add(role, (value,), at)
        section = self._profile.section(label)
        if role in {"delivery", "payment"} and section in {"billing", "shipping"} and price_of(value) is None:
            return self._heading(at, section, None)
        return at + 1

    def _label(self, at: int, text: str) -> int:
        """A label or heading alone on its line."""
        section, role = self._profile.section(text), self._profile.field(text)
        if role == "comment":
            return self._comment(at, "")
        if section is not None and (role is None or section in {"billing", "shipping", "items"}):
            return self._heading(at, section, role)
        if role is None:
            return at + 1
        return self._value_below(at, role)

    def _heading(self, at: int, section: str, role: str | None) -> int:
        """A heading: it begins a block, whose lines may have no labels."""
        below = self._next(at)
        self._section = section
        if below is None or section not in {"billing", "shipping"}:
            if below is not None and role in _MONEY_ROLES and (money := amount_of(self._rows[below].text)) is not None:
                self.facts.append(Fact(str(role), (), "", at, money))
                return below + 1
            return at + 1
        row = self._rows[below]
        if len(row.cells) > 1 or self._splits(row.cells[0].lines[0] if row.cells[0].lines else "") or self._marked(row):
            return at + 1
        end = below
        lines: list[str] = []
        while end < len(self._rows) and self._rows[end].block == row.block and len(self._rows[end].cells) == 1:
            cell = self._rows[end].cells[0]
            if cell.lines and (self._alone(cell.text) or self._splits(cell.lines[0])):
                break
            lines.extend(cell.lines)
            end += 1
        if lines:
            self._add_loose(section, lines, below)
        return max(end, at + 1)

    def _value_below(self, at: int, role: str) -> int:
        """The value of a label that stands alone: the next line, when it is none of the labels."""
        below = self._next(at)
        if below is None or below in self._used:
            return at + 1
        row = self._rows[below]
        if len(row.cells) > 1 or self._labels(row, at):
            return at + 1
        split = label_and_value(row.cells[0], self._profile)
        if split is not None and not (role == "address" and split[0] == "part"):
            return at + 1
        self._add(role, row.cells[0].lines[:1], at)
        return below + 1

    def _labels(self, row: Row, at: int) -> bool:
        """Whether a row below the label at `at` is a label too, and not «Почта» below «Информация о доставке:»."""
        if not self._alone(row.text):
            return False
        own = self._rows[at].text.endswith(":") and not row.gap
        return not own or row.text.endswith(":") or self._profile.section(row.text) is not None

    def _comment(self, at: int, value: str) -> int:
        """The comment and the row behind it; its rows are taken, so that labels in it mean nothing."""
        lines = [value] if value else []
        row = self._rows[at]
        below = at + 1
        ruled = not value and below < len(self._rows) and RULE.match(self._rows[below].text) is not None
        below += ruled
        end = below
        if value or (end < len(self._rows) and self._rows[end].block == row.block):
            own = row.block
        else:
            own = self._rows[end].block if end < len(self._rows) else -1
        while end < len(self._rows) and end not in self._used:
            part = self._rows[end]
            text = part.text
            if RULE.match(text) or (part.block != own and not ruled) or len(part.cells) > 1:
                break
            whole = self._html and not value  # a cell of its own: labels in it mean nothing
            if self._ends_comment(
                part, end, first=not lines, inside=part.block == row.block and not whole and not ruled
            ):
                break
            lines.extend(shown(line) for line in part.cells[0].lines)
            end += 1
        self.taken.update(range(at, end))
        said = self._profile.said("\n".join(line for line in lines if line))
        if said is not None:
            self.facts.append(Fact("comment", tuple(said.split("\n")), self._section, at))
        return max(end, at + 1)

    def _ends_comment(self, row: Row, at: int, *, first: bool, inside: bool) -> bool:
        """Whether a line is no part of the comment above it; in a block of its own a comment may say anything."""
        cell = row.cells[0]
        if first and (self._alone(cell.text) or self._marked(row)):
            return True
        if not inside or self._alone(cell.text):
            return inside
        split = label_and_value(cell, self._profile)
        return split is not None and not self._repeats(split[0], split[1], at)

    def _repeats(self, role: str, value: str, at: int) -> bool:
        """Whether what stands in a comment only looks like a field: it was told above, or is a sum above the items."""
        money = amount_of(value)
        if money is None:
            return any(fact.role == role for fact in self.facts)
        return money.currency is None and role in _MONEY_ROLES and bool(self._used) and at < min(self._used)

    # --- small things

    def _lines(self, lines: Sequence[str], at: int, section: str) -> None:
        """Labelled lines of one cell."""
        kept, self._section = self._section, section
        waiting: str | None = None
        loose: list[str] = []
        for line in lines:
            split = label_and_value(Cell((line,)), self._profile)
            if split is not None:
                self._add(split[0], (split[1],), at)
                waiting = None
            elif self._alone(shown(line)):
                waiting = self._profile.field(line)
                self._section = self._profile.section(line) or self._section
            elif waiting is not None:
                self._add(waiting, (line,), at)
                waiting = None
            else:
                loose.append(line)
        if loose and section in {"billing", "shipping"}:
            self._add_loose(section, loose, at)
        self._section = kept

    def _splits(self, line: str) -> bool:
        return label_and_value(Cell((line,)), self._profile) is not None

    def _alone(self, text: str) -> bool:
        """Whether `text` is a label or heading and nothing else."""
        return len(text) <= LONGEST_LABEL and self._profile.known(text)

    def _marked(self, row: Row) -> bool:
        marks = (mark for cell in row.cells for mark, _ in cell.marks)
        return any(mark in self._profile.marks or mark.startswith("vm2-") for mark in marks)

    def _marks(self, row: Row, at: int, section: str | None = None) -> None:
        for cell in row.cells:
            for mark, text in cell.marks:
                role = self._profile.marks.get(mark)
                if role not in {None, "ignored"} and text:
                    self.facts.append(Fact(str(role), (text,), section or self._section, at))

    def _next(self, at: int) -> int | None:
        below = at + 1
        while below < len(self._rows) and RULE.match(self._rows[below].text):
            below += 1
        return below if below < len(self._rows) else None

    def _loose_line(self, row: Row, at: int) -> None:
        if self._section in {"billing", "shipping"} and self.loose and self.loose[-1].at == at - 1 and not row.gap:
            previous = self.loose[-1]
            same = at > 0 and self._rows[at - 1].block == row.block and previous.section == self._section
            if same:
                self.loose[-1] = Loose(previous.section, (*previous.lines, *row.cells[0].lines), at)

    def _add_loose(self, section: str, lines: Sequence[str], at: int) -> None:
        kept = tuple(line for line in lines if line)
        if kept:
            self.loose.append(Loose(section, kept, at))

    def _add(self, role: str, lines: Sequence[str], at: int) -> None:
        kept = tuple(shown(line) for line in lines if line)
        if role == "comment":
            said = self._profile.said("\n".join(kept))
            self.taken.add(at)
            if said is not None:
                self.facts.append(Fact("comment", tuple(said.split("\n")), self._section, at))
            return
        text = self._profile.said(" ".join(kept))
        if text is None or role == "ignored":
            return
        money = amount_of(text)
        if role == "delivery" and price_of(text) is not None:
            role = "delivery_price"
        if money is not None and role == "payment":
            role = "fee"
        if role in _MONEY_ROLES and money is None:
            if role != "delivery_price":
                return
            role = "delivery"
        self.facts.append(Fact(role, kept, self._section, at, money))
