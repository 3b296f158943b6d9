"""Secrets at rest: opened in their own place alone, by keys that can be changed."""

import asyncio
import base64
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import SecretStr

from contracts.base import AccountId
from service_kit.errors import ConfigError
from service_kit.mongo import Mongo
from service_kit.secrets import MissingKey, Place, Secrets, keys_of_environment

pytestmark = pytest.mark.mongo

DEMO = AccountId("demo")
HERE = Place(DEMO, "connections", "c-1", "config.password")
MANY = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

Masters = Callable[..., Secrets]


@pytest.fixture
async def secrets_of(mongo: Mongo, a_master_key: Callable[..., SecretStr]) -> Masters:
    """A process that has the master keys of these ids; the letter of a key is its id's first one."""
    await mongo.prepare(Secrets.INDEXES)

    def make(*ids: str, active: str = "") -> Secrets:
        return Secrets(mongo, {identity: a_master_key(identity[:1].encode()) for identity in ids}, active)

    return make


@MANY
@given(value=st.text(), account=st.text(min_size=1, max_size=20), document=st.text(max_size=20))
async def test_any_value_opens_where_it_was_sealed(
    secrets_of: Masters, value: str, account: str, document: str
) -> None:
    place = Place(AccountId(account), "connections", document, "config.password")
    sealed = await secrets_of("1").seal(place, value)
    assert sealed.keys() == {"v", "kek", "dek", "n", "c"}
    assert await secrets_of("1").open(place, sealed) == value


@MANY
@given(
    value=st.text(min_size=1),
    other=st.tuples(*(st.sampled_from(choices) for choices in (("demo", "other"), ("c-1", "c-2"), ("a", "b")))),
)
async def test_a_sealed_value_opens_in_no_other_account_document_or_field(
    secrets_of: Masters, value: str, other: tuple[str, str, str]
) -> None:
    secrets = secrets_of("1")
    at_home = Place(DEMO, "connections", "c-1", "a")
    elsewhere = Place(AccountId(other[0]), "connections", other[1], other[2])
    sealed = await secrets.seal(at_home, value)
    if elsewhere == at_home:
        assert await secrets.open(elsewhere, sealed) == value
    else:
        with pytest.raises(ConfigError, match="secret_unreadable"):
            await secrets.open(elsewhere, sealed)


async def test_a_value_under_a_foreign_data_key_does_not_open(secrets_of: Masters) -> None:
    """Even when the place is the same in all but the account, and the id of the foreign key is known."""
    secrets = secrets_of("1")
    foreign = await secrets.seal(Place(AccountId("other"), "connections", "c-1", "f"), "theirs")
    mine = await secrets.seal(HERE, "mine")
    for sealed in (foreign, {**foreign, "dek": mine["dek"]}, {**mine, "dek": foreign["dek"]}):
        with pytest.raises(ConfigError, match="secret_unreadable"):
            await secrets.open(HERE, sealed)


@pytest.mark.parametrize("harm", [{"c": "AAAA"}, {"n": "!"}, {"n": base64.b64encode(b"n" * 12).decode()}, {"dek": "x"}])
async def test_a_damaged_value_says_so(secrets_of: Masters, harm: dict[str, str]) -> None:
    sealed = await secrets_of("1").seal(HERE, "secret")
    with pytest.raises(ConfigError, match="secret_unreadable"):
        await secrets_of("1").open(HERE, {**sealed, **harm})


async def test_the_same_value_is_never_sealed_alike(secrets_of: Masters) -> None:
    secrets = secrets_of("1")
    sealed = [await secrets.seal(HERE, "secret") for _ in range(20)]
    assert len({row["n"] for row in sealed}) == len({row["c"] for row in sealed}) == 20


async def test_keys_are_rotated_without_touching_what_they_sealed(*, mongo: Mongo, secrets_of: Masters) -> None:
    accounts = [AccountId(f"acc-{number}") for number in range(5)]
    places = [Place(account, "connections", "c", "f") for account in accounts]
    sealed = [await secrets_of("1").seal(place, place.account) for place in places]
    both = secrets_of("1", "2")
    assert (await both.seal(Place(AccountId("new"), "c", "d", "f"), "x"))["kek"] == "2"
    assert await both.rewrap() == 5
    assert await both.rewrap() == 0
    assert {row["kek"] async for row in mongo["secret_keys"].find({})} == {"2"}
    alone = secrets_of("2")
    assert [await alone.open(place, value) for place, value in zip(places, sealed, strict=True)] == accounts


async def test_a_process_without_the_old_master_key_names_it(secrets_of: Masters) -> None:
    sealed = await secrets_of("1").seal(HERE, "secret")
    with pytest.raises(MissingKey, match="BIZ_KEK_1"):
        await secrets_of("2").open(HERE, sealed)


async def test_processes_that_begin_at_once_share_one_data_key_of_an_account(
    *, mongo: Mongo, secrets_of: Masters
) -> None:
    processes = [secrets_of("1") for _ in range(8)]
    sealed = await asyncio.gather(*(process.seal(HERE, "secret") for process in processes))
    assert len({row["dek"] for row in sealed}) == 1
    assert await mongo["secret_keys"].count_documents({}) == 1
    assert [await process.open(HERE, row) for process, row in zip(processes, sealed[::-1], strict=True)] == [
        "secret"
    ] * 8


async def test_nothing_readable_is_stored(*, mongo: Mongo, secrets_of: Masters) -> None:
    sealed = await secrets_of("1").seal(HERE, "planted-secret-7")
    stored = str(await mongo["secret_keys"].find({}).to_list(None)) + str(sealed)
    assert "planted-secret-7" not in stored
    assert base64.b64encode(b"planted-secret-7").decode()[:18] not in stored


def test_the_newest_master_key_is_active_unless_another_is_named(mongo: Mongo, a_master_key: Any) -> None:
    keys = {identity: a_master_key() for identity in ("9", "10", "2")}
    assert Secrets(mongo, keys)._active == "10"
    assert Secrets(mongo, keys, "9")._active == "9"
    with pytest.raises(ValueError, match="BIZ_KEK_11"):
        Secrets(mongo, keys, "11")


@pytest.mark.parametrize("key", ["", "not base64!", base64.b64encode(b"k" * 31).decode()])
def test_a_wrong_master_key_is_named_and_not_shown(mongo: Mongo, key: str) -> None:
    with pytest.raises(ValueError, match="BIZ_KEK_1") as caught:
        Secrets(mongo, {"1": SecretStr(key)})
    assert not key or key not in str(caught.value)


def test_master_keys_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("BIZ_KEK_1", "BIZ_KEK_2026", "BIZ_KEK_ACTIVE", "BIZ_KEKS"):
        monkeypatch.setenv(name, f"value of {name}")
    found = {name: key.get_secret_value() for name, key in keys_of_environment().items()}
    assert found == {"1": "value of BIZ_KEK_1", "2026": "value of BIZ_KEK_2026"}
    assert "value of" not in repr(keys_of_environment())


async def test_without_a_master_key_nothing_is_sealed(secrets_of: Masters) -> None:
    with pytest.raises(ValueError, match="BIZ_KEK"):
        await secrets_of().seal(HERE, "secret")
    with pytest.raises(ValueError, match="BIZ_KEK"):
        secrets_of().require()
