"""Runs the post on a port of loopback, in a thread of this process, and gives the test the hold of it."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from secrets import token_hex

from simulators.pochta.app import Api, Logged
from simulators.pochta.fc import Whims
from simulators.pochta.store import Step, Store, User, system_clock
from simulators.serving import serving


@dataclass(frozen=True, slots=True)
class Post:
    """The running services; `user` may ask both of them."""

    url: str
    store: Store
    api: Api
    user: User

    @property
    def whims(self) -> Whims:
        """Ask for odd answers of the batch service here."""
        return self.api.whims

    @property
    def requests(self) -> Sequence[Logged]:
        """All requests so far, in order."""
        return self.api.requests

    def add_user(self, login: str, password: str, *, batch: bool = False, unlimited: bool = False) -> User:
        """Somebody else who may ask."""
        with self.store.lock:
            return self.store.users.setdefault(login, User(login, password, batch, unlimited))

    def happens(self, barcode: str, *steps: Step) -> None:
        """Add operations to a parcel; those with a later time are told when it has come."""
        with self.store.lock:
            self.store.parcels.setdefault(barcode, []).extend(steps)


@contextmanager
def running(*, clock: Callable[[], datetime] = system_clock, port: int = 0) -> Iterator[Post]:
    """The post answers on 127.0.0.1 until the block ends; `clock` (aware) tells its time."""
    user = User("BizTracking", token_hex(8), batch=True)
    store = Store(clock, users={user.login: user})
    api = Api(store)
    with serving(api, port=port) as at:
        yield Post(f"http://127.0.0.1:{at}", store, api, user)
