"""Settings of catalog: those of the kit, with its own port and database."""

from service_kit.settings import Settings


class CatalogSettings(Settings):
    """Environment of catalog."""

    port: int = 8101
    mongo_database: str = "catalog"
