"""An account is purged whole and alone."""

import datetime as dt
import io
from typing import Any

import pytest

from contracts.base import AccountId
from service_kit.files import Files
from service_kit.http.pace import Paces
from service_kit.mongo import Index, Mongo
from service_kit.purge import account_fields, purge

pytestmark = pytest.mark.mongo
GONE, STAYS = AccountId("gone"), AccountId("stays")
INDEXES = (
    *Files.INDEXES,
    *Paces.INDEXES,
    Index("things", (("account", 1),)),
    Index("seen", (("at", 1),), ttl_seconds=9),
)


async def _kept(mongo: Mongo, field: str, account: str) -> dict[str, int]:
    names = await mongo.collections()
    return {name: await mongo[name].count_documents({field: account}) for name in names}


async def test_documents_and_files_of_the_account_go_and_no_others(mongo: Mongo) -> None:
    files = Files(mongo, "k" * 16)
    for account in (GONE, STAYS):
        await mongo["things"].insert_many([{"account": account, "n": number} for number in range(2500)])
        await mongo["seen"].insert_one({"account": account})
        await mongo["made_by_hand"].insert_one({"account": account})
        content = io.BytesIO(b"x" * 600_000)
        await files.save(account, "a", content, content_type="text/plain", lives=dt.timedelta(days=1))
    await mongo["systems"].insert_one({"_id": "shop", "enabled": False})
    before = await _kept(mongo, "account", STAYS)

    assert await purge(mongo, INDEXES, GONE) == 2500 + 1 + 1 + 1 + 3

    assert set((await _kept(mongo, "account", GONE)).values()) == {0}
    assert set((await _kept(mongo, "metadata.account", GONE)).values()) == {0}
    assert await _kept(mongo, "account", STAYS) == before
    assert (await _kept(mongo, "metadata.account", STAYS))["files.files"] == 1
    assert await mongo["systems"].count_documents({}) == 1
    assert await purge(mongo, INDEXES, GONE) == 0


@pytest.mark.parametrize("account", ["*", "", "stay", "stays ", "$ne", "STAYS"])
async def test_a_name_that_is_not_quite_the_account_deletes_nothing(mongo: Mongo, account: Any) -> None:
    await mongo["things"].insert_one({"account": STAYS})
    assert await purge(mongo, INDEXES, AccountId(account)) == 0
    assert await mongo["things"].count_documents({}) == 1


def test_the_field_of_the_account_comes_from_the_index_that_it_leads() -> None:
    assert account_fields(INDEXES) == {
        "files.files": "metadata.account",
        "files.chunks": "account",
        "files.begun": "account",
        "paces": "account",
        "things": "account",
    }
