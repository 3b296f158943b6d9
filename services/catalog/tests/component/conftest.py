"""Catalog as it runs: a worker and two API processes over one broker and one database, and its neighbours."""

import contextlib
from collections.abc import AsyncIterator, Callable
from typing import Any

import httpx
import pytest

from catalog.main import build
from catalog.settings import CatalogSettings
from contracts.base import AccountId, ConnectionId
from contracts.envelope import Event
from contracts.events.connection import (
    Cause,
    ConnectionChanged,
    ConnectionChangedData,
    Health,
    IntegrationAnnounced,
    IntegrationAnnouncedData,
)
from contracts.manifest import Manifest
from contracts.topology import PLATFORM_REQUESTS
from service_kit.app import Kit
from service_kit.ids import new_id, utc_now
from service_kit.publisher import Letter, Publisher
from service_kit.settings import Role
from service_kit.testing.process import eventually
from service_kit.testing.tokens import TestIssuer

DEMO = AccountId("demo")


class Make:
    """Makes what services say."""

    def manifest(self, slug: str, **fields: Any) -> Manifest:
        """One of a service."""
        values = {"title": slug, "categories": ("shops",), "kind": "api", "developer": "Бизнес.Ру", "description": "…"}
        return Manifest(slug=slug, **{**values, **fields})

    def announced(self, sequence: int, *slugs: str | Manifest, service: str = "shop-sync") -> IntegrationAnnounced:
        """A service starts."""
        manifests = tuple(slug if isinstance(slug, Manifest) else self.manifest(slug) for slug in slugs)
        return IntegrationAnnounced.new(
            IntegrationAnnouncedData(service=service, manifests=manifests),
            event_id=new_id(),
            now=utc_now(),
            service=service,
            account=AccountId("*"),
            subject=service,
            sequence=sequence,
        )

    def changed(
        self,
        sequence: int,
        connection: str = "c-1",
        *,
        account: str = DEMO,
        integration: str = "insales",
        health: Health = Health.OK,
        name: str = "Insales_01",
        enabled: bool = True,
        cause: Cause | None = None,
    ) -> ConnectionChanged:
        """Something happened to a connection."""
        return ConnectionChanged.new(
            ConnectionChangedData(
                integration=integration,
                connection=ConnectionId(connection),
                name=name,
                enabled=enabled,
                health=health,
                cause=cause,
            ),
            event_id=new_id(),
            now=utc_now(),
            service="shop-sync",
            account=AccountId(account),
            subject=connection,
            sequence=sequence,
        )


@pytest.fixture
def make() -> Make:
    return Make()


class Process:
    """One process of catalog and a client of it."""

    def __init__(self, kit: Kit, issuer: TestIssuer) -> None:
        self.kit = kit
        self.app = kit.build()
        self.issuer = issuer
        self.client = httpx.AsyncClient(transport=httpx.ASGITransport(self.app), base_url="http://catalog")

    async def call(self, method: str, path: str, account: str = DEMO, role: str = "owner", **more: Any) -> Any:
        headers = self.issuer.headers(account, (role,)) | more.pop("headers", {})
        return await self.client.request(method, f"/v1/{path}", headers=headers, **more)

    async def get(self, path: str, account: str = DEMO, role: str = "owner", **more: Any) -> Any:
        answer = await self.call("GET", path, account, role, **more)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def slugs(self, account: str = DEMO, **query: Any) -> list[str]:
        page = await self.get("widgets", account, params=query)
        return [tile["slug"] for group in page["groups"] for tile in group["widgets"]]

    async def handled(self, count: int) -> None:
        """Wait until so many messages are handled."""

        async def enough() -> bool:
            return int(await self.kit.mongo["inbox"].count_documents({})) >= count

        await eventually(enough, what=f"{count} messages are handled")

    async def window(self, slug: str, account: str = DEMO) -> Any:
        return await self.get(f"widgets/{slug}", account)


Start = Callable[..., Any]


@pytest.fixture(scope="session")
def issuer() -> TestIssuer:
    return TestIssuer()


@pytest.fixture
async def start(amqp_url: str, mongo_url: str, mongo_database: str, issuer: TestIssuer) -> AsyncIterator[Start]:
    """Start processes of a role; they are stopped afterwards."""
    async with contextlib.AsyncExitStack() as stack:

        async def run(role: Role) -> Process:
            settings = CatalogSettings(role=role, amqp_url=amqp_url, mongo_url=mongo_url, mongo_database=mongo_database)
            process = Process(build(settings, issuer.fetch), issuer)
            await stack.enter_async_context(process.app.router.lifespan_context(process.app))
            stack.push_async_callback(process.client.aclose)
            return process

        yield run


@pytest.fixture
async def worker(start: Start) -> Process:
    process: Process = await start(Role.WORKER)
    return process


@pytest.fixture
async def api(start: Start) -> Process:
    process: Process = await start(Role.API)
    return process


class Neighbours:
    """The other services: they publish events, and the platform's queue of requests is there."""

    def __init__(self, url: str) -> None:
        self._publisher = Publisher(url, "shop-sync")

    async def start(self) -> None:
        await self._publisher.start()
        await self._publisher.declare((PLATFORM_REQUESTS,))

    async def say(self, *events: Event[Any]) -> None:
        for event in events:
            body = event.model_dump_json(exclude_none=True).encode()
            await self._publisher.publish(Letter(event.id, event.key, body, event.key, event.correlationid))

    async def stop(self) -> None:
        await self._publisher.stop()


@pytest.fixture
async def neighbours(amqp_url: str) -> AsyncIterator[Neighbours]:
    made = Neighbours(amqp_url)
    await made.start()
    yield made
    await made.stop()
