"""Drills in which a disk is full."""

import asyncio
import os
import shutil
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from counts import Counts, require
from drill import Nodes, drilling
from outages import ANSWER_SECONDS, RATE, loaded
from settling import settled

from service_kit.publisher import PUBLISH_TIMEOUT
from service_kit.testing.mongod import MongoNode

DISK_MB = 220
LEFT_MB = 1


async def broker_disk_full(nodes: Nodes) -> Counts:
    """The broker has no disk left and blocks who publishes: events wait in the outbox, parcels are stored."""
    async with drilling(nodes, "broker: disk full") as drill:
        await drill.start()
        await drill.send(drill.parcels(500))
        await asyncio.to_thread(nodes.rabbit.ctl, "set_disk_free_limit", "100000GB")
        try:
            await drill.post(drill.parcels(100, "H", by_http=True), RATE)
            await drill.send(drill.parcels(5, "refused"))
            await drill.reached(600)
            waiting = await drill.db["outbox"].count_documents({"pending": True})
        finally:
            await asyncio.to_thread(nodes.rabbit.ctl, "set_disk_free_limit", "50MB")
        require(waiting > 0, "the broker took events although its disk was full")
        require(drill.ledger.slowest <= PUBLISH_TIMEOUT + 2, f"a sender waited {drill.ledger.slowest:.0f} s")
        return await settled(drill, note=f"{waiting} events waited")


async def mongo_disk_full(nodes: Nodes) -> Counts:
    """The database has no disk left and ends: nothing is acknowledged without a commit, and all goes on afterwards.

    Needs a small disk, which only root can make; anybody else gets an empty row.
    """
    if os.geteuid() != 0:
        return Counts(note="left out: only root can make a small disk")
    async with _small_disk(nodes.folder / "small") as disk:
        node = MongoNode(disk)
        await asyncio.to_thread(node.start)
        try:
            async with drilling(nodes, "mongod: disk full", node.url) as drill:
                await drill.start()
                async with loaded(drill, 12):
                    await drill.reached(100)
                    ballast = disk / "ballast"
                    await asyncio.to_thread(_fill, ballast)
                    await drill.wait(lambda: _ended(node), 60, "the database has run out of disk")
                    ballast.unlink()
                    await asyncio.to_thread(node.start)
                require(drill.ledger.slowest <= ANSWER_SECONDS, f"an answer took {drill.ledger.slowest:.0f} s")
                return await settled(drill, note=f"slowest answer {drill.ledger.slowest:.1f} s")
        finally:
            await asyncio.to_thread(node.stop)


@asynccontextmanager
async def _small_disk(folder: Path) -> AsyncIterator[Path]:
    def mount() -> None:
        folder.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK_MB}m", "tmpfs", folder], check=True)

    await asyncio.to_thread(mount)
    try:
        yield folder
    finally:
        await asyncio.to_thread(subprocess.run, ["umount", folder], check=True)


def _fill(ballast: Path) -> None:
    """Leave LEFT_MB of the disk."""
    free = shutil.disk_usage(ballast.parent).free - LEFT_MB * 1024**2
    with ballast.open("wb") as file:
        file.write(bytes(max(0, free)))


async def _ended(node: MongoNode) -> bool:
    return node.node.exit_code is not None
