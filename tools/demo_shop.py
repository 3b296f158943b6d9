"""The demo's part with a real shop: goods go to it, orders placed in it come back, a second round changes nothing."""

from typing import Any

import httpx

from demo_api import SHOPS, Steps, connect, counts, ok, run, shop_orders
from peers import LOGIN, PASSWORD, OscarShop

BASKETS = ((1,), (2, 1), (1, 1, 3), (4,), (1,))
"""Orders of customers: pieces of each good."""
_SETTINGS = {
    "login": LOGIN,
    "password": PASSWORD,
    "plain_http": True,
    "dialect": "ut11",
    "session_per_file": True,
    "appends_chunks": False,
    "price_lists": ["price-retail"],
    "updates_only": True,
}


async def exchange_with_shop(client: httpx.AsyncClient, shop: OscarShop, steps: Steps) -> dict[str, int]:
    """Let an account and a shop that knows nothing of it exchange goods and orders; what came of it."""
    connection = await connect(
        client, "commerceml-exchange", "Магазин на Oscar", {"address": shop.address, **_SETTINGS}
    )
    checked = await ok(client.post(f"{SHOPS}/connections/{connection['id']}/check"))
    if not checked["ok"]:
        raise RuntimeError(f"the shop was not reached: {checked}")
    steps.done(f"connected the shop at {shop.address}, «Проверить подключение» says it is well")
    pushed = await run(client, connection["id"], "export_goods")
    held = shop.state()
    steps.done(f"sent the goods: {pushed['status']}, {counts(pushed)}")
    steps.detail(
        f"the shop itself counts {len(held['cards'])} goods, {len(held['offers'])} offers with price and stock, "
        f"{len(held['categories'])} categories"
    )
    numbers = _buy(shop, held["offers"])
    steps.done(f"customers placed {len(numbers)} orders in the shop: {', '.join(numbers)}")
    pulled = await run(client, connection["id"], "import_orders")
    stored = await shop_orders(client, connection["id"])
    steps.done(f"fetched the orders: {pulled['status']}, {counts(pulled)}")
    for order in sorted(stored, key=lambda row: str(row["origin"]["outside_id"])):
        steps.detail(
            f"№ {order['origin']['outside_id']} of the shop stands in the platform as № {order['number']}: "
            f"{order['total']} {order['currency']}, lines: {len(order['lines'])}"
        )
    changes = await _second_round(client, connection["id"], steps)
    return {
        "shop_goods": len(held["cards"]),
        "shop_orders": len({order["origin"]["outside_id"] for order in stored} & set(numbers)),
        "second_round_changes": changes + len(await shop_orders(client, connection["id"])) - len(stored),
    }


def _buy(shop: OscarShop, offers: list[dict[str, Any]]) -> list[str]:
    """Place an order per basket, of goods that are in stock."""
    in_stock = (offer["id"] for offer in offers if offer["stock"] >= max(max(basket) for basket in BASKETS))
    return [shop.place_order([(next(in_stock), pieces) for pieces in basket], "300") for basket in BASKETS]


async def _second_round(client: httpx.AsyncClient, connection: str, steps: Steps) -> int:
    """Exchange once more; how much was found new or changed."""
    changes = 0
    for what, kind in (("goods", "export_goods"), ("orders", "import_orders")):
        again = await run(client, connection, kind)
        changes += again["counts"]["created"] + again["counts"]["updated"] + again["counts"]["rejected"]
        steps.done(f"second round, {what}: {again['status']}, {counts(again)}")
    return changes
