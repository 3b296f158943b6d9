"""Mail-intake's schedule, workers and connections before mailboxes of a real Dovecot, on a real database.

The clock is moved by hand, the platform's answers are given by hand.
"""

import asyncio
import base64
import datetime as dt
import imaplib
import time
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Any

from imap_tools.imap_utf7 import utf7_encode
from pydantic import SecretStr

from contracts.base import AccountId
from contracts.events.connection import RunKind, RunTrigger
from contracts.events.order import OrderCreated, OrderStored, OrderStoredData
from contracts.topology import MAIL_INTAKE_REPLICA
from mail_intake import SERVICE
from mail_intake.adapters.letters import MongoLetters
from mail_intake.adapters.mailbox.mailboxes import ImapMailboxes, Patience
from mail_intake.adapters.mailbox.threads import THREADS, Threads
from mail_intake.adapters.templates import MongoTemplates
from mail_intake.app.letters import KeptLetter, LetterState
from mail_intake.app.note_answers import NoteMailAnswers
from mail_intake.app.read_mail import ReadMail
from mail_intake.app.take_leads import TakeLeads
from mail_intake.app.take_orders import TakeOrders
from mail_intake.app.taking import Taking
from mail_intake.connectors.mail_leads import connector as mail_leads
from mail_intake.connectors.mail_leads.config import MailLeadsConfig
from mail_intake.connectors.mail_orders import connector as mail_orders
from mail_intake.connectors.mail_orders.config import MailOrdersConfig
from mail_intake.main import INDEXES, TEXTS, reader_of
from mail_intake.settings import MailIntakeSettings
from service_kit import inbox
from service_kit.app import Kit
from service_kit.connections.integration import Integrations
from service_kit.connections.store import Connection, Connections
from service_kit.files import Files
from service_kit.goods.links import GoodsLinks
from service_kit.goods.replica import Replica
from service_kit.http.guard import Guard
from service_kit.ids import new_id, utc_now
from service_kit.mongo import Document
from service_kit.orders.answers import NoteAnswers
from service_kit.orders.mongo_orders import MongoOrders
from service_kit.orders.store import StoreOrders
from service_kit.outbox import Unit
from service_kit.runs.cursors import MongoCursors
from service_kit.runs.store import Runs
from service_kit.runs.worker import RunWorker
from service_kit.schedule import Scheduler
from service_kit.secrets import Secrets
from service_kit.testing.process import eventually
from simulators.dovecot import Dovecot

DEMO = AccountId("demo")
PASSWORD = "secret"
QUARTER = dt.timedelta(minutes=15)
KINDS = {mail_orders.SLUG: RunKind.IMPORT_ORDERS, mail_leads.SLUG: RunKind.IMPORT_LEADS}
SETTINGS: Mapping[str, Mapping[str, Any]] = {
    mail_orders.SLUG: {"organization": "org", "owner": "emp", "import_every": "15m"},
    mail_leads.SLUG: {"import_every": "15m"},
}


class Office:
    """One mail-intake. `port` is where its connections find Dovecot: its own, or that of a proxy before it.

    `silence`: seconds without a byte after which a server counts as silent.
    """

    def __init__(
        self, url: str, database: str, server: Dovecot, *, port: int | None = None, silence: float = 20.0
    ) -> None:
        self.now = utc_now()
        self.server = server
        self.port = port or server.port
        settings = MailIntakeSettings(amqp_url="amqp://unused", mongo_url=url, mongo_database=database)
        self.kit = Kit(SERVICE, settings, queues=(), indexes=[*INDEXES, *inbox.INDEXES], texts=TEXTS)
        mongo, outbox = self.kit.mongo, self.kit.outbox
        self.threads = Threads()
        self.mailboxes = ImapMailboxes(
            Guard(frozenset({f"{server.host}:{self.port}"})),
            self.threads,
            authorities=str(server.authority),
            patience=Patience(5.0, silence, 60.0),
        )
        self.runs = Runs(mongo, outbox, SERVICE, lambda: self.now)
        self.files = Files(mongo, "k" * 32)
        self.letters = MongoLetters(mongo, self.files)
        self.templates = MongoTemplates(mongo)
        self.connections = Connections(
            mongo,
            outbox,
            SERVICE,
            self._nothing,
            integrations=Integrations(
                mail_orders.integration({}, self.mailboxes), mail_leads.integration({}, self.mailboxes)
            ),
            secrets=Secrets(mongo, {"1": SecretStr(base64.b64encode(b"k" * 32).decode())}, "1"),
            texts=self.kit.texts,
            now=lambda: self.now,
        )
        self.scheduler = Scheduler(mongo, outbox, runs=self.runs, connections=self.connections, now=lambda: self.now)
        self.orders = MongoOrders(mongo)
        self.answers = NoteMailAnswers(NoteAnswers(SERVICE, self.orders, self.runs), self.letters)

    async def _nothing(self, _: Connection | None, __: Connection, ___: Unit) -> None:
        return None

    def worker(self) -> RunWorker:
        """A worker of its own, as a second process has one."""
        mongo, outbox = self.kit.mongo, self.kit.outbox
        runs = Runs(mongo, outbox, SERVICE, lambda: self.now)
        store = StoreOrders(SERVICE, mongo=mongo, outbox=outbox, orders=self.orders, runs=runs, links=GoodsLinks(mongo))
        replica = Replica(mongo, outbox, SERVICE, MAIL_INTAKE_REPLICA)
        orders = TakeOrders(
            store, self.orders, replica=replica, texts=self.kit.texts, settings=MailOrdersConfig.order_settings
        )
        leads = TakeLeads(outbox, runs, MailLeadsConfig.lead_settings)
        executors = {
            RunKind.IMPORT_ORDERS: self._reading(runs, orders, MailOrdersConfig),
            RunKind.IMPORT_LEADS: self._reading(runs, leads, MailLeadsConfig),
        }
        return RunWorker(runs, self.connections, executors, parallel=THREADS)

    def _reading(self, runs: Runs, taking: Taking, config: type[MailOrdersConfig] | type[MailLeadsConfig]) -> ReadMail:
        return ReadMail(
            connections=self.connections,
            runs=runs,
            mailboxes=self.mailboxes,
            letters=self.letters,
            cursors=MongoCursors(self.kit.mongo),
            files=self.files,
            taking=taking,
            settings=config.mail_settings,
            reader=reader_of(self.templates),
        )

    async def close(self) -> None:
        """Let go of threads and database."""
        self.threads.close()
        await self.kit.mongo.close()

    # what people do

    def new_mailbox(self) -> str:
        """The address of a new mailbox."""
        address = f"box-{new_id().lower()}@mail.example"
        self.server.add_user(address, PASSWORD)
        return address

    async def connect(
        self, address: str, *, slug: str = mail_orders.SLUG, account: AccountId = DEMO, **more: Any
    ) -> Connection:
        """A connection to a mailbox, for the letters of everybody."""
        given = self.form(address, slug=slug, **more)
        ready = {"_id": account, "account": account, "request": "r", "kinds": {}}
        await self.kit.mongo["replica_state"].update_one({"_id": account}, {"$set": ready}, upsert=True)
        return await self.connections.create(account, slug, "Почта", True, given, by="u")

    def form(self, address: str, *, slug: str = mail_orders.SLUG, **more: Any) -> dict[str, Any]:
        """The settings as an owner gives them."""
        mailbox = {"address": address, "password": PASSWORD, "keeper": "other", "senders": "*"}
        place = {"server": f"{self.server.host}:{self.port}"}
        return {**mailbox, **place, **SETTINGS[slug], **more}

    async def change(self, connection: Connection, **more: Any) -> Connection:
        """Save other settings of a connection."""
        now = await self.connections.get(connection.account, connection.id)
        config = (await self.connections.opened(now)).model_dump(mode="json")
        given = {**config, "password": PASSWORD, **more}
        return await self.connections.change(now.account, now.id, now.name, True, given, by="u")

    # time

    async def pass_time(self, periods: int = 1) -> None:
        """Let schedule and workers do all that comes in so many periods."""
        for _ in range(periods):
            self.now += QUARTER
            await self.scheduler.step()
            await self.settle()

    async def settle(self) -> None:
        """All runs are read and over."""
        await eventually(self._idle, 60, "runs are read")
        over = {"$set": {"phase": "done"}, "$unset": {"open": 1, "active": 1}}
        await self.kit.mongo["runs"].update_many({"phase": "answers"}, over)

    async def _idle(self) -> bool:
        waiting = {"phase": {"$in": ["queued", "reading"]}, "not_before": {"$lte": self.now}}
        return await self.kit.mongo["runs"].count_documents(waiting) == 0

    async def load(self, connection: Connection) -> Document:
        """«Загрузить сейчас»: the run when it is read."""
        run = await self.runs.queue(connection, KINDS[connection.integration], RunTrigger.USER, by="u")
        await self.settle()
        return await self.runs.get(connection.account, run["_id"])

    # what came of it

    async def created(self, connection: Connection | None = None) -> list[OrderCreated]:
        """Orders that the platform was told of."""
        return [
            event
            for body in await self.bodies("order.created.v1")
            if (event := OrderCreated.model_validate_json(body))
            and (connection is None or event.data.origin.connection == connection.id)
        ]

    async def numbers(self, connection: Connection | None = None) -> list[str]:
        """Outside ids of those orders, sorted; one that is told twice stands here twice."""
        return sorted(event.data.origin.outside_id for event in await self.created(connection))

    async def told(self, key: str) -> int:
        """How many events of a key the neighbours were told."""
        return len(await self.bodies(key))

    async def bodies(self, key: str) -> list[Any]:
        """Those events as JSON, in their order."""
        return [row["body"] async for row in self.kit.mongo["outbox"].find({"key": key}).sort("_id", 1)]

    async def kept(self, connection: Connection, state: LetterState) -> Sequence[KeptLetter]:
        """Letters of a connection in a state, the newest first."""
        return (await self.letters.page(connection.account, connection.id, state, None, 200)).items

    async def store(self, events: Collection[OrderCreated]) -> None:
        """The platform answers that it keeps these orders."""
        answers = [
            OrderStored.new(
                OrderStoredData(origin=event.data.origin, ref=f"p-{event.subject}", number="П-1", sequence=1),
                event_id=new_id(),
                now=utc_now(),
                service="platform-bridge",
                account=event.account,
                subject=event.subject,
                sequence=1,
            )
            for event in events
        ]

        async def body(unit: Unit) -> None:
            await self.answers.work(answers, unit)

        await self.kit.outbox.transact(body)

    def logins(self, address: str) -> int:
        """How often somebody tried to log in to a mailbox, by the log of its server."""
        return sum(f"user=<{address}>" in line and "imap-login:" in line for line in self.server.log().splitlines())

    def refusals(self, address: str) -> int:
        """How many of those had the wrong password."""
        return sum("mismatch" in line and address in line for line in self.server.log().splitlines())

    async def set_password(self, address: str, password: str) -> None:
        """Change the password of a mailbox, and wait until its server knows."""
        self.server.add_user(address, password)

        def enters() -> bool:
            with suppress(imaplib.IMAP4.error), self.server.client(address, password):
                return True
            time.sleep(0.5)  # each refusal makes Dovecot slower to answer
            return False

        await eventually(lambda: asyncio.to_thread(enters), 10, "the new password is known")


def flags(server: Dovecot, address: str, folder: str = "INBOX") -> list[bytes]:
    """UIDs and flags of all letters of a folder."""
    name = utf7_encode(folder).decode("ascii")
    with server.client(address, PASSWORD) as client:
        assert client.select(f'"{name}"', readonly=True)[0] == "OK"
        return [line for line in client.uid("FETCH", "1:*", "(FLAGS)")[1] if isinstance(line, bytes)]


@asynccontextmanager
async def working(office: Office, workers: int = 1) -> AsyncIterator[None]:
    """So many workers of the office are at work; the end of one is the test's."""
    loops = [asyncio.create_task(office.worker().loop()) for _ in range(workers)]
    try:
        yield
    finally:
        for loop in loops:
            loop.cancel()
        for ended in await asyncio.gather(*loops, return_exceptions=True):
            if isinstance(ended, Exception):
                raise ended
