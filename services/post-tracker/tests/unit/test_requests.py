"""Requests are those of the operator's examples, whatever the login holds, and tell it to nobody else."""

import pytest
from lxml import etree

from post_tracker.connectors.pochta.soap.requests import Access, answer_request, history_request, ticket_request
from service_kit.errors import ConfigError

ACCESS = Access("my_login", "my_password")

HISTORY = """
<soap:Envelope xmlns:soap="http://www.w3.org/2003/05/soap-envelope" xmlns:oper="http://russianpost.org/operationhistory"
  xmlns:data="http://russianpost.org/operationhistory/data" xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/">
  <soap:Header/><soap:Body><oper:getOperationHistory>
    <data:OperationHistoryRequest>
      <data:Barcode>RA644000001RU</data:Barcode><data:MessageType>0</data:MessageType><data:Language>RUS</data:Language>
    </data:OperationHistoryRequest>
    <data:AuthorizationHeader soapenv:mustUnderstand="1">
      <data:login>my_login</data:login><data:password>my_password</data:password>
    </data:AuthorizationHeader>
  </oper:getOperationHistory></soap:Body>
</soap:Envelope>"""
TICKET = """
<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"
  xmlns:pos="http://fclient.russianpost.org/postserver" xmlns:fcl="http://fclient.russianpost.org">
  <soapenv:Header/><soapenv:Body><pos:ticketRequest>
    <request><fcl:Item Barcode="RA123456788RU"/><fcl:Item Barcode="RA123456789RU"/></request>
    <login>my_login</login><password>my_password</password><language>RUS</language>
  </pos:ticketRequest></soapenv:Body>
</soapenv:Envelope>"""
ANSWER = """
<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"
  xmlns:pos="http://fclient.russianpost.org/postserver">
  <soapenv:Header/><soapenv:Body><pos:answerByTicketRequest>
    <ticket>20150917162048476CLIENTID</ticket><login>my_login</login><password>my_password</password>
  </pos:answerByTicketRequest></soapenv:Body>
</soapenv:Envelope>"""


def _plain(text: str | bytes) -> bytes:
    root = etree.fromstring(text, etree.XMLParser(remove_blank_text=True))
    return bytes(etree.tostring(root, method="c14n"))


@pytest.mark.parametrize(
    ("made", "published"),
    [
        (history_request("RA644000001RU", ACCESS), HISTORY),
        (ticket_request(["RA123456788RU", "RA123456789RU"], ACCESS), TICKET),
        (answer_request("20150917162048476CLIENTID", ACCESS), ANSWER),
    ],
    ids=["history", "ticket", "answer"],
)
def test_request_is_that_of_the_published_example(made: bytes, published: str) -> None:
    assert _plain(made) == _plain(published)


def test_second_ticket_holds_its_own_numbers_alone() -> None:
    ticket_request(["80084740397510"], ACCESS)
    assert b"80084740397510" not in ticket_request(["14102192069353"], ACCESS)


def test_signs_of_markup_in_a_password_are_written_so_that_they_arrive() -> None:
    request = etree.fromstring(answer_request("t", Access("логин", "<&]]>\"'")))
    assert request.findtext(".//password") == "<&]]>\"'"
    assert request.findtext(".//login") == "логин"


def test_password_that_xml_cannot_carry_is_refused_without_telling_it() -> None:
    with pytest.raises(ConfigError, match="post_login_signs") as refused:
        history_request("RA644000001RU", Access("login", "secret\x00"))
    assert refused.value.__cause__ is None
    assert not refused.value.details


def test_access_is_not_shown() -> None:
    assert "my_" not in repr(ACCESS)
