"""Drills of mail-intake as processes: everything that letters pass through dies while they are read."""

import asyncio
import json
from collections import Counter
from collections.abc import Callable

from audit import Audit
from counts import Counts, require
from drill import Nodes
from letters_of_shops import FORM, SHOP, lead_letter, mixed
from mail_stack import MailUser, mail_stack
from pymongo import MongoClient

from devstack import DevStack
from mail_intake.domain.profiles.extractor import number_key
from service_kit.testing.process import wait_for
from simulators.dovecot import Dovecot

SHOPS = {"insales": "Заказы", "nethouse": "Магазин/Новые заказы", "webasyst": "INBOX"}
ORDERS = 600
LEADS = 300
ORDER, LEAD = "ru.business.integrations.order.created.v1", "ru.business.integrations.lead.received.v1"

Key = tuple[str, str]
"""Connection, and the number of an order or the phone of a request."""


async def mail_outages(nodes: Nodes) -> Counts:
    """Mail server, workers, broker, platform and database die in turn under some 2,700 letters."""
    return await asyncio.to_thread(_outages, nodes)


def _outages(nodes: Nodes) -> Counts:
    folder = nodes.folder / "mail"
    folder.mkdir(exist_ok=True)
    with Dovecot() as server, mail_stack(folder, server, replicas=2) as stack, MongoClient(stack.mongo_url) as client:
        audit = Audit(stack.amqp_url, keys=("order.#", "lead.#"))
        owner = MailUser(stack, server)
        sent, runs = _fill(owner, server)
        letters = client["mail_intake"]["letters"]
        deaths = _deaths(stack, server)
        for place, death in enumerate(deaths, start=1):
            mark = place * len(sent) // (len(deaths) + 2)
            wait_for(lambda mark=mark: letters.estimated_document_count() >= mark, 180, f"{mark} letters are read")
            death()
        for run in runs:
            require(owner.finished(run, 240)["status"] == "success", f"run {run} failed")
        return _counted(sent, audit, client, len(deaths))


def _fill(owner: MailUser, server: Dovecot) -> tuple[set[Key], list[str]]:
    """What the letters hold, and the runs that read them."""
    sent: set[Key] = set()
    connections = {}
    for engine, folder in SHOPS.items():
        address = f"{engine}@drill.example"
        connection = owner.connect("mail-orders", address, folder=folder, engine=engine, senders=SHOP)
        letters, numbers = mixed(1000, ORDERS, engine)
        server.deliver(address, letters, folder)
        sent |= {(connection, number_key(number)) for number in numbers}
        connections[connection] = "import_orders"
    connection = owner.connect("mail-leads", "form@drill.example", senders=FORM)
    server.deliver("form@drill.example", [lead_letter(place) for place in range(LEADS)])
    sent |= {(connection, f"7912000{place:04d}") for place in range(LEADS)}
    connections[connection] = "import_leads"
    return sent, [owner.start(connection, kind) for connection, kind in connections.items()]


def _deaths(stack: DevStack, server: Dovecot) -> list[Callable[[], None]]:
    """What dies, and comes back at once."""

    def service(name: str) -> Callable[[], None]:
        def die() -> None:
            stack.child(name).kill9()
            stack.start_service(name)

        return die

    def broker() -> None:
        stack.rabbit.kill9()
        stack.rabbit.start()

    def database() -> None:
        stack.mongod.kill9()
        stack.mongod.start()

    def mail() -> None:
        server.stop()
        server.start()

    deaths = [mail, service("mail-intake"), broker, service("platform-bridge"), database, service("mail-intake#2")]
    return [*deaths, mail]


def _counted(sent: set[Key], audit: Audit, client: MongoClient, deaths: int) -> Counts:
    platform = client["platform_bridge"]
    there = [
        (row["row"]["origin"]["connection"], row["row"]["origin"]["outside_id"]) for row in platform["orders"].find()
    ]
    leads = {connection for connection, number in sent if number.startswith("7912000")}
    [connection] = leads
    tickets = platform["tickets"]
    ours = {"row.phone": {"$regex": "^7912000"}}
    wait_for(lambda: tickets.count_documents(ours) >= LEADS, 60, "the platform has all requests")
    there += [(connection, row["row"]["phone"]) for row in tickets.find(ours)]
    told: Counter[Key] = Counter()
    for _, body in dict(audit.events()).items():
        data = json.loads(body)["data"]
        if json.loads(body)["type"] in (ORDER, LEAD):
            told[data["origin"]["connection"], data.get("phone") or data["origin"]["outside_id"]] += 1
    twice = sum(count - 1 for count in told.values()) + len(there) - len(set(there))
    return Counts(
        attempted=len(sent),
        acknowledged=len(sent),
        done=len(set(there)),
        duplicated=twice,
        lost=len(sent - set(there)) + len(sent - set(told)),
        unexpected=len(set(there) - sent) + len(set(told) - sent),
        note=f"{deaths} deaths",
    )
