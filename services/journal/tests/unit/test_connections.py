"""Newest state of connections and their latest runs."""

import pytest

from contracts.events.connection import Health, RunStatus
from journal.domain.connection import changed, latest


def test_the_newest_sequence_wins_and_an_equal_one_changes_nothing(story):
    new = changed(None, story.connection(Health.RETRYING, 5))
    assert changed(new, story.connection(Health.OK, 4)) is new
    assert changed(new, story.connection(Health.OK, 5)) is new
    assert changed(new, story.connection(Health.OK, 6)).health is Health.OK


def test_a_change_of_the_name_does_not_make_its_fault_younger(story):
    bad = changed(None, story.connection(Health.NEEDS_ATTENTION, 1, at=0))
    renamed = changed(bad, story.connection(Health.NEEDS_ATTENTION, 2, at=30, name="Другой"))
    assert (renamed.name, renamed.since) == ("Другой", story.moment(0))


def test_a_connection_that_was_switched_off_needs_nobody(story):
    assert changed(None, story.connection(Health.NEEDS_ATTENTION)).bad
    assert not changed(None, story.connection(Health.NEEDS_ATTENTION, enabled=False)).bad


def test_the_run_that_ended_last_counts(story):
    failed = latest(None, story.finished(RunStatus.FAILED, at=10))
    assert latest(failed, story.finished(at=5)) is failed
    assert latest(failed, story.finished(at=15)).status is RunStatus.SUCCESS


@pytest.mark.parametrize("event", [{"dry_run": True}, {"status": RunStatus.CANCELLED}])
def test_trials_and_cancelled_runs_neither_cure_nor_break(story, event):
    failed = latest(None, story.finished(RunStatus.FAILED))
    assert latest(failed, story.finished(at=5, **event)) is failed
    assert latest(None, story.finished(**event)) is None


def test_a_failed_run_is_cured_when_the_connection_got_well_after_it(story):
    failed = latest(None, story.finished(RunStatus.FAILED, at=10))
    partial = latest(None, story.finished(RunStatus.PARTIAL, at=10))
    bad = changed(None, story.connection(Health.RETRYING, 1, at=9))
    well = changed(bad, story.connection(Health.OK, 2, at=20))
    assert failed.cured_by(well)
    assert not partial.cured_by(well), "its rejected rows are still rejected"
    assert not failed.cured_by(bad)
    assert not failed.cured_by(None)
    assert not failed.cured_by(changed(None, story.connection(Health.OK, 1, at=0))), "it was well before"
    assert partial.cured_by(changed(well, story.connection(Health.DELETED, 3, at=30)))
