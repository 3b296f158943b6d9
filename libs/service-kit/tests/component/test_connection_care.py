"""What owners do with a connection besides its settings: check, look back, go back, note, follow its health."""

import asyncio
import datetime as dt
import io
import json
import zipfile
from typing import Any

import pytest

from contracts.base import AccountId
from contracts.events.connection import ConnectionChanged, RunKind, RunTrigger
from service_kit.errors import ConfigError, TransientError
from service_kit.runs.model import Page, Result, RowState, RunRow, Tally

pytestmark = pytest.mark.mongo

DEMO = AccountId("demo")
BAD_KEY = ConfigError("secret_unreadable")
AWAY = TransientError("service_unavailable")


async def test_history_tells_who_changed_which_field_and_of_a_secret_only_that(office: Any) -> None:
    made = await office.make(mailbox={"host": "mx"})
    await office.edit(made, url="https://new.example", password="another password", mailbox={"host": "mx2"})
    await office.call("PUT", f"/connections/{made['id']}", json={"name": "Б", "enabled": False, "config": {"url": "u"}})
    answer = await office.call("GET", f"/connections/{made['id']}/history", role="manager")
    third, second, first = answer.json()["items"]
    assert (first["version"], first["changes"]) == (1, [])
    assert second["by"]
    assert second["at"]
    assert {change["field"]: (change["was"], change["now"]) for change in second["changes"]} == {
        "config.url": ("https://shop.example", "https://new.example"),
        "config.password": (None, "изменён"),
        "config.mailbox.host": ("mx", "mx2"),
    }
    titles = {change["field"]: change["title"] for change in (*second["changes"], *third["changes"])}
    assert titles["config.url"] == "Адрес магазина"
    assert titles["config.password"] == "Пароль"
    assert {"name", "enabled"} <= titles.keys()


async def test_history_comes_in_pages(office: Any) -> None:
    made = await office.make()
    for number in range(4):
        await office.edit(made, url=f"https://{number}.example")
    path = f"/connections/{made['id']}/history?limit=3"
    first = (await office.call("GET", path)).json()
    rest = (await office.call("GET", f"{path}&cursor={first['next']}")).json()
    assert [row["version"] for row in (*first["items"], *rest["items"])] == [5, 4, 3, 2, 1]
    assert rest["next"] is None


async def test_settings_go_back_to_what_they_were_with_their_secrets(office: Any) -> None:
    made = await office.make()
    await office.edit(made, url="https://wrong.example", password="wrong password")
    back = await office.call("POST", f"/connections/{made['id']}/history/1/restore")
    assert back.status_code == 200
    assert back.headers["etag"] == '"3"'
    assert back.json()["config"] == made["config"]
    settings = await office.connections.opened(await office.connections.get(DEMO, made["id"]))
    assert settings.password.get_secret_value() == "correct horse battery"
    assert (await office.call("POST", f"/connections/{made['id']}/history/9/restore")).json()[
        "key"
    ] == "version_unknown"


async def test_a_stale_write_is_refused_and_changes_nothing(office: Any) -> None:
    made = await office.make()
    path = f"/connections/{made['id']}"
    tag = (await office.call("GET", path)).headers["etag"]
    writes = await asyncio.gather(
        *(office.edit(made, url=f"https://{number}.example", headers={"If-Match": tag}) for number in range(3))
    )
    assert sorted(answer.status_code for answer in writes) == [200, 412, 412]
    won = next(answer for answer in writes if answer.status_code == 200)
    assert (await office.shown(made))["config"]["url"] == won.json()["config"]["url"]
    assert won.headers["etag"] == '"2"'
    assert (await office.edit(made, headers={"If-Match": '"abc"'})).json()["key"] == "changed_meanwhile"
    assert (await office.edit(made, headers={"If-Match": won.headers["etag"]})).status_code == 200


async def test_a_change_of_health_does_not_make_an_open_form_stale(office: Any) -> None:
    made = await office.make()
    await office.connections.attention(await office.connections.get(DEMO, made["id"]), "secret_unreadable", {})
    assert (await office.edit(made, headers={"If-Match": '"1"'})).status_code == 200


async def test_remarks_are_kept_with_author_and_time_newest_first(office: Any) -> None:
    made = await office.make()
    path = f"/connections/{made['id']}/comments"
    for text in ("первый", "  второй "):
        assert (await office.call("POST", path, json={"text": text}, role="manager")).status_code == 201
    found = (await office.call("GET", path)).json()["items"]
    assert [row["text"] for row in found] == ["второй", "первый"]
    assert all(row["author"] and row["at"] for row in found)
    assert (await office.call("POST", path, json={"text": "  "})).status_code == 422


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/history", None),
        ("POST", "/history/1/restore", None),
        ("GET", "/comments", None),
        ("POST", "/comments", {"text": "х"}),
        ("GET", "/diagnostics", None),
        ("POST", "/check", None),
        ("POST", "/runs", {"kind": "import_orders"}),
    ],
)
async def test_another_account_reaches_none_of_it(*, office: Any, method: str, path: str, body: Any) -> None:
    made = await office.make()
    answer = await office.call(method, f"/connections/{made['id']}{path}", account="stranger", json=body)
    assert (answer.status_code, answer.json()["key"]) == (404, "connection_unknown")
    assert office.seen == []
    unsaved = {"config": {"url": "u", "password": ""}, "connection": made["id"]}
    assert (await office.call("POST", "/integrations/shop/check", json=unsaved, account="stranger")).status_code == 404
    assert office.seen == []


async def test_a_manager_does_not_go_back_nor_check_unsaved_settings(office: Any) -> None:
    made = await office.make()
    config = {"url": "u", "password": "p"}
    for path, body in ((f"/connections/{made['id']}/history/1/restore", None), ("/integrations/shop/check", config)):
        assert (await office.call("POST", path, json=body, role="manager")).status_code == 403


async def test_unsaved_settings_are_checked_with_the_kept_secret_and_nothing_is_stored(office: Any) -> None:
    made = await office.make()
    body = {"config": {"url": "https://new.example", "password": ""}, "connection": made["id"]}
    assert (await office.call("POST", "/integrations/shop/check", json=body)).json() == {"ok": True, "cause": None}
    (seen,) = office.seen
    assert (seen.url, seen.password.get_secret_value()) == ("https://new.example", "correct horse battery")
    office.fault = BAD_KEY
    answer = (await office.call("POST", "/integrations/shop/check", json=body)).json()
    assert (answer["ok"], answer["cause"]["key"]) == (False, "secret_unreadable")
    assert all(answer["cause"][part] for part in ("what", "why", "do"))
    assert await office.shown(made) == made
    wrong = await office.call("POST", "/integrations/shop/check", json={"config": {"url": "u"}})
    assert [error["loc"] for error in wrong.json()["errors"]] == [["config", "password"]]


async def test_nobody_waits_before_the_form_for_a_system_that_keeps_silent(
    office: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = await office.make()
    monkeypatch.setattr("service_kit.connections.checks.CHECK_SECONDS", 0.05)
    office.slow = 20.0
    answer = (await office.call("POST", f"/connections/{made['id']}/check")).json()
    assert (answer["ok"], answer["cause"]["key"]) == (False, "check_not_answered")
    assert (await office.shown(made))["state"] == "ok"


async def test_a_failed_check_calls_for_the_owner_and_a_good_one_clears_it(office: Any) -> None:
    made = await office.make()
    path = f"/connections/{made['id']}/check"
    office.fault = AWAY
    assert (await office.call("POST", path)).json()["cause"]["key"] == "service_unavailable"
    assert (await office.shown(made))["state"] == "ok"
    office.fault = BAD_KEY
    assert not (await office.call("POST", path, role="manager")).json()["ok"]
    shown = await office.shown(made)
    assert (shown["state"], shown["cause"]["key"], shown["last_checked"]) == (
        "needs_attention",
        "secret_unreadable",
        None,
    )
    office.fault = None
    assert (await office.call("POST", path)).json() == {"ok": True, "cause": None}
    shown = await office.shown(made)
    assert (shown["state"], shown["cause"]) == ("ok", None)
    assert shown["last_checked"]
    told = await office.told(ConnectionChanged)
    assert [event.data.health for event in told] == ["ok", "needs_attention", "ok"]
    assert [event.data.cause and event.data.cause.key for event in told] == [None, "secret_unreadable", None]
    assert [event.sequence for event in told] == [1, 2, 3]


async def test_the_same_fault_is_told_once_and_saving_the_settings_clears_it(office: Any) -> None:
    made = await office.make()
    before = await office.connections.get(DEMO, made["id"])
    for _ in range(3):
        await office.connections.attention(before, "secret_unreadable", {})
    await office.connections.retrying(before, "service_unavailable", {})
    assert (await office.shown(made))["state"] == "needs_attention"
    assert len(await office.told(ConnectionChanged)) == 2
    assert (await office.edit(made)).json()["state"] == "ok"


async def test_a_fault_of_settings_that_were_changed_meanwhile_is_not_blamed_on_the_new_ones(office: Any) -> None:
    made = await office.make()
    old = await office.connections.get(DEMO, made["id"])
    await office.edit(made, password="the right password")
    await office.connections.attention(old, "secret_unreadable", {})
    assert (await office.shown(made))["state"] == "ok"


async def test_the_state_tells_pause_work_delay_and_waiting(office: Any) -> None:
    made = await office.make(every=15)
    assert made["state"] == "ok"
    run = await office.runs.queue(
        await office.connections.get(DEMO, made["id"]), RunKind.IMPORT_ORDERS, RunTrigger.USER, by="u"
    )
    assert (await office.shown(made))["state"] == "ok"
    claimed = await office.claimed()
    assert claimed.id == run["_id"]
    assert (await office.shown(made))["state"] == "running"
    await office.finish(claimed)
    await office.connections.retrying(await office.connections.get(DEMO, made["id"]), "service_unavailable", {})
    shown = await office.shown(made)
    assert (shown["state"], shown["cause"]["key"]) == ("retrying", "service_unavailable")
    assert (await office.edit(made, enabled=False)).json()["state"] == "paused"


async def test_a_connection_is_late_when_its_period_passed_without_a_success(office: Any) -> None:
    made = await office.make(every=15)
    await office.mongo["connections"].update_one(
        {"_id": made["id"]}, {"$set": {"updated_at": office.now - dt.timedelta(minutes=17)}}
    )
    assert (await office.shown(made))["state"] == "late"
    run = await office.runs.queue(
        await office.connections.get(DEMO, made["id"]), RunKind.IMPORT_ORDERS, RunTrigger.USER, by="u"
    )
    claimed = await office.claimed()
    assert claimed.id == run["_id"]
    await office.finish(claimed)
    shown = await office.shown(made)
    assert shown["state"] == "ok"
    assert set(shown["last_success"]) == {"import_orders"}


async def test_diagnostics_hold_what_support_needs_and_nothing_private(office: Any) -> None:
    made = await office.make()
    await office.upload(made)
    run = await office.claimed()
    row = RunRow(0, "Документ № 1", Result.REJECTED, RowState.DONE, key="file_missing", details={"name": "Иван Петров"})
    await office.record(run, Page((row,), Tally(seen=1, rejected=1), 1, 1, 1))
    await office.finish(run)
    answer = await office.call("GET", f"/connections/{made['id']}/diagnostics", role="manager")
    assert answer.headers["content-type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        files = {name: json.loads(archive.read(name)) for name in archive.namelist()}
    assert files.keys() == {
        f"{name}.json" for name in ("manifest", "connection", "settings", "runs", "errors", "versions")
    }
    assert files["settings.json"]["password"] == "****"
    assert files["settings.json"]["url"] == "https://shop.example"
    assert [found["id"] for found in files["runs.json"]] == [run.id]
    assert [found["key"] for found in files["errors.json"]] == ["file_missing"]
    assert files["versions.json"]["service-kit"]
    assert "Иван Петров" not in str(files)
