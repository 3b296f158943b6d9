"""rtm34 answers what its protocol allows, and nothing else."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import httpx
import pytest
from lxml import etree

from simulators.pochta.server import Post
from simulators.pochta.store import Step

NUMBER = "80084740397510"
Call = Callable[..., httpx.Response]


def names(response: httpx.Response) -> list[str]:
    return [etree.QName(element).localname for element in etree.fromstring(response.content).iter()]


def test_history_has_what_has_happened_by_now(post: Post, history: Call, clock: Any) -> None:
    post.happens(NUMBER, Step(clock() + timedelta(hours=1), 8, 2, "Обработка", "Прибыло в место вручения"))
    assert names(history()).count("historyRecord") == 1
    clock.pass_(hours=1)
    assert names(history()).count("historyRecord") == 2


@pytest.mark.parametrize("number", ["RA999999999RU", "14102192069353"])
def test_unknown_number_has_an_empty_history_and_no_fault(history: Call, number: str) -> None:
    response = history(number)
    assert response.status_code == 200
    assert names(response)[-1] == "OperationHistoryData"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"password": "wrong"}, "AuthorizationFaultReason"),
        ({"login": "stranger"}, "AuthorizationFaultReason"),
        ({"language": "GER"}, "LanguageFaultReason"),
        ({"message": "2"}, "OperationHistoryFaultReason"),
    ],
    ids=["password", "login", "language", "message type"],
)
def test_wrong_value_is_a_fault_with_its_name(history: Call, change: dict[str, str], reason: str) -> None:
    response = history(**change)
    assert response.status_code == 500
    assert reason in names(response)


@pytest.mark.parametrize("number", ["byakabuka", "8008474039751", "ra322481130ru", " 80084740397510"])
def test_number_in_a_wrong_form_is_a_fault(history: Call, number: str) -> None:
    assert "OperationHistoryFaultReason" in names(history(number))


@pytest.mark.parametrize("content_type", ["text/xml;charset=UTF-8", "application/xml", "application/json"])
def test_wrong_content_type_is_refused(history: Call, content_type: str) -> None:
    assert history(type=content_type).status_code == 415


def test_envelope_of_soap_1_1_is_refused(history: Call) -> None:
    response = history(soap="http://schemas.xmlsoap.org/soap/envelope/")
    assert response.status_code == 500
    assert "VersionMismatch" in response.text


def test_parts_in_another_order_are_refused(history: Call) -> None:
    assert "unmarshalling" in history(order="turned").text


def test_hundred_requests_a_day_of_moscow(history: Call, clock: Any) -> None:
    for _ in range(100):
        assert history().status_code == 200
    assert "AuthorizationFaultReason" in names(history())
    clock.pass_(hours=11, minutes=59)
    assert history().status_code == 500
    clock.pass_(minutes=1)  # midnight in Moscow
    assert history().status_code == 200


def test_client_with_a_contract_asks_without_a_limit(post: Post, history: Call) -> None:
    post.add_user("contract", "p", unlimited=True)
    assert {history(login="contract", password="p").status_code for _ in range(101)} == {200}


@pytest.mark.parametrize("body", ["", "<a", "<a/>", "<!DOCTYPE a><a/>"])
def test_what_is_no_envelope_is_a_fault(post: Post, body: str) -> None:
    response = httpx.post(
        f"{post.url}/rtm34", content=body, headers={"Content-Type": "application/soap+xml"}, trust_env=False
    )
    assert response.status_code == 500
    assert "Fault" in names(response)


def test_other_paths_and_methods_are_pages_for_people(post: Post) -> None:
    assert httpx.post(f"{post.url}/other", trust_env=False).status_code == 404
    assert httpx.get(f"{post.url}/rtm34", trust_env=False).status_code == 405


def test_outage_and_faults_befall_calls_on_demand(post: Post, history: Call) -> None:
    post.api.down = True
    assert history().status_code == 503
    post.api.down = False
    post.api.faults.html()
    assert "<html>" in history().text
    post.api.faults.torn()
    with pytest.raises(httpx.RemoteProtocolError):
        history()
    assert history().status_code == 200
