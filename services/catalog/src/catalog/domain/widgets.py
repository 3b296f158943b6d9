"""Widgets: what stands in the marketplace, and which of it a filter leaves."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from catalog.domain.logos import Logo
from catalog.domain.search import Search, folded
from contracts.manifest import Category, Manifest


class Filter(StrEnum):
    """«Все», «Бесплатно», «Платно», «Подключено»."""

    ALL = "all"
    FREE = "free"
    PAID = "paid"
    CONNECTED = "connected"


@dataclass(frozen=True, slots=True)
class Widget:
    """A manifest and who offers its connections: a service, or nobody (a partner's)."""

    manifest: Manifest
    service: str | None
    logo: Logo | None
    folded: str

    @property
    def slug(self) -> str:
        """Its name in addresses."""
        return self.manifest.slug

    @property
    def free(self) -> bool:
        """Whether it costs nothing."""
        return self.manifest.price_text is None


def widget_of(manifest: Manifest, service: str | None, logo: Logo | None) -> Widget:
    """A widget, ready to be searched."""
    return Widget(manifest, service, logo, folded(manifest.title))


class Catalogue:
    """All widgets by slug; where two have one slug, the first one counts: services before partners."""

    def __init__(self, widgets: Iterable[Widget]) -> None:
        self._widgets: dict[str, Widget] = {}
        for widget in widgets:
            self._widgets.setdefault(widget.slug, widget)
        self._sorted = sorted(self._widgets.values(), key=lambda widget: (widget.folded, widget.slug))
        self.logos = {widget.logo.name: widget.logo for widget in self._sorted if widget.logo}

    def get(self, slug: str) -> Widget | None:
        """The widget, if there is one."""
        return self._widgets.get(slug)

    def select(
        self,
        connections: Mapping[str, int],
        kind: Filter = Filter.ALL,
        categories: Iterable[Category] = (),
        text: str = "",
    ) -> dict[Category, list[Widget]]:
        """The widgets that are left, by category in the guide's order, by name inside; empty categories too.

        `connections` counts those of the account by slug; no `categories` = all of them. A widget of several
        categories stands in each.
        """
        search, wanted = Search(text), set(categories) or set(Category)
        found: dict[Category, list[Widget]] = {category: [] for category in Category}
        for widget in self._sorted:
            if _passes(widget, kind, connections) and search.finds(widget.folded):
                for category in wanted.intersection(widget.manifest.categories):
                    found[category].append(widget)
        return found


def _passes(widget: Widget, kind: Filter, connections: Mapping[str, int]) -> bool:
    match kind:
        case Filter.ALL:
            return True
        case Filter.FREE:
            return widget.free
        case Filter.PAID:
            return not widget.free
        case Filter.CONNECTED:
            return widget.slug in connections and widget.service is not None


ButtonAction = Literal["connect", "settings", "request", "guide"]
"""What the information window lets do; `settings` are those of the only connection."""


@dataclass(frozen=True, slots=True)
class Button:
    """A button of the information window; `label` is the key of its text."""

    action: ButtonAction
    label: str


def buttons(widget: Widget, connections: int) -> list[Button]:
    """Buttons of the window. An integration that is connected once has «Настроить», one without a service no such."""
    found = []
    if widget.service is not None:
        if not widget.manifest.multiple:
            found.append(Button("settings" if connections else "connect", "settings"))
        else:
            found.append(Button("connect", "connect_more" if connections else "connect"))
    found.append(Button("request", "request"))
    if widget.manifest.guide is not None:
        found.append(Button("guide", "guide"))
    return found
