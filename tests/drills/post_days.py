"""Three days of parcels at the post: the trackers, their tickets and the broker die meanwhile, the clock is moved."""

import asyncio
import datetime as dt
import itertools
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from counts import Counts, require
from drill import Nodes
from post_desk import number_of
from post_ledger import Asked, Ledger
from post_stack import TRACKER, PostStack, post_stack

from service_kit.testing.process import wait_for
from simulators.pochta.store import MOSCOW, PER_DAY

ACCOUNTS: Final = ("north", "south", "west")
"""Accounts that ask by tickets, a third of the parcels each."""
SINGLE: Final = "small"
"""The account that asks one by one."""
FIRST, SECOND = TRACKER, f"{TRACKER}#2"
WAVES: Final = 4
"""Orders are saved in so many waves, and somebody dies in each."""
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
AT_ONCE: Final = dt.timedelta(minutes=10)
"""A new parcel is asked for so soon, whoever dies meanwhile."""
LATEST: Final = DAY + dt.timedelta(minutes=30 + 5 + 10)
"""Between two checks: a day, the slot that follows, a tick of the schedule, and the work before it."""
EARLIEST: Final = DAY - HOUR


@dataclass(frozen=True)
class Load:
    """So many parcels by tickets of so many numbers at most, and so many one by one; days after that of the orders."""

    parcels: int
    single: int
    per_ticket: int
    days: int


async def post_days(nodes: Nodes) -> Counts:
    """100,000 parcels of four accounts over three days."""
    return await asyncio.to_thread(days_of_parcels, nodes.folder / "post", Load(100_000, 150, per_ticket=500, days=3))


def days_of_parcels(folder: Path, load: Load) -> Counts:
    """Run it; Failed when anything was asked for too often, too early, too late, or not at all."""
    with post_stack(folder, per_ticket=load.per_ticket) as stack:
        return _Days(stack, load).run()


class _Days:
    def __init__(self, stack: PostStack, load: Load) -> None:
        self._stack = stack
        self._post = stack.post
        self._load = load
        self._start = stack.clock()
        self._ledger = Ledger(stack.post, self._start)
        self._saved: dict[str, dt.datetime] = {}
        self._deaths = 0
        every = range(load.parcels)
        self._serials = {name: every[place :: len(ACCOUNTS)] for place, name in enumerate(ACCOUNTS)}
        self._serials[SINGLE] = range(load.parcels, load.parcels + load.single)

    def run(self) -> Counts:
        """The first day with its orders, then the other days."""
        stack = self._stack
        for account, serials in self._serials.items():
            stack.connect(account, batch=account != SINGLE)
            self._ledger.fill(serials)
        for number, part in enumerate((self._worker_dies, self._nobody_waits, self._broker_dies, self._ticket_is_lost)):
            part(number)
            stack.rest()
        stack.pass_until(self._start + 2 * HOUR)
        deaths = [self._kill_all, self._kill_broker][: self._load.days]
        for number, death in itertools.zip_longest(range(1, self._load.days + 1), deaths):
            self._day(number, death)
        stack.listen()
        return self._counts()

    def _wave(self, number: int) -> None:
        """A part of the orders of each account is saved."""
        for account, serials in self._serials.items():
            part = serials[number::WAVES]
            self._stack.save_orders(account, part)
            self._saved.update(dict.fromkeys(map(number_of, part), self._stack.clock()))

    # what dies

    def _worker_dies(self, wave: int) -> None:
        """One tracker, while tickets are made."""
        before = self._calls()
        self._wave(wave)
        self._reached(before + 2)
        self._deaths += 1
        self._stack.kill(FIRST)

    def _nobody_waits(self, wave: int) -> None:
        """Both, between tickets and answers."""
        self._wave(wave)
        self._stack.rest()
        require(self._waiting(), "no ticket waits for its answer")
        self._kill_all()

    def _broker_dies(self, wave: int) -> None:
        """While orders are noted."""
        before = self._calls()
        self._wave(wave)
        self._reached(before + 1)
        self._kill_broker()

    def _ticket_is_lost(self, wave: int) -> None:
        """Both, when the post has made a ticket and its answer is still under way."""
        self._post.api.faults.only = "/fc"
        self._post.api.faults.slow(5)
        before = self._calls()
        self._wave(wave)
        self._reached(before + 1)
        self._kill_all()

    def _day(self, number: int, death: Callable[[], None] | None) -> None:
        """Pass the checks of a day; `death` comes when the first of them are being answered."""
        left = [death] if death else []

        def meanwhile(now: dt.datetime) -> None:
            if left and self._waiting(ask_at={"$lte": now}):
                self._reached(self._calls() + 1)
                left.pop()()

        self._stack.pass_until(self._start + number * DAY + 2 * HOUR, meanwhile)
        require(not left, f"nothing died on day {number}")

    def _kill_all(self) -> None:
        self._deaths += 2
        self._stack.kill(FIRST, SECOND)

    def _kill_broker(self) -> None:
        broker = self._stack.stack.rabbit
        require(broker is not None, "the broker is not ours")
        if broker is not None:
            self._deaths += 1
            broker.kill9()
            broker.start()

    def _calls(self) -> int:
        return sum(one.path == "/fc" for one in self._post.requests)

    def _reached(self, calls: int) -> None:
        wait_for(lambda: self._calls() >= calls, 120, f"{calls} calls for tickets and answers")

    def _waiting(self, **such: object) -> int:
        return int(self._stack.database["tickets"].count_documents(such))

    # what came of it

    def _counts(self) -> Counts:
        asked = self._ledger.asked()
        self._require_limits()
        self._require_good_end()
        tally: Counter[str] = Counter()
        for account, serials in self._serials.items():
            there = {
                row["order"]: row["status"]
                for row in self._stack.database["shipments"].find({"account": account}, {"order": 1, "status": 1})
            }
            for serial in serials:
                checks = asked[number_of(serial)]
                self._require_times(serial, checks, single=account == SINGLE)
                wanted = self._ledger.wanted(serial, checks)
                told = self._stack.told.changed.pop((account, f"o{serial}"), [])
                tally.update(_compared(told, wanted))
                tally["done"] += there.get(f"o{serial}") == wanted[-1][0]
                tally["checks"] += len(checks.at)
                tally["extra"] += checks.extra
        most = len(ACCOUNTS) * self._load.per_ticket
        require(1 <= tally["extra"] <= 2 * most, f"{tally['extra']} were asked for again after two deaths")
        total = self._load.parcels + self._load.single
        return Counts(
            attempted=total,
            acknowledged=total,
            done=tally["done"],
            duplicated=tally["more"],
            lost=tally["missing"] + total - tally["done"],
            unexpected=tally["disordered"] + sum(map(len, self._stack.told.changed.values())),
            note=self._note(tally),
        )

    def _note(self, tally: Counter[str]) -> str:
        told = self._stack.told
        return (
            f"{self._deaths} deaths, {tally['checks']} checks, {tally['extra']} of them twice, "
            f"{len(self._post.store.tickets)} tickets, {tally['told']} changes told, {told.checked} checks without "
            f"news, {told.twice} deliveries again"
        )

    def _require_limits(self) -> None:
        """No ticket too large, none asked about too early, none forgotten, no day with too many single calls."""
        tickets = list(self._post.store.tickets.values())
        large = max(len(ticket.barcodes) for ticket in tickets)
        require(large <= self._load.per_ticket, f"a ticket of {large}")
        require(not self._post.whims.too_early, f"asked too early: {len(self._post.whims.too_early)}")
        forgotten = [ticket for ticket in tickets if ticket.asked is None]
        require(1 <= len(forgotten) <= 2 * len(ACCOUNTS), f"{len(forgotten)} tickets were never asked about")
        require(not self._waiting(), f"{self._waiting()} tickets still wait")
        days = Counter(
            f"{one.at.astimezone(MOSCOW):%Y-%m-%d}" for one in self._post.requests if one.asked == "getOperationHistory"
        )
        require(max(days.values()) <= PER_DAY, f"single calls by days: {days}")
        first = min(days)
        require(days[first] >= min(PER_DAY, self._load.single), f"single calls of the first day: {days[first]}")

    def _require_good_end(self) -> None:
        """Nothing was given up, and nobody has to look after a connection."""
        database = self._stack.database
        failed = database["failed_messages"].count_documents({})
        require(not failed, f"{failed} messages were given up")
        ill = list(database["connections"].find({"account": {"$in": ACCOUNTS}, "health": {"$ne": "ok"}}))
        require(not ill, f"health of connections: {[(row['health'], row['reason']) for row in ill]}")

    def _require_times(self, serial: int, checks: Asked, *, single: bool) -> None:
        """A parcel is asked for at once, then once a day until its end."""
        number = number_of(serial)
        gaps = [later - earlier for earlier, later in itertools.pairwise(checks.at)]
        finals = [moment is not None and self._ledger.is_final(serial, moment) for moment in checks.known]
        require(checks.at and None not in checks.known, f"{number} was not asked for, or not answered about")
        require(not any(finals[:-1]), f"{number} was asked for after its end")
        require(all(gap >= EARLIEST for gap in gaps), f"{number} was asked for too often: {checks.at}")
        if single:  # when its turn comes depends on the quota
            return
        first = checks.at[0] - self._saved[number]
        require(first <= AT_ONCE, f"{number} was asked for after {first}")
        require(all(gap <= LATEST for gap in gaps), f"{number} was asked for too late: {checks.at}")
        require(finals[-1] or len(checks.at) == self._load.days + 1, f"{number} was asked for {len(checks.at)} times")


def _compared(told: list[tuple[int, str, str]], wanted: list[tuple[str, str]]) -> dict[str, int]:
    """What of the events of a parcel is missing, too much, or out of order."""
    ordered = sorted(told)
    got = [(status, code) for _, status, code in ordered]
    missing, more = Counter(wanted) - Counter(got), Counter(got) - Counter(wanted)
    in_order = got == wanted and [sequence for sequence, _, _ in ordered] == list(range(1, len(wanted) + 1))
    return {
        "told": len(told),
        "missing": missing.total(),
        "more": more.total(),
        "disordered": int(not (in_order or missing or more)),
    }
