"""Bulk writes of a batch."""

from collections.abc import Sequence
from typing import Any

from service_kit.inbox import Conflict
from service_kit.mongo import BulkWriteError, Session, UpdateOne

_DUPLICATE_KEY = 11000


async def write(collection: Any, writes: Sequence[UpdateOne], session: Session) -> None:
    """Write in bulk; Conflict when another worker made the same document first."""
    if not writes:
        return
    try:
        await collection.bulk_write(list(writes), ordered=False, session=session)
    except BulkWriteError as error:
        if any(item["code"] == _DUPLICATE_KEY for item in error.details["writeErrors"]):
            raise Conflict from error
        raise
