"""Wiring of mail-intake: the only place where its parts meet."""

from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from fastapi import FastAPI

from contracts.base import AccountId, ConnectionId, Ref
from contracts.rows.directory import DirectoryKind
from contracts.topology import MAIL_INTAKE_REPLICA
from mail_intake import SERVICE
from mail_intake.adapters.letters import MongoLetters
from mail_intake.adapters.mailbox.mailboxes import SYSTEM, ImapMailboxes
from mail_intake.adapters.mailbox.threads import THREADS, Threads
from mail_intake.adapters.templates import MongoTemplates
from mail_intake.api.letters import letters_router
from mail_intake.api.templates import templates_router
from mail_intake.app.letter_sources import Intake, Intakes, LetterSources
from mail_intake.app.letter_view import ViewLetters
from mail_intake.app.note_answers import NoteMailAnswers
from mail_intake.app.parse import ParseLetter
from mail_intake.app.preview_letters import PreviewLetters
from mail_intake.app.read_mail import ReadMail
from mail_intake.app.reading import Reader, by_engine, by_templates, by_words
from mail_intake.app.settings import MailSettings
from mail_intake.app.settle_letters import SettleLetters
from mail_intake.app.take_leads import TakeLeads
from mail_intake.app.take_orders import TakeOrders
from mail_intake.app.taking import Taking
from mail_intake.connectors.mail_leads import connector as mail_leads
from mail_intake.connectors.mail_leads.config import MailLeadsConfig
from mail_intake.connectors.mail_orders import connector as mail_orders
from mail_intake.connectors.mail_orders.config import MailOrdersConfig
from mail_intake.domain.template.syntax import Kind
from mail_intake.events.subscribers import QUEUES, subscribe
from mail_intake.settings import MailIntakeSettings
from service_kit.announce import announce
from service_kit.app import Kit
from service_kit.connections.integration import Integrations
from service_kit.connections.store import Connection, Connections
from service_kit.connections_api.routes import connections_router
from service_kit.files import Files, files_router
from service_kit.goods.links import GoodsLinks
from service_kit.goods.links_api import goods_links_router
from service_kit.goods.ours import OurGoods
from service_kit.goods.replica import Replica
from service_kit.http import Pace
from service_kit.orders.answers import NoteAnswers
from service_kit.orders.mongo_orders import MongoOrders
from service_kit.orders.store import StoreOrders
from service_kit.runs.api import runs_router
from service_kit.runs.background import work_in_background
from service_kit.runs.cursors import MongoCursors
from service_kit.runs.store import Runs
from service_kit.texts import Texts

HERE: Final = Path(__file__).parent
TEXTS: Final = (HERE / "strings.ru.json", HERE / "adapters" / "mailbox" / "strings.ru.json")
INDEXES: Final = (
    *Connections.INDEXES,
    *Runs.INDEXES,
    *Files.INDEXES,
    *Replica.INDEXES,
    *GoodsLinks.INDEXES,
    *MongoOrders.INDEXES,
    *MongoCursors.INDEXES,
    *MongoLetters.INDEXES,
    *MongoTemplates.INDEXES,
)
LISTS: Final[Mapping[str, DirectoryKind]] = {
    "organizations": DirectoryKind.ORGANIZATION,
    "employees": DirectoryKind.EMPLOYEE,
    "order_statuses": DirectoryKind.ORDER_STATUS,
    "lead_statuses": DirectoryKind.LEAD_STATUS,
    "currencies": DirectoryKind.CURRENCY,
}
INTAKES: Final[Intakes] = {
    mail_orders.SLUG: Intake(Kind.ORDER, mail_orders.RUN, MailOrdersConfig.mail_settings),
    mail_leads.SLUG: Intake(Kind.LEAD, mail_leads.RUN, MailLeadsConfig.mail_settings),
}
LOGINS: Final = Pace(per_second=0.1, burst=20)
"""Logins into one mailbox: providers lock those that come too often."""


@dataclass(frozen=True, slots=True)
class Base:
    """What all parts stand on."""

    kit: Kit
    runs: Runs
    files: Files
    replica: Replica
    integrations: Integrations
    connections: Connections
    mailboxes: ImapMailboxes
    letters: MongoLetters
    templates: MongoTemplates


def create_app(settings: MailIntakeSettings | None = None) -> FastAPI:
    """The ASGI app of mail-intake; settings come from the environment unless given."""
    return build(settings or MailIntakeSettings()).build()


def letter_parser() -> ParseLetter:
    """What reads a letter of a file and prints it."""
    return ParseLetter(Texts(TEXTS))


def build(settings: MailIntakeSettings) -> Kit:
    """All parts of mail-intake, wired."""
    kit = Kit(SERVICE, settings, queues=QUEUES, indexes=INDEXES, texts=TEXTS)
    base = _base(kit, settings)
    orders = MongoOrders(kit.mongo)
    subscribe(kit, NoteMailAnswers(NoteAnswers(SERVICE, orders, base.runs), base.letters), base.replica)
    _work(base, orders)
    _serve(base)

    async def announce_integrations() -> None:
        await announce(kit.outbox, SERVICE, base.integrations)

    kit.on_start(announce_integrations)
    return kit


def _base(kit: Kit, settings: MailIntakeSettings) -> Base:
    replica = Replica(kit.mongo, kit.outbox, SERVICE, MAIL_INTAKE_REPLICA)
    outside = kit.outside(SYSTEM, LOGINS)
    mailboxes = ImapMailboxes(
        outside.guard, Threads(), admission=outside.admission, authorities=settings.mail_authorities or None
    )
    lists = replica.lists(LISTS)
    integrations = Integrations(mail_orders.integration(lists, mailboxes), mail_leads.integration(lists, mailboxes))

    connections = Connections(
        kit.mongo,
        kit.outbox,
        SERVICE,
        replica.connected,
        integrations=integrations,
        secrets=kit.secrets,
        texts=kit.texts,
    )
    files = Files(kit.mongo, settings.files_key.get_secret_value())
    return Base(
        kit,
        Runs(kit.mongo, kit.outbox, SERVICE, kit.mongo.now),
        files,
        replica,
        integrations,
        connections,
        mailboxes,
        MongoLetters(kit.mongo, files),
        MongoTemplates(kit.mongo),
    )


def _work(base: Base, orders: MongoOrders) -> None:
    """What runs in the background of workers."""
    kit, runs, connections, files = base.kit, base.runs, base.connections, base.files
    store = StoreOrders(
        SERVICE, mongo=kit.mongo, outbox=kit.outbox, orders=orders, runs=runs, links=GoodsLinks(kit.mongo)
    )
    takings: Mapping[str, Taking] = {
        mail_orders.SLUG: TakeOrders(
            store, orders, replica=base.replica, texts=kit.texts, settings=MailOrdersConfig.order_settings
        ),
        mail_leads.SLUG: TakeLeads(kit.outbox, runs, MailLeadsConfig.lead_settings),
    }
    executors = {INTAKES[slug].run: _reading(base, taking, INTAKES[slug]) for slug, taking in takings.items()}
    work_in_background(
        kit, executors, runs=runs, connections=connections, files=files, now=kit.mongo.now, parallel=THREADS
    )


def _reading(base: Base, taking: Taking, intake: Intake) -> ReadMail:
    return ReadMail(
        connections=base.connections,
        runs=base.runs,
        mailboxes=base.mailboxes,
        letters=base.letters,
        cursors=MongoCursors(base.kit.mongo),
        files=base.files,
        taking=taking,
        settings=intake.settings,
        reader=reader_of(base.templates),
    )


def reader_of(templates: MongoTemplates) -> Callable[[Connection, MailSettings], Awaitable[Reader]]:
    """How the letters of a connection are read by its settings."""

    async def reader(connection: Connection, settings: MailSettings) -> Reader:
        if settings.own:
            own = await templates.all(connection.account, connection.id)
            return by_templates(own, INTAKES[connection.integration].kind)
        return by_engine(settings.engine) if settings.engine else by_words()

    return reader


def _serve(base: Base) -> None:
    """What answers the API."""
    kit, runs, connections, files, integrations = base.kit, base.runs, base.connections, base.files, base.integrations
    sources = LetterSources(
        connections=connections, mailboxes=base.mailboxes, letters=base.letters, files=files, intakes=INTAKES
    )
    views = ViewLetters(
        letters=base.letters, connections=connections, sources=sources, reader=reader_of(base.templates)
    )
    settling = SettleLetters(
        outbox=kit.outbox,
        letters=base.letters,
        connections=connections,
        runs=runs,
        intakes=INTAKES,
        texts=kit.texts,
    )
    for router in (
        connections_router(connections, integrations, runs, kit.texts),
        runs_router(runs, connections, integrations, files, kit.texts),
        goods_links_router(GoodsLinks(kit.mongo), OurGoods(kit.mongo), connections, _none_sent),
        templates_router(base.templates, PreviewLetters(sources), connections, kit.texts),
        letters_router(base.letters, views, settling, connections, kit.texts),
        files_router(files),
    ):
        kit.include(router)


async def _none_sent(account: AccountId, connection: ConnectionId, products: Collection[Ref]) -> set[Ref]:
    """Letters name goods by article and name, never by our ids."""
    return set()
