"""Widgets without a service: the operator makes, changes and removes them."""

from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator

from catalog.adapters.own_widgets import MongoOwnWidgets
from catalog.adapters.shelves import MongoShelves
from catalog.domain.labels import Labels
from catalog.domain.logos import logo_of
from contracts.manifest import Category, Manifest, WidgetKind
from service_kit.paging import Items
from service_kit.parameters import Operator

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Prose = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=5000)]
Address = Annotated[str, StringConstraints(pattern=r"^https?://[^\s/]+\.\S+$", max_length=500)]


class OptionsInput(BaseModel):
    """A heading and the list under it."""

    model_config = ConfigDict(extra="forbid")

    title: Line
    items: tuple[Line, ...] = Field(max_length=50)


class WidgetInput(BaseModel):
    """What the operator fills in. `logo` is an SVG document or `data:image/png;base64,…`; `guide` names a guide."""

    model_config = ConfigDict(extra="forbid")

    title: Line
    categories: tuple[Category, ...] = Field(min_length=1, max_length=len(Category))
    kind: WidgetKind = WidgetKind.APPLICATION
    developer: Line
    description: Prose
    logo: str | None = None
    price_text: Line | None = None
    site: Address | None = None
    guide: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{1,40}$")] | None = None
    options: tuple[OptionsInput, ...] = Field(default=(), max_length=20)

    @field_validator("categories")
    @classmethod
    def _once(cls, value: tuple[Category, ...]) -> tuple[Category, ...]:
        return tuple(dict.fromkeys(value))


class NewWidget(WidgetInput):
    """A widget to be made."""

    slug: str = Field(pattern=r"^[a-z][a-z0-9-]{1,40}$")


def own_widgets_router(widgets: MongoOwnWidgets, shelves: MongoShelves, labels: Labels) -> APIRouter:
    """Routes of the operator; a change is seen in the marketplace within a second."""
    router = APIRouter(prefix="/v1", tags=["own widgets"])

    @router.get("/own-widgets")
    async def every(_: Operator) -> Items[Manifest]:
        """As they were filled in."""
        return Items[Manifest](items=await shelves.own())

    @router.post("/widgets", status_code=201)
    async def add(caller: Operator, given: NewWidget) -> Manifest:
        manifest = _manifest(given.slug, given, labels)
        await widgets.add(manifest, caller.user)
        return manifest

    @router.put("/widgets/{slug}")
    async def replace(caller: Operator, slug: str, given: WidgetInput) -> Manifest:
        manifest = _manifest(slug, given, labels)
        await widgets.replace(manifest, caller.user)
        return manifest

    @router.delete("/widgets/{slug}", status_code=204)
    async def remove(_: Operator, slug: str) -> None:
        await widgets.remove(slug)

    return router


def _manifest(slug: str, given: WidgetInput, labels: Labels) -> Manifest:
    """The manifest; DataError `logo_…` when the logo is not safe."""
    if given.logo is not None:
        logo_of(given.logo)
    values: dict[str, Any] = given.model_dump(exclude={"slug"})
    if given.price_text is not None and given.price_text.casefold() == labels.free.casefold():
        values["price_text"] = None
    return Manifest(slug=slug, **values)
