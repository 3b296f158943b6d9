"""Goods on their way to a shop: prices and stock go in groups, then what was taken and the report are stored."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice
from typing import Final

from contracts.base import Ref
from service_kit.errors import DataError
from service_kit.outbox import Outbox, Unit
from service_kit.runs.model import Page, Result, Run, RunRow, Tally
from service_kit.runs.store import Runs
from shop_sync.app.goods.shop import GROUP, GoodGone, GoodRefused, Pushed, ShopGoods, ShopGoodsSession, Values

ROWS: Final = 100
"""Rows that are gathered at most before they are stored."""
CALLS: Final = 20
"""Goods with calls of their own before what became of them is stored."""
SAMPLES: Final = 3
"""Goods that are looked at again."""
TELL_EVERY: Final = dt.timedelta(seconds=1)


@dataclass(slots=True)
class Entry:
    """What became of a good. `row` None: nothing changed; `values` by variant are still to be written.

    `product`: where to look whether they were; `pushed` is remembered then, `forget`: it is in the shop no more.
    `calls`: the shop was called for it.
    """

    ref: Ref
    row: RunRow | None = None
    values: Mapping[str, Values] = field(default_factory=dict)
    product: str | None = None
    pushed: Pushed | None = None
    forget: bool = False
    calls: bool = False


class Batch:
    """Gathers entries of one run in the order of their refs. Nothing counts as done before it is stored here."""

    def __init__(
        self,
        run: Run,
        session: ShopGoodsSession,
        *,
        shop: ShopGoods,
        runs: Runs,
        outbox: Outbox,
        total: int,
        now: Callable[[], dt.datetime],
    ) -> None:
        self._run = run
        self._session = session
        self._shop = shop
        self._runs = runs
        self._outbox = outbox
        self._total = total
        self._now = now
        self._entries: list[Entry] = []
        self._tally = Tally()
        self._values = self._calls = 0
        self._after: Ref | None = None
        self._stored_at = now()
        self._looked = False
        self.done = run.cursor

    def passed(self, ref: Ref) -> None:
        """A good was come by that is none of this run."""
        self._after = ref
        self.done += 1

    async def add(self, entry: Entry) -> None:
        """One more good; flushes when enough is gathered."""
        if self._values and self._values + len(entry.values) > GROUP:
            await self.flush()
        self.passed(entry.ref)
        self._tally.seen += 1
        if entry.row is None:
            self._tally.unchanged += 1
        if entry.row is not None or entry.pushed is not None or entry.forget:
            self._entries.append(entry)
        self._values += len(entry.values)
        self._calls += entry.calls
        if self._values >= GROUP or self._calls >= CALLS or len(self._entries) >= ROWS:
            await self.flush()

    async def told(self) -> None:
        """Tell how far it is, if that was not done lately and nothing waits for its group."""
        if not self._values and self._now() - self._stored_at >= TELL_EVERY:
            await self.flush()

    async def flush(self, *, last: bool = False) -> None:
        """Write what waits, then store it; `last`: the run has no place any more."""
        run = self._run
        refused = {} if run.dry_run else await self._written()
        taken = [entry for entry in self._entries if entry.ref not in refused]
        if not run.dry_run:
            pushed = [entry.pushed for entry in taken if entry.pushed is not None]
            await self._shop.save(run.account, run.connection, pushed)
            gone = [entry.ref for entry in taken if entry.forget]
            await self._shop.forget(run.account, run.connection, gone)
        page = self._page(refused)
        after = None if last else self._after

        async def body(unit: Unit) -> None:
            await self._runs.record(run, page, unit)
            if last or after is not None:
                await self._shop.move(run, after, unit)

        await self._outbox.transact(body)
        self._runs.advance(run, page)
        self._entries, self._tally, self._values, self._calls = [], Tally(), 0, 0
        self._stored_at = self._now()

    def _page(self, refused: Mapping[Ref, DataError]) -> Page:
        rows = [_judged(entry.row, refused.get(entry.ref)) for entry in self._entries if entry.row is not None]
        for row in rows:
            setattr(self._tally, row.result.value, getattr(self._tally, row.result.value) + 1)
        return Page(tuple(rows), self._tally, self.done, self.done, max(self._total, self.done))

    async def _written(self) -> dict[Ref, DataError]:
        """Write the values; gives the goods that the shop refused."""
        entries = [entry for entry in self._entries if entry.values]
        refused = await self._write(entries)
        left = [entry for entry in entries if entry.ref not in refused]
        if left and not self._looked:
            self._looked = True
            await self._look(left[:SAMPLES])
        return refused

    async def _write(self, entries: Sequence[Entry]) -> dict[Ref, DataError]:
        """One wrong good makes the shop refuse its whole group: it is found by halving."""
        values = {id_: row for entry in entries for id_, row in entry.values.items()}
        try:
            for group in _groups(values):
                await self._session.put(group)
        except (GoodRefused, GoodGone) as error:
            if len(entries) == 1:
                return {entries[0].ref: error}
            middle = len(entries) // 2
            return await self._write(entries[:middle]) | await self._write(entries[middle:])
        return {}

    async def _look(self, entries: Sequence[Entry]) -> None:
        """The shop's yes says little: see once in a run whether it took what it was told. DataError when not.

        One good may have been sold, or changed by somebody, in that very moment; not all of them.
        """
        for entry in entries:
            if await self._was_taken(entry):
                return
        raise DataError("shop_did_not_take", good=entries[0].row.title if entries[0].row else entries[0].ref)

    async def _was_taken(self, entry: Entry) -> bool:
        if entry.product is None:
            return True
        try:
            product = await self._session.one(entry.product)
        except GoodGone:  # the next run tells
            return True
        return not any(not_as(entry.values.get(variant.id, {}), variant.values) for variant in product.variants)


def not_as(values: Values, shown: Mapping[str, str | None]) -> bool:
    """Whether the shop shows another value than is wanted; what it does not show says nothing."""
    return any(
        (None if shown[name] is None else Decimal(shown[name] or 0)) != value
        for name, value in values.items()
        if name in shown
    )


def _groups(values: Mapping[str, Values]) -> Iterator[Mapping[str, Values]]:
    left = iter(values.items())
    while group := dict(islice(left, GROUP)):
        yield group


def _judged(row: RunRow, refusal: DataError | None) -> RunRow:
    if refusal is None:
        return row
    return RunRow(
        row.number,
        row.where,
        Result.REJECTED,
        row.state,
        row.title,
        key=refusal.key,
        details=refusal.details,
        outside_id=row.outside_id,
    )
