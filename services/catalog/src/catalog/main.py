"""Wiring of catalog: the only place where its parts meet."""

from fastapi import FastAPI

from catalog.settings import CatalogSettings
from service_kit.app import Kit

SERVICE = "catalog"


def create_app(settings: CatalogSettings | None = None) -> FastAPI:
    """The ASGI app of catalog; settings come from the environment unless given."""
    return build(settings or CatalogSettings()).build()


def build(settings: CatalogSettings) -> Kit:
    """All parts of catalog, wired."""
    return Kit(SERVICE, settings, queues=())
