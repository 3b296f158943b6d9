"""The API of mail-intake over a real MongoDB, with mailboxes that do as the test says."""

import asyncio
import base64
import datetime as dt
import io
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import httpx
from fastapi import FastAPI
from pydantic import SecretStr

from contracts.base import AccountId, ConnectionId
from mail_intake import main
from mail_intake.adapters.letters import MongoLetters
from mail_intake.adapters.templates import MongoTemplates
from mail_intake.api.letters import letters_router
from mail_intake.api.templates import templates_router
from mail_intake.app.letter_sources import LetterSources
from mail_intake.app.letter_view import ViewLetters
from mail_intake.app.letters import KeptLetter, LetterState
from mail_intake.app.mailboxes import Mailboxes
from mail_intake.app.preview_letters import PreviewLetters
from mail_intake.app.read_mail import ReadMail
from mail_intake.app.settle_letters import SettleLetters
from mail_intake.app.take_leads import TakeLeads
from mail_intake.connectors.mail_leads import connector as mail_leads
from mail_intake.connectors.mail_leads.config import MailLeadsConfig
from mail_intake.connectors.mail_orders import connector as mail_orders
from mail_intake.domain.letter.reading import read_letter
from mail_intake.domain.mailbox.cursor import Cursor, State
from mail_intake.domain.mailbox.letters import Envelope, Fetched, Page
from mail_intake.domain.mailbox.mailbox import Mailbox
from mail_intake.domain.mailbox.senders import Senders
from service_kit import problems
from service_kit.auth import Verifier
from service_kit.connections.integration import Integrations
from service_kit.connections.store import Connection, Connections
from service_kit.files import Files
from service_kit.ids import new_id
from service_kit.mongo import Mongo
from service_kit.outbox import Outbox, Unit
from service_kit.runs.cursors import MongoCursors
from service_kit.runs.store import Runs
from service_kit.secrets import Secrets
from service_kit.testing.tokens import TestIssuer
from service_kit.texts import Texts

DEMO = AccountId("demo")
FORM: Mapping[str, Any] = {"address": "zakaz@yandex.ru", "password": "secret", "senders": "*@shop.example"}
ORDER_FORM: Mapping[str, Any] = {**FORM, "owner": "e-1", "organization": "o-1"}
NOON = dt.datetime(2026, 11, 3, 12, tzinfo=dt.UTC)


class Post(Mailboxes):
    """Mailboxes and their letters; a login raises `fault`, or takes `slow` seconds."""

    def __init__(self) -> None:
        self.letters: list[Fetched] = []
        self.logins = 0
        self.fault: Exception | None = None
        self.slow = 0.0

    def put(self, raw: bytes) -> int:
        """A letter comes; gives its UID."""
        uid = len(self.letters) + 1
        letter = read_letter(raw)
        envelope = Envelope(uid, len(raw), (letter.sender.email,), letter.subject, letter.message_id, NOON)
        self.letters.append(Fetched(envelope, raw))
        return uid

    @asynccontextmanager
    async def session(self, _: Mailbox, __: AccountId, ___: ConnectionId) -> AsyncIterator["Post"]:
        self.logins += 1
        await asyncio.sleep(self.slow)
        if self.fault is not None:
            raise self.fault
        yield self

    async def latest(self, count: int, senders: Senders) -> Sequence[Fetched]:
        fitting = [one for one in self.letters if senders.fit(one.envelope.sender, one.envelope.subject)]
        return fitting[::-1][:count]

    async def letter(self, uid: int) -> Fetched | None:
        return next((one for one in self.letters if one.envelope.uid == uid), None)

    @property
    def state(self) -> State:
        return State("INBOX", 1, len(self.letters), len(self.letters))

    def begin(self, since: dt.date | None = None) -> Cursor:
        return Cursor.begin(self.state, NOON, since)

    async def pages(self, cursor: Cursor, _: Senders) -> AsyncIterator[Page]:
        """No new letters."""
        yield Page(letters=(), unfetched=(), foreign=0, cursor=cursor, again=False, more=False)


class Desk:
    """The service as the console sees it; its mailboxes are those of `post`, or the given ones."""

    def __init__(self, mongo: Mongo, outbox: Outbox, mailboxes: Mailboxes | None = None) -> None:
        self.mongo, self.outbox, self.post, self.issuer = mongo, outbox, Post(), TestIssuer()
        self.mailboxes = mailboxes or self.post
        self.texts = Texts(main.TEXTS)
        integrations = Integrations(
            mail_orders.integration({}, self.mailboxes), mail_leads.integration({}, self.mailboxes)
        )
        master = SecretStr(base64.b64encode(b"k" * 32).decode())
        self.connections = Connections(
            mongo,
            outbox,
            "mail-intake",
            self._nothing,
            integrations=integrations,
            secrets=Secrets(mongo, {"1": master}),
            texts=self.texts,
        )
        self.runs = Runs(mongo, outbox, "mail-intake")
        self.files = Files(mongo, "k" * 32)
        self.letters, self.templates = MongoLetters(mongo, self.files), MongoTemplates(mongo)
        self.app = self._app()
        transport = httpx.ASGITransport(app=self.app, raise_app_exceptions=False)
        self.client = httpx.AsyncClient(transport=transport, base_url="http://test")

    async def _nothing(self, _: Connection | None, __: Connection, ___: Unit) -> None:
        return None

    def _app(self) -> FastAPI:
        app = FastAPI(docs_url=None, redoc_url=None)
        app.state.verifier = Verifier(self.issuer.fetch, "biz")
        problems.install(app, self.texts)
        sources = LetterSources(
            connections=self.connections,
            mailboxes=self.mailboxes,
            letters=self.letters,
            files=self.files,
            intakes=main.INTAKES,
        )
        views = ViewLetters(
            letters=self.letters,
            connections=self.connections,
            sources=sources,
            reader=main.reader_of(self.templates),
        )
        settling = SettleLetters(
            outbox=self.outbox,
            letters=self.letters,
            connections=self.connections,
            runs=self.runs,
            intakes=main.INTAKES,
            texts=self.texts,
        )
        app.include_router(templates_router(self.templates, PreviewLetters(sources), self.connections, self.texts))
        app.include_router(letters_router(self.letters, views, settling, self.connections, self.texts))
        return app

    async def call(
        self,
        method: str,
        path: str,
        expected: int = 200,
        *,
        account: str = "demo",
        role: str = "manager",
        **options: Any,
    ) -> Any:
        """The answer of the API, which must have the status `expected`."""
        headers = {**self.issuer.headers(account, [role]), **options.pop("headers", {})}
        answer = await self.client.request(method, f"/v1{path}", headers=headers, **options)
        assert answer.status_code == expected, answer.text
        return answer.json() if answer.content else None

    async def connect(self, slug: str = mail_orders.SLUG, *, enabled: bool = True, **more: Any) -> Connection:
        """A connection of the demo account."""
        form = {**(ORDER_FORM if slug == mail_orders.SLUG else FORM), **more}
        return await self.connections.create(DEMO, slug, "Почта", enabled, form, by="user-1")

    async def keep(self, connection: Connection, raw: bytes | None = None, **values: Any) -> KeptLetter:
        """A letter of the connection that could not be read."""
        file = None
        if raw is not None:
            source = io.BytesIO(raw)
            file = await self.files.save(DEMO, "l.eml", source, content_type="message/rfc822", lives=None)
        made = KeptLetter(
            id=new_id(),
            message_id=f"{new_id()}@shop.example",
            digest=new_id(),
            sender="shop@shop.example",
            subject="Новый заказ",
            received_at=NOON,
            size=len(raw or b""),
            state=LetterState.UNREAD,
            run="run-0",
            file=file,
            key="mail_items_missing",
        )
        kept = replace(made, **values)

        async def body(unit: Unit) -> None:
            await self.letters.save(connection.account, connection.id, [kept], unit)

        await self.outbox.transact(body)
        return kept

    async def state(self, letter: KeptLetter) -> LetterState:
        return (await self.letters.get(DEMO, letter.id))[1].state

    async def work(self) -> None:
        """A worker reads what the run that waits is for."""
        executor = ReadMail(
            connections=self.connections,
            runs=self.runs,
            mailboxes=self.mailboxes,
            letters=self.letters,
            cursors=MongoCursors(self.mongo),
            files=self.files,
            taking=TakeLeads(self.outbox, self.runs, MailLeadsConfig.lead_settings),
            settings=MailLeadsConfig.mail_settings,
            reader=main.reader_of(self.templates),
        )
        run = await self.runs.claim()
        assert run is not None
        await executor.execute(run)

    async def told(self, event: Any) -> list[Any]:
        """The events of one class so far."""
        rows = await self.mongo["outbox"].find({"type": event.key}).sort("_id", 1).to_list(None)
        return [event.model_validate_json(bytes(row["body"])) for row in rows]

    async def count_runs(self) -> int:
        return int(await self.mongo["runs"].count_documents({}))
