"""The client against a strict stand-in of both services: what comes back, and what is told when nothing does."""

import datetime as dt
import logging
import traceback
from collections.abc import AsyncIterator, Iterator

import pytest
from structlog.testing import capture_logs

from contracts.base import AccountId, ConnectionId
from post_tracker.app.ports import Expired, NotReady, Ticket
from post_tracker.connectors.pochta.client import PostClient
from post_tracker.connectors.pochta.soap.requests import Access
from service_kit.errors import BizError, ConfigError, DataError, Postponed, TransientError
from service_kit.http import Outside
from simulators.pochta.server import Post, running
from simulators.pochta.store import Step

NUMBER, OTHER, UNKNOWN = "80084740397510", "14102192069353", "RA999999999RU"


class Clock:
    """Time of the post."""

    def __init__(self) -> None:
        self.now = dt.datetime(2026, 3, 1, 9, tzinfo=dt.UTC)

    def __call__(self) -> dt.datetime:
        return self.now

    def pass_(self, **time: float) -> None:
        self.now += dt.timedelta(**time)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def post(clock: Clock) -> Iterator[Post]:
    zone = dt.timezone(dt.timedelta(hours=4))
    with running(clock=clock) as started:
        start = dt.datetime(2026, 2, 25, 10, tzinfo=zone)
        started.happens(
            NUMBER,
            Step(start, 1, 1, "Прием", "Единичный", "414047", "Астрахань 47"),
            Step(start + dt.timedelta(days=2), 8, 2, "Обработка", "Прибыло в место вручения", "101000", "Москва"),
        )
        started.happens(OTHER, Step(start, 2, 8, "Вручение", "Адресату курьером", "130203"))
        yield started


@pytest.fixture
async def outside(post: Post) -> AsyncIterator[Outside]:
    made = Outside("pochta", egress_allow={post.url.partition("://")[2]})
    yield made
    await made.close()


@pytest.fixture
def client(post: Post, outside: Outside) -> PostClient:
    return made(post, outside)


def made(post: Post, outside: Outside, *, login: str = "", password: str = "") -> PostClient:
    access = Access(login or post.user.login, password or post.user.password)
    return PostClient(outside, AccountId("a"), ConnectionId("c"), access=access, address=f"{post.url}/")


async def test_single_history_comes_at_once_with_zones_and_places(client: PostClient) -> None:
    parcel = await client.ask(NUMBER)
    assert (parcel.number, [operation.code for operation in parcel.history]) == (NUMBER, ["1.1", "8.2"])
    first = parcel.history[0]
    assert (first.detail, first.postal_index, first.place) == ("Единичный", "414047", "Астрахань 47")
    assert first.at == dt.datetime(2026, 2, 25, 6, tzinfo=dt.UTC)
    assert "ПЕТРОВ" not in repr(parcel)


async def test_nothing_known_is_an_empty_history(client: PostClient) -> None:
    assert list((await client.ask(UNKNOWN)).history) == []


async def test_ticket_is_answered_when_its_time_has_come(client: PostClient, clock: Clock) -> None:
    ticket = await client.submit([NUMBER, UNKNOWN, OTHER])
    assert await client.collect(ticket) == NotReady()
    clock.pass_(minutes=15)
    parcels = await client.collect(ticket)
    assert isinstance(parcels, list)
    assert {parcel.number: [operation.code for operation in parcel.history] for parcel in parcels} == {
        NUMBER: ["1.1", "8.2"],
        UNKNOWN: [],
        OTHER: ["2.8"],
    }
    assert parcels[0].history[0].at == dt.datetime(2026, 2, 25, 10)  # by the clocks of the place
    assert parcels[0].history[1].detail == "Прибыло в место вручения"


async def test_not_ready_at_the_items_is_not_ready(client: PostClient, post: Post) -> None:
    post.whims.not_ready_at_items = True
    assert await client.collect(await client.submit([NUMBER])) == NotReady()


async def test_ticket_that_was_kept_for_its_time_is_gone(client: PostClient, clock: Clock) -> None:
    ticket = await client.submit([NUMBER])
    clock.pass_(hours=33)
    assert await client.collect(ticket) == Expired()


async def test_partial_answer_has_what_it_has(client: PostClient, post: Post, clock: Clock) -> None:
    post.whims.left_out.add(NUMBER)
    post.whims.of_items[OTHER] = 16
    ticket = await client.submit([NUMBER, OTHER])
    clock.pass_(minutes=15)
    parcels = await client.collect(ticket)
    assert isinstance(parcels, list)
    (other,) = parcels
    assert (other.number, other.problem and other.problem.key) == (OTHER, "post_inner_error")


async def test_big_answer_is_read_beside_other_work(client: PostClient, post: Post, clock: Clock) -> None:
    numbers = [f"{80_000_000_000_000 + number}" for number in range(3000)]
    steps = [Step(clock(), 8, attr, "Обработка", index="101000") for attr in (0, 1, 3, 4)]
    for number in numbers:
        post.happens(number, *steps)
    ticket = await client.submit(numbers)
    clock.pass_(minutes=15)
    parcels = await client.collect(ticket)
    assert isinstance(parcels, list)
    assert [parcel.number for parcel in parcels] == numbers
    assert {len(parcel.history) for parcel in parcels} == {4}


async def test_wrong_password_is_for_the_owner_to_mend(post: Post, outside: Outside) -> None:
    client = made(post, outside, password="wrong-secret")
    for call in (client.ask(NUMBER), client.submit([NUMBER]), client.collect(Ticket("20260301120000000X"))):
        with pytest.raises(ConfigError, match="post_login_refused") as refused:
            await call
        assert "wrong-secret" not in f"{refused.value!r} {refused.value.details}"


async def test_quota_of_the_day_and_single_access_are_refusals_too(post: Post, outside: Outside) -> None:
    post.add_user("single", "p")
    client = made(post, outside, login="single", password="p")
    for _ in range(100):
        await client.ask(NUMBER)
    with pytest.raises(ConfigError, match="post_login_refused"):
        await client.ask(NUMBER)
    with pytest.raises(ConfigError, match="post_login_refused"):
        await client.submit([NUMBER])


@pytest.mark.parametrize(
    ("numbers", "key"),
    [
        (["byakabuka"], "post_batch_format"),
        (["800847403975100"], "post_batch_number_too_long"),
        ([NUMBER] * 3001, "post_batch_too_large"),
    ],
    ids=["form", "length", "count"],
)
async def test_numbers_that_a_ticket_cannot_have_are_told(client: PostClient, numbers: list[str], key: str) -> None:
    with pytest.raises(DataError, match=key):
        await client.submit(numbers)


async def test_ticket_without_a_ticket_may_be_asked_for_again(client: PostClient, post: Post) -> None:
    post.whims.silent_tickets = 1
    with pytest.raises(TransientError, match="post_no_ticket"):
        await client.submit([NUMBER])
    assert (await client.submit([NUMBER])).number.endswith(post.user.login.upper())


async def test_inner_error_may_be_asked_again(client: PostClient, post: Post) -> None:
    post.whims.errors = [16]
    with pytest.raises(TransientError, match="post_inner_error"):
        await client.submit([NUMBER])


async def test_page_for_people_is_told_as_one_and_asked_for_once(client: PostClient, post: Post) -> None:
    post.api.faults.html(times=2)
    for call in (client.ask(NUMBER), client.submit([NUMBER])):
        with pytest.raises(TransientError, match="post_answer_page"):
            await call
    assert len(post.requests) == 2


async def test_page_with_a_status_is_told_as_one(client: PostClient, post: Post) -> None:
    post.api.faults.refuse(500)
    post.api.faults.refuse(403)
    for _ in range(2):
        with pytest.raises(TransientError, match="post_answer_page"):
            await client.ask(NUMBER)


async def test_answer_that_breaks_off_is_not_asked_for_twice(client: PostClient, post: Post) -> None:
    post.api.faults.torn()
    with pytest.raises(TransientError, match="outside_cut"):
        await client.ask(NUMBER)
    assert len(post.requests) == 1


async def test_outage_rests_after_some_calls_instead_of_a_storm(client: PostClient, post: Post) -> None:
    post.api.down = True
    failures: list[BizError] = []
    for _ in range(30):
        with pytest.raises(TransientError) as failed:
            await client.submit([NUMBER])
        failures.append(failed.value)
    assert isinstance(failures[-1], Postponed)
    assert failures[-1].key == "outside_down"
    assert len(post.requests) < 10


async def test_logs_and_errors_hold_neither_login_nor_password_nor_ticket(
    client: PostClient, post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    """Nowhere in what a service could log: its own lines, those of the libraries, failures and what is behind them."""
    caplog.set_level(logging.DEBUG)
    ticket = await client.submit([NUMBER])
    failures: list[BizError] = []
    with capture_logs() as lines:
        for call in (client.collect(ticket), client.ask(NUMBER), client.submit([NUMBER])):
            post.whims.errors = [16]
            post.api.faults.html()
            with pytest.raises(BizError) as failed:
                await call
            failures.append(failed.value)
        post.api.down = True
        for _ in range(30):
            with pytest.raises(BizError) as failed:
                await client.collect(ticket)
            failures.append(failed.value)
    assert lines  # that the service was lost
    traces = "".join("".join(traceback.format_exception(error)) + repr(error.details) for error in failures)
    told = caplog.text + repr(lines) + traces + repr([ticket, client.__dict__])
    assert ticket.number not in told
    assert post.user.login.lower() not in told.lower()
    assert post.user.password not in told
