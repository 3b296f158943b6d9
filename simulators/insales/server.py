"""Runs a shop on a port of loopback, in a thread of this process, and gives the test the hold of it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from secrets import token_hex
from typing import Any

from simulators.insales import limits, seed
from simulators.insales.app import Api, Logged
from simulators.insales.faults import Faults
from simulators.insales.hooks import Hooks
from simulators.insales.limits import Limit
from simulators.insales.resources.products import drop_product, shown
from simulators.insales.store import Store, system_clock
from simulators.insales.wire import Row
from simulators.serving import serving


@dataclass(slots=True)
class Shop:
    """A running shop. `key` is the id of the application, `password` its password.

    Change rows only by the methods here or while holding `store.lock`. `api.before(method, path)` is called before
    each request, `api.forbidden` names resources ("orders") that are answered 403.
    """

    url: str
    key: str
    password: str
    store: Store
    api: Api
    hooks: Hooks = field(repr=False)

    @property
    def address(self) -> str:
        """Address with id and password in it, as projects keep it."""
        scheme, _, host = self.url.partition("://")
        return f"{scheme}://{self.key}:{self.password}@{host}"

    @property
    def faults(self) -> Faults:
        """Ask for faults here."""
        return self.api.faults

    @property
    def requests(self) -> list[Logged]:
        """All requests so far, in order."""
        return self.api.requests

    def add_order(self, **fields: Any) -> Row:
        """A new order as if a buyer had placed it; `fields` are merged over those of a plain one. Webhooks fire."""
        with self.store.lock:
            row = seed.order(self.store, fields)
            self.store.announce("orders/create", row)
            return row

    def add_orders(self, count: int) -> list[int]:
        """Ids of `count` new orders, one second by the clock for all; no webhooks."""
        with self.store.lock:
            return [seed.order(self.store, {})["id"] for _ in range(count)]

    def change_order(self, order: int, **fields: Any) -> None:
        """Set fields as the shop's own manager would: `updated_at` moves, webhooks fire."""
        with self.store.lock:
            row = self.store.one("orders", order)
            row.update(fields)
            self.store.touch(row)
            self.store.announce("orders/update", row)

    def touch_orders(self, orders: list[int]) -> None:
        """Move `updated_at` of these; no webhooks."""
        with self.store.lock:
            for order in orders:
                self.store.touch(self.store.one("orders", order))

    def add_product(self, **fields: Any) -> Row:
        """A new product with one variant; `fields` are those of a POST of the API."""
        with self.store.lock:
            return shown(self.store, seed.product(self.store, fields))

    def product(self, number: int) -> Row:
        """The product as the API shows it now, in Python values (prices are Decimal)."""
        with self.store.lock:
            return shown(self.store, self.store.one("products", number))

    def purge(self, table: str, number: int) -> None:
        """Remove an order or a product ("orders", "products") past the recycle bin: 404 from now on, in no list."""
        with self.store.lock:
            row = self.store.one(table, number)
            if table == "products":
                drop_product(self.store, row)
            else:
                self.store.drop(table, row)


@contextmanager
def running(
    *, clock: Callable[[], datetime] = system_clock, port: int = 0, requests_per_series: int = limits.REQUESTS
) -> Iterator[Shop]:
    """A shop that answers on 127.0.0.1 until the block ends; `clock` tells its time (limits, `updated_at`)."""
    store = Store(clock)
    seed.furnish(store)
    key, password = token_hex(16), token_hex(16)
    api = Api(store, key, password, Limit(clock, requests_per_series))
    hooks = Hooks(store)
    with serving(api, port=port) as at:
        try:
            yield Shop(f"http://127.0.0.1:{at}", key, password, store, api, hooks)
        finally:
            hooks.close()
