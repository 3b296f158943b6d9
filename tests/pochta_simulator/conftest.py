"""A post whose time stands still until a test moves it, and plain clients of both services."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from simulators.pochta.server import Post, running
from simulators.pochta.store import Step

NUMBER = "80084740397510"

SOAP12 = "http://www.w3.org/2003/05/soap-envelope"
SOAP11 = "http://schemas.xmlsoap.org/soap/envelope/"
OPER = "http://russianpost.org/operationhistory"
DATA = "http://russianpost.org/operationhistory/data"
SERVER = "http://fclient.russianpost.org/postserver"
CLIENT = "http://fclient.russianpost.org"

Call = Callable[..., httpx.Response]


class Clock:
    """Time of the post."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, **time: float) -> None:
        self.now += timedelta(**time)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def post(clock: Clock) -> Iterator[Post]:
    with running(clock=clock) as started:
        start = clock.now - timedelta(days=1)
        started.happens(NUMBER, Step(start, 1, 1, "Прием", "Единичный", "800847", "Астрахань 47"))
        yield started


@pytest.fixture
def history(post: Post) -> Call:
    """Ask rtm34; what is given replaces parts of a right request."""

    def call(number: str = NUMBER, **other: str) -> httpx.Response:
        said = {
            "soap": SOAP12,
            "type": "application/soap+xml;charset=UTF-8",
            "login": post.user.login,
            "password": post.user.password,
            "language": "RUS",
            "message": "0",
        } | other
        question = (
            f"<d:OperationHistoryRequest><d:Barcode>{number}</d:Barcode><d:MessageType>{said['message']}</d:MessageType>"
            f"<d:Language>{said['language']}</d:Language></d:OperationHistoryRequest>"
        )
        login = (
            f"<d:AuthorizationHeader><d:login>{said['login']}</d:login><d:password>{said['password']}</d:password>"
            "</d:AuthorizationHeader>"
        )
        parts = login + question if other.get("order") == "turned" else question + login
        body = (
            f'<s:Envelope xmlns:s="{said["soap"]}" xmlns:o="{OPER}" xmlns:d="{DATA}"><s:Header/><s:Body>'
            f"<o:getOperationHistory>{parts}</o:getOperationHistory></s:Body></s:Envelope>"
        )
        return _post(post, "/rtm34", said["type"], body)

    return call


@pytest.fixture
def batch(post: Post) -> Call:
    """Ask fc: with numbers for a ticket, with a ticket for its answer."""

    def call(numbers: list[str] | None = None, ticket: str = "", **other: str) -> httpx.Response:
        said = {
            "soap": SOAP11,
            "type": "text/xml;charset=UTF-8",
            "login": post.user.login,
            "password": post.user.password,
            "language": "RUS",
        } | other
        login = f"<login>{said['login']}</login><password>{said['password']}</password>"
        items = "".join(f'<f:Item Barcode="{number}"/>' for number in numbers or [])
        asked = (
            f"<p:answerByTicketRequest><ticket>{ticket}</ticket>{login}</p:answerByTicketRequest>"
            if numbers is None
            else f"<p:ticketRequest><request>{items}</request>{login}<language>{said['language']}</language>"
            "</p:ticketRequest>"
        )
        body = (
            f'<s:Envelope xmlns:s="{said["soap"]}" xmlns:p="{SERVER}" xmlns:f="{CLIENT}"><s:Header/>'
            f"<s:Body>{asked}</s:Body></s:Envelope>"
        )
        return _post(post, "/fc", said["type"], body)

    return call


def _post(post: Post, path: str, content_type: str, body: str) -> httpx.Response:
    headers = {"Content-Type": content_type, "SOAPAction": '""'}
    return httpx.post(post.url + path, content=body.encode(), headers=headers, trust_env=False)
