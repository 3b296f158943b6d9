"""Webhooks: the object itself is posted to the address once, unsigned; what is not taken is lost."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final

import httpx

from simulators.insales import wire
from simulators.insales.store import Store
from simulators.insales.wire import Row

TOPICS: Final = frozenset(
    f"{thing}/{action}" for thing in ("orders", "client", "products") for action in ("create", "update", "destroy")
)
_LISTS: Final = frozenset({"products/create", "products/update", "products/destroy"})
_SECONDS: Final = 5.0


@dataclass(frozen=True, slots=True)
class Delivery:
    """One try to deliver; `status` is None when nobody answered."""

    topic: str
    address: str
    status: int | None


class Hooks:
    """Posts to everybody who registered. `lost` on: they go nowhere, as webhooks are not guaranteed."""

    def __init__(self, store: Store) -> None:
        self.deliveries: list[Delivery] = []
        self.lost = False
        self._store = store
        self._pool = ThreadPoolExecutor(max_workers=4, thread_name_prefix="insales-hooks")
        self._open = threading.Lock()
        store.listeners.append(self._announce)

    def close(self) -> None:
        """Wait for the posts on their way."""
        self._pool.shutdown()

    def _announce(self, topic: str, row: Row) -> None:
        """Products come as a list of one (seen for products/update; the same for the others is chosen)."""
        if self.lost:
            return
        for hook in self._store.where("webhooks", topic=topic):
            value = [row] if topic in _LISTS else row
            plural = topic.partition("/")[0]
            body = wire.encode(value, plural if topic in _LISTS else plural.removesuffix("s"), hook["format_type"])
            self._pool.submit(self._post, topic, hook["address"], body, wire.TYPES[hook["format_type"]])

    def _post(self, topic: str, address: str, body: bytes, kind: str) -> None:
        try:
            with httpx.Client(timeout=_SECONDS, trust_env=False) as client:
                status: int | None = client.post(address, content=body, headers={"Content-Type": kind}).status_code
        except httpx.HTTPError:
            status = None
        with self._open:
            self.deliveries.append(Delivery(topic, address, status))
