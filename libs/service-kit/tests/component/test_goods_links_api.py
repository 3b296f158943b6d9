"""Links of a connection's goods over the API: who is linked, who is not on either side, what it may be."""

from collections.abc import Collection
from typing import Any

import pytest

from contracts.base import AccountId, ConnectionId, Ref
from service_kit.goods import links_api
from service_kit.goods.keys import article_key, name_key
from service_kit.goods.links import GoodsLinks, SeenGood
from service_kit.goods.links_api import goods_links_router
from service_kit.goods.ours import OurGoods

pytestmark = pytest.mark.mongo

DEMO = AccountId("demo")


class Desk:
    """The office with goods: p-00 … p-19, of which the shop has p-00 under our own id."""

    def __init__(self, office: Any, connection: str) -> None:
        self.office = office
        self.id = ConnectionId(connection)
        self.path = f"/connections/{connection}/goods-links"
        self.links = GoodsLinks(office.mongo)

    async def call(self, method: str, path: str = "", expected: int = 200, **options: Any) -> Any:
        answer = await self.office.call(method, f"{self.path}{path}", **options)
        assert answer.status_code == expected, answer.text
        return answer.json() if answer.content else None

    async def refs(self, path: str, field: str) -> list[str]:
        """A field of all items of all pages."""
        found, cursor = [], ""
        while cursor is not None:
            page = await self.call("GET", f"{path}&limit=3&cursor={cursor}")
            found += [row[field] for row in page["items"]]
            cursor = page["next"]
        return found


@pytest.fixture
async def desk(office: Any) -> Desk:
    await office.mongo.prepare(GoodsLinks.INDEXES)
    made = await office.make()

    async def in_shop(_: AccountId, __: ConnectionId, products: Collection[Ref]) -> set[Ref]:
        return {Ref("p-00")} & set(products)

    for number in range(20):
        ref, row = f"p-{number:02d}", {"name": f"Товар {number}", "article": f"A-{number}"}
        keys = [{"key": key, "variant": None} for key in (name_key(row["name"]), article_key(row["article"]))]
        document = {"_id": f"demo|{ref}", "account": DEMO, "ref": ref, "deleted": False, "row": row, "keys": keys}
        await office.mongo["replica_products"].insert_one(document)
    desk = Desk(office, made["id"])
    router = goods_links_router(desk.links, OurGoods(office.mongo), office.connections, in_shop)
    office.app.include_router(router)
    return desk


async def test_a_good_of_the_shop_is_linked_listed_unlinked_and_released(desk: Desk) -> None:
    await desk.links.see(
        DEMO, desk.id, [SeenGood("s-1", "Товар один", "X-1"), SeenGood("s-2", "Товар 2", hit=(Ref("p-02"), None))]
    )
    (free,) = (await desk.call("GET", "/unlinked?side=shop"))["items"]
    assert (free["outside_id"], free["name"], free["article"], free["by"], free["product"]) == (
        "s-1", "Товар один", "X-1", None, None,
    )  # fmt: skip
    await desk.call("POST", json={"outside_id": "s-1", "product": "p-01", "variant": "v"}, role="manager")
    one, two = (await desk.call("GET"))["items"]
    assert (one["by"], one["variant"], one["product"]) == (
        "hand", "v", {"ref": "p-01", "name": "Товар 1", "article": "A-1"},
    )  # fmt: skip
    assert (two["by"], two["product"]["ref"]) == ("auto", "p-02")
    assert [row["outside_id"] for row in (await desk.call("GET", "?by=auto"))["items"]] == ["s-2"]
    await desk.call("POST", "/forget", 204, json={"outside_id": "s-2"})
    (free,) = (await desk.call("GET", "/unlinked?side=shop"))["items"]
    assert (free["outside_id"], free["unlinked"], free["product"]) == ("s-2", "hand", None)
    await desk.call("POST", "/release", 204, json={"outside_id": "s-2"})
    (free,) = (await desk.call("GET", "/unlinked?side=shop"))["items"]
    assert (free["outside_id"], free["unlinked"]) == ("s-2", None)


async def test_our_goods_without_a_good_in_the_shop_are_listed_page_by_page(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(links_api, "LOOKED_THROUGH", 2)
    for number in range(1, 12):
        await desk.links.remember(DEMO, desk.id, f"s-{number}", Ref(f"p-{number:02d}"), None)
    left = [f"p-{number:02d}" for number in range(12, 20)]
    assert await desk.refs("/unlinked?side=platform", "ref") == left
    assert await desk.refs("/unlinked?side=platform&q=товар 1", "ref") == left
    await desk.call("POST", "/forget", 204, json={"outside_id": "s-5"})
    assert await desk.refs("/unlinked?side=platform", "ref") == ["p-05", *left]
    assert await desk.refs("/unlinked?side=shop", "outside_id") == ["s-5"]
    assert len(await desk.refs("?by=hand", "outside_id")) == 10


async def test_products_are_suggested_for_a_good_that_was_met(desk: Desk) -> None:
    await desk.links.see(DEMO, desk.id, [SeenGood("s-1", "Вещь", "a17")])
    found = (await desk.call("GET", "/candidates?outside_id=s-1"))["items"]
    assert found == []
    await desk.links.see(DEMO, desk.id, [SeenGood("s-1", "17 товар")])
    found = (await desk.call("GET", "/candidates?outside_id=s-1"))["items"]
    assert found[0] == {"product": "p-17", "variant": None, "name": "Товар 17", "article": "A-17", "score": 1.0}
    assert (await desk.call("GET", "/candidates?outside_id=no", 404))["key"] == "outside_good_unknown"


@pytest.mark.parametrize(
    "query", ["/unlinked", "/unlinked?side=ours", "?by=chance", "?limit=0", f"?q={'x' * 201}", "/candidates"]
)
async def test_a_question_that_makes_no_sense_is_refused(desk: Desk, query: str) -> None:
    assert (await desk.call("GET", query, 422))["key"] == "invalid_input"


async def test_links_of_another_account_do_not_exist(desk: Desk) -> None:
    for method, path, body in (
        ("GET", "", None),
        ("GET", "/unlinked?side=shop", None),
        ("GET", "/unlinked?side=platform", None),
        ("GET", "/candidates?outside_id=s-1", None),
        ("POST", "", {"outside_id": "s-1", "product": "p-01"}),
        ("POST", "/forget", {"outside_id": "s-1"}),
        ("POST", "/release", {"outside_id": "s-1"}),
    ):
        answer = await desk.call(method, path, 404, json=body, account="stranger")
        assert answer["key"] == "connection_unknown"
