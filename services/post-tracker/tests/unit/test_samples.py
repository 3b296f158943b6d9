"""Published examples and a recorded answer that are kept beside the repository (`BIZ_SAMPLES`)."""

import json
import os
import re
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest

from post_tracker.__main__ import main

SAMPLES = os.environ.get("BIZ_SAMPLES")
POST = Path(SAMPLES) / "post" / "samples" if SAMPLES else Path("-")

pytestmark = pytest.mark.skipif(not POST.is_dir(), reason="BIZ_SAMPLES names no folder with answers of the post")


def told(file: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    assert main(["parse-history", str(file)]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_published_batch_answer(capsys: pytest.CaptureFixture[str]) -> None:
    found = told(POST / "getResponseByTicket-response.xml", capsys)
    assert {name: len(found[name]) for name in found["summary"]} == {
        "45008378901234": 8,
        "10725878901235": 5,
        "RA123456789RU": 0,
    }
    assert found["summary"] == {
        "45008378901234": {"status": "arrived", "final": False},
        "10725878901235": {"status": "delivered", "final": True},
        "RA123456789RU": {"status": "no_data", "final": False},
    }
    assert [row["attr_name"] for row in found["45008378901234"][5:]] == [
        "Прибыло в место вручения",
        "Засылка",
        "Прибыло в место вручения",
    ]


def test_published_single_answer(capsys: pytest.CaptureFixture[str]) -> None:
    found = told(POST / "getOperationHistory-response.xml", capsys)
    (row,) = found["EA123456789RU"]
    assert (row["type_name"], row["attr_name"], row["index"], row["place"]) == (
        "Прием",
        "Единичный",
        "111555",
        "Москва 555",
    )
    assert row["time"] == "2015-07-09T18:08:00+03:00"


def test_empty_history(capsys: pytest.CaptureFixture[str]) -> None:
    assert told(POST / "CONSTRUCTED-rtm34-empty-history.xml", capsys) == {"summary": {}}


@pytest.mark.parametrize(
    "name",
    [
        "CONSTRUCTED-getResponseByTicket-not-ready.xml",
        "CONSTRUCTED-getTicket-bad-login.xml",
        "CONSTRUCTED-rtm34-fault-authorization.xml",
        "CONSTRUCTED-rtm34-fault-bad-format.xml",
        "PostalOrderEventsForMail-response.xml",
        "getTicket-request.xml",
        "getTicket-response.xml",
    ],
)
def test_answer_without_a_history_is_told(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["parse-history", str(POST / name)]) == 2
    out, err = capsys.readouterr()
    assert not out
    assert re.search("[а-я]", err)


def test_recorded_answer_in_english(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The recording is an object of a JavaScript test: its values are put back into the elements that they came in."""
    text = (POST / "RA644000001RU-history-ENG.snap").read_text("utf-8")
    record = re.compile(
        r'"operationAddress": Object \{\s*"description": "(.*?)",\s*"index": "(.*?)".*?'
        r'"operAttr": Object \{\s*"id": (\d+),\s*"name": "(.*?)".*?"operDate": (\S+),'
        r'\s*"operType": Object \{\s*"id": (\d+),\s*"name": "(.*?)"',
        re.DOTALL,
    )
    records = "".join(
        f"<historyRecord><AddressParameters><OperationAddress><Index>{index}</Index><Description>{escape(place)}"
        "</Description></OperationAddress></AddressParameters><ItemParameters><Barcode>RA644000001RU</Barcode>"
        f"</ItemParameters><OperationParameters><OperType><Id>{type_}</Id><Name>{name}</Name></OperType><OperAttr>"
        f"<Id>{attr}</Id><Name>{detail}</Name></OperAttr><OperDate>{at}</OperDate></OperationParameters></historyRecord>"
        for place, index, attr, detail, at, type_, name in record.findall(text)
    )
    file = tmp_path / "answer.xml"
    file.write_text(
        f"<Envelope><Body><OperationHistoryData>{records}</OperationHistoryData></Body></Envelope>", "utf-8"
    )
    found = told(file, capsys)
    assert [(row["type"], row["attr"], row["attr_name"], row["place"]) for row in found["RA644000001RU"]] == [
        (1, 1, "Single", "Omsk 1"),
        (8, 3, "Arrival at inward office of exchange", "Omsk 1"),
        (8, 4, "Departure from inward office of exchange", "Omsk 1"),
        (8, 2, "Arrival at delivery office", "Omsk 8"),
        (1, 1, "Single", "Omsk 1"),
    ]
    assert found["summary"]["RA644000001RU"] == {"status": "accepted", "final": False}
