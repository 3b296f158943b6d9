"""What is told of an export while it goes on and when it ends."""

import datetime as dt
from collections.abc import Awaitable, Callable
from typing import BinaryIO, Final

from service_kit.files import Files
from service_kit.outbox import Outbox, Unit
from service_kit.runs.model import Page, Run
from service_kit.runs.store import Runs
from shop_sync.app.goods.report import ExportReport

EXPORTS_LIVE: Final = dt.timedelta(days=30)


class ExportReports:
    """Stores reports of exports with their runs."""

    def __init__(self, outbox: Outbox, runs: Runs, files: Files) -> None:
        self._outbox = outbox
        self._runs = runs
        self._files = files

    async def tell(self, run: Run, report: ExportReport, done: int, total: int) -> None:
        """How far the export is."""
        await self._record(run, Page(rows=(), tally=report.tally, cursor=0, done=done, total=total))

    async def attach(self, run: Run, kind: str, name: str, source: BinaryIO, content_type: str) -> None:
        """Keep a file for the owner among those of the run."""
        kept = await self._files.save(run.account, name, source, content_type=content_type, lives=EXPORTS_LIVE)
        await self._runs.attach(run, kind, kept)

    async def close(
        self, run: Run, report: ExportReport, rest: BinaryIO, total: int, also: Callable[[Unit], Awaitable[None]]
    ) -> None:
        """The whole report, `rest` holding the rows behind the table; `also` joins its transaction."""
        if report.rest_count:
            rest.seek(0)
            await self.attach(run, "rows", f"rows-{run.id}.jsonl", rest, "application/x-ndjson")
        cursor = max(run.only or (0,)) + 1
        page = Page(report.rows, report.tally, cursor, total, total, effect=report.effect)
        await self._record(run, page, also)
        self._runs.advance(run, page)

    async def _record(self, run: Run, page: Page, also: Callable[[Unit], Awaitable[None]] | None = None) -> None:
        async def body(unit: Unit) -> None:
            await self._runs.record(run, page, unit)
            if also is not None:
                await also(unit)

        await self._outbox.transact(body)
