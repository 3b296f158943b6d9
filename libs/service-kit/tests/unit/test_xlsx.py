"""Spreadsheets: what is written reads back, formulas never come out, and hostile files are refused in time."""

import datetime as dt
import math
import zipfile
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from service_kit.texts import Texts
from service_kit.xlsx import Column, Row, XlsxError, XlsxReader, write_xlsx
from service_kit.xlsx.write import TEXT_LIMIT, safe_text

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
Make = Callable[..., Path]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """A minimal workbook of one sheet; keyword arguments replace parts of it, other names are added."""

    def build(rows: str = "", parts: dict[str, str | bytes | None] | None = None, sheets: str = "") -> Path:
        sheets = sheets or '<sheet name="Лист1" sheetId="1" r:id="rId1"/>'
        files: dict[str, str | bytes | None] = {
            "[Content_Types].xml": CONTENT_TYPES,
            "_rels/.rels": RELATIONS.format("officeDocument", "xl/workbook.xml"),
            "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{REL}"><sheets>{sheets}</sheets></workbook>',
            "xl/_rels/workbook.xml.rels": RELATIONS.format("worksheet", "worksheets/sheet1.xml"),
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>',
            **(parts or {}),
        }
        file = tmp_path / "book.xlsx"
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in files.items():
                if content is not None:
                    archive.writestr(name, content)
        return file

    return build


REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{REL}/{{}}" Target="{{}}"/></Relationships>'
)
CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/sharedStrings.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
)
NO_TEXTS = {"xl/sharedStrings.xml": f'<sst xmlns="{MAIN}"/>'}

TEXTS = st.text(max_size=40) | st.sampled_from(
    ["=1+1", "+79990001122", "-5", "@x", "\tx", "\rx", "#N/A", "a\nb", " a "]
)
EXACT = st.decimals(min_value=-(10**9), max_value=10**9, allow_nan=False, places=4)
MOMENTS = st.datetimes(dt.datetime(1900, 3, 1), dt.datetime(9999, 12, 31)).map(
    lambda moment: moment.replace(microsecond=0)
)
VALUES = TEXTS | st.integers(-(10**25), 10**25) | EXACT | MOMENTS | st.booleans() | st.none()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(rows=st.lists(st.lists(VALUES, min_size=1, max_size=5), max_size=6))
def test_what_is_written_reads_back(tmp_path: Path, rows: list[list[Any]]) -> None:
    file = tmp_path / "a.xlsx"
    write_xlsx(file, "Отчёт", [Column("Товар"), Column("Цена")], rows)
    assert _read(file)[1:] == [values for row in rows if (values := _expected(row))]


@given(st.text() | st.text("=+-@\t\r\0'", min_size=1))
@example("\x1f=")
def test_no_text_comes_out_as_a_formula_or_breaks_the_file(text: str) -> None:
    safe = safe_text(text)
    assert not safe.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert len(safe.encode("utf-16-le")) <= 2 * TEXT_LIMIT
    assert safe_text(safe) == safe


def test_a_dangerous_text_is_a_text_cell_with_an_apostrophe(tmp_path: Path) -> None:
    write_xlsx(tmp_path / "a.xlsx", "x", [Column("=HYPERLINK()")], [["=cmd|' /C calc'!A0"], ["#N/A"]])
    cells = [row[0] for row in openpyxl.load_workbook(tmp_path / "a.xlsx").active.iter_rows()]
    assert [cell.value for cell in cells] == ["'=HYPERLINK()", "'=cmd|' /C calc'!A0", "#N/A"]
    assert {cell.data_type for cell in cells} == {"s"}


def test_a_long_text_is_cut_without_breaking_a_sign(tmp_path: Path) -> None:
    write_xlsx(tmp_path / "a.xlsx", "x", [Column("a")], [["x" + "😀" * 20_000]])
    assert _read(tmp_path / "a.xlsx")[1] == ("x" + "😀" * 16_383,)


def test_the_head_is_bold_and_frozen_and_columns_have_their_widths(tmp_path: Path) -> None:
    write_xlsx(tmp_path / "a.xlsx", "За 01/02: [все]", [Column("a", 33.0)], [["b"]])
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert (sheet.freeze_panes, sheet["A1"].font.bold, bool(sheet["A2"].font.bold)) == ("A2", True, False)
    assert (sheet.column_dimensions["A"].width, sheet.title) == (33.0, "За 01 02   все ")


def test_what_one_sheet_does_not_hold_goes_on_in_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service_kit.xlsx.write.ROWS_LIMIT", 3)
    write_xlsx(tmp_path / "a.xlsx", "Отчёт", [Column("n")], ([number] for number in range(5)))
    with XlsxReader(tmp_path / "a.xlsx") as book:
        assert book.sheets == ("Отчёт", "Отчёт 2", "Отчёт 3")
        assert [[row.values[0] for row in book.rows(name)] for name in book.sheets] == [
            ["n", 0, 1],
            ["n", 2, 3],
            ["n", 4],
        ]


def test_values_are_read_as_excel_shows_them(make: Make) -> None:
    rows = (
        '<row r="2"><c r="A2"><v>80085012345678</v></c><c r="C2"><v>0.30000000000000004</v></c></row>'
        '<row r="5"><c r="A5"><v>8.0085012345678E+13</v></c><c r="B5" t="b"><v>1</v></c></row>'
        '<row><c t="inlineStr"><is><t>текст</t></is></c><c t="str"><f>A1</f><v>итог</v></c>'
        '<c t="e"><v>#N/A</v></c></row>'
        '<row r="9"><c r="A9"/></row>'
    )
    with XlsxReader(make(rows, NO_TEXTS)) as book:
        assert list(book.rows()) == [
            Row(2, (80085012345678, None, Decimal("0.3"))),
            Row(5, (80085012345678, True)),
            Row(6, ("текст", "итог", "#N/A")),
        ]


def test_the_first_visible_sheet_is_read_unless_one_is_named(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title, book.active.sheet_state = "Скрытый", "hidden"
    book.active["A1"] = "secret"
    book.create_sheet("Видимый")["A1"] = "seen"
    book.save(tmp_path / "a.xlsx")
    with XlsxReader(tmp_path / "a.xlsx") as reader:
        assert reader.sheets == ("Видимый",)
        assert [next(reader.rows(name)).values[0] for name in (None, "Скрытый")] == ["seen", "secret"]
        with pytest.raises(XlsxError) as caught:
            list(reader.rows("Нет такого"))
    assert (caught.value.key, caught.value.details) == ("xlsx_sheet_unknown", {"sheet": "Нет такого"})


def test_shared_texts_keep_their_spaces_and_signs(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for place, text in enumerate([" a ", "Ёлка 😀", "a\nb", "a", "Ёлка 😀"], start=1):
        book.active.cell(place, 1, text)
    book.save(tmp_path / "a.xlsx")
    assert [row[0] for row in _read(tmp_path / "a.xlsx")] == [" a ", "Ёлка 😀", "a\nb", "a", "Ёлка 😀"]


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "xlsx_not_xlsx"),
        (b"a;b;c\n1;2;3\n", "xlsx_not_xlsx"),
        (b"PK\x03\x04 cut", "xlsx_broken"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600) + "Workbook".encode("utf-16-le"), "xlsx_old_format"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "xlsx_encrypted"),
    ],
)
def test_another_format_is_told_apart(tmp_path: Path, content: bytes, key: str) -> None:
    file = tmp_path / "a.xlsx"
    file.write_bytes(content)
    _refused(file, key)


def test_a_zip_that_is_no_spreadsheet_is_told(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    _refused(tmp_path / "a.xlsx", "xlsx_not_xlsx")


def test_a_bomb_is_refused_before_it_is_unpacked(make: Make) -> None:
    _refused(make(parts={"xl/media/image1.png": bytes(60 * 1024 * 1024)}), "xlsx_bomb")
    _refused(make(" " * 5000), "file_too_large", unpacked_limit=5000)


def test_too_many_parts_are_refused(make: Make) -> None:
    _refused(make(parts={f"xl/media/{number}": b"" for number in range(2001)}), "xlsx_too_many_files")


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml", "xl/_rels/workbook.xml.rels"]
)
def test_a_part_that_would_fill_the_memory_is_refused(make: Make, part: str) -> None:
    content = bytes(range(256)) * 20_000 + b"x" * 1024
    _refused(make(parts=NO_TEXTS | {part: content}), "xlsx_part_too_large")


def test_rows_and_columns_are_counted_and_the_dimension_is_not_believed(make: Make) -> None:
    rows = "".join(f'<row r="{number}"><c r="A{number}"><v>1</v></c></row>' for number in range(1, 12))
    sheet = f'<worksheet xmlns="{MAIN}"><dimension ref="A1:A1"/><sheetData>{rows}</sheetData></worksheet>'
    file = make(parts=NO_TEXTS | {"xl/worksheets/sheet1.xml": sheet})
    assert len(_read(file)) == 11
    _refused(file, "xlsx_too_many_rows", rows_limit=10)
    far = make('<row r="7"><c r="ALM7"><v>1</v></c></row>', NO_TEXTS)
    details = _refused(far, "xlsx_too_many_columns")
    assert details == {"row": 7, "limit": 1000}


def test_cells_without_values_far_right_do_no_harm(make: Make) -> None:
    assert _read(make('<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="0"/></row>', NO_TEXTS)) == [(1,)]


def test_a_row_that_would_fill_the_memory_is_refused(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service_kit.xlsx.read.ROW_BYTES", 200_000)
    cells = "".join(f"<c><v>{number}</v></c>" for number in range(30_000))
    _refused(make(f"<row>{cells}</row>", NO_TEXTS), "xlsx_row_too_large")
    small = "".join(f"<row><c><v>{number}</v></c></row>" for number in range(30_000))
    assert len(_read(make(small, NO_TEXTS))) == 30_000


ENTITIES = '<!DOCTYPE x [<!ENTITY a "b"><!ENTITY f SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("entity", ["&a;", "&f;", ""])
def test_entities_and_doctypes_are_refused(make: Make, entity: str) -> None:
    row = f'<row><c t="str"><v>{entity}</v></c></row>'
    sheet = f'{ENTITIES}<worksheet xmlns="{MAIN}"><sheetData>{row}</sheetData></worksheet>'
    _refused(make(parts=NO_TEXTS | {"xl/worksheets/sheet1.xml": sheet}), "xlsx_broken")
    texts = f'{ENTITIES}<sst xmlns="{MAIN}"><si><t>{entity}</t></si></sst>'
    _refused(make(parts={"xl/sharedStrings.xml": texts}), "xlsx_broken")


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1" t="s"><v>7</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>-1</v></c></row>',
        '<row r="x"><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>one</v></c></row>',
        '<row r="1"><c r="AAAAAA1"><v>1</v></c></row>',
        '<row r="1"><c r="!"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c>',
    ],
)
def test_a_broken_sheet_is_an_error_with_a_text(make: Make, rows: str) -> None:
    _refused(make(rows, NO_TEXTS), "xlsx_broken")


def test_infinite_numbers_are_texts(make: Make) -> None:
    assert _read(make("<row><c><v>1e999</v></c></row>", NO_TEXTS)) == [("inf",)]


@pytest.mark.parametrize("lost", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"])
def test_a_missing_part_is_an_error_with_a_text(make: Make, lost: str) -> None:
    _refused(make("<row/>", NO_TEXTS | {lost: None}), "xlsx_broken")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=80)
@given(place=st.floats(0, 1, exclude_max=True), change=st.binary(min_size=1, max_size=8))
def test_no_damage_breaks_the_reader(tmp_path: Path, place: float, change: bytes) -> None:
    file = tmp_path / "a.xlsx"
    write_xlsx(file, "x", [Column("a")], [["text", 1, Decimal("1.5"), dt.datetime(2026, 1, 2)]] * 20)
    data = bytearray(file.read_bytes())
    start = math.floor(place * len(data))
    data[start : start + len(change)] = change
    file.write_bytes(data)
    try:
        with XlsxReader(file) as book:
            for name in book.sheets:
                list(book.rows(name))
    except XlsxError as error:
        assert Texts().get(error.key, error.details).what != Texts().get("unexpected").what  # noqa: PT017


def _read(file: Path) -> list[tuple[Any, ...]]:
    with XlsxReader(file) as book:
        return [row.values for row in book.rows()]


def _refused(file: Path, key: str, **limits: int) -> dict[str, object]:
    with pytest.raises(XlsxError) as caught, XlsxReader(file, **limits) as book:
        list(book.rows())
    assert caught.value.key == key
    return dict(caught.value.details)


def _expected(row: Sequence[Any]) -> tuple[Any, ...]:
    values = [_shown(value) for value in row]
    while values and values[-1] is None:
        values.pop()
    return tuple(values)


def _shown(value: Any) -> Any:
    match value:
        case str():
            return safe_text(value) or None
        case bool():
            return value
        case int():
            return value if len(str(abs(value)).rstrip("0")) <= 15 and abs(value) < 10**15 else _long(value)
        case Decimal():
            return int(value) if value == value.to_integral_value() else value
    return value


def _long(value: int) -> Any:
    return str(value) if len(str(abs(value)).rstrip("0")) > 15 else value
