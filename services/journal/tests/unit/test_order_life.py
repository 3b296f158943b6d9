"""The life of an order comes out the same in whatever order its events come, and however often."""

import itertools

import pytest

from journal.domain.lives import Lives
from journal.domain.order import MAX_STEPS, Need, OrderLife, StepKind


def lived(*events):
    lives = Lives([])
    for event in events:
        lives.take(event)
    (life,) = lives.all
    return life


def facts(life: OrderLife):
    return (life.sent, life.stored, life.stored_at, life.total, life.need, life.waits_since, life.ref, life.number)


def test_any_order_of_events_gives_the_same_life(story):
    events = [
        story.created("1", 1, at=0, total="500"),
        story.refused("1", 1, at=1),
        story.updated("1", 2, at=2, total="700"),
        story.stored("1", 2, at=3),
    ]
    expected = facts(lived(*events))
    assert expected[:4] == (2, 2, story.moment(3), "700")
    assert (expected[4], expected[5]) == (None, None)
    for shuffled in itertools.permutations(events):
        assert facts(lived(*shuffled)) == expected, [event.key for event in shuffled]


def test_a_repeated_event_changes_nothing(story):
    events = [story.created("1"), story.refused("1")]
    once, twice = lived(*events), lived(*events, *events)
    assert facts(once) == facts(twice)
    assert len(twice.steps) == 2


def test_a_refused_order_needs_attention_since_its_first_refusal_until_it_is_stored(story):
    refused = [story.created("1", at=0), story.refused("1", at=1), story.refused("1", at=9, key="other")]
    life = lived(*refused)
    assert (life.need, life.need_key, life.need_at) == (Need.REFUSED, "other", story.moment(1))
    assert lived(*refused, story.stored("1", at=10)).need is None


def test_a_new_version_on_its_way_does_not_hide_that_the_last_one_was_refused(story):
    life = lived(story.created("1"), story.refused("1"), story.updated("1", 2, at=5))
    assert (life.need, life.waits_since) == (Need.REFUSED, story.moment(5))


def test_a_refused_change_of_a_stored_order_needs_attention(story):
    life = lived(story.created("1"), story.stored("1"), story.updated("1", 2), story.refused("1", 2))
    assert life.need is Need.REFUSED
    assert life.stored_at is not None


def test_an_order_waits_since_its_oldest_unanswered_version(story):
    life = lived(story.created("1", 1, at=0), story.updated("1", 2, at=7))
    assert life.waits_since == story.moment(0)
    assert lived(story.created("1", 1), story.stored("1", 1, at=8)).waits_since is None


def test_an_answer_ends_that_an_order_is_unanswered(story):
    life = lived(story.created("1"))
    life.need = Need.UNANSWERED
    life.kept(story.stored("1"))
    assert life.need is None


def test_a_deleted_record_is_found_by_its_ref_alone(story):
    lives = Lives([])
    lives.take(story.stored("1"))
    lives.change(story.rows(), story.row(None, "ref-1", 5, deleted=True))
    (life,) = lives.all
    assert life.steps[-1].data["deleted"] is True


def test_an_order_of_the_platform_has_a_life_too(story):
    lives = Lives([])
    lives.change(story.rows(), story.row(None, "ref-9", number="99"))
    (life,) = lives.all
    assert (life.key, life.platform_number) == (("", "ref-9"), "99")
    assert not lives.needs_changed


@pytest.mark.parametrize("known", [True, False])
def test_needs_change_only_when_a_person_has_more_or_less_to_do(story, known):
    life = OrderLife(("c-1", "1"))
    life.sent_to_platform(story.created("1"))
    if known:
        life.refused(story.refused("1"))
    lives = Lives([life])
    lives.take(story.refused("1", at=2))
    assert lives.needs_changed is not known


def test_steps_do_not_grow_without_end_and_what_came_from_outside_stays(story):
    lives = Lives([])
    lives.take(story.created("1"))
    for number in range(MAX_STEPS + 20):
        lives.change(story.rows(at=1 + number), story.row("1", "ref-1", number, status_ref=f"s-{number}"))
    (life,) = lives.all
    assert len(life.steps) == MAX_STEPS
    assert life.steps[0].kind is StepKind.CREATED
    assert life.steps[-1].sequence == MAX_STEPS + 19


def test_states_that_say_nothing_new_do_not_pile_up_whatever_the_order_of_arrival(story):
    days = [
        (story.rows(at=day), story.row("1", "ref-1", day, tracking="80088", parcel="Приём" if day < 60 else "Вручение"))
        for day in range(1, 91)
    ]
    for shuffled in (days, days[::-1], days[::2] + days[1::2], days + days):
        lives = Lives([])
        for event, row in shuffled:
            lives.change(event, row)
        (life,) = lives.all
        kept = sorted(step.sequence for step in life.steps)
        assert kept == [1, 59, 60, 90]
