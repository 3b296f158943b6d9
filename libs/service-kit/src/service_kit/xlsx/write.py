"""Writing spreadsheets row by row with openpyxl: texts stay texts, numbers numbers, and nothing becomes a formula."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from service_kit.xlsx.read import ROWS_LIMIT, Value

TEXT_LIMIT: Final = 32767
"""UTF-16 units of one cell (limits of Excel)."""

_DIGITS: Final = 15
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\0")
_ILLEGAL: Final = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ILLEGAL_TITLE: Final = re.compile(r"[\[\]:*?/\\]")
_FIRST_DATE: Final = dt.date(1900, 3, 1)  # before it Excel and openpyxl count days differently


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the text in its bold, frozen head and its width in signs."""

    title: str
    width: float = 20.0


def write_xlsx(path: Path, title: str, columns: Sequence[Column], rows: Iterable[Sequence[Value]]) -> None:
    """Write the rows, as many as there are: what one sheet does not hold goes on in the next.

    Moments must have no time zone: the caller knows whose clock the reader looks at. A text that begins as a formula
    does gets an apostrophe in front (OWASP ASVS 1.2.10); numbers that Excel cannot hold exactly become texts.
    """
    book = Workbook(write_only=True)
    sheet, left = _new_sheet(book, title, columns), ROWS_LIMIT - 1
    for row in rows:
        if not left:
            sheet, left = _new_sheet(book, f"{title[:25]} {len(book.worksheets) + 1}", columns), ROWS_LIMIT - 1
        sheet.append([_cell(sheet, value) for value in row])
        left -= 1
    book.save(path)


def safe_text(text: str) -> str:
    """The text as a cell may hold it: no formula, no signs that XML forbids, no longer than a cell can be."""
    clean = _ILLEGAL.sub("", text)
    kept = f"'{clean}" if clean.startswith(_FORMULA) else clean
    if len(kept) * 2 > TEXT_LIMIT:
        kept = kept.encode("utf-16-le")[: TEXT_LIMIT * 2].decode("utf-16-le", "ignore")
    return kept


def _new_sheet(book: Workbook, title: str, columns: Sequence[Column]) -> Any:
    sheet: Any = book.create_sheet(_ILLEGAL_TITLE.sub(" ", _ILLEGAL.sub("", title))[:31])
    sheet.freeze_panes = "A2"
    for place, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = column.width
    head = [_text_cell(sheet, safe_text(column.title)) for column in columns]
    for cell in head:
        cell.font = Font(bold=True)
    sheet.append(head)
    return sheet


def _cell(sheet: Any, value: Value) -> Any:
    match value:
        case str():
            return _text_cell(sheet, safe_text(value)) if value.startswith("#") else safe_text(value)
        case bool() | None:
            return value
        case int() | Decimal() if not _exact(value):
            return _text_cell(sheet, str(value))
        case dt.date() if (value.date() if isinstance(value, dt.datetime) else value) < _FIRST_DATE:
            return value.isoformat(" ") if isinstance(value, dt.datetime) else value.isoformat()
    return value


def _text_cell(sheet: Any, text: str) -> Any:
    """A cell of its own; of a bare text like "#N/A" openpyxl makes an error."""
    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type = "s"
    return cell


def _exact(number: int | Decimal) -> bool:
    number = Decimal(number)
    return number.is_finite() and len(number.normalize().as_tuple().digits) <= _DIGITS
