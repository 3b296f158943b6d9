"""Answers of servers, as different servers write them."""

import ssl

import pytest

from mail_intake.adapters.mailbox.answers import envelopes, numbers
from mail_intake.adapters.mailbox.failures import Step, of_exception, of_login
from service_kit.errors import ConfigError, TransientError


def test_envelopes_of_headers_in_any_charset() -> None:
    sender, subject = 'From: "Магазин" <Shop@Shop.ru>', "Subject: =?utf-8?B?0JfQsNC60LDQtw==?= 5"
    headers = f"{sender}\r\n{subject}\r\nMessage-ID: <1@shop>\r\n\r\n".encode()
    data = [
        (
            b'1 (UID 7 RFC822.SIZE 1200 INTERNALDATE "24-Nov-2026 10:00:00 +0300" BODY[HEADER.FIELDS (FROM)]<0> {1}',
            headers,
        ),
        b")",
    ]

    found = envelopes(data)[0]

    assert (found.uid, found.size, found.sender, found.subject) == (7, 1200, ("shop@shop.ru",), "Заказ 5")
    assert found.message_id == "1@shop"
    assert found.received is not None
    assert found.received.isoformat() == "2026-11-24T10:00:00+03:00"


def test_uids_behind_the_headers_and_flags_between_letters() -> None:
    data = [
        (b"2 (BODY[HEADER.FIELDS (FROM)] {2}", b"From: a@a.ru\r\n\r\n"),
        b' UID 9 RFC822.SIZE 10 INTERNALDATE " 1-Nov-2026 10:00:00 +0000")',
        b"3 (FLAGS (\\Seen))",
        (b"1 (UID 8 RFC822.SIZE 20 BODY[HEADER.FIELDS (FROM)] {2}", b"\r\n"),
        b")",
        None,
    ]

    assert [(one.uid, one.sender) for one in envelopes(data)] == [(8, ()), (9, ("a@a.ru",))]


def test_numbers_grow() -> None:
    assert numbers([b"5 3 12", b"", None]) == [3, 5, 12]


@pytest.mark.parametrize(
    ("answer", "kind", "key"),
    [
        ("[AUTHENTICATIONFAILED] Authentication failed.", ConfigError, "mail_login_refused"),
        ("[AUTHENTICATIONFAILED] LOGIN invalid credentials or IMAP is disabled", ConfigError, "mail_login_refused"),
        ("LOGIN failed", ConfigError, "mail_login_refused"),
        ("[ALERT] Application-specific password required: see support", ConfigError, "mail_app_password_needed"),
        ("[ALERT] Your account is not enabled for IMAP use.", ConfigError, "mail_imap_disabled"),
        ("[ALERT] Too many simultaneous connections. (Failure)", TransientError, "mail_server_busy"),
        ("[UNAVAILABLE] Temporary authentication failure.", TransientError, "mail_server_busy"),
        ("[AUTHENTICATIONFAILED] too many wrong passwords", ConfigError, "mail_login_refused"),
    ],
)
def test_refused_logins(answer: str, kind: type[Exception], key: str) -> None:
    failure = of_login(answer, "imap.shop.ru", "подсказка", token=False)

    assert isinstance(failure, kind)
    assert failure.key == key


def test_a_bad_certificate_is_the_owners_to_mend_and_a_cut_is_not() -> None:
    assert of_exception(ssl.SSLCertVerificationError(), "h", Step.TLS).key == "mail_tls"
    assert isinstance(of_exception(ssl.SSLEOFError(), "h", Step.TLS), TransientError)
    assert isinstance(of_exception(ConnectionResetError(), "h", Step.READING), TransientError)
    assert of_exception(TimeoutError(), "h", Step.LOGIN).key == "mail_timeout"
    with pytest.raises(KeyError):
        of_exception(KeyError("bug"), "h", Step.LOGIN)
