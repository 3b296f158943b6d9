"""The marketplace in memory: answers are built once and given out as bytes until widgets or connections change.

Workers and other processes change the database; here its versions are asked again every half second, by whoever comes.
"""

import asyncio
import hashlib
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import structlog

from catalog.app.lru import Lru
from catalog.app.ports import Connected, Shelves, Versions
from catalog.app.views import Views
from catalog.domain.logos import Logo, logo_of
from catalog.domain.widgets import Catalogue, Filter, Widget, widget_of
from contracts.base import AccountId
from contracts.manifest import Category, Manifest
from service_kit.announce import EVERYBODY
from service_kit.errors import DataError
from service_kit.problems import NotFound

FRESH_SECONDS = 0.5
ACCOUNTS = 5_000
PAGES_BYTES = 64 * 1024 * 1024

log = structlog.get_logger("market")


@dataclass(frozen=True, slots=True)
class Page:
    """A ready answer: JSON and its strong ETag, equal in all processes for equal content."""

    body: bytes
    etag: str


@dataclass(frozen=True, slots=True)
class Query:
    """What of the marketplace is wanted."""

    kind: Filter = Filter.ALL
    categories: frozenset[Category] = frozenset()
    text: str = ""


@dataclass(slots=True)
class Shelf:
    """The marketplace as one account sees it. `counts` is what of its connections a list depends on."""

    catalogue: Catalogue
    versions: Versions
    connections: Mapping[str, Sequence[Connected]]
    counts: tuple[tuple[str, int], ...]
    checked: float


class Market:
    """Reads through to the database when something has changed, at most half a second late."""

    def __init__(self, shelves: Shelves, views: Views, clock: Callable[[], float] = time.monotonic) -> None:
        self._source = shelves
        self._views = views
        self._clock = clock
        self._catalogue = Catalogue(())
        self._catalogue_version = ""
        self._loading = asyncio.Lock()
        self._shelves: Lru[AccountId, Shelf] = Lru(ACCOUNTS)
        self._pages: Lru[tuple[str, tuple[tuple[str, int], ...], object], Page] = Lru(
            PAGES_BYTES, lambda page: len(page.body) + 512
        )

    async def shelf(self, account: AccountId) -> Shelf:
        """The account's view of the marketplace."""
        shelf = self._shelves.get(account)
        now = self._clock()
        if shelf is not None and now < shelf.checked + FRESH_SECONDS:
            return shelf
        if shelf is not None:
            shelf.checked = now  # while one request asks, the others go on with what is there
        versions = await self._source.versions(account)
        if shelf is None or shelf.versions != versions:
            shelf = await self._load(account, versions, now)
            self._shelves.put(account, shelf)
        return shelf

    def page(self, shelf: Shelf, key: object, parse: Callable[[], Query]) -> Page:
        """The list; `key` stands for what `parse` gives and spares it when the answer is there already.

        Accounts with as many connections of each kind get the same bytes.
        """
        place = (shelf.versions.widgets, shelf.counts, key)
        page = self._pages.get(place)
        if page is None:
            query, counts = parse(), dict(shelf.counts)
            found = shelf.catalogue.select(counts, query.kind, query.categories, query.text)
            page = page_of(self._views.page(found, counts).model_dump_json().encode())
            self._pages.put(place, page)
        return page

    def window(self, shelf: Shelf, slug: str) -> Page:
        """The information window; NotFound `widget_unknown`."""
        widget = self.widget(shelf, slug)
        return page_of(self._views.window(widget, shelf.connections.get(slug, ())).model_dump_json().encode())

    def widget(self, shelf: Shelf, slug: str) -> Widget:
        """The widget; NotFound `widget_unknown`."""
        widget = shelf.catalogue.get(slug)
        if widget is None:
            raise NotFound("widget_unknown")
        return widget

    async def logo(self, name: str) -> Logo:
        """A logo by its name; NotFound `logo_unknown`."""
        logo = (await self.shelf(EVERYBODY)).catalogue.logos.get(name)
        if logo is None:
            raise NotFound("logo_unknown")
        return logo

    async def _load(self, account: AccountId, versions: Versions, now: float) -> Shelf:
        async with self._loading:
            if self._catalogue_version != versions.widgets:
                self._catalogue = await self._read()
                self._catalogue_version = versions.widgets
        connections = await self._source.connections(account)
        counts = tuple(sorted((slug, len(rows)) for slug, rows in connections.items()))
        return Shelf(self._catalogue, versions, connections, counts, now)

    async def _read(self) -> Catalogue:
        announced = await self._source.announced()
        own = await self._source.own()
        widgets = [widget_of(manifest, service, _logo(manifest, service)) for service, manifest in announced]
        return Catalogue([*widgets, *(widget_of(manifest, None, _logo(manifest, "")) for manifest in own)])


def page_of(body: bytes) -> Page:
    """The bytes with their ETag."""
    return Page(body, f'"{hashlib.blake2b(body, digest_size=16).hexdigest()}"')


def _logo(manifest: Manifest, service: str) -> Logo | None:
    """The logo if it is safe; an announcement cannot be refused, so a bad logo in it is left out and logged."""
    if manifest.logo is None:
        return None
    try:
        return logo_of(manifest.logo)
    except DataError as error:
        log.warning("logo left out", slug=manifest.slug, service=service, reason=error.key)
        return None
