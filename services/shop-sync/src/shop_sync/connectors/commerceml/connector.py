"""CommerceML as an integration: its form, its check of uploads, the source of orders, the format of goods."""

import datetime as dt
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from contracts.events.connection import RunKind
from contracts.manifest import Manifest
from service_kit.archive import is_zip
from service_kit.connections.integration import Integration, ListChoices
from service_kit.connections.store import Connection
from service_kit.orders.incoming import Incoming
from service_kit.orders.ports import ImportSettings
from shop_sync.app.ports import Directories, ExportSettings, GoodsWriter
from shop_sync.connectors.commerceml.config import CommerceMlConfig, CommerceMlForm
from shop_sync.connectors.commerceml.goods.files import GoodsPackage
from shop_sync.connectors.commerceml.orders import check_head, read_orders, total_bytes
from shop_sync.domain.goods import Terms

HERE = Path(__file__).parent
TEXTS = HERE / "strings.ru.json"
MANIFEST = Manifest.model_validate_json((HERE / "manifest.json").read_text("utf-8"))
SLUG = MANIFEST.slug
HEAD_BYTES = 64 * 1024


def integration(lists: Mapping[str, ListChoices]) -> Integration:
    """The integration, with the choices that its form offers."""
    return Integration(
        MANIFEST,
        CommerceMlConfig,
        lists,
        check_upload,
        periods=_periods,
        by_hand=frozenset({RunKind.EXPORT_GOODS}),
        dry_runs=frozenset({RunKind.IMPORT_ORDERS, RunKind.EXPORT_GOODS}),
        repeatable=frozenset({RunKind.EXPORT_GOODS}),
    )


def _periods(config: CommerceMlConfig) -> Mapping[RunKind, dt.timedelta]:
    return {RunKind.EXPORT_GOODS: config.export_every.interval} if config.export_every else {}


def check_upload(file: BinaryIO) -> None:
    """Refuse what cannot be a file of orders; DataError with the reason. An archive is opened, not unpacked."""
    head = file.read(HEAD_BYTES)
    check_head(head)
    if is_zip(head):
        file.seek(0)
        with tempfile.NamedTemporaryFile() as copy:
            shutil.copyfileobj(file, copy)
            copy.flush()
            total_bytes(Path(copy.name))


class CommerceMlFiles:
    """Port OrderFiles for uploaded CommerceML files."""

    def settings(self, connection: Connection) -> ImportSettings:
        """The import settings of the connection."""
        return CommerceMlForm.model_validate(connection.config).import_settings()

    def size(self, path: Path) -> int:
        """Bytes to be read; DataError when an archive is refused."""
        return total_bytes(path)

    def read(self, connection: Connection, path: Path, *, skip: int) -> Iterator[Incoming]:
        """Orders and rejected documents of the file; DataError when it breaks off."""
        rules = CommerceMlForm.model_validate(connection.config).rules()
        return read_orders(path, rules, skip=skip)


class CommerceMlGoods:
    """Port GoodsFormat for files that an owner downloads and loads into the shop."""

    def settings(self, connection: Connection) -> ExportSettings:
        """The export settings of the connection."""
        return CommerceMlForm.model_validate(connection.config).export_settings()

    def writer(self, connection: Connection, terms: Terms, directories: Directories, folder: Path) -> GoodsWriter:
        """A writer of import.xml and offers.xml."""
        config = CommerceMlForm.model_validate(connection.config)
        return GoodsPackage(connection.id, config, terms, directories, folder)
