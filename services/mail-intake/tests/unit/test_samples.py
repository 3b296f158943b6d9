"""Letters of `letters/`, and samples kept beside the repository (`BIZ_SAMPLES`), compared as their description says."""

import json
import os
import re
from pathlib import Path

import pytest

from mail_intake.app.shape import as_json
from mail_intake.domain.leads.extractor import read_lead
from mail_intake.domain.letter.reading import read_letter
from mail_intake.domain.profiles.extractor import read_order

SAMPLES = os.environ.get("BIZ_SAMPLES")
LETTERS = sorted((Path(SAMPLES) / "mail").glob("*/*.eml")) if SAMPLES else []
KEPT = sorted((Path(__file__).parent / "letters").glob("*.eml"))


def _one_blank(value: object) -> object:
    return " ".join(value.split()) if isinstance(value, str) else value


def _phone(text: str | None) -> str | None:
    digits = re.sub(r"\D", "", text or "")
    return "7" + digits[1:] if digits.startswith("8") and len(digits) == 11 else digits or None


def _words(text: str | None) -> set[str]:
    return set((text or "").replace(",", " ").split())


def _comparable(told: dict) -> dict:
    if told["kind"] == "lead":
        same = ("date", "date_source", "name", "email", "text", "page", "from", "subject")
        return {name: told[name] for name in same} | {"phone": _phone(told["phone"])}
    plain = {
        name: _one_blank(told.get(name))
        for name in ("number", "date", "payment", "comment", "discount", "total", "currency")
    }
    items = [
        {name: _one_blank(item[name]) for name in ("name", "sku", "qty", "price", "sum")} | {"options": item["options"]}
        for item in told["items"]
    ]
    return plain | {
        "items": items,
        "name": told["customer"]["name"],
        "email": told["customer"]["email"],
        "phone": _phone(told["customer"]["phone"]),
        "method": _one_blank(told["delivery"]["method"]),
        "price": told["delivery"]["price"],
        "address": _words(told["delivery"]["address"]),
        **{name: told.get(name) for name in ("from", "subject", "forwarded", "original_from", "date_source")},
    }


@pytest.mark.parametrize("file", KEPT, ids=lambda file: file.stem)
def test_a_kept_letter_gives_what_a_person_reads_in_it(file: Path) -> None:
    check(file)


@pytest.mark.skipif(not LETTERS, reason="BIZ_SAMPLES names no folder with letters")
@pytest.mark.parametrize("file", LETTERS, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_a_sample_gives_what_stands_beside_it(file: Path) -> None:
    check(file)


def check(file: Path) -> None:
    expected = json.loads(file.with_suffix(".expected.json").read_text("utf-8"))
    letter = read_letter(file.read_bytes())
    reading = read_lead(letter) if expected["kind"] == "lead" else read_order(letter, expected["engine"])
    assert _comparable(as_json(reading)) == _comparable(expected)
