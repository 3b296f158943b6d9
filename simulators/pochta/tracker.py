"""A post-tracker that lives by the clock of the stand-in, so that days of parcels pass in moments.

`python -m simulators.pochta.tracker serve`, with the settings of post-tracker and BIZ_CLOCK_FILE, the file of a
`MovedClock`. Move it while no run is under way: a run would lose its lease.
"""

import os
import sys
from pathlib import Path

from post_tracker.__main__ import register
from post_tracker.main import build
from post_tracker.settings import PostTrackerSettings
from service_kit.app import Kit
from service_kit.commands import run
from simulators.pochta.clock import MovedClock


def moved(settings: PostTrackerSettings) -> Kit:
    """The product's own service, with another clock."""
    return build(settings, MovedClock(Path(os.environ["BIZ_CLOCK_FILE"])))


if __name__ == "__main__":
    sys.exit(run("post_tracker", PostTrackerSettings, moved, register, None))
