"""Reading spreadsheets from outside row by row: flat memory, bounded sizes, no DTD, no entities.

openpyxl reads the small parts and the cells; the two parts that may be large, texts and sheet, are streamed here,
since its own loops keep an element for every row read.
"""

import datetime as dt
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import IO, Any, Final, TypeAlias

from defusedxml.ElementTree import iterparse
from openpyxl.cell.text import Text
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.worksheet._reader import DATA_TAG, ROW_TAG, WorkSheetParser
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS

from service_kit.archive import FILES_LIMIT, RATIO_LIMIT, UNPACKED_LIMIT, ArchiveError, GuardedFile
from service_kit.errors import DataError
from service_kit.xlsx.texts import SharedTexts

ROWS_LIMIT: Final = 1_048_576
COLUMNS_LIMIT: Final = 1000
ROW_BYTES: Final = 32 * 1024 * 1024
"""What one row may take: it is held in memory whole."""

PART_BYTES: Final = 4 * 1024 * 1024
"""What any part but texts and sheets may take: it is held in memory as a tree."""

TEXTS_BYTES: Final = 256 * 1024 * 1024

_OLE: Final = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED_OLE: Final = "EncryptedPackage".encode("utf-16-le")
_OLE_SEARCHED: Final = 8 * 1024 * 1024
_ENCRYPTED_FLAG: Final = 0x1
_TEXT_TAG: Final = f"{{{SHEET_MAIN_NS}}}si"
_EXACT_DIGITS: Final = 15  # of a number in Excel; what a file holds beyond them is noise of binary fractions

# What openpyxl and what it stands on raise for files that are not what they should be.
_BROKEN: Final = (
    *(ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, NotImplementedError, OSError),
    *(RecursionError, SyntaxError, TypeError, ValueError, zipfile.BadZipFile, zlib.error),
)

Value: TypeAlias = str | int | Decimal | bool | dt.datetime | dt.date | dt.time | dt.timedelta | None

# It tells of each date out of range, with the value; the cell reads #VALUE! then, as Excel shows it.
warnings.filterwarnings("ignore", module=r"openpyxl\.")


class XlsxError(DataError):
    """The file is refused: `file_too_large` (unpacked), or a key that begins with `xlsx_`."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row that holds something: its number in the sheet, from 1, and the values from column A on."""

    number: int
    values: tuple[Value, ...]


class XlsxReader:
    """One workbook, read by a thread of its own choice; `sheets` are the names of its visible sheets.

    Raises XlsxError on opening and while reading: `xlsx_not_xlsx`, `xlsx_old_format`, `xlsx_encrypted`, `xlsx_broken`,
    `xlsx_bomb`, `xlsx_too_many_files`, `xlsx_part_too_large`, `file_too_large`, `xlsx_no_sheet`, `xlsx_sheet_unknown`,
    `xlsx_too_many_rows`, `xlsx_too_many_columns`, `xlsx_row_too_large`.
    """

    def __init__(
        self,
        path: Path,
        *,
        unpacked_limit: int = UNPACKED_LIMIT,
        rows_limit: int = ROWS_LIMIT,
        columns_limit: int = COLUMNS_LIMIT,
    ) -> None:
        self._rows_limit = rows_limit
        self._columns_limit = columns_limit
        _check_kind(path)
        self._file = GuardedFile(path)
        try:
            self._book = _opened(self._file, path.stat().st_size, unpacked_limit)
        except BaseException:
            self._file.close()
            raise
        self.sheets = tuple(self._book.visible)

    def __enter__(self) -> "XlsxReader":
        return self

    def __exit__(self, *_: object) -> None:
        self._book.archive.close()
        self._file.close()

    def rows(self, sheet: str | None = None) -> Iterator[Row]:
        """The rows that hold something, of the first visible sheet or of the named one (visible or not)."""
        if sheet is None and not self.sheets:
            raise XlsxError("xlsx_no_sheet")
        name = self.sheets[0] if sheet is None else sheet
        if name not in self._book.parts:
            raise XlsxError("xlsx_sheet_unknown", sheet=name[:100])
        for count, (number, cells) in enumerate(self._cells(self._book.parts[name]), start=1):
            if count > self._rows_limit:
                raise XlsxError("xlsx_too_many_rows", limit=self._rows_limit)
            if values := self._values(number, cells):
                yield Row(number, values)

    def _cells(self, part: str) -> Iterator[tuple[int, list[dict[str, Any]]]]:
        """Number and filled cells of each row."""
        try:
            with self._book.archive.open(part) as raw:
                source = _Counted(raw)
                parser = self._book.sheet_parser(source)
                data = None
                for event, element in iterparse(source, events=("start", "end"), forbid_dtd=True):
                    if event == "start":
                        data = element if element.tag == DATA_TAG else data
                    elif element.tag == DATA_TAG:
                        return
                    elif element.tag == ROW_TAG:
                        yield parser.parse_row(element)
                        source.taken = 0
                        parser.row_dimensions.clear()
                        if data is not None:
                            data.clear()
        except _BROKEN as error:
            raise XlsxError("xlsx_broken") from error

    def _values(self, number: int, cells: list[dict[str, Any]]) -> tuple[Value, ...]:
        values: list[Value] = []
        for cell in cells:
            value, column = _plain(cell["value"]), cell["column"]
            if value is None or value == "":
                continue
            if column > self._columns_limit:
                raise XlsxError("xlsx_too_many_columns", row=number, limit=self._columns_limit)
            values.extend([None] * (column - len(values)))
            values[column - 1] = value
        return tuple(values)


class _Archive(zipfile.ZipFile):
    """Parts are read whole by openpyxl, so they must be small; sheets and texts are opened and streamed."""

    def read(self, name: Any, pwd: bytes | None = None) -> bytes:
        """The part, if it is small."""
        if self.getinfo(name).file_size > PART_BYTES:
            raise XlsxError("xlsx_part_too_large")
        return super().read(name, pwd)


class _Counted:
    """A stream for the parser; too many bytes since the last row are refused before they fill the memory."""

    def __init__(self, raw: IO[bytes]) -> None:
        self._raw = raw
        self.taken = 0

    def read(self, size: int = -1) -> bytes:
        data = self._raw.read(size)
        self.taken += len(data)
        if self.taken > ROW_BYTES:
            raise XlsxError("xlsx_row_too_large", limit_mb=ROW_BYTES // 1024**2)
        return data


class _Book(ExcelReader):
    """The small parts of a workbook: `parts` are the files of its sheets by name, `visible` names of visible ones."""

    def __init__(self, file: GuardedFile, archive: _Archive) -> None:
        super().__init__(file, read_only=True, data_only=True, keep_links=False)
        self.archive = archive
        self.texts = SharedTexts()
        self.read_manifest()
        self.read_strings()
        self.read_workbook()
        apply_stylesheet(self.archive, self.wb)
        sheets = [(sheet.name, sheet.state, rel) for sheet, rel in self.parser.find_sheets()]
        found = [(name, state, rel.target) for name, state, rel in sheets if "chartsheet" not in rel.Type]
        self.parts = {name: target for name, _, target in found}
        self.visible = [name for name, state, _ in found if state == "visible"]

    def read_strings(self) -> None:
        """The texts that cells share, each of which is cleared from the tree once it is kept."""
        part: Any = self.package.find(SHARED_STRINGS)  # type: ignore[no-untyped-call]
        if part is None:
            return
        name = part.PartName[1:]
        if self.archive.getinfo(name).file_size > TEXTS_BYTES:
            raise XlsxError("xlsx_part_too_large")
        with self.archive.open(name) as source:
            root = None
            for event, element in iterparse(source, events=("start", "end"), forbid_dtd=True):
                if root is None:
                    root = element
                if event == "end" and element.tag == _TEXT_TAG:
                    text: Any = Text.from_tree(element)
                    self.texts.add(text.content)
                    root.clear()

    def sheet_parser(self, source: _Counted) -> Any:
        """openpyxl's parser of rows and cells."""
        book: Any = self.wb
        return WorkSheetParser(
            source,
            self.texts,
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )


def _check_kind(path: Path) -> None:
    """Tell old and encrypted files, which are no zip archives at all, from what is no spreadsheet."""
    with path.open("rb") as file:
        head = file.read(_OLE_SEARCHED)
    if head.startswith(_OLE):
        raise XlsxError("xlsx_encrypted" if _ENCRYPTED_OLE in head else "xlsx_old_format")
    if not head.startswith(b"PK"):
        raise XlsxError("xlsx_not_xlsx")


def _opened(file: GuardedFile, packed: int, limit: int) -> _Book:
    try:
        archive = _Archive(file)
        members = archive.infolist()
        _check_members(members, packed, limit)
        if not any(member.filename == "[Content_Types].xml" for member in members):
            raise XlsxError("xlsx_not_xlsx")
        return _Book(file, archive)
    except ArchiveError as error:
        raise XlsxError("xlsx_too_many_files", limit=FILES_LIMIT) from error
    except _BROKEN as error:
        raise XlsxError("xlsx_broken") from error


def _check_members(members: list[zipfile.ZipInfo], packed: int, limit: int) -> None:
    """zipfile gives no more of a member than its size in the directory, so that the directory cannot lie."""
    unpacked = sum(member.file_size for member in members)
    if len(members) > FILES_LIMIT:
        raise XlsxError("xlsx_too_many_files", limit=FILES_LIMIT)
    if unpacked > limit:
        raise XlsxError("file_too_large", limit_mb=limit // 1024**2)
    if unpacked > packed * RATIO_LIMIT:
        raise XlsxError("xlsx_bomb", ratio=RATIO_LIMIT)
    if any(member.flag_bits & _ENCRYPTED_FLAG for member in members):
        raise XlsxError("xlsx_encrypted")


def _plain(value: Any) -> Value:
    """Numbers as Excel shows them: whole ones as int, others exact to 15 digits."""
    if not isinstance(value, float):
        plain: Value = value
        return plain
    if not abs(value) < float("inf"):
        return str(value)
    if value.is_integer() and abs(value) < 10**_EXACT_DIGITS:
        return int(value)
    return Decimal(f"{value:.{_EXACT_DIGITS}g}")
