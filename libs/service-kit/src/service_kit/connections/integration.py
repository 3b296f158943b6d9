"""What a connector brings: its manifest, its settings model, the choices of its form and the check of its files."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

from pydantic import BaseModel

from contracts.base import AccountId
from contracts.manifest import Manifest
from service_kit.problems import NotFound

ListChoices = Callable[[AccountId, str], Awaitable[list["Choice"]]]
"""(account, part of the name) → what a select of the form offers."""

CheckUpload = Callable[[BinaryIO], None]
"""Reads the start of an uploaded file and raises DataError when it is of no use; the position does not matter after."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a select."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Integration:
    """A kind of connection. `config_model` gives the form by its JSON Schema and judges what comes back."""

    manifest: Manifest
    config_model: type[BaseModel]
    lists: Mapping[str, ListChoices] = field(default_factory=dict)
    check_upload: CheckUpload | None = None


class Integrations:
    """The integrations of one service."""

    def __init__(self, *integrations: Integration) -> None:
        self._known = {integration.manifest.slug: integration for integration in integrations}

    def get(self, slug: str) -> Integration:
        """The integration; NotFound `integration_unknown`."""
        if slug not in self._known:
            raise NotFound("integration_unknown", slug=slug)
        return self._known[slug]

    @property
    def manifests(self) -> tuple[Manifest, ...]:
        """All manifests, for the announcement."""
        return tuple(integration.manifest for integration in self._known.values())
