"""Answer a service that needs all records of some kinds, part by part, straight to its queue."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from contracts.events.changed import MAX_ROWS, SnapshotPart, SnapshotRequested
from contracts.topology import QUEUES
from platform_bridge.app.changes import changed_event, packs
from platform_bridge.app.ports import PlatformPort, Progress, SnapshotProgress
from service_kit.errors import DataError
from service_kit.outbox import Outbox, Unit

_QUEUES = frozenset(queue.name for queue in QUEUES)


class SendSnapshots:
    """Each page commits together with the progress: a request that comes again goes on where the last one stopped."""

    def __init__(
        self, platform: PlatformPort, progress: SnapshotProgress, outbox: Outbox, clock: Callable[[], dt.datetime]
    ) -> None:
        self._platform = platform
        self._progress = progress
        self._outbox = outbox
        self._clock = clock

    async def handle(self, request: SnapshotRequested) -> None:
        """Send what is still to be sent; DataError `snapshot_queue_unknown` when no queue of ours asks."""
        if request.data.reply_to not in _QUEUES:
            raise DataError("snapshot_queue_unknown", queue=request.data.reply_to)

        async def page(unit: Unit) -> bool:
            return await self._send_page(request, unit)

        while await self._outbox.transact(page):
            pass

    async def _send_page(self, request: SnapshotRequested, unit: Unit) -> bool:
        """Send one page of the kind that is due; false when all kinds are sent."""
        account, kinds = request.account, request.data.kinds
        progress = await self._progress.load(account, request.id, unit.session)
        if progress.kind == len(kinds):
            return False
        kind = kinds[progress.kind]
        rows = await self._platform.snapshot_page(account, kind, progress.after, MAX_ROWS, unit.session)
        whole = len(rows) < MAX_ROWS
        found = list(packs(rows)) or [()]
        for part, pack in enumerate(found, start=progress.parts):
            last = whole and part == progress.parts + len(found) - 1
            place = SnapshotPart(request=request.id, part=part, parts=part + 1 if last else None)
            event = changed_event(account, kind, pack, self._clock(), snapshot=place, cause=request)
            unit.emit(event, queue=request.data.reply_to)
        following = (
            Progress(kind=progress.kind + 1)
            if whole
            else replace(progress, parts=progress.parts + len(found), after=rows[-1].ref)
        )
        await self._progress.save(account, request.id, following, unit.session)
        return True
