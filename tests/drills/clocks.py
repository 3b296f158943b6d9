"""Drills of clocks that are wrong."""

import datetime as dt
import time

from counts import Counts, require
from drill import Drill, Nodes, drilling
from settling import settled

from service_kit.auth import LEEWAY_SECONDS, Verifier
from service_kit.ids import utc_now
from service_kit.problems import Problem
from service_kit.testing.tokens import TestIssuer

SKEW_SECONDS = 600
LEASE_SECONDS = 6


async def clock_skew(nodes: Nodes) -> Counts:
    """Workers whose clocks are ten minutes ahead and behind steal no lease, and leave none for later."""
    async with drilling(nodes, "clock skew of 10 min") as drill:
        await drill.start("ahead", skew_seconds=str(SKEW_SECONDS))
        await drill.start("behind", skew_seconds=str(-SKEW_SECONDS))
        await drill.send(drill.parcels(300))
        await drill.post(drill.parcels(100, "A", by_http=True), worker="ahead")
        await drill.post(drill.parcels(100, "B", by_http=True), worker="behind")
        await drill.reached(500)
        await drill.nothing_pending()
        waited = await _lease(drill)
        require(waited >= LEASE_SECONDS - 1, f"a lease of {LEASE_SECONDS} s was taken over after {waited:.1f} s")
        require(waited <= LEASE_SECONDS + 4, f"a lease of {LEASE_SECONDS} s stood for {waited:.1f} s")
        await _tokens()
        return await settled(drill, note=f"lease of {LEASE_SECONDS} s taken over after {waited:.1f} s")


async def _lease(drill: Drill) -> float:
    """The seconds after which somebody else sends what a writer with a right clock holds."""
    held = {"pending": True, "lease_owner": "writer", "lease_until": utc_now() + dt.timedelta(seconds=LEASE_SECONDS)}
    begun = time.monotonic()
    await drill.db["outbox"].update_many({}, {"$set": held, "$unset": {"published_at": 1}})

    async def touched() -> bool:
        return await drill.db["outbox"].count_documents({"lease_owner": "writer"}) < 500

    await drill.wait(touched, 60, "the lease is taken over")
    return time.monotonic() - begun


async def _tokens() -> None:
    """A token is good until its end and the leeway, no longer."""
    issuer = TestIssuer()
    verifier = Verifier(issuer.fetch, issuer.issuer)
    now = int(time.time())
    await verifier.verify(issuer.token(exp=now - LEEWAY_SECONDS + 5))
    try:
        await verifier.verify(issuer.token(exp=now - LEEWAY_SECONDS - 1))
    except Problem:
        return
    require(False, "a token was taken after its end")
