"""Packs, passwords and texts."""

import re
from pathlib import Path

import platform_bridge
from contracts.envelope import MAX_BYTES
from contracts.rows.directory import DirectoryKind
from contracts.rows.goods import ProductRow, StockRow
from platform_bridge.app.changes import packs
from platform_bridge.app.passwords import NOBODY, hash_password, matches
from platform_bridge.main import TEXTS
from service_kit.texts import Texts

SOURCE = Path(platform_bridge.__file__).parent


def rows(number: int, size: int) -> list[ProductRow]:
    return [ProductRow(ref=str(place), sequence=1, name="я" * size) for place in range(number)]


def test_packs_hold_at_most_500_rows():
    row = StockRow(ref="a", sequence=1, product_ref="b", store_ref="c", total="1", reserved="0")
    assert [len(pack) for pack in packs([row] * 1001)] == [500, 500, 1]


def test_packs_stay_under_the_size_of_an_event():
    found = list(packs(rows(100, 1000)))
    assert sum(map(len, found)) == 100
    for pack in found:
        assert sum(len(row.model_dump_json(exclude_none=True).encode()) for row in pack) < MAX_BYTES


def test_row_that_is_too_large_goes_alone():
    found = list(packs([*rows(1, 10), *rows(1, 40_000), *rows(1, 10)]))
    assert [len(pack) for pack in found] == [1, 1, 1]


def test_nothing_makes_no_pack():
    assert list(packs([])) == []


def test_password_matches_its_own_hash_only():
    stored = hash_password("demo-demo")
    assert "demo-demo" not in stored
    assert stored != hash_password("demo-demo")
    assert matches("demo-demo", stored)
    assert not matches("demo-dem0", stored)
    assert not matches("", NOBODY)


def test_every_key_has_its_text():
    texts = Texts([TEXTS])
    code = "\n".join(file.read_text() for file in SOURCE.rglob("*.py"))
    named = re.findall(r'(?:DataError|Refusal|NotFound|Problem)\((?:\d+, )?"(\w+)"', code)
    named += re.findall(r'append\("(\w+)"\)', code)
    kinds = (
        DirectoryKind.ORGANIZATION,
        DirectoryKind.EMPLOYEE,
        DirectoryKind.ORDER_STATUS,
        DirectoryKind.STORE,
        DirectoryKind.DELIVERY_METHOD,
    )
    named += [f"{kind.value}_missing" for kind in kinds]
    assert len(named) > 20
    assert [key for key in named if key not in texts] == []
