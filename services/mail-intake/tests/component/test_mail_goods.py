"""Goods of letters are found by article or name, and what is not found can be linked by hand for the next orders."""

import pytest
from letters_of_shops import order_letter
from mail_office import DEMO, Office, working

from contracts.base import Ref
from contracts.order import MatchedBy
from service_kit.goods.keys import article_key, name_key
from service_kit.goods.links import GoodsLinks

pytestmark = [pytest.mark.mongo, pytest.mark.dovecot]


async def test_a_good_that_is_linked_by_hand_is_known_in_the_next_order(office: Office) -> None:
    address = office.new_mailbox()
    connection = await office.connect(address)
    office.server.deliver(address, [order_letter("1")])
    async with working(office):
        await office.pass_time()
        (first,) = await office.created()
        assert [line.product_ref for line in first.data.order.lines] == [None] * len(first.data.order.lines)
        links = GoodsLinks(office.kit.mongo)
        for place, line in enumerate(first.data.order.lines):
            seen = await links.one(DEMO, connection.id, line.outside_id or "")
            assert (seen["name"], seen["article"]) == (line.name, line.article)
            await links.remember(DEMO, connection.id, line.outside_id or "", Ref(f"product-{place}"), None)
        office.server.deliver(address, [order_letter("2")])
        await office.pass_time()

    second = (await office.created())[-1].data.order
    assert [(line.product_ref, line.matched_by) for line in second.lines] == [
        (f"product-{place}", MatchedBy.HAND) for place in range(len(second.lines))
    ]


@pytest.mark.parametrize("by", ["article", "name"])
async def test_a_good_is_found_by_its_article_and_else_by_its_name(office: Office, by: str) -> None:
    address = office.new_mailbox()
    await office.connect(address)
    office.server.deliver(address, [order_letter("1")])
    async with working(office):
        await office.pass_time()
        line = (await office.created())[0].data.order.lines[0]
        assert line.article
        key = article_key(line.article) if by == "article" else name_key(line.name)
        product = {"account": DEMO, "ref": "p-1", "sequence": 1, "deleted": False}
        await office.kit.mongo["replica_products"].insert_one(
            {"_id": f"{DEMO}|p-1", **product, "keys": [{"key": key, "variant": None}]}
        )
        office.server.deliver(address, [order_letter("2")])
        await office.pass_time()

    found = (await office.created())[-1].data.order.lines[0]
    assert (found.product_ref, found.matched_by) == ("p-1", MatchedBy(by))
