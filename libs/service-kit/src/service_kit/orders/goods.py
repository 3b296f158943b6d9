"""Goods of order lines that a person may link to products."""

import itertools
from collections.abc import Iterable

from contracts.order import OrderLine
from service_kit.runs.model import GOODS_LIMIT, OutsideGood


def goods_of(lines: Iterable[OrderLine]) -> tuple[OutsideGood, ...]:
    """Each good of the lines once; a line without an id of the shop cannot be linked."""
    goods = {
        line.outside_id: OutsideGood(line.outside_id, line.name, line.article) for line in lines if line.outside_id
    }
    return tuple(itertools.islice(goods.values(), GOODS_LIMIT))
