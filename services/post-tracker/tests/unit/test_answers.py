"""Answers of both services as they come: any prefixes, order, encoding; parts missing; errors by number and by name."""

import datetime as dt
import io
from pathlib import Path

import pytest

from post_tracker.connectors.pochta.soap.any_answer import read_any
from post_tracker.connectors.pochta.soap.batch import read_parcels, read_ticket
from post_tracker.connectors.pochta.soap.elements import Unreadable
from post_tracker.connectors.pochta.soap.faults import Gone, Waiting
from post_tracker.connectors.pochta.soap.single import read_history
from post_tracker.domain.tracking import Parcel
from service_kit.errors import BizError, ConfigError, DataError, TransientError

HERE = Path(__file__).parent / "fixtures"
SINGLE, BATCH = (HERE / "single-return.xml").read_bytes(), (HERE / "batch.xml").read_bytes()

DATA = "http://russianpost.org/operationhistory/data"
SOAP12, SOAP11 = "http://www.w3.org/2003/05/soap-envelope", "http://schemas.xmlsoap.org/soap/envelope/"


def single(body: bytes = SINGLE) -> Parcel:
    return read_history(io.BytesIO(body), "LO754799163CN")


def batch(body: bytes | str = BATCH) -> list[Parcel]:
    return list(read_parcels(io.BytesIO(body if isinstance(body, bytes) else body.encode())))


def fault(detail: str) -> bytes:
    return (
        f'<S:Envelope xmlns:S="{SOAP12}" xmlns:d="{DATA}"><S:Body><S:Fault>'
        f"<S:Code><S:Value>S:Receiver</S:Value></S:Code><S:Reason><S:Text>Error</S:Text></S:Reason><S:Detail>{detail}</S:Detail></S:Fault></S:Body></S:Envelope>"
    ).encode()


def of_batch(content: str, wrapper: str = "answerByTicketResponse") -> str:
    return (
        f'<S:Envelope xmlns:S="{SOAP11}"><S:Body><n:{wrapper} xmlns:n="http://fclient.russianpost.org/postserver"'
        f' xmlns:f="http://fclient.russianpost.org">{content}</n:{wrapper}></S:Body></S:Envelope>'
    )


def test_single_history_is_put_in_the_order_of_its_moments() -> None:
    assert [operation.code for operation in single().history] == ["1.0", "3.1", "8.0", "8.96", "8.4"]


def test_single_history_has_places_indexes_and_zones_of_the_places() -> None:
    abroad, moscow, sorting, unknown, left = single().history
    assert (abroad.place, abroad.postal_index) == ("Китай", None)
    assert (moscow.place, moscow.postal_index) == ("Москва 180", "119180")
    assert (sorting.place, sorting.postal_index) == ("Владивосток МСЦ", None)
    assert (unknown.place, unknown.detail) == (None, "Передано дрону")
    assert sorting.at == dt.datetime(2025, 4, 21, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=10)))
    assert left.at == dt.datetime(2025, 4, 21, 2, tzinfo=dt.UTC)


def test_attribute_0_says_nothing_except_that_of_sorting() -> None:
    accepted, _, sorting, *_ = single().history
    assert (accepted.name, accepted.detail) == ("Прием", None)
    assert (sorting.name, sorting.detail) == ("Обработка", "Сортировка")


def test_names_of_people_are_not_kept() -> None:
    assert "СИДОРОВА".encode() in SINGLE
    assert "СИДОРОВА" not in repr(single())
    assert "КУЗНЕЦОВ" not in repr(single())


def test_saved_single_answer_stands_under_the_number_that_the_item_has_last() -> None:
    (parcel,) = read_any(io.BytesIO(SINGLE))
    assert parcel.number == "80084740397510"


def test_batch_keeps_the_order_of_the_document_and_local_times() -> None:
    first, nothing, last = batch()
    assert [operation.code for operation in first.history] == ["1.2", "8.3", "8.25", "71.3"]
    assert first.history[0].at == dt.datetime(2025, 5, 28, 23, 59, 59)
    assert first.history[2].postal_index is None
    assert (first.history[3].name, first.history[3].at) == ("Операция 71", None)
    assert (nothing.number, list(nothing.history), nothing.problem) == ("RA322481130RU", [], None)
    assert [operation.detail for operation in last.history] == ["Адресату курьером"]


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1251", "utf-16"])
def test_answer_is_read_in_the_encoding_that_it_names(encoding: str) -> None:
    body = BATCH.decode().replace("UTF-8", encoding).encode(encoding)
    assert batch(body) == batch()


@pytest.mark.parametrize(
    "record",
    [
        "<d:historyRecord/>",
        "<d:historyRecord><d:OperationParameters/></d:historyRecord>",
        "<d:historyRecord><d:OperationParameters><d:OperType><d:Id>много</d:Id></d:OperType><d:OperDate>вчера</d:OperDate>"
        "</d:OperationParameters></d:historyRecord>",
    ],
    ids=["nothing in it", "no operation", "odd values"],
)
def test_record_without_its_parts_fails_nothing(record: str) -> None:
    body = (
        f'<S:Envelope xmlns:S="{SOAP12}" xmlns:d="{DATA}"><S:Body><d:OperationHistoryData>{record}'
        "</d:OperationHistoryData></S:Body></S:Envelope>"
    )
    (operation,) = single(body.encode()).history
    assert (operation.name, operation.at, operation.place) == ("Операция 0", None, None)


def test_empty_history_is_no_failure() -> None:
    body = (
        f'<S:Envelope xmlns:S="{SOAP12}"><S:Body><o:getOperationHistoryResponse'
        f' xmlns:o="http://russianpost.org/operationhistory"><OperationHistoryData xmlns="{DATA}"/>'
        "</o:getOperationHistoryResponse></S:Body></S:Envelope>"
    )
    assert list(single(body.encode()).history) == []
    assert list(read_any(io.BytesIO(body.encode()))) == []


@pytest.mark.parametrize(
    ("detail", "kind", "key"),
    [
        ("<d:AuthorizationFaultReason>?</d:AuthorizationFaultReason>", ConfigError, "post_login_refused"),
        ("<d:AuthorizationFault><d:Reason/></d:AuthorizationFault>", ConfigError, "post_login_refused"),
        ("<d:OperationHistoryFaultReason>?</d:OperationHistoryFaultReason>", TransientError, "post_history_failed"),
        ("<d:LanguageFaultReason>?</d:LanguageFaultReason>", DataError, "post_protocol_changed"),
        ("<PostalOrderEventsForMailFault/>", ConfigError, "post_login_refused"),
        ("<d:SomethingNew/>", TransientError, "post_fault"),
        ("", TransientError, "post_fault"),
    ],
)
def test_fault_is_told_by_the_name_of_its_detail(detail: str, kind: type[BizError], key: str) -> None:
    with pytest.raises(kind, match=key):
        single(fault(detail))


def test_fault_of_soap_1_1_is_told() -> None:
    body = (
        f'<S:Envelope xmlns:S="{SOAP11}"><S:Body><S:Fault><faultcode>S:Server</faultcode><faultstring>x</faultstring>'
        "</S:Fault></S:Body></S:Envelope>"
    )
    with pytest.raises(TransientError, match="post_fault"):
        batch(body)


@pytest.mark.parametrize(
    ("number", "kind", "key"),
    [
        ("2", DataError, "post_batch_format"),
        ("3", ConfigError, "post_login_refused"),
        ("6", Waiting, "post_ticket_not_ready"),
        ("16", TransientError, "post_inner_error"),
        ("17", Gone, "post_ticket_expired"),
        ("18", DataError, "post_batch_too_large"),
        ("20", DataError, "post_protocol_changed"),
        ("21", DataError, "post_batch_number_too_long"),
        ("22", DataError, "post_protocol_changed"),
        ("99", DataError, "post_protocol_changed"),
    ],
)
def test_error_is_told_by_its_number_in_both_answers(number: str, kind: type[BizError], key: str) -> None:
    error = f'<error ErrorTypeID="{number}" ErrorName="Какой-то текст"/>'
    with pytest.raises(kind, match=key):
        batch(of_batch(error))
    with pytest.raises(kind, match=key):
        read_ticket(io.BytesIO(of_batch(error, "ticketResponse").encode()))


def test_not_ready_at_an_item_is_told_of_the_ticket() -> None:
    item = '<f:Item Barcode="14102192069353"><f:Error ErrorTypeID="6" ErrorName="?"/></f:Item>'
    with pytest.raises(Waiting):
        batch(of_batch(f"<value>{item}</value>"))


def test_error_at_an_item_fails_that_item_alone() -> None:
    bad = '<f:Item Barcode="142111"><f:Error ErrorTypeID="2" ErrorName="?"/></f:Item>'
    good = '<f:Item Barcode="14102192069353"><f:Error ErrorTypeID="12" ErrorName="?"/></f:Item>'
    failed, fine = batch(of_batch(f"<value>{bad}{good}</value>"))
    assert failed.problem is not None
    assert (failed.problem.key, fine.problem) == ("post_batch_format", None)


@pytest.mark.parametrize("content", ["", "<value/>", "<value>  </value>"], ids=["nothing", "empty", "blank"])
def test_answer_without_a_ticket_or_a_reason_is_asked_for_again(content: str) -> None:
    with pytest.raises(TransientError, match="post_no_ticket"):
        read_ticket(io.BytesIO(of_batch(content, "ticketResponse").encode()))
    with pytest.raises(TransientError, match="post_no_parcels"):
        batch(of_batch(content))


@pytest.mark.parametrize(
    ("body", "key"),
    [
        (b"", "post_answer_empty"),
        (b"<!DOCTYPE html><html><body>503</body></html>", "post_answer_page"),
        (b"<html><head></head></html>", "post_answer_page"),
        (b"Bad gateway", "post_answer_foreign"),
        (b'{"a": 1}', "post_answer_foreign"),
        (b"<order/>", "post_answer_foreign"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><Envelope/>', "post_answer_foreign"),
        (SINGLE[: len(SINGLE) // 2], "post_answer_broken"),
        (BATCH, "post_answer_foreign"),
    ],
    ids=["empty", "page", "page without doctype", "text", "json", "other xml", "entities", "half", "other service"],
)
def test_what_is_no_answer_is_told_apart(body: bytes, key: str) -> None:
    with pytest.raises(Unreadable, match=key):
        single(body)
