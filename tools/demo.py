"""`make demo`: the main job as a user does it, on sample data, counted by a stranger on the bus.

Prints each step with counts and times, writes `.local/demo/report.json`, exits 0 only if all counts agree.
"""

import asyncio
import json
import re
import shutil
import sys
import time
from typing import Any

import httpx

from devstack import DEMO_LOGIN, DevStack, free_ports
from gateway import REPOSITORY
from goods_zip import read_goods
from service_kit.testing.events import EventCapture

FOLDER = REPOSITORY / ".local" / "demo"
ORDERS = REPOSITORY / "demo" / "orders.xml"
PLATFORM = "/api/platform-bridge/v1"
SHOPS = "/api/shop-sync/v1"
JOURNAL = "/api/journal/v1"
RUN_SECONDS = 60.0


class Steps:
    """Prints what is done and how long it took."""

    def __init__(self) -> None:
        self._started = self._last = time.monotonic()

    def done(self, text: str) -> None:
        """Print a finished step."""
        now = time.monotonic()
        print(f"{now - self._started:6.1f} s  (+{now - self._last:.1f})  {text}", flush=True)
        self._last = now

    @property
    def seconds(self) -> float:
        """Seconds since the start."""
        return round(time.monotonic() - self._started, 1)


def main() -> int:
    """Run the demo; the exit status tells whether all counts agree."""
    steps = Steps()
    shutil.rmtree(FOLDER, ignore_errors=True)
    with DevStack(FOLDER, ports=free_ports(), environment={"BIZ_SEED_DEMO": "1"}) as stack:
        steps.done(f"RabbitMQ, MongoDB, services and gateway run at {stack.gateway_url}")
        report = asyncio.run(_exchange(stack, steps))
    steps.done("everything is stopped")
    report["seconds"] = steps.seconds
    (FOLDER / "report.json").write_text(json.dumps(report, indent=2) + "\n", "utf-8")
    print(json.dumps(report, indent=2))
    return 0 if _agree(report) else 1


async def _exchange(stack: DevStack, steps: Steps) -> dict[str, Any]:
    async with (
        EventCapture(stack.amqp_url) as bus,
        httpx.AsyncClient(base_url=stack.gateway_url, timeout=30, trust_env=False) as client,
    ):
        await _log_in(client)
        steps.done(f"logged in as {DEMO_LOGIN['login']}")
        connection = await _connect(client)
        steps.done(f"made the connection «{connection['name']}»")
        first = await _upload(client, connection["id"])
        steps.done(f"first upload: {first['status']}, {_counts(first)}")
        await _print_rejected(client, first["id"])
        events = await bus.wait("order.created.v1", first["counts"]["created"])
        stored = await _orders_in_platform(client)
        steps.done(f"the platform holds {stored} orders, the bus carried {len(events)} OrderCreated")
        second = await _upload(client, connection["id"])
        steps.done(f"second upload: {second['status']}, {_counts(second)}")
        exported, in_zip = await _export(client, connection["id"], steps)
        timeline = await _life_line(client, steps)
        return {
            "orders_in_file": len(re.findall("<Документ>", ORDERS.read_text("utf-8"))),
            "orders_created": first["counts"]["created"],
            "orders_stored": await _orders_in_platform(client),
            "rejected": first["counts"]["rejected"],
            "events_on_bus": len({event.data.origin.outside_id for event in bus.all("order.created.v1")}),
            "created_on_second_upload": second["counts"]["created"],
            "goods_exported": exported,
            "goods_in_zip": in_zip,
            "timeline_steps": timeline,
        }


async def _log_in(client: httpx.AsyncClient) -> None:
    answer = await _ok(client.post(f"{PLATFORM}/login", json=DEMO_LOGIN))
    client.headers["Authorization"] = f"Bearer {answer['access_token']}"


async def _connect(client: httpx.AsyncClient) -> dict[str, Any]:
    """Fill in the form as a user would: the first organisation, the first owner, reserve and payments on."""
    form = await _ok(client.get(f"{SHOPS}/integrations/commerceml/form"))
    config = {name: value for name, value in form["values"].items() if value is not None}
    for field, choices in (("organization", "organizations"), ("owner", "employees")):
        found = await _ok(client.get(f"{SHOPS}/integrations/commerceml/lists/{choices}"))
        config[field] = found["items"][0]["value"]
    prices = await _ok(client.get(f"{SHOPS}/integrations/commerceml/lists/price_types"))
    config |= {
        "reserve": True,
        "accept_payments": True,
        "price_lists": [choice["value"] for choice in prices["items"]],
        "all_goods": True,
    }
    given = {"integration": "commerceml", "name": "Магазин обуви", "enabled": True, "config": config}
    return await _ok(client.post(f"{SHOPS}/connections", json=given))


async def _upload(client: httpx.AsyncClient, connection: str) -> dict[str, Any]:
    with ORDERS.open("rb") as file:
        run = await _ok(client.post(f"{SHOPS}/connections/{connection}/uploads", files={"file": ("orders.xml", file)}))
    return await _finished(client, run)


async def _export(client: httpx.AsyncClient, connection: str, steps: Steps) -> tuple[int, int]:
    """Export the goods («Выгрузить сейчас»), download the archive («Скачать файлы») and read it with another reader."""
    run = await _ok(client.post(f"{SHOPS}/connections/{connection}/runs", json={"kind": "export_goods"}))
    run = await _finished(client, run)
    steps.done(f"exported the goods: {run['status']}, {_counts(run)}")
    files = await _ok(client.get(f"{SHOPS}/runs/{run['id']}/files"))
    address = next(file["url"] for file in files["items"] if file["kind"] == "export")
    archive = (await client.get(f"/api/shop-sync{address}")).raise_for_status().content
    found = read_goods(archive)
    steps.done(
        f"the archive ({len(archive) / 1024:.0f} KB) holds {len(found.goods)} goods, {len(found.offers)} offers, "
        f"{len(found.pictures)} pictures"
    )
    return run["counts"]["created"] + run["counts"]["updated"], len(found.goods)


async def _life_line(client: httpx.AsyncClient, steps: Steps) -> int:
    """Print what happened to one order, over all services."""
    orders = await _ok(client.get(f"{PLATFORM}/orders", params={"limit": 1}))
    order = orders["items"][0]
    deadline = time.monotonic() + RUN_SECONDS
    found: dict[str, Any] = {"steps": []}
    while not any(step["kind"] == "stored" for step in found["steps"]):  # the journal hears of it a moment later
        if time.monotonic() > deadline:
            raise TimeoutError(f"the journal does not know that the order is stored: {found}")
        await asyncio.sleep(0.1)
        answer = await client.get(f"{JOURNAL}/orders/{order['ref']}/timeline")
        found = found if answer.status_code == 404 else answer.raise_for_status().json()
    steps.done(f"life line of the order {order['number']}:")
    for step in found["steps"]:
        print(f"           {step['time'][11:19]}  {step['what']}  ({step['service']})")
    return len(found["steps"])


async def _finished(client: httpx.AsyncClient, run: dict[str, Any]) -> dict[str, Any]:
    deadline = time.monotonic() + RUN_SECONDS
    while run["finished_at"] is None:
        if time.monotonic() > deadline:
            raise TimeoutError(f"the run did not finish: {run}")
        await asyncio.sleep(0.1)
        run = await _ok(client.get(f"{SHOPS}/runs/{run['id']}"))
    return run


async def _print_rejected(client: httpx.AsyncClient, run: str) -> None:
    page = await _ok(client.get(f"{SHOPS}/runs/{run}/rows", params={"result": "rejected"}))
    for row in page["items"]:
        print(f"           {row['where']}: {row['reason']['what']} {row['reason']['do']}")


async def _orders_in_platform(client: httpx.AsyncClient) -> int:
    """Distinct orders that came from a shop, counted page by page."""
    found, cursor = set(), None
    while True:
        page = await _ok(client.get(f"{PLATFORM}/orders", params={"cursor": cursor} if cursor else {}))
        found |= {order["origin"]["outside_id"] for order in page["items"] if order.get("origin")}
        cursor = page.get("next")
        if cursor is None:
            return len(found)


async def _ok(request: Any) -> dict[str, Any]:
    answer: httpx.Response = await request
    if answer.is_error:
        raise RuntimeError(f"{answer.request.method} {answer.request.url.path}: {answer.status_code} {answer.text}")
    found: dict[str, Any] = answer.json()
    return found


def _counts(run: dict[str, Any]) -> str:
    money = ", ".join(f"{total['amount']} {total['currency']}" for total in run["money"])
    return ", ".join(f"{name} {count}" for name, count in run["counts"].items()) + (f"; {money}" if money else "")


def _agree(report: dict[str, Any]) -> bool:
    created: int = report["orders_created"]
    return bool(
        created + report["rejected"] == report["orders_in_file"]
        and created == report["orders_stored"] == report["events_on_bus"]
        and report["created_on_second_upload"] == 0
        and report["goods_exported"] == report["goods_in_zip"] > 0
        and report["timeline_steps"] > 1
        and created > 0
    )


if __name__ == "__main__":
    sys.exit(main())
