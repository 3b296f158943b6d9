"""What a careless client sends is refused: each request here is a right one but for one thing."""

import httpx
import pytest
from lxml import etree

from post_tracker.connectors.pochta.soap.requests import Access, history_request, ticket_request
from simulators.pochta.server import Post

NUMBER = "80084740397510"
TYPES = {"/rtm34": "application/soap+xml;charset=UTF-8", "/fc": "text/xml;charset=UTF-8"}


@pytest.fixture
def right(post: Post) -> dict[str, str]:
    """A right request for each service."""
    access = Access(post.user.login, post.user.password)
    requests = {"/rtm34": history_request(NUMBER, access), "/fc": ticket_request([NUMBER], access)}
    return {path: body.decode() for path, body in requests.items()}


def send(post: Post, path: str, body: str, **headers: str | None) -> httpx.Response:
    said = {"Content-Type": TYPES[path], "SOAPAction": '""'} | {
        name.replace("_", "-"): value for name, value in headers.items()
    }
    kept = {name: value for name, value in said.items() if value is not None}
    return httpx.post(post.url + path, content=body.encode(), headers=kept, trust_env=False)


def fault(response: httpx.Response) -> str | None:
    """The code of the fault; None for an answer."""
    found = etree.fromstring(response.content)
    code = found.find(".//{*}Code/{*}Value")
    code = found.find(".//faultcode") if code is None else code
    return None if code is None else (code.text or "").partition(":")[2]


@pytest.mark.parametrize("path", TYPES)
def test_right_request_is_answered(post: Post, right: dict[str, str], path: str) -> None:
    response = send(post, path, right[path])
    assert (response.status_code, fault(response)) == (200, None)
    assert etree.fromstring(response.content).find(".//error") is None


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("<data:Barcode>", "<Barcode>", "Sender"),
        ("oper:getOperationHistory", "data:getOperationHistory", "Sender"),
        ("oper:getOperationHistory", "getOperationHistory", "Sender"),
        ("<data:MessageType>0</data:MessageType>", "", "Sender"),
        ("<data:Language>", "<data:Extra/><data:Language>", "Sender"),
        ("<data:Language>", "RUS<data:Language>", "Sender"),
        ("<data:Barcode>", '<data:Barcode kind="S10">', "Sender"),
        ("<data:Barcode>", "<data:Barcode><data:Text/>", "Sender"),
        ("soapenv:mustUnderstand", "soap:mustUnderstand", "Sender"),
        ("soapenv:mustUnderstand", "mustUnderstand", "Sender"),
        ('mustUnderstand="1"', 'mustUnderstand="0"', "Sender"),
        ("<soap:Header/>", '<soap:Header><a soap:mustUnderstand="true"/></soap:Header>', "MustUnderstand"),
        ("<soap:Header/>", "<soap:Header/><soap:Header/>", "Sender"),
        ("</soap:Body>", "</soap:Body><soap:Body/>", "Sender"),
        ("</soap:Body>", "</soap:Body><more/>", "Sender"),
    ],
    ids=[
        "unqualified number",
        "request in another namespace",
        "request without one",
        "no message type",
        "unknown element",
        "text between",
        "unknown attribute",
        "element in a value",
        "mustUnderstand of SOAP 1.2",
        "mustUnderstand of nothing",
        "mustUnderstand 0",
        "header to be understood",
        "two headers",
        "two bodies",
        "element after the body",
    ],
)
def test_single_request_that_is_wrong_in_one_thing_is_a_fault(
    post: Post, right: dict[str, str], old: str, new: str, code: str
) -> None:
    assert old in right["/rtm34"]
    body = right["/rtm34"].replace(old, new)
    if new == "<Barcode>":
        body = body.replace("</data:Barcode>", "</Barcode>")
    response = send(post, "/rtm34", body)
    assert (response.status_code, fault(response)) == (500, code)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("login>", "pos:login>", "Client"),
        ("request>", "pos:request>", "Client"),
        ("pos:ticketRequest", "fcl:ticketRequest", "Client"),
        ("<language>RUS</language>", "<language>RUS</language><ticket/>", "Client"),
        ("<soapenv:Header/>", '<soapenv:Header><a soapenv:mustUnderstand="1"/></soapenv:Header>', "MustUnderstand"),
    ],
    ids=["qualified login", "qualified request", "wrapper of items", "unknown element", "header to be understood"],
)
def test_ticket_request_that_is_wrong_in_one_thing_is_a_fault(
    post: Post, right: dict[str, str], old: str, new: str, code: str
) -> None:
    assert old in right["/fc"]
    response = send(post, "/fc", right["/fc"].replace(old, new))
    assert (response.status_code, fault(response)) == (500, code)


@pytest.mark.parametrize(
    ("old", "new", "number"),
    [
        ("<fcl:Item ", "<Item ", "2"),
        ("<request>", '<request FileTypeID="2">', "2"),
        ("<request>", f'<request FileName="{"f" * 101}">', "22"),
    ],
    ids=["unqualified item", "attribute of old days", "long name of a file"],
)
def test_list_of_items_that_is_wrong_in_one_thing_is_an_error(
    post: Post, right: dict[str, str], old: str, new: str, number: str
) -> None:
    assert old in right["/fc"]
    found = etree.fromstring(send(post, "/fc", right["/fc"].replace(old, new)).content).find(".//error")
    assert found is not None
    assert found.get("ErrorTypeID") == number


@pytest.mark.parametrize("path", TYPES)
def test_request_in_another_encoding_is_not_read(post: Post, right: dict[str, str], path: str) -> None:
    media = TYPES[path].partition(";")[0]
    assert send(post, path, right[path], Content_Type=f"{media};charset=windows-1251").status_code == 415


def test_action_is_empty_and_has_to_be_told_in_soap_1_1(post: Post, right: dict[str, str]) -> None:
    assert fault(send(post, "/fc", right["/fc"], SOAPAction=None)) == "Client"
    assert fault(send(post, "/fc", right["/fc"], SOAPAction='"getTicket"')) == "Client"
    assert fault(send(post, "/rtm34", right["/rtm34"], SOAPAction='"getOperationHistory"')) == "Sender"
    assert fault(send(post, "/rtm34", right["/rtm34"], SOAPAction=None)) is None


def test_request_of_one_service_is_a_fault_at_the_other(post: Post, right: dict[str, str]) -> None:
    assert send(post, "/fc", right["/rtm34"]).status_code == 500
    assert send(post, "/rtm34", right["/fc"]).status_code == 500
