"""What every service with connections does in the background of its workers."""

import datetime as dt
from collections.abc import Callable, Mapping

from contracts.events.connection import RunKind
from service_kit.app import Kit
from service_kit.connections.store import Connections
from service_kit.files import Files
from service_kit.runs.finish import Finisher
from service_kit.runs.store import Runs
from service_kit.runs.worker import PARALLEL, Executor, RunWorker
from service_kit.schedule import Scheduler


def work_in_background(
    kit: Kit,
    executors: Mapping[RunKind, Executor],
    *,
    runs: Runs,
    connections: Connections,
    files: Files,
    now: Callable[[], dt.datetime],
    parallel: int = PARALLEL,
) -> None:
    """Execute up to `parallel` runs at once, start those whose time has come, end them, delete old files."""
    kit.background("runs", RunWorker(runs, connections, executors, parallel).loop)
    kit.background("schedule", Scheduler(kit.mongo, kit.outbox, runs=runs, connections=connections, now=now).loop)
    ends = Finisher(kit.mongo, kit.outbox, kit.name, files=files, connections=connections, texts=kit.texts, now=now)
    kit.background("run ends", ends.loop)
    kit.background("old files", files.sweep)
