"""A service with one integration that has secrets, a check, a period and runs by hand, over its real API."""

import asyncio
import datetime as dt
import io
from collections.abc import AsyncIterator, Callable
from typing import Annotated, Any

import httpx
import pytest
from fastapi import FastAPI
from pydantic import BaseModel, ConfigDict, Field, SecretStr

from contracts.base import AccountId
from contracts.events.connection import RunKind
from contracts.manifest import Category, Manifest
from service_kit import problems
from service_kit.auth import Verifier
from service_kit.connections.integration import Integration, Integrations
from service_kit.connections.store import Connection, Connections
from service_kit.connections_api.routes import connections_router
from service_kit.files import Files
from service_kit.ids import utc_now
from service_kit.mongo import Mongo
from service_kit.outbox import Outbox, Unit
from service_kit.runs.api import runs_router
from service_kit.runs.finish import Finisher
from service_kit.runs.model import Page, Run
from service_kit.runs.store import Runs
from service_kit.runs.uploads import uploads_router
from service_kit.runs.worker import RunWorker
from service_kit.schedule import Scheduler
from service_kit.secrets import Secrets
from service_kit.testing.tokens import TestIssuer
from service_kit.texts import Texts

DEMO = AccountId("demo")


class Mailbox(BaseModel):
    """A part of the settings with a secret of its own."""

    model_config = ConfigDict(extra="forbid")

    host: str
    token: SecretStr | None = None


class ShopSettings(BaseModel):
    """The form of the integration."""

    model_config = ConfigDict(extra="forbid")

    url: Annotated[str, Field(title="Адрес магазина", max_length=50)]
    password: Annotated[SecretStr, Field(title="Пароль", min_length=1)]
    mailbox: Mailbox | None = None
    every: int = 0


def periods(settings: ShopSettings) -> dict[RunKind, dt.timedelta]:
    return {RunKind.IMPORT_ORDERS: dt.timedelta(minutes=settings.every)} if settings.every else {}


class Office:
    """The service, its clock, and what the outside system does: raise `fault`, or work, after `slow` seconds."""

    def __init__(self, mongo: Mongo, outbox: Outbox, masters: dict[str, SecretStr]) -> None:
        self.mongo = mongo
        self.outbox = outbox
        self.now = utc_now()
        self.fault: Exception | None = None
        self.slow = 0.0
        self.seen: list[ShopSettings] = []
        self.issuer = TestIssuer()
        shop = Integration(
            Manifest(
                slug="shop", title="Магазин", categories=(Category.SHOPS,), kind="api", developer="мы", description="—"
            ),
            ShopSettings,
            check_upload=lambda _: None,
            check=self._check,
            periods=periods,
            by_hand=frozenset({RunKind.IMPORT_ORDERS}),
            dry_runs=frozenset({RunKind.IMPORT_ORDERS}),
        )
        self.integrations, self.texts = Integrations(shop), Texts()
        self.secrets = Secrets(mongo, masters)
        self.connections = self.another_repository()
        self.runs = Runs(mongo, outbox, "shop-sync", self.clock)
        self.files = Files(mongo, "k" * 32, self.clock)
        self.finisher = Finisher(
            mongo,
            outbox,
            "shop-sync",
            files=self.files,
            connections=self.connections,
            texts=self.texts,
            now=self.clock,
        )
        self.app = self._app()
        transport = httpx.ASGITransport(app=self.app, raise_app_exceptions=False)
        self.client = httpx.AsyncClient(transport=transport, base_url="http://test")

    def clock(self) -> dt.datetime:
        return self.now

    def another_repository(self) -> Connections:
        return Connections(
            self.mongo,
            self.outbox,
            "shop-sync",
            self._nothing,
            integrations=self.integrations,
            secrets=self.secrets,
            texts=self.texts,
            now=self.clock,
        )

    def scheduler(self) -> Scheduler:
        return Scheduler(self.mongo, self.outbox, runs=self.runs, connections=self.connections, now=self.clock)

    def worker(self, executor: Any) -> RunWorker:
        return RunWorker(self.runs, self.connections, {RunKind.IMPORT_ORDERS: executor})

    async def _nothing(self, _: Connection | None, __: Connection, ___: Unit) -> None:
        return None

    async def _check(self, _: AccountId, settings: ShopSettings) -> None:
        self.seen.append(settings)
        await asyncio.sleep(self.slow)
        if self.fault is not None:
            raise self.fault

    def _app(self) -> FastAPI:
        app = FastAPI(docs_url=None, redoc_url=None)
        app.state.verifier = Verifier(self.issuer.fetch, "biz")
        problems.install(app, self.texts)
        app.include_router(connections_router(self.connections, self.integrations, self.runs, self.texts))
        app.include_router(uploads_router(self.runs, self.connections, self.integrations, self.files, self.texts))
        app.include_router(runs_router(self.runs, self.connections, self.integrations, self.files, self.texts))
        return app

    async def call(
        self, method: str, path: str, *, account: str = "demo", role: str = "owner", **options: Any
    ) -> httpx.Response:
        headers = {**self.issuer.headers(account, [role]), **options.pop("headers", {})}
        return await self.client.request(method, f"/v1{path}", headers=headers, **options)

    async def make(self, *, enabled: bool = True, account: str = "demo", **config: Any) -> Any:
        """A connection over the API."""
        settings = {"url": "https://shop.example", "password": "correct horse battery", **config}
        given = {"integration": "shop", "name": "Магазин", "enabled": enabled, "config": settings}
        answer = await self.call("POST", "/connections", json=given, account=account)
        assert answer.status_code == 201, answer.text
        return answer.json()

    async def edit(self, made: Any, *, enabled: bool = True, headers: Any = None, **config: Any) -> httpx.Response:
        """Save the form as it was read, with some fields changed."""
        body = {"name": made["name"], "enabled": enabled, "config": {**made["config"], **config}}
        return await self.call("PUT", f"/connections/{made['id']}", json=body, headers=headers or {})

    async def shown(self, made: Any) -> Any:
        return (await self.call("GET", f"/connections/{made['id']}")).json()

    async def upload(self, made: Any) -> Any:
        path = f"/connections/{made['id']}/uploads"
        return (await self.call("POST", path, files={"file": ("заказы.xml", io.BytesIO(b"<x/>"))})).json()

    async def claimed(self) -> Run:
        run = await self.runs.claim()
        assert run is not None
        return run

    async def record(self, run: Run, page: Page) -> None:
        """Store a page of a run as an executor does."""

        async def body(unit: Unit) -> None:
            await self.runs.record(run, page, unit)

        await self.outbox.transact(body)
        self.runs.advance(run, page)

    async def finish(self, run: Run, error: str | None = None) -> None:
        """The source is read, and the run ends."""
        await self.runs.read_through(run, error, {}, dt.timedelta(0))
        await self.finisher.step()

    async def told(self, event: Any) -> list[Any]:
        """The events of one class so far."""
        rows = await self.mongo["outbox"].find({"type": event.key}).sort("_id", 1).to_list(None)
        return [event.model_validate_json(bytes(row["body"])) for row in rows]


@pytest.fixture
async def office(mongo: Mongo, silent_outbox: Outbox, a_master_key: Callable[..., SecretStr]) -> AsyncIterator[Office]:
    await mongo.prepare([*Connections.INDEXES, *Secrets.INDEXES, *Runs.INDEXES, *Files.INDEXES])
    made = Office(mongo, silent_outbox, {"1": a_master_key()})
    yield made
    await made.client.aclose()
