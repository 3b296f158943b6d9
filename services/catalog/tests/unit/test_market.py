"""Answers are built once, seen anew within half a second, and forgotten when there are too many."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from catalog.app import market as module
from catalog.app.lru import Lru
from catalog.app.market import Market, Query
from catalog.app.ports import Connected, Versions
from catalog.app.views import Views
from catalog.domain.labels import read_labels
from contracts.base import AccountId, ConnectionId
from contracts.events.connection import Health
from contracts.manifest import Manifest
from service_kit.problems import NotFound

SVG = '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>'
A, B = AccountId("a"), AccountId("b")


def manifest(slug: str, **fields: Any) -> Manifest:
    values = {"title": slug, "categories": ("shops",), "kind": "api", "developer": "Бизнес.Ру", "description": "…"}
    return Manifest(slug=slug, **{**values, **fields})


class Stored:
    """The database: what it holds and how often it was asked."""

    def __init__(self) -> None:
        self.widgets = [("shop-sync", manifest("insales", logo=SVG))]
        self.widgets_version = 1
        self.held: dict[AccountId, dict[str, list[Connected]]] = {}
        self.account_versions: dict[AccountId, int] = {}
        self.asked = self.read = 0

    async def versions(self, account: AccountId) -> Versions:
        self.asked += 1
        return Versions(f"w{self.widgets_version}", f"c{self.account_versions.get(account, 0)}")

    async def announced(self) -> list[tuple[str, Manifest]]:
        self.read += 1
        return list(self.widgets)

    async def own(self) -> list[Manifest]:
        return []

    async def connections(self, account: AccountId) -> Mapping[str, Sequence[Connected]]:
        return dict(self.held.get(account, {}))

    def connect(self, account: AccountId, slug: str) -> None:
        row = Connected(ConnectionId("c"), "Insales_01", True, Health.OK, None)
        self.held.setdefault(account, {}).setdefault(slug, []).append(row)
        self.account_versions[account] = self.account_versions.get(account, 0) + 1


class Bench:
    def __init__(self) -> None:
        self.stored = Stored()
        self.now = 100.0
        self.market = Market(self.stored, Views(read_labels()), lambda: self.now)
        self.parsed = 0

    def parse(self) -> Query:
        self.parsed += 1
        return Query()

    async def page(self, account: AccountId = A, key: str = "") -> module.Page:
        return self.market.page(await self.market.shelf(account), key, self.parse)


@pytest.fixture
def bench() -> Bench:
    return Bench()


async def test_the_same_question_is_answered_with_the_same_bytes_without_asking_again(bench: Bench) -> None:
    first = await bench.page()
    bench.now += module.FRESH_SECONDS - 0.1
    assert await bench.page() is first
    assert (bench.stored.asked, bench.stored.read, bench.parsed) == (1, 1, 1)


async def test_after_half_a_second_the_versions_are_asked_and_nothing_is_read_unless_they_differ(bench: Bench) -> None:
    first = await bench.page()
    bench.now += module.FRESH_SECONDS
    assert await bench.page() is first
    assert (bench.stored.asked, bench.stored.read) == (2, 1)


async def test_a_change_of_widgets_is_seen_by_every_account(bench: Bench) -> None:
    before = {account: await bench.page(account) for account in (A, B)}
    bench.stored.widgets.append(("other", manifest("cdek")))
    bench.stored.widgets_version += 1
    bench.now += module.FRESH_SECONDS
    for account in (A, B):
        after = await bench.page(account)
        assert b"cdek" in after.body
        assert after.etag != before[account].etag
    assert bench.stored.read == 2


async def test_a_change_of_connections_is_seen_by_its_account_alone(bench: Bench) -> None:
    before = {account: await bench.page(account) for account in (A, B)}
    bench.stored.connect(A, "insales")
    bench.now += module.FRESH_SECONDS
    assert b'"connected":true' in (await bench.page(A)).body
    assert await bench.page(B) is before[B]


async def test_accounts_that_see_the_same_share_the_bytes(bench: Bench) -> None:
    assert await bench.page(A) is await bench.page(B)
    for account in (A, B):
        bench.stored.connect(account, "insales")
    bench.now += module.FRESH_SECONDS
    assert await bench.page(A) is await bench.page(B)
    assert bench.parsed == 2


async def test_equal_content_has_equal_tags_in_another_process(bench: Bench) -> None:
    assert (await bench.page()).etag == (await Bench().page()).etag


async def test_questions_never_asked_before_do_not_fill_the_memory(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PAGES_BYTES", 20_000)
    bench.market = Market(bench.stored, Views(read_labels()), lambda: bench.now)
    for number in range(200):
        await bench.page(key=str(number))
    assert bench.parsed == 200
    await bench.page(key="199")
    assert bench.parsed == 200
    await bench.page(key="0")
    assert bench.parsed == 201


async def test_a_logo_is_known_by_its_name_until_it_is_replaced(bench: Bench) -> None:
    (name,) = (await bench.market.shelf(A)).catalogue.logos
    assert (await bench.market.logo(name)).media_type == "image/svg+xml"
    bench.stored.widgets = [("shop-sync", manifest("insales"))]
    bench.stored.widgets_version += 1
    bench.now += module.FRESH_SECONDS
    with pytest.raises(NotFound):
        await bench.market.logo(name)


async def test_an_announced_logo_that_is_not_safe_is_left_out_and_the_widget_stays(bench: Bench) -> None:
    bench.stored.widgets = [("shop-sync", manifest("insales", logo="<svg onload='x'/>"))]
    body = (await bench.page()).body
    assert b'"slug":"insales"' in body
    assert b'"logo":null' in body


def test_the_memory_forgets_what_was_not_asked_for_longest() -> None:
    memory: Lru[str, bytes] = Lru(10, len)
    memory.put("a", b"1234")
    memory.put("b", b"1234")
    assert memory.get("a") == b"1234"
    memory.put("c", b"1234")
    assert (memory.get("a"), memory.get("b"), memory.get("c")) == (b"1234", None, b"1234")
    memory.put("a", b"12345678")
    assert (memory.get("a"), memory.get("c")) == (b"12345678", None)
    memory.put("d", b"12345678901")
    assert memory.get("d") is None
    memory.put("e", b"1234")
    assert memory.get("e") == b"1234"
