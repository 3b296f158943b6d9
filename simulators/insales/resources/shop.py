"""The shop itself, what orders refer to, and webhooks."""

from typing import Any, Final

from simulators.insales.errors import invalid, not_found
from simulators.insales.fields import one_of
from simulators.insales.hooks import TOPICS
from simulators.insales.resources.crud import Plain, shown_only
from simulators.insales.routing import Asked, Reply, Routes
from simulators.insales.store import Store
from simulators.insales.wire import Row


def _account(asked: Asked) -> Reply:
    return Reply(asked.store.account, "account")


def _status(asked: Asked) -> Reply:
    found = asked.store.where("custom_statuses", permalink=asked.ids[0])
    if not found:
        raise not_found()
    return Reply(found[0], "custom_status")


def _address(value: Any) -> str:
    if not str(value).startswith(("http://", "https://")):
        raise ValueError("не является адресом")
    return str(value)


def _once(store: Store, row: Row) -> None:
    """Chosen: the same address hears of a topic once."""
    same = store.where("webhooks", address=row["address"], topic=row["topic"])
    if any(hook["id"] != row.get("id") for hook in same):
        raise invalid("address", "уже существует")


ROUTES: Final[Routes] = {
    ("GET", "account"): _account,
    ("GET", "custom_statuses/{name}"): _status,
    ("GET", "custom_statuses"): shown_only("custom_statuses", "custom_status")["GET", "custom_statuses"],
    **shown_only("delivery_variants", "delivery_variant"),
    **shown_only("payment_gateways", "payment_gateway"),
    **shown_only("price_kinds", "price_kind"),
    **shown_only("warehouses", "warehouse"),
    **Plain(
        "webhooks",
        "webhook",
        {"address": _address, "topic": one_of(*sorted(TOPICS)), "format_type": one_of("json", "xml")},
        ("address", "topic", "format_type"),
        {"format_type": "json"},
        check=_once,
    ).routes,
}
