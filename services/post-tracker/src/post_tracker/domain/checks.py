"""When parcels are asked for: at once, then once a day at the slots of their connection, so that they fill tickets."""

import datetime as dt
from hashlib import blake2b
from typing import Final

DAY: Final = dt.timedelta(days=1)
SLOT: Final = dt.timedelta(minutes=30)
LATE: Final = dt.timedelta(hours=1)
AHEAD: Final = dt.timedelta(days=2)
"""No check is ever this far ahead: where one is, the clock was wrong when it was set."""
AGAIN: Final = dt.timedelta(hours=1)
_EPOCH: Final = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)


def next_check(due: dt.datetime, now: dt.datetime, connection: str) -> dt.datetime:
    """When to ask again what was due at `due` and is asked for at `now`: a day later, at the slot that follows.

    Who was asked for late starts a new day, so that a rest of the service is not made up for by asking twice.
    """
    begins = due if dt.timedelta() <= now - due <= LATE else now
    return _slot(begins + DAY, connection)


def next_try(missed: int, now: dt.datetime) -> dt.datetime:
    """When to ask again what was not answered so many times in a row: an hour later, each time one more."""
    return now + AGAIN * min(missed, 24)


def _slot(moment: dt.datetime, connection: str) -> dt.datetime:
    """The first slot of the connection that is not before `moment`; those of many connections spread evenly."""
    share = int.from_bytes(blake2b(connection.encode(), digest_size=8).digest()) / 2**64
    first = _EPOCH + dt.timedelta(seconds=int(share * SLOT.total_seconds()))
    return first - ((first - moment) // SLOT) * SLOT
