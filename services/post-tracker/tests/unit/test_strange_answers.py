"""Answers as other clients record them: cut out of their envelope, saved by other programs, odd in their details."""

import datetime as dt
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from post_tracker.connectors.pochta.soap.any_answer import read_any
from post_tracker.connectors.pochta.soap.elements import Unreadable
from post_tracker.connectors.pochta.soap.faults import Waiting
from post_tracker.domain.tracking import Operation, Parcel
from service_kit.errors import ConfigError, DataError

DATA = "http://russianpost.org/operationhistory/data"
SOAP12, SOAP11 = "http://www.w3.org/2003/05/soap-envelope", "http://schemas.xmlsoap.org/soap/envelope/"
NIL = '<Name xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:nil="true"/>'
MOSCOW = dt.timezone(dt.timedelta(hours=3))
AT = dt.datetime(2015, 7, 9, 18, 8, tzinfo=MOSCOW)


def record(
    type_: int = 8,
    attr: str = "<Id>4</Id><Name>Покинуло сортировочный центр</Name>",
    *,
    at: str = "2015-07-09T18:08:00.000+03:00",
    place: str = "Омск 1",
    number: str = "RA644000001RU",
) -> str:
    return (
        f"<historyRecord><AddressParameters><OperationAddress><Index>644001</Index><Description>{place}</Description>"
        f"</OperationAddress></AddressParameters><ItemParameters><Barcode>{number}</Barcode></ItemParameters>"
        f"<OperationParameters><OperType><Id>{type_}</Id></OperType><OperAttr>{attr}</OperAttr><OperDate>{at}</OperDate>"
        "</OperationParameters></historyRecord>"
    )


def history(*records: str) -> str:
    return f'<OperationHistoryData xmlns="{DATA}">{"".join(records)}</OperationHistoryData>'


def single(*records: str, soap: str = SOAP12) -> str:
    return f'<S:Envelope xmlns:S="{soap}"><S:Body>{history(*records)}</S:Body></S:Envelope>'


def operation(**changed: str | None) -> str:
    values: dict[str, str | None] = {
        "OperTypeID": "8",
        "OperCtgID": "4",
        "OperName": "Обработка",
        "DateOper": "10.09.2015 04:42:00",
        "IndexOper": "450962",
        **changed,
    }
    given = " ".join(f'{name}="{value}"' for name, value in values.items() if value is not None)
    return f"<Operation {given}/>"


def item(*inside: str) -> str:
    return f'<Item Barcode="45008378901234">{"".join(inside)}</Item>'


def batch(*items: str, soap: str = SOAP11) -> str:
    return (
        f'<S:Envelope xmlns:S="{soap}"><S:Body><n:answerByTicketResponse'
        ' xmlns:n="http://fclient.russianpost.org/postserver"><value xmlns="http://fclient.russianpost.org">'
        f"{''.join(items)}</value></n:answerByTicketResponse></S:Body></S:Envelope>"
    )


def read(body: str | bytes) -> list[Parcel]:
    return list(read_any(io.BytesIO(body if isinstance(body, bytes) else body.encode())))


def only(body: str | bytes) -> Operation:
    """The one operation of the one parcel."""
    (parcel,) = read(body)
    (found,) = parcel.history
    return found


LEFT = ("8.4", "Покинуло сортировочный центр")


@pytest.mark.parametrize(
    "body",
    [
        single(record(), soap=SOAP11),
        batch(item(operation()), soap=SOAP12),
        history(record()),
        f'<Body xmlns="{SOAP12}">{history(record())}</Body>',
        f"<getOperationHistoryResponse>{history(record())}</getOperationHistoryResponse>",
        f"<answerByTicketResponse><value>{item(operation())}</value></answerByTicketResponse>",
        f'<value DatePreparation="17.09.2015 17:20:48">{item(operation())}</value>',
        f'<file xmlns="http://fclient.russianpost.org" FileName="">{item(operation())}</file>',
        f'\n\n <?xml version="1.0"?><!-- saved --><?by hand?>{single(record())}\n<!-- end -->\n',
        single("<!-- 1 -->" + record(place="Омск<!-- 2 --> 1<?p i?>")),
        single(record(place="<![CDATA[Омск 1]]>")),
        single(record(attr=f"<Id>4</Id>{NIL}")),
        single(record(attr="<Name>Покинуло сортировочный центр</Name><Id> 4 </Id>")),
        single(record(attr="<Id>4</Id><Name>Покинуло\u00a0сортировочный\n  центр </Name>")),
    ],
    ids=[
        "single in the envelope of 1.1",
        "batch in the envelope of 1.2",
        "history alone",
        "body alone",
        "response alone",
        "batch response alone",
        "value alone",
        "file of 2015",
        "blank lines and comments around",
        "comments inside",
        "cdata",
        "nil",
        "other order",
        "odd blanks",
    ],
)
def test_operation_is_read_in_whatever_it_is_wrapped(body: str) -> None:
    found = only(body)
    assert (found.code, found.detail) == LEFT
    assert found.place in {"Омск 1", None}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251"])
def test_encoding_needs_no_declaration(encoding: str) -> None:
    assert only(single(record()).encode(encoding)).place == "Омск 1"


@pytest.mark.parametrize("encoding", ["windows-1251", "koi8-r", "cp866", "iso-8859-5", "utf-16"])
def test_declared_encoding_is_used(encoding: str) -> None:
    assert only(f'<?xml version="1.0" encoding="{encoding}"?>{single(record())}'.encode(encoding)).place == "Омск 1"


@pytest.mark.parametrize(
    ("declared", "saved"), [("utf-16", "utf-8"), ("utf-8", "cp1251"), ("windows-1251", "utf-8"), ("utf-99", "utf-8")]
)
def test_other_encoding_than_declared_is_told_and_not_guessed(declared: str, saved: str) -> None:
    with pytest.raises(Unreadable, match="post_answer_encoding") as told:
        read(f'<?xml version="1.0" encoding="{declared}"?>{single(record())}'.encode(saved))
    assert told.value.details["encoding"] == declared


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2015-07-09T18:08:00.000+03:00", AT),
        ("2015-07-09T15:08:00Z", AT),
        ("2015-07-09T18:08:00+0300", AT),
        (" 2015-07-09T18:08:00+03:00\n", AT),
        ("2015-07-09T18:08:00.5+03:00", AT.replace(microsecond=500_000)),
        ("2015-07-09T18:08:00.123456789+03:00", AT.replace(microsecond=123_456)),
        ("2015-07-09T18:08:00", AT.replace(tzinfo=None)),
        ("09.07.2015 18:08:00", AT.replace(tzinfo=None)),
        ("2015-07-09T25:08:00+03:00", None),
        ("2015-02-30T18:08:00+03:00", None),
        ("вчера", None),
        ("", None),
    ],
)
def test_moment_of_a_single_answer(text: str, at: dt.datetime | None) -> None:
    found = only(single(record(at=text))).at
    assert found == at
    assert (found and found.tzinfo is None) == (at and at.tzinfo is None)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("10.09.2015 04:42:07", dt.datetime(2015, 9, 10, 4, 42, 7)),
        ("10.09.2015 04:42", dt.datetime(2015, 9, 10, 4, 42)),
        ("10.09.2015 4:42:00", dt.datetime(2015, 9, 10, 4, 42)),
        ("1.9.2015 4:42", dt.datetime(2015, 9, 1, 4, 42)),
        ("10.09.2015", dt.datetime(2015, 9, 10)),
        (" 10.09.2015 04:42:00 ", dt.datetime(2015, 9, 10, 4, 42)),
        ("2015-09-10T04:42:00", dt.datetime(2015, 9, 10, 4, 42)),
        ("31.02.2015 00:00:00", None),
        ("09.13.2015 00:00:00", None),
        ("10.09.15 04:42:00", None),
        ("", None),
    ],
)
def test_time_of_a_batch_answer(text: str, at: dt.datetime | None) -> None:
    assert only(batch(item(operation(DateOper=text)))).at == at


@pytest.mark.parametrize("index", ["", "0", "000000", "   ", None])
def test_index_that_says_nothing_is_none(index: str | None) -> None:
    assert only(batch(item(operation(IndexOper=index)))).postal_index is None


def test_attributes_of_an_operation_may_be_missing_and_in_any_order() -> None:
    body = batch(item('<Operation IndexOper="1" OperName="Обработка" OperTypeID="8"/>', operation(OperTypeID=None)))
    (parcel,) = read(body)
    assert [one.code for one in parcel.history] == ["8.0", "0.4"]
    assert [one.name for one in parcel.history] == ["Обработка", "Обработка"]


def test_operations_beside_an_error_are_kept() -> None:
    (nothing,) = read(batch(item(operation(), '<Error ErrorTypeID="12"/>')))
    assert (len(nothing.history), nothing.problem) == (1, None)
    (failed,) = read(batch(item('<Error ErrorTypeID="16"/>', operation())))
    assert (len(failed.history), failed.problem and failed.problem.key) == (1, "post_inner_error")


def test_not_ready_of_2015_is_told() -> None:
    with pytest.raises(Waiting):
        read('<file xmlns="http://fclient.russianpost.org"><Error ErrorTypeID="6"/></file>')


def test_fault_alone_is_told() -> None:
    with pytest.raises(ConfigError, match="post_login_refused"):
        read(f'<Fault xmlns="{SOAP12}"><Detail><AuthorizationFaultReason xmlns="{DATA}"/></Detail></Fault>')


def test_records_come_in_the_order_of_their_moments_wherever_they_happened() -> None:
    handed = record(2, "<Id>1</Id>", at="2015-07-11T01:00:00+10:00")
    arrived = record(8, "<Id>2</Id>", at="2015-07-10T17:00:00+03:00")
    accepted = record(1, "<Id>1</Id>", at="2015-07-09T18:08:00Z")
    (parcel,) = read(single(handed, arrived, accepted))
    assert [one.code for one in parcel.history] == ["1.1", "8.2", "2.1"]


DAYS = [record(attr=f"<Id>{day}</Id>", at=f"2015-07-{day:02d}T00:00:00Z") for day in range(1, 20)]


@given(st.permutations(DAYS))
def test_order_of_the_document_changes_nothing(records: list[str]) -> None:
    assert read(single(*records)) == read(single(*DAYS))


def test_records_of_one_moment_stay_as_they_stand() -> None:
    (parcel,) = read(single(*(record(8, f"<Id>{attr}</Id>") for attr in (4, 3, 2))))
    assert [one.code for one in parcel.history] == ["8.4", "8.3", "8.2"]


def test_record_without_a_time_stays_behind_the_one_that_it_follows() -> None:
    last = record(2, "<Id>1</Id>", at="2015-07-11T10:00:00+03:00")
    first, behind = record(1, "<Id>1</Id>"), record(8, "<Id>25</Id>", at="")
    (parcel,) = read(single(last, first, behind))
    assert [one.code for one in parcel.history] == ["1.1", "8.25", "2.1"]


def test_item_with_a_new_number_stands_under_it() -> None:
    (parcel,) = read(single(record(8, "<Id>26</Id>", at="2015-07-10T00:00:00Z", number="RA2"), record(number="RA1")))
    assert parcel.number == "RA2"


def test_answer_in_english_keeps_its_names() -> None:
    found = only(single(record(8, "<Id>0</Id><Name>Sorting</Name>")))
    assert found.detail == "Sorting"


def test_endless_name_is_cut() -> None:
    assert len(only(single(record(place="ы" * 100_000))).place or "") == 500


@pytest.mark.parametrize(
    "body",
    [
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + single(record(place="&x;")),
        single("<a>" * 5000 + "</a>" * 5000),
        "\x1f\x8b\x08",
        "HTTP/1.1 200 OK\r\n\r\n" + single(record()),
        single(record()) + "<!--",
        single(record()) + "Ещё",
        history(record()).replace("<", "<d:").replace("<d:/", "</d:"),
    ],
    ids=["external entity", "depth", "gzip", "dump", "comment left open", "text behind", "prefix of nothing"],
)
def test_rest_is_no_answer(body: str) -> None:
    with pytest.raises(DataError, match=r"post_answer_(foreign|broken)"):
        read(body)
