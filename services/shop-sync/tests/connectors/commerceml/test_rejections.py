"""Documents that are not taken: every one is named with its reason, the good ones beside them are read."""

import json
from pathlib import Path

import pytest

from service_kit.orders.incoming import ReadOrder, RejectedDocument
from shop_sync.connectors.commerceml.labels import STRINGS, reason
from shop_sync.connectors.commerceml.orders import read_orders
from shop_sync.connectors.commerceml.rules import ReadingRules

FIXTURES = Path(__file__).parent / "fixtures"
EXPECTED = {
    "2": "quantity_not_positive",
    "3": "no_goods",
    "4": "other_operation",
    "5": "duplicate_number",
    "7": "line_without_name",
    "8": "currency_unknown",
    "9": "price_unreadable",
    "10": "price_negative",
    "11": "sum_negative",
    "12": "quantity_unreadable",
    "13": "quantity_missing",
    "14": "price_missing",
    "15": "total_unreadable",
    "16": "total_negative",
    "17": "status_document",
}


def document(inside: str, number: int = 1) -> str:
    return f"<Документ><Номер>{number}</Номер>{inside}</Документ>"


def goods(inside: str = "") -> str:
    return f"<Товар><Ид>a</Ид><ЦенаЗаЕдиницу>1</ЦенаЗаЕдиницу><Количество>1</Количество>{inside}</Товар>"


def rejected(path: Path, rules: ReadingRules | None = None) -> list[RejectedDocument]:
    return [row for row in read_orders(path, rules or ReadingRules()) if isinstance(row, RejectedDocument)]


def test_each_bad_document_has_its_reason() -> None:
    found = {row.where: row.key for row in rejected(FIXTURES / "bad_documents.xml")}
    expected = {f"Документ № {number} ({number}-й в файле)": key for number, key in EXPECTED.items()}
    assert found == expected | {"6-й документ в файле": "no_number"}


def test_order_with_unreadable_date_and_empty_currency_is_read() -> None:
    (row,) = [row for row in read_orders(FIXTURES / "bad_documents.xml", ReadingRules()) if isinstance(row, ReadOrder)]
    assert (row.order.placed_at, row.order.placed_text, row.order.currency) == (None, "вчера", None)
    assert row.order.lines[0].price == 0


def test_text_names_the_line_and_the_goods() -> None:
    row = rejected(FIXTURES / "bad_documents.xml")[0]
    text = reason(row.key, row.details)
    assert text.startswith("Заказ не загружен: в строке 1 («Стол») количество -1. Количество должно быть больше нуля.")


def test_texts_have_all_their_values() -> None:
    for row in rejected(FIXTURES / "bad_documents.xml"):
        assert "…" not in reason(row.key, row.details)


def test_currency_of_the_rules_stands_in_for_an_unknown_one(tmp_path: Path) -> None:
    file = tmp_path / "orders.xml"
    file.write_text(document(f"<Валюта>зайчики</Валюта><Товары>{goods()}</Товары>"), "utf-8")
    (row,) = read_orders(file, ReadingRules(currency="BYN"))
    assert isinstance(row, ReadOrder)
    assert row.order.currency == "BYN"


@pytest.mark.parametrize(
    ("inside", "key"),
    [
        (f"<Товары>{goods() * 10_001}</Товары>", "too_many_lines"),
        (f"<Товары>{goods('<Артикул>' + 'x' * 40 + '</Артикул>') * 400}</Товары>", "order_too_large"),
        (f"<Комментарий>{'длинно ' * 9000}</Комментарий><Товары>{goods()}</Товары>", "order_too_large"),
    ],
)
def test_order_too_large_for_an_event_is_refused(tmp_path: Path, inside: str, key: str) -> None:
    file = tmp_path / "orders.xml"
    file.write_text(document(inside), "utf-8")
    (row,) = rejected(file)
    assert row.key == key


def test_comment_longer_than_the_standard_allows_is_kept(tmp_path: Path) -> None:
    comment = "слово " * 2000
    file = tmp_path / "orders.xml"
    file.write_text(document(f"<Комментарий>{comment}</Комментарий><Товары>{goods()}</Товары>"), "utf-8")
    (row,) = read_orders(file, ReadingRules())
    assert isinstance(row, ReadOrder)
    assert row.order.comment == comment.strip()


def test_value_too_long_for_a_number_is_named_not_raised(tmp_path: Path) -> None:
    file = tmp_path / "orders.xml"
    file.write_text(document(f"<Товары>{goods(f'<Сумма>{10**20}</Сумма>')}</Товары>"), "utf-8")
    assert [row.key for row in rejected(file)] == ["sum_unreadable"]


def test_every_key_has_three_texts() -> None:
    for key, texts in json.loads(STRINGS.read_text("utf-8")).items():
        assert set(texts) == {"what", "why", "do"}, key
        assert all(texts.values()), key
