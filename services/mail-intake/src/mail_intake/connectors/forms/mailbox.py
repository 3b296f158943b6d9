"""«Настройка подключения»: the mailbox, and how it is entered."""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Final, Self

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator, model_validator

from mail_intake.connectors.forms.section import MAILBOX
from mail_intake.domain.mailbox.mailbox import Mailbox, Password, Server, Token
from mail_intake.domain.mailbox.providers import domain_of, given_server, provider_at, provider_of, providers, server_of
from service_kit.connections.section import Section
from service_kit.errors import ConfigError

_SECTION: Final = Section(MAILBOX)


class Access(StrEnum):
    """What the mailbox is entered by."""

    PASSWORD = "password"  # noqa: S105  # the name of a choice
    TOKEN = "token"  # noqa: S105  # the name of a choice


class Keeper(StrEnum):
    """Who keeps a mailbox of an own domain: the providers without domains of their own, or a server that is named."""

    YANDEX = "yandex360"
    VK = "vkworkspace"
    GOOGLE = "googleworkspace"
    BEGET = "beget"
    TIMEWEB = "timeweb"
    REGRU = "regru"
    OTHER = "other"


_ACCESS_LABELS: Final = {Access.PASSWORD.value: "Пароль", Access.TOKEN.value: "Токен OAuth 2.0"}
_SERVERS: Final[Mapping[str, Server]] = {provider.key: provider.server for provider in providers()}
_KEEPER_LABELS: Final = {
    **{provider.key: provider.name for provider in providers() if not provider.domains},
    Keeper.OTHER.value: "Другой сервер",
}
_IN_GROUPS: Final = re.compile(r"[a-z]{4}(?:[ \u00a0][a-z]{4}){3}", re.IGNORECASE)
_SHOWN_IN_GROUPS: Final = frozenset({"google", "googleworkspace", "yahoo"})
"""Providers that show a password for an application as four groups of four letters."""
_OF_SERVER: Final = (
    "mail_server_unnamed",
    "mail_server_missing",
    "mail_server_invalid",
    "mail_server_not_found",
    "mail_server_forbidden",
    "mail_port_",
    "mail_tls",
    "mail_not_imap",
)
"""Causes that are mended at the server; the field of its name is mostly hidden, that of its keeper never is."""


class MailboxForm(BaseModel):
    """Address, password, and for an own domain the server."""

    model_config = ConfigDict(frozen=True)

    address: Annotated[
        str,
        Field(
            title="Адрес Email",
            description="Ящик, в который приходят письма, например zakaz@shop.ru.",
            min_length=3,
            max_length=320,
            json_schema_extra=_SECTION.hints(causes=["mail_address_"]),
        ),
    ]
    password: Annotated[
        SecretStr,
        Field(
            title="Пароль",
            description="Чаще всего нужен отдельный пароль для приложений: его создают в настройках почты. "
            "Он хранится зашифрованным.",
            min_length=1,
            max_length=8_000,
            json_schema_extra=_SECTION.hints(
                causes=["mail_login_refused", "mail_app_password_", "mail_imap_disabled", "mail_token_"]
            ),
        ),
    ]
    access: Annotated[
        Access,
        Field(
            title="Вход",
            description="Токен доступа вводится в поле «Пароль»; нужен, только если почта не пускает по паролю.",
            json_schema_extra=_SECTION.hints(widget="buttons", labels=_ACCESS_LABELS),
        ),
    ] = Access.PASSWORD
    keeper: Annotated[
        Keeper | None,
        _SECTION.field(
            "Почтовая служба",
            "Для Яндекса, Mail.ru, Gmail и других общих почт выбирать не нужно: сервер известен по адресу. "
            "Для адреса на своём домене выберите, где хранится почта.",
            labels=_KEEPER_LABELS,
            empty="По адресу",
            causes=[*_OF_SERVER],
        ),
    ] = None
    server: Annotated[
        str,
        Field(
            title="Сервер входящей почты (IMAP)",
            description="Имя сервера, например imap.shop.ru; порт через двоеточие, если он не 993.",
            max_length=260,
            json_schema_extra=_SECTION.hints(visible_if={"keeper": [Keeper.OTHER.value]}),
        ),
    ] = ""
    login: Annotated[
        str,
        Field(
            title="Имя пользователя",
            description="Заполняйте, только если для входа в почту нужно другое имя, чем «Адрес Email».",
            max_length=320,
            json_schema_extra=_SECTION.hints(),
        ),
    ] = ""

    @field_validator("address", "server", "login")
    @classmethod
    def _bare(cls, given: str) -> str:
        return given.strip()

    @model_validator(mode="after")
    def _reachable(self) -> Self:
        """ConfigError `mail_address_invalid`, `mail_server_unnamed`, `mail_server_missing`, `mail_server_invalid`."""
        domain_of(self.address)
        self.place()
        return self

    def place(self) -> Server:
        """The server: as named, of the chosen keeper, or of the address."""
        if self.keeper is Keeper.OTHER:
            if not self.server:
                raise ConfigError("mail_server_missing")
            return given_server(self.server)
        return _SERVERS[self.keeper] if self.keeper else server_of(self.address)

    def mailbox(self, folder: str) -> Mailbox:
        """That folder of it, with the secret that opens it."""
        value = self.password.get_secret_value().strip()
        secret = Token(value) if self.access is Access.TOKEN else Password(self._without_groups(value))
        return Mailbox(self.address, self.place(), secret, folder, self.login)

    def _without_groups(self, password: str) -> str:
        """A password for applications is shown as «abcd efgh ijkl mnop» and copied so, yet it has no blanks."""
        provider = provider_of(self.address) or provider_at(self.place())
        if provider and provider.key in _SHOWN_IN_GROUPS and _IN_GROUPS.fullmatch(password):
            return "".join(password.split())
        return password
