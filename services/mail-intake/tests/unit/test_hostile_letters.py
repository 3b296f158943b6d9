"""Letters that want to hurt are refused by name or read safely, and quickly."""

import json
import time
from base64 import b64encode
from pathlib import Path

import pytest

from mail_intake.__main__ import main
from mail_intake.domain.letter.limits import MAX_LETTER_BYTES
from mail_intake.domain.letter.reading import bodies, read_letter
from mail_intake.domain.profiles.extractor import read_order
from service_kit.errors import DataError

HEAD = b"From: shop@shop.example\r\nSubject: =?utf-8?b?0JfQsNC60LDQtyDihJYgNQ==?=\r\nDate: Tue, 03 Nov 2026 12:00:17 +0300\r\n"  # noqa: E501


def letter(kind: str, body: bytes, *more: str) -> bytes:
    headers = "".join(f"{line}\r\n" for line in (f"Content-Type: {kind}", *more))
    return HEAD + headers.encode() + b"\r\n" + body


@pytest.mark.parametrize(
    ("raw", "key"),
    [
        (b"", "letter_empty"),
        (b"\r\n \r\n", "letter_empty"),
        (b"\x00\x01\x02\xff" * 50, "letter_is_no_letter"),
        (HEAD + b"x" * MAX_LETTER_BYTES, "letter_too_large"),
        (
            letter("application/zip", b64encode(b"PK\x03\x04" * 99), "Content-Transfer-Encoding: base64"),
            "letter_without_text",
        ),
        (letter("text/plain", b"a" * (4 * 1024 * 1024 + 1)), "letter_text_too_large"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(raw: bytes, key: str) -> None:
    with pytest.raises(DataError) as refusal:
        read_letter(raw)
    assert refusal.value.key == key


@pytest.mark.parametrize("nested", [True, False])
def test_ten_thousand_parts_are_refused_at_once(nested: bool) -> None:
    parts = [HEAD, b"Content-Type: multipart/mixed; boundary=b0\r\n\r\n"]
    for number in range(10_000):
        parts.append(b"--b%d\r\n" % (number if nested else 0))
        kind = b"multipart/mixed; boundary=b%d" % (number + 1) if nested else b"text/plain"
        parts.append(b"Content-Type: " + kind + b"\r\n\r\nx\r\n")
    began = time.perf_counter()
    with pytest.raises(DataError, match="letter_too_many_parts"):
        read_letter(b"".join(parts))
    assert time.perf_counter() - began < 2


def test_a_file_of_200_mb_is_refused_unread(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "huge.eml"
    with file.open("wb") as hole:
        hole.truncate(200 * 1024 * 1024)
    assert main(["parse", str(file), "--engine", "insales"]) == 2
    assert "слишком большое" in capsys.readouterr().err


def test_deep_html_neither_fails_nor_takes_long() -> None:
    raw = letter("text/html; charset=utf-8", b"<table><tr><td><div>" * 3_000 + b"deep" + b"</div>" * 3_000)
    began = time.perf_counter()
    assert bodies(read_letter(raw)) is not None
    assert time.perf_counter() - began < 5


def test_scripts_styles_and_hidden_texts_are_no_text() -> None:
    html = (
        "<script>alert('Номер заказа: 6')</script><style>x</style><div style='display:none'>Номер заказа: 7</div>"
        "<a href='javascript:alert(1)'>Номер заказа:</a> 5<img src=x onerror=alert(1)><!-- Номер заказа: 8 -->"
    )
    rows = bodies(read_letter(letter("text/html; charset=utf-8", html.encode())))[0].rows
    assert [row.text for row in rows] == ["Номер заказа: 5"]
    assert all("javascript" not in text for row in rows for cell in row.cells for _, text in cell.marks)


def test_entities_and_files_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("TOP-SECRET")
    html = f"<!DOCTYPE x [<!ENTITY a SYSTEM 'file://{secret}'>]><p>&a; <img src='file://{secret}'></p>"
    rows = bodies(read_letter(letter("text/html", html.encode())))[0].rows
    assert not any("TOP-SECRET" in row.text for row in rows)


def test_line_breaks_in_headers_make_no_headers() -> None:
    raw = (
        b"From: =?utf-8?q?A=0D=0ABcc:_victim@x.example?= <a@shop.example>\r\n"
        b"Subject: =?utf-8?q?=D0=97=D0=B0=D0=BA=D0=B0=D0=B7=0D=0AX-Evil:_1?=\r\n\r\ntext\r\n"
    )
    read = read_letter(raw)
    assert "\n" not in read.subject
    assert read.subject.startswith("Заказ X-Evil")
    assert read.sender.email == "a@shop.example"
    assert "\r" not in read.sender.name


def test_broken_base64_gives_what_can_be_read() -> None:
    text = b64encode("Номер заказа: 15\r\nТелефон: +7 900 000-11-22".encode())
    broken = text[:10] + b"!!\r\n##" + text[10:-3]
    order = read_order(
        read_letter(letter("text/plain; charset=utf-8", broken, "Content-Transfer-Encoding: base64")), "insales"
    )
    assert order.result.number == "15"


@pytest.mark.parametrize(
    "label", ["x-unknown", "", "utf-16", "base64", "hex", "idna", "windows-1251; foo", "../../etc"]
)
@pytest.mark.parametrize("charset", ["utf-8", "windows-1251", "koi8-r"])
def test_unknown_and_wrong_charsets_are_read(label: str, charset: str) -> None:
    text = "Получен новый заказ\nНомер заказа: 15\nИмя покупателя: Пётр Заречный\nТелефон: +7 900 000-11-22\n"
    read = read_letter(
        letter(f'text/plain; charset="{label}"', text.encode(charset), "Content-Transfer-Encoding: 8bit")
    )
    assert read_order(read, "storeland").result.customer.name == "Пётр Заречный"


def test_encoded_words_split_inside_of_a_letter_are_one() -> None:
    raw = "Заказ № 77".encode()
    first, second = b64encode(raw[:5]).decode(), b64encode(raw[5:]).decode()
    read = read_letter(f"From: a@x.example\nSubject: =?utf-8?B?{first}?=\n =?utf-8?B?{second}?=\n\nтекст".encode())
    assert read.subject == "Заказ № 77"


def test_raw_bytes_in_headers_are_read_by_their_looks() -> None:
    raw = b"From: " + "Магазин".encode("koi8-r") + b" <a@x.example>\r\nSubject: " + "Новый заказ № 5".encode("cp1251")
    read = read_letter(raw + b"\r\n\r\ntext")
    assert (read.subject, read.sender.name) == ("Новый заказ № 5", "Магазин")


def test_attachments_are_named_and_never_opened() -> None:
    bomb = b64encode(b"PK\x03\x04" + b"\0" * 10_000)
    body = (
        b"--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n\xd0\x9d\xd0\xbe\xd0\xbc\xd0\xb5\xd1\x80 \xd0\xb7\xd0\xb0\xd0\xba"  # noqa: E501
        b"\xd0\xb0\xd0\xb7\xd0\xb0: 5\r\n--b\r\nContent-Type: application/zip\r\nContent-Transfer-Encoding: base64\r\n"
        b'Content-Disposition: attachment; filename="../../etc/passwd.zip"\r\n\r\n' + bomb + b"\r\n--b--\r\n"
    )
    read = read_letter(letter("multipart/mixed; boundary=b", body))
    assert [(found.name, found.content_type) for found in read.attachments] == [
        (".._.._etc_passwd.zip", "application/zip")
    ]
    assert read.attachments[0].size >= len(bomb)


def test_a_letter_without_id_is_known_by_its_bytes() -> None:
    raw = letter("text/plain", b"x")
    assert read_letter(raw).message_id == read_letter(raw).message_id
    assert read_letter(raw).message_id.startswith("sha256:")


def test_a_long_line_of_times_and_numbers_takes_no_time() -> None:
    body = ("1 x " * 50_000 + "\n" + "1 " * 100_000 + "\n" + "(" * 50_000).encode()
    began = time.perf_counter()
    for engine in ("virtuemart", "virtuemart2", "insales", "prestashop"):
        read_order(read_letter(letter("text/plain", body)), engine)
    assert time.perf_counter() - began < 8


def test_the_answer_is_json_of_plain_values(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.eml"
    file.write_bytes(letter("text/html", b"<b>\xff\xfe\x00</b>"))
    assert main(["parse", str(file), "--engine", "webasyst"]) == 3
    assert json.loads(capsys.readouterr().out)["missing"] == ["items"]
