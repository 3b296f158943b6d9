"""The manifest of an integration: all that the marketplace shows of it («виджет» and its information window)."""

from enum import StrEnum

from pydantic import Field

from contracts.base import Contract, Name


class Category(StrEnum):
    """The ten categories of the marketplace, in the order of the guide."""

    SHOPS = "shops"
    DELIVERY = "delivery"
    ACCOUNTING = "accounting"
    BANKS = "banks"
    TELEPHONY = "telephony"
    ANALYTICS = "analytics"
    LOYALTY = "loyalty"
    MAILINGS = "mailings"
    OTHER = "other"
    APPLICATIONS = "applications"


class WidgetKind(StrEnum):
    """How the integration works («по API», by files, by mail, an application of a partner)."""

    API = "api"
    FILES = "files"
    EXCHANGE = "exchange"
    MAIL = "mail"
    APPLICATION = "application"


class Capability(StrEnum):
    """What a connection can do; the console shows the buttons of the listed ones only."""

    CHECK = "check"
    IMPORT_ORDERS = "import_orders"
    IMPORT_LEADS = "import_leads"
    UPLOAD_ORDERS = "upload_orders"
    EXPORT_GOODS = "export_goods"
    TRACK_PARCELS = "track_parcels"
    DOWNLOAD_FILES = "download_files"
    DRY_RUN = "dry_run"


class OptionsText(Contract):
    """A heading of the information window and the list under it."""

    title: str
    items: tuple[str, ...]


class Manifest(Contract):
    """One widget. Texts are Russian; `price_text` None = «Бесплатно»; `logo` is an SVG document of ours.

    `kind` is a WidgetKind, `capabilities` are Capability words; both sets may grow.
    """

    slug: str = Field(pattern=r"^[a-z][a-z0-9-]{1,40}$")
    title: str
    categories: tuple[Category, ...] = Field(min_length=1)
    kind: Name
    developer: str
    description: str
    logo: str | None = None
    price_text: str | None = None
    site: str | None = None
    guide: str | None = None
    options: tuple[OptionsText, ...] = ()
    capabilities: tuple[Name, ...] = ()
    multiple: bool = True
