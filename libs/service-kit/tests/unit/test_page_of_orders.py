"""A page of documents: what is told of each, what its report says."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from contracts.base import AccountId, ConnectionId, Ref
from contracts.events.order import OrderCreated, OrderUpdated
from contracts.order import MatchedBy, Order, OrderLine, OrderOptions, OutsideStatus
from service_kit.connections.store import Connection
from service_kit.ids import utc_now
from service_kit.orders.incoming import ReadOrder, RejectedDocument
from service_kit.orders.page import PageOfOrders
from service_kit.orders.ports import ImportSettings, StoredOrder
from service_kit.runs.model import OutsideGood, Result, RowState, Tally

NOW = utc_now()
SHOP = Connection(
    id=ConnectionId("c-1"),
    account=AccountId("demo"),
    integration="files",
    name="Магазин",
    enabled=True,
    config={},
    created_at=NOW,
    updated_at=NOW,
)
LINE = OrderLine(number=1, name="Кружка", quantity=Decimal(2), price=Decimal(250), sum=Decimal(500))


class KnowsAll:
    """A matcher for which every line is the product p-1."""

    def match(self, lines: Sequence[OrderLine]) -> tuple[OrderLine, ...]:
        found = {"product_ref": Ref("p-1"), "matched_by": MatchedBy.NAME}
        return tuple(line.model_copy(update=found) for line in lines)


MATCHER: Any = KnowsAll()


def settings(**fields: Any) -> ImportSettings:
    plain = {"options": OrderOptions(reserve=True), "match_by_text": True, "update": {"lines", "comment", "status"}}
    return ImportSettings(**{**plain, **fields})


def order(**fields: Any) -> Order:
    return Order(**{"number": "A-7", "lines": (LINE,), "currency": "RUB", **fields})


def read(seen: Order, index: int = 0) -> ReadOrder:
    return ReadOrder(index, "7", seen, done=100)


def taken(seen: Order, stored: StoredOrder | None = None, **fields: Any) -> PageOfOrders:
    page = PageOfOrders("shop-sync", SHOP, settings(**fields), NOW)
    page.take(read(seen), stored, MATCHER)
    return page


def stored_as(seen: Order, **fields: Any) -> StoredOrder:
    """The order as a page stores it."""
    return taken(seen, **fields).new[0]


def test_a_new_order_is_stored_told_and_reported() -> None:
    page = taken(order())
    (kept,), (event,), (row,) = page.new, page.events, page.rows
    assert isinstance(event, OrderCreated)
    assert (event.subject, event.sequence, event.account) == (kept.id, 1, "demo")
    assert event.data.order == kept.order
    assert event.data.order.lines[0].product_ref == "p-1"
    assert event.data.options.reserve
    origin = event.data.origin
    assert (origin.service, origin.connection, origin.outside_id, origin.number) == ("shop-sync", "c-1", "7", "A-7")
    assert (row.result, row.state, row.subject, row.sequence) == (Result.CREATED, RowState.ACCEPTED, kept.id, 1)
    assert (row.where, row.title, row.amount, row.currency) == ("Заказ № A-7", "A-7", Decimal(500), "RUB")
    assert (page.tally, page.changed) == (Tally(seen=1, created=1), [])


def test_an_order_seen_again_is_only_counted() -> None:
    page = taken(order(), stored_as(order()))
    assert page.tally == Tally(seen=1, unchanged=1)
    assert (page.new, page.changed, page.events, page.rows) == ([], [], [], [])


def test_a_change_that_is_not_allowed_is_only_counted() -> None:
    page = taken(order(source="Сайт"), stored_as(order()))
    assert page.tally == Tally(seen=1, unchanged=1)
    assert (page.changed, page.events, page.rows) == ([], [], [])


def test_a_changed_order_is_the_next_version_with_what_is_allowed() -> None:
    before = stored_as(order())
    seen = order(comment="Позвонить", source="Сайт")
    page = taken(seen, before)
    (kept,), (event,), (row,) = page.changed, page.events, page.rows
    assert isinstance(event, OrderUpdated)
    assert (kept.id, kept.version) == (before.id, 2)
    assert (event.subject, event.sequence, event.data.changed) == (before.id, 2, ("comment",))
    assert (event.data.order.comment, event.data.order.source) == ("Позвонить", None)
    assert (row.result, row.subject, row.sequence) == (Result.UPDATED, before.id, 2)
    assert (page.tally, page.new) == (Tally(seen=1, updated=1), [])


def test_goods_that_are_matched_differently_now_are_a_change_once_the_order_is_another() -> None:
    before = stored_as(order())
    unmatched = StoredOrder(before.id, "7", 1, b"other", before.order.model_copy(update={"lines": (LINE,)}), None)
    (event,) = taken(order(), unmatched).events
    assert isinstance(event, OrderUpdated)
    assert event.data.changed == ("lines",)


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (OutsideStatus(code="N", text="Принят"), "by-code"),
        (OutsideStatus(code="X", text="Принят"), "by-text"),
        (OutsideStatus(text="Принят"), "by-text"),
        (OutsideStatus(code="X", text="Иной"), "chosen"),
        (None, "chosen"),
    ],
)
def test_a_status_comes_by_code_then_by_text_then_as_chosen(status: OutsideStatus | None, expected: str) -> None:
    table = {"N": Ref("by-code"), "Принят": Ref("by-text")}
    (event,) = taken(order(status=status), statuses=table, assign=Ref("chosen")).events
    assert event.data.options.status == expected


def test_a_status_that_is_not_in_the_table_leaves_the_one_before() -> None:
    table = {"N": Ref("agreed")}
    before = stored_as(order(status=OutsideStatus(code="N")), statuses=table)
    (event,) = taken(order(status=OutsideStatus(code="Z")), before, statuses=table).events
    assert (event.data.options.status, event.data.origin.status) == ("agreed", "Z")


def test_the_status_for_new_orders_is_not_given_to_one_that_changes() -> None:
    before = stored_as(order())
    (event,) = taken(order(comment="Иначе"), before, assign=Ref("chosen")).events
    assert event.data.options.status is None


def test_a_rejected_document_is_reported_and_told_to_nobody() -> None:
    page = PageOfOrders("shop-sync", SHOP, settings(), NOW)
    page.reject(RejectedDocument(4, "Документ № 9 (5-й в файле)", "no_goods", 100, {"line": 1}))
    (row,) = page.rows
    assert (row.number, row.where, row.key, row.details) == (4, "Документ № 9 (5-й в файле)", "no_goods", {"line": 1})
    assert (row.result, row.state, row.subject) == (Result.REJECTED, RowState.DONE, None)
    assert (page.tally, page.events) == (Tally(seen=1, rejected=1), [])


def test_rows_keep_the_places_of_their_documents() -> None:
    page = PageOfOrders("shop-sync", SHOP, settings(), NOW)
    page.take(ReadOrder(10, "a", order(number="A"), 1), None, MATCHER)
    page.reject(RejectedDocument(11, "Документ", "no_goods", 2))
    page.take(ReadOrder(12, "b", order(number="B"), 3), None, MATCHER)
    assert [row.number for row in page.rows] == [10, 11, 12]
    assert page.tally == Tally(seen=3, created=2, rejected=1)
    assert len({event.id for event in page.events} | {event.subject for event in page.events}) == 4


def test_a_refused_order_is_sent_again_though_the_shop_changed_nothing():
    page = taken(order(), replace(stored_as(order()), refused=True))
    (event,) = page.events
    assert (type(event), event.sequence) == (OrderUpdated, 2)
    assert page.tally == Tally(seen=1, created=1)


def test_a_refused_order_that_the_platform_never_had_comes_whole():
    page = taken(order(comment="новый"), replace(stored_as(order()), refused=True), update=set())
    assert page.events[0].data.order.comment == "новый"


def test_a_refused_change_is_sent_again_as_a_change():
    page = taken(order(), replace(stored_as(order()), refused=True, in_platform=True))
    assert page.tally == Tally(seen=1, updated=1)


def test_what_was_not_allowed_is_taken_over_once_it_is():
    seen = order(comment="новый", manager_comment=None, delivery=None, site="shop.example")
    first = taken(seen, stored_as(order()), update={"comment"})
    again = taken(seen, first.changed[0], update={"comment", "other"})
    assert again.events[0].data.changed == ("other",)


class KnowsNothing:
    """A matcher for which no line is a product."""

    def match(self, lines: Sequence[OrderLine]) -> tuple[OrderLine, ...]:
        return tuple(lines)


def test_a_row_names_each_good_without_a_product_once_and_only_those_that_can_be_linked() -> None:
    shirt = LINE.model_copy(update={"outside_id": "945", "name": "Рубашка", "article": "48-A"})
    again = shirt.model_copy(update={"number": 2})
    matcher: Any = KnowsNothing()
    page = PageOfOrders("shop-sync", SHOP, settings(), NOW)
    page.take(read(order(lines=(shirt, again, LINE))), None, matcher)
    assert page.rows[0].goods == (OutsideGood("945", "Рубашка", "48-A"),)
    assert taken(order(lines=(shirt,))).rows[0].goods == ()
