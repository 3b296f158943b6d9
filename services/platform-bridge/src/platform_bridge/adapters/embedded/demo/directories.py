"""Directories that every account begins with, and those of the demo account."""

from typing import Any

from contracts.base import Ref
from contracts.rows.directory import BankAccount, DirectoryKind, DirectoryRow


def basic_directories(organization: str, employee: str | None = None) -> list[DirectoryRow]:
    """What an account needs to work at all; `organization` is its name, `employee` the login of its first user.

    Without an employee no connection could be made: each asks for the owner of its orders.
    """
    return [
        _row(DirectoryKind.ORGANIZATION, "org-main", organization, accounts=_account("org-main")),
        *([_row(DirectoryKind.EMPLOYEE, "emp-main", employee, email=employee)] if employee else []),
        _row(DirectoryKind.STORE, "store-main", "Основной склад"),
        *_many(DirectoryKind.CURRENCY, _CURRENCIES),
        *_many(DirectoryKind.VAT_RATE, _VAT_RATES),
        *_many(DirectoryKind.PRICE_TYPE, _PRICE_TYPES),
        *_many(DirectoryKind.DELIVERY_METHOD, _DELIVERY_METHODS),
        *_many(DirectoryKind.ORDER_STATUS, _ORDER_STATUSES),
        *_many(DirectoryKind.LEAD_STATUS, _LEAD_STATUSES),
    ]


def demo_directories() -> list[DirectoryRow]:
    """Directories of the demo account, without its product groups."""
    replaced = {"org-main", "store-main"}
    kept = [row for row in basic_directories("") if row.ref not in replaced]
    return [
        *_many(DirectoryKind.ORGANIZATION, _ORGANIZATIONS),
        *_many(DirectoryKind.EMPLOYEE, _EMPLOYEES),
        *_many(DirectoryKind.STORE, _STORES),
        _row(DirectoryKind.PRICE_TYPE, "price-export", "Экспортная цена, USD", 4, currency="USD"),
        *kept,
    ]


def group_rows(groups: dict[str, tuple[str, str | None]]) -> list[DirectoryRow]:
    """Product groups: ref → (name, ref of the parent)."""
    return [
        _row(DirectoryKind.PRODUCT_GROUP, ref, name, sort, parent_ref=parent)
        for sort, (ref, (name, parent)) in enumerate(groups.items(), start=1)
    ]


def _row(kind: DirectoryKind, ref: str, name: str, sort: int = 1, **fields: Any) -> DirectoryRow:
    return DirectoryRow(ref=Ref(ref), sequence=1, kind=kind, name=name, sort=sort, **fields)


def _many(kind: DirectoryKind, entries: tuple[tuple[str, str, dict[str, Any]], ...]) -> list[DirectoryRow]:
    return [_row(kind, ref, name, sort, **fields) for sort, (ref, name, fields) in enumerate(entries, start=1)]


def _account(organization: str) -> tuple[BankAccount, ...]:
    return (BankAccount(ref=Ref(f"{organization}-rub"), name="Расчётный счёт", currency="RUB"),)


_ORGANIZATIONS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    (
        "org-main",
        "ООО «Северный ветер»",
        {
            "inn": "7701234564",
            "kpp": "770101001",
            "taxation": "ОСН",
            "vat_accounting": True,
            "vat_ref": "vat-22",
            "address": "101000, Москва, ул. Мясницкая, д. 1",
            "accounts": _account("org-main"),
        },
    ),
    (
        "org-ip",
        "ИП Соколова М. А.",
        {
            "inn": "500100732259",
            "taxation": "УСН",
            "vat_accounting": False,
            "vat_ref": "vat-none",
            "address": "141400, Химки, ул. Победы, д. 4",
            "accounts": _account("org-ip"),
        },
    ),
)

_EMPLOYEES: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("emp-sokolova", "Соколова Марина", {"internal_phone": "101", "email": "demo@shop.example"}),
    ("emp-orlov", "Орлов Денис", {"internal_phone": "102", "email": "orlov@shop.example"}),
    ("emp-belova", "Белова Ирина", {"internal_phone": "103", "email": "belova@shop.example"}),
)

_STORES: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("store-main", "Основной склад", {"address": "Москва, Складской проезд, д. 7"}),
    ("store-shop", "Магазин на Мясницкой", {"address": "Москва, ул. Мясницкая, д. 1"}),
)

_CURRENCIES: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("cur-rub", "Российский рубль", {"currency": "RUB", "rate": "1"}),
    ("cur-usd", "Доллар США", {"currency": "USD", "rate": "80.5"}),
    ("cur-eur", "Евро", {"currency": "EUR", "rate": "93.2"}),
)

_VAT_RATES: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("vat-22", "НДС 22 %", {"rate": "22"}),
    ("vat-20", "НДС 20 %", {"rate": "20"}),
    ("vat-10", "НДС 10 %", {"rate": "10"}),
    ("vat-0", "НДС 0 %", {"rate": "0"}),
    ("vat-none", "Без НДС", {}),
)

_PRICE_TYPES: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("price-retail", "Розничная цена", {"currency": "RUB"}),
    ("price-wholesale", "Оптовая цена", {"currency": "RUB"}),
    ("price-purchase", "Закупочная цена", {"currency": "RUB", "purchase": True}),
)

_DELIVERY_METHODS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("delivery-pickup", "Самовывоз", {}),
    ("delivery-courier", "Курьер", {}),
    ("delivery-post", "Почта России", {}),
    ("delivery-cdek", "СДЭК", {}),
)

_ORDER_STATUSES: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("status-new", "Новый", {"group": "В работе"}),
    ("status-agreed", "Согласован", {"group": "В работе"}),
    ("status-packed", "Собран", {"group": "В работе"}),
    ("status-sent", "Отправлен", {"group": "В пути"}),
    ("status-at-point", "Ждёт в пункте выдачи", {"group": "В пути"}),
    ("status-delivered", "Доставлен", {"group": "Завершён", "final": True}),
    ("status-returned", "Возврат", {"group": "Завершён", "final": True}),
    ("status-cancelled", "Отменён", {"group": "Завершён", "final": True}),
)

_LEAD_STATUSES: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("lead-new", "Новое обращение", {"group": "В работе"}),
    ("lead-in-work", "В работе", {"group": "В работе"}),
    ("lead-won", "Стало заказом", {"group": "Завершено"}),
    ("lead-lost", "Отказ", {"group": "Завершено"}),
)
