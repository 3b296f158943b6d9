"""Search by name as people type it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.domain.search import Search, folded

LATIN = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
RUSSIAN = "ёйцукенгшщзхъфывапролджэячсмитьбю"
TO_RUSSIAN, TO_LATIN = str.maketrans(LATIN, RUSSIAN), str.maketrans(RUSSIAN, LATIN)

words = st.one_of(
    st.text(alphabet="abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=12),
    st.text(alphabet=RUSSIAN, min_size=1, max_size=12),
)
titles = st.lists(words, min_size=1, max_size=4).map(" ".join)


def finds(query: str, title: str) -> bool:
    return Search(query).finds(folded(title))


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("insales", "InSales"),
        ("INSALES", "InSales"),
        ("sale", "InSales"),
        ("штыфдуы", "InSales"),
        ("Штыфд", "InSales"),
        ("gjxnf", "Почта России"),
        ("GJXNF", "Почта России"),
        ("почта", "Почта России"),
        ("россии почта", "Почта России"),
        ("  почт   росс  ", "Почта России"),
        ("почта hjccbb", "Почта России"),
        ("прием", "Приём заказов по почте"),
        ("приём", "Прием заказов по почте"),
        ("ghb`v", "Приём заказов по почте"),
        ("ghbtv", "Приём заказов по почте"),
        ("1с", "1С-Бухгалтерия"),
        ("1c", "1С-Бухгалтерия"),
        ("1с", "1C:Enterprise"),
        ("кщшыефе", "Roistat"),
        ("k.,jq", "Любой"),
        ("", "InSales"),
        ("   ", "InSales"),
    ],
)
def test_a_widget_is_found(query: str, title: str) -> None:
    assert finds(query, title)


@pytest.mark.parametrize(
    ("query", "title"),
    [("insalez", "InSales"), ("почта китая", "Почта России"), ("ю", "Бизнес.Ру"), ("in sales x", "InSales")],
)
def test_another_is_not(query: str, title: str) -> None:
    assert not finds(query, title)


@given(titles, st.data())
def test_any_part_of_a_name_finds_it_in_any_case_and_either_layout(title: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(title) - 1))
    part = title[start : data.draw(st.integers(start + 1, len(title)))].lower()
    for typed in (part, part.upper(), part.translate(TO_RUSSIAN), part.translate(TO_LATIN), f"  {part} "):
        assert finds(typed, title.title())


@given(titles, titles)
def test_words_may_stand_in_any_order_with_any_blanks(first: str, second: str) -> None:
    assert finds(f" {second}\t {first} ", f"{first} {second}")


@given(titles, words)
def test_every_word_must_be_found(title: str, word: str) -> None:
    assert finds(f"{title} {word}", title) == finds(word, title)


@given(st.text(max_size=100), titles)
def test_whatever_is_typed_is_answered(query: str, title: str) -> None:
    assert finds(query, title) in (True, False)
