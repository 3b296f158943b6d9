"""A page of documents, each of them decided: new, changed, unchanged or rejected."""

import datetime as dt
from collections.abc import Sequence

from contracts.base import Ref
from contracts.events.order import OrderCreated, OrderCreatedData, OrderUpdated, OrderUpdatedData
from contracts.order import Order, OrderOrigin
from service_kit.connections.store import Connection
from service_kit.goods.matching import Matcher
from service_kit.ids import new_id
from service_kit.orders.changes import new_order, order_changes
from service_kit.orders.goods import goods_of
from service_kit.orders.incoming import ReadOrder, RejectedDocument
from service_kit.orders.parts import PARTS, fingerprint, merged
from service_kit.orders.ports import ImportSettings, StoredOrder
from service_kit.runs.model import Change, Result, RowState, RunRow, Tally

UNSETTLED = b""
"""No order has this fingerprint."""


class PageOfOrders:
    """Decides for each document of a page whether it is new, changed, unchanged or rejected.

    A dry run has the same rows and counts, but nothing to be saved or told: no answer is awaited for its rows.
    `again`: runs whose file is read again, oldest first; what a later run has brought since is newer than that file.
    """

    def __init__(
        self,
        service: str,
        connection: Connection,
        settings: ImportSettings,
        now: dt.datetime,
        *,
        dry_run: bool = False,
        run: str | None = None,
        again: Sequence[str] = (),
    ) -> None:
        self._service = service
        self._connection = connection
        self._settings = settings
        self._now = now
        self._dry_run = dry_run
        self._run = run
        self._again = again
        self.new: list[StoredOrder] = []
        self.changed: list[StoredOrder] = []
        self.events: list[OrderCreated | OrderUpdated] = []
        self.rows: list[RunRow] = []
        self.tally = Tally()

    def reject(self, document: RejectedDocument) -> None:
        """Report a document that is no usable order."""
        self.tally.add(Tally(seen=1, rejected=1))
        self.rows.append(
            RunRow(
                number=document.index,
                where=document.where,
                result=Result.REJECTED,
                state=RowState.DONE,
                key=document.key,
                details=document.details,
                outside_id=document.outside_id,
            )
        )

    def take(self, document: ReadOrder, stored: StoredOrder | None, matcher: Matcher) -> None:
        """Take an order in; the matcher has learned its lines."""
        print_ = fingerprint(document.order)
        known = stored is not None and stored.fingerprint == print_ and not stored.refused
        if known or self._is_newer(stored):
            self.tally.add(Tally(seen=1, unchanged=1))
            return
        seen = document.order.model_copy(update={"lines": matcher.match(document.order.lines)})
        if stored is None:
            self._take_new(document, seen, print_)
        else:
            self._take_again(document, seen, print_, stored)

    def _is_newer(self, stored: StoredOrder | None) -> bool:
        """Whether the file is behind what is stored: ids of runs sort by time."""
        if stored is None or stored.run is None or not self._again:
            return False
        return stored.run > self._again[0] and stored.run not in (*self._again, self._run)

    def _take_new(self, document: ReadOrder, seen: Order, print_: bytes) -> None:
        status = self._status(seen) or self._settings.assign
        order = StoredOrder(new_id(), document.outside_id, 1, print_, seen, status, run=self._run)
        if not self._dry_run:
            self.new.append(order)
            self._emit(OrderCreated, OrderCreatedData(**self._data(order)), order)
        self._accepted(document, order, Result.CREATED, new_order(seen) if self._dry_run else ())

    def _take_again(self, document: ReadOrder, seen: Order, print_: bytes, stored: StoredOrder) -> None:
        """A changed order, or one that the platform refused: its cause may be mended by now."""
        allowed = self._settings.update if stored.in_platform or not stored.refused else PARTS
        now, parts = merged(stored.order, seen, allowed)
        if not parts and not stored.refused:
            self.tally.add(Tally(seen=1, unchanged=1))
            return
        # what was not allowed may be so next time: then the order must not count as seen
        settled = print_ if now == seen else UNSETTLED
        status = self._status(seen) or stored.status
        order = StoredOrder(stored.id, stored.outside_id, stored.version + 1, settled, now, status, run=self._run)
        if not self._dry_run:
            self.changed.append(order)
            self._emit(OrderUpdated, OrderUpdatedData(**self._data(order), changed=parts or ("other",)), order)
        new = stored.refused and not stored.in_platform
        self._accepted(document, order, Result.CREATED if new else Result.UPDATED, order_changes(stored.order, now))

    def _status(self, order: Order) -> Ref | None:
        """The platform's status for the shop's one, by its code, else by its text."""
        if order.status is None:
            return None
        known = (self._settings.statuses.get(name) for name in (order.status.code, order.status.text) if name)
        return next((status for status in known if status), None)

    def _data(self, order: StoredOrder) -> dict[str, object]:
        status = order.order.status
        origin = OrderOrigin(
            service=self._service,
            connection=self._connection.id,
            outside_id=order.outside_id,
            number=order.order.number,
            status=(status.code or status.text) if status else None,
        )
        options = self._settings.options.model_copy(update={"status": order.status})
        return {"order": order.order, "origin": origin, "options": options}

    def _emit(
        self,
        event: type[OrderCreated] | type[OrderUpdated],
        data: OrderCreatedData | OrderUpdatedData,
        order: StoredOrder,
    ) -> None:
        self.events.append(
            event.new(
                data,  # type: ignore[arg-type]  # each event is called with the data of its own
                event_id=new_id(),
                now=self._now,
                service=self._service,
                account=self._connection.account,
                subject=order.id,
                sequence=order.version,
                correlation=order.id,
            )
        )

    def _accepted(self, document: ReadOrder, order: StoredOrder, result: Result, changes: Sequence[Change]) -> None:
        self.tally.add(Tally(seen=1, **{result.value: 1}))
        self.rows.append(
            RunRow(
                number=document.index,
                where=f"Заказ № {order.order.number}",
                title=order.order.number,
                result=result,
                state=RowState.DONE if self._dry_run else RowState.ACCEPTED,
                subject=None if self._dry_run else order.id,
                sequence=order.version,
                amount=order.order.full_total(),
                currency=order.order.currency,
                outside_id=order.outside_id,
                changes=changes,
                goods=goods_of(line for line in order.order.lines if line.product_ref is None),
            )
        )
