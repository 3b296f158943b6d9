"""What a letter says of a request reaches the platform."""

import datetime as dt
import json
import os
from pathlib import Path
from typing import Any

import pytest

from contracts.base import ConnectionId, Ref
from contracts.events.lead import LeadKind, LeadReceivedData
from contracts.lead import LeadOrigin
from mail_intake.app.lead_of import lead_data
from mail_intake.app.settings import LeadSettings
from mail_intake.domain.leads.extractor import read_lead
from mail_intake.domain.letter.reading import read_letter
from mail_intake.domain.order import DedupKeys, MailLead, Origin, Reading, StatusLetter

SAMPLES = os.environ.get("BIZ_SAMPLES")
LETTERS = sorted((Path(SAMPLES) / "mail" / "lead").glob("*.eml")) if SAMPLES else []

RECEIVED = dt.datetime(2026, 11, 24, 8, 30, tzinfo=dt.UTC)
WRITTEN = dt.datetime(2026, 11, 24, 11, 25, tzinfo=dt.timezone(dt.timedelta(hours=3)))
ORIGIN = LeadOrigin(
    service="mail-intake",
    connection=ConnectionId("c"),
    outside_id="<1@site>",
    source="mail",
    title="Обратный звонок",
)
LEAD = MailLead(
    WRITTEN, "Пётр", "8 (900) 000-11-22", "Petr@Example.ru", "Перезвоните мне", "https://shop.example/contacts"
)


def made(told: Any = LEAD, *, responsible: tuple[str, ...] = (), turn: int = 0) -> LeadReceivedData:
    reading = Reading(told, Origin("form@site.example", "Обратный звонок"), DedupKeys("<1@site>"), "lead")
    settings = LeadSettings(LeadKind.DEAL, Ref("new"), tuple(Ref(one) for one in responsible))
    return lead_data(reading, settings, lead="lead-1", origin=ORIGIN, received_at=RECEIVED, turn=turn)


def test_everything_that_the_letter_says_is_in_the_request() -> None:
    data = made()
    assert (data.lead, data.kind, data.status, data.origin) == ("lead-1", LeadKind.DEAL, "new", ORIGIN)
    assert (data.name, data.phone, data.email) == ("Пётр", "79000001122", "petr@example.ru")
    assert (data.text, data.page) == ("Перезвоните мне", "https://shop.example/contacts")
    assert data.received_at == WRITTEN


def test_employees_take_turns() -> None:
    assert [made(responsible=("a", "b", "c"), turn=turn).responsible for turn in range(5)] == ["a", "b", "c", "a", "b"]
    assert made(turn=7).responsible is None


@pytest.mark.parametrize("date", [None, dt.datetime(2026, 11, 24, 11, 25)], ids=["none", "no zone"])
def test_a_letter_without_a_moment_is_of_the_moment_when_it_came(date: dt.datetime | None) -> None:
    assert made(MailLead(date, phone="89000001122")).received_at == RECEIVED


def test_endless_texts_are_cut_and_show_it() -> None:
    data = made(MailLead(WRITTEN, "я" * 300, "89000001122", None, "т" * 30_000, "https://" + "p" * 3_000))
    assert (len(data.name or ""), len(data.text or ""), len(data.page or "")) == (200, 20_000, 2_000)
    assert (data.text or "").endswith("т…")


@pytest.mark.parametrize(
    ("written", "phone", "text"),
    [
        ("8 900 000-11-22", "79000001122", "Жду"),
        ("900 000 11 22", "79000001122", "Жду"),
        ("+7 900 000-11-22 доб. 105", "79000001122", "+7 900 000-11-22 доб. 105\nЖду"),
        ("+375 29 123-45-67, 8 900 000-11-22", "375291234567", "+375 29 123-45-67, 8 900 000-11-22\nЖду"),
        ("22-33", None, "22-33\nЖду"),
    ],
    ids=["plain", "without code", "extension", "two", "too short"],
)
def test_no_digit_of_a_phone_is_lost(written: str, phone: str | None, text: str) -> None:
    data = made(MailLead(WRITTEN, phone=written, text="Жду"))
    assert (data.phone, data.text) == (phone, text)


def test_what_a_letter_leaves_open_stays_open() -> None:
    data = made(MailLead(WRITTEN, email="a@example.ru", text="  "))
    assert (data.name, data.phone, data.text, data.page) == (None, None, None, None)


@pytest.mark.parametrize(
    "result", [MailLead(WRITTEN, "Пётр", text="Перезвоните"), StatusLetter(None, "Заказ")], ids=["nobody", "status"]
)
def test_a_letter_that_nobody_can_be_answered_by_is_no_request(result: Any) -> None:
    with pytest.raises(ValueError, match="no request"):
        made(result)


@pytest.mark.skipif(not LETTERS, reason="BIZ_SAMPLES names no folder with letters")
@pytest.mark.parametrize("file", LETTERS, ids=lambda file: file.stem)
def test_a_sample_becomes_the_request_that_stands_beside_it(file: Path) -> None:
    expected = json.loads(file.with_suffix(".expected.json").read_text("utf-8"))
    data = made(read_lead(read_letter(file.read_bytes())).result)
    assert (data.name, data.email, data.text, data.page) == tuple(
        expected[field] for field in ("name", "email", "text", "page")
    )
    assert data.received_at == dt.datetime.fromisoformat(expected["date"])
    assert (data.phone is None) == (expected["phone"] is None)
