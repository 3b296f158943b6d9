"""Letters of shops become orders."""

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from contracts.order import Order
from mail_intake.app.letters import LetterState
from mail_intake.app.order_of import order_of
from mail_intake.app.settings import OrderSettings
from mail_intake.app.taking import Also, Arrived, Place, Verdict, details_of, told
from mail_intake.domain.order import MailOrder, StatusLetter
from service_kit.connections.store import Connection
from service_kit.errors import DataError
from service_kit.goods.ready import require_goods
from service_kit.goods.replica import Replica
from service_kit.ids import utc_now
from service_kit.orders.incoming import Incoming, ReadOrder, RejectedDocument
from service_kit.orders.ports import Orders, StoredOrder
from service_kit.orders.store import OrderImport, StoreOrders
from service_kit.runs.model import Run
from service_kit.texts import Texts


class TakeOrders:
    """Implements `Taking`. An order is known by its number in the connection: a letter about it again, or one that was
    forwarded, changes nothing.
    """

    def __init__(
        self,
        store: StoreOrders,
        orders: Orders,
        *,
        replica: Replica,
        texts: Texts,
        settings: Callable[[Any], OrderSettings],
    ) -> None:
        self._store = store
        self._orders = orders
        self._replica = replica
        self._texts = texts
        self._settings = settings

    async def begin(self, run: Run, connection: Connection, config: Any) -> "OrderJob":
        """NotYet until the account's goods are here, to be found in the orders."""
        await require_goods(self._replica, run, utc_now())
        settings = self._settings(config)
        work = self._store.begin(run, connection, settings.imports, 0)
        return OrderJob(self._store, self._orders, work, settings, self._texts)

    def keeps_raw(self, verdict: Verdict) -> bool:
        """Until the platform has the order."""
        return verdict.state is not LetterState.PASSED


@dataclass(frozen=True, slots=True)
class OrderJob:
    """One run at work."""

    storing: StoreOrders
    orders: Orders
    work: OrderImport
    settings: OrderSettings
    texts: Texts

    async def judge(self, letters: Sequence[Arrived], turn: int) -> list[Verdict]:
        """An order of each letter that could be read; requests have turns, orders have none."""
        verdicts = [self._verdict(arrived) for arrived in letters]
        run = self.work.run
        numbers = [verdict.gave for verdict in verdicts if verdict.gave is not None]
        known = await self.orders.find(run.account, run.connection, numbers)
        seen: dict[str, Order] = {}
        return [_checked(verdict, known, seen) for verdict in verdicts]

    async def store(self, verdicts: Sequence[Verdict], place: Place, also: Also) -> None:
        """Each order once, however many letters of the page tell of it."""
        documents: dict[str, Incoming] = {}
        for verdict in verdicts:
            if (document := _document(verdict, place.done)) is not None:
                documents.setdefault(verdict.gave or verdict.arrived.letter.id, document)
        work = dataclasses.replace(self.work, total=place.total)
        await self.storing.page(work, list(documents.values()), cursor=place.cursor, done=place.done, also=also)

    def _verdict(self, arrived: Arrived) -> Verdict:
        reading, letter = arrived.reading, arrived.letter
        result = reading.result if reading else None
        if isinstance(result, StatusLetter) and arrived.refusal is None:
            return Verdict(arrived, LetterState.PASSED)
        if arrived.refusal is not None or reading is None or not isinstance(result, MailOrder):
            return Verdict(arrived, LetterState.UNREAD, arrived.refusal or DataError("mail_order_missing"))
        try:
            number, order = order_of(reading, self.settings, letter.received_at, self.texts)
        except DataError as error:
            return Verdict(arrived, LetterState.UNREAD, error)
        return Verdict(arrived, LetterState.READ, gave=number, made=order)


def _checked(verdict: Verdict, known: Mapping[str, StoredOrder], seen: dict[str, Order]) -> Verdict:
    """Two different orders of one number cannot both be taken: a person decides about the second."""
    if verdict.gave is None or not isinstance(verdict.made, Order):
        return verdict
    before = known[verdict.gave].order if verdict.gave in known else seen.get(verdict.gave)
    if before is not None and _is_another(before, verdict.made):
        refusal = DataError("mail_number_taken", number=verdict.made.number)
        return Verdict(verdict.arrived, LetterState.UNREAD, refusal)
    seen.setdefault(verdict.gave, verdict.made)
    return verdict


def _is_another(before: Order, order: Order) -> bool:
    """Neither the buyer nor the sum is the same: the number came twice by chance, or the shop began anew."""
    return before.full_total() != order.full_total() and not (_contacts(before) & _contacts(order))


def _contacts(order: Order) -> set[str]:
    customer = order.customer
    return {text for text in (customer.phone, customer.email) if text} if customer else set()


def _document(verdict: Verdict, done: int) -> Incoming | None:
    index, letter = verdict.arrived.index, verdict.arrived.letter
    if isinstance(verdict.made, Order) and verdict.gave is not None:
        return ReadOrder(index, verdict.gave, verdict.made, done)
    if verdict.refusal is None:
        return None
    refusal = verdict.refusal
    return RejectedDocument(index, told(letter), refusal.key, done, details=details_of(refusal), outside_id=letter.id)
