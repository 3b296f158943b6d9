"""Wiring of post-tracker: the only place where its parts meet."""

from pathlib import Path
from typing import Final

from fastapi import FastAPI

from post_tracker import SERVICE
from post_tracker.app.parse_history import ParseHistory
from post_tracker.connectors.pochta.client import PACE, READ_SECONDS, SYSTEM, TOTAL_SECONDS
from post_tracker.connectors.pochta.soap.any_answer import read_any
from post_tracker.settings import PostTrackerSettings
from service_kit.app import Kit
from service_kit.texts import Texts

TEXTS: Final = (Path(__file__).parent / "strings.ru.json",)


def create_app(settings: PostTrackerSettings | None = None) -> FastAPI:
    """The ASGI app of post-tracker; settings come from the environment unless given."""
    return build(settings or PostTrackerSettings()).build()


def history_parser() -> ParseHistory:
    """What reads an answer of a file and prints it."""
    return ParseHistory(read_any, Texts(TEXTS))


def build(settings: PostTrackerSettings) -> Kit:
    """All parts of post-tracker, wired."""
    kit = Kit(SERVICE, settings, queues=(), texts=TEXTS)
    kit.outside(SYSTEM, PACE, read_seconds=READ_SECONDS, total_seconds=TOTAL_SECONDS)
    return kit
