"""Which statuses of the platform a shop still has to hear."""

from dataclasses import replace
from typing import Any

import pytest

from contracts.base import ConnectionId, Ref
from contracts.order import OrderOrigin, OutsideStatus
from contracts.rows.documents import OrderRow
from shop_sync.app.statuses.note import OURSELVES
from shop_sync.domain.statuses import NotedStatus, SentStatus, noted, words_of_shop

ORIGIN = OrderOrigin(service="shop-sync", connection=ConnectionId("c-1"), outside_id="7", number="A-7")
SENT = SentStatus("F", 1)
KNOWN = NotedStatus("7", Ref("status-new"), 5, pending=False, number="101")


def row(status: str, sequence: int, by: str = "employee-1", **more: Any) -> OrderRow:
    given = {"ref": Ref("o-1"), "number": "101", "origin": ORIGIN, "status_ref": Ref(status), "status_set_by": by}
    return OrderRow(**{**given, "sequence": sequence, **more})


def test_a_status_that_a_person_set_is_for_the_shop_to_hear() -> None:
    told = noted(row("status-sent", 6), KNOWN, OURSELVES)
    assert told == NotedStatus("7", Ref("status-sent"), 6, pending=True, number="101")


def test_so_is_one_that_another_service_set() -> None:
    told = noted(row("status-sent", 6, by="/biz/post-tracker"), None, OURSELVES)
    assert told is not None
    assert told.pending


def test_a_status_that_came_from_the_shop_does_not_go_back() -> None:
    told = noted(row("status-sent", 6, by="/biz/shop-sync"), replace(KNOWN, pending=True), OURSELVES)
    assert told is not None
    assert not told.pending
    assert (told.status, told.sequence) == ("status-sent", 6)


@pytest.mark.parametrize("pending", [True, False])
def test_another_change_of_the_order_leaves_its_status_as_it_was(pending: bool) -> None:
    before = replace(KNOWN, pending=pending, sent=SENT)
    assert noted(row("status-new", 6, comment="x"), before, OURSELVES) == replace(before, sequence=6)


@pytest.mark.parametrize("sequence", [4, 5])
def test_an_older_row_tells_nothing(sequence: int) -> None:
    assert noted(row("status-sent", sequence), KNOWN, OURSELVES) is None


def test_a_row_without_status_or_origin_tells_nothing() -> None:
    assert noted(row("status-sent", 6, status_ref=None), KNOWN, OURSELVES) is None
    assert noted(row("status-sent", 6, origin=None), None, OURSELVES) is None


STATUS = OutsideStatus(code="N", text="Принят")


@pytest.mark.parametrize(
    ("status", "version", "sent", "loaded", "words"),
    [
        (STATUS, 1, None, True, ("N", "Принят")),
        (STATUS, 1, None, False, ("N", "Принят")),
        (OutsideStatus(text="Принят"), 1, None, True, ("Принят",)),
        (None, 1, None, True, ()),
        (STATUS, 1, SENT, True, ("F",)),
        (STATUS, 2, SENT, True, ("N", "Принят")),
        (STATUS, 2, SENT, False, ("F",)),
    ],
    ids=[
        "as it came",
        "as it came, statuses not loaded",
        "without code",
        "the shop tells none",
        "as it was sent",
        "changed in the shop since it was sent",
        "changed in the shop, but its statuses are not loaded",
    ],
)
def test_what_the_shop_calls_the_status_that_it_has(
    status: OutsideStatus | None, version: int, sent: SentStatus | None, loaded: bool, words: tuple[str, ...]
) -> None:
    assert words_of_shop(status, version, sent, loaded=loaded) == words
