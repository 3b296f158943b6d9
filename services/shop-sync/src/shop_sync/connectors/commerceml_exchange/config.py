"""Settings of a connection by exchange: the form of the guide, where the shop is, and how its exchange differs."""

from copy import copy
from typing import Annotated, Any, Final
from urllib.parse import urlsplit, urlunsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, TypeAdapter, create_model, field_validator

from service_kit.connections.periods import PERIOD_LABELS, Period
from service_kit.connections.section import ACCESS, BY_BUTTON, Section
from shop_sync.connectors.commerceml.config import CommerceMlForm
from shop_sync.connectors.commerceml_exchange.presets import Preset
from shop_sync.connectors.commerceml_exchange.protocol.settings import ExchangeSettings, Finish
from shop_sync.connectors.forms.section import EXPORT, IMPORT, TUNING
from shop_sync.connectors.forms.statuses import StatusesForm

_ACCESS, _EXPORT, _IMPORT, _TUNING = Section(ACCESS), Section(EXPORT), Section(IMPORT), Section(TUNING)
_FINISH_LABELS: Final = {
    Finish.NONE.value: "Не нужен",
    Finish.COMPLETE.value: "complete",
    Finish.DEACTIVATE.value: "deactivate",
}


class ExchangeAccess(BaseModel):
    """Where the shop is, and who we are to it."""

    address: Annotated[
        str,
        Field(
            title="Адрес обмена",
            description="Адрес сайта, например https://shop.ru, или скрипта обмена целиком.",
            min_length=4,
            max_length=2000,
            json_schema_extra=_ACCESS.hints(causes=["exchange_address", "outside_redirected", "host_", "address_"]),
        ),
    ]
    login: Annotated[
        str,
        Field(
            title="Логин",
            description="Логин пользователя магазина, которому разрешён обмен с 1С.",
            min_length=1,
            max_length=200,
            json_schema_extra=_ACCESS.hints(),
        ),
    ]
    password: Annotated[
        SecretStr,
        Field(
            title="Пароль",
            description="Пароль этого пользователя; он хранится зашифрованным.",
            min_length=1,
            max_length=200,
            json_schema_extra=_ACCESS.hints(causes=["exchange_login_refused", "outside_login_refused"]),
        ),
    ]
    plain_http: Annotated[
        bool,
        _ACCESS.field(
            "Соединение без шифрования (http)",
            "Включайте, только если магазин не отвечает по https: логин, пароль и заказы пойдут по сети открыто.",
        ),
    ] = False

    @field_validator("address")
    @classmethod
    def _an_address(cls, given: str) -> str:
        """With a scheme, https unless said otherwise."""
        address = given.strip()
        address = address if "://" in address else f"https://{address}"
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None:
            raise ValueError("no address of a site")
        return address


class ExchangeConfig(StatusesForm, CommerceMlForm, ExchangeAccess):
    """The form of connections to a shop that is asked over the network."""

    model_config = ConfigDict(extra="forbid")

    updates_only: Annotated[
        bool,
        _EXPORT.field(
            "Выгружать только обновления",
            "Выгружаются только товары, которые изменились с последней успешной выгрузки. Полная выгрузка всех товаров "
            "скрывает в магазине те, которых в ней нет.",
        ),
    ] = True
    import_every: Annotated[
        Period | None,
        _IMPORT.field(
            "Желаемая частота загрузки",
            "Как часто забирать новые заказы. Не выбрано — только по кнопке.",
            widget="buttons",
            labels=PERIOD_LABELS,
            empty=BY_BUTTON,
        ),
    ] = None
    zip_files: Annotated[
        bool,
        _TUNING.field("Отправлять файлы архивом", "Если магазин принимает ZIP, файлы и картинки идут одним архивом."),
    ] = True
    appends_chunks: Annotated[
        bool,
        _TUNING.field(
            "Магазин склеивает части файла",
            "Большой файл отправляется частями под одним именем. Выключите, если магазин сохраняет только последнюю "
            "часть: тогда отправляются несколько файлов, каждый в пределах ограничения магазина.",
        ),
    ] = True
    session_per_file: Annotated[
        bool,
        _TUNING.field(
            "Отдельный сеанс для каждого файла", "Включите, если магазин после первого файла просит войти снова."
        ),
    ] = False
    finish: Annotated[
        Finish,
        _TUNING.field(
            "Завершающий запрос",
            "Нужен немногим магазинам и отправляется только после полной выгрузки всех товаров; deactivate скрывает в "
            "магазине товары, которых в ней не было.",
            widget="buttons",
            labels=_FINISH_LABELS,
        ),
    ] = Finish.NONE

    def exchange_settings(self, path: str) -> ExchangeSettings:
        """For the protocol; `path` is the script of the preset."""
        return ExchangeSettings(
            address=script_address(self.address, path),
            login=self.login,
            password=self.password,
            zip=self.zip_files,
            appends_chunks=self.appends_chunks,
            session_per_file=self.session_per_file,
            finish=self.finish,
        )

    def place(self, path: str) -> str:
        """What names the shop and its user, whatever the scheme and the preset."""
        parts = urlsplit(script_address(self.address, path))
        port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
        return f"commerceml {parts.hostname}{port}{parts.path}?{parts.query} {self.login}"


def script_address(address: str, path: str) -> str:
    """The address of the script: as given, or `path` of the preset where only the site is."""
    parts = urlsplit(address)
    if parts.path not in ("", "/") or parts.query:
        return address
    return urlunsplit((parts.scheme, parts.netloc, "", "", "")) + path


def config_model(preset: Preset) -> type[ExchangeConfig]:
    """The form of a preset: the same fields, with its defaults, and with its words on where the address stands."""
    fields = {name: copy(field) for name, field in ExchangeConfig.model_fields.items()}
    fields["address"].description = preset.hint
    for name, value in preset.defaults.items():
        kind: Any = fields[name].annotation
        fields[name].default = TypeAdapter(kind).validate_python(value)
    changed: dict[str, Any] = {name: (fields[name].annotation, fields[name]) for name in ("address", *preset.defaults)}
    made: type[ExchangeConfig] = create_model(ExchangeConfig.__name__, __base__=ExchangeConfig, **changed)
    return made
