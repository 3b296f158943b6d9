"""The batch service: getTicket and getResponseByTicket. Wrong things are told by numbers, broken SOAP by faults."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from lxml import etree

from simulators.pochta.rtm34 import BARCODE
from simulators.pochta.soap import Refused, parts, value
from simulators.pochta.store import KEPT, MOSCOW, PATIENCE, PER_TICKET, Step, Store, Ticket

SERVER: Final = "http://fclient.russianpost.org/postserver"
CLIENT: Final = "http://fclient.russianpost.org"
LONGEST: Final = 14
LONGEST_NAME: Final = 100

ERRORS: Final = {
    2: "Формат данных запроса не соответствует установленному настоящим протоколом",
    3: "Неуспешная авторизация клиента при вызове метода",
    6: "Ответ по билету ещё не готов",
    12: "Сообщение не найдено",
    16: "Внутренняя ошибка работы Сервиса отслеживания",
    17: "Время хранения ответа по билету истекло, ответ был удален с сервера",
    18: "Превышено максимально допустимое количество отправлений в запросе",
    20: "Недопустимый идентификатор языка",
    21: "Длина одного или нескольких из запрошенных идентификаторов отправлений превышает максимальный размер",
    22: "Длина имени файла превышает максимальный размер",
}

_PREFIXES: Final = {"ns2": SERVER, "ns3": CLIENT}


@dataclass(slots=True)
class Whims:
    """How the service lets its clients down, on demand of a test."""

    silent_tickets: int = 0
    """So many getTicket will answer neither with a ticket nor with an error."""
    errors: list[int] = field(default_factory=list)
    """Errors that the next calls answer with, whatever they ask."""
    left_out: set[str] = field(default_factory=set)
    """Numbers that answers lack."""
    of_items: dict[str, int] = field(default_factory=dict)
    """Errors that stand at numbers instead of operations."""
    not_ready_at_items: bool = False
    """Tell «not ready» at each item instead of at the top, as one client has met it."""
    too_early: list[str] = field(default_factory=list)
    """Tickets that were asked for before 15 minutes had passed: what a client must not do."""


def answer(store: Store, whims: Whims, asked: etree._Element) -> etree._Element:
    """One call."""
    if asked.tag == f"{{{SERVER}}}ticketRequest":
        return _issued(store, whims, asked)
    if asked.tag == f"{{{SERVER}}}answerByTicketRequest":
        return _answered(store, whims, asked)
    raise Refused("Sender", "Cannot find dispatch method")


def _issued(store: Store, whims: Whims, asked: etree._Element) -> etree._Element:
    told = parts(asked, "request", "login", "password", "language", optional=("language",))
    response = etree.Element(f"{{{SERVER}}}ticketResponse", nsmap=_PREFIXES)
    user = store.known(value(told["login"]), value(told["password"]))
    if user is None or not user.batch:
        return _error(response, 3)
    if whims.errors:
        return _error(response, whims.errors.pop(0))
    language = value(told["language"]) if "language" in told else "RUS"
    if language not in ("RUS", "ENG"):
        return _error(response, 20)
    if wrong := _wrong(told["request"]):
        return _error(response, wrong)
    if whims.silent_tickets:
        whims.silent_tickets -= 1
        return response
    ticket = store.issue(user, [item.get("Barcode", "") for item in told["request"]])
    etree.SubElement(response, "value").text = ticket.number
    return response


def _wrong(request: etree._Element) -> int | None:
    """The error of the list of items. Chosen: attributes that nobody should send are an error 2, and how long a name of
    a file is too long.
    """
    if len(request.get("FileName", "")) > LONGEST_NAME:
        return 22
    if any(item.tag != f"{{{CLIENT}}}Item" or item.keys() != ["Barcode"] or len(item) for item in request):
        return 2
    numbers = [item.get("Barcode", "") for item in request]
    if len(numbers) > PER_TICKET:
        return 18
    if any(len(number) > LONGEST for number in numbers):
        return 21
    if request.keys() or not numbers or not all(BARCODE.fullmatch(number) for number in numbers):
        return 2
    return None


def _answered(store: Store, whims: Whims, asked: etree._Element) -> etree._Element:
    told = parts(asked, "ticket", "login", "password")
    response = etree.Element(f"{{{SERVER}}}answerByTicketResponse", nsmap=_PREFIXES)
    user = store.known(value(told["login"]), value(told["password"]))
    if user is None or not user.batch:
        return _error(response, 3)
    if whims.errors:
        return _error(response, whims.errors.pop(0))
    ticket, now = store.tickets.get(value(told["ticket"])), store.clock()
    # Chosen: a ticket that never was, or is another's, is answered as one that is gone
    if ticket is None or ticket.login != user.login or now >= ticket.ready + KEPT:
        return _error(response, 17)
    early = now < (ticket.asked or ticket.made) + PATIENCE
    ticket.asked = now
    if early:
        whims.too_early.append(ticket.number)
    if early or now < ticket.ready:
        return _not_ready(response, ticket) if whims.not_ready_at_items else _error(response, 6)
    return _parcels(response, store, whims, ticket)


def _parcels(response: etree._Element, store: Store, whims: Whims, ticket: Ticket) -> etree._Element:
    file = _file(response, ticket.ready)
    for number in ticket.barcodes:
        if number in whims.left_out:
            continue
        item = etree.SubElement(file, f"{{{CLIENT}}}Item", {"Barcode": number})
        steps = store.history(number, ticket.ready)
        if (wrong := whims.of_items.get(number)) is not None or not steps:
            _error(item, wrong or 12, name=f"{{{CLIENT}}}Error")
            continue
        _operations(item, steps)
    return response


def _not_ready(response: etree._Element, ticket: Ticket) -> etree._Element:
    file = _file(response, ticket.made)
    for number in ticket.barcodes:
        _error(etree.SubElement(file, f"{{{CLIENT}}}Item", {"Barcode": number}), 6, name=f"{{{CLIENT}}}Error")
    return response


def _file(response: etree._Element, prepared: datetime) -> etree._Element:
    at = f"{prepared.astimezone(MOSCOW):%d.%m.%Y %H:%M:%S}"
    heading = {"FileName": "", "FileTypeID": "2", "FileNumber": "1", "RecipientID": "1", "DatePreparation": at}
    return etree.SubElement(response, "value", heading)


def _operations(item: etree._Element, steps: Sequence[Step]) -> None:
    """By the clocks of their places, without the names of attributes and of places."""
    for step in steps:
        told = {
            "OperTypeID": str(step.type),
            "OperCtgID": str(step.attr),
            "OperName": step.name,
            "DateOper": f"{step.at:%d.%m.%Y %H:%M:%S}",
            "IndexOper": step.index,
        }
        etree.SubElement(item, f"{{{CLIENT}}}Operation", {name: text for name, text in told.items() if text})


def _error(parent: etree._Element, number: int, name: str = "error") -> etree._Element:
    etree.SubElement(parent, name, {"ErrorTypeID": str(number), "ErrorName": ERRORS[number]})
    return parent
