"""The post before post-tracker, time that a test lets pass, and shops that send their orders by post."""

import datetime as dt
import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from post_desk import number_of
from pymongo import MongoClient
from shop_files import document, file_of
from users import User, create_account

from devstack import DevStack
from service_kit.testing.process import wait_for
from simulators.pochta.clock import MovedClock
from simulators.pochta.server import Post, running
from simulators.pochta.store import MOSCOW, Step
from simulators.pochta.store import User as PostUser

TRACKER: Final = "post-tracker"
METHOD: Final = "Почта России"
DOUBTFUL: Final = "12036789451232"
"""The guide's example, whose check digit is wrong."""
ACCEPTED: Final = ((1, 1), "Прием: Единичный", "800847 Астрахань")
ARRIVED: Final = ((8, 2), "Обработка: Прибыло в место вручения", "101000 Москва")
FAILED: Final = ((12, 1), "Неудачная попытка вручения: Временное отсутствие адресата", "101000 Москва")
DELIVERED: Final = ((2, 1), "Вручение: Вручение адресату", "101000 Москва")
ORDERS: Final = 3
"""Of each sender."""
SENDERS: Final = 30
TICKET: Final = dt.timedelta(minutes=20)
DAY: Final = dt.timedelta(days=1, minutes=31)
"""From an answer to after the next question, which waits for its half hour of the day."""
JUST: Final = dt.timedelta(seconds=2)
"""What falls due so soon counts as due: the clock goes on while one looks."""

_SERIALS: Final = itertools.count(1)


class PostOffice:
    """A stand-in of the post, and the clock that it shares with post-tracker."""

    def __init__(self, post: Post, file: Path) -> None:
        self.post = post
        self.clock = MovedClock(file)
        self.environment = {"BIZ_POCHTA_ADDRESS": post.url, "BIZ_CLOCK_FILE": str(file)}

    @property
    def place(self) -> str:
        """`host:port`."""
        return self.post.url.partition("://")[2]

    def happens(self, number: str, operation: tuple[int, int], words: str, place: str) -> None:
        """An operation (type, attribute) with a parcel, now; `words` are «Type: attribute», `place` «index name»."""
        (type_, attr), (name, _, attr_name), (index, _, town) = operation, words.partition(": "), place.partition(" ")
        at = self.clock().astimezone(MOSCOW)
        self.post.happens(number, Step(at, type_, attr, name, attr_name, index, town))

    def asked(self, number: str) -> int:
        """How often the post was asked for this parcel, at once or by a ticket, whatever it answered."""
        return sum(number in one.numbers for one in self.post.requests)


@contextmanager
def post_office(folder: Path) -> Iterator[PostOffice]:
    """It is open until the block ends; the file of its clock lies in `folder`."""
    file = folder / "post.clock"
    with running(clock=MovedClock(file)) as post:
        yield PostOffice(post, file)


class Time:
    """The time of post-tracker and of the post: it is moved while no run is under way, which would lose its lease."""

    def __init__(self, stack: DevStack, clock: MovedClock, client: MongoClient[Any]) -> None:
        self._stack = stack
        self._clock = clock
        self._database = client["post_tracker"]

    def move(self, span: dt.timedelta) -> None:
        """Let so much pass, or come back, and all be done that is due then."""
        self.rest()
        self._clock.move(span)
        self.rest()

    def rest(self) -> None:
        """Wait until post-tracker has nothing to do now."""
        wait_for(lambda: not self._left(), 60, "post-tracker is at rest")

    def _left(self) -> bool:
        now = self._clock()
        due = {"$lte": now + JUST}
        runs, schedule = self._database["runs"], self._database["schedule"]
        busy = [run["connection"] for run in runs.find({"open": True}, {"connection": 1})]
        working = runs.find_one({"open": True, "$or": [{"phase": "answers"}, {"not_before": due}]})
        ticking = schedule.find_one({"connection": {"$nin": busy}, "$or": [{"due_at": due}, {"since": {"$gt": now}}]})
        return bool(working or ticking or self._database["outbox"].find_one({"pending": True}))


@dataclass(frozen=True)
class Sender:
    """An owner with some orders that no other test changes, and whom the post knows by `access`."""

    user: User
    who: dict[str, str]
    access: PostUser
    orders: tuple[dict[str, Any], ...]
    numbers: tuple[str, ...]
    """Those of parcels that no other test knows."""

    @property
    def number(self) -> str:
        """The first of its parcels."""
        return self.numbers[0]

    def choices(self, name: str) -> dict[str, str]:
        """A list of the form, label → value."""

        def found() -> dict[str, str]:
            items = self.user.call("GET", TRACKER, f"integrations/pochta/lists/{name}")["items"]
            return {item["label"]: item["value"] for item in items}

        return wait_for(found, 30, f"the list {name}")  # type: ignore[return-value]

    def connect(self, *, access: str = "single", method: str = METHOD, name: str = METHOD, **statuses: str) -> str:
        """The id of a new connection; `statuses` are names of statuses of orders by statuses of the post."""
        names = self.choices("order_statuses")
        config = {
            "login": self.access.login,
            "password": self.access.password,
            "access": access,
            "delivery_methods": [self.choices("delivery_methods")[method]],
            **{f"status_{code}": names[status] for code, status in statuses.items()},
        }
        body = {"integration": "pochta", "name": name, "enabled": True, "config": config}
        made: str = self.user.call("POST", TRACKER, "connections", json=body)["id"]
        return made

    def tidy(self) -> None:
        """Delete its connections of the post and forget its numbers, so that nothing is asked for any more."""
        for connection in self.user.call("GET", TRACKER, "connections")["items"]:
            self.user.call("DELETE", TRACKER, f"connections/{connection['id']}")
        for order in self.orders:
            body = {"tracking_number": None, "delivery_method_ref": None}
            self.user.call("PATCH", "platform-bridge", f"orders/{order['ref']}", json=body)

    def send(self, order: dict[str, Any], number: str, method: str = METHOD) -> None:
        """The order goes by post with this number."""
        fields = {"delivery_method_ref": self.choices("delivery_methods")[method], "tracking_number": number}
        self.user.call("PATCH", "platform-bridge", f"orders/{order['ref']}", json=fields)


def new_numbers(count: int) -> tuple[str, ...]:
    """Numbers of parcels that nobody else has."""
    return tuple(number_of(next(_SERIALS)) for _ in range(count))


def new_senders(stack: DevStack, post: Post) -> Iterator[Sender]:
    """Shops one after the other, each with orders of its own, in an account that sees none of the `content`."""
    who = {"login": "parcels@shop.example", "password": "parcels-owner-password"}
    create_account(stack, "parcels", who)
    user = User(stack, who)
    wait_for(lambda: user.call("GET", "shop-sync", "integrations/commerceml/lists/employees")["items"], 30, "lists")
    user.load(user.connect(), file_of(*(document(f"parcels-{number}") for number in range(ORDERS * SENDERS))))
    rows = user.call("GET", "platform-bridge", "orders", params={"limit": ORDERS * SENDERS})["items"]
    for first in range(0, len(rows), ORDERS):
        access = post.add_user(f"sender-{first}", "secret-of-post", batch=True)
        yield Sender(user, who, access, tuple(rows[first : first + ORDERS]), new_numbers(ORDERS))
