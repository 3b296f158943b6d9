"""`python -m <service> purge ACCOUNT --yes`: delete everything that a service keeps of one account, for ever.

It goes through the collections that exist, so that none is forgotten. Each service has its own data and is purged on
its own. Repeating changes nothing; what a running worker writes meanwhile goes with the next time.
"""

import argparse
import asyncio
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

import structlog

from contracts.base import AccountId
from service_kit import logs
from service_kit.announce import EVERYBODY
from service_kit.app import Kit
from service_kit.mongo import Index, Mongo

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

BATCH: Final = 1000

log = structlog.get_logger("purge")


def add_purge(commands: "Commands") -> argparse.ArgumentParser:
    """Add the command to the parser of a service; `run_purge` does it."""
    parser = commands.add_parser("purge", help="delete everything that is kept of an account, for ever")
    parser.add_argument("account", help="id of the account")
    parser.add_argument("--yes", action="store_true", help="really do it")
    return parser


def run_purge(kit: Kit, arguments: argparse.Namespace) -> int:
    """Purge the account of the command line; exit code 2 with the reason when it is not confirmed or no account."""
    if not arguments.yes or arguments.account in ("", EVERYBODY):
        key = "purge_of_nobody" if arguments.yes else "purge_not_confirmed"
        sys.stderr.write(kit.texts.get(key, {"account": arguments.account}).whole + "\n")
        return 2
    logs.configure(kit.settings.mongo_database, kit.settings.log_level)
    asyncio.run(_purge_and_close(kit, AccountId(arguments.account)))
    return 0


async def purge(mongo: Mongo, indexes: Iterable[Index], account: AccountId) -> int:
    """Delete the documents and files of the account from all collections; gives how many documents there were."""
    fields = account_fields(indexes)
    deleted = 0
    for collection in await mongo.collections():
        deleted += await _delete(mongo, collection, fields.get(collection, "account"), account)
    log.info("account purged", account=account, documents=deleted)
    return deleted


def account_fields(indexes: Iterable[Index]) -> dict[str, str]:
    """By collection the field of the account that leads an index, such as `metadata.account` of files."""
    return {
        index.collection: index.keys[0][0]
        for index in indexes
        if index.ttl_seconds is None and index.keys[0][0].rpartition(".")[2] == "account"
    }


async def _delete(mongo: Mongo, collection: str, field: str, account: AccountId) -> int:
    """In portions: one delete of a million documents would outlast the time-out of the driver."""
    deleted = 0
    while rows := await mongo[collection].find({field: account}, {"_id": 1}).limit(BATCH).to_list(None):
        result = await mongo[collection].delete_many({"_id": {"$in": [row["_id"] for row in rows]}, field: account})
        deleted += result.deleted_count
    return deleted


async def _purge_and_close(kit: Kit, account: AccountId) -> None:
    try:
        await purge(kit.mongo, kit.indexes, account)
    finally:
        await kit.mongo.close()
