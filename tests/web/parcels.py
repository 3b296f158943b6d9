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
    """The owner of an account of its own, with three orders, and whom the post knows by `access`."""

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

    def connect(self, *, access: str = "single", method: str = METHOD, **statuses: str) -> str:
        """The id of a new connection; `statuses` are names of statuses of orders by statuses of the post."""
        return connect(self, self.access, access=access, method=method, **statuses)

    def send(self, order: dict[str, Any], number: str, method: str = METHOD) -> None:
        """The order goes by post with this number."""
        fields = {"delivery_method_ref": self.choices("delivery_methods")[method], "tracking_number": number}
        self.user.call("PATCH", "platform-bridge", f"orders/{order['ref']}", json=fields)

    def order(self, order: dict[str, Any]) -> dict[str, Any]:
        """The order as the platform has it now."""
        found: dict[str, Any] = self.user.call("GET", "platform-bridge", f"orders/{order['ref']}")
        return found

    def connection(self, connection: str) -> dict[str, Any]:
        """The connection as the API shows it."""
        found: dict[str, Any] = self.user.call("GET", TRACKER, f"connections/{connection}")
        return found


def connect(sender: Sender, user: PostUser, *, access: str, method: str, **statuses: str) -> str:
    """The id of a connection of this user of the post for the orders with this delivery method."""
    names = sender.choices("order_statuses")
    config = {
        "login": user.login,
        "password": user.password,
        "access": access,
        "delivery_methods": [sender.choices("delivery_methods")[method]],
        **{f"status_{code}": names[name] for code, name in statuses.items()},
    }
    body = {"integration": "pochta", "name": METHOD, "enabled": True, "config": config}
    made: str = sender.user.call("POST", TRACKER, "connections", json=body)["id"]
    return made


def new_sender(stack: DevStack, post: Post, name: str) -> Sender:
    """A shop in an account of its own: what befalls its parcels befalls no other test's."""
    who = {"login": f"{name}@shop.example", "password": f"{name}-owner-password"}
    create_account(stack, name, who)
    user = User(stack, who)
    wait_for(lambda: user.call("GET", "shop-sync", "integrations/commerceml/lists/employees")["items"], 30, "lists")
    user.load(user.connect(), file_of(*(document(f"{name}-{number}") for number in range(3))))
    orders = user.call("GET", "platform-bridge", "orders", params={"limit": 3})["items"]
    numbers = tuple(number_of(next(_SERIALS)) for _ in range(3))
    return Sender(user, who, post.add_user(f"{name}-post", "secret-of-post", batch=True), tuple(orders), numbers)
