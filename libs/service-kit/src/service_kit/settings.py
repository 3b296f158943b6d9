"""Settings of a service: environment variables with the prefix `BIZ_`. A service subclasses it for its own."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from service_kit.secrets import keys_of_environment


class Role(StrEnum):
    """What this process does: answer HTTP, consume and run exchanges, or both."""

    API = "api"
    WORKER = "worker"
    ALL = "all"


class Settings(BaseSettings):
    """Where everything is. `files_key` signs download addresses and must be the same in all processes of a service.

    `keks` are the master keys of stored secrets (`service_kit.secrets`) by their ids, one variable BIZ_KEK_<id> each.
    `egress_allow` (`host:port,host:port`) are addresses that connections may reach although they are not public, or
    plain, or at another port: for demo and tests.
    """

    model_config = SettingsConfigDict(env_prefix="BIZ_", extra="ignore", hide_input_in_errors=True)

    role: Role = Role.ALL
    host: str = "127.0.0.1"
    port: int = 8000
    amqp_url: str
    mongo_url: str
    mongo_database: str
    jwks_url: str = ""
    issuer: str = "biz"
    files_key: SecretStr = SecretStr("")
    keks: Mapping[str, SecretStr] = Field(default_factory=keys_of_environment)
    kek_active: str = ""
    log_level: str = "INFO"
    migrate_at_start: bool = True
    egress_allow: Annotated[frozenset[str], NoDecode] = frozenset()

    @field_validator("egress_allow", mode="before")
    @classmethod
    def _pairs(cls, given: str | frozenset[str]) -> frozenset[str]:
        if not isinstance(given, str):
            return given
        pairs = frozenset(pair.strip().lower() for pair in given.split(",") if pair.strip())
        if wrong := [pair for pair in pairs if not (pair.rpartition(":")[0] and pair.rpartition(":")[2].isdigit())]:
            raise ValueError(f"not host:port: {', '.join(sorted(wrong))}")
        return pairs

    @property
    def serves_api(self) -> bool:
        """Whether this process answers the API."""
        return self.role in (Role.API, Role.ALL)

    @property
    def works(self) -> bool:
        """Whether this process consumes queues and executes runs."""
        return self.role in (Role.WORKER, Role.ALL)
