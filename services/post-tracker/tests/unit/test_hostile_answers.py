"""Whatever comes, it is an answer or a failure with a text: never an exception of the parser."""

import contextlib
import io
import traceback
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from post_tracker.connectors.pochta.soap.any_answer import read_any
from post_tracker.connectors.pochta.soap.batch import read_parcels
from post_tracker.domain.pochta.standing import standing
from post_tracker.main import TEXTS
from service_kit.errors import BizError
from service_kit.texts import Texts

HERE = Path(__file__).parent / "fixtures"
SINGLE, BATCH = (HERE / "single-return.xml").read_bytes(), (HERE / "batch.xml").read_bytes()
SHOWN = Texts(TEXTS)


PEOPLE = ("СИДОРОВА", "КУЗНЕЦОВ")
"""Sender and addressee of the single answer."""


def text_of(body: bytes) -> str | None:
    """What is told when the answer is none; its histories have statuses otherwise."""
    try:
        for parcel in read_any(io.BytesIO(body)):
            standing(parcel.history)
    except BizError as error:
        return SHOWN.get(error.key, error.details).whole if error.key in SHOWN else ""
    return None


def traced(body: bytes) -> str:
    """Everything that is kept or could be logged of an answer: parcels, failure, the failures behind it."""
    try:
        return repr(list(read_any(io.BytesIO(body))))
    except BizError as error:
        return "".join(traceback.format_exception(error)) + repr(error.details)


def is_told(text: str | None) -> bool:
    """Nothing to tell, or a text without gaps."""
    return text is None or (text != "" and "…" not in text)


@given(st.binary(max_size=300))
def test_any_bytes(body: bytes) -> None:
    assert is_told(text_of(body))


@settings(max_examples=200)
@given(st.sampled_from([SINGLE, BATCH]), st.data())
def test_answers_with_a_piece_replaced(answer: bytes, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(answer)))
    end = data.draw(st.integers(start, min(len(answer), start + 200)))
    assert is_told(text_of(answer[:start] + data.draw(st.binary(max_size=20)) + answer[end:]))


@settings(max_examples=200)
@given(st.data())
def test_names_of_people_come_out_nowhere(data: st.DataObject) -> None:
    """Whatever breaks the answer, the part of it that is told of holds no names."""
    at = data.draw(st.integers(0, len(SINGLE)))
    rest = data.draw(st.sampled_from([b"", b"<", b"&", b"</d:x>", b"<!-- ", b"\xff", b'="', SINGLE[at:]]))
    told = traced(SINGLE[:at] + rest)
    assert not any(name in told for name in PEOPLE)


def test_entities_are_not_unfolded() -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
    with pytest.raises(BizError, match="post_answer_foreign"):
        list(read_any(io.BytesIO(bomb + BATCH)))


def test_answer_is_read_while_it_comes() -> None:
    """A parcel is handed out before what follows it is read."""
    head, _, tail = BATCH.partition(b'<f:Item xmlns:f="http://fclient.russianpost.org" Barcode="EE')
    padding = b"<!-- " + b"x" * 200_000 + b" -->"
    source = io.BytesIO(head + padding + tail)
    parcels = read_parcels(source)
    assert next(parcels).number == "14102192069353"
    assert source.tell() < len(head) + len(padding)
    with contextlib.closing(parcels):
        pass
