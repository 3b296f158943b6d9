"""The platform's answers: the order, and the row of the run that brought it, learn what became of it."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from contracts.base import AccountId
from contracts.events.order import OrderRefused, OrderStored
from service_kit.orders.goods import goods_of
from service_kit.orders.ports import Answer, Orders
from service_kit.outbox import Unit
from service_kit.runs.model import OutsideGood
from service_kit.runs.store import Runs

_GONE: Final = frozenset(("line_product_missing", "line_variant_missing"))
"""Keys of a refusal that another product cures."""


class NoteAnswers:
    """Work of the batch consumer of OrderStored and OrderRefused; answers to other services are passed over."""

    def __init__(self, service: str, orders: Orders, runs: Runs) -> None:
        self._service = service
        self._orders = orders
        self._runs = runs

    async def work(self, events: Sequence[OrderStored | OrderRefused], unit: Unit) -> None:
        """Note the answers of a batch."""
        answers: dict[AccountId, list[Answer]] = defaultdict(list)
        for event in events:
            if self._is_ours(event):
                answers[event.account].append(_answer(event))
        for account, given in answers.items():
            await self._orders.answered(account, given, unit)
            goods = await self._unknown_goods(account, events)
            await self._runs.answered(account, [_row(answer) for answer in given], unit, goods=goods)

    def _is_ours(self, event: OrderStored | OrderRefused) -> bool:
        return event.data.origin.service == self._service

    async def _unknown_goods(
        self, account: AccountId, events: Sequence[OrderStored | OrderRefused]
    ) -> dict[str, tuple[OutsideGood, ...]]:
        """Goods whose product the platform does not know any more, by the order that it refused for them."""
        lines = {
            event.subject: {reason.line for reason in event.data.reasons if reason.key in _GONE}
            for event in events
            if isinstance(event, OrderRefused)
            and event.account == account
            and event.data.origin.service == self._service
        }
        orders = await self._orders.by_id(account, [order for order, wrong in lines.items() if wrong])
        return {
            order: goods_of(line for line in found.lines if line.number in lines[order])
            for order, found in orders.items()
        }


def _answer(event: OrderStored | OrderRefused) -> Answer:
    """An event that came too late is answered with the version that the platform holds instead."""
    data = event.data
    if isinstance(event, OrderStored):
        stored = event.data
        return Answer(event.subject, event.sequence, data.sequence, stored.ref, stored.number, stored.warnings)
    refusal = "; ".join(reason.text for reason in event.data.reasons)
    return Answer(event.subject, event.sequence, data.sequence, refusal=refusal)


def _row(answer: Answer) -> tuple[str, int, str | None, dict[str, object]]:
    if answer.refusal is None:
        return answer.order, answer.asked, None, {}
    return answer.order, answer.asked, "order_refused", {"reasons": answer.refusal}
