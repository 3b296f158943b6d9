"""Whole files: breaks, archives, resuming, memory, the command."""

import json
import subprocess
import sys
import zipfile
from itertools import islice
from pathlib import Path
from typing import Any

import psutil
import pytest

from service_kit.errors import DataError
from service_kit.orders.incoming import Incoming, ReadOrder, RejectedDocument
from shop_sync.__main__ import main
from shop_sync.connectors.commerceml.orders import check_head, read_orders, total_bytes
from shop_sync.connectors.commerceml.printing import report
from shop_sync.connectors.commerceml.rules import ReadingRules

FIXTURES = Path(__file__).parent / "fixtures"
ROOT = ("<КоммерческаяИнформация>", "</КоммерческаяИнформация>")


def document(number: int, filler: str = "") -> str:
    return (
        f"<Документ><Ид>{number}</Ид><Номер>N{number}</Номер><Комментарий>{filler}</Комментарий><Товары><Товар><Ид>a</Ид>"
        "<ЦенаЗаЕдиницу>10.00</ЦенаЗаЕдиницу><Количество>1</Количество></Товар></Товары></Документ>"
    )


def write(path: Path, *numbers: int) -> Path:
    path.write_text(ROOT[0] + "\n".join(map(document, numbers)) + ROOT[1], "utf-8")
    return path


def read(path: Path, skip: int = 0) -> list[Incoming]:
    return list(read_orders(path, ReadingRules(), skip=skip))


def test_orders_before_a_break_are_given_and_the_break_is_named(tmp_path: Path) -> None:
    file = write(tmp_path / "orders.xml", 1, 2, 3)
    text = file.read_text("utf-8").replace("<Документ><Ид>3", "<Документ></Ид>3")
    file.write_text(text, "utf-8")
    rows = read_orders(file, ReadingRules())
    assert [row.index for row in islice(rows, 2)] == [0, 1]
    with pytest.raises(DataError) as caught:
        next(rows)
    assert caught.value.key == "xml_broken"
    place = len(text[: text.index("</Ид>3")].encode())
    assert place <= int(str(caught.value.details["byte"])) <= place + len("</Ид>".encode())
    assert caught.value.details["line"] == 3


def test_report_of_a_truncated_file_tells_where_it_ends(tmp_path: Path) -> None:
    file = write(tmp_path / "orders.xml", 1, 2)
    data = file.read_bytes()[:-80]
    file.write_bytes(data)
    answer: dict[str, Any] = report(file)
    assert [order["number"] for order in answer["orders"]] == ["N1"]
    (row,) = answer["rejected"]
    assert row["where"] == f"Файл, байт {len(data)}"
    assert row["reason"].startswith(f"Файл обрывается на байте {len(data)}")


def test_resume_passes_over_what_was_handled_and_still_knows_its_numbers(tmp_path: Path) -> None:
    file = write(tmp_path / "orders.xml", 1, 2, 3, 1)
    rows = read(file, skip=2)
    assert [(row.index, type(row)) for row in rows] == [(2, ReadOrder), (3, RejectedDocument)]
    assert rows[-1] == read(file)[-1]


def test_done_grows_to_the_size_of_the_file(tmp_path: Path) -> None:
    file = write(tmp_path / "orders.xml", *range(2000))
    done = [row.done for row in read(file)]
    assert done == sorted(done)
    assert 0 < done[0] < done[-1] <= total_bytes(file) == file.stat().st_size


def test_zip_is_read_as_one_file_in_its_order(tmp_path: Path) -> None:
    file = tmp_path / "orders.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(write(tmp_path / "b.xml", 1, 2), "b.xml")
        archive.writestr("import_files/photo.jpg", b"\xff\xd8")
        archive.write(write(tmp_path / "a.xml", 3, 1), "sub/a.xml")
    rows = read(file)
    assert [(row.index, getattr(row, "outside_id", None)) for row in rows] == [(0, "1"), (1, "2"), (2, "3"), (3, None)]
    assert rows[-1].done == total_bytes(file)


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"", "xml_empty"),
        (b"<!DOCTYPE html><html></html>", "xml_html"),
        (b'{"orders": []}', "xml_not_xml"),
        (b"<yml_catalog/>", "xml_wrong_root"),
        (b"PK\x03\x04 not really", "archive_broken"),
    ],
)
def test_file_of_another_kind_is_refused_as_a_whole(tmp_path: Path, data: bytes, key: str) -> None:
    file = tmp_path / "orders.xml"
    file.write_bytes(data)
    with pytest.raises(DataError) as caught:
        read(file)
    assert caught.value.key == key
    if not key.startswith("archive"):
        with pytest.raises(DataError, match=key):
            check_head(data)


def test_file_without_orders_is_no_error(tmp_path: Path) -> None:
    assert read(write(tmp_path / "orders.xml")) == []


def test_command_prints_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["parse-orders", str(FIXTURES / "bitrix_container.xml")]) == 0
    (order,) = json.loads(capsys.readouterr().out)["orders"]
    assert order["date"] == "2024-03-04T18:05:41"
    assert order["delivery"] == {"method": "Курьер", "address": "Санкт-Петербург, Липовая аллея, 5", "price": "350.00"}
    assert order["items"][0]["qty"] == "2.00"


def test_command_refuses_in_russian_with_code_2(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "shop_sync", "parse-orders", str(tmp_path / "нет.xml")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("Файл «нет.xml» не найден.")


def test_memory_stays_flat_over_a_large_file(tmp_path: Path) -> None:
    file = tmp_path / "orders.xml"
    filler = "слово " * 300
    with file.open("w", encoding="utf-8") as target:
        target.write(ROOT[0])
        target.writelines(document(number, filler) for number in range(16_000))
        target.write(ROOT[1])
    assert file.stat().st_size > 55_000_000
    process, peak, count = psutil.Process(), 0, 0
    rows = read_orders(file, ReadingRules())
    next(rows)
    before = process.memory_info().rss
    for count, _ in enumerate(rows, start=2):
        if count % 500 == 0:
            peak = max(peak, process.memory_info().rss)
    assert count == 16_000
    assert peak - before < 40 * 1024 * 1024
