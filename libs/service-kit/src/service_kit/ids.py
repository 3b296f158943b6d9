"""Identifiers and the clock: the two things that domain code gets passed in instead of asking for them."""

import datetime as dt
import os
import time
import uuid


def new_id() -> str:
    """A UUIDv7 as text (RFC 9562, 5.7): 48 bits of Unix milliseconds, then random bits; sorts by time of making."""
    random = int.from_bytes(os.urandom(10), "big")
    value = (time.time_ns() // 1_000_000) << 80 | 0x7 << 76 | (random >> 68) << 64 | 0b10 << 62 | random & (1 << 62) - 1
    return str(uuid.UUID(int=value))


def made_at(identity: str) -> float:
    """When an id of `new_id` was made, in Unix seconds."""
    return (uuid.UUID(identity).int >> 80) / 1000


def utc_now() -> dt.datetime:
    """Server time in UTC, cut to milliseconds: what MongoDB keeps."""
    now = dt.datetime.now(dt.UTC)
    return now.replace(microsecond=now.microsecond // 1000 * 1000)
