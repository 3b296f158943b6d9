"""`make drills`: every drill once on servers of their own; a table, `.local/drills.json`, exit status 1 on any loss.

`python run.py NAME…` runs only the drills whose function names are given.
"""

import asyncio
import logging
import shutil
import sys
import time
from pathlib import Path

sys.path.extend(str(Path(__file__).parents[2] / part) for part in ("", "tools", "tests/support", "tests/drills"))

from all_drills import DRILLS  # found by the line above
from counts import Failed, Report
from drill import Nodes

from service_kit.testing.mongod import MongoNode
from service_kit.testing.rabbit import RabbitNode

LOCAL = Path(__file__).parents[2] / ".local"


async def run(names: list[str]) -> bool:
    """Run the drills one after another; whether all was good."""
    logging.getLogger().setLevel(logging.CRITICAL)  # clients of a broker that is away say so, at length
    folder = LOCAL / "drills"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    nodes = Nodes(RabbitNode(folder / "rabbit", management=True), MongoNode(folder / "mongod"), folder)
    report, begun = Report(), time.monotonic()
    try:
        nodes.rabbit.start()
        nodes.mongod.start()
        for act in DRILLS:
            if names and act.__name__ not in names:
                continue
            started = time.monotonic()
            try:
                report.add(act.__name__, await act(nodes), time.monotonic() - started)
            except Failed as failure:
                report.add(act.__name__, None, time.monotonic() - started, str(failure))
    finally:
        nodes.rabbit.stop()
        nodes.mongod.stop()
    good = report.close(LOCAL / "drills.json")
    print(f"{'all good' if good else 'FAILED'} in {time.monotonic() - begun:.0f} s; logs in {folder}", flush=True)
    return good


if __name__ == "__main__":
    sys.exit(not asyncio.run(run(sys.argv[1:])))
