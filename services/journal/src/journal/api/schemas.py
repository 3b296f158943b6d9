"""Bodies of answers."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict

from contracts.base import Moment
from contracts.events.connection import Cause, MoneySum, RunStatus
from journal.app.attention import ItemKind
from journal.domain.order import Need
from service_kit.runs.answers import CountsAnswer


class Answer(BaseModel):
    """Read from what the use cases give."""

    model_config = ConfigDict(from_attributes=True)


class Run(Answer):
    """A finished run of any service; `service` has its report at `/api/{service}/v1/runs/{id}`."""

    id: str
    service: str
    integration: str
    integration_title: str | None
    connection: str
    connection_name: str | None
    kind: str
    trigger: str
    status: RunStatus
    counts: CountsAnswer
    money: tuple[MoneySum, ...]
    started_at: Moment
    finished_at: Moment
    seconds: float
    dry_run: bool
    error: str | None
    cause: Cause | None
    attempt_of: str | None


class Links(Answer):
    """Where to look; `order` is for `/v1/orders/{order}/timeline?by=id`, `run` brought the oldest of the orders."""

    service: str
    connection: str
    run: str | None
    order: str | None


class AttentionItem(Answer):
    """One thing to do: `count` things wait since `since`, with `money` by currency."""

    kind: ItemKind
    integration: str | None
    integration_title: str | None
    connection_name: str | None
    cause: Cause
    since: Moment
    count: int
    money: tuple[MoneySum, ...]
    links: Links


class AttentionList(Answer):
    """The worst first; `count` is the number in the menu."""

    count: int
    items: list[AttentionItem]


class OrderNames(Answer):
    """An order by all its names: `id` in `service`, `ref` and `platform_number` in the platform, the others outside."""

    id: str | None
    service: str | None
    connection: str | None
    outside_id: str | None
    number: str | None
    ref: str | None
    platform_number: str | None


class Order(OrderNames):
    """The order of a life line; `need` tells why it waits for a person."""

    integration: str | None
    integration_title: str | None
    connection_name: str | None
    total: str | None
    currency: str | None
    need: Need | None


class Step(Answer):
    """What happened, for a person in `what`, for a program in `kind` and `data`."""

    time: Moment
    kind: str
    what: str
    service: str
    event: str
    connection: str | None
    run: str | None
    data: Mapping[str, Any]


class Timeline(Answer):
    """The life line, oldest step first; `others` have the same number."""

    order: Order
    steps: tuple[Step, ...]
    others: list[OrderNames]


class Sum(Answer):
    """A number of orders and their money by currency."""

    count: int
    money: tuple[MoneySum, ...]


class DayPart(Answer):
    """Orders loaded, orders that wait for a person now, and ended runs by status."""

    loaded: Sum
    waiting: Sum
    runs: Mapping[str, int]


class IntegrationDay(DayPart):
    """The day of one integration; None = of connections that are not known."""

    integration: str | None
    title: str | None


class Day(DayPart):
    """The day of the account in a time zone."""

    date: dt.date
    timezone: str
    since: Moment
    until: Moment
    integrations: tuple[IntegrationDay, ...]
