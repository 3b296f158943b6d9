"""The single service: getOperationHistory."""

import re
from typing import Final

from lxml import etree

from simulators.pochta.soap import SOAP11, Refused, parts, value
from simulators.pochta.store import Step, Store

OPER: Final = "http://russianpost.org/operationhistory"
DATA: Final = "http://russianpost.org/operationhistory/data"
BARCODE: Final = re.compile(r"[0-9]{14}|[A-Z]{2}[0-9]{9}[A-Z]{2}")
"""Only the form is looked at: a number with a wrong check digit has an empty history."""

_MUST: Final = f"{{{SOAP11}}}mustUnderstand"
"""Of the element with the login: «1», of SOAP 1.1 in spite of the envelope. Chosen: clients without it are let in, as
public ones are.
"""
_PREFIXES: Final = {"ns3": DATA, "ns7": OPER}


def answer(store: Store, asked: etree._Element) -> etree._Element:
    """The history of one parcel. Chosen: the login is looked at first, then the day's quota, then the question."""
    if asked.tag != f"{{{OPER}}}getOperationHistory":
        raise Refused("Sender", "Cannot find dispatch method")
    top = parts(asked, _data("OperationHistoryRequest"), _data("AuthorizationHeader"))
    question = parts(
        top[_data("OperationHistoryRequest")],
        *(_data(name) for name in ("Barcode", "MessageType", "Language")),
        optional=(_data("Language"),),
    )
    header = top[_data("AuthorizationHeader")]
    login = parts(header, _data("login"), _data("password"), attributes=(_MUST,))
    if header.get(_MUST, "1") != "1":
        raise Refused("Sender", "unmarshalling error: mustUnderstand of AuthorizationHeader")
    user = store.known(value(login[_data("login")]), value(login[_data("password")]))
    if user is None:
        raise _fault("AuthorizationFaultReason", "Неуспешная авторизация")
    if not store.spend(user):
        raise _fault("AuthorizationFaultReason", "Превышено количество запросов")
    language = value(question[_data("Language")]) if _data("Language") in question else "RUS"
    if language not in ("RUS", "ENG"):
        raise _fault("LanguageFaultReason", "Недопустимый идентификатор языка")
    barcode, kind = value(question[_data("Barcode")]), value(question[_data("MessageType")])
    if kind not in ("0", "1") or not BARCODE.fullmatch(barcode):
        raise _fault("OperationHistoryFaultReason", "The format of the request data is invalid")
    steps = store.history(barcode, store.clock()) if kind == "0" else []
    return _history(barcode, steps)


def _data(name: str) -> str:
    return f"{{{DATA}}}{name}"


def _fault(name: str, text: str) -> Refused:
    detail = etree.Element(_data(name), nsmap={"ns3": DATA})
    detail.text = text
    return Refused("Receiver", "Error", detail)


def _history(barcode: str, steps: list[Step]) -> etree._Element:
    response = etree.Element(f"{{{OPER}}}getOperationHistoryResponse", nsmap=_PREFIXES)
    data = etree.SubElement(response, _data("OperationHistoryData"))
    for step in steps:
        _record(data, barcode, step)
    return response


def _record(data: etree._Element, barcode: str, step: Step) -> None:
    """What is not known is left out; people stand in each record, as they do in real ones."""
    record = etree.SubElement(data, _data("historyRecord"))
    place = etree.SubElement(etree.SubElement(record, _data("AddressParameters")), _data("OperationAddress"))
    _leaf(place, "Index", step.index)
    _leaf(place, "Description", step.place)
    _leaf(etree.SubElement(record, _data("ItemParameters")), "Barcode", step.barcode or barcode)
    operation = etree.SubElement(record, _data("OperationParameters"))
    for name, number, words in (("OperType", step.type, step.name), ("OperAttr", step.attr, step.attr_name)):
        coded = etree.SubElement(operation, _data(name))
        _leaf(coded, "Id", str(number))
        _leaf(coded, "Name", words)
    _leaf(operation, "OperDate", step.at.isoformat(timespec="milliseconds"))
    people = etree.SubElement(record, _data("UserParameters"))
    _leaf(people, "Sndr", "ИВАНОВ И Н")
    _leaf(people, "Rcpn", "ПЕТРОВ Н И")


def _leaf(parent: etree._Element, name: str, text: str) -> None:
    if text:
        etree.SubElement(parent, _data(name)).text = text
