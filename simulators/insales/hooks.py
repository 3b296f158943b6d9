"""Webhooks: the object itself is posted to the address once, unsigned; what is not taken is lost."""

from concurrent.futures import Future, ThreadPoolExecutor
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
        self.lost = False
        self._posts: list[Future[Delivery]] = []
        self._store = store
        self._pool = ThreadPoolExecutor(max_workers=4, thread_name_prefix="insales-hooks")
        store.listeners.append(self._announce)

    def deliveries(self) -> list[Delivery]:
        """All tries so far, in the order of what happened in the shop; waits for those on their way."""
        return [post.result() for post in list(self._posts)]

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
            kind = wire.TYPES[hook["format_type"]]
            self._posts.append(self._pool.submit(self._post, topic, hook["address"], body, kind))

    def _post(self, topic: str, address: str, body: bytes, kind: str) -> Delivery:
        try:
            with httpx.Client(timeout=_SECONDS, trust_env=False) as client:
                answer = client.post(address, content=body, headers={"Content-Type": kind})
        except httpx.HTTPError:
            return Delivery(topic, address, None)
        return Delivery(topic, address, answer.status_code)
