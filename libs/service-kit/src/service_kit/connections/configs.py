"""Settings of connections: judged by the integration's model, their secrets sealed where they rest, masked when shown.

A secret that comes back empty, or as its mask, is the stored one; null deletes it.
"""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, SecretStr, ValidationError

from contracts.base import AccountId
from service_kit.connections.integration import Integrations
from service_kit.connections.secret_fields import FieldPath, at, secret_paths, with_values
from service_kit.errors import ConfigError
from service_kit.problems import Problem, field_errors
from service_kit.secrets import Place, Secrets

COLLECTION = "connections"
MASK = "****"
SHOWN_SIGNS = 4
LONG_ENOUGH = 12
"""Shorter secrets show none of their signs: four of eight would be half of it."""

Config = Mapping[str, Any]


class Configs:
    """Settings as they are given, stored, used and shown. `stored` settings hold sealed values for secrets."""

    def __init__(self, integrations: Integrations, secrets: Secrets) -> None:
        if any(secret_paths(model) for model in integrations.config_models):
            secrets.require()
        self.integrations = integrations
        self._secrets = secrets

    async def judged(
        self, account: AccountId, connection: str, integration: str, given: Config, stored: Config
    ) -> BaseModel:
        """The given settings with kept secrets filled in; Problem 422 names the wrong fields below `config`."""
        model = self._model(integration)
        kept: dict[FieldPath, str] = {}
        for path in secret_paths(model):
            if at(stored, path):
                value = await self._opened(account, connection, path, stored)
                if _is_kept(given, path, value):
                    kept[path] = value
        try:
            return model.model_validate(with_values(given, kept))
        except ValidationError as error:
            errors = field_errors({**item, "loc": ("config", *item["loc"])} for item in error.errors())
            raise Problem(422, "invalid_input", errors) from None

    async def sealed(self, account: AccountId, connection: str, settings: BaseModel, stored: Config) -> dict[str, Any]:
        """The settings as they are stored; a secret that did not change keeps its sealed value."""
        values: dict[FieldPath, Any] = {}
        for path in secret_paths(type(settings)):
            secret = _attribute(settings, path)
            if secret is None:
                continue
            before = at(stored, path)
            if before and await self._opened(account, connection, path, stored) == secret.get_secret_value():
                values[path] = before
            else:
                values[path] = await self._secrets.seal(_place(account, connection, path), secret.get_secret_value())
        return with_values(settings.model_dump(mode="json"), values)

    async def opened(self, account: AccountId, connection: str, integration: str, stored: Config) -> Any:
        """The settings model with real secrets; ConfigError `settings_outdated` when it refuses what is stored."""
        model = self._model(integration)
        values = {
            path: await self._opened(account, connection, path, stored)
            for path in secret_paths(model)
            if at(stored, path)
        }
        try:
            return model.model_validate(with_values(stored, values))
        except ValidationError:
            raise ConfigError("settings_outdated") from None

    async def masked(self, account: AccountId, connection: str, integration: str, stored: Config) -> dict[str, Any]:
        """The settings as the API shows them: of a secret its last four signs at most."""
        values: dict[FieldPath, str] = {}
        for path in self.kept(integration, stored):
            try:
                values[path] = _mask(await self._opened(account, connection, path, stored))
            except ConfigError:  # damaged: an exchange tells so, the form must open to mend it
                values[path] = MASK
        return with_values(stored, values)

    def without_secrets(self, integration: str, stored: Config) -> dict[str, Any]:
        """The settings with a bare mask for each secret."""
        return with_values(stored, dict.fromkeys(self.kept(integration, stored), MASK))

    def kept(self, integration: str, stored: Config) -> list[FieldPath]:
        """Paths of the secrets that are stored."""
        return [path for path in self.secret_paths(integration) if at(stored, path)]

    def secret_paths(self, integration: str) -> tuple[FieldPath, ...]:
        """Paths of all secrets that the integration knows."""
        return secret_paths(self._model(integration))

    def _model(self, integration: str) -> type[BaseModel]:
        return self.integrations.get(integration).config_model

    async def _opened(self, account: AccountId, connection: str, path: FieldPath, stored: Config) -> str:
        return await self._secrets.open(_place(account, connection, path), at(stored, path))


def _place(account: AccountId, connection: str, path: FieldPath) -> Place:
    return Place(account, COLLECTION, connection, ".".join(("config", *path)))


def _is_kept(given: Config, path: FieldPath, value: str) -> bool:
    around = at(given, path[:-1])
    return isinstance(around, Mapping) and around.get(path[-1], "") in ("", _mask(value))


def _mask(value: str) -> str:
    return MASK + value[-SHOWN_SIGNS:] if len(value) >= LONG_ENOUGH else MASK


def _attribute(settings: Any, path: FieldPath) -> SecretStr | None:
    for name in path:
        settings = getattr(settings, name, None)
    return settings if isinstance(settings, SecretStr) and settings.get_secret_value() else None
