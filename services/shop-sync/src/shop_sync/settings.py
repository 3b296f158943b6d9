"""Settings of shop-sync: those of the kit, with its own port and database."""

from pydantic import field_validator

from service_kit.settings import Settings


class ShopSyncSettings(Settings):
    """Environment of shop-sync.

    `public_url` is the gateway as shops on the internet reach it («https://integrations.example»); without it, or when
    it is not https, no shop is asked to send word of changes.
    """

    port: int = 8102
    mongo_database: str = "shop_sync"
    public_url: str = ""

    @field_validator("public_url")
    @classmethod
    def _address(cls, given: str) -> str:
        if given and not given.startswith(("https://", "http://")):
            raise ValueError("not an address")
        return given
