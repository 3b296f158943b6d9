"""fc gives tickets and answers as its protocol says, and errors by their numbers."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import httpx
import pytest
from lxml import etree

from simulators.pochta.server import Post
from simulators.pochta.store import Step

NUMBER, UNKNOWN = "80084740397510", "RA999999999RU"
CLIENT = "{http://fclient.russianpost.org}"
Call = Callable[..., httpx.Response]


def error(response: httpx.Response) -> str | None:
    found = etree.fromstring(response.content).find(".//error")
    return None if found is None else found.get("ErrorTypeID")


def ticket_of(response: httpx.Response) -> str:
    return etree.fromstring(response.content).findtext(".//value") or ""


def told(response: httpx.Response) -> dict[str, list[str]]:
    """Types and attributes, or errors, by numbers."""
    return {
        item.get("Barcode", ""): [
            f"{one.get('OperTypeID')}.{one.get('OperCtgID')}" if one.get("OperTypeID") else f"E{one.get('ErrorTypeID')}"
            for one in item
        ]
        for item in etree.fromstring(response.content).iter(f"{CLIENT}Item")
    }


def test_ticket_is_the_moment_and_the_login(batch: Call) -> None:
    assert ticket_of(batch([NUMBER])) == "20260301120000000BIZTRACKING"
    assert ticket_of(batch([NUMBER])) == "20260301120000001BIZTRACKING"


def test_answer_comes_after_fifteen_minutes_with_what_happened_by_then(post: Post, batch: Call, clock: Any) -> None:
    post.happens(
        NUMBER,
        Step(clock() + timedelta(minutes=14), 8, 1, "Обработка"),
        Step(clock() + timedelta(minutes=16), 8, 4, "Обработка"),
    )
    ticket = ticket_of(batch([NUMBER, UNKNOWN]))
    clock.pass_(minutes=20)
    assert told(batch(ticket=ticket)) == {NUMBER: ["1.1", "8.1"], UNKNOWN: ["E12"]}
    assert post.whims.too_early == []


def test_who_asks_too_early_waits_another_fifteen_minutes(post: Post, batch: Call, clock: Any) -> None:
    ticket = ticket_of(batch([NUMBER]))
    clock.pass_(minutes=10)
    assert error(batch(ticket=ticket)) == "6"
    clock.pass_(minutes=10)
    assert error(batch(ticket=ticket)) == "6"
    clock.pass_(minutes=15)
    assert error(batch(ticket=ticket)) is None
    assert post.whims.too_early == [ticket, ticket]


def test_slow_ticket_is_not_ready_until_its_time(post: Post, batch: Call, clock: Any) -> None:
    post.store.ready_after = timedelta(minutes=40)
    ticket = ticket_of(batch([NUMBER]))
    clock.pass_(minutes=20)
    assert error(batch(ticket=ticket)) == "6"
    clock.pass_(minutes=20)
    assert error(batch(ticket=ticket)) is None
    assert post.whims.too_early == []


def test_answer_is_deleted_after_thirty_two_hours(batch: Call, clock: Any) -> None:
    ticket = ticket_of(batch([NUMBER]))
    clock.pass_(hours=32)
    assert error(batch(ticket=ticket)) is None
    clock.pass_(minutes=15)
    assert error(batch(ticket=ticket)) == "17"


def test_ticket_of_another_user_is_not_answered(post: Post, batch: Call, clock: Any) -> None:
    post.add_user("other", "p", batch=True)
    ticket = ticket_of(batch([NUMBER]))
    clock.pass_(minutes=15)
    assert error(batch(ticket=ticket, login="other", password="p")) == "17"


@pytest.mark.parametrize(
    ("numbers", "change", "number"),
    [
        ([NUMBER], {"password": "wrong"}, "3"),
        ([NUMBER], {"language": "GER"}, "20"),
        ([], {}, "2"),
        (["byakabuka"], {}, "2"),
        (["800847403975100"], {}, "21"),
        ([NUMBER] * 3001, {}, "18"),
    ],
    ids=["password", "language", "no numbers", "form", "too long", "too many"],
)
def test_wrong_request_for_a_ticket_is_an_error(
    batch: Call, numbers: list[str], change: dict[str, str], number: str
) -> None:
    response = batch(numbers, **change)
    assert (response.status_code, error(response)) == (200, number)


def test_three_thousand_numbers_are_taken(batch: Call) -> None:
    assert ticket_of(batch([NUMBER] * 3000))


def test_user_without_a_contract_has_no_batches(post: Post, batch: Call) -> None:
    post.add_user("single", "p")
    assert error(batch([NUMBER], login="single", password="p")) == "3"


@pytest.mark.parametrize("content_type", ["application/soap+xml;charset=UTF-8", "text/plain"])
def test_wrong_content_type_is_refused(batch: Call, content_type: str) -> None:
    assert batch([NUMBER], type=content_type).status_code == 415


def test_envelope_of_soap_1_2_is_a_fault_of_1_1(batch: Call) -> None:
    response = batch([NUMBER], soap="http://www.w3.org/2003/05/soap-envelope")
    assert response.status_code == 500
    assert etree.fromstring(response.content).findtext(".//faultcode") == "S:VersionMismatch"


def test_whims_befall_answers_on_demand(post: Post, batch: Call, clock: Any) -> None:
    post.whims.silent_tickets = 1
    silent = batch([NUMBER])
    assert (ticket_of(silent), error(silent)) == ("", None)
    post.whims.errors = [16]
    assert error(batch([NUMBER])) == "16"
    ticket = ticket_of(batch([NUMBER, UNKNOWN, "RA322481130RU"]))
    post.whims.left_out.add(UNKNOWN)
    post.whims.of_items["RA322481130RU"] = 16
    clock.pass_(minutes=15)
    assert told(batch(ticket=ticket)) == {NUMBER: ["1.1"], "RA322481130RU": ["E16"]}


def test_not_ready_may_stand_at_each_number(post: Post, batch: Call) -> None:
    post.whims.not_ready_at_items = True
    ticket = ticket_of(batch([NUMBER, UNKNOWN]))
    assert told(batch(ticket=ticket)) == {NUMBER: ["E6"], UNKNOWN: ["E6"]}
