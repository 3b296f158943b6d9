"""Filters, groups and anchors of the list; what the information window offers."""

from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.app.ports import Connected
from catalog.app.views import Views
from catalog.domain.labels import read_labels
from catalog.domain.widgets import Catalogue, Filter, Widget, widget_of
from contracts.base import ConnectionId
from contracts.events.connection import Health
from contracts.manifest import Category, Manifest

GUIDE = [
    "Интернет-магазины",
    "Службы доставки",
    "Бухгалтерия",
    "Клиент-банк",
    "Телефония",
    "Системы аналитики",
    "Системы лояльности",
    "Массовые Email и SMS рассылки",
    "Разное",
    "Приложения",
]


def widget(slug: str, *categories: str, service: str | None = "some-service", **fields: Any) -> Widget:
    values = {"title": slug.title(), "kind": "api", "developer": "Бизнес.Ру", "description": "…", **fields}
    return widget_of(Manifest(slug=slug, categories=categories or ("shops",), **values), service, None)


CATALOGUE = Catalogue(
    [
        widget("insales", "shops"),
        widget("cdek", "delivery", price_text="500 ₽ в месяц"),
        widget("mango", "telephony", "analytics", price_text="990 ₽"),
        widget("roistat", "analytics"),
        widget("zebra", "applications", service=None, price_text="1 ₽"),
        widget("alpha", "shops"),
    ]
)
CONNECTED = {"insales": 2, "mango": 1, "zebra": 1, "gone": 3}


def slugs(**query: Any) -> dict[str, list[str]]:
    found = CATALOGUE.select(CONNECTED, **query)
    return {category.value: [row.slug for row in rows] for category, rows in found.items() if rows}


@pytest.fixture(scope="module")
def views() -> Views:
    return Views(read_labels())


def test_categories_stand_as_in_the_guide(views: Views) -> None:
    assert [row.title for row in views.categories] == GUIDE


def test_everything_stands_under_its_categories_by_name() -> None:
    assert slugs() == {
        "shops": ["alpha", "insales"],
        "delivery": ["cdek"],
        "telephony": ["mango"],
        "analytics": ["mango", "roistat"],
        "applications": ["zebra"],
    }


def test_each_filter_leaves_what_it_says() -> None:
    assert slugs(kind=Filter.FREE) == {"shops": ["alpha", "insales"], "analytics": ["roistat"]}
    assert slugs(kind=Filter.PAID) == {
        "delivery": ["cdek"],
        "telephony": ["mango"],
        "analytics": ["mango"],
        "applications": ["zebra"],
    }
    assert slugs(kind=Filter.CONNECTED) == {"shops": ["insales"], "telephony": ["mango"], "analytics": ["mango"]}


def test_filter_categories_and_search_work_together() -> None:
    assert slugs(categories=[Category.ANALYTICS]) == {"analytics": ["mango", "roistat"]}
    assert slugs(kind=Filter.CONNECTED, categories=[Category.SHOPS]) == {"shops": ["insales"]}
    assert slugs(categories=[Category.SHOPS, Category.DELIVERY], text="cd") == {"delivery": ["cdek"]}
    assert slugs(kind=Filter.FREE, text="mango") == {}


def test_anchors_count_what_is_left_and_the_total_counts_each_widget_once(views: Views) -> None:
    page = views.page(CATALOGUE.select(CONNECTED, categories=[Category.TELEPHONY, Category.ANALYTICS]), CONNECTED)
    counts = {row.category: row.count for row in page.anchors}
    assert counts == dict.fromkeys(Category, 0) | {Category.TELEPHONY: 1, Category.ANALYTICS: 2}
    assert page.total == 2
    assert [group.category for group in page.groups] == [Category.TELEPHONY, Category.ANALYTICS]


def test_nothing_found_is_an_empty_list_with_ten_zeros(views: Views) -> None:
    page = views.page(CATALOGUE.select({}, text="нет такого"), {})
    assert (page.total, page.groups) == (0, ())
    assert [row.count for row in page.anchors] == [0] * 10


def test_a_tile_tells_price_kind_and_connections(views: Views) -> None:
    page = views.page(CATALOGUE.select(CONNECTED), CONNECTED)
    tiles = {row.slug: row for group in page.groups for row in group.widgets}
    insales, zebra, alpha = tiles["insales"], tiles["zebra"], tiles["alpha"]
    assert (insales.price, insales.free, insales.kind) == ("Бесплатно", True, "по API")
    assert (insales.connected, insales.connections) == (True, 2)
    assert (alpha.connected, alpha.connections) == (False, 0)
    assert (zebra.price, zebra.free, zebra.connected, zebra.connections) == ("1 ₽", False, None, 0)


def test_a_kind_that_has_no_name_yet_is_left_out(views: Views) -> None:
    page = views.page(Catalogue([widget("new", kind="telepathy")]).select({}), {})
    assert page.groups[0].widgets[0].kind is None


def test_of_two_with_one_slug_the_first_counts() -> None:
    both = Catalogue([widget("twin", title="Ours"), widget("twin", service=None, title="Theirs")])
    assert [row.manifest.title for row in both.select({})[Category.SHOPS]] == ["Ours"]


def connection(number: int) -> Connected:
    return Connected(ConnectionId(f"c-{number}"), f"Insales_0{number}", True, Health.OK, None)


@pytest.mark.parametrize(
    ("fields", "connections", "expected"),
    [
        ({}, 0, ["connect:Подключить", "request:Заявка на подключение"]),
        ({}, 1, ["connect:Подключить ещё", "request:Заявка на подключение"]),
        ({"multiple": False}, 0, ["connect:Настроить", "request:Заявка на подключение"]),
        ({"multiple": False}, 1, ["settings:Настроить", "request:Заявка на подключение"]),
        ({"service": None}, 0, ["request:Заявка на подключение"]),
        (
            {"guide": "insales"},
            0,
            ["connect:Подключить", "request:Заявка на подключение", "guide:Инструкция по настройке"],
        ),
    ],
)
def test_buttons_of_the_window(views: Views, fields: dict[str, Any], connections: int, expected: list[str]) -> None:
    window = views.window(widget("insales", **fields), [connection(number) for number in range(connections)])
    assert [f"{button.action}:{button.title}" for button in window.buttons] == expected
    assert [row.name for row in window.connection_list] == [f"Insales_0{number}" for number in range(connections)]


widgets = st.lists(
    st.builds(
        lambda number, categories, price, service: widget(f"w{number}", *categories, price_text=price, service=service),
        st.integers(0, 50),
        st.lists(st.sampled_from([*Category]), min_size=1, max_size=3, unique=True),
        st.sampled_from([None, "100 ₽"]),
        st.sampled_from([None, "some-service"]),
    ),
    unique_by=lambda row: row.slug,
)


@given(
    widgets,
    st.sets(st.integers(0, 50).map(lambda number: f"w{number}")),
    st.sampled_from([*Filter]),
    st.sets(st.sampled_from([*Category])),
    st.sampled_from(["", "w", "w1", "W 2"]),
)
def test_the_page_never_contradicts_itself(
    rows: list[Widget], connected: set[str], kind: Filter, categories: set[Category], text: str
) -> None:
    counts = dict.fromkeys(connected, 1)
    page = Views(read_labels()).page(Catalogue(rows).select(counts, kind, categories, text), counts)
    shown = Counter(row.slug for group in page.groups for row in group.widgets)
    assert page.total == len(shown)
    assert {row.category: row.count for row in page.anchors if row.count} == {
        group.category: len(group.widgets) for group in page.groups
    }
    by_slug = {row.slug: row for row in rows}
    for group in page.groups:
        assert not categories or group.category in categories
        for tile in group.widgets:
            assert group.category in by_slug[tile.slug].manifest.categories
            assert kind is not Filter.FREE or tile.free
            assert kind is not Filter.PAID or not tile.free
            assert kind is not Filter.CONNECTED or tile.connected
    for slug, times in shown.items():
        wanted = set(by_slug[slug].manifest.categories) & (categories or set(Category))
        assert times == len(wanted)
