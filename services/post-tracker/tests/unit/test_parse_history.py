"""The tool that prints an answer of a file."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from post_tracker.__main__ import main

HERE = Path(__file__).parent / "fixtures"


def parse(file: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, Any, str]:
    code = main(["parse-history", str(file)])
    out, err = capsys.readouterr()
    return code, json.loads(out) if out else None, err


def test_single_answer_is_recognised_and_printed(capsys: pytest.CaptureFixture[str]) -> None:
    code, told, err = parse(HERE / "single-return.xml", capsys)
    assert (code, err) == (0, "")
    assert told["80084740397510"][1] == {
        "type": 3,
        "attr": 1,
        "type_name": "Возврат",
        "attr_name": "Истёк срок хранения",
        "time": "2025-04-20T10:00:00+03:00",
        "index": "119180",
        "place": "Москва 180",
    }
    assert told["summary"] == {"80084740397510": {"status": "returning", "final": False}}


def test_batch_answer_is_recognised_and_printed(capsys: pytest.CaptureFixture[str]) -> None:
    code, told, err = parse(HERE / "batch.xml", capsys)
    assert (code, err) == (0, "")
    assert told["EE123456785KR"] == [
        {
            "type": 2,
            "attr": 8,
            "type_name": "Вручение",
            "attr_name": "Адресату курьером",
            "time": "2025-05-30T13:45:00",
            "index": "130203",
            "place": None,
        }
    ]
    assert told["RA322481130RU"] == []
    assert told["summary"] == {
        "14102192069353": {"status": "in_transit", "final": False},
        "RA322481130RU": {"status": "no_data", "final": False},
        "EE123456785KR": {"status": "delivered", "final": True},
    }


def test_number_that_failed_is_named_and_the_others_are_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "answer.xml"
    file.write_bytes((HERE / "batch.xml").read_bytes().replace(b'ErrorTypeID="12"', b'ErrorTypeID="16"'))
    code, told, err = parse(file, capsys)
    assert code == 3
    assert "RA322481130RU" in err
    assert len(told["summary"]) == 3


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "такого файла нет"),
        (b"", "пустой"),
        (b"<html></html>", "веб-страница"),
        ((HERE / "batch.xml").read_bytes()[:-60], "обрывается"),
        (b"track: 123", "не ответ Почты России"),
        (b"<Envelope><Body><ticketResponse><value>1</value></ticketResponse></Body></Envelope>", "нет истории"),
        (b'<Envelope><Body><request><Item Barcode="RA322481130RU"/></request></Body></Envelope>', "нет истории"),
        (b'<Envelope><Body><r><error ErrorTypeID="6"/></r></Body></Envelope>', "ещё не готов"),
        (b"<Envelope><Fault><AuthorizationFaultReason/></Fault></Envelope>", "логин и пароль"),
    ],
    ids=["no file", "empty", "page", "cut", "text", "ticket", "request", "not ready", "fault"],
)
def test_what_cannot_be_printed_is_told_in_words(
    content: bytes | None, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "answer.xml"
    if content is not None:
        file.write_bytes(content)
    code, told, err = parse(file, capsys)
    assert (code, told) == (2, None)
    assert says in err
    assert "Traceback" not in err


def test_terminal_of_another_encoding_gets_utf_8() -> None:
    ascii_alone = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    command = [sys.executable, "-m", "post_tracker", "parse-history", str(HERE / "batch.xml")]
    done = subprocess.run(command, env=ascii_alone, capture_output=True, check=True)
    assert "Вручение" in done.stdout.decode("utf-8")


def test_reader_that_stops_is_no_failure(tmp_path: Path) -> None:
    item = '<Item Barcode="{}"><Operation OperTypeID="1" OperCtgID="1" OperName="Прием"/></Item>'
    file = tmp_path / "answer.xml"
    file.write_text(f"<value>{''.join(item.format(number) for number in range(5000))}</value>", "utf-8")
    command = [sys.executable, "-m", "post_tracker", "parse-history", str(file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as tool:
        assert tool.stdout is not None
        assert tool.stderr is not None
        assert tool.stdout.readline() == b"{\n"
        tool.stdout.close()
        assert tool.stderr.read() == b""
    assert tool.returncode == 0


def test_number_that_is_answered_about_twice_has_its_history(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "answer.xml"
    known = '<Item Barcode="80084740397510"><Operation OperTypeID="2" OperCtgID="1"/></Item>'
    unknown = '<Item Barcode="80084740397510"><Error ErrorTypeID="12"/></Item>'
    file.write_text(f"<value>{known}{unknown}</value>", "utf-8")
    _, told, _ = parse(file, capsys)
    assert told["summary"] == {"80084740397510": {"status": "delivered", "final": True}}
