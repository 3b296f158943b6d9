"""Events of an account, as the services of the product tell them."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from contracts.base import AccountId, ConnectionId, Ref
from contracts.envelope import Event
from contracts.events.changed import Batch, OrdersChanged
from contracts.events.connection import (
    Cause,
    ConnectionChanged,
    ConnectionChangedData,
    Health,
    IntegrationAnnounced,
    IntegrationAnnouncedData,
    RunCounts,
    RunFinished,
    RunFinishedData,
    RunProgressed,
    RunProgressedData,
    RunStatus,
)
from contracts.events.order import (
    OrderCreated,
    OrderCreatedData,
    OrderRefused,
    OrderRefusedData,
    OrderStored,
    OrderStoredData,
    OrderUpdated,
    OrderUpdatedData,
    RefusedRow,
)
from contracts.manifest import Category, Manifest
from contracts.order import Order, OrderLine, OrderOrigin
from contracts.rows.documents import OrderDelivery, OrderRow
from service_kit.ids import new_id, utc_now

CAUSE = Cause(key="invalid_auth", what="Магазин не принял ключ.", why="Пароль изменился.", do="Введите новый.")


class Story:
    """Makes the events of one account. Minute 0 is now unless `now` says otherwise; `at` is a number of minutes."""

    def __init__(self, account: str = "demo", now: dt.datetime | None = None) -> None:
        self.account = AccountId(account)
        self.now = now or utc_now()

    def moment(self, at: float) -> dt.datetime:
        return self.now + dt.timedelta(minutes=at)

    def origin(self, outside: str, connection: str = "c-1") -> OrderOrigin:
        return OrderOrigin(
            service="shop-sync", connection=ConnectionId(connection), outside_id=outside, number=f"A-{outside}"
        )

    def created(self, outside: str, sequence: int = 1, *, at: float = 0, connection: str = "c-1", **order: Any) -> Any:
        data = OrderCreatedData(order=self.order(outside, **order), origin=self.origin(outside, connection))
        return self._about(OrderCreated, data, outside, sequence, at)

    def updated(
        self, outside: str, sequence: int = 2, *, at: float = 0, changed: Any = ("lines",), **order: Any
    ) -> Any:
        data = OrderUpdatedData(order=self.order(outside, **order), origin=self.origin(outside), changed=changed)
        return self._about(OrderUpdated, data, outside, sequence, at)

    def order(self, outside: str, total: str = "1000.00", currency: str | None = "RUB") -> Order:
        line = OrderLine(number=1, name="Кружка", quantity=Decimal(1), price=Decimal(total), sum=Decimal(total))
        return Order(number=f"A-{outside}", lines=(line,), total=Decimal(total), currency=currency)

    def stored(self, outside: str, sequence: int = 1, *, at: float = 0.1, connection: str = "c-1", **data: Any) -> Any:
        given = {"ref": Ref(f"ref-{outside}"), "number": f"000{outside}", "sequence": sequence, **data}
        data_ = OrderStoredData(origin=self.origin(outside, connection), **given)
        return self._about(OrderStored, data_, outside, sequence, at, "platform-bridge")

    def refused(
        self,
        outside: str,
        sequence: int = 1,
        *,
        at: float = 0.1,
        connection: str = "c-1",
        key: str = "line_wrong",
    ) -> Any:
        reasons = (RefusedRow(key=key, text="Строка 1: неверная цена.", line=1),)
        data = OrderRefusedData(origin=self.origin(outside, connection), sequence=sequence, reasons=reasons)
        return self._about(OrderRefused, data, outside, sequence, at, "platform-bridge")

    def row(
        self,
        outside: str | None,
        ref: str,
        sequence: int = 1,
        *,
        tracking: str | None = None,
        parcel: str | None = None,
        **row: Any,
    ) -> OrderRow:
        return OrderRow(
            ref=Ref(ref),
            sequence=sequence,
            origin=self.origin(outside) if outside else None,
            delivery=OrderDelivery(tracking_number=tracking, carrier_status=parcel) if tracking else None,
            **row,
        )

    def rows(self, *rows: OrderRow, at: float = 0.2) -> Any:
        return self._event(OrdersChanged, Batch[OrderRow](rows=rows), self.account, 0, at, "platform-bridge")

    def connection(
        self, health: Health = Health.OK, sequence: int = 1, *, at: float = 0, connection: str = "c-1", **data: Any
    ) -> Any:
        given = {"integration": "commerceml", "name": "Мой магазин", "enabled": True, **data}
        data_ = ConnectionChangedData(connection=ConnectionId(connection), health=health, **given)
        return self._event(ConnectionChanged, data_, connection, sequence, at, "shop-sync")

    def finished(
        self,
        status: RunStatus = RunStatus.SUCCESS,
        run: str | None = None,
        *,
        at: float = 0,
        connection: str = "c-1",
        seconds: float = 30,
        **data: Any,
    ) -> Any:
        run = run or new_id()
        given = {"integration": "commerceml", "kind": "import_orders", "trigger": "file", "counts": RunCounts(), **data}
        data_ = RunFinishedData(
            connection=ConnectionId(connection),
            run=run,
            status=status,
            started_at=self.moment(at) - dt.timedelta(seconds=seconds),
            finished_at=self.moment(at),
            seconds=seconds,
            **given,
        )
        return self._event(RunFinished, data_, run, 0, at, "shop-sync")

    def progressed(self, run: str, done: int, *, at: float = 0) -> Any:
        data = RunProgressedData(
            integration="commerceml",
            connection=ConnectionId("c-1"),
            run=run,
            kind="import_orders",
            trigger="file",
            status=RunStatus.RUNNING,
            counts=RunCounts(seen=done),
            done=done,
            total=100,
        )
        return self._event(RunProgressed, data, run, 0, at, "shop-sync")

    def announced(self, title: str = "CommerceML", sequence: int = 1) -> Any:
        manifest = Manifest(
            slug="commerceml",
            title=title,
            categories=(Category.SHOPS,),
            kind="files",
            developer="Бизнес.Ру",
            description="Заказы из файлов",
        )
        data = IntegrationAnnouncedData(service="shop-sync", manifests=(manifest,))
        event = self._event(IntegrationAnnounced, data, "shop-sync", sequence, 0, "shop-sync")
        return event.model_copy(update={"account": AccountId("*")})

    def _about(  # noqa: PLR0917
        self, kind: Any, data: Any, outside: str, sequence: int, at: float, service: str = "shop-sync"
    ) -> Event[Any]:
        return self._event(kind, data, f"order-{outside}", sequence, at, service)

    def _event(  # noqa: PLR0917
        self, kind: Any, data: Any, subject: str, sequence: int, at: float, service: str
    ) -> Any:
        return kind.new(
            data,
            event_id=new_id(),
            now=self.moment(at),
            service=service,
            account=self.account,
            subject=subject,
            sequence=sequence,
            correlation=subject,
        )


@pytest.fixture
def story() -> Story:
    return Story()


@pytest.fixture
def new_story() -> type[Story]:
    return Story


@pytest.fixture
def cause() -> Cause:
    return CAUSE
