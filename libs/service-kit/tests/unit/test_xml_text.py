"""Texts on their way into XML: whatever they hold, a parser reads back what XML can hold of them."""

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service_kit.xml_text import clean, escape, escaped

ANY = st.text(st.characters())


@given(ANY)
def test_any_text_is_read_back_from_element_and_attribute_without_what_xml_forbids(text: str) -> None:
    root = ElementTree.fromstring(f'<a b="{escape(text)}">{escape(text)}</a>'.encode())  # noqa: S314  # our own
    assert (root.text or "") == clean(text)
    assert root.get("b") == clean(text).replace("\n", " ").replace("\t", " ")


@given(ANY, st.integers(0, 10))
def test_no_more_letters_are_written_than_allowed(text: str, limit: int) -> None:
    root = ElementTree.fromstring(f"<a>{escaped(text, limit)}</a>".encode())  # noqa: S314  # our own
    assert len(root.text or "") <= limit
    assert clean(text).startswith(root.text or "")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ('Сыр & <вино> "x"', "Сыр &amp; &lt;вино&gt; &quot;x&quot;"),
        ("]]>", "]]&gt;"),
        ("a\x00b\x1f\ufffe\r\nc", "ab\nc"),
        ("Кеды «Темп» 😀", "Кеды «Темп» 😀"),
    ],
)
def test_what_is_written(text: str, written: str) -> None:
    assert escape(text) == written


def test_a_cut_leaves_no_blank_at_its_end() -> None:
    assert clean("Кеды летние", 5) == "Кеды"
    assert clean("Кеды", 4) == "Кеды"
