"""The list of drills, in the order in which they run."""

import clocks
import deaths
import disks
import inputs
import mailboxes
import outages
import outside
import post_days

FAST = (inputs.duplicates, inputs.upgrade, deaths.bad_messages)
DRILLS = (
    inputs.duplicates,
    inputs.two_ways,
    inputs.upgrade,
    deaths.kill_worker,
    deaths.terminate_worker,
    deaths.bad_messages,
    deaths.killing_message,
    deaths.relay_twins,
    clocks.clock_skew,
    outside.torn_answer,
    outside.slow_shop,
    outside.storm,
    outages.broker_restart,
    outages.network_cut,
    outages.half_open,
    outages.mongo_killed,
    outages.step_down,
    mailboxes.mail_outages,
    post_days.post_days,
    disks.broker_disk_full,
    disks.mongo_disk_full,
)
