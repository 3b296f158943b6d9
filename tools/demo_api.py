"""What every part of the demo needs: printing its steps, asking the API, waiting for a run."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import httpx

from devstack import DEMO_LOGIN
from service_kit.testing.process import eventually

PLATFORM = "/api/platform-bridge/v1"
SHOPS = "/api/shop-sync/v1"
MAIL = "/api/mail-intake/v1"
POST = "/api/post-tracker/v1"
JOURNAL = "/api/journal/v1"
RUN_SECONDS = 60.0
PAUSE_SECONDS = 0.25
"""Between two looks: the gateway refuses who asks much more often."""

T = TypeVar("T")


class Steps:
    """Prints what is done and how long it took."""

    def __init__(self) -> None:
        self._started = self._last = time.monotonic()

    def done(self, text: str) -> None:
        """Print a finished step."""
        now = time.monotonic()
        print(f"{now - self._started:6.1f} s  (+{now - self._last:.1f})  {text}", flush=True)
        self._last = now

    @staticmethod
    def detail(text: str) -> None:
        """Print something of the step before."""
        print(f"           {text}", flush=True)

    @property
    def seconds(self) -> float:
        """Seconds since the start."""
        return round(time.monotonic() - self._started, 1)


async def ok(request: Any) -> dict[str, Any]:
    """The answer to an awaited request as JSON; RuntimeError with its text when it is an error."""
    answer: httpx.Response = await request
    if answer.is_error:
        raise RuntimeError(f"{answer.request.method} {answer.request.url.path}: {answer.status_code} {answer.text}")
    found: dict[str, Any] = answer.json()
    return found


async def until(look: Callable[[], Awaitable[T]], what: str) -> T:
    """The first true value of `look`; TimeoutError that names `what` when it does not come."""
    return await eventually(look, RUN_SECONDS, what, PAUSE_SECONDS)


async def log_in(client: httpx.AsyncClient) -> None:
    """Log in as the owner of the demo account."""
    answer = await ok(client.post(f"{PLATFORM}/login", json=DEMO_LOGIN))
    client.headers["Authorization"] = f"Bearer {answer['access_token']}"


async def connect(
    client: httpx.AsyncClient, integration: str, name: str, settings: dict[str, Any], *, api: str = SHOPS
) -> dict[str, Any]:
    """Fill in the form as a user would: what it proposes, the first organisation, the first owner, then `settings`.

    `api` is that of the service which has the integration.
    """
    form = await ok(client.get(f"{api}/integrations/{integration}/form"))
    given = {field: value for field, value in form["values"].items() if value is not None}
    for field, choices in (("organization", "organizations"), ("owner", "employees")):
        if field in form["schema"]["properties"]:
            found = await ok(client.get(f"{api}/integrations/{integration}/lists/{choices}"))
            given[field] = found["items"][0]["value"]
    body = {"integration": integration, "name": name, "enabled": True, "config": given | settings}
    return await ok(client.post(f"{api}/connections", json=body))


async def run(client: httpx.AsyncClient, connection: str, kind: str, *, api: str = SHOPS) -> dict[str, Any]:
    """Start a run («Выгрузить сейчас», «Загрузить сейчас») and wait for its end."""
    started = await ok(client.post(f"{api}/connections/{connection}/runs", json={"kind": kind}))
    return await finished(client, started, api=api)


async def finished(client: httpx.AsyncClient, started: dict[str, Any], *, api: str = SHOPS) -> dict[str, Any]:
    """Wait for the end of a run; TimeoutError when it does not come."""
    deadline = time.monotonic() + RUN_SECONDS
    found = started
    while found["finished_at"] is None:
        if time.monotonic() > deadline:
            raise TimeoutError(f"the run did not finish: {found}")
        await asyncio.sleep(PAUSE_SECONDS)
        found = await ok(client.get(f"{api}/runs/{found['id']}"))
    return found


async def shop_orders(client: httpx.AsyncClient, connection: str | None = None) -> list[dict[str, Any]]:
    """Orders of the platform that came from a shop, of one connection or of any, all pages."""
    rows: list[dict[str, Any]] = []
    cursor = None
    while True:
        page = await ok(client.get(f"{PLATFORM}/orders", params={"cursor": cursor} if cursor else {}))
        rows += [row for row in page["items"] if row.get("origin")]
        cursor = page.get("next")
        if cursor is None:
            return [row for row in rows if connection in (None, row["origin"]["connection"])]


async def life_line(client: httpx.AsyncClient, order: dict[str, Any], steps: Steps, *, last: str) -> int:
    """Print what happened to an order, over all services, once a step says `last`; how many steps there are."""

    async def told() -> list[dict[str, Any]]:
        answer = await client.get(f"{JOURNAL}/orders/{order['ref']}/timeline")
        found = [] if answer.status_code == 404 else answer.raise_for_status().json()["steps"]
        return found if any(last in step["what"] for step in found) else []

    found: list[dict[str, Any]] = await until(told, f"the journal hears of the order: {last}")
    steps.done(f"life line of the order {order['number']}:")
    for step in found:
        Steps.detail(f"{step['time'][11:19]}  {step['what']}  ({step['service']})")
    return len(found)


def counts(found: dict[str, Any]) -> str:
    """Counts and sums of a run as words."""
    money = ", ".join(f"{total['amount']} {total['currency']}" for total in found["money"])
    return ", ".join(f"{name} {count}" for name, count in found["counts"].items()) + (f"; {money}" if money else "")
