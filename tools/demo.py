"""`make demo`: the main job as a user does it, on sample data and with a real shop, counted by a stranger on the bus.

Prints each step with counts and times, writes `.local/demo/report.json`, exits 0 only if all counts agree.
"""

import asyncio
import json
import re
import shutil
import sys
from pathlib import Path
from typing import Any

import httpx

sys.path.append(str(Path(__file__).resolve().parents[1]))  # for what stands in for the outside world

from demo_api import (
    PLATFORM,
    SHOPS,
    Steps,
    connect,
    counts,
    finished,
    life_line,
    log_in,
    ok,
    run,
    shop_orders,
)
from demo_mail import Mailbox, read_letters
from demo_post import MAPPING, QUESTIONS, STATUSES, PostOffice, post_office, track_parcel
from demo_shop import BASKETS, exchange_with_shop
from devstack import DEMO_LOGIN, DevStack, free_ports
from gateway import REPOSITORY
from goods_zip import read_goods
from peers import OscarShop
from service_kit.testing.events import EventCapture
from simulators.dovecot import Dovecot

FOLDER = REPOSITORY / ".local" / "demo"
ORDERS = REPOSITORY / "demo" / "orders.xml"


def main() -> int:
    """Run the demo; the exit status tells whether all counts agree."""
    steps = Steps()
    shutil.rmtree(FOLDER, ignore_errors=True)
    with (
        OscarShop(FOLDER / "shop") as shop,
        Dovecot() as server,
        post_office(FOLDER) as office,
        _stack(shop, mailbox := Mailbox(server), office) as stack,
    ):
        steps.done(
            f"RabbitMQ, MongoDB, services and gateway run at {stack.gateway_url}, an Oscar shop at {shop.host}, "
            f"a Dovecot at {mailbox.host}, a stand-in of the post at {office.host}"
        )
        report = asyncio.run(_exchange(stack, shop, mailbox, office, steps=steps))
    steps.done("everything is stopped")
    report["seconds"] = steps.seconds
    (FOLDER / "report.json").write_text(json.dumps(report, indent=2, ensure_ascii=False) + "\n", "utf-8")
    print(json.dumps(report, indent=2, ensure_ascii=False))
    return 0 if _agree(report) else 1


def _stack(shop: OscarShop, mailbox: Mailbox, office: PostOffice) -> DevStack:
    return DevStack(
        FOLDER,
        ports=free_ports(),
        environment={"BIZ_SEED_DEMO": "1", "BIZ_MAIL_AUTHORITIES": mailbox.authority, **office.environment},
        egress=(shop.host, mailbox.host, office.host),
        programs={"post-tracker": "simulators.pochta.tracker"},
    )


async def _exchange(
    stack: DevStack, shop: OscarShop, mailbox: Mailbox, office: PostOffice, *, steps: Steps
) -> dict[str, Any]:
    async with (
        EventCapture(stack.amqp_url) as bus,
        httpx.AsyncClient(base_url=stack.gateway_url, timeout=30, trust_env=False) as client,
    ):
        await log_in(client)
        steps.done(f"logged in as {DEMO_LOGIN['login']}")
        connection = await _connect(client)
        steps.done(f"made the connection «{connection['name']}»")
        first = await _upload(client, connection["id"])
        steps.done(f"first upload: {first['status']}, {counts(first)}")
        await _print_rejected(client, first["id"])
        events = await bus.wait("order.created.v1", first["counts"]["created"])
        stored = len(await shop_orders(client))
        steps.done(f"the platform holds {stored} orders, the bus carried {len(events)} OrderCreated")
        second = await _upload(client, connection["id"])
        steps.done(f"second upload: {second['status']}, {counts(second)}")
        exported, in_zip = await _export(client, connection["id"], steps)
        newest = (await ok(client.get(f"{PLATFORM}/orders", params={"limit": 1})))["items"][0]
        timeline = await life_line(client, newest, steps, last="Записан в Бизнес.Ру")
        report = {
            "orders_in_file": len(re.findall("<Документ>", ORDERS.read_text("utf-8"))),
            "orders_created": first["counts"]["created"],
            "orders_stored": len(await shop_orders(client)),
            "rejected": first["counts"]["rejected"],
            "events_on_bus": len({event.data.origin.outside_id for event in bus.all("order.created.v1")}),
            "created_on_second_upload": second["counts"]["created"],
            "goods_exported": exported,
            "goods_in_zip": in_zip,
            "timeline_steps": timeline,
        }
        report |= await exchange_with_shop(client, shop, steps)
        report |= await read_letters(client, mailbox, steps)
        return report | await track_parcel(client, bus, office, steps)


async def _connect(client: httpx.AsyncClient) -> dict[str, Any]:
    """All goods with all prices; orders with reserve and payments."""
    prices = await ok(client.get(f"{SHOPS}/integrations/commerceml/lists/price_types"))
    price_lists = [choice["value"] for choice in prices["items"]]
    settings = {"price_lists": price_lists, "reserve": True, "accept_payments": True, "all_goods": True}
    return await connect(client, "commerceml", "Магазин обуви", settings)


async def _upload(client: httpx.AsyncClient, connection: str) -> dict[str, Any]:
    with ORDERS.open("rb") as file:
        started = await ok(
            client.post(f"{SHOPS}/connections/{connection}/uploads", files={"file": ("orders.xml", file)})
        )
    return await finished(client, started)


async def _export(client: httpx.AsyncClient, connection: str, steps: Steps) -> tuple[int, int]:
    """Export the goods («Выгрузить сейчас»), download the archive («Скачать файлы») and read it with another reader."""
    exported = await run(client, connection, "export_goods")
    steps.done(f"exported the goods: {exported['status']}, {counts(exported)}")
    files = await ok(client.get(f"{SHOPS}/runs/{exported['id']}/files"))
    address = next(file["url"] for file in files["items"] if file["kind"] == "export")
    archive = (await client.get(f"/api/shop-sync{address}")).raise_for_status().content
    found = read_goods(archive)
    steps.done(
        f"the archive ({len(archive) / 1024:.0f} KB) holds {len(found.goods)} goods, {len(found.offers)} offers, "
        f"{len(found.pictures)} pictures"
    )
    return exported["counts"]["created"] + exported["counts"]["updated"], len(found.goods)


async def _print_rejected(client: httpx.AsyncClient, upload: str) -> None:
    page = await ok(client.get(f"{SHOPS}/runs/{upload}/rows", params={"result": "rejected"}))
    for row in page["items"]:
        Steps.detail(f"{row['where']}: {row['reason']['what']} {row['reason']['do']}")


def _agree(report: dict[str, Any]) -> bool:
    created: int = report["orders_created"]
    return bool(
        created + report["rejected"] == report["orders_in_file"]
        and created == report["orders_stored"] == report["events_on_bus"]
        and report["created_on_second_upload"] == 0
        and report["goods_exported"] == report["goods_in_zip"] > 0
        and report["timeline_steps"] > 1
        and report["shop_goods"] == report["goods_exported"]
        and report["shop_orders"] == len(BASKETS)
        and report["second_round_changes"] == 0
        and report["mail_orders"] == report["mail_leads"] == 1
        and report["mail_sent_again"] == 0
        and report["parcel_statuses"] == report["parcel_events"] == STATUSES
        and report["parcel_questions"] == QUESTIONS
        and report["parcel_calls_of_day"] == 1
        and report["parcel_order_status"] == MAPPING["status_delivered"]
        and created > 0
    )


if __name__ == "__main__":
    sys.exit(main())
