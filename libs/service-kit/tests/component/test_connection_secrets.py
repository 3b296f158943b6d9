"""Secrets of settings: written, never read; kept when the form gives them back empty."""

from typing import Any

import pytest
from pydantic import BaseModel, SecretStr

from contracts.events.connection import ConnectionChanged
from service_kit.connections.integration import Integrations
from service_kit.connections.secret_fields import secret_paths
from service_kit.errors import ConfigError
from service_kit.secrets import Secrets

pytestmark = pytest.mark.mongo

PASSWORD = "correct horse battery"
TOKEN = "planted-token-9731"


async def opened(office: Any, made: Any) -> Any:
    return await office.connections.opened(await office.connections.get("demo", made["id"]))


async def test_a_secret_is_shown_by_its_last_signs_and_opened_for_executors_alone(office: Any) -> None:
    made = await office.make(mailbox={"host": "mx", "token": TOKEN})
    assert made["config"]["password"] == "****tery"
    assert made["config"]["mailbox"] == {"host": "mx", "token": "****9731"}
    assert made["kept"] == ["password", "mailbox.token"]
    settings = await opened(office, made)
    assert settings.password.get_secret_value() == PASSWORD
    assert settings.mailbox.token.get_secret_value() == TOKEN


@pytest.mark.parametrize("short", ["a", "abcd", "12345678901"])
async def test_a_short_secret_shows_none_of_its_signs(office: Any, short: str) -> None:
    assert (await office.make(password=short))["config"]["password"] == "****"


@pytest.mark.parametrize("given", ["", "****tery", "left out"])
async def test_a_secret_that_comes_back_empty_or_masked_is_kept(office: Any, given: str) -> None:
    made = await office.make()
    config = {"url": "https://other.example"} | ({} if given == "left out" else {"password": given})
    body = {"name": "Магазин", "config": config}
    answer = await office.call("PUT", f"/connections/{made['id']}", json=body)
    assert answer.status_code == 200
    settings = await opened(office, made)
    assert (settings.url, settings.password.get_secret_value()) == ("https://other.example", PASSWORD)


async def test_a_new_secret_replaces_the_stored_one_and_null_deletes_it(office: Any) -> None:
    made = await office.make(mailbox={"host": "mx", "token": TOKEN})
    await office.edit(made, password="another password", mailbox={"host": "mx", "token": None})
    settings = await opened(office, made)
    assert settings.password.get_secret_value() == "another password"
    assert settings.mailbox.token is None
    assert (await office.shown(made))["kept"] == ["password"]


async def test_a_first_secret_may_not_be_empty(office: Any) -> None:
    given = {"integration": "shop", "name": "М", "config": {"url": "u", "password": ""}}
    answer = await office.call("POST", "/connections", json=given)
    assert answer.status_code == 422
    assert [error["loc"] for error in answer.json()["errors"]] == [["config", "password"]]


async def test_a_secret_is_nowhere_in_the_database_nor_in_answers_events_errors_or_logs(
    office: Any, capfd: pytest.CaptureFixture[str]
) -> None:
    made = await office.make(mailbox={"host": "mx", "token": TOKEN})
    await office.edit(made, password="the-second-password", url="x" * 51)
    await office.edit(made, password="the-second-password")
    await office.call("POST", f"/connections/{made['id']}/history/1/restore")
    office.fault = ConfigError("secret_unreadable")
    await office.call("POST", f"/connections/{made['id']}/check")
    answers = [
        (await office.call("GET", f"/connections/{made['id']}{path}")).content
        for path in ("", "/history", "/comments", "/diagnostics", "/runs")
    ]
    said = b"".join(answers).decode(errors="replace") + str(capfd.readouterr())
    said += repr(await office.connections.get("demo", made["id"])) + repr(await opened(office, made))
    names = ("connections", "connection_history", "secret_keys", "outbox", "schedule")
    said += str([await office.mongo[name].find({}).to_list(None) for name in names])
    assert "the-second-password" not in said
    assert PASSWORD not in said
    assert TOKEN not in said
    assert await office.told(ConnectionChanged)


async def test_a_secret_moved_into_another_connection_does_not_open(office: Any) -> None:
    mine, theirs = await office.make(), await office.make(account="stranger")
    stolen = await office.mongo["connections"].find_one({"_id": theirs["id"]})
    await office.mongo["connections"].update_one({"_id": mine["id"]}, {"$set": {"config": stolen["config"]}})
    with pytest.raises(ConfigError, match="secret_unreadable"):
        await opened(office, mine)
    shown = await office.shown(mine)
    assert shown["config"]["password"] == "****"
    answer = (await office.call("POST", f"/connections/{mine['id']}/check")).json()
    assert (answer["ok"], answer["cause"]["key"]) == (False, "secret_unreadable")
    assert (await office.shown(mine))["state"] == "needs_attention"


async def test_an_unchanged_secret_is_not_sealed_again(office: Any) -> None:
    made = await office.make()
    before = await office.mongo["connections"].find_one({"_id": made["id"]})
    await office.edit(made, password=PASSWORD, url="https://new.example")
    after = await office.mongo["connections"].find_one({"_id": made["id"]})
    assert after["config"]["password"] == before["config"]["password"]
    assert after["config"]["url"] != before["config"]["url"]


async def test_a_service_with_secrets_does_not_start_without_a_master_key(office: Any) -> None:
    office.secrets = Secrets(office.mongo, {})
    with pytest.raises(ValueError, match="BIZ_KEK"):
        office.another_repository()
    office.integrations = Integrations()
    assert office.another_repository()


async def test_settings_that_the_integration_does_not_take_any_more_call_for_their_owner(office: Any) -> None:
    made = await office.make()
    await office.mongo["connections"].update_one({"_id": made["id"]}, {"$set": {"config.gone": 1}})
    with pytest.raises(ConfigError, match="settings_outdated") as caught:
        await opened(office, made)
    assert PASSWORD not in str(caught.getrepr(chain=True))


def test_a_secret_inside_a_list_is_refused_when_the_service_is_wired() -> None:
    class Row(BaseModel):
        key: SecretStr

    class Rows(BaseModel):
        rows: list[Row]

    with pytest.raises(TypeError, match="rows"):
        secret_paths(Rows)
