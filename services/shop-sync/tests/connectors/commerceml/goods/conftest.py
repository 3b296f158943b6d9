"""A connection of the tests, and its goods."""

import itertools
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from goods_export import Goods, Shop


@pytest.fixture
def new_shop(tmp_path: Path) -> Callable[[Mapping[str, Any]], Shop]:
    """Connect one more shop, with goods of its own."""
    count = itertools.count()

    def make(config: Mapping[str, Any]) -> Shop:
        folder = tmp_path / f"shop-{next(count)}"
        folder.mkdir()
        return Shop(folder, Goods(), config)

    return make


@pytest.fixture
def shop(new_shop: Callable[[Mapping[str, Any]], Shop]) -> Shop:
    return new_shop({})


@pytest.fixture
def goods(shop: Shop) -> Goods:
    return shop.goods
