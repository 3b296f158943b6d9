"""Settings of mailboxes by the API of connections, before a real Dovecot: judged, checked, sealed, shown."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from mail_office import PASSWORD, Office

from mail_intake.connectors.mail_leads import connector as mail_leads
from mail_intake.connectors.mail_orders import connector as mail_orders
from service_kit import problems
from service_kit.auth import Verifier
from service_kit.connections_api.routes import connections_router
from service_kit.runs.api import runs_router
from service_kit.testing.tokens import TestIssuer

pytestmark = [pytest.mark.mongo, pytest.mark.dovecot]
ORDERS, LEADS = mail_orders.SLUG, mail_leads.SLUG


class Window:
    """The settings window of an owner."""

    def __init__(self, office: Office) -> None:
        app, issuer = FastAPI(), TestIssuer()
        app.state.verifier = Verifier(issuer.fetch, "biz")
        problems.install(app, office.kit.texts)
        integrations = office.connections.configs.integrations
        texts = office.kit.texts
        app.include_router(connections_router(office.connections, integrations, office.runs, texts))
        app.include_router(runs_router(office.runs, office.connections, integrations, office.files, texts))
        transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
        self.client = httpx.AsyncClient(transport=transport, base_url="http://test/v1")
        self.headers = issuer.headers("demo", ["owner"])

    async def call(self, method: str, path: str, status: int = 200, **options: Any) -> Any:
        headers = {**self.headers, **options.pop("headers", {})}
        answer = await self.client.request(method, path, headers=headers, **options)
        assert answer.status_code == status, answer.text
        return answer.json() if answer.content else None

    async def save(self, slug: str, config: dict[str, Any], status: int = 201) -> Any:
        body = {"integration": slug, "name": "Почта", "enabled": True, "config": config}
        return await self.call("POST", "/connections", status, json=body)

    async def check(self, slug: str, config: dict[str, Any], connection: str | None = None) -> Any:
        body = {"config": config, "connection": connection}
        return await self.call("POST", f"/integrations/{slug}/check", json=body)


@pytest.fixture
async def window(office: Office) -> AsyncIterator[Window]:
    made = Window(office)
    yield made
    await made.client.aclose()


async def test_a_form_that_cannot_be_right_is_refused_with_what_to_do(window: Window, office: Office) -> None:
    good = office.form("zakaz@shop.example")
    for changed, key, word in (
        ({"keeper": None, "server": ""}, "mail_server_unnamed", "shop.example"),
        ({"server": ""}, "mail_server_missing", "IMAP"),
        ({"server": "http://shop.example/mail"}, "mail_server_invalid", "http://shop.example/mail"),
        ({"senders": "shop"}, "mail_senders_invalid", "«shop»"),
        ({"address": "zakaz"}, "mail_address_invalid", "«zakaz»"),
    ):
        problem = await window.save(ORDERS, {**good, **changed}, 422)
        assert problem["key"] == key
        assert word in f"{problem['title']} {problem['detail']}"
        assert PASSWORD not in f"{problem}"


@pytest.mark.parametrize("slug", [ORDERS, LEADS])
async def test_the_check_tells_which_step_failed_and_saves_nothing(window: Window, office: Office, slug: str) -> None:
    good = office.form(office.new_mailbox(), slug=slug)
    assert await window.check(slug, good) == {"ok": True, "cause": None}
    for changed, key in (
        ({"password": "wrong"}, "mail_login_refused"),
        ({"folder": "Заказы"}, "mail_folder_not_found"),
        ({"server": "localhost:22"}, "mail_port_forbidden"),
    ):
        told = await window.check(slug, {**good, **changed})
        assert (told["ok"], told["cause"]["key"]) == (False, key)
        assert all(told["cause"][part] for part in ("what", "why", "do"))
        assert changed.get("password", PASSWORD) not in f"{told}"
    assert (await window.call("GET", "/connections"))["items"] == []


@pytest.mark.parametrize("slug", [ORDERS, LEADS])
async def test_a_password_is_sealed_shown_masked_and_kept(window: Window, office: Office, slug: str) -> None:
    address = office.new_mailbox()
    made = await window.save(slug, office.form(address, slug=slug))
    assert set(made["config"]["password"]) == {"*"}
    (row,) = await office.kit.mongo["connections"].find({}).to_list(None)
    assert PASSWORD not in f"{row}"
    edited = {**made["config"], "password": "", "folder": "INBOX"}
    assert (await window.check(slug, edited, made["id"]))["ok"]
    body = {"name": "Почта", "enabled": True, "config": edited}
    headers = {"if-match": f'"{made["revision"]}"'}
    saved = await window.call("PUT", f"/connections/{made['id']}", json=body, headers=headers)
    assert saved["config"]["folder"] == "INBOX"
    assert (await window.call("POST", f"/connections/{made['id']}/check"))["ok"]


async def test_the_same_letters_are_connected_once_and_others_of_the_mailbox_as_well(
    window: Window, office: Office
) -> None:
    form = office.form(office.new_mailbox(), senders="a@shop.example")
    await window.save(ORDERS, form)
    twice = await window.save(ORDERS, {**form, "folder": "Входящие"}, 409)
    assert twice["title"]
    await window.save(ORDERS, {**form, "senders": "b@shop.example"})
    leads = {name: value for name, value in form.items() if name not in ("organization", "owner")}
    await window.save(LEADS, leads)


@pytest.mark.parametrize(("slug", "kind"), [(ORDERS, "import_orders"), (LEADS, "import_leads")], ids=[ORDERS, LEADS])
async def test_letters_are_read_by_the_button_and_tried_without_effect(
    window: Window, office: Office, slug: str, kind: str
) -> None:
    made = await window.save(slug, office.form(office.new_mailbox(), slug=slug))
    tried = await window.call("POST", f"/connections/{made['id']}/runs", 202, json={"kind": kind, "dry_run": True})
    assert (tried["kind"], tried["dry_run"]) == (kind, True)
    other = "import_leads" if kind == "import_orders" else "import_orders"
    await window.call("POST", f"/connections/{made['id']}/runs", 409, json={"kind": other})
