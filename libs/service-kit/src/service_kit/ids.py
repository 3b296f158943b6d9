"""Identifiers and the clock: the two things that domain code gets passed in instead of asking for them."""

import datetime as dt
import os
import time
import uuid
from typing import Final

CLOCKS_APART: Final = dt.timedelta(minutes=1)
"""The clocks of processes that work together differ by less: a time that was written is further ahead only when the
clock was put back since.
"""


def new_id() -> str:
    """A UUIDv7 as text (RFC 9562, 5.7); ids of one process sort by time of making.

    48 bits of Unix milliseconds, 12 bits of the fraction of the millisecond (6.2, method 3), 62 random bits.
    """
    milliseconds, rest = divmod(time.time_ns(), 1_000_000)
    fraction = (rest << 12) // 1_000_000
    random = int.from_bytes(os.urandom(8), "big") >> 2
    return str(uuid.UUID(int=milliseconds << 80 | 0x7 << 76 | fraction << 64 | 0b10 << 62 | random))


def made_at(identity: str) -> float:
    """When an id of `new_id` was made, in Unix seconds."""
    return (uuid.UUID(identity).int >> 80) / 1000


def utc_now() -> dt.datetime:
    """Server time in UTC, cut to milliseconds: what MongoDB keeps."""
    now = dt.datetime.now(dt.UTC)
    return now.replace(microsecond=now.microsecond // 1000 * 1000)
