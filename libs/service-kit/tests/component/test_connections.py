"""Connections over the API: an owner makes them, nobody else's account sees them, and others hear of each change."""

import asyncio
import base64
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from pydantic import BaseModel, ConfigDict, Field, SecretStr

from contracts.base import AccountId
from contracts.events.connection import ConnectionChanged, Health, RunKind
from contracts.manifest import Category, Manifest
from service_kit import problems
from service_kit.auth import Verifier
from service_kit.connections.integration import Choice, Integration, Integrations
from service_kit.connections.store import Connection, Connections
from service_kit.connections_api.routes import connections_router
from service_kit.files import Files
from service_kit.mongo import Mongo
from service_kit.outbox import Outbox, Unit
from service_kit.runs.api import runs_router
from service_kit.runs.store import Runs
from service_kit.runs.uploads import uploads_router
from service_kit.secrets import Secrets
from service_kit.testing.routes import routes_without_roles
from service_kit.testing.tokens import TestIssuer
from service_kit.texts import Texts

pytestmark = pytest.mark.mongo


class Mapping(BaseModel):
    model_config = ConfigDict(extra="forbid")

    status: str = Field(max_length=5)


class Settings(BaseModel):
    """The form of the fake integration."""

    model_config = ConfigDict(extra="forbid")

    organization: str = Field(title="Организация")
    reserve: bool = True
    statuses: tuple[Mapping, ...] = ()


async def cities(account: AccountId, part: str) -> list[Choice]:
    return [Choice(f"{account}-{part}", "Город")]


def manifest(slug: str) -> Manifest:
    return Manifest(
        slug=slug, title="Файлы", categories=(Category.SHOPS,), kind="files", developer="мы", description="Заказы"
    )


def check(file: Any) -> None:
    if not file.read(1):
        raise problems.DataError("file_missing")


async def reach(_: AccountId, settings: Any) -> None:
    assert settings.organization


def full() -> Integration:
    """An integration that can do everything, once in an account."""
    return Integration(
        manifest("full").model_copy(update={"multiple": False}),
        Settings,
        check_upload=check,
        check=reach,
        by_hand=frozenset({RunKind.IMPORT_ORDERS, RunKind.EXPORT_GOODS}),
        dry_runs=frozenset({RunKind.IMPORT_ORDERS}),
        repeatable=frozenset({RunKind.EXPORT_GOODS}),
    )


class Service:
    """A service with one integration that takes files and one that does not."""

    def __init__(self, mongo: Mongo, outbox: Outbox) -> None:
        self.mongo = mongo
        self.issuer = TestIssuer()
        self.saved: list[tuple[int | None, int, Health]] = []
        integrations = Integrations(
            Integration(manifest("files"), Settings, {"cities": cities}, check),
            Integration(manifest("api"), Settings),
            Integration(manifest("once"), Settings, identity=lambda settings: settings.organization),
            full(),
        )
        texts = Texts()
        self.secrets = Secrets(mongo, {"1": SecretStr(base64.b64encode(b"k" * 32).decode())})
        self.connections = Connections(
            mongo, outbox, "shop-sync", self.note, integrations=integrations, secrets=self.secrets, texts=texts
        )
        runs, files = Runs(mongo, outbox, "shop-sync"), Files(mongo, "k" * 32)
        self.app = FastAPI(docs_url=None, redoc_url=None)
        self.app.state.verifier = Verifier(self.issuer.fetch, "biz")
        problems.install(self.app, texts)
        self.app.include_router(connections_router(self.connections, integrations, runs, texts))
        self.app.include_router(uploads_router(runs, self.connections, integrations, files, texts))
        self.app.include_router(runs_router(runs, self.connections, integrations, files, texts))
        transport = httpx.ASGITransport(app=self.app, raise_app_exceptions=False)
        self.client = httpx.AsyncClient(transport=transport, base_url="http://test")

    async def note(self, before: Connection | None, connection: Connection, _: Unit) -> None:
        self.saved.append((before and before.revision, connection.revision, connection.health))

    async def call(
        self, method: str, path: str, *, account: str = "demo", role: str = "owner", **options: Any
    ) -> httpx.Response:
        headers = {**self.issuer.headers(account, [role]), **options.pop("headers", {})}
        return await self.client.request(method, f"/v1{path}", headers=headers, **options)

    async def make(self, **fields: Any) -> Any:
        given = {"integration": "files", "name": "Магазин", "config": {"organization": "org-1"}, **fields}
        return (await self.call("POST", "/connections", json=given)).json()

    async def told(self) -> list[ConnectionChanged]:
        rows = await self.mongo["outbox"].find({"type": ConnectionChanged.key}).sort("_id", 1).to_list(None)
        return [ConnectionChanged.model_validate_json(bytes(row["body"])) for row in rows]

    async def upload(self, connection: str, *, key: str | None = None, data: bytes = b"<x/>", **options: Any) -> Any:
        headers = {"Idempotency-Key": key} if key else {}
        files = options.pop("files", {"file": ("заказы.xml", data)})
        path = f"/connections/{connection}/uploads"
        return await self.call("POST", path, files=files, headers=headers, **options)


@pytest.fixture
async def service(mongo: Mongo, silent_outbox: Outbox) -> AsyncIterator[Service]:
    await mongo.prepare([*Connections.INDEXES, *Secrets.INDEXES, *Runs.INDEXES, *Files.INDEXES])
    made = Service(mongo, silent_outbox)
    yield made
    await made.client.aclose()


async def test_an_account_connects_to_one_place_once(service: Service) -> None:
    first = await service.make(integration="once")
    again = {"integration": "once", "name": "Второе", "config": {"organization": "org-1"}}
    refused = await service.call("POST", "/connections", json=again)
    assert (refused.status_code, refused.json()["key"]) == (409, "connected_already")
    assert len((await service.call("GET", "/connections")).json()["items"]) == 1

    assert (await service.call("POST", "/connections", account="other", json=again)).status_code == 201
    elsewhere = await service.make(integration="once", config={"organization": "org-2"})
    moved = await service.call("PUT", f"/connections/{elsewhere['id']}", json={"name": "x", "config": again["config"]})
    assert (moved.status_code, moved.json()["key"]) == (409, "connected_already")
    same = await service.call("PUT", f"/connections/{first['id']}", json={"name": "x", "config": again["config"]})
    assert same.status_code == 200

    await service.call("DELETE", f"/connections/{first['id']}")
    assert (await service.call("POST", "/connections", json=again)).status_code == 201


async def test_an_owner_makes_reads_changes_and_deletes_a_connection(service: Service) -> None:
    answer = await service.call(
        "POST", "/connections", json={"integration": "files", "name": "Магазин", "config": {"organization": "org-1"}}
    )
    made = answer.json()
    assert answer.status_code == 201
    assert answer.headers["location"] == f"/v1/connections/{made['id']}"
    assert made["config"] == {"organization": "org-1", "reserve": True, "statuses": []}
    assert (made["enabled"], made["health"], made["version"]) == (True, "ok", 1)
    assert "account" not in made
    assert service.saved == [(None, 1, "ok")]

    path = f"/connections/{made['id']}"
    change = {"name": "Другой", "enabled": False, "config": {"organization": "org-2", "reserve": False}}
    changed = (await service.call("PUT", path, json=change)).json()
    assert (changed["name"], changed["enabled"], changed["version"]) == ("Другой", False, 2)
    assert (await service.call("GET", path)).json() == changed
    assert (await service.call("GET", "/connections")).json()["items"] == [changed]
    assert (await service.call("DELETE", path)).status_code == 204
    assert (await service.call("GET", path)).status_code == 404
    assert (await service.call("GET", "/connections")).json()["items"] == []
    assert service.saved[1:] == [(1, 2, "ok"), (2, 2, "deleted")]


async def test_each_change_is_told_once_with_a_growing_sequence(service: Service) -> None:
    made = await service.make()
    path = f"/connections/{made['id']}"
    body = {"name": "Б", "enabled": False, "config": {"organization": "org-1"}}
    await asyncio.gather(*(service.call("PUT", path, json=body) for _ in range(3)))
    await service.call("DELETE", path)
    told = await service.told()
    assert sorted(event.sequence for event in told) == [1, 2, 3, 4, 5]
    assert {(event.subject, event.account) for event in told} == {(made["id"], "demo")}
    first, last = told[0], told[-1]
    assert (first.data.name, first.data.enabled, first.data.health) == ("Магазин", True, "ok")
    assert (last.data.name, last.data.enabled, last.data.health) == ("Б", False, "deleted")


async def test_nothing_is_told_of_a_change_that_was_refused(service: Service) -> None:
    made = await service.make()
    path = f"/connections/{made['id']}"
    assert (await service.call("PUT", path, json={"name": "", "config": {}})).status_code == 422
    assert (await service.call("DELETE", path, account="stranger")).status_code == 404
    assert len(await service.told()) == 1


@pytest.mark.parametrize(
    ("method", "path", "options"),
    [
        ("GET", "", {}),
        ("PUT", "", {"json": {"name": "Ч", "config": {"organization": "x"}}}),
        ("DELETE", "", {}),
        ("GET", "/runs", {}),
        ("POST", "/uploads", {"files": {"file": ("x.xml", b"<x/>")}}),
    ],
)
async def test_a_connection_of_another_account_does_not_exist(
    *, service: Service, method: str, path: str, options: Any
) -> None:
    made = await service.make()
    answer = await service.call(method, f"/connections/{made['id']}{path}", account="stranger", **options)
    assert (answer.status_code, answer.json()["key"]) == (404, "connection_unknown")
    assert (await service.call("GET", f"/connections/{made['id']}")).json() == made
    assert (await service.call("GET", "/connections", account="stranger")).json()["items"] == []


async def test_a_manager_reads_but_changes_nothing(service: Service) -> None:
    made = await service.make()
    path = f"/connections/{made['id']}"
    body = {"name": "М", "config": {"organization": "org-1"}}
    for method, where, json in (
        ("POST", "/connections", {**body, "integration": "files"}),
        ("PUT", path, body),
        ("DELETE", path, None),
    ):
        answer = await service.call(method, where, role="manager", json=json)
        assert (answer.status_code, answer.json()["key"]) == (403, "forbidden")
    assert (await service.call("GET", path, role="manager")).json() == made


async def test_wrong_settings_are_named_field_by_field_below_config(service: Service) -> None:
    config = {"reserve": "maybe", "statuses": [{"status": "x"}, {"status": "слишком длинный"}], "odd": 1}
    answer = await service.call(
        "POST", "/connections", json={"integration": "files", "name": "Магазин", "config": config}
    )
    assert (answer.status_code, answer.json()["key"]) == (422, "invalid_input")
    assert {tuple(error["loc"]): error["key"] for error in answer.json()["errors"]} == {
        ("config", "organization"): "missing",
        ("config", "reserve"): "bool_parsing",
        ("config", "statuses", "1", "status"): "string_too_long",
        ("config", "odd"): "extra_forbidden",
    }
    assert await service.mongo["connections"].count_documents({}) == 0


@pytest.mark.parametrize("extra", [{"account": "stranger"}, {"health": "ok"}, {"version": 7}])
async def test_a_caller_cannot_set_what_is_ours(service: Service, extra: dict[str, Any]) -> None:
    given = {"integration": "files", "name": "М", "config": {"organization": "o"}, **extra}
    answer = await service.call("POST", "/connections", json=given)
    assert answer.status_code == 422


async def test_an_unknown_integration_or_list_is_not_found(service: Service) -> None:
    answer = await service.call("POST", "/connections", json={"integration": "nope", "name": "М"})
    assert (answer.status_code, answer.json()["key"]) == (404, "integration_unknown")
    assert (await service.call("GET", "/integrations/nope/form")).json()["key"] == "integration_unknown"
    assert (await service.call("GET", "/integrations/files/lists/nope")).json()["key"] == "list_unknown"


async def test_the_form_has_the_schema_and_the_values_to_begin_with(service: Service) -> None:
    form = (await service.call("GET", "/integrations/files/form", role="manager")).json()
    assert form["schema"]["properties"]["organization"]["title"] == "Организация"
    assert form["values"] == {"reserve": True, "statuses": []}


async def test_the_form_tells_which_buttons_belong_to_the_integration(service: Service) -> None:
    plain = (await service.call("GET", "/integrations/api/form")).json()
    assert {name: plain[name] for name in plain.keys() - {"schema", "values"}} == {
        "title": "Файлы",
        "by_hand": [],
        "dry_runs": [],
        "repeatable": [],
        "uploads": False,
        "multiple": True,
        "checkable": False,
    }
    full = (await service.call("GET", "/integrations/full/form", role="manager")).json()
    assert full["by_hand"] == ["export_goods", "import_orders"]
    assert (full["dry_runs"], full["repeatable"]) == (["import_orders"], ["export_goods"])
    assert (full["uploads"], full["multiple"], full["checkable"]) == (True, False, True)


async def test_choices_are_those_of_the_callers_account(service: Service) -> None:
    answer = await service.call("GET", "/integrations/files/lists/cities?q=мос", account="acc-7")
    assert answer.json() == {"items": [{"value": "acc-7-мос", "label": "Город"}]}


async def test_an_upload_queues_a_run_that_its_account_can_follow(service: Service) -> None:
    made = await service.make()
    answer = await service.upload(made["id"], role="manager")
    run = answer.json()
    assert answer.status_code == 202
    assert (run["status"], run["trigger"], run["file_name"]) == ("queued", "file", "заказы.xml")
    assert (await service.call("GET", f"/runs/{run['id']}")).json() == run
    assert (await service.call("GET", f"/connections/{made['id']}/runs")).json()["items"] == [run]
    (file,) = (await service.call("GET", f"/runs/{run['id']}/files")).json()["items"]
    assert file["kind"] == "source"
    for path in ("", "/rows", "/files"):
        assert (await service.call("GET", f"/runs/{run['id']}{path}", account="stranger")).status_code == 404
    cancelled = await service.call("POST", f"/runs/{run['id']}/cancel", account="stranger")
    assert (cancelled.status_code, cancelled.json()["key"]) == (404, "run_unknown")


async def test_the_same_upload_sent_twice_is_one_run(service: Service) -> None:
    made = await service.make()
    runs = [(await service.upload(made["id"], key="k-1")).json() for _ in range(2)]
    assert runs[0]["id"] == runs[1]["id"]
    assert await service.mongo["files.files"].count_documents({}) == 1
    assert (await service.upload(made["id"], key="k-2")).json()["id"] != runs[0]["id"]


async def test_an_upload_that_cannot_be_used_is_refused_and_stores_nothing(service: Service) -> None:
    made = await service.make()
    off, other = await service.make(enabled=False), await service.make(integration="api")

    async def key(**options: Any) -> tuple[int, str]:
        answer = await service.upload(**options)
        return answer.status_code, answer.json()["key"]

    assert await key(connection=made["id"], data=b"") == (422, "file_missing")
    assert await key(connection=made["id"], files={"other": ("x", b"x")}) == (422, "file_missing")
    assert await key(connection=off["id"]) == (409, "connection_disabled")
    assert await key(connection=other["id"]) == (409, "upload_not_supported")
    assert await service.mongo["files.files"].count_documents({}) == 0
    assert await service.mongo["runs"].count_documents({}) == 0


async def test_runs_come_in_pages_newest_first(service: Service) -> None:
    made = await service.make()
    runs = [(await service.upload(made["id"])).json()["id"] for _ in range(5)]
    path = f"/connections/{made['id']}/runs?limit=2"
    seen: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        page = (await service.call("GET", path + (f"&cursor={cursor}" if cursor else ""))).json()
        seen += [run["id"] for run in page["items"]]
        cursor = page["next"]
    assert seen == sorted(runs, reverse=True)


async def test_every_route_asks_for_a_role(service: Service) -> None:
    assert routes_without_roles(service.app) == []

    @service.app.get("/v1/forgotten")
    async def forgotten() -> None:
        return None

    assert "GET /v1/forgotten" in routes_without_roles(service.app)
    assert "GET /v1/forgotten" not in routes_without_roles(service.app, ["/v1/forgotten"])
