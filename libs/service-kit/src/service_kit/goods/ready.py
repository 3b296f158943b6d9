"""Exchanges need the account's goods: a run waits until the replica has them."""

import datetime as dt
from typing import Final

from service_kit.errors import DataError
from service_kit.goods.replica import Replica
from service_kit.runs.model import Run
from service_kit.runs.worker import NotYet

GOODS_WITHIN: Final = dt.timedelta(minutes=15)


async def require_goods(replica: Replica, run: Run, now: dt.datetime) -> None:
    """NotYet while the snapshot of the account is on its way; DataError `goods_not_loaded` when it takes too long."""
    if await replica.ready(run.account):
        return
    if now - run.created_at > GOODS_WITHIN:
        raise DataError("goods_not_loaded")
    raise NotYet
