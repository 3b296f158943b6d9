"""Settings of shop-sync: those of the kit, with its own port and database."""

from service_kit.settings import Settings


class ShopSyncSettings(Settings):
    """Environment of shop-sync."""

    port: int = 8102
    mongo_database: str = "shop_sync"
