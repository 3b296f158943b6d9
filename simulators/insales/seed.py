"""What a shop has from its first day, and plain orders and products to fill it with."""

from decimal import Decimal
from typing import Any, Final

from simulators.insales.resources.orders import new_order
from simulators.insales.resources.products import new_product
from simulators.insales.store import Store
from simulators.insales.wire import Row

_STATUSES: Final = (
    ("novyy", "Новый", "new"),
    ("v-obrabotke", "В обработке", "accepted"),
    ("soglasovan", "Согласован", "approved"),
    ("otgruzhen", "Отгружен", "dispatched"),
    ("dostavlen", "Доставлен", "delivered"),
    ("otmenen", "Отменён", "declined"),
    ("vozvrat", "Возврат", "returned"),
    ("na-sborke", "На сборке", "accepted"),
)
_FIELDS: Final = (
    ("client_fields", "surname", "Фамилия"),
    ("client_fields", "name", "Имя"),
    ("client_fields", "phone", "Телефон"),
    ("client_fields", "email", "Email"),
    ("shipping_address_fields", "zip", "Почтовый индекс"),
    ("shipping_address_fields", "city", "Населённый пункт"),
    ("shipping_address_fields", "address", "Адрес"),
)

_ACCOUNT: Final[Row] = {
    "id": 12345,
    "title": "Магазин тетрадей",
    "subdomain": "shop-test",
    "main_host": "shop-test.myinsales.ru",
    "main_host_protocol": "https",
    "email": "shop@example.org",
    "phone": "+74950000000",
    "organization": None,
    "country": "Россия",
    "city": "Москва",
    "state": "г Москва",
    "time_zone": "Moscow",
    "blocked": False,
    "stock_currency_exchange_rate": Decimal("1.0"),
    "default_currency": "RUR",
    "hide_items_out_of_stock": False,
    "owner": {"id": 12345, "name": "Иван", "email": "shop@example.org"},
}


def furnish(store: Store) -> None:
    """Account, statuses, ways of delivery and payment, fields, price kinds, warehouses, root groups of a new shop."""
    store.account.update(_ACCOUNT)
    for position, (permalink, name, status) in enumerate(_STATUSES, 1):
        own = {"permalink": permalink, "title": name, "system_status": status, "position": position}
        store.add("custom_statuses", own)
    for name, cost in (("Курьер", "200.0"), ("Самовывоз", "0.0")):
        variant = {"title": name, "description": name, "position": 1, "price": Decimal(cost), "type": "fixed"}
        store.add("delivery_variants", variant)
    for name in ("Наличными", "Банковской картой"):
        store.add("payment_gateways", {"title": name, "description": None, "position": 1, "margin": Decimal("0.0")})
    for position, (group, name, shown) in enumerate(_FIELDS):
        store.add(
            group,
            {
                "for_buyer": True,
                "title": shown,
                "office_title": shown,
                "active": True,
                "system_name": name,
                "obligatory": name == "name",
                "position": position,
            },
        )
    store.add(
        "order_fields",
        {
            "office_title": "Удобное время",
            "title": "Удобное время",
            "handle": "udobnoe-vremya",
            "for_buyer": True,
            "active": True,
            "obligatory": False,
            "position": 0,
        },
    )
    for name in ("Оптовая", "Закупочная"):
        store.add("price_kinds", {"title": name})
    for number, name in enumerate(("Основной склад", "Склад на Ленина")):
        store.add("warehouses", {"title": name, "position": number})
    store.add("categories", {"title": "Склад", "parent_id": None, "position": 1})
    store.add(
        "collections",
        {
            "title": "Каталог",
            "parent_id": None,
            "position": 1,
            "is_hidden": False,
            "permalink": "all",
            "description": None,
        },
    )


def order(store: Store, fields: dict[str, Any]) -> Row:
    """One order of the first product (made when there is none); `fields` go over those of a POST."""
    if not store.tables["variants"]:
        product(store, {})
    plain = {
        "client": {"name": "Артём", "surname": "Демидчик", "phone": "+79151234567", "email": "artem@example.org"},
        "shipping_address_attributes": {"city": "Москва", "address": "ул. Ленина, д. 12", "zip": "101000"},
        "order_lines_attributes": [{"variant_id": next(iter(store.tables["variants"])), "quantity": 1}],
        "delivery_variant_id": next(iter(store.tables["delivery_variants"])),
        "payment_gateway_id": next(iter(store.tables["payment_gateways"])),
    }
    return new_order(store, {**plain, **fields})


def product(store: Store, fields: dict[str, Any]) -> Row:
    """One product in the root category with one variant of 740.0; `fields` go over those of a POST."""
    plain = {
        "title": "Van Gogh Sketchbook Emerald",
        "category_id": next(iter(store.tables["categories"])),
        "variants_attributes": [{"sku": "QP023MVEN-g", "price": "740.0", "quantity": 10}],
    }
    return new_product(store, {**plain, **fields})
