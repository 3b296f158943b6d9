"""Requests to both services. The login stands in the body, in spite of the element's name."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from post_tracker.connectors.pochta.soap.names import CLIENT, DATA, OPERATIONS, SERVER, SOAP11, SOAP12
from service_kit.errors import ConfigError

LANGUAGE: Final = "RUS"
OF_PARCEL: Final = "0"
"""MessageType: the history of the item itself, not of the notice that it was delivered."""


@dataclass(frozen=True, slots=True)
class Access:
    """Login and password of the tracking service (tracking.pochta.ru/access-settings): not those of the cabinet."""

    login: str = field(repr=False)
    password: str = field(repr=False)


def history_request(number: str, access: Access) -> bytes:
    """getOperationHistory, SOAP 1.2."""
    prefixes = {"soap": SOAP12, "oper": OPERATIONS, "data": DATA, "soapenv": SOAP11}
    envelope, asked = _envelope(SOAP12, prefixes, f"{{{OPERATIONS}}}getOperationHistory")
    parcel = etree.SubElement(asked, f"{{{DATA}}}OperationHistoryRequest")
    _leaf(parcel, f"{{{DATA}}}Barcode", number)
    _leaf(parcel, f"{{{DATA}}}MessageType", OF_PARCEL)
    _leaf(parcel, f"{{{DATA}}}Language", LANGUAGE)
    header = etree.SubElement(asked, f"{{{DATA}}}AuthorizationHeader", {f"{{{SOAP11}}}mustUnderstand": "1"})
    _credentials(header, access, namespace=f"{{{DATA}}}")
    return _written(envelope)


def ticket_request(numbers: Sequence[str], access: Access) -> bytes:
    """getTicket, SOAP 1.1. The children of the wrapper have no namespace."""
    envelope, asked = _envelope(SOAP11, {"soapenv": SOAP11, "pos": SERVER, "fcl": CLIENT}, f"{{{SERVER}}}ticketRequest")
    items = etree.SubElement(asked, "request")
    for number in numbers:
        etree.SubElement(items, f"{{{CLIENT}}}Item", {"Barcode": number})
    _credentials(asked, access)
    _leaf(asked, "language", LANGUAGE)
    return _written(envelope)


def answer_request(ticket: str, access: Access) -> bytes:
    """getResponseByTicket, SOAP 1.1."""
    envelope, asked = _envelope(SOAP11, {"soapenv": SOAP11, "pos": SERVER}, f"{{{SERVER}}}answerByTicketRequest")
    _leaf(asked, "ticket", ticket)
    _credentials(asked, access)
    return _written(envelope)


def _envelope(soap: str, prefixes: dict[str, str], asked: str) -> tuple[etree._Element, etree._Element]:
    """The envelope, and the element of the request in its body."""
    envelope = etree.Element(f"{{{soap}}}Envelope", nsmap=prefixes)
    etree.SubElement(envelope, f"{{{soap}}}Header")
    return envelope, etree.SubElement(etree.SubElement(envelope, f"{{{soap}}}Body"), asked)


def _credentials(parent: etree._Element, access: Access, *, namespace: str = "") -> None:
    try:
        _leaf(parent, f"{namespace}login", access.login)
        _leaf(parent, f"{namespace}password", access.password)
    except ValueError:
        raise ConfigError("post_login_signs") from None  # XML has no such letter; the error stays without the value


def _leaf(parent: etree._Element, name: str, text: str) -> None:
    etree.SubElement(parent, name).text = text


def _written(envelope: etree._Element) -> bytes:
    return bytes(etree.tostring(envelope, xml_declaration=True, encoding="UTF-8"))
