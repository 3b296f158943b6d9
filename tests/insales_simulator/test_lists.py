"""Lists lose nothing for who follows `updated_since` and `from_id`, and do lose rows for who counts pages."""

from typing import Any

import httpx
import pytest

from simulators.insales.server import Shop


def page(client: httpx.Client, what: str = "orders", **query: Any) -> list[dict[str, Any]]:
    answer = client.get(f"{what}.json", params=query)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()
    return found


def changes(client: httpx.Client, since: str, **query: Any) -> list[dict[str, Any]]:
    """Everything from `since` on, as the documents of the API tell to read it."""
    found: list[dict[str, Any]] = []
    after = 0
    while rows := page(client, updated_since=since, from_id=after, **query):
        found += rows
        since, after = rows[-1]["updated_at"], rows[-1]["id"]
    return found


def test_changes_come_in_the_order_of_time_and_id(shop: Shop, client: httpx.Client, clock: Any) -> None:
    first = shop.add_orders(3)
    clock.pass_(1)
    later = shop.add_orders(2)
    clock.pass_(1)
    shop.touch_orders([first[1]])
    assert [row["id"] for row in changes(client, "2017-09-04 00:00:00 +03:00", per_page=2)] == [
        first[0], first[2], *later, first[1],
    ]  # fmt: skip


def test_since_is_inclusive_and_from_id_leaves_out_what_was_seen_of_that_moment(
    shop: Shop, client: httpx.Client, clock: Any
) -> None:
    orders = shop.add_orders(3)
    since = page(client)[0]["updated_at"]
    clock.pass_(5)
    late = shop.add_orders(1)
    assert [row["id"] for row in page(client, updated_since=since)] == [*orders, *late]
    assert [row["id"] for row in page(client, updated_since=since, from_id=orders[1])] == [orders[2], *late]
    assert [row["id"] for row in page(client, from_id=orders[1])] == [*orders, *late]


def test_orders_changed_while_they_are_read_are_all_seen(shop: Shop, client: httpx.Client, clock: Any) -> None:
    orders = shop.add_orders(120)
    turn = iter(orders * 2)

    def somebody_works(method: str, path: str) -> None:
        if len(shop.requests) < 40:
            clock.pass_(1)
            shop.touch_orders([next(turn) for _ in range(5)])

    shop.api.before = somebody_works
    last = {row["id"]: row["updated_at"] for row in changes(client, "2017-09-04T00:00:00Z", per_page=10)}
    assert sorted(last) == orders
    shop.api.before = None
    assert last == {row["id"]: row["updated_at"] for row in changes(client, "2017-09-04T00:00:00Z", per_page=100)}


def test_pages_lose_an_order_when_an_earlier_one_changes_meanwhile(
    shop: Shop, client: httpx.Client, clock: Any
) -> None:
    orders = shop.add_orders(4)
    seen = page(client, page=1, per_page=2)
    clock.pass_(1)
    shop.touch_orders([orders[0]])
    seen += page(client, page=2, per_page=2)
    assert orders[2] not in [row["id"] for row in seen]


def test_a_change_within_the_second_that_was_read_is_hidden_by_from_id(
    shop: Shop, client: httpx.Client, clock: Any
) -> None:
    """Why a client reads again what is a little older than its mark."""
    orders = shop.add_orders(2)
    mark = page(client)[-1]
    shop.change_order(orders[0], comment="Позвонить")
    assert page(client, updated_since=mark["updated_at"], from_id=mark["id"]) == []
    assert page(client, updated_since=mark["updated_at"])[0]["comment"] == "Позвонить"


def test_a_page_has_a_hundred_rows_at_most(shop: Shop, client: httpx.Client) -> None:
    shop.add_orders(130)
    assert len(page(client, per_page=250)) == 100
    assert len(page(client, per_page=100, page=2)) == 30
    assert client.get("orders/count.json").json() == {"count": 130}


def test_the_recycle_bin_is_listed_on_demand(shop: Shop, client: httpx.Client) -> None:
    kept, thrown = shop.add_orders(2)
    assert client.delete(f"orders/{thrown}.json").status_code == 200
    assert [row["id"] for row in page(client)] == [kept]
    assert [(row["id"], row["archived"]) for row in page(client, deleted="true")] == [(thrown, True)]
    assert {row["id"] for row in page(client, with_deleted="true")} == {kept, thrown}
    assert client.put(f"orders/{thrown}.json", json={"order": {"comment": "Вернуть"}}).status_code == 404


def test_products_follow_the_same_rules(shop: Shop, client: httpx.Client, clock: Any) -> None:
    first = shop.add_product(title="Первый")
    clock.pass_(1)
    second = shop.add_product(title="Второй")
    clock.pass_(1)
    variant = first["variants"][0]["id"]
    client.put(f"products/{first['id']}/variants/{variant}.json", json={"variant": {"price": "1"}})
    rows = page(client, "products", updated_since="2017-09-04T00:00:00Z")
    assert [row["id"] for row in rows] == [second["id"], first["id"]]
    client.delete(f"products/{second['id']}.json")
    assert [row["id"] for row in page(client, "products", deleted="true")] == [second["id"]]
    shop.purge("products", second["id"])
    assert client.get(f"products/{second['id']}.json").status_code == 404
    assert page(client, "products", deleted="true") == []


def test_orders_by_status_and_payment(shop: Shop, client: httpx.Client) -> None:
    plain = shop.add_order()["id"]
    paid = shop.add_order(financial_status="paid", fulfillment_status="delivered")["id"]
    for query, wanted in (
        ({"financial_status": "paid"}, [paid]),
        ({"fulfillment_status": "new"}, [plain]),
        ({"status": "closed"}, [paid]),
        ({"status": "open"}, [plain]),
    ):
        assert [row["id"] for row in page(client, **query)] == wanted


@pytest.mark.parametrize(
    "query", ["updated_since=2017-09-04T00:00:00+03:00", "updated_since=yesterday", "page=0", "per_page=x"]
)
def test_a_query_that_means_nothing_is_refused(shop: Shop, client: httpx.Client, query: str) -> None:
    """Among them a "+" that was not escaped: it reads as a blank."""
    assert client.get(f"orders.json?{query}").status_code == 400
