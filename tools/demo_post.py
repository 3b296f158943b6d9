"""The demo's part with the post: the parcel of an order on its way for three days that pass at once, and the order's
status that follows it.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import httpx

from contracts.events.shipment import ShipmentStatusChanged
from demo_api import PLATFORM, POST, RUN_SECONDS, Steps, connect, life_line, ok, until
from service_kit.testing.events import EventCapture
from service_kit.testing.process import eventually
from simulators.pochta.clock import MovedClock
from simulators.pochta.server import Post, running
from simulators.pochta.store import Step

NUMBER: Final = "80084740397510"
METHOD: Final = "Почта России"
MAPPING: Final = {
    "status_accepted": "Отправлен",
    "status_in_transit": "Отправлен",
    "status_arrived": "Ждёт в пункте выдачи",
    "status_delivered": "Доставлен",
}
"""Statuses of the post → statuses of orders, as an owner joins them."""
STATUSES: Final = 4
"""That the parcel goes through: requested, accepted, arrived, delivered."""
QUESTIONS: Final = 4
"""When the order is saved, and on three days."""
_TICKET: Final = dt.timedelta(minutes=20)
_DAY: Final = dt.timedelta(days=1, minutes=15)
"""From an answer to after the next question, which waits for its half hour of the day."""
_MOSCOW: Final = dt.timezone(dt.timedelta(hours=3))


@dataclass(frozen=True, slots=True)
class PostOffice:
    """A stand-in of the post, and the clock that it shares with post-tracker."""

    post: Post
    clock: MovedClock
    environment: Mapping[str, str]
    """With which post-tracker lives by the clock and asks this post."""

    @property
    def host(self) -> str:
        """`host:port`, as BIZ_EGRESS_ALLOW wants it."""
        return self.post.url.partition("://")[2]

    def happens(self, type_: int, attr: int, words: str, place: str) -> None:
        """An operation with the parcel, now; `words` are «Type: attribute», `place` is «index name»."""
        name, _, attr_name = words.partition(": ")
        index, _, town = place.partition(" ")
        at = self.clock().astimezone(_MOSCOW)
        self.post.happens(NUMBER, Step(at, type_, attr, name, attr_name, index, town))

    def asked(self) -> int:
        """How often the post was asked for a ticket."""
        return sum(one.asked == "ticketRequest" for one in self.post.requests)


@contextmanager
def post_office(folder: Path) -> Iterator[PostOffice]:
    """It is open until the block ends; the file of its clock lies in `folder`."""
    file = folder / "post.clock"
    with running(clock=MovedClock(file)) as post:
        yield PostOffice(post, MovedClock(file), {"BIZ_POCHTA_ADDRESS": post.url, "BIZ_CLOCK_FILE": str(file)})


async def track_parcel(
    client: httpx.AsyncClient, bus: EventCapture, office: PostOffice, steps: Steps
) -> dict[str, int | str]:
    """Send the newest order by post and let its parcel arrive; what became of the order, and how often it was told."""
    methods = await _choices(client, "delivery_methods")
    statuses = await _choices(client, "order_statuses")
    connection = await _connect(client, office, methods, statuses)
    steps.done(f"connected «Почта России» at {office.host}, «Проверить подключение» says it is well")
    order = (await ok(client.get(f"{PLATFORM}/orders", params={"limit": 1})))["items"][0]
    asked, saved = office.asked(), office.clock()
    fields = {"delivery_method_ref": methods[METHOD], "tracking_number": NUMBER}
    await ok(client.patch(f"{PLATFORM}/orders/{order['ref']}", json=fields))
    journey = _Journey(client, office, steps, order["ref"], {ref: name for name, ref in statuses.items()})
    await journey.begins(f"the order № {order['number']} goes by post with the number {NUMBER}", asked, saved)
    office.happens(1, 1, "Прием: Единичный", "800847 Астрахань")
    await journey.answered("20 minutes later")
    office.happens(8, 2, "Обработка: Прибыло в место вручения", "101000 Москва")
    await journey.next_day("the next day")
    await journey.next_day("the second day, without news")
    office.happens(2, 1, "Вручение: Вручение адресату", "101000 Москва")
    await journey.next_day("the third day")
    await life_line(client, order, steps, last="Вручение")
    await bus.wait(ShipmentStatusChanged.key, STATUSES)
    told = [event.data for event in bus.of(ShipmentStatusChanged) if event.data.order == order["ref"]]
    steps.done(f"the bus carried {len(told)} ShipmentStatusChanged: {', '.join(one.status for one in told)}")
    used = await _refresh(client, connection, order["ref"], steps)
    return {
        "parcel_statuses": len({one.status for one in told}),
        "parcel_events": len(told),
        "parcel_questions": office.asked() - asked,
        "parcel_order_status": journey.status,
        "parcel_calls_of_day": used,
    }


async def _choices(client: httpx.AsyncClient, name: str) -> dict[str, str]:
    found = await ok(client.get(f"{POST}/integrations/pochta/lists/{name}"))
    return {choice["label"]: choice["value"] for choice in found["items"]}


async def _connect(
    client: httpx.AsyncClient, office: PostOffice, methods: Mapping[str, str], statuses: Mapping[str, str]
) -> dict[str, Any]:
    """The new connection, by «Пакетный» access, with the settings as an owner gives them."""
    settings = {
        "login": office.post.user.login,
        "password": office.post.user.password,
        "access": "batch",
        "delivery_methods": [methods[METHOD]],
        **{field: statuses[name] for field, name in MAPPING.items()},
    }
    connection = await connect(client, "pochta", METHOD, settings, api=POST)
    checked = await ok(client.post(f"{POST}/connections/{connection['id']}/check"))
    if not checked["ok"]:
        raise RuntimeError(f"the post was not reached: {checked}")
    return connection | {"config": settings}


async def _refresh(client: httpx.AsyncClient, connection: dict[str, Any], order: str, steps: Steps) -> int:
    """Change to «Единичный» access and ask for the parcel by hand; how many calls of the day that took."""
    settings = connection["config"] | {"access": "single"}
    address = f"{POST}/connections/{connection['id']}"
    await ok(client.put(address, json={"name": METHOD, "enabled": True, "config": settings}))
    before = await ok(client.get(f"{POST}/orders/{order}/shipment"))
    await ok(client.post(f"{POST}/shipments/{before['id']}/refresh"))

    async def answered() -> dict[str, Any]:
        shipment = await ok(client.get(f"{POST}/shipments/{before['id']}"))
        return {} if shipment["waiting"] else shipment

    shipment: dict[str, Any] = await until(answered, "the post answers at once")
    calls = (await ok(client.get(f"{address}/tracking")))["quota"]
    steps.done(
        f"«Единичный» access, asked by hand: answered at once, {calls['used']} of {calls['limit']} calls of the day"
    )
    for one in shipment["history"]:
        Steps.detail(f"{_shown(one['at'])}  {one['text']}, {one['postal_index']} {one['place']}")
    return int(calls["used"])


@dataclass(slots=True)
class _Journey:
    """The order as people see it while time passes; `status` is the name of its own status."""

    client: httpx.AsyncClient
    office: PostOffice
    steps: Steps
    order: str
    names: Mapping[str, str]
    status: str = ""

    async def begins(self, what: str, asked: int, saved: dt.datetime) -> None:
        """The order was saved when the post had been asked so often: it is asked for a ticket at once."""
        await self._asked(asked)
        await self._show(what, saved)

    async def answered(self, when: str) -> None:
        """Let the time of a ticket pass, until the order shows the answer."""
        await self._show(when, await self._pass(_TICKET))

    async def next_day(self, when: str) -> None:
        """Let the rest of a day pass, until the post is asked again and has answered."""
        asked = self.office.asked()
        await self._pass(_DAY)
        await self._asked(asked)
        await self.answered(when)

    async def _asked(self, before: int) -> None:
        await eventually(lambda: self.office.asked() > before, RUN_SECONDS, "the post is asked for a ticket")

    async def _pass(self, span: dt.timedelta) -> dt.datetime:
        """Move the clock while no run is under way, since it would lose its lease; the new time."""

        async def over() -> bool:
            return not (await ok(self.client.get(f"{POST}/runs")))["items"]

        _: bool = await until(over, "the runs of post-tracker are over")
        self.office.clock.move(span)
        return self.office.clock()

    async def _show(self, what: str, since: dt.datetime) -> None:
        """Print the parcel of the order once it was checked after `since`."""

        async def checked() -> dict[str, Any]:
            row = await ok(self.client.get(f"{PLATFORM}/orders/{self.order}"))
            at = row["delivery"].get("carrier_checked_at")
            return row if at and dt.datetime.fromisoformat(at) > since else {}

        row: dict[str, Any] = await until(checked, f"the order shows its parcel: {what}")
        parcel, self.status = row["delivery"], self.names.get(row.get("status_ref", ""), "без статуса")
        self.steps.done(f"{what}: «{parcel['carrier_status']}», status of the order «{self.status}»")
        news, last = _shown(parcel["carrier_status_at"]), _shown(parcel["carrier_checked_at"])
        Steps.detail(f"«Последнее обновление» {news}, «Последняя проверка» {last}")


def _shown(moment: str) -> str:
    return f"{dt.datetime.fromisoformat(moment).astimezone(_MOSCOW):%d.%m.%Y %H:%M}"
