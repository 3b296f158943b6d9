"""Bench "post growth": what the daily check of a parcel costs in an account with 1,000 parcels, and with 100,000.

A post-tracker as a process asks for tickets, fetches the answers of the stand-in of the post, stores what is new and
tells it. Both accounts are asked for in turn, the large one a fifth at a time, so that all of its parcels are checked
once. The cost is CPU time of the tracker and the database, less what they need at rest in the same time.
"""

import datetime as dt
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import psutil
from post_desk import number_of
from post_stack import TRACKER, PostStack, post_stack

from contracts.base import AccountId, ConnectionId, Ref
from post_tracker.connectors.pochta.connector import SLUG
from post_tracker.domain.pochta.operations import kind_of
from post_tracker.domain.shipment import Shipment
from post_tracker.domain.tracking import Operation
from post_tracker.main import Base
from service_kit.ids import new_id
from service_kit.outbox import Unit
from service_kit.testing.process import wait_for
from simulators.pochta.store import Step

FEW: Final = 1_000
MANY: Final = 100_000
ROUNDS: Final = 5
PER_TICKET: Final = 1_000
NEWS: Final = 3
"""Every third parcel has news in each round."""
MOST: Final = 1.2
PACK: Final = 1_000
IDLE_SECONDS: Final = 2
QUIET: Final = 0.1
SOON: Final = dt.timedelta(minutes=3)
"""The parcels of a round fall due then, so that making them due is not measured."""
BEFORE: Final = ((1, 1), (8, 3), (8, 4), (8, 3), (8, 4), (8, 3))
"""What has happened to all parcels; the last operation is new in each round."""


def measure(folder: Path) -> dict[str, float]:
    """Microseconds of CPU a check in the small and in the large account, over rounds in turn, and their ratio."""
    with post_stack(folder, replicas=1, per_ticket=PER_TICKET) as stack:
        growth = _Growth(stack)
        few, many = growth.account("few", range(FEW)), growth.account("many", range(FEW, FEW + MANY))
        growth.round(few, few.serials, 1)  # makes everybody warm
        share = MANY // ROUNDS
        small, large = Counter[str](), Counter[str]()
        for number in range(ROUNDS):
            small.update(growth.round(few, few.serials, number + 2))
            large.update(growth.round(many, many.serials[number * share :][:share], number + 2))
    each_small = {name: seconds / (FEW * ROUNDS) * 1e6 for name, seconds in small.items()}
    each_large = {name: seconds / MANY * 1e6 for name, seconds in large.items()}
    return {
        "stored_small": FEW,
        "stored_large": MANY,
        "us_a_check_small": round(sum(each_small.values())),
        "us_a_check_large": round(sum(each_large.values())),
        "ratio": round(sum(each_large.values()) / sum(each_small.values()), 3),
        "most": MOST,
        **{f"us_small_{name}": round(value) for name, value in each_small.items()},
        **{f"us_large_{name}": round(value) for name, value in each_large.items()},
    }


@dataclass(frozen=True)
class _Account:
    name: str
    serials: range


class _Growth:
    def __init__(self, stack: PostStack) -> None:
        self._stack = stack
        self._rows = stack.database["shipments"]
        mongod = stack.stack.mongod
        if mongod is None:
            raise RuntimeError("this bench needs a database of its own")
        pids = {TRACKER: stack.stack.child(TRACKER).pid, "mongod": mongod.pid}
        self._processes = {name: psutil.Process(pid) for name, pid in pids.items()}

    def account(self, name: str, serials: range) -> _Account:
        """An account whose parcels are all there and on their way; none of them is due."""
        connection = self._stack.connect(name)
        now = self._stack.clock()

        async def store(base: Base) -> None:
            for first in range(serials.start, serials.stop, PACK):
                part = [_shipment(connection, serial, now) for serial in range(first, min(first + PACK, serials.stop))]

                async def body(unit: Unit, part: Sequence[Shipment] = part) -> None:
                    await base.shipments.save(AccountId(name), part, unit)

                await base.kit.outbox.transact(body)

        self._stack.with_base(store)
        self._happen(serials, 0)
        return _Account(name, serials)

    def round(self, account: _Account, serials: range, number: int) -> dict[str, float]:
        """Seconds of CPU by process that a check of these parcels costs; a third of them has news."""
        news = [serial for serial in serials if serial % NEWS == number % NEWS]
        self._happen(news, number)
        now = self._stack.clock()
        first, last = f"o{serials.start:07d}", f"o{serials.stop - 1:07d}"
        these = {"account": account.name, "order": {"$gte": first, "$lte": last}}
        self._rows.update_many(these, {"$set": {"due_at": now + SOON}})
        self._quiet()
        idle, begun, before = self._idle(), time.monotonic(), self._spent()
        self._stack.pass_until(now + SOON + dt.timedelta(minutes=40))
        self._quiet()
        took = time.monotonic() - begun
        spent = {name: seconds - before[name] - idle[name] * took for name, seconds in self._spent().items()}
        done = {name: self._rows.count_documents({**these, name: {"$gt": now}}) for name in ("checked_at", "news_at")}
        if done != {"checked_at": len(serials), "news_at": len(news)}:
            raise SystemExit(f"of {len(serials)} parcels, {len(news)} with news: {done}")
        print(f"  {account.name}: {sum(spent.values()) / len(serials) * 1e6:.0f} us, {took:.0f} s", flush=True)
        return spent

    def _happen(self, serials: Iterable[int], number: int) -> None:
        """The last operation of these parcels is that of this round."""
        with self._stack.post.store.lock:
            for serial in serials:
                self._stack.post.store.parcels[number_of(serial)] = _steps(number)

    def _spent(self) -> dict[str, float]:
        return {name: sum(process.cpu_times()[:2]) for name, process in self._processes.items()}

    def _quiet(self) -> None:
        """Wait until nothing works any more, the database's own upkeep included."""
        wait_for(lambda: sum(self._idle(1).values()) < QUIET, 120, "tracker and database are at rest")

    def _idle(self, seconds: float = IDLE_SECONDS) -> dict[str, float]:
        """Seconds of CPU by process in a second of rest."""
        before = self._spent()
        time.sleep(seconds)  # the time over which it is taken
        return {name: (spent - before[name]) / seconds for name, spent in self._spent().items()}


@cache
def _steps(number: int) -> list[Step]:
    """The way of a parcel whose last operation happened in this round; a list that nobody changes."""
    first = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    kinds = [*BEFORE, (8, 4 if number % 2 else 3)]
    at = [first + dt.timedelta(hours=place) for place in range(len(BEFORE))] + [first + dt.timedelta(days=1 + number)]
    return [
        Step(moment, type_, attr, "Обработка", index="101000") for moment, (type_, attr) in zip(at, kinds, strict=True)
    ]


def _shipment(connection: ConnectionId, serial: int, now: dt.datetime) -> Shipment:
    """As it is after the first answer."""
    history = tuple(
        Operation(
            f"{step.type}.{step.attr}",
            step.name,
            kind_of(step.type, step.attr).detail,
            step.at.replace(tzinfo=None),
            step.index,
            None,
        )
        for step in _steps(0)
    )
    number = number_of(serial)
    return Shipment(
        id=new_id(),
        carrier=SLUG,
        connection=connection,
        order=Ref(f"o{serial:07d}"),
        order_number=str(serial),
        order_sequence=1,
        tracking_number=number,
        number=number,
        status="in_transit",
        first_seen_at=now,
        news_at=now,
        checked_at=now,
        due_at=now + dt.timedelta(days=1),
        history=history,
        sequence=2,
    )
