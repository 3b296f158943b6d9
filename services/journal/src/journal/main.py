"""Wiring of journal: the only place where its parts meet."""

from fastapi import FastAPI

from journal.settings import JournalSettings
from service_kit.app import Kit

SERVICE = "journal"


def create_app(settings: JournalSettings | None = None) -> FastAPI:
    """The ASGI app of journal; settings come from the environment unless given."""
    return build(settings or JournalSettings()).build()


def build(settings: JournalSettings) -> Kit:
    """All parts of journal, wired."""
    return Kit(SERVICE, settings, queues=())
