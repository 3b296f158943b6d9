"""The list of drills, in the order in which they run."""

import deaths
import inputs
import outages

FAST = (deaths.kill_worker, deaths.bad_messages)
DRILLS = (
    inputs.duplicates,
    inputs.two_ways,
    inputs.upgrade,
    deaths.kill_worker,
    deaths.terminate_worker,
    deaths.bad_messages,
    deaths.killing_message,
    deaths.relay_twins,
    outages.broker_restart,
    outages.network_cut,
    outages.half_open,
    outages.mongo_killed,
    outages.step_down,
    outages.broker_disk_full,
)
