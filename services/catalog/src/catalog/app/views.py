"""What the marketplace answers with; addresses are those inside the service."""

from collections.abc import Mapping, Sequence

from pydantic import BaseModel, ConfigDict

from catalog.app.ports import Connected
from catalog.domain.labels import Labels
from catalog.domain.widgets import ButtonAction, Widget, buttons
from contracts.events.connection import Cause, Health
from contracts.manifest import Category


class View(BaseModel):
    """Base of all views."""

    model_config = ConfigDict(frozen=True)


class CategoryName(View):
    """A category with its name in the guide."""

    category: Category
    title: str


class Anchor(CategoryName):
    """A link to a category: how many widgets the filters and the search leave in it."""

    count: int


class Tile(View):
    """A widget in the list. `connected` is None where there is nothing to connect; `kind` None when it has no name."""

    slug: str
    title: str
    logo: str | None
    price: str
    free: bool
    kind: str | None
    connected: bool | None
    connections: int


class Group(CategoryName):
    """A category and what stands under it."""

    widgets: tuple[Tile, ...]


class MarketPage(View):
    """The list: `total` counts each widget once, `anchors` name all ten categories, `groups` those with widgets."""

    total: int
    anchors: tuple[Anchor, ...]
    groups: tuple[Group, ...]


class ConnectionView(View):
    """A connection in the information window."""

    id: str
    name: str
    enabled: bool
    health: Health
    cause: Cause | None


class ButtonView(View):
    """A button: what it does and its text."""

    action: ButtonAction
    title: str


class OptionsView(View):
    """A heading and the list under it."""

    title: str
    items: tuple[str, ...]


class Window(Tile):
    """The information window. `service` owns form and connections; None: there is only «Заявка на подключение»."""

    service: str | None
    categories: tuple[CategoryName, ...]
    site: str | None
    developer: str
    description: str
    options: tuple[OptionsView, ...]
    guide: str | None
    capabilities: tuple[str, ...]
    multiple: bool
    buttons: tuple[ButtonView, ...]
    connection_list: tuple[ConnectionView, ...]


class Views:
    """Makes views with the labels of the guide."""

    def __init__(self, labels: Labels) -> None:
        self._labels = labels
        self.categories = tuple(
            CategoryName(category=category, title=title) for category, title in labels.categories.items()
        )

    def page(self, found: Mapping[Category, Sequence[Widget]], connections: Mapping[str, int]) -> MarketPage:
        """The list of a selection."""
        tiles = {
            widget.slug: Tile(**self._tile(widget, connections.get(widget.slug, 0)))
            for widgets in found.values()
            for widget in widgets
        }
        anchors = tuple(Anchor(**name.model_dump(), count=len(found[name.category])) for name in self.categories)
        groups = tuple(
            Group(**name.model_dump(), widgets=tuple(tiles[widget.slug] for widget in found[name.category]))
            for name in self.categories
            if found[name.category]
        )
        return MarketPage(total=len(tiles), anchors=anchors, groups=groups)

    def window(self, widget: Widget, connections: Sequence[Connected]) -> Window:
        """The information window of a widget."""
        manifest = widget.manifest
        return Window(
            **self._tile(widget, len(connections)),
            service=widget.service,
            categories=tuple(name for name in self.categories if name.category in manifest.categories),
            site=manifest.site,
            developer=manifest.developer,
            description=manifest.description,
            options=tuple(OptionsView(title=row.title, items=row.items) for row in manifest.options),
            guide=manifest.guide,
            capabilities=manifest.capabilities,
            multiple=manifest.multiple,
            buttons=tuple(
                ButtonView(action=button.action, title=self._labels.buttons[button.label])
                for button in buttons(widget, len(connections))
            ),
            connection_list=tuple(
                ConnectionView(id=row.id, name=row.name, enabled=row.enabled, health=row.health, cause=row.cause)
                for row in connections
            ),
        )

    def _tile(self, widget: Widget, connections: int) -> dict[str, object]:
        return {
            "slug": widget.slug,
            "title": widget.manifest.title,
            "logo": f"/v1/logos/{widget.logo.name}" if widget.logo else None,
            "price": widget.manifest.price_text or self._labels.free,
            "free": widget.free,
            "kind": self._labels.kinds.get(widget.manifest.kind),
            "connected": connections > 0 if widget.service else None,
            "connections": connections if widget.service else 0,
        }
