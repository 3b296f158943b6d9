"""Lines of an order: tables by their headings, rows without headings, blocks of text."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from mail_intake.domain.letter.rows import SEAM, Cell, Row, shown
from mail_intake.domain.order import Item
from mail_intake.domain.profiles.names import NUMBERED, completed, named, split_options, titled, without_sku
from mail_intake.domain.profiles.profile import Profile
from mail_intake.domain.values.money import VALUE_AT_END, Money, money_of, quantity_of

MAX_ITEMS: Final = 2_000
_NEEDED: Final = frozenset({"name", "sku", "qty", "price", "sum"})
_TIMES: Final = re.compile(r"(?<![а-яёa-z])[x×х*](?![а-яёa-z])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """Items, the rows that they and their headings stand in, and the row behind the last of them."""

    items: tuple[Item, ...] = ()
    used: frozenset[int] = frozenset()
    end: int = 0


@dataclass(frozen=True, slots=True)
class _Column:
    role: str
    start: int
    end: int


def find_items(rows: Sequence[Row], profile: Profile) -> Found:
    """The items of a letter; of several tables that give some the one with the most."""
    best = Found()
    for index in range(len(rows)):
        head = _heading(rows, index, profile)
        if head is not None:
            found = _table(rows, index, head, profile)
            if len(found.items) > len(best.items):
                best = found
    if best.items:
        return best
    by_pattern = _patterns(rows, profile)
    return by_pattern if by_pattern.items else _measured(rows, profile)


# --- tables with headings


def _heading(rows: Sequence[Row], index: int, profile: Profile) -> tuple[list[_Column], int] | None:
    """Columns of the heading row at `index`, and the first row of the body; None when it is none."""
    row = rows[index]
    if len(row.cells) == 1:
        return _upright(rows, index, profile)
    roles = [profile.column(cell.text) or "" if len(cell.text) <= 40 else "" for cell in row.cells]
    if "name" not in roles:
        return None
    columns, at = [], 0
    for cell, role in zip(row.cells, roles, strict=True):
        columns.append(_Column(role, at, at + cell.span))
        at += cell.span
    return (columns, index + 1) if _enough(columns) else None


def _upright(rows: Sequence[Row], index: int, profile: Profile) -> tuple[list[_Column], int] | None:
    """Headings one below the other, as a text made of a table has them."""
    columns: list[_Column] = []
    while index < len(rows) and len(rows[index].cells) == 1 and len(columns) < 12:
        text = rows[index].cells[0].text
        role = profile.column(text) if len(text) <= 40 and not text.endswith(":") else None
        if role is None:
            break
        columns.append(_Column(role, len(columns), len(columns) + 1))
        index += 1
    return (columns, index) if len(columns) > 2 and _enough(columns) and index < len(rows) else None


def _enough(columns: Sequence[_Column]) -> bool:
    roles = {column.role for column in columns} & _NEEDED
    filled = sum(bool(column.role) for column in columns)
    return (
        "name" in roles
        and bool(roles & {"price", "sum"})
        and (len(roles) >= 3 or (len(roles) == 2 and filled == len(columns)))
    )


def _table(rows: Sequence[Row], index: int, head: tuple[list[_Column], int], profile: Profile) -> Found:
    columns, start = head
    if start - index > 1 and len(rows[start].cells) == 1:
        return _upright_body(rows, index, columns, start)
    items: list[Item] = []
    used = set(range(index, start))
    end = start
    for at in range(start, len(rows)):
        row = rows[at]
        if len(row.cells) < 2:
            continue
        if items and at - end > 12:
            break
        item = _item(row, columns, profile)
        if item is not None:
            items.append(item)
            used.add(at)
            end = at + 1
        elif items and _is_total(row, profile):
            break
        if len(items) >= MAX_ITEMS:
            break
    return Found(tuple(items), frozenset(used), end)


def _is_total(row: Row, profile: Profile) -> bool:
    label = next((cell.text for cell in row.cells if cell.lines), "")
    return len(label) < 80 and profile.money_role(label) in {
        "subtotal",
        "total",
        "delivery_price",
        "delivery",
        "discount",
        "tax",
    }


def _item(row: Row, columns: Sequence[_Column], profile: Profile) -> Item | None:
    cells = _by_role(row, columns)
    name = cells.get("name")
    if name is None or not name.lines:
        return None
    price, total = _amount(cells.get("price")), _amount(cells.get("sum"))
    qty_cell = cells.get("qty")
    qty = quantity_of(qty_cell.text) if qty_cell is not None and qty_cell.lines else None
    if qty_cell is not None and qty is None:
        return None
    if price is None and total is None:
        return None
    if ("price" in cells and price is None and cells["price"].lines) or (
        "sum" in cells and total is None and cells["sum"].lines
    ):
        return None
    lines, behind = name.lines, None
    if "sku" not in cells:
        lines, behind = without_sku(lines)
    title, options = named(lines, profile)
    more = cells.get("options")
    if more is not None:
        options = (*options, *(part for line in more.lines for part in split_options(shown(line))))
    sku_cell = cells.get("sku")
    sku = profile.said(sku_cell.text) if sku_cell is not None else behind
    return completed(titled(Item(title, sku, options, qty or Decimal(1), price, total), profile))


def _by_role(row: Row, columns: Sequence[_Column]) -> dict[str, Cell]:
    """Cells of a row by the role of their column: by place in the grid, by order when the grid is another one."""
    cells: dict[str, Cell] = {}
    width = sum(cell.span for cell in row.cells)
    if width == columns[-1].end:
        by_start = {column.start: column for column in columns}
        at = 0
        for cell in row.cells:
            column = by_start.get(at)
            if column is not None and column.end == at + cell.span:
                cells.setdefault(column.role, cell)
            elif cell.lines and (column is not None or cell.span > 1):
                return {}  # a cell over several columns holds no item
            at += cell.span
    elif len(row.cells) == len(columns):
        for column, cell in zip(columns, row.cells, strict=True):
            cells.setdefault(column.role, cell)
    return cells


def _amount(cell: Cell | None) -> Decimal | None:
    """The amount of a cell: of several (the old price, then the new one) the last; tax notes are passed over."""
    if cell is None:
        return None
    amounts = [money for line in cell.lines for part in _parts(line) if (money := money_of(part)) is not None]
    return amounts[-1].amount if amounts else None


def _parts(line: str) -> list[str]:
    whole = shown(line)
    return [whole] if money_of(whole) is not None else line.split(SEAM)


def _upright_body(rows: Sequence[Row], index: int, columns: Sequence[_Column], start: int) -> Found:
    """Values one below the other: as many rows as there are headings are an item, further lines are options."""
    items: list[Item] = []
    at = start
    while at < len(rows):
        window = _window(rows, at, columns)
        if window is None:
            break
        items.append(window[0])
        at = window[1]
    return Found(tuple(items), frozenset(range(index, at)), at)


def _window(rows: Sequence[Row], at: int, columns: Sequence[_Column]) -> tuple[Item, int] | None:
    """One item whose values begin at row `at`; up to six lines below the name are its options."""
    names = next(number for number, column in enumerate(columns) if column.role == "name")
    for extra in range(7):
        values: dict[str, str] = {}
        options: list[str] = []
        for number, column in enumerate(columns):
            place = at + number + (extra if number > names else 0)
            if place >= len(rows) or len(rows[place].cells) != 1:
                return None
            values.setdefault(column.role, rows[place].cells[0].text)
            if number == names:
                options = [rows[place + more].cells[0].text for more in range(1, extra + 1) if place + more < len(rows)]
        item = _typed(values, options)
        if item is not None:
            return item, at + len(columns) + extra
    return None


def _typed(values: dict[str, str], options: list[str]) -> Item | None:
    price = money_of(values["price"]) if "price" in values else None
    total = money_of(values["sum"]) if "sum" in values else None
    qty = quantity_of(values["qty"]) if "qty" in values else Decimal(1)
    if qty is None or ("price" in values and price is None) or ("sum" in values and total is None):
        return None
    return completed(Item(values["name"], values.get("sku"), tuple(options), qty, _value(price), _value(total)))


def _value(money: Money | None) -> Decimal | None:
    return money.amount if money else None


# --- without headings


def _patterns(rows: Sequence[Row], profile: Profile) -> Found:
    """Items that the profile's patterns find in the canonical text."""
    if not profile.items:
        return Found()
    lines = [row.text for row in rows]
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    text = "\n".join(lines)
    items: list[Item] = []
    used: set[int] = set()
    for pattern in profile.items:
        for match in pattern.finditer(text):
            groups = match.groupdict()
            price, total = money_of(groups.get("price") or ""), money_of(groups.get("sum") or "")
            qty = quantity_of(groups.get("qty") or "1")
            if qty is None or (price is None and total is None) or len(items) >= MAX_ITEMS:
                continue
            options = tuple(part for line in (groups.get("options") or "").splitlines() for part in split_options(line))
            sku = profile.said(groups.get("sku"))
            items.append(
                completed(
                    titled(Item(groups["name"].strip(), sku, options, qty, _value(price), _value(total)), profile)
                )
            )
            used.update(at for at in range(len(lines)) if match.start() <= starts[at] < match.end())
        if items:
            break
    return Found(tuple(items), frozenset(used), max(used) + 1 if used else 0)


@dataclass(frozen=True, slots=True)
class Measure:
    """«2 шт. x 890 р. = 1 780 р.», and what stands before it."""

    head: str
    qty: Decimal
    price: Decimal
    sum: Decimal | None


def measure_of(text: str) -> Measure | None:
    """Quantity and price out of «890 руб x 2 шт» or «2 шт. x 890 р. = 1 780 р.»; None when they are not there."""
    if len(text) > 600:
        return None
    total: Money | None = None
    body, equals, tail = text.rpartition("=")
    if equals:
        total = money_of(tail)
        text = text if total is None else body.rstrip()
    for times in reversed(list(_TIMES.finditer(text))):
        right = text[times.end() :].strip()
        left = VALUE_AT_END.search(text[: times.start()].rstrip())
        if left is None:
            continue
        for qty_text, price_text in ((left[0], right), (right, left[0])):
            qty, price = quantity_of(qty_text), money_of(price_text)
            if qty is not None and price is not None and _priced(qty_text, price, total, qty):
                return Measure(_head(text[: left.start()]), qty, price.amount, _value(total))
    return None


def _head(text: str) -> str:
    """What stands before price and quantity, without what parts them: «Болт оцинк.. » keeps the dot of its own."""
    return text.strip(" -–—:|,").removesuffix(".").strip(" -–—:|,")


def _priced(qty_text: str, price: Money, total: Money | None, qty: Decimal) -> bool:
    """Whether this is the way round: the sum fits, and the currency stands beside the price."""
    if total is not None and abs(price.amount * qty - total.amount) > Decimal("0.05"):
        return False
    if price.currency is not None:
        return True
    beside = money_of(qty_text)
    return beside is None or beside.currency is None


def _measured(rows: Sequence[Row], profile: Profile) -> Found:
    """Items of rows or blocks in which a quantity times a price stands."""
    items: list[Item] = []
    used: set[int] = set()
    end, last_measure = 0, -1
    for at, row in enumerate(rows):
        if len(items) >= MAX_ITEMS:
            break
        found = (
            _measured_row(row, at, profile) if len(row.cells) > 1 else _measured_lines(rows, at, last_measure, profile)
        )
        if found is None:
            continue
        item, places = found
        items.append(completed(titled(item, profile)))
        used.update(places)
        end = last_measure = at
    return Found(tuple(items), frozenset(used), end + 1 if items else 0)


def _measured_row(row: Row, at: int, profile: Profile) -> tuple[Item, Iterable[int]] | None:
    cells = [cell for cell in row.cells if cell.lines]
    for number, cell in enumerate(cells):
        measure = measure_of(cell.text)
        if measure is None or measure.head or not number:
            continue
        after = next((money for other in cells[number + 1 :] if (money := money_of(other.text))), None)
        lines = cells[0].lines
        name, options = named(lines, profile)
        sku = None
        first, *beside = lines[0].split(SEAM)
        if len(beside) == 1 and ":" not in beside[0] and first not in {"+"}:
            sku, options = beside[0], options[len(split_options(beside[0])) :]
        name = name if first != "+" else shown(lines[0])
        total = measure.sum if measure.sum is not None else _value(after)
        return Item(name.lstrip("+ "), profile.said(sku), options, measure.qty, measure.price, total), (at,)
    return None


def _measured_lines(rows: Sequence[Row], at: int, last: int, profile: Profile) -> tuple[Item, Iterable[int]] | None:
    text = rows[at].cells[0].text
    measure = measure_of(text)
    if measure is None:
        return None
    head = NUMBERED.sub("", measure.head).lstrip(".").strip(" :-–—")
    if head:
        return Item(head, None, (), measure.qty, measure.price, measure.sum), (at,)
    start = at - 1
    while start > last + 1 and at - start < 8 and not _begins(rows, start):
        start -= 1
    if start <= last or start < 0 or len(rows[start].cells) > 1:
        return None
    name = NUMBERED.sub("", rows[start].cells[0].text).strip()
    options = tuple(
        part for between in range(start + 1, at) for part in split_options(rows[between].cells[0].text) if part
    )
    return Item(name, None, options, measure.qty, measure.price, measure.sum), range(start, at + 1)


def _begins(rows: Sequence[Row], at: int) -> bool:
    """Whether an item begins in this row: a number or dash before it, an empty line or a heading above."""
    row = rows[at]
    return bool(NUMBERED.match(row.cells[0].text)) or row.gap or (at > 0 and rows[at - 1].text.rstrip().endswith(":"))
