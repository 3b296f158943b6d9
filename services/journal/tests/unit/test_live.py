"""Streams in memory: bounded, once each, and what a browser is told."""

import asyncio
import json

import pytest

from contracts.base import AccountId
from contracts.topology import JOURNAL_LIVE
from journal.app import messages
from journal.app.hub import CAPACITY, STREAMS_PER_USER, Hub
from journal.app.tail import made_at
from service_kit.ids import new_id, utc_now
from service_kit.problems import Problem

DEMO = AccountId("demo")


def test_every_key_that_is_listened_to_has_a_name():
    assert set(messages.NAMES) == set(JOURNAL_LIVE)


def test_both_ways_of_an_event_give_the_same_message(story):
    event = story.finished()
    body = event.model_dump_json(exclude_none=True).encode()
    assert messages.of_body(event.key, body) == messages.of_event(event)


def test_a_frame_is_one_line_of_json_under_the_id_of_the_event(story):
    event = story.connection(name="Мой\nмагазин")
    lines = messages.frame(messages.of_event(event)).decode().split("\n")
    assert lines[:2] == [f"id: {event.id}", "event: connection.changed"]
    assert lines[3:] == ["", ""]
    data = json.loads(lines[2].removeprefix("data: "))
    assert (data["service"], data["connection"], data["name"]) == ("shop-sync", "c-1", "Мой\nмагазин")


async def test_a_message_that_comes_twice_is_sent_once(story):
    with Hub().listen(DEMO, "u") as stream:
        message = messages.of_event(story.finished())
        stream.put(message)
        stream.put(message)
        assert await stream.take(1) == [message]
        stream.put(message)
        assert await stream.take(0.01) == []


async def test_only_the_last_progress_of_a_run_waits(story):
    with Hub().listen(DEMO, "u") as stream:
        steps = [messages.of_event(story.progressed("r", done)) for done in range(5)]
        other = messages.of_event(story.progressed("other", 1))
        for message in [*steps[:4], other, steps[4]]:
            stream.put(message)
        assert await stream.take(1) == [other, steps[4]]


async def test_a_browser_that_does_not_read_loses_progress_first_and_is_then_let_go(story):
    with Hub().listen(DEMO, "u") as stream:
        stream.put(messages.of_event(story.progressed("r", 1)))
        ended = [messages.of_event(story.finished()) for _ in range(CAPACITY)]
        for message in ended:
            stream.put(message)
        assert not stream.ended.is_set(), "the progress made room"
        stream.put(messages.of_event(story.finished()))
        assert stream.ended.is_set()
        assert await stream.take(0.01) == [], "what waited is not kept in memory"


async def test_events_of_another_account_are_not_heard(story, new_story):
    hub = Hub()
    with hub.listen(DEMO, "u") as mine, hub.listen(AccountId("other"), "u") as theirs:
        message = messages.of_event(new_story("other").finished())
        hub.publish(message)
        assert await theirs.take(1) == [message]
        assert await mine.take(0.01) == []


def test_a_user_has_a_limit_of_streams_and_who_leaves_makes_room():
    hub = Hub()
    open_ones = [hub.listen(DEMO, "u") for _ in range(STREAMS_PER_USER)]
    for one in open_ones:
        one.__enter__()
    with pytest.raises(Problem) as refused, hub.listen(DEMO, "u"):
        pass
    assert (refused.value.status, refused.value.key) == (429, "too_many_streams")
    with hub.listen(DEMO, "another"):
        pass
    for one in open_ones:
        one.__exit__(None, None, None)
    assert hub.accounts == []
    with hub.listen(DEMO, "u"):
        assert hub.accounts == [DEMO]


async def test_stopping_ends_streams_at_once_and_those_that_come_later():
    hub = Hub()
    with hub.listen(DEMO, "u") as stream:
        hub.stop()
        await asyncio.wait_for(stream.ended.wait(), 1)
        with hub.listen(DEMO, "u") as late:
            assert late.ended.is_set()


def test_the_time_of_an_event_is_read_from_its_id():
    before = utc_now()
    made = made_at(new_id())
    assert made is not None
    assert before <= made <= utc_now()
    assert made_at("0b7f1f2e-5d0c-4e27-a4d1-1c2c3e4f5a6b") is None
    assert made_at("nonsense") is None
