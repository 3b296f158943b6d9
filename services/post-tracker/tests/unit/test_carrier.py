"""The post as the port of carriers has it."""

import datetime as dt

import pytest

from post_tracker.app.ports import Carrier, Way
from post_tracker.connectors.pochta.carrier import Pochta
from post_tracker.domain.tracking import Operation

POST: Carrier = Pochta()


def test_limits_are_those_that_the_operator_publishes() -> None:
    single, batch = POST.ways[Way.AT_ONCE], POST.ways[Way.TICKET]
    assert (single.per_call, single.per_day) == (1, 100)
    assert (batch.per_call, batch.per_day) == (3000, None)
    assert (batch.first_wait, batch.next_wait, batch.kept) == (
        dt.timedelta(minutes=15),
        dt.timedelta(minutes=15),
        dt.timedelta(hours=32),
    )


@pytest.mark.parametrize(
    ("operation", "shown"),
    [
        (Operation("8.2", "Обработка", "Прибыло в место вручения", None, None, None), "Прибыло в место вручения"),
        (Operation("8.96", "Обработка", None, None, None, None), "Обработка: атрибут 96"),
        (Operation("99.0", "Операция 99", None, None, None, None), "Операция 99"),
    ],
    ids=["known", "unknown attribute", "unknown type"],
)
def test_operation_is_shown_in_words(operation: Operation, shown: str) -> None:
    assert POST.shown(operation).endswith(shown)


def test_form_has_every_status_that_a_history_may_give() -> None:
    codes = {status.code for status in POST.statuses()}
    for type_ in range(1, 71):
        for attr in range(100):
            given = POST.standing([Operation(f"{type_}.{attr}", "", None, None, None, None)]).status
            assert given in codes or given == "other"
