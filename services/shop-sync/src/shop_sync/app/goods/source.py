"""Goods of an account as an export goes through them: which, with what of them, by the settings of a connection."""

from collections.abc import AsyncGenerator, Collection, Mapping

from contracts.base import AccountId
from contracts.rows.directory import DirectoryKind, DirectoryRow
from service_kit.errors import DataError
from service_kit.goods.marked import MarkedGoods
from service_kit.goods.reading import GoodsPage, GoodsReader
from service_kit.runs.model import Run
from service_kit.runs.store import Runs
from shop_sync.app.ports import Directories, ExportSettings
from shop_sync.domain.goods import Terms, with_subgroups

KINDS = (
    DirectoryKind.ORGANIZATION,
    DirectoryKind.STORE,
    DirectoryKind.PRICE_TYPE,
    DirectoryKind.CURRENCY,
    DirectoryKind.VAT_RATE,
    DirectoryKind.PRODUCT_GROUP,
)


class GoodsSource:
    """Reads the replica for exports."""

    def __init__(self, goods: GoodsReader, marked: MarkedGoods, runs: Runs) -> None:
        self._goods = goods
        self._marked = marked
        self._runs = runs

    async def count(self, account: AccountId) -> int:
        """How many products there are, deleted ones too."""
        return await self._goods.count(account)

    async def directories(self, account: AccountId) -> Directories:
        """The directories that exports need."""
        found: dict[DirectoryKind, dict[str, DirectoryRow]] = {kind: {} for kind in KINDS}
        for row in await self._goods.directories(account, KINDS):
            found[DirectoryKind(row.kind)][row.ref] = row
        return found

    async def only(self, run: Run) -> Mapping[str, int] | None:
        """Of a retry: the refs of its goods, with the numbers of their rows."""
        if run.only is None or run.attempt_of is None:
            return None
        refs = await self._runs.outside_ids(run.account, run.attempt_of, run.only)
        return {ref: number for number, ref in refs.items()}

    def pages(self, account: AccountId, terms: Terms, after: str = "") -> AsyncGenerator[GoodsPage, None]:
        """All products behind the ref `after`, with the stock and prices that the terms name."""
        return self._goods.pages(account, terms.stores, terms.price_types, after)

    async def marked(self, run: Run, terms: Terms, page: GoodsPage) -> set[str]:
        """Goods of the page that are marked for the connection, where that matters."""
        if terms.all_goods:
            return set()
        return await self._marked.among(run.account, run.connection, [product["ref"] for product in page.products])


def terms_of(settings: ExportSettings, directories: Directories, only: Collection[str] | None = None) -> Terms:
    """What the settings mean with the directories of the account; DataError `price_list_not_chosen`.

    `only`: refs of the goods of a retry.
    Entries that were chosen once and are gone now are passed over.
    """
    price_types = [ref for ref in settings.price_types if ref in directories[DirectoryKind.PRICE_TYPE]]
    if not price_types:
        raise DataError("price_list_not_chosen")
    stores = directories[DirectoryKind.STORE]
    chosen = [ref for ref in settings.stores if ref in stores]
    groups = {ref: row.parent_ref for ref, row in directories[DirectoryKind.PRODUCT_GROUP].items()}
    currencies = directories[DirectoryKind.CURRENCY].values()
    return Terms(
        stores=chosen or [ref for ref, row in stores.items() if not row.archived],
        price_types=price_types,
        currency=settings.currency,
        rates={row.currency: row.rate for row in currencies if row.currency and row.rate},
        all_goods=settings.all_goods,
        groups=with_subgroups(settings.groups, groups),
        characteristics=settings.characteristics,
        updates_only=settings.updates_only,
        positive_only=settings.positive_only,
        with_cards=settings.with_cards,
        only=None if only is None else frozenset(only),
    )
