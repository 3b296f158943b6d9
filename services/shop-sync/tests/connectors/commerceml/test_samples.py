"""Public samples of real shops, read where they are kept beside the repository (`BIZ_SAMPLES`)."""

import os
from pathlib import Path
from typing import Any

import pytest

from shop_sync.connectors.commerceml.printing import report

SAMPLES = Path(os.environ.get("BIZ_SAMPLES", Path(__file__).parents[5] / "../shared/data")) / "commerceml" / "orders"

pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="no samples here (BIZ_SAMPLES)")


def read(name: str) -> tuple[list[dict[str, Any]], list[dict[str, str]]]:
    answer: dict[str, Any] = report(SAMPLES / name)
    return answer["orders"], answer["rejected"]


def test_official_example_of_bitrix() -> None:
    (order,), rejected = read("bitrix_2.03_utf8.xml")
    assert [row["where"] for row in rejected] == ["Документ № 92 (2-й в файле)", "Документ № 93 (3-й в файле)"]
    assert all("из 1С" in row["reason"] for row in rejected)
    assert (order["date"], order["total"], order["currency"]) == ("2007-10-30T15:19:27", "6734.47", "RUB")
    assert order["items"] == [
        {
            "id": "dee6e19a-55bc-11d9-848a-00112f43529a",
            "sku": None,
            "name": 'Телевизор "JVC"',
            "qty": "1.00",
            "price": "6394.47",
            "sum": "6394.47",
        }
    ]
    assert (order["delivery"]["price"], order["payment"]) == ("340.00", {"method": "Наличный расчет", "paid": False})
    assert order["status"] == "Принят"


def test_the_same_order_in_windows_1251_reads_the_same() -> None:
    (order,), rejected = read("bitrix_2.03_cp1251.xml")
    assert rejected == []
    assert order == read("bitrix_2.03_utf8.xml")[0][0]


def test_fragment_of_cscart() -> None:
    (order,), rejected = read("cscart_document_fragment.xml")
    assert rejected == []
    assert order["customer"] == {"name": "New New", "phone": "79512111111", "email": "new@test.test"}
    assert (order["total"], order["items"][0]["sum"]) == ("140.00", "25")
