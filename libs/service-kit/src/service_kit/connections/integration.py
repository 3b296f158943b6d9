"""What a connector brings: its manifest, its settings model, the choices of its form and the check of its files."""

import datetime as dt
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from pydantic import BaseModel

from contracts.base import AccountId
from contracts.events.connection import RunKind
from contracts.manifest import Manifest
from service_kit.problems import NotFound, Problem

ListChoices = Callable[[AccountId, str], Awaitable[list["Choice"]]]
"""(account, part of the name) → what a select of the form offers."""

CheckUpload = Callable[[BinaryIO], None]
"""Reads the start of an uploaded file and raises DataError when it is of no use; the position does not matter after."""

Check = Callable[[AccountId, Any], Awaitable[None]]
"""(account, settings with their secrets) → returns when an exchange would work; ConfigError or TransientError else."""

Periods = Callable[[Any], Mapping[RunKind, dt.timedelta]]
"""(settings) → which kinds of runs start by themselves, and how often."""

Identity = Callable[[Any], str | None]
"""(settings) → what names the place that they exchange with; an account may connect to it once."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a select."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Integration:
    """A kind of connection. `config_model` gives the form by its JSON Schema and judges what comes back.

    `by_hand` are the kinds of runs that «Загрузить сейчас» and «Выгрузить сейчас» start, `dry_runs` those that can
    be tried without effect, `repeatable` those whose rejected rows can be done again without a file.
    """

    manifest: Manifest
    config_model: type[BaseModel]
    lists: Mapping[str, ListChoices] = field(default_factory=dict)
    check_upload: CheckUpload | None = None
    check: Check | None = None
    periods: Periods | None = None
    identity: Identity | None = None
    by_hand: frozenset[RunKind] = frozenset()
    dry_runs: frozenset[RunKind] = frozenset()
    repeatable: frozenset[RunKind] = frozenset()

    def require_dry_run(self, kind: RunKind) -> None:
        """Problem 409 when a run of this kind cannot be tried without effect."""
        if kind not in self.dry_runs:
            raise Problem(409, "dry_run_not_supported")


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
    def config_models(self) -> tuple[type[BaseModel], ...]:
        """The settings models of all integrations."""
        return tuple(integration.config_model for integration in self._known.values())

    @property
    def manifests(self) -> tuple[Manifest, ...]:
        """All manifests, for the announcement."""
        return tuple(integration.manifest for integration in self._known.values())
